//! Checks one scalar: is it a word that the schema lists, a number within limits, true or false, or text.

use super::Form;
use super::describe::{Place, is_type, list, nearest, wrong_type};
use crate::diagnostic::{Diagnostic, Span};
use crate::yaml::de::{Resolved, resolve};
use crate::yaml::node::Scalar;
use serde_json::Value;

pub fn check(scalar: &Scalar, span: Span, root: &Value, forms: &[Form], place: &Place) -> Result<(), Box<Diagnostic>> {
    let words: Vec<&str> = forms.iter().flat_map(|form| words_of(form)).collect();
    if words.contains(&scalar.value.as_str()) {
        return Ok(());
    }
    let resolved = resolve(scalar);
    let mut out_of_limits = None;
    for form in forms.iter().filter(|form| words_of(form).is_empty()) {
        let number = match resolved {
            Resolved::Int(value) if is_type(form, "integer") || is_type(form, "number") => Some(value as f64),
            Resolved::Float(value) if is_type(form, "number") => Some(value),
            _ => None,
        };
        match number {
            Some(number) => match beyond_limits(number, form) {
                None => return Ok(()),
                Some(limits) => out_of_limits = Some(limits),
            },
            None if is_type(form, "boolean") && matches!(resolved, Resolved::Bool(_)) => return Ok(()),
            None if is_type(form, "string") => return Ok(()),
            None => {}
        }
    }
    Err(Box::new(if let Some(limits) = out_of_limits {
        Diagnostic::error("out-of-range", format!("{} is {limits}", place.subject())).at(span).label("out of range")
    } else if !words.is_empty() {
        unknown_word(scalar, span, &words, place)
    } else {
        wrong_type(found(resolved), span, root, forms, place)
    }))
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

fn beyond_limits(number: f64, form: &Form) -> Option<String> {
    let limit = |key: &str| form.get(key).and_then(Value::as_f64);
    let (least, most) = (limit("minimum"), limit("maximum"));
    let fits = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
    match (least, most) {
        _ if fits => None,
        (Some(least), Some(most)) => Some(format!("a number from {least} to {most}")),
        (Some(least), None) => Some(format!("a number not below {least}")),
        (_, most) => Some(format!("a number up to {}", most.unwrap_or_default())),
    }
}

fn found(resolved: Resolved) -> &'static str {
    match resolved {
        Resolved::Bool(_) => "true or false",
        Resolved::Int(_) | Resolved::Float(_) => "a number",
        Resolved::Text => "text",
    }
}
