//! Names of fields: how they are written in lists, and what is no name.

use super::{NAME, Table};
use crate::diagnostic::{Diagnostic, Span};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::{XidContinue, XidStart};

/// No list that people keep has more; each attendee has a value for each field.
pub const MAX: usize = 200;

/// A field's name as layouts and texts write it: lower case, words joined by `_`.
pub fn normalised(written: &str) -> String {
    let words: Vec<String> = written.split_whitespace().map(str::to_lowercase).collect();
    // A name that is typed in one form finds a list that writes it in the other.
    ComposingNormalizerBorrowed::new_nfc().normalize(&words.join("_")).into_owned()
}

/// Whether texts can name the field: letters, figures and `_`, of which a figure is not the first (UAX 31).
pub fn is_name(name: &str) -> bool {
    let mut characters = name.chars();
    let first = characters.next().is_some_and(|c| c == '_' || CodePointSetData::new::<XidStart>().contains(c));
    first && characters.all(is_part)
}

fn is_part(c: char) -> bool {
    CodePointSetData::new::<XidContinue>().contains(c)
}

/// A name that texts cannot use.
pub fn unusable(written: &str, span: Span) -> Diagnostic {
    let name = normalised(written);
    let diagnostic = match name.is_empty() {
        true => Diagnostic::error("attendees", "a field without a name").label("nothing stands here"),
        false => Diagnostic::error("attendees", format!("`{}` is no name for a field", written.trim().escape_debug()))
            .label("letters, figures and `_` make a name"),
    };
    let kept: String = name.chars().filter(|c| is_part(*c)).collect();
    let kept = kept.trim_matches('_');
    diagnostic.at(span).help(match is_name(kept) {
        true => format!("call it `{kept}`"),
        false => "call it by a word such as `institution`".to_owned(),
    })
}

/// Two fields of one name; `first` is the place of the other where it is not the same.
pub fn repeated(name: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("attendees", format!("two fields are called `{name}`")).at(span);
    let diagnostic = match first {
        Some(first) => diagnostic.label("the second").related(first, "the first"),
        None => diagnostic.label("both in this line"),
    };
    diagnostic.help("give one of them another name; capitals and spaces do not tell names apart")
}

/// A list that does not say who the attendees are.
pub fn without_name(table: &Table) -> Diagnostic {
    let known: Vec<String> = table.fields.iter().map(|field| format!("`{field}`")).collect();
    let called = table.called;
    let diagnostic = Diagnostic::error("attendees", format!("no {called} is called `{NAME}`")).at(table.head);
    let diagnostic = diagnostic.label(match known.is_empty() {
        true => format!("there is no {called}"),
        false => format!("the list has {}", known.join(", ")),
    });
    match crate::yaml::nearest(NAME, table.fields.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("is `{near}` meant? Call it `{NAME}`")),
        None => diagnostic.help(format!("call the {called} that holds the names `{NAME}`")),
    }
}

/// More fields than are read.
pub fn too_many(span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error("attendees", format!("more than {MAX} fields")).at(span);
    diagnostic.label("in this record").help("take out those that no text names")
}
