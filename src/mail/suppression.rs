//! Addresses that get no mail: those who asked for none, and those whose messages came back.
//!
//! In: files and folders that the event names. Out: [`Suppressed`], each address with its place; every file that cannot
//! be read and every line that is no address are errors, since an address that is overlooked would be written to. A text
//! file has an address a line, or stands in a CSV file's first column; `#` begins a remark. A message is read as a
//! delivery status notification (RFC 3464): recipients whose action is `failed` and whose status is 5 (permanent, RFC
//! 3463) are taken, delays and full mailboxes that may empty (status 4) are not. In a folder other messages are passed over.

use super::address::Address;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, SourceMap, Span};
use crate::yaml::{Spanned, load};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// `new` and `cur` of a mail folder lie one deep; deeper folders are somebody's archive.
const MAX_DEPTH: usize = 3;

/// Addresses by their keys, each with the place that names it first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Suppressed {
    places: BTreeMap<String, Span>,
}

impl Suppressed {
    /// The place that names an address, by its key.
    pub fn place(&self, key: &str) -> Option<Span> {
        self.places.get(key).copied()
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn add(&mut self, address: &Address, place: Span) {
        self.places.entry(address.key()).or_insert(place);
    }
}

/// Reads what the event names; relative paths count from `folder`.
pub fn read(
    paths: &[Spanned<String>],
    folder: &Path,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Suppressed {
    let mut reader = Reader { suppressed: Suppressed::default(), sources, diagnostics };
    for written in paths {
        let path = folder.join(&written.value);
        let done = match path.is_dir() {
            true => reader.folder(&path, 0),
            false => fs::read(&path).map(|bytes| reader.named(&path, bytes, written.span)),
        };
        if let Err(error) = done {
            let diagnostic = Diagnostic::error("mail", format!("`{}` cannot be read: {error}", written.value));
            let diagnostic = diagnostic.at(written.span).label("named here");
            reader.diagnostics.push(diagnostic.help("paths are relative to the event file; an empty file will do"));
        }
    }
    reader.suppressed
}

struct Reader<'a> {
    suppressed: Suppressed,
    sources: &'a mut SourceMap,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let entries: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
        let mut paths = entries?;
        paths.sort();
        for path in paths {
            let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
            match path.is_dir() {
                _ if hidden => {}
                true if depth < MAX_DEPTH => self.folder(&path, depth + 1)?,
                true => {}
                false => {
                    let bytes = fs::read(&path)?;
                    match is_list(&path) {
                        true => self.list(&path, bytes),
                        false => drop(self.message(&path, &bytes)),
                    }
                }
            }
        }
        Ok(())
    }

    /// A file that the event names itself: one without effect is told.
    fn named(&mut self, path: &Path, bytes: Vec<u8>, span: Span) {
        if !is_message(path, &bytes) {
            return self.list(path, bytes);
        }
        if !self.message(path, &bytes) {
            let message = format!("`{}` names no address that cannot be reached", path.display());
            let diagnostic = Diagnostic::warning("mail", message).at(span).label("named here");
            self.diagnostics.push(diagnostic.help("only bounce messages of a permanent failure suppress an address"));
        }
    }

    fn list(&mut self, path: &Path, mut bytes: Vec<u8>) {
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        let mut found = Diagnostics::default();
        let file = load(path, bytes, self.sources, &mut found);
        if found.has_errors() {
            return self.diagnostics.list.append(&mut found.list);
        }
        let text = self.sources.get(file).text.clone();
        let mut start = 0;
        let mut first = true;
        for line in text.split_inclusive('\n') {
            let words = line.split('#').next().unwrap_or_default();
            let cell = words.split([',', ';', '\t']).next().unwrap_or_default();
            let cell = cell.trim().trim_matches('"').trim();
            if !cell.is_empty() {
                // A first line without any `@` names the columns.
                let names_columns = std::mem::take(&mut first) && !cell.contains('@');
                let span = Span::new(file, start, start + line.trim_end().len());
                match Address::parse(address_part(cell)) {
                    Ok(address) => self.suppressed.add(&address, span),
                    Err(_) if names_columns => {}
                    Err(mistake) => {
                        let message = format!("`{}` is no e-mail address: {}", cell.escape_debug(), mistake.0);
                        let diagnostic = Diagnostic::error("mail", message).at(span).label("in this line");
                        self.diagnostics.push(diagnostic.help("write an address a line, or `#` before a remark"));
                    }
                }
            }
            start += line.len();
        }
    }

    /// Takes the recipients of a notification; whether there were any.
    fn message(&mut self, path: &Path, bytes: &[u8]) -> bool {
        let Ok(message) = mailparse::parse_mail(bytes) else { return false };
        let mut failed = Vec::new();
        collect(&message, &mut failed);
        if failed.is_empty() {
            return false;
        }
        let file = self.sources.add(path, String::from_utf8_lossy(bytes).into_owned());
        for address in &failed {
            let place = place(file, &self.sources.get(file).text, &address.to_string());
            self.suppressed.add(address, place);
        }
        true
    }
}

/// The line that names an address, or the file's first.
fn place(file: FileId, text: &str, address: &str) -> Span {
    let fields = text.match_indices("-Recipient:").map(|(at, _)| at);
    let line = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find(['\r', '\n']).map_or(text.len(), |end| at + end);
        Span::new(file, start, end)
    };
    let named = fields.map(line).find(|span| text[span.start..span.end].contains(address));
    named.unwrap_or(Span::new(file, 0, text.lines().next().map_or(0, str::len)))
}

fn is_list(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["txt", "csv", "tsv", "list"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// By its name, or by its beginning: a field's name and a colon.
fn is_message(path: &Path, bytes: &[u8]) -> bool {
    if is_list(path) {
        return false;
    }
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = first.split(|byte| *byte == b':').next().unwrap_or_default();
    let field = name.len() < first.len() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("eml")) || (field && !name.is_empty())
}

/// What stands between angle brackets, or all.
fn address_part(cell: &str) -> &str {
    let inside = cell.strip_suffix('>').and_then(|open| open.rsplit_once('<'));
    inside.map_or(cell, |(_, address)| address)
}

/// Recipients of every notification in a message.
fn collect(part: &mailparse::ParsedMail, failed: &mut Vec<Address>) {
    if part.ctype.mimetype.eq_ignore_ascii_case("message/delivery-status")
        && let Ok(body) = part.get_body_raw()
    {
        recipients(&body, failed);
    }
    part.subparts.iter().for_each(|part| collect(part, failed));
}

/// The groups of fields of a notification: the first is about the message, each other about a recipient.
fn recipients(body: &[u8], failed: &mut Vec<Address>) {
    let text = String::from_utf8_lossy(body).replace("\r\n", "\n");
    for group in text.split("\n\n").filter(|group| !group.trim().is_empty()) {
        let Ok((fields, _)) = mailparse::parse_headers(group.trim_start_matches('\n').as_bytes()) else { continue };
        let value = |name: &str| {
            let field = fields.iter().find(|field| field.get_key_ref().eq_ignore_ascii_case(name));
            field.map(|field| field.get_value()).unwrap_or_default()
        };
        let is_permanent =
            value("Action").trim().eq_ignore_ascii_case("failed") && value("Status").trim().starts_with("5.");
        if !is_permanent {
            continue;
        }
        for name in ["Original-Recipient", "Final-Recipient"] {
            let value = value(name);
            let address = value.split_once(';').map_or(value.as_str(), |(_, address)| address).trim();
            failed.extend(Address::parse(address_part(address)).ok());
        }
    }
}
