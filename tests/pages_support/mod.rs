//! Events composed into pages, and what must hold on all of them: shared by the tests of pages, words and events.
//!
//! Every check takes composed pages and gives its findings as sentences with page and place; none means that it holds.
#![allow(dead_code, reason = "each test takes its part")]

pub mod body;
pub mod filled;
pub mod ink;
pub mod places;
pub mod words;

use plenary::diagnostic::render;
use plenary::geometry::Length;
use plenary::paint::display_list::DisplayList;
use plenary::paint::paint;
use plenary::{Edition, Request, Session, Typeset};
use std::path::{Path, PathBuf};

/// What a check found wrong.
pub type Findings = Vec<String>;

/// A check of composed pages.
pub type Check = fn(&Typeset) -> Findings;

/// What must hold whatever the event: a page that breaks one of these cannot be printed.
pub const MUST: [(&str, Check); 5] = [
    ("nothing overlaps", places::overlaps),
    ("nothing leaves the page", places::outside),
    ("text stays in its frame", places::out_of_frame),
    ("body text stands on the grid", body::off_grid),
    ("paragraphs are whole", body::broken_paragraphs),
];

/// What holds where the words allow it: some texts leave only a choice of evils.
pub const SHOULD: [(&str, Check); 3] = [
    ("columns end alike", body::uneven_columns),
    ("no line stands alone", body::lone_lines),
    ("no two hyphens follow one another", body::hyphen_ladders),
];

/// The twin of a real report.
pub const TWIN: &str = "selin-gauges";
/// A dozen lines.
pub const MINIMAL: &str = "minimal";

pub fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn sample(name: &str) -> PathBuf {
    in_project("samples").join(name).join("event.yaml")
}

/// The names of all samples; there are always some.
pub fn samples() -> Vec<String> {
    let folders = std::fs::read_dir(in_project("samples")).expect("the samples can be listed");
    let folders = folders.map(|entry| entry.expect("an entry").path()).filter(|path| path.join("event.yaml").exists());
    let name = |path: PathBuf| path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8").to_owned();
    let mut names: Vec<String> = folders.map(name).collect();
    names.sort();
    assert!(names.len() >= 4 && names.iter().any(|n| n == TWIN) && names.iter().any(|n| n == MINIMAL), "{names:?}");
    names
}

pub fn request(event: &Path) -> Request {
    Request::new(event.to_owned(), Edition::Screen)
}

/// Composes an event that must be sound.
pub fn typeset(event: &Path) -> Typeset {
    try_typeset(event).unwrap_or_else(|messages| panic!("{}: {messages}", event.display()))
}

/// Composes an event, or tells why not.
pub fn try_typeset(event: &Path) -> Result<Typeset, String> {
    try_typeset_in(event, None)
}

/// Composes an event in a layout of this name.
pub fn try_typeset_in(event: &Path, layout: Option<&str>) -> Result<Typeset, String> {
    let mut session = Session::default();
    let request = Request { layout: layout.map(str::to_owned), ..request(event) };
    plenary::typeset(&request, &mut session)
        .map_err(|failure| format!("{failure:?}\n{}", render::render(&session.diagnostics, &session.sources, false)))
}

pub fn painted(set: &Typeset) -> DisplayList {
    paint(&set.document, set.composed.clone(), &set.pictures)
}

/// Points with one decimal, for findings.
pub fn pt(length: Length) -> String {
    format!("{:.1}", length.to_pt())
}
