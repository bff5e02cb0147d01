//! Values of header fields: whatever the text, they are ASCII, in lines of at most 76 characters, and hold no line
//! break but those that fold them (RFC 5322, section 2.2.3; RFC 2047; RFC 2231).
//!
//! In: text. Out: lettre's header values. lettre's own encoder leaves a long word whole, lets control characters pass and
//! writes ASCII text as it is even where it looks like an encoded word, so the values are made here.

use super::address::Mailbox;
use lettre::message::header::{ContentTransferEncoding, HeaderName, HeaderValue};
use lettre::message::{Body, header};

/// RFC 2047, section 2, for lines with encoded words; the others keep to it too.
const LINE: usize = 76;

/// A field that is set as it is made here.
#[derive(Clone)]
pub struct Field(HeaderValue);

impl header::Header for Field {
    // lettre asks for it only where it reads fields, and these are only written.
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Field")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("fields are written alone".into())
    }

    fn display(&self) -> HeaderValue {
        self.0.clone()
    }
}

/// A field of words, such as a subject.
pub fn text(name: &'static str, text: &str) -> Field {
    let text = words(text);
    field(name, &text, &encoded(&text, name.len() + 2))
}

/// A field of one mailbox, such as `From`.
pub fn mailbox(name: &'static str, mailbox: &Mailbox) -> Field {
    let address = mailbox.address.to_string();
    if mailbox.name.is_empty() {
        return field(name, &address, &address);
    }
    let phrase = phrase(&words(&mailbox.name), name.len() + 2);
    let used = phrase.rsplit_once("\r\n").map_or(name.len() + 2 + phrase.len(), |(_, last)| last.len());
    let space = if used + address.len() + 3 > LINE { "\r\n " } else { " " };
    field(name, &address, &format!("{phrase}{space}<{address}>"))
}

/// A field whose parts are ASCII and stand on a line each.
pub fn parts(name: &'static str, parts: &[String]) -> Field {
    let parts: Vec<String> = parts.iter().map(|part| part.chars().map(ascii).collect()).collect();
    let begins_below = parts.first().is_some_and(|first| name.len() + 2 + first.len() > LINE);
    let fold = if begins_below { "\r\n " } else { "" };
    field(name, &parts.join(" "), &format!("{fold}{}", parts.join("\r\n ")))
}

/// A parameter of a MIME field by RFC 2231, in as many sections as it takes: `filename*=utf-8''…`.
pub fn parameter(name: &str, value: &str) -> Vec<String> {
    let mut sections: Vec<String> = vec![String::new()];
    for c in value.chars() {
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).bytes();
        let coded: String = bytes.map(percent).collect();
        match sections.last_mut() {
            // "filename*10*=utf-8''" before it, ";" after it.
            Some(last) if last.len() + coded.len() + name.len() + 15 <= LINE => last.push_str(&coded),
            _ => sections.push(coded),
        }
    }
    if let [one] = sections.as_slice() {
        return vec![format!("{name}*=utf-8''{one}")];
    }
    let section = |(index, part): (usize, &String)| match index {
        0 => format!("{name}*0*=utf-8''{part}"),
        index => format!("{name}*{index}*={part}"),
    };
    sections.iter().enumerate().map(section).collect()
}

fn percent(byte: u8) -> String {
    match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    }
}

fn field(name: &'static str, raw: &str, encoded: &str) -> Field {
    let name = HeaderName::new_from_ascii_str(name);
    Field(HeaderValue::dangerous_new_pre_encoded(name, raw.to_owned(), encoded.to_owned()))
}

fn ascii(c: char) -> char {
    if c == ' ' || c.is_ascii_graphic() { c } else { '?' }
}

/// Text on one line with single spaces.
fn words(text: &str) -> String {
    let between = |c: char| c.is_whitespace() || c.is_control();
    text.split(between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether words stand as they are: what looks like an encoded word would be decoded.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c == ' ' || c.is_ascii_graphic())
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= 50)
}

/// Words after so many characters of the line.
fn encoded(text: &str, used: usize) -> String {
    match is_plain(text) {
        true => folded(text, used),
        false => encoded_words(text, used),
    }
}

/// A display name: atoms, a quoted string, or encoded words (RFC 5322, section 3.2.5).
fn phrase(name: &str, used: usize) -> String {
    if !is_plain(name) {
        return encoded_words(name, used);
    }
    let atoms = name.bytes().all(|b| b == b' ' || b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b));
    match atoms {
        true => folded(name, used),
        false => folded(&format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")), used),
    }
}

fn folded(text: &str, used: usize) -> String {
    let mut lines = String::new();
    let mut length = used;
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            let full = length + 1 + word.len() > LINE;
            lines.push_str(if full { "\r\n " } else { " " });
            length = if full { 1 } else { length + 1 };
        }
        lines.push_str(word);
        length += word.len();
    }
    lines
}

fn encoded_words(text: &str, used: usize) -> String {
    let mut coded = Vec::new();
    let mut rest = text;
    let mut room = LINE.saturating_sub(used);
    while !rest.is_empty() {
        // "=?utf-8?B?" and "?=" take 12; 3 bytes give 4 characters; a word has 75 at most.
        let bytes = room.min(75).saturating_sub(12) / 4 * 3;
        let (word, after) = rest.split_at(end_of_word(rest, bytes));
        coded.push(format!("=?utf-8?B?{}?=", base64(word)));
        rest = after;
        room = LINE - 1;
    }
    coded.join("\r\n ")
}

/// Where an encoded word of so many bytes at most ends: behind a space if one is near, since some programs (Python before
/// 3.13.2) wrongly show another between two encoded words of a name, and there it does least.
fn end_of_word(text: &str, bytes: usize) -> usize {
    let fits = |end: &usize| *end <= bytes;
    let ends = || text.char_indices().map(|(at, c)| (c, at + c.len_utf8()));
    let last = ends().map(|(_, end)| end).take_while(fits).last().unwrap_or(0);
    let spaces = ends().filter(|(c, _)| *c == ' ').map(|(_, end)| end);
    if last == text.len() { last } else { spaces.take_while(fits).last().unwrap_or(last) }
}

/// A few bytes as one line.
fn base64(word: &str) -> String {
    let body = Body::new_with_encoding(word.as_bytes().to_vec(), ContentTransferEncoding::Base64);
    let coded = body.map_or_else(|bytes| bytes, Body::into_vec);
    String::from_utf8_lossy(&coded).trim_end().to_owned()
}
