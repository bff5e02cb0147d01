//! One message as bytes: header fields and the tree of its parts.
//!
//! In: [`Parts`], all that differs or is shared. Out: RFC 5322 text with CRLF line ends: 7-bit, no line over 76 characters
//! but for addresses, whose parts are not divided. The tree is multipart/mixed (multipart/alternative (text,
//! multipart/related (HTML, picture)), PDF), without the branches that a message does not need (RFC 2046, RFC 2387).
//!
//! The same parts and date give the same bytes: boundaries are hashes. A common attachment is coded once; a message
//! costs one copy of it.
//!
//! There is no `Auto-Submitted`: by RFC 3834, section 5, it tells what no person originated, and its `no` is what its
//! absence says; these letters are written and started by one. Section 2 lets responders keep silent for messages with
//! `List-` fields, which these have.

use super::address::Mailbox;
use super::header::{mailbox, parameter, parts, text};
use super::picture::Picture;
use lettre::message::header::{ContentTransferEncoding, Date};
use lettre::message::{Body, Message, MultiPart, SinglePart};
use std::time::{Duration, SystemTime};

/// Bytes as base64 in lines of 76 characters, ready to be a part of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coded(Vec<u8>);

impl Coded {
    pub fn new(bytes: Vec<u8>) -> Coded {
        let coded = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64);
        Coded(coded.map_or_else(|bytes| bytes, Body::into_vec))
    }

    /// In bytes, line ends included.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An attached PDF file.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// What it is called, in any script.
    pub name: &'a str,
    /// The same in ASCII, for programs that know no more.
    pub ascii_name: &'a str,
    pub content: &'a Coded,
}

/// A picture in the letter.
#[derive(Clone, Copy, Debug)]
pub struct Inline<'a> {
    pub picture: &'a Picture,
    /// Without angle brackets.
    pub content_id: &'a str,
}

/// All that a message is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    pub from: &'a Mailbox,
    pub to: &'a Mailbox,
    pub reply_to: Option<&'a Mailbox>,
    pub subject: &'a str,
    /// With angle brackets.
    pub message_id: &'a str,
    /// BCP 47.
    pub language: &'a str,
    pub text: &'a str,
    pub html: &'a str,
    /// Addresses with their scheme, in the order of preference; an https one is told to take a single click (RFC 8058).
    pub unsubscribe: &'a [String],
    pub inline: Option<Inline<'a>>,
    pub attachment: Option<Attachment<'a>>,
    /// What boundaries are made of: a text that is the message's own.
    pub seed: &'a str,
}

/// Makes a message. `date` in seconds since 1970-01-01 UTC. An error is lettre's, in words.
pub fn make(message: &Parts, date: i64) -> Result<Vec<u8>, String> {
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(date).unwrap_or(0));
    let envelope = envelope(message)?;
    let mut builder = Message::builder()
        .envelope(envelope)
        .header(Date::new(date))
        .header(mailbox("From", message.from))
        .header(mailbox("To", message.to));
    if let Some(reply_to) = message.reply_to {
        builder = builder.header(mailbox("Reply-To", reply_to));
    }
    builder = builder
        .header(text("Subject", message.subject))
        .header(parts("Message-ID", &[message.message_id.to_owned()]))
        .header(parts("Content-Language", &[message.language.to_owned()]));
    if !message.unsubscribe.is_empty() {
        let last = message.unsubscribe.len() - 1;
        let listed = message.unsubscribe.iter().enumerate();
        let listed: Vec<String> =
            listed.map(|(at, uri)| format!("<{uri}>{}", if at < last { "," } else { "" })).collect();
        builder = builder.header(parts("List-Unsubscribe", &listed));
        if message.unsubscribe.iter().any(|uri| uri.starts_with("https:")) {
            builder = builder.header(parts("List-Unsubscribe-Post", &["List-Unsubscribe=One-Click".to_owned()]));
        }
    }
    let letter = letter(message);
    let Some(attachment) = message.attachment else {
        return builder.multipart(letter).map(|message| message.formatted()).map_err(|error| error.to_string());
    };
    // The attachment is the last part: it is put in where its place was kept, so that it is copied once.
    let mixed = multipart(message, "mixed", None).multipart(letter).singlepart(attached(&attachment));
    let mut bytes = builder.multipart(mixed).map_err(|error| error.to_string())?.formatted();
    let end = format!("\r\n--{}--\r\n", boundary(message, "mixed"));
    bytes.truncate(bytes.len() - end.len());
    bytes.reserve_exact(attachment.content.len() + end.len());
    bytes.extend_from_slice(&attachment.content.0);
    bytes.extend_from_slice(end.as_bytes());
    Ok(bytes)
}

fn envelope(message: &Parts) -> Result<lettre::address::Envelope, String> {
    let address = |mailbox: &Mailbox| mailbox.address.to_string().parse::<lettre::Address>();
    let from = address(message.from).map_err(|error| error.to_string())?;
    let to = address(message.to).map_err(|error| error.to_string())?;
    lettre::address::Envelope::new(Some(from), vec![to]).map_err(|error| error.to_string())
}

/// The letter in both forms, with its picture.
fn letter(message: &Parts) -> MultiPart {
    let alternative =
        multipart(message, "alternative", None).singlepart(words("text/plain; charset=utf-8", message.text));
    let html = words("text/html; charset=utf-8", message.html);
    match message.inline {
        None => alternative.singlepart(html),
        Some(inline) => {
            let related = multipart(message, "related", Some("text/html"));
            alternative.multipart(related.singlepart(html).singlepart(shown(&inline)))
        }
    }
}

fn boundary(message: &Parts, kind: &str) -> String {
    let hash = blake3::hash(format!("{}\n{kind}", message.seed).as_bytes()).to_hex();
    format!("plenary-{}", &hash[..32])
}

/// `root`: the type of a related tree's first part, which RFC 2387 asks for.
fn multipart(message: &Parts, kind: &str, root: Option<&str>) -> MultiPart {
    let mut lines = vec![format!("multipart/{kind};")];
    lines.extend(root.map(|root| format!("type=\"{root}\";")));
    lines.push(format!("boundary=\"{}\"", boundary(message, kind)));
    MultiPart::builder().header(parts("Content-Type", &lines)).build()
}

/// A text in whichever coding is shorter: quoted-printable where most letters are ASCII (RFC 2045, section 6).
fn words(content_type: &str, text: &str) -> SinglePart {
    let text = text.replace('\n', "\r\n");
    let foreign = text.bytes().filter(|byte| !byte.is_ascii()).count();
    let coding = match foreign * 6 > text.len() {
        true => ContentTransferEncoding::Base64,
        false => ContentTransferEncoding::QuotedPrintable,
    };
    let body = Body::new_with_encoding(text.into_bytes(), coding);
    let body = body.unwrap_or_else(|bytes| Body::dangerous_pre_encoded(bytes, coding));
    SinglePart::builder().header(parts("Content-Type", &[content_type.to_owned()])).body(body)
}

fn shown(inline: &Inline) -> SinglePart {
    let body = Body::dangerous_pre_encoded(Coded::new(inline.picture.jpeg.clone()).0, ContentTransferEncoding::Base64);
    SinglePart::builder()
        .header(parts("Content-Type", &["image/jpeg; name=\"page-1.jpg\"".to_owned()]))
        .header(parts("Content-Disposition", &["inline; filename=\"page-1.jpg\"".to_owned()]))
        .header(parts("Content-ID", &[format!("<{}>", inline.content_id)]))
        .body(body)
}

/// The attachment's fields; the name by RFC 2231 stands first, since programs that know both take the first.
fn attached(attachment: &Attachment) -> SinglePart {
    let ascii = |key: &str| format!("{key}=\"{}\"", attachment.ascii_name);
    let mut disposition = vec!["attachment".to_owned()];
    if attachment.name != attachment.ascii_name {
        disposition.extend(parameter("filename", attachment.name));
    }
    disposition.push(ascii("filename"));
    SinglePart::builder()
        .header(parts("Content-Type", &["application/pdf;".to_owned(), ascii("name")]))
        .header(parts("Content-Disposition", &separated(disposition)))
        .body(Body::dangerous_pre_encoded(Vec::new(), ContentTransferEncoding::Base64))
}

fn separated(mut parameters: Vec<String>) -> Vec<String> {
    let last = parameters.len().saturating_sub(1);
    parameters.iter_mut().take(last).for_each(|parameter| parameter.push(';'));
    parameters
}
