//! The files that are made of an event, as the event file names them.
//!
//! In: the key `outputs`, a mapping of file names. Out: [`Outputs`] in the order in which they are written. The keys of an
//! output are those of the command line; what they mean together is decided where files are made.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::print::MarksSpec;
use crate::screen::ScreenSpec;
use crate::yaml::{Mapping, Spanned};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// File names with what each file is.
pub type Outputs = Mapping<Spanned<OutputSpec>>;

/// A file that is made of the event.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutputSpec {
    /// A built-in layout's name, or the path of a layout file. Without it, the event's own.
    pub layout: Option<Spanned<String>>,
    /// What the file is for: screen, print or office. Without it, screen.
    pub edition: Option<EditionSpec>,
    /// How pages are laid on sheets: booklet, 2up, 4up, 6up or cut-stack. Without it, each page is by itself.
    pub impose: Option<Spanned<SchemeSpec>>,
    /// The sheet: A4, A3, SRA3 and so on, or measures such as 480x330mm.
    pub sheet: Option<Spanned<String>>,
    /// booklet: the thickness of one leaf of paper, such as 0.1mm.
    pub paper_thickness: Option<Spanned<String>>,
    /// booklet: at which side of the cover the spine is: left or right.
    pub binding: Option<Spanned<SideSpec>>,
    /// booklet: up to so many blank pages may be added (0 to 3).
    pub blanks: Option<Spanned<u64>>,
    /// booklet: as many blank pages may be added as a multiple of 4 needs.
    pub allow_blanks: Option<Spanned<bool>>,
    /// 2up, 4up, 6up: lines for notes with each page: true, beside or below.
    pub note_lines: Option<Spanned<NotesSpec>>,
    /// Printer's marks in place of those of `print`: one of them, several, or all.
    pub marks: Option<Spanned<MarksSpec>>,
    /// screen: in place of what the event's own `screen` says, key by key.
    pub screen: Option<Spanned<ScreenSpec>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EditionSpec {
    Screen,
    Print,
    Office,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
pub enum SchemeSpec {
    #[serde(rename = "booklet")]
    Booklet,
    #[serde(rename = "2up")]
    TwoUp,
    #[serde(rename = "4up")]
    FourUp,
    #[serde(rename = "6up")]
    SixUp,
    #[serde(rename = "cut-stack")]
    CutStack,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SideSpec {
    Left,
    Right,
}

/// Whether there are lines for notes, or where.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum NotesSpec {
    Whether(bool),
    Where(NotesPlace),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NotesPlace {
    Beside,
    Below,
}

/// Characters that some system does not take in a file's name, besides control characters.
const RESERVED: &[char] = &['<', '>', ':', '"', '|', '?', '*'];
/// Names of devices on Windows, whatever their extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Checks the files' names: each is a PDF beside the event file, and no two are one.
pub(super) fn check(outputs: &Outputs, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<String, &Spanned<String>> = BTreeMap::new();
    for (name, _) in &outputs.list {
        if let Some((message, label, help)) = mistake(name) {
            diagnostics.push(Diagnostic::error("output-name", message).at(name.span).label(label).help(help));
        }
        if let Some(earlier) = known.insert(name.to_lowercase(), name) {
            let message = format!("`{name}` and `{earlier}` are one file where capitals do not count");
            let diagnostic = Diagnostic::error("output-name", message).at(name.span).label("the same name again");
            diagnostics.push(diagnostic.related(earlier.span, "the first").help("give one of them another name"));
        }
    }
}

/// What is wrong with a file's name, a label for it, and what to do.
fn mistake(name: &str) -> Option<(String, &'static str, &'static str)> {
    const FOLDER: &str = "give the name alone; `plenary build --all -o FOLDER` writes the files elsewhere";
    if name.contains(['/', '\\']) || name.split_once(':').is_some_and(|(drive, _)| drive.len() == 1) {
        return Some((format!("`{name}` names a folder"), "files stand beside the event file", FOLDER));
    }
    let stem = name.char_indices().rev().nth(3).filter(|(at, _)| name[*at..].eq_ignore_ascii_case(".pdf"));
    let Some((at, _)) = stem else {
        let message = format!("`{name}` does not end with `.pdf`");
        return Some((message, "a PDF file is written", "write a name such as `report-print.pdf`"));
    };
    let stem = &name[..at];
    let odd = |c: char| c.is_control() || RESERVED.contains(&c);
    if stem.trim().is_empty() || stem.starts_with([' ', '.', '-']) || stem.contains(odd) {
        let message = format!("`{}` is no file name that every system takes", name.escape_debug());
        return Some((message, "named here", "begin with a letter or figure, and leave out `< > : \" | ? *`"));
    }
    let device = stem.split('.').next().unwrap_or_default().to_lowercase();
    DEVICES.contains(&device.as_str()).then(|| {
        let message = format!("`{name}` is the name of a device on Windows");
        (message, "named here", "write a name such as `report-print.pdf`")
    })
}
