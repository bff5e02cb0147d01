//! Lists as YAML: a list of mappings, each an attendee.
//!
//! In: a file's bytes. Out: a [`Table`] whose fields are those of all attendees, in the order in which they first stand.

use super::{Attendee, Table, fields};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceMap, Span};
use crate::yaml::node::{Entry, Kind, Node};
use crate::yaml::{load, parse_up_to};
use std::collections::BTreeMap;
use std::path::Path;

/// 100,000 attendees of 20 fields.
const MAX_NODES: usize = 5_000_000;

const HELP: &str = "write `- name: Liv Aradóttir`, and below it, indented, `email: liv@meridian.example`";

pub fn read(path: &Path, bytes: Vec<u8>, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Table> {
    let file = load(path, bytes, sources, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let root = parse_up_to(MAX_NODES, sources, file, diagnostics)?;
    let Kind::Sequence(items) = root.kind else {
        diagnostics.push(wrong("a list of attendees is a YAML list", root.span, "this is none"));
        return None;
    };
    let head = items.first().map_or(root.span, |item| item.span);
    let mut table = Fields::default();
    let mut records = Vec::with_capacity(items.len());
    for item in items {
        match item.kind {
            Kind::Mapping(entries) => records.push(table.attendee(entries, item.span, diagnostics)),
            _ => diagnostics.push(wrong("an attendee is a mapping of fields", item.span, "this is none")),
        }
    }
    let count = table.names.len();
    records.iter_mut().for_each(|attendee| attendee.values.resize(count, String::new()));
    Some(Table { fields: table.names, records, head, called: "field" })
}

fn wrong(message: impl Into<String>, span: Span, label: &str) -> Diagnostic {
    Diagnostic::error("attendees", message).at(span).label(label).help(HELP)
}

/// Fields that were found so far.
#[derive(Default)]
struct Fields {
    names: Vec<String>,
    /// By the key as written: the field's index.
    known: BTreeMap<String, usize>,
    /// Whether there was a field too many.
    full: bool,
}

impl Fields {
    fn attendee(&mut self, entries: Vec<Entry>, span: Span, diagnostics: &mut Diagnostics) -> Attendee {
        let mut values: Vec<String> = vec![String::new(); self.names.len()];
        let mut places: Vec<Option<Span>> = vec![None; self.names.len()];
        for Entry { key, key_span, value } in entries {
            let Some(field) = self.field(key, key_span, diagnostics) else { continue };
            if field >= values.len() {
                values.resize(field + 1, String::new());
                places.resize(field + 1, None);
            }
            if let Some(first) = places[field].replace(key_span) {
                diagnostics.push(fields::repeated(&self.names[field], key_span, Some(first)));
                continue;
            }
            if let Some(text) = text(value, &self.names[field], diagnostics) {
                values[field] = text;
            }
        }
        Attendee { values, span }
    }

    fn field(&mut self, key: String, span: Span, diagnostics: &mut Diagnostics) -> Option<usize> {
        if let Some(index) = self.known.get(&key) {
            return Some(*index);
        }
        let name = fields::normalised(&key);
        if !fields::is_name(&name) {
            diagnostics.push(fields::unusable(&key, span));
            return None;
        }
        // Told once: later keys are not told again.
        if self.names.len() == fields::MAX && !self.names.contains(&name) {
            diagnostics.list.extend((!self.full).then(|| fields::too_many(span)));
            self.full = true;
            return None;
        }
        let index = self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        self.known.insert(key, index);
        Some(index)
    }
}

/// A field's value as written; nothing for one without a value.
fn text(node: Node, field: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    match node.kind {
        Kind::Scalar(scalar) => Some(scalar.value),
        Kind::Null | Kind::Removed => None,
        Kind::Sequence(_) | Kind::Mapping(_) => {
            diagnostics.push(wrong(format!("`{field}` is text"), node.span, "this is a list or a mapping"));
            None
        }
    }
}
