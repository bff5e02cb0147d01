//! The list of those who took part, for personal copies and for mail.
//!
//! In: a CSV file (RFC 4180) or a YAML list of mappings. Out: [`Attendees`], each value in one line and trimmed, each
//! attendee with its place in the file; or every error of the list. [`Template`] fills texts with an attendee's values,
//! [`file_names`] makes of them names that every file system takes.

mod csv;
mod fields;
mod file_names;
mod template;
mod yaml;

pub use file_names::{file_names, file_stem};
pub use template::Template;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Span};
use crate::{Failure, Session};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The field that every attendee has.
pub const NAME: &str = "name";
/// So many mistakes of a list are shown; the others are counted.
const SHOWN: usize = 100;

/// A list of attendees.
#[derive(Clone, PartialEq, Debug)]
pub struct Attendees {
    /// Names of fields, such as `name`, in the order of the file: lower case, words joined by `_`.
    pub fields: Vec<String>,
    pub list: Vec<Attendee>,
    /// The file as the user named it.
    pub path: PathBuf,
    /// The index of each field.
    indices: BTreeMap<String, usize>,
}

/// One who took part.
#[derive(Clone, PartialEq, Debug)]
pub struct Attendee {
    /// As many as the list has fields, in their order; what is not given is empty. None holds a line break.
    pub values: Vec<String>,
    /// The record's lines in the list's file.
    pub span: Span,
}

impl Attendees {
    /// The index of a field, by which [`Attendee::get`] finds its value.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }

    /// The field that was probably meant.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        crate::yaml::nearest(name, self.fields.iter().map(String::as_str))
    }
}

impl Attendee {
    /// The value of a field by its index; empty for an index that the list does not have.
    pub fn get(&self, field: usize) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }
}

/// What a file of either format comes to: fields, and records that are not checked yet.
struct Table {
    fields: Vec<String>,
    records: Vec<Attendee>,
    /// Where the fields are named, for what is said about all of them.
    head: Span,
    /// What the fields are called in this format.
    called: &'static str,
}

/// Reads a list of attendees. Its file is added to the session's sources, all its mistakes to the session's diagnostics.
pub fn read(path: &Path, session: &mut Session) -> Result<Attendees, Failure> {
    let (attendees, is_sound) = read_unsound(path, session)?;
    if is_sound { Ok(attendees) } else { Err(Failure::Input) }
}

/// As [`read`], but gives what can be read of a list with mistakes too, for those who look for more of them; whether there
/// are none stands beside it.
pub fn read_unsound(path: &Path, session: &mut Session) -> Result<(Attendees, bool), Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::system("read", path, error))?;
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let mut found = Diagnostics::default();
    let table = match extension.as_str() {
        "csv" | "tsv" | "txt" => csv::read(path, bytes, &mut session.sources, &mut found),
        "yaml" | "yml" => yaml::read(path, bytes, &mut session.sources, &mut found),
        _ => {
            found.push(unknown_format(path, &extension));
            None
        }
    };
    let table = table.and_then(|table| check(table, &mut found));
    let broken = found.has_errors();
    tell(found, &mut session.diagnostics);
    let Table { fields, records: list, .. } = table.ok_or(Failure::Input)?;
    let indices = fields.iter().enumerate().map(|(index, name)| (name.clone(), index)).collect();
    Ok((Attendees { fields, list, path: path.to_owned(), indices }, !broken))
}

fn unknown_format(path: &Path, extension: &str) -> Diagnostic {
    let message = format!("`{}` is no list that Plenary reads", path.display());
    Diagnostic::error("attendees", message).help(match extension {
        "xls" | "xlsx" | "ods" | "numbers" => {
            "save it from the spreadsheet as CSV (in Excel: “CSV UTF-8 (Comma delimited)”), and give that file"
        }
        _ => "give a CSV file (`.csv`) or a YAML file (`.yaml`)",
    })
}

/// What the formats have in common: a field `name` that is filled everywhere, values of one line.
fn check(mut table: Table, diagnostics: &mut Diagnostics) -> Option<Table> {
    let Some(name) = table.fields.iter().position(|field| field == NAME) else {
        // Of a list whose fields could not be read this would be the consequence.
        if !table.fields.is_empty() || !diagnostics.has_errors() {
            diagnostics.push(fields::without_name(&table));
        }
        return None;
    };
    if table.records.is_empty() && !diagnostics.has_errors() {
        diagnostics
            .push(Diagnostic::error("attendees", "the list names nobody").at(table.head).label("nothing follows"));
    }
    for (index, attendee) in table.records.iter_mut().enumerate() {
        for value in &mut attendee.values {
            let trimmed = value.trim();
            if trimmed.len() != value.len() {
                *value = trimmed.to_owned();
            }
        }
        let called = match attendee.get(name) {
            "" => format!("attendee {}", index + 1),
            name => format!("“{}”", name.chars().map(|c| if is_break(c) { ' ' } else { c }).collect::<String>()),
        };
        for (field, value) in table.fields.iter().zip(&attendee.values) {
            if let Some(character) = value.chars().find(|c| is_break(*c)) {
                diagnostics.push(broken_value(&called, field, character, attendee.span));
            }
        }
        if attendee.get(name).is_empty() {
            let message = format!("attendee {} has no name", index + 1);
            let diagnostic = Diagnostic::error("attendees", message).at(attendee.span).label("`name` is empty");
            diagnostics.push(diagnostic.help("write the name, or take the record out"));
        }
    }
    Some(table)
}

/// What ends a line, or cannot be set.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn broken_value(called: &str, field: &str, character: char, span: Span) -> Diagnostic {
    let line = matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}');
    let (message, help) = match line {
        true => (
            format!("`{field}` of {called} has a line break"),
            "write it in one line; in CSV a quotation mark without its second does this too",
        ),
        false => (
            format!("`{field}` of {called} has an invisible character, U+{:04X}", u32::from(character)),
            "delete it; it often comes with text that was pasted",
        ),
    };
    Diagnostic::error("attendees", message).at(span).label("in this record").help(help)
}

/// Hands on the first of many mistakes, and how many follow.
fn tell(found: Diagnostics, diagnostics: &mut Diagnostics) {
    let (errors, others): (Vec<_>, Vec<_>) =
        found.list.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    let more = errors.len().saturating_sub(SHOWN);
    diagnostics.list.extend(others);
    diagnostics.list.extend(errors.into_iter().take(SHOWN));
    if more > 0 {
        let message = format!("{more} further mistakes in the list of attendees");
        diagnostics.push(Diagnostic::error("attendees", message).help("mend those above first"));
    }
}
