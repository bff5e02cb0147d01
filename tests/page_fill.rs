//! White in the pages of invented events of all kinds, in all layouts: holes, feet, feet of facing pages, last pages. The
//! measure is that of `check --quality` (docs/quality.md). The table is printed:
//!
//! ```sh
//! SEEDS=4 cargo test --release --test page_fill -- --nocapture
//! ```
#![allow(clippy::disallowed_methods, reason = "SEEDS and KINDS are read from the environment")]

mod events_support;
mod pages_support;

use events_support::{Event, Kind, Language};
use pages_support::filled::thin_pages;
use pages_support::*;
use plenary::quality::measure;
use plenary::quality::report::{PagePart, PageWhite};
use plenary::{Request, Session};
use std::path::Path;
use std::sync::LazyLock;

const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];

/// A figure of all pages of a layout, and what it may be in each of [`LAYOUTS`]; where a layout has no such pages or need not care
/// there is none.
struct Figure {
    name: &'static str,
    of: fn(&[PageWhite]) -> f64,
    limits: [Option<f64>; 3],
}

const INNER_HOLE: Figure = Figure {
    name: "inner pages with a hole over 25 %",
    of: |pages| share(pages, PagePart::Inner, |page| page.hole > 0.25),
    limits: [Some(0.03), Some(0.04), Some(0.01)],
};
const INNER_FOOT: Figure = Figure {
    name: "inner pages with a foot over 10 %",
    of: |pages| share(pages, PagePart::Inner, |page| page.foot > 0.10),
    limits: [Some(0.12), Some(0.12), Some(0.04)],
};
const FACING: Figure = Figure {
    name: "inner spreads with feet over 5 % apart",
    of: |pages| {
        let facing: Vec<PageWhite> = pages.iter().filter(|page| page.facing.is_some()).cloned().collect();
        share(&facing, PagePart::Inner, |page| page.facing > Some(0.05))
    },
    limits: [Some(0.25), Some(0.25), None],
};
const FRONT_HOLE: Figure = Figure {
    name: "front pages with a hole over 25 %",
    of: |pages| share(pages, PagePart::Front, |page| page.hole > 0.25),
    limits: [Some(0.10), Some(0.10), None],
};
const LAST_THIN: Figure = Figure {
    name: "last pages under 45 % full",
    of: |pages| share(pages, PagePart::Last, |page| page.foot > 0.55),
    limits: [Some(0.15), Some(0.15), None],
};
const MEAN_HOLE: Figure = Figure {
    name: "mean hole",
    of: |pages| pages.iter().map(|page| page.hole).sum::<f64>() / pages.len().max(1) as f64,
    limits: [Some(0.12), Some(0.11), Some(0.07)],
};

const FIGURES: [&Figure; 6] = [&INNER_HOLE, &INNER_FOOT, &FACING, &FRONT_HOLE, &LAST_THIN, &MEAN_HOLE];

/// Of the pages of a part, the share of those that are so.
fn share(pages: &[PageWhite], part: PagePart, so: impl Fn(&PageWhite) -> bool) -> f64 {
    let own = pages.iter().filter(|page| page.part == part);
    let count = own.clone().count();
    own.filter(|page| so(page)).count() as f64 / count.max(1) as f64
}

/// The pages of all kinds and seeds in each of [`LAYOUTS`], measured once for all tests.
static PAGES: LazyLock<[Vec<PageWhite>; 3]> = LazyLock::new(|| LAYOUTS.map(pages_in));

fn kinds() -> Vec<Kind> {
    let named = std::env::var("KINDS").ok();
    let named = named.map(|names| names.split(',').map(|name| Kind::named(name).expect("a kind")).collect());
    named.unwrap_or_else(|| Kind::ALL.to_vec())
}

fn pages_in(layout: &'static str) -> Vec<PageWhite> {
    let seeds = std::env::var("SEEDS").map_or(2, |seeds| seeds.parse().expect("a number"));
    let events = kinds().into_iter().flat_map(|kind| (1..=seeds).map(move |seed| (kind, seed)));
    events.flat_map(|(kind, seed)| white_of(kind, seed, layout)).collect()
}

fn white_of(kind: Kind, seed: u64, layout: &str) -> Vec<PageWhite> {
    let name = format!("{}-{seed}-{layout}.yaml", kind.name());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invented");
    let event = Event::of(kind, seed, Language::English);
    let path = event.write(&folder, &name).expect("the event can be written");
    let mut session = Session::default();
    let request = Request { layout: Some(layout.to_owned()), ..request(&path) };
    let set = plenary::typeset(&request, &mut session);
    let set = set.unwrap_or_else(|failure| panic!("{name}: {failure:?} {:?}", session.diagnostics.list));
    let pages = measure(&set.document, &set.composed, &set.fonts, &session.sources).white.pages;
    assert!(!pages.is_empty(), "{name}: no page is measured");
    pages
}

/// Holds the figure against its limits in all layouts.
fn keep(figure: &Figure) {
    for ((layout, limit), pages) in LAYOUTS.into_iter().zip(figure.limits).zip(PAGES.iter()) {
        let found = (figure.of)(pages);
        assert!(limit.is_none_or(|limit| found <= limit), "{layout}: {}: {found:.3}, limit {limit:?}", figure.name);
    }
}

/// Every event can be set in every layout, and all its pages are measured; prints how they stand.
#[test]
fn pages_of_all_kinds_are_measured() {
    for (layout, pages) in LAYOUTS.iter().zip(PAGES.iter()) {
        println!("{layout}: {} pages", pages.len());
        assert!(pages.len() > 2 * kinds().len());
    }
    for figure in FIGURES {
        println!("{}", figure.name);
        for ((layout, limit), pages) in LAYOUTS.into_iter().zip(figure.limits).zip(PAGES.iter()) {
            let limit = limit.map_or_else(|| "-".to_owned(), |limit| format!("{limit:.3}"));
            println!("  {layout:<8} {:.3}  limit {limit}", (figure.of)(pages));
        }
    }
}

#[test]
fn inner_pages_have_no_holes() {
    keep(&INNER_HOLE);
}

#[test]
fn inner_pages_reach_the_foot() {
    keep(&INNER_FOOT);
}

#[test]
fn facing_pages_end_alike() {
    keep(&FACING);
}

#[test]
fn front_pages_have_no_holes() {
    keep(&FRONT_HOLE);
}

#[test]
fn last_pages_are_worth_their_paper() {
    keep(&LAST_THIN);
}

#[test]
fn holes_are_small_on_average() {
    keep(&MEAN_HOLE);
}

#[test]
fn pages_of_all_samples_are_full() {
    for (name, layout) in samples().iter().flat_map(|name| LAYOUTS.map(|layout| (name, layout))) {
        let set = try_typeset_in(&sample(name), Some(layout)).unwrap_or_else(|told| panic!("{name}: {told}"));
        assert_eq!(thin_pages(&set), [] as [String; 0], "{name}, {layout}");
    }
}
