//! Lists as CSV (RFC 4180), as spreadsheets save them: with or without a byte order mark, with commas, semicolons or
//! tabs.
//!
//! In: a file's bytes. Out: a [`Table`]; its first record names the fields. Records without any value are passed over,
//! since spreadsheets write them where rows were cleared.

use super::{Attendee, Table, fields};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, SourceMap, Span};
use csv::{ReaderBuilder, StringRecord};
use std::path::Path;

/// Reads the records, and tells those whose values do not go with the fields.
pub fn read(path: &Path, bytes: Vec<u8>, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Table> {
    let file = load(path, bytes, sources, diagnostics)?;
    let text = sources.get(file).text.clone();
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(&text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut table: Option<Table> = None;
    loop {
        let start = reader.position().byte();
        let more = reader.read_record(&mut record);
        let span = span(file, &text, start, reader.position().byte());
        match more {
            Ok(false) => break,
            Ok(true) => {}
            // The text is UTF-8 and records may be of any length, so nothing is left that could go wrong.
            Err(error) => diagnostics.push(Diagnostic::error("attendees", error.to_string()).at(span)),
        }
        match &mut table {
            _ if record.iter().all(|value| value.trim().is_empty()) => {}
            None => table = Some(head(&record, span, diagnostics)?),
            Some(table) => table.records.push(row(&record, table.fields.len(), span, diagnostics)),
        }
    }
    if table.is_none() {
        let diagnostic = Diagnostic::error("attendees", "the list is empty").at(Span::new(file, 0, 0));
        diagnostics.push(diagnostic.label("nothing stands here").help("its first line names the fields: `name,email`"));
    }
    table
}

/// Puts the text into the source map, without its byte order mark.
fn load(path: &Path, mut bytes: Vec<u8>, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<FileId> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let mut found = Diagnostics::default();
    let file = crate::yaml::load(path, bytes, sources, &mut found);
    if !found.has_errors() {
        return Some(file);
    }
    const HELP: &str = "save it as “CSV UTF-8 (Comma delimited)” in Excel, or with the character set “Unicode (UTF-8)” \
                        in LibreOffice";
    diagnostics.list.extend(found.list.into_iter().map(|diagnostic| diagnostic.help(HELP)));
    None
}

/// What stands most often between the words of the first line: a comma, a semicolon or a tab.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte && !quoted) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(delimiter, _)| *delimiter)
}

/// A record's lines without the line breaks around them.
fn span(file: FileId, text: &str, start: u64, end: u64) -> Span {
    let start = usize::try_from(start).unwrap_or(usize::MAX).min(text.len());
    let end = usize::try_from(end).unwrap_or(usize::MAX).clamp(start, text.len());
    let record = text.get(start..end).unwrap_or_default();
    let begin = start + record.len() - record.trim_start_matches(['\r', '\n']).len();
    let len = record.trim_matches(['\r', '\n']).len();
    Span::new(file, begin, begin + len)
}

/// The names of fields; columns at the end without one are no fields.
fn head(record: &StringRecord, span: Span, diagnostics: &mut Diagnostics) -> Option<Table> {
    let used = used(record);
    let mut names: Vec<String> = Vec::with_capacity(used.min(fields::MAX));
    let mut sound = true;
    if used > fields::MAX {
        diagnostics.push(fields::too_many(span));
        return None;
    }
    for written in record.iter().take(used) {
        let name = fields::normalised(written);
        let mistake = match () {
            () if !fields::is_name(&name) => Some(fields::unusable(written, span)),
            () if names.contains(&name) => Some(fields::repeated(&name, span, None)),
            () => None,
        };
        sound &= mistake.is_none();
        diagnostics.list.extend(mistake);
        names.push(name);
    }
    sound.then(|| Table { fields: names, records: Vec::new(), head: span, called: "column" })
}

/// How many values there are up to the last that is not empty.
fn used(record: &StringRecord) -> usize {
    record.iter().enumerate().filter(|(_, value)| !value.trim().is_empty()).last().map_or(0, |(last, _)| last + 1)
}

/// The record's values; those of one with too few or too many are told, and it keeps its place in the list.
fn row(record: &StringRecord, fields: usize, span: Span, diagnostics: &mut Diagnostics) -> Attendee {
    let used = used(record);
    if used > fields || record.len() < fields {
        let (values, names) = (counted(record.len().max(used), "value"), counted(fields, "field"));
        let help = match used > fields {
            _ if record.iter().any(|value| value.contains('\n')) => "a quotation mark has no second, it seems",
            true => {
                "put a value that holds a comma or semicolon in quotes, or name the further column in the first line"
            }
            false => "write a value for each field, if need be an empty one: `Liv Aradóttir,,Port Selin`",
        };
        let diagnostic = Diagnostic::error("attendees", format!("{values} for {names}"));
        diagnostics.push(diagnostic.at(span).label("in this record").help(help));
    }
    let values = record.iter().map(str::to_owned).chain(std::iter::repeat(String::new())).take(fields);
    Attendee { values: values.collect(), span }
}

fn counted(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}
