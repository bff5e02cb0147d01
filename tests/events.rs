//! Events made by chance build: with 1 to 12 speakers of 20 to 500 words, portraits, and quotes of every kind anywhere,
//! there is no error, no word is lost, nothing overlaps or leaves its place; and faults of beauty are few.
//!
//! The chances are the same on every run. `SEED=7 CASES=500 cargo test --test events` tries others; an event that fails
//! is made as small as it can be and written to a file that the message names. Copy that file to tests/events/
//! (with paths that count from there): what failed once is tried for ever.
#![allow(clippy::disallowed_methods, reason = "SEED and CASES are read from the environment")]

mod pages_support;

use pages_support::events::{Plan, plans, yaml};
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
const FAULTS_IN_A_HUNDRED: [f64; 3] = [9.0, 4.5, 9.0];

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
    (0..cases).map(|_| plans(MOST_SPEAKERS).new_tree(&mut runner).expect("a plan").current()).collect()
}

fn write(plan: &Plan, name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.yaml", seed()));
    fs::write(&path, yaml(plan)).expect("the event can be written");
    path
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
    let result = runner().run(&plans(MOST_SPEAKERS), |plan| {
        let found = faults(&write(&plan, "event"));
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, plan)) => {
            let path = write(&plan, "failed");
            panic!("{}: {reason}\n{plan:#?}", path.display());
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
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
    let all: String = all_plans().iter().map(yaml).collect();
    let parts = ["cover:", "introduction:", "portrait:", "role:", "sections:", "photographs:"];
    let quotes = ["[!box]", "[!inline]", "[!banner]", "==", "      > ", "> —", "And so we went on\n"];
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
