//! One ledger: what the composer knows to be wrong with its lines and pages is what `check --quality` finds on them by
//! measuring glyphs, kind by kind. How each finds it is its own affair.
//!
//! `SEEDS=5 KINDS=panel,quotes cargo test --release --test bill` looks at more of the invented events.
#![allow(clippy::disallowed_methods, reason = "SEEDS and KINDS are read from the environment")]

mod events_support;
mod pages_support;

use events_support::{Event, Kind, Language};
use pages_support::*;
use plenary::compose::page::{Fragment, FragmentKind};
use plenary::geometry::Length;
use plenary::ledger::{Bill, Fault};
use plenary::quality::measure;
use plenary::{Request, Session, Typeset};
use std::path::{Path, PathBuf};

/// Kinds of which both find every one.
const COUNTED: [Fault; 6] =
    [Fault::Widow, Fault::Orphan, Fault::Runt, Fault::DividedAtEnd, Fault::BadHyphen, Fault::Divided];

/// Hundredths of a row by which the white at a page's foot may differ: captions and portraits do not end on a row, and not
/// every picture of a strip has a caption.
const FOOT: u32 = 150;
/// The same at a story's end, where a closing note may be shorter than the columns over which it stands.
const LAST_FOOT: u32 = 300;
/// The same on a story's first page, where the gap under its master's own texts counts as filled for the composer.
const FIRST_FOOT: u32 = 450;
/// Rows too many by which the feet of a spread may be apart for one of the two alone.
const FACING: u32 = 2;

/// Pages that are set, and both bills of them.
struct Pages {
    set: Typeset,
    session: Session,
}

impl Pages {
    fn of(event: &Path, layout: &str) -> Pages {
        let mut session = Session::default();
        let request = Request { layout: Some(layout.to_owned()), ..request(event) };
        let set = plenary::typeset(&request, &mut session);
        let set = set.unwrap_or_else(|failure| panic!("{event:?}: {failure:?} {:?}", session.diagnostics.list));
        Pages { set, session }
    }

    fn measured(&self) -> Bill {
        let Typeset { document, composed, fonts, .. } = &self.set;
        Bill { faults: measure(document, composed, fonts, &self.session.sources).bill.faults }
    }

    /// In what the two bills differ.
    fn differences(&self) -> Findings {
        let (known, seen) = (&self.set.composed.bill, &self.measured());
        let mut found = Findings::new();
        for kind in COUNTED.into_iter().filter(|kind| known.count(*kind) != seen.count(*kind)) {
            found.push(format!("{}: {} known, {} seen", kind.name(), known.count(kind), seen.count(kind)));
        }
        let (own, other) = (feet(known), feet(seen));
        if own.len() != other.len() {
            found.push(format!("{} feet known, {} seen", own.len(), other.len()));
        }
        let differ = |(index, (own, other)): &(usize, (Foot, Foot))| {
            let most = if own.is_last { LAST_FOOT } else { FOOT };
            let most = if *index == 0 { FIRST_FOOT } else { most };
            own.is_last != other.is_last || own.white.abs_diff(other.white) > most
        };
        let pairs = own.into_iter().zip(other).enumerate().filter(differ);
        found.extend(pairs.map(|(index, (own, other))| format!("foot {}: {own:?} known, {other:?} seen", index + 1)));
        if spreads(known, FACING) > spreads(seen, 0) || spreads(seen, FACING) > spreads(known, 0) {
            found.push(format!("spreads: {} known, {} seen", spreads(known, 0), spreads(seen, 0)));
        }
        found
    }
}

#[derive(Clone, Copy, Debug)]
struct Foot {
    white: u32,
    is_last: bool,
}

/// The feet of all pages in their order.
fn feet(bill: &Bill) -> Vec<Foot> {
    let foot = |fault: &Fault| match fault {
        Fault::Foot { white, .. } => Some(Foot { white: *white, is_last: false }),
        Fault::LastFoot { white, .. } => Some(Foot { white: *white, is_last: true }),
        _ => None,
    };
    bill.faults.iter().filter_map(foot).collect()
}

/// Spreads whose feet end so many rows too far apart, or more.
fn spreads(bill: &Bill, beyond: u32) -> usize {
    bill.faults.iter().filter(|fault| matches!(fault, Fault::Facing(rows) if *rows > beyond)).count()
}

/// The samples, and an event of each kind or of those that are named; every other one is Turkish, which has more hyphens.
fn events() -> Vec<PathBuf> {
    let named = std::env::var("KINDS").ok();
    let is_meant = |kind: &Kind| named.as_ref().is_none_or(|names| names.split(',').any(|name| name == kind.name()));
    let seeds = std::env::var("SEEDS").map_or(1, |seeds| seeds.parse().expect("a number"));
    let kinds = Kind::ALL.into_iter().filter(is_meant);
    let drawn = kinds.flat_map(|kind| (1..=seeds).map(move |seed| (kind, seed))).enumerate();
    let language = |index: usize| if index.is_multiple_of(2) { Language::English } else { Language::Turkish };
    let invented = drawn.map(|(index, (kind, seed))| invented(kind, seed, language(index)));
    samples().iter().map(|name| sample(name)).chain(invented).collect()
}

fn invented(kind: Kind, seed: u64, language: Language) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bill");
    let name = format!("{}-{seed}-{language:?}.yaml", kind.name());
    Event::of(kind, seed, language).write(&folder, &name).expect("the event can be written")
}

/// Both bills of all events in a layout are the same; some fault must be on them.
fn agree_in(layout: &str) {
    let (mut found, mut faults) = (Findings::new(), 0);
    for event in events() {
        let pages = Pages::of(&event, layout);
        let name = event.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&event).display().to_string();
        found.extend(pages.differences().into_iter().map(|what| format!("{name}: {what}")));
        faults += COUNTED.iter().map(|kind| pages.set.composed.bill.count(*kind)).sum::<usize>();
    }
    assert_eq!(found, [] as [String; 0], "{layout}");
    assert!(faults > 0, "{layout}: nothing was there to be found");
}

#[test]
fn both_find_the_same_in_the_report() {
    agree_in("report");
}

#[test]
fn both_find_the_same_in_the_booklet() {
    agree_in("booklet");
}

#[test]
fn both_find_the_same_in_the_handout() {
    agree_in("handout");
}

/// The built-in layouts let the text run on: there a division is no fault.
#[test]
fn both_find_the_same_divided_bands() {
    let report = std::fs::read_to_string(in_project("layouts/report.yaml")).expect("the report can be read");
    let layout = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bands.yaml");
    std::fs::write(&layout, report.replace("flow: continuous", "flow: bands")).expect("the layout can be written");
    let pages = Pages::of(&invented(Kind::Keynote, 1, Language::English), layout.to_str().expect("a path in UTF-8"));
    assert_eq!(pages.differences(), [] as [String; 0]);
    assert!(pages.measured().count(Fault::Divided) > 0);
}

/// A sample with something done to its pages: `quality` must find what the composer knows nothing of.
fn assert_differ(kind: &str, change: impl FnOnce(&mut Typeset)) {
    let mut pages = Pages::of(&sample(TWIN), "report");
    assert_eq!(pages.differences(), [] as [String; 0]);
    change(&mut pages.set);
    let found = pages.differences();
    assert!(found.iter().any(|difference| difference.starts_with(kind)), "{kind} is not among {found:?}");
}

/// The lines of running text on a page, in their order.
fn lines(set: &mut Typeset, page: usize) -> Vec<&mut Fragment> {
    let page = &mut set.composed.pages[page];
    let slots: Vec<usize> = page.slots.iter().map(|slot| slot.fragment).collect();
    let fragments = page.fragments.iter_mut().enumerate();
    fragments.filter(|(index, _)| slots.contains(index)).map(|(_, fragment)| fragment).collect()
}

#[test]
fn a_line_that_is_moved_is_a_difference() {
    let up = |fragment: &mut Fragment| match &mut fragment.kind {
        FragmentKind::Line { origin, .. } => origin.y = Length::pt(70.0),
        _ => panic!("no line"),
    };
    assert_differ("widow", |set| {
        let last = |fragment: &&mut Fragment| matches!(&fragment.kind, FragmentKind::Line { line, .. } if line.last_of_paragraph && !line.first_of_paragraph);
        up(lines(set, 3).into_iter().find(last).expect("a paragraph of several lines"));
    });
}

#[test]
fn a_foot_that_is_cleared_is_a_difference() {
    assert_differ("foot", |set| {
        let half = set.document.page.trim.height / 2;
        let is_above = |fragment: &Fragment| match &fragment.kind {
            FragmentKind::Line { origin, .. } => origin.y < half,
            FragmentKind::Rule { from, .. } => from.y < half,
            FragmentKind::Fill { area, .. } | FragmentKind::Picture { area, .. } | FragmentKind::Code { area, .. } => {
                area.bottom < half
            }
        };
        let page = &mut set.composed.pages[3];
        page.fragments.retain(is_above);
        page.slots.clear();
    });
}
