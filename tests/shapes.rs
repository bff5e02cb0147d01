//! Round portraits and cut-outs on pages: text runs round them, evenly and without touching; boxes are evenly padded.

mod pages_support;

use pages_support::*;
use plenary::compose::page::{Fragment, FragmentKind, Layer, Page};
use plenary::geometry::{Length, Rect};
use plenary::paint::display_list::ItemKind;
use plenary::paint::dump::dump;
use plenary::resolve::document::PictureShape;
use plenary::{Edition, Session, Typeset};
use std::fs;
use std::path::PathBuf;

const CUT_OUTS: &str = "tests/shapes/cut-outs.yaml";

/// The twin in a copy of the report with round portraits.
fn round_twin() -> Typeset {
    let report = fs::read_to_string(in_project("layouts/report.yaml")).expect("the report can be read");
    let oblong = "portrait: { width: 82.88pt, rows: 9, clearance: 11.34pt,";
    assert!(report.contains(oblong), "the report no longer says {oblong}");
    let round = report.replace(oblong, "portrait: { shape: circle, width: 84.5pt, rows: 7, clearance: 9pt,");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let layout: PathBuf = folder.path().join("round.yaml");
    fs::write(&layout, round).expect("the layout can be written");
    let mut session = Session::default();
    let set = plenary::typeset(
        &plenary::Request { layout: Some(layout.to_string_lossy().into_owned()), ..request(&sample(TWIN)) },
        &mut session,
    );
    set.unwrap_or_else(|failure| panic!("{failure:?} {:?}", session.diagnostics.list))
}

fn assert_sound(set: &Typeset) {
    let found: Findings = MUST.iter().flat_map(|(_, check)| check(set)).collect();
    assert_eq!(found, [] as [String; 0]);
}

/// Pictures of a page that are not rectangles.
fn shaped(page: &Page) -> Vec<(Rect, PictureShape)> {
    let shaped = |fragment: &Fragment| match &fragment.kind {
        FragmentKind::Picture { shape: PictureShape::Rectangle, .. } => None,
        FragmentKind::Picture { area, shape, .. } => Some((*area, shape.clone())),
        _ => None,
    };
    page.fragments.iter().filter_map(shaped).collect()
}

/// Left and right ends of the lines of running text that stand beside an area.
fn lines_beside(page: &Page, area: &Rect) -> Vec<(Length, Length)> {
    let beside = |fragment: &Fragment| match &fragment.kind {
        FragmentKind::Line { origin, line, on_grid: true } if origin.y > area.top && origin.y <= area.bottom => {
            let apart =
                origin.x > area.right + Length::mm(30.0) || origin.x + line.width < area.left - Length::mm(30.0);
            (!apart).then_some((origin.x, origin.x + line.width))
        }
        _ => None,
    };
    page.fragments.iter().filter_map(beside).collect()
}

#[test]
fn text_runs_round_the_portraits_of_the_twin() {
    let set = round_twin();
    assert_sound(&set);
    let (mut portraits, mut with_text) = (0, 0);
    for page in &set.composed.pages {
        for (area, shape) in shaped(page) {
            assert_eq!((shape, area.width()), (PictureShape::Circle, area.height()));
            let lines = lines_beside(page, &area);
            portraits += 1;
            // A quote in the column's full width may stand below a portrait that begins the column.
            if lines.is_empty() {
                continue;
            }
            with_text += 1;
            let on_left = lines.first().is_some_and(|(left, _)| *left < area.left);
            let gaps = lines.iter().map(|(left, right)| if on_left { area.right - *right } else { *left - area.left });
            let mut ends: Vec<i64> = gaps.map(|gap| gap.to_pt().round() as i64).collect();
            ends.sort_unstable();
            ends.dedup();
            assert!(lines.len() >= 6 && ends.len() >= 3, "page {}: {lines:?}", page.number);
        }
    }
    assert_eq!(portraits, cut_pictures(&set));
    assert!(with_text >= 5, "{with_text} of {portraits}");
}

/// How many pictures of the display list are cut.
fn cut_pictures(set: &Typeset) -> usize {
    let list = painted(set);
    let items = list.pages.iter().flat_map(|page| &page.items);
    items.filter(|item| matches!(&item.kind, ItemKind::Picture { clip: Some(_), .. })).count()
}

#[test]
fn text_runs_round_cut_outs() {
    let event = in_project(CUT_OUTS);
    let set = typeset(&event);
    assert_sound(&set);
    assert_eq!(words::lost(&event, &set), [] as [String; 0]);
    let contours = set.composed.pages.iter().flat_map(|page| shaped(page).into_iter().map(move |s| (page, s)));
    let contours: Vec<_> = contours.filter(|(_, (_, shape))| matches!(shape, PictureShape::Contour(_))).collect();
    assert_eq!(contours.len(), 2);
    for (page, (area, _)) in contours {
        let lines = lines_beside(page, &area);
        let reaches_in = lines.iter().filter(|(_, right)| *right > area.left).count();
        assert!(lines.len() >= 10 && reaches_in >= 1, "page {}: {lines:?} beside {area:?}", page.number);
    }
}

#[test]
fn cut_pictures_are_listed_and_written_in_both_editions() {
    let list = painted(&typeset(&in_project(CUT_OUTS)));
    let text = dump(&list, &|_| String::new());
    assert_eq!(text.lines().filter(|line| line.contains(" clipped to ") && line.ends_with(" Figure")).count(), 2);
    for edition in [Edition::Screen, Edition::Print] {
        let mut session = Session::default();
        let request = plenary::Request { edition, ..request(&in_project(CUT_OUTS)) };
        let output = plenary::compile(&request, &mut session).expect("it builds");
        assert!(output.pdf.starts_with(b"%PDF-"));
        // The jug is small on purpose, so that the test is quick.
        let told = session.diagnostics.list.iter().filter(|told| told.code != "low-resolution");
        assert_eq!(told.collect::<Vec<_>>(), [] as [&plenary::diagnostic::Diagnostic; 0]);
    }
}

#[test]
fn a_picture_of_which_nothing_is_seen_is_an_error_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let at = |name: &str| folder.path().join(name);
    image::RgbaImage::new(4, 4).save(at("nothing.png")).expect("the picture can be written");
    fs::copy(in_project("tests/shapes/one-column.yaml"), at("one-column.yaml")).expect("the layout can be copied");
    let event = "layout: ./one-column.yaml\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n  - name: Ms. One\n    remarks: |\n      A few words.\n\n      ![Nothing](nothing.png)\n";
    fs::write(at("event.yaml"), event).expect("the event can be written");
    let messages = try_typeset(&at("event.yaml")).err().expect("it is an error");
    assert!(messages.contains("is transparent everywhere") && messages.contains("10 |"), "{messages}");
}

/// Fields under words: space above the capitals of the first line, and below the last baseline.
fn paddings(set: &Typeset) -> Vec<(String, f64, f64)> {
    let mut found = Vec::new();
    for page in &set.composed.pages {
        let inks = ink::page_inks(set, page);
        for (index, fragment) in page.fragments.iter().enumerate() {
            let FragmentKind::Fill { area, .. } = fragment.kind else { continue };
            let is_banner = fragment.layer == Layer::Background && area.height() < set.document.page.trim.height / 3;
            if fragment.layer != Layer::Content && !is_banner {
                continue;
            }
            let on_it = |fragment: &Fragment| match &fragment.kind {
                FragmentKind::Line { origin, line, .. } if origin.y > area.top && origin.y < area.bottom => {
                    let inside = origin.x + line.width > area.left && origin.x < area.right;
                    (inside && fragment.layer > Layer::Background).then_some(origin.y)
                }
                _ => None,
            };
            let lines: Vec<(Length, Length)> = page
                .fragments
                .iter()
                .zip(&inks)
                .filter_map(|(fragment, ink)| Some((on_it(fragment)?, ink.bounds()?.top)))
                .collect();
            let Some(top) = lines.iter().map(|(_, top)| *top).min() else { continue };
            let Some(last) = lines.iter().map(|(baseline, _)| *baseline).max() else { continue };
            let name = format!("page {}, {}", page.number, inks[index].shown());
            found.push((name, (top - area.top).to_pt(), (area.bottom - last).to_pt()));
        }
    }
    found
}

/// Capitals have no descenders: the eye sees the space above them and below the baseline.
#[test]
fn boxes_and_banners_and_panels_are_evenly_padded() {
    let mut seen = 0;
    for name in samples() {
        for (field, above, below) in paddings(&typeset(&sample(&name))) {
            assert!((above - below).abs() < 0.6, "{name}, {field}: {above:.2} above, {below:.2} below");
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen}");
}

const SENTENCES: [&str; 5] = [
    "Nobody had asked for the jug, and nobody could say who had put it there.",
    "It was read every Sunday.",
    "When the river rose in the night the keeper went down with a lamp and wrote what he saw, hour by hour, into a ledger that was never shown to anyone.",
    "==A reading that nobody takes is a line on a pot.==",
    "The measurement of nineteenth-century embankments is an uncommonly disappointing occupation.",
];
const BLOCKS: [&str; 7] = [
    "![A jug](jug.png \"The harbour master's jug, filled for the first time in a hundred years\")",
    "![A buoy](buoy.svg)",
    "![A bust](bust.png \"A bust\")",
    "> [!box] We have to publish what we measure.",
    "> [!inline] Half of my duty was the reading.",
    "- the first of the posts\n- the second of them, which stood a little further up the river",
    "> What is measured twice is known; what is measured once is only written down.",
];

/// Remarks of some paragraphs and blocks, as the number wants it.
fn remarks(mut number: u64) -> String {
    let mut next = |count: usize| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) as usize % count
    };
    let mut text = String::new();
    for _ in 0..3 + next(6) {
        let sentences: Vec<&str> = (0..1 + next(8)).map(|_| SENTENCES[next(SENTENCES.len())]).collect();
        text += &format!("{}\n\n", sentences.join(" "));
        if next(2) == 0 {
            text += &format!("{}\n\n", BLOCKS[next(BLOCKS.len())]);
        }
    }
    text.lines().map(|line| format!("      {line}\n")).collect()
}

/// Events made by chance, in one column: whatever stands beside the text, nothing overlaps and nothing is lost.
#[test]
#[ignore = "takes minutes"]
fn cut_outs_anywhere_are_set() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let files = ["jug.png", "buoy.svg", "bust.png", "one-column.yaml"];
    for name in files {
        fs::copy(in_project("tests/shapes").join(name), folder.path().join(name)).expect("it can be copied");
    }
    let mut contours = 0;
    for number in 0..20 {
        let speaker = |index: u64| {
            let portrait = ["", "    portrait: bust.png\n"][(index % 2) as usize];
            format!("  - name: Ms. One\n{portrait}    remarks: |\n{}", remarks(number * 7 + index))
        };
        let speakers: String = (0..3).map(speaker).collect();
        let event = folder.path().join("event.yaml");
        let text =
            format!("layout: ./one-column.yaml\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n{speakers}");
        fs::write(&event, &text).expect("the event can be written");
        let set = try_typeset(&event).unwrap_or_else(|messages| panic!("{messages}\n{text}"));
        let found: Findings = MUST.iter().flat_map(|(_, check)| check(&set)).chain(words::lost(&event, &set)).collect();
        assert_eq!(found, [] as [String; 0], "event {number}\n{text}");
        let shapes = set.composed.pages.iter().flat_map(shaped);
        contours += shapes.filter(|(_, shape)| matches!(shape, PictureShape::Contour(_))).count();
    }
    assert!(contours >= 30, "{contours}");
}
