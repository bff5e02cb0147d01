//! Events made by chance build: with 1 to 12 speakers of 20 to 500 words, portraits, and quotes of every kind anywhere,
//! there is no error, no word is lost, nothing overlaps or leaves its place; and faults of beauty are few. Of invented events of
//! all kinds no word is lost in any layout, and the same numbers give the same event.
//!
//! The chances are the same on every run. `SEED=7 CASES=500 cargo test --test events` tries others; an event that fails
//! is made as small as it can be and written to a file that the message names. Copy that file to tests/events/
//! (with paths that count from there): what failed once is tried for ever.
#![allow(clippy::disallowed_methods, reason = "SEED and CASES are read from the environment")]

mod events_support;
mod pages_support;

use events_support::shapes::{Shape, plans};
use events_support::{Event, Kind, Language, Plan};
use pages_support::*;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::fs;
use std::path::{Path, PathBuf};

/// About as many as ten seconds allow.
const CASES: u32 = 24;
const SEED: u32 = 1;
const MOST_SPEAKERS: usize = 12;
/// Events that are tried to make a failing one small.
const SMALLER: u32 = 300;

/// How many faults of each kind of [`SHOULD`] a hundred bands may have.
const FAULTS_IN_A_HUNDRED: [f64; 3] = [9.5, 4.5, 9.0];

fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

fn seed() -> u32 {
    number("SEED").unwrap_or(SEED)
}

fn runner() -> TestRunner {
    let cases = number("CASES").unwrap_or(CASES);
    let config = Config { cases, max_shrink_iters: SMALLER, failure_persistence: None, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed().to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// All events of a run, before any is made smaller.
fn all_plans() -> Vec<Plan> {
    let mut runner = runner();
    let cases = runner.config().cases;
    (0..cases).map(|_| plans(&Shape::usual(MOST_SPEAKERS)).new_tree(&mut runner).expect("a plan").current()).collect()
}

fn write(plan: &Plan, name: &str) -> PathBuf {
    put(&Event::from(plan), &format!("{name}-{}.yaml", seed()))
}

fn put(event: &Event, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chance");
    event.write(&folder, name).expect("the event can be written")
}

/// All that must not be wrong with an event's pages, and is.
fn faults(event: &Path) -> Findings {
    let set = match try_typeset(event) {
        Ok(set) => set,
        Err(messages) => return vec![messages],
    };
    let of_pages = MUST.iter().flat_map(|(name, check)| check(&set).into_iter().map(move |f| format!("{name}: {f}")));
    of_pages.chain(words::lost(event, &set)).collect()
}

#[test]
fn events_made_by_chance_build() {
    build(runner(), &Shape::usual(MOST_SPEAKERS), "usual");
}

/// All plans of a shape.
fn build(mut runner: TestRunner, shape: &Shape, name: &str) {
    let result = runner.run(&plans(shape), |plan| {
        let found = faults(&write(&plan, name));
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, plan)) => {
            let path = write(&plan, &format!("failed-{name}"));
            panic!("{}: {reason}\n{plan:#?}", path.display());
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// A few long speeches, or many short ones, with up to six of everything in each.
#[test]
#[ignore = "takes minutes: cargo test --release --test events -- --ignored"]
fn events_of_any_shape_build() {
    for (shape, name) in Shape::extremes().iter().zip(["few-long", "many-short"]) {
        build(runner(), shape, name);
    }
}

#[test]
fn no_word_of_any_kind_of_event_is_lost() {
    let short = [Kind::Seminar, Kind::Panel, Kind::Quotes, Kind::Workshop, Kind::Tiny, Kind::Pictures];
    for (index, kind) in short.into_iter().enumerate() {
        let language = if index % 2 == 0 { Language::English } else { Language::Turkish };
        let path = put(&Event::of(kind, 7, language), &format!("{}.yaml", kind.name()));
        assert_eq!(faults(&path), [] as [String; 0], "{}", path.display());
    }
}

#[test]
fn the_same_numbers_give_the_same_event() {
    for kind in Kind::ALL {
        let [event, again, other] = [1, 1, 2].map(|seed| Event::of(kind, seed, Language::English));
        assert_eq!(event, again);
        assert_ne!(event, other, "{}", kind.name());
    }
}

/// Natural sentences of natural lengths.
#[test]
fn the_sentences_are_many_and_of_many_lengths() {
    for (language, least) in [(Language::English, 120), (Language::Turkish, 60)] {
        let sentences = events_support::words::sentences(language);
        let lengths = || sentences.iter().map(|sentence| sentence.split(' ').count());
        assert!(sentences.len() >= least && lengths().all(|words| (4..=45).contains(&words)), "{language:?}");
        assert!(lengths().min() <= Some(5) && lengths().max() >= Some(30), "{language:?}");
    }
}

#[test]
fn events_made_by_chance_look_well() {
    let (mut bands, mut found) = (0, [0; SHOULD.len()]);
    for plan in all_plans() {
        let Ok(set) = try_typeset(&write(&plan, "look")) else { continue };
        bands += set.composed.columns.len();
        for (count, (_, check)) in found.iter_mut().zip(SHOULD) {
            *count += check(&set).len();
        }
    }
    assert!(bands > 50, "{bands}");
    for ((count, (name, _)), most) in found.into_iter().zip(SHOULD).zip(FAULTS_IN_A_HUNDRED) {
        let share = 100.0 * f64::from(count as u32) / bands as f64;
        println!("{name}: {count} faults in {bands} bands");
        assert!(share <= most, "{name}: {count} faults in {bands} bands");
    }
}

/// The plans reach what they are for.
#[test]
fn events_made_by_chance_have_everything() {
    let all: String = all_plans().iter().map(|plan| Event::from(plan).yaml).collect();
    let parts = ["cover:", "introduction:", "portrait:", "role:", "sections:", "photographs:"];
    let quotes = ["[!box]", "[!inline]", "[!banner]", "==", "      > ", "> —", "And so we walked on\n"];
    for wanted in parts.into_iter().chain(quotes) {
        assert!(all.contains(wanted), "no event has {wanted:?}");
    }
}

#[test]
fn events_that_failed_once_build() {
    let folder = fs::read_dir(in_project("tests/events")).expect("the events can be listed");
    let events: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    assert!(events.len() >= 6, "{events:?}");
    let found: Findings = events.iter().flat_map(|event| faults(event)).collect();
    assert_eq!(found, [] as [String; 0]);
}
