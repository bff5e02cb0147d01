//! The references in `docs/` name every key that the readers know.

use plenary::event::Event;
use plenary::layout::Layout;
use plenary::yaml::schema_of;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Every key of a schema, and every word that a value may be.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("properties", Value::Object(keys)) => found.extend(keys.keys().cloned()),
                    ("const", Value::String(word)) => drop(found.insert(word.clone())),
                    ("enum", Value::Array(list)) => {
                        found.extend(list.iter().filter_map(Value::as_str).map(str::to_owned))
                    }
                    _ => {}
                }
                words(member, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|member| words(member, found)),
        _ => {}
    }
}

fn missing(schema: &Value, file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    let text = std::fs::read_to_string(path).expect("the reference can be read");
    let in_text: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').collect();
    let mut keys = BTreeSet::new();
    words(schema, &mut keys);
    assert!(keys.len() > 20, "the schema has keys");
    keys.into_iter().filter(|key| !in_text.contains(key.as_str())).collect()
}

#[test]
fn the_event_format_names_every_key() {
    assert_eq!(missing(&schema_of::<Event>(), "event-format.md"), [""; 0]);
}

#[test]
fn the_layout_format_names_every_key() {
    assert_eq!(missing(&schema_of::<Layout>(), "layout-format.md"), [""; 0]);
}
