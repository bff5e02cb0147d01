//! Messages about names that nothing has.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::{Change, Spanned};

/// The known name that was probably meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
    known.map(|k| (likeness(k), k)).filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, k)| k)
}

const UNKNOWN: &str = "unknown-name";

fn there_is_no(kind: &str, name: &str) -> String {
    format!("there is no {kind} `{name}`")
}

/// Where a layout has taken a name out of the layout that it extends, that is the mistake, and not each use.
pub fn blame_removals(removed: &[Change], diagnostics: &mut Diagnostics) {
    let kinds =
        [("styles", "style"), ("swatches", "swatch"), ("masters", "master"), ("bands", "band"), ("fonts", "font")];
    for change in removed {
        let [group, name] = change.path.as_slice() else { continue };
        let Some((_, kind)) = kinds.iter().find(|(key, _)| key == group) else { continue };
        let message = there_is_no(kind, name);
        let is_use = |error: &Diagnostic| error.code == UNKNOWN && error.message == message;
        let mut uses: Vec<_> =
            diagnostics.list.iter().filter(|error| is_use(error)).filter_map(|use_| use_.span).collect();
        if uses.is_empty() {
            continue;
        }
        uses.sort_by_key(|place| (place.file, place.start));
        uses.dedup();
        diagnostics.list.retain(|error| !is_use(error));
        let error = Diagnostic::error(UNKNOWN, message).at(change.span).label("it is taken out here");
        let error = uses.into_iter().fold(error, |error, place| error.related(place, "and still used here"));
        diagnostics.push(error.help("keep it, or change what uses it too"));
    }
}

/// `there is no style \`boddy\``, with the name that was probably meant.
pub fn unknown(kind: &'static str, name: &Spanned<String>, meant: Option<&str>) -> Diagnostic {
    let error = Diagnostic::error(UNKNOWN, there_is_no(kind, &name.value)).at(name.span);
    match meant {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => error,
    }
}
