//! The JSON schema of layout files for editors: whole ones, and those that give only what differs from another.
//!
//! In: the schema of [`Layout`]. Out: one that holds a file with `extends` against a copy without required keys, in which
//! every value may be empty (it is taken out) and items of a list may be changed under their names, as `yaml::merge`
//! does it.

use super::Layout;
use crate::yaml;
use serde_json::{Map, Value, json};

/// Before the names of the copies.
const CHANGED: &str = "Changed";
/// Replaced as wholes.
const WHOLE: [&str; 1] = ["SwatchSpec"];

/// What a layout file may be.
pub fn file_schema() -> Value {
    let Value::Object(mut root) = yaml::schema_of::<Layout>() else { return Value::Null };
    let draft = root.remove("$schema").unwrap_or_default();
    let mut definitions = match root.remove("$defs") {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    let mut all = definitions.clone();
    all.insert("Layout".to_owned(), Value::Object(root));
    definitions.clear();
    for (name, schema) in &all {
        if !WHOLE.contains(&name.as_str()) {
            definitions.insert(format!("{CHANGED}{name}"), changed(schema, &all));
        }
    }
    all.append(&mut definitions);
    json!({
        "$schema": draft,
        "title": "Layout",
        "type": "object",
        "if": { "type": "object", "required": ["extends"] },
        "then": { "$ref": format!("#/$defs/{CHANGED}Layout") },
        "else": { "$ref": "#/$defs/Layout" },
        "$defs": all,
    })
}

/// The schema of a value that is laid over another.
fn changed(schema: &Value, all: &Map<String, Value>) -> Value {
    let Value::Object(schema) = schema else { return schema.clone() };
    if schema.contains_key("items") && !schema.contains_key("prefixItems") && schema.get("maxItems").is_none() {
        return changed_list(schema, all);
    }
    let mut copy = Map::new();
    // What says its kind by its only key must say it still.
    let is_kind = schema.get("properties").and_then(Value::as_object).is_some_and(|keys| keys.len() == 1);
    for (key, value) in schema {
        let value = match (key.as_str(), value) {
            ("required", _) if !is_kind => continue,
            ("$ref", Value::String(target)) => Value::from(changed_name(target)),
            ("properties", Value::Object(keys)) if is_kind => keep_keys(keys, |value| changed(value, all)),
            ("properties", Value::Object(keys)) => keep_keys(keys, |value| or_empty(changed(value, all))),
            ("additionalProperties", Value::Object(_)) => or_empty(changed(value, all)),
            ("anyOf" | "oneOf" | "allOf", Value::Array(forms)) => forms.iter().map(|form| changed(form, all)).collect(),
            _ => value.clone(),
        };
        copy.insert(key.clone(), value);
    }
    Value::Object(copy)
}

fn keep_keys(keys: &Map<String, Value>, change: impl Fn(&Value) -> Value) -> Value {
    Value::Object(keys.iter().map(|(key, value)| (key.clone(), change(value))).collect())
}

fn changed_name(target: &str) -> String {
    match target.strip_prefix("#/$defs/") {
        Some(name) if !WHOLE.contains(&name) => format!("#/$defs/{CHANGED}{name}"),
        _ => target.to_owned(),
    }
}

/// A whole new list, or changes of items under their names: an item with its kind, or only the keys of one.
fn changed_list(schema: &Map<String, Value>, all: &Map<String, Value>) -> Value {
    let item = schema.get("items").unwrap_or(&Value::Null);
    let bodies: Vec<Value> = kinds(item, all).into_iter().map(|kind| changed(kind, all)).collect();
    if bodies.is_empty() {
        return Value::Object(schema.clone());
    }
    let list = Value::Object(schema.clone());
    let forms: Vec<Value> = std::iter::once(changed(item, all)).chain(bodies).collect();
    json!({
        "anyOf": [list, { "type": "object", "additionalProperties": { "anyOf": forms.into_iter().chain([nothing()]).collect::<Vec<_>>() } }]
    })
}

/// The mappings that items say by their kind, or that they are themselves.
fn kinds<'a>(item: &'a Value, all: &'a Map<String, Value>) -> Vec<&'a Value> {
    let target = item.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix("#/$defs/"));
    let item = target.and_then(|name| all.get(name)).unwrap_or(item);
    let variants = item.get("oneOf").or(item.get("anyOf")).and_then(Value::as_array);
    match variants {
        Some(variants) => {
            let keys = variants.iter().filter_map(|variant| variant.get("properties").and_then(Value::as_object));
            keys.flat_map(Map::values).collect()
        }
        None if item.get("properties").is_some() => vec![item],
        None => Vec::new(),
    }
}

fn nothing() -> Value {
    json!({ "type": "null" })
}

/// The schema of a value that may be left empty, which takes out what the extended layout has.
fn or_empty(schema: Value) -> Value {
    let mut schema = schema;
    match schema.get_mut("type") {
        Some(Value::String(one)) => {
            let types = json!([one.clone(), "null"]);
            if let Some(place) = schema.get_mut("type") {
                *place = types;
            }
            schema
        }
        Some(Value::Array(several)) => {
            if !several.iter().any(|one| one == "null") {
                several.push(Value::from("null"));
            }
            schema
        }
        _ => json!({ "anyOf": [schema, nothing()] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str));
                map.values().for_each(|value| references(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let schema = file_schema();
        let mut found = Vec::new();
        references(&schema, &mut found);
        assert!(found.len() > 50);
        for target in found {
            assert!(schema.pointer(target.trim_start_matches('#')).is_some(), "{target}");
        }
    }

    #[test]
    fn only_whole_layouts_have_required_keys() {
        let schema = file_schema();
        let required = |name: &str| schema.pointer(&format!("/$defs/{name}/required")).is_some();
        for name in ["Layout", "PaperSpec", "BandSpec", "StackSpec"] {
            assert!(required(name) && !required(&format!("Changed{name}")), "{name}");
        }
        let is_there = |name: &str| schema.pointer(&format!("/$defs/{name}")).is_some();
        assert!(is_there("SwatchSpec") && !is_there("ChangedSwatchSpec"), "a swatch is replaced as a whole");
        let items =
            schema.pointer("/$defs/ChangedMasterSpec/properties/items/anyOf/0/anyOf/1/additionalProperties/anyOf");
        assert!(items.and_then(Value::as_array).is_some_and(|forms| forms.len() > 9));
    }
}
