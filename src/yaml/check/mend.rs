//! Stand-ins for required values that are missing or of no use, so that the rest of a file can still be read and its
//! mistakes told in the same run. Their places are empty. They never reach a page: an error has been reported for each.

use super::{Form, describe::is_type, forms};
use crate::diagnostic::Span;
use crate::yaml::node::{Entry, Kind, Node, Scalar};
use crate::yaml::place::Style;
use serde_json::Value;

/// Required objects within required objects; a type that needs itself has no value at all.
const MAX_DEPTH: usize = 8;

/// The least value that a schema takes.
pub fn stand_in(root: &Value, schema: &Value, span: Span) -> Node {
    at_depth(root, schema, span, 0)
}

fn at_depth(root: &Value, schema: &Value, span: Span, depth: usize) -> Node {
    let kind = match forms(root, schema).first().filter(|_| depth < MAX_DEPTH) {
        Some(form) => least(root, form, span, depth),
        None => Kind::Null,
    };
    Node { span, kind }
}

fn least(root: &Value, form: &Form, span: Span, depth: usize) -> Kind {
    let word = form.get("const").or(form.get("enum").and_then(|all| all.get(0))).and_then(Value::as_str);
    let example = form.get("examples").and_then(|all| all.get(0)).and_then(Value::as_str);
    let number = form.get("minimum").and_then(Value::as_f64).unwrap_or(0.0).to_string();
    if let Some(word) = word {
        scalar(word, Style::DoubleQuoted)
    } else if let Some(example) = example {
        scalar(example, Style::DoubleQuoted)
    } else if is_type(form, "string") {
        // Not empty: that would be a mistake of its own.
        scalar("?", Style::DoubleQuoted)
    } else if is_type(form, "number") || is_type(form, "integer") {
        scalar(&number, Style::Plain)
    } else if is_type(form, "boolean") {
        scalar("false", Style::Plain)
    } else if is_type(form, "array") {
        let least = form.get("minItems").and_then(Value::as_u64).unwrap_or(0).min(16);
        let prefix = form.get("prefixItems");
        let items = (0..least as usize).map(|index| {
            let schema = prefix.and_then(|prefix| prefix.get(index)).or(form.get("items")).unwrap_or(&Value::Null);
            at_depth(root, schema, span, depth + 1)
        });
        Kind::Sequence(items.collect())
    } else if is_type(form, "object") {
        let required = form.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let entries = required.map(|key| {
            let schema = form.get("properties").and_then(|all| all.get(key)).unwrap_or(&Value::Null);
            entry(key, at_depth(root, schema, span, depth + 1))
        });
        Kind::Mapping(entries.collect())
    } else {
        Kind::Null
    }
}

/// A key that was not written.
pub fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.to_owned(), key_span: value.span, value }
}

fn scalar(value: &str, style: Style) -> Kind {
    Kind::Scalar(Scalar { value: value.to_owned(), style })
}
