//! The words of the checker: what a schema expects, where a value stands, which known word is nearest to an unknown.

use super::Form;
use crate::diagnostic::{Diagnostic, Span};
use serde_json::Value;

/// Where a value stands, for messages.
pub enum Place {
    Root,
    Key(String),
    /// An item of the list under this key.
    Item(String),
}

impl Place {
    pub fn name(&self) -> String {
        match self {
            Place::Root => String::new(),
            Place::Key(name) | Place::Item(name) => name.clone(),
        }
    }

    /// As a sentence's subject.
    pub fn subject(&self) -> String {
        match self {
            Place::Root => "the file".into(),
            Place::Key(name) => format!("`{name}`"),
            Place::Item(name) => format!("an item of `{name}`"),
        }
    }

    /// After a key: in what it stands.
    pub fn within(&self) -> String {
        match self {
            Place::Root => String::new(),
            Place::Key(name) | Place::Item(name) => format!(" in `{name}`"),
        }
    }
}

pub fn is_type(form: &Form, name: &str) -> bool {
    match form.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    }
}

/// A schema without conditions.
pub fn takes_anything(form: &Form) -> bool {
    !["type", "enum", "const", "properties"].iter().any(|key| form.contains_key(*key))
}

/// What the forms expect, as the end of "`title` is …".
pub fn expected(forms: &[Form]) -> Option<String> {
    // A schema may say it in words, such as `a length such as 13pt`.
    let mut kinds: Vec<&str> = forms.iter().filter_map(|form| form.get("x-kind").and_then(Value::as_str)).collect();
    if !kinds.is_empty() {
        return Some(kinds.join(" or "));
    }
    for (name, words) in [
        ("string", "text"),
        ("integer", "a whole number"),
        ("number", "a number"),
        ("boolean", "true or false"),
        ("array", "a list"),
        ("object", "a mapping of keys"),
    ] {
        if forms.iter().any(|form| is_type(form, name)) && !(name == "number" && kinds.contains(&"a whole number")) {
            kinds.push(words);
        }
    }
    (!kinds.is_empty()).then(|| kinds.join(" or "))
}

/// A list, mapping or scalar where another kind of value is needed.
pub fn wrong_type(found: &str, span: Span, root: &Value, forms: &[Form], place: &Place) -> Diagnostic {
    let expected_words = expected(forms).unwrap_or_else(|| "something else".into());
    let message = format!("{} is {expected_words}", place.subject());
    let diagnostic = Diagnostic::error("wrong-type", message).at(span).label(format!("this is {found}"));
    match how_to_write(found, root, forms, place) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// What to write where nothing was written.
pub fn how_to_fill(root: &Value, forms: &[Form], place: &Place) -> Option<String> {
    let expected = expected(forms)?;
    if let (true, Some(help)) = (is_type(forms.first()?, "object"), how_to_write("nothing", root, forms, place)) {
        return Some(help);
    }
    Some(match place {
        Place::Item(_) => format!("write {expected} after the `- `, or take the line out"),
        Place::Key(name) => format!("write {expected} after the colon: `{name}: …`"),
        Place::Root => format!("write {expected}"),
    })
}

fn how_to_write(found: &str, root: &Value, forms: &[Form], place: &Place) -> Option<String> {
    let form_of = |name: &str| forms.iter().find(|form| is_type(form, name));
    if let Some(form) = form_of("array") {
        let limited = form.contains_key("prefixItems") || form.contains_key("maxItems");
        let item = form.get("items").map(|items| super::forms(root, items)).unwrap_or_default();
        let key = item.iter().find(|form| is_type(form, "object")).and_then(|form| first_key(form));
        return Some(match key {
            _ if limited => format!("write `{}: [ …, … ]`", place.name()),
            Some(key) => format!("start each item on a line of its own with `- {key}: …`"),
            None => "start each item on a line of its own with `- `".into(),
        });
    }
    if form_of("string").is_some_and(|form| !form.contains_key("x-kind")) {
        return Some("put text that starts with `[` or `{`, or that holds `: `, in quotes".into())
            .filter(|_| matches!(found, "a list" | "a mapping"));
    }
    if form_of("boolean").is_some() {
        return Some("write `true` or `false`".into());
    }
    let key = first_key(form_of("object")?)?;
    let is_number = form_of("integer").or(form_of("number")).is_some();
    Some(match place {
        Place::Item(_) => format!("write `- {key}: …`"),
        _ if is_number => format!("write a number, or its keys on the next lines, indented, such as `{key}: …`"),
        _ => format!("write its keys on the next lines, indented, such as `{key}: …`"),
    })
}

/// The key that a mapping is likely to start with.
fn first_key<'a>(form: &Form<'a>) -> Option<&'a str> {
    let required = form.get("required").and_then(|keys| keys.get(0)).and_then(Value::as_str);
    let any = form.get("properties").and_then(Value::as_object).and_then(|all| all.keys().next());
    required.or(any.map(String::as_str))
}

pub fn wrong_count(found: usize, least: usize, most: usize, span: Span, place: &Place) -> Diagnostic {
    let wanted = match (least, most) {
        _ if least == most => format!("{least}"),
        (_, usize::MAX) => format!("at least {least}"),
        (0, _) => format!("at most {most}"),
        _ => format!("{least} to {most}"),
    };
    Diagnostic::error("wrong-count", format!("{} holds {wanted} values", place.subject()))
        .at(span)
        .label(format!("this holds {found}"))
}

/// `a`, `b` and `c`
pub fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The known word that was probably meant: few letters differ, or it was written in other words' fashion.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    let length = word.chars().count();
    // A third of the letters: `portait` finds `portrait`; `text` does not find `date`.
    let scored = known.map(|candidate| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate));
    scored.filter(|(distance, _)| *distance * 3 <= length.max(3)).min_by_key(|(distance, _)| *distance).map(|(_, w)| w)
}
