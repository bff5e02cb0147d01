//! The other built-in layouts: every sample, and every event that once failed, builds in each of them; nothing overlaps,
//! leaves the page or is torn, running text stands on the grid. And what each layout promises.

mod pages_support;

use pages_support::*;
use plenary::Typeset;
use plenary::assets::pictures::{Components, PictureKind};
use plenary::diagnostic::render;
use plenary::{Request, Session};
use std::path::{Path, PathBuf};

fn events() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(in_project("tests/events")).expect("the events can be listed");
    let failed = folder.map(|entry| entry.expect("an entry").path());
    let mut events: Vec<PathBuf> = samples().iter().map(|name| sample(name)).chain(failed).collect();
    events.sort();
    events
}

fn set(event: &Path, layout: &str) -> Typeset {
    let mut session = Session::default();
    let request = Request { layout: Some(layout.to_owned()), ..request(event) };
    plenary::typeset(&request, &mut session).unwrap_or_else(|_| {
        panic!("{} as {layout}:\n{}", event.display(), render::render(&session.diagnostics, &session.sources, false))
    })
}

/// Every event in one layout, held against the checks of these names.
fn hold(layout: &str, checks: &[Check]) {
    for event in events() {
        let set = set(&event, layout);
        let found: Findings = checks.iter().flat_map(|check| check(&set)).collect();
        assert_eq!(found, [] as [String; 0], "{} as {layout}", event.display());
    }
}

/// The labels on the covers stand in the middle of the paper and not of the text frame.
fn frame_inside_covers(set: &Typeset) -> Findings {
    let covers = ["page 1:".to_owned(), format!("page {}:", set.composed.pages.len())];
    let found = places::out_of_frame(set).into_iter();
    found.filter(|finding| !covers.iter().any(|cover| finding.starts_with(cover))).collect()
}

#[test]
fn the_booklet_holds() {
    hold("booklet", &[places::overlaps, places::outside, body::off_grid, body::broken_paragraphs, frame_inside_covers]);
}

/// Its outer column lies beyond the text frame: what stands there is in no frame.
#[test]
fn the_handout_holds() {
    hold("handout", &[places::overlaps, places::outside, body::off_grid, body::broken_paragraphs]);
}

#[test]
fn a_booklet_can_be_stitched() {
    for event in events() {
        let pages = set(&event, "booklet").composed.pages.len();
        assert!(pages.is_multiple_of(4), "{}: {pages} pages", event.display());
    }
}

#[test]
fn a_handout_is_black_alone() {
    let set = set(&sample("seismic-network"), "handout");
    assert!(set.document.swatches.iter().all(|swatch| swatch.cmyk[..3] == [0.0; 3]));
    let mut photographs = 0;
    for id in 0..set.pictures.len() {
        match &set.pictures.get(plenary::assets::PictureId(id as u32)).expect("a picture").kind {
            PictureKind::Jpeg(jpeg) => {
                photographs += 1;
                assert_eq!(jpeg.components, Components::Gray);
            }
            PictureKind::Png(png) => assert!(png.decode().expect("pixels").gray),
            PictureKind::Vector(drawing) => assert!(drawing.paths.iter().all(|path| path.color[0] == path.color[1])),
        }
    }
    assert!(photographs > 2, "{photographs}");
}

/// The list of speakers stands on the story's first page, whose own pages are counted after it.
#[test]
fn a_handout_lists_the_pages_of_its_speakers() {
    let set = set(&sample(TWIN), "handout");
    let first = set.composed.pages[0].fragments.iter().filter_map(|fragment| match &fragment.kind {
        plenary::compose::page::FragmentKind::Line { line, .. } => Some(ink::words(line)),
        _ => None,
    });
    let numbers: Vec<usize> = first.filter_map(|words| words.parse().ok()).collect();
    assert!(numbers.len() >= 7 && !numbers.contains(&0), "{numbers:?}");
    assert!(numbers.iter().max() >= Some(&4), "{numbers:?}");
}
