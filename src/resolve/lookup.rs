//! Messages about names that nothing has.

use crate::diagnostic::Diagnostic;
use crate::yaml::Spanned;

/// The known name that was probably meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
    known.map(|k| (likeness(k), k)).filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, k)| k)
}

/// `there is no style \`boddy\``, with the name that was probably meant.
pub fn unknown(kind: &'static str, name: &Spanned<String>, meant: Option<&str>) -> Diagnostic {
    let error = Diagnostic::error("unknown-name", format!("there is no {kind} `{}`", name.value)).at(name.span);
    match meant {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => error,
    }
}
