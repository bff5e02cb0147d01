//! Boxes and pictures stand where their author wants them, or a warning says that they do not.

mod events_support;
mod pages_support;

use events_support::Language;
use events_support::words::sentences;
use pages_support::*;
use plenary::compose::page::{FragmentKind, Layer, Page};
use plenary::geometry::Rect;
use plenary::{Session, Typeset};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// An event of one speaker with about so many sentences, a box with this place among them.
fn event(name: &str, box_kind: &str) -> std::path::PathBuf {
    let mut text =
        "title: Places\norganiser: {name: Harbour Readers}\nspeakers:\n  - name: Mr. Ng\n    remarks: |\n".to_owned();
    for (index, sentences) in sentences(Language::English)[..60].chunks(6).enumerate() {
        let _ = writeln!(text, "      {}\n", sentences.join(" "));
        if index == 4 {
            let _ = writeln!(text, "      > [!{box_kind}] The quay was higher than the flood.\n");
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("place-{name}.yaml"));
    fs::write(&path, text).expect("the event can be written");
    path
}

/// The box, the page that it stands on, and the codes of what was said.
fn set(name: &str, box_kind: &str) -> (Rect, Page, Typeset, Vec<&'static str>) {
    let mut session = Session::default();
    let set = plenary::typeset(&request(&event(name, box_kind)), &mut session).expect("it can be set");
    let pages: Vec<Page> = filled::story_pages(&set).into_iter().cloned().collect();
    let found = pages.into_iter().find_map(|page| {
        let areas = page.fragments.iter().filter(|fragment| fragment.layer == Layer::Content);
        let mut boxed = areas.filter_map(|fragment| match fragment.kind {
            FragmentKind::Fill { area, .. } if area.height().to_pt() > 30.0 => Some(area),
            _ => None,
        });
        boxed.next_back().map(|area| (area, page.clone()))
    });
    let (area, page) = found.expect("a box");
    let codes = session.diagnostics.list.iter().map(|diagnostic| diagnostic.code).collect();
    (area, page, set, codes)
}

fn middle(set: &Typeset, page: &Page) -> f64 {
    let geometry = &set.document.page;
    let left = if page.verso { geometry.outer } else { geometry.inner };
    (left + geometry.text_width() / 2).to_pt()
}

#[test]
fn a_box_stands_on_the_side_that_is_asked_for() {
    let (area, page, typeset, codes) = set("left", "box left");
    assert!(area.right.to_pt() < middle(&typeset, &page) && codes.is_empty(), "{area:?} {codes:?}");
    let (area, page, typeset, codes) = set("right", "box right");
    assert!(area.left.to_pt() > middle(&typeset, &page) && codes.is_empty(), "{area:?} {codes:?}");
    let (area, page, typeset, codes) = set("across", "box across");
    let middle = middle(&typeset, &page);
    assert!(
        area.left.to_pt() < middle - 20.0 && area.right.to_pt() > middle + 20.0 && codes.is_empty(),
        "{area:?} {codes:?}"
    );
    let (area, _, typeset, codes) = set("wide", "box wide");
    assert!((area.width() - typeset.document.page.text_width()).to_pt().abs() < 0.1 && codes.is_empty(), "{area:?}");
}

#[test]
fn a_box_stands_at_the_foot_that_is_asked_for() {
    let (area, page, typeset, codes) = set("right-foot", "box right foot");
    let column = typeset.composed.columns.iter().find(|feet| feet.page + 1 == page.number).expect("columns");
    let foot = typeset.document.page.base(*column.rows.iter().max().expect("feet"));
    assert!((area.bottom - foot).to_pt().abs() < 0.1 && codes.is_empty(), "{area:?} {foot:?} {codes:?}");
}

#[test]
fn a_place_that_cannot_be_had_is_told() {
    // The layout's box across the gutter is not made for a whole paragraph.
    let words = sentences(Language::English)[..8].join(" ");
    let mut session = Session::default();
    let path = event("no-place", "box across");
    let text = fs::read_to_string(&path).expect("written").replace("The quay was higher than the flood.", &words);
    fs::write(&path, text).expect("written");
    plenary::typeset(&request(&path), &mut session).expect("it can be set");
    let codes: Vec<&str> = session.diagnostics.list.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["pin"]);
}

#[test]
fn a_picture_that_is_to_be_wide_is_told_what_it_can_be() {
    let path = event("picture-wide", "box");
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 60\"><rect width=\"90\" height=\"60\"/></svg>";
    let file = path.with_extension("svg");
    fs::write(&file, picture).expect("written");
    let file = file.file_name().and_then(|name| name.to_str()).expect("a name");
    let text = fs::read_to_string(&path).expect("written");
    let text = text.replace("> [!box] The quay was higher than the flood.", &format!("![A quay]({file}#at=wide)"));
    fs::write(&path, text).expect("written");
    for (layout, told) in [("report", "stands in one column: write `left`"), ("booklet", "with one column of text")] {
        let mut session = Session::default();
        let request = plenary::Request { layout: Some(layout.to_owned()), ..request(&path) };
        plenary::typeset(&request, &mut session).expect("it can be set");
        let help: Vec<&str> = session.diagnostics.list.iter().filter_map(|found| found.help.as_deref()).collect();
        assert!(help.len() == 1 && help[0].contains(told), "{layout}: {help:?}");
    }
}
