//! Checks one scalar: is it a word that the schema lists, a number within limits, true or false, or text.

use super::describe::{Place, is_type, list, nearest, wrong_type};
use super::{Form, Formats};
use crate::diagnostic::{Diagnostic, Span};
use crate::yaml::de::{Resolved, resolve};
use crate::yaml::node::Scalar;
use serde_json::Value;

pub fn check(
    scalar: &Scalar,
    span: Span,
    root: &Value,
    formats: Formats,
    forms: &[Form],
    place: &Place,
) -> Result<(), Box<Diagnostic>> {
    let words: Vec<&str> = forms.iter().flat_map(|form| words_of(form)).collect();
    if words.contains(&scalar.value.as_str()) {
        return Ok(());
    }
    let resolved = resolve(scalar);
    let mut refusal = None;
    for form in forms.iter().filter(|form| words_of(form).is_empty()) {
        let format = form.get("format").and_then(|name| formats.iter().find(|format| name == format.name));
        let (number, unit) = match (format, resolved) {
            (Some(format), _) => match (format.read)(&scalar.value) {
                Ok(Some(number)) => (Some(number), format.unit),
                Ok(None) => return Ok(()),
                Err(why) => {
                    refusal = Some(Diagnostic::error("value", why.message).at(span).help(why.help));
                    continue;
                }
            },
            (None, Resolved::Int(value)) if is_type(form, "integer") || is_type(form, "number") => {
                (Some(value as f64), "")
            }
            (None, Resolved::Float(value)) if is_type(form, "number") => (Some(value), ""),
            _ => (None, ""),
        };
        match number {
            Some(number) => match beyond_limits(number, unit, &scalar.value, form, place) {
                None => return Ok(()),
                Some(diagnostic) => refusal = Some(diagnostic.at(span)),
            },
            None if is_type(form, "boolean") && matches!(resolved, Resolved::Bool(_)) => return Ok(()),
            None if is_type(form, "string") => return Ok(()),
            None => {}
        }
    }
    Err(Box::new(match refusal {
        Some(refusal) => refusal,
        None if !words.is_empty() => unknown_word(scalar, span, &words, place),
        None => match missing_colon(&scalar.value, forms) {
            Some(help) => wrong_type(found(resolved), span, root, forms, place).help(help),
            None => wrong_type(found(resolved), span, root, forms, place),
        },
    }))
}

/// `name Anna` where a mapping with a key `name` is wanted.
fn missing_colon(text: &str, forms: &[Form]) -> Option<String> {
    let (key, rest) = text.split_once(' ')?;
    let knows = |form: &Form| form.get("properties").is_some_and(|keys| keys.get(key).is_some());
    let shown: String = rest.chars().take(30).collect();
    forms.iter().any(knows).then(|| format!("a colon is missing: write `{key}: {shown}`"))
}

/// The words that a form lists; empty if it takes others too.
fn words_of<'a>(form: &Form<'a>) -> Vec<&'a str> {
    let listed = form.get("enum").and_then(Value::as_array).into_iter().flatten();
    listed.chain(form.get("const")).filter_map(Value::as_str).collect()
}

fn unknown_word(scalar: &Scalar, span: Span, words: &[&str], place: &Place) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-value", format!("{} cannot be `{}`", place.subject(), scalar.value))
        .at(span)
        .label("not one of its values");
    match nearest(&scalar.value, words.iter().copied()) {
        Some(word) => diagnostic.help(format!("did you mean `{word}`?")),
        None => diagnostic.help(format!("its values are {}", list(words.iter().copied()))),
    }
}

/// An error without a place for a number, in `unit`, that a form's limits exclude.
fn beyond_limits(number: f64, unit: &str, written: &str, form: &Form, place: &Place) -> Option<Diagnostic> {
    let limit = |key: &str| form.get(key).and_then(Value::as_f64);
    let (least, most) = (limit("minimum"), limit("maximum"));
    let too_low = least.is_some_and(|least| number < least);
    if number.is_finite() && !too_low && most.is_none_or(|most| number <= most) {
        return None;
    }
    let shown: String = written.chars().take(24).collect();
    let label = if number.is_nan() {
        "no number"
    } else if too_low {
        "too little"
    } else {
        "too much"
    };
    let kind = match unit {
        "" if is_type(form, "integer") => "a whole number",
        "" => "a number",
        _ => "a length",
    };
    let with_unit = |number: f64| if unit.is_empty() { number.to_string() } else { format!("{number} {unit}") };
    let help = match (least, most) {
        (Some(least), Some(most)) => format!("write {kind} from {least} to {}", with_unit(most)),
        (Some(least), None) => format!("write {kind} of {} or more", with_unit(least)),
        (None, Some(most)) => format!("write {kind} of {} or less", with_unit(most)),
        (None, None) => format!("write {kind}"),
    };
    let message = format!("{} cannot be {shown}", place.subject());
    Some(Diagnostic::error("out-of-range", message).label(label).help(help))
}

fn found(resolved: Resolved) -> &'static str {
    match resolved {
        Resolved::Bool(_) => "true or false",
        Resolved::Int(_) | Resolved::Float(_) => "a number",
        Resolved::Text => "text",
    }
}
