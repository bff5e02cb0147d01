//! What the keys of an output mean.
//!
//! In: an [`OutputSpec`] as written. Out: a [`Product`], or what makes no sense, told at its place. The rules about sheets
//! are those of the command line.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::event::{EditionSpec, Event, NotesPlace, NotesSpec, OutputSpec, SchemeSpec, SideSpec};
use crate::press::impose::options::{MOST_BLANKS, Options, SchemeName, Senseless, thickness};
use crate::press::{Binding, Imposition, Notes};
use crate::yaml::Spanned;
use crate::{Edition, Product};

/// Tells of every output whose keys make no sense together.
pub fn check(event: &Event, diagnostics: &mut Diagnostics) {
    for (_, spec) in event.outputs.iter().flat_map(|outputs| &outputs.list) {
        product(spec, diagnostics);
    }
}

/// What an output's keys mean; `None` where they make no sense.
pub(super) fn product(spec: &Spanned<OutputSpec>, diagnostics: &mut Diagnostics) -> Option<Product> {
    let before = diagnostics.list.len();
    let imposition = imposition(spec, diagnostics);
    let edition = match spec.edition {
        None | Some(EditionSpec::Screen) => Edition::Screen,
        Some(EditionSpec::Print) => Edition::Print,
        Some(EditionSpec::Office) => Edition::Office,
    };
    let marks = spec.marks.as_ref().map(|marks| (&marks.value).into());
    let product =
        Product { edition, imposition, marks, screen: spec.screen.as_ref().map(|screen| screen.value.clone()) };
    if let Some(screen) = spec.screen.as_ref().filter(|_| edition != Edition::Screen) {
        let message = "`screen` is for the screen edition, and this is another";
        let help = "take it out, or write `edition: screen`";
        diagnostics.push(Diagnostic::error("output", message).at(screen.span).label("asked for here").help(help));
    }
    if let Some(message) = product.senseless() {
        let asked = [spec.impose.as_ref().map(|impose| impose.span), spec.marks.as_ref().map(|marks| marks.span)];
        let at = asked.into_iter().flatten().next().unwrap_or(spec.span);
        let help = "add `edition: print` or `edition: office`";
        diagnostics.push(Diagnostic::error("output", message).at(at).label("asked for here").help(help));
    }
    (diagnostics.list.len() == before).then_some(product)
}

fn imposition(spec: &OutputSpec, diagnostics: &mut Diagnostics) -> Option<Imposition> {
    let sheet = read("sheet", spec.sheet.as_ref(), |text| text.parse(), diagnostics);
    let paper_thickness = read("paper_thickness", spec.paper_thickness.as_ref(), thickness, diagnostics);
    let allowed = spec.allow_blanks.as_ref().filter(|allow| allow.value).map(|_| MOST_BLANKS);
    let options = Options {
        scheme: spec.impose.as_ref().map(|scheme| match scheme.value {
            SchemeSpec::Booklet => SchemeName::Booklet,
            SchemeSpec::TwoUp => SchemeName::TwoUp,
            SchemeSpec::FourUp => SchemeName::FourUp,
            SchemeSpec::SixUp => SchemeName::SixUp,
            SchemeSpec::CutStack => SchemeName::CutStack,
        }),
        sheet,
        paper_thickness,
        binding: spec.binding.as_ref().map(|side| match side.value {
            SideSpec::Left => Binding::Left,
            SideSpec::Right => Binding::Right,
        }),
        blanks: allowed.or(spec.blanks.as_ref().map(|blanks| usize::try_from(blanks.value).unwrap_or(usize::MAX))),
        notes: spec.note_lines.as_ref().and_then(|notes| match notes.value {
            NotesSpec::Whether(false) => None,
            NotesSpec::Whether(true) => Some(Notes::Fitting),
            NotesSpec::Where(NotesPlace::Beside) => Some(Notes::Beside),
            NotesSpec::Where(NotesPlace::Below) => Some(Notes::Below),
        }),
        marks: spec.marks.is_some(),
    };
    options.imposition().unwrap_or_else(|senseless| {
        diagnostics.push(told(senseless, spec));
        None
    })
}

/// A value that is more than a word; what is wrong with it is told at its place.
fn read<T>(
    key: &str,
    written: Option<&Spanned<String>>,
    read: impl Fn(&str) -> Result<T, String>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let written = written?;
    let told = |why: String| {
        let message = format!("`{}` cannot be used for `{key}`", written.value);
        diagnostics.push(Diagnostic::error("output", message).at(written.span).label(why));
    };
    read(&written.value).map_err(told).ok()
}

/// What makes no sense, at the first key that is out of place.
fn told(senseless: Senseless, spec: &OutputSpec) -> Diagnostic {
    let thickness = spec.paper_thickness.as_ref().map(|key| key.span);
    let about_booklets = [
        thickness,
        spec.binding.as_ref().map(|key| key.span),
        spec.blanks.as_ref().map(|key| key.span),
        spec.allow_blanks.as_ref().map(|key| key.span),
    ];
    let notes = spec.note_lines.as_ref().map(|key| key.span);
    let sheet = spec.sheet.as_ref().map(|key| key.span);
    let first = about_booklets.into_iter().flatten().next();
    let (message, at, help) = match senseless {
        Senseless::NoScheme => (
            "it is not said how pages are laid on sheets",
            first.or(sheet).or(notes),
            "add `impose: booklet`, `2up`, `4up`, `6up` or `cut-stack`",
        ),
        Senseless::ForBooklets => (
            "`paper_thickness`, `binding`, `blanks` and `allow_blanks` are for booklets",
            first,
            "take it out, or write `impose: booklet`",
        ),
        Senseless::ForScaledPages => (
            "`note_lines` are for pages that are scaled down",
            notes,
            "take it out, or write `impose: 2up`, `4up` or `6up`",
        ),
        Senseless::NotCut => (
            "sheets of 2up, 4up and 6up are not cut, so that there is no room for printer's marks",
            spec.marks.as_ref().map(|key| key.span),
            "take `marks` out",
        ),
    };
    let diagnostic = Diagnostic::error("output", message).label("asked for here").help(help);
    match at {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
