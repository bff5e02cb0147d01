//! The work of finding lines is bounded by the text: counted in lines judged, on events drawn at random.
//!
//! `CASES=100 cargo test --release --test work -- --nocapture` draws more of them and prints the worst.
#![allow(clippy::disallowed_methods, reason = "CASES is read from the environment")]

mod events_support;
mod pages_support;

use events_support::plan::{Form, Plan, Speaker};
use events_support::shapes::{Shape, plans};
use events_support::{Event, Kind, Language};
use pages_support::*;
use plenary::compose::page::FragmentKind;
use plenary::{Request, Session, Typeset};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::path::Path;

const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];
/// Lines that may be judged for each line that is set, and for each box, picture and quote.
const JUDGED_A_LINE: u64 = 300;
const JUDGED_A_FLOAT: u64 = 2_000;

fn set(plan: &Plan, layout: &str, name: &str) -> Typeset {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("work");
    let path = Event::from(plan).write(&folder, &format!("{name}.yaml")).expect("the event can be written");
    let mut session = Session::default();
    let request = Request { layout: Some(layout.to_owned()), ..request(&path) };
    let set = plenary::typeset(&request, &mut session);
    set.unwrap_or_else(|failure| panic!("{name}: {failure:?} {:?}", session.diagnostics.list))
}

fn lines(set: &Typeset) -> u64 {
    let fragments = set.composed.pages.iter().flat_map(|page| &page.fragments);
    fragments.filter(|fragment| matches!(fragment.kind, FragmentKind::Line { .. })).count() as u64
}

fn floats(plan: &Plan) -> u64 {
    let texts = plan.speakers.iter().map(|speaker| &speaker.remarks).chain(&plan.sections);
    let things = texts.flat_map(|text| &text.things).filter(|thing| thing.form != Form::List);
    things.count() as u64
}

/// The same plans on every run.
fn drawn(shape: &Shape, cases: usize) -> Vec<Plan> {
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let plan = plans(shape);
    (0..cases).map(|_| plan.new_tree(&mut runner).expect("a plan can be drawn").current()).collect()
}

fn cases(usual: usize) -> usize {
    std::env::var("CASES").map_or(usual, |cases| cases.parse().expect("a number"))
}

/// The most that any of these events took of what it may.
fn most_work(shapes: &[(Shape, usize)]) -> f64 {
    let mut most: f64 = 0.0;
    for (plan, layout) in shapes.iter().flat_map(|(shape, cases)| drawn(shape, *cases)).zip(LAYOUTS.iter().cycle()) {
        let set = set(&plan, layout, "bounded");
        let (judged, lines) = (set.composed.work.judged, lines(&set));
        let bound = JUDGED_A_LINE * lines + JUDGED_A_FLOAT * floats(&plan);
        assert!(judged > 0, "{layout}: nothing is counted");
        most = most.max(judged as f64 / bound as f64);
    }
    println!("the most work is {most:.2} of what it may be");
    most
}

#[test]
fn work_is_bounded_by_lines_and_floats() {
    assert!(most_work(&[(Shape::usual(20), cases(4))]) <= 1.0);
}

#[test]
#[ignore = "not reached yet: sixty speakers with up to six things of each form take twice of what they may"]
fn work_is_bounded_whatever_comes() {
    let [long, many] = Shape::extremes();
    assert!(most_work(&[(long, cases(2)), (many, cases(1))]) <= 1.0);
}

/// The same speakers again: as much work again.
#[test]
fn twice_the_story_is_twice_the_work() {
    for (kind, layout) in [(Kind::Plain, "report"), (Kind::Quotes, "booklet"), (Kind::Pictures, "handout")] {
        let once = kind.plan(3, Language::English);
        let again: Vec<Speaker> = once.speakers.iter().chain(&once.speakers).cloned().collect();
        let twice = Plan { speakers: again, ..once.clone() };
        let judged = [&once, &twice].map(|plan| set(plan, layout, "twice").composed.work.judged);
        assert!(judged[1] * 10 <= judged[0] * 21 + 20_000, "{}, {layout}: {judged:?}", kind.name());
    }
}

/// A speaker more is that speaker's work more, and little for the pages that move.
#[test]
fn a_speaker_more_is_little_more_work() {
    for layout in LAYOUTS {
        let before = Kind::Plain.plan(5, Language::English);
        let speaker = before.speakers[0].clone();
        let alone = Plan { speakers: vec![speaker.clone()], ..before.clone() };
        let after = Plan { speakers: before.speakers.iter().cloned().chain([speaker]).collect(), ..before.clone() };
        let judged = [&alone, &before, &after].map(|plan| set(plan, layout, "one-more").composed.work.judged);
        let most = judged[1] + 3 * judged[0] + 1_000;
        assert!(judged[2] <= most, "{layout}: alone {}, before {}, after {}", judged[0], judged[1], judged[2]);
    }
}
