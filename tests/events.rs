//! Events made by chance build: with 1 to 12 speakers of 20 to 500 words, portraits, and quotes of every kind anywhere,
//! there is no error, no word is lost, and all that holds on the pages of the samples holds on theirs.
//!
//! The chances are the same on every run. `SEED=7 CASES=500 cargo test --test events` tries others; an event that fails
//! is made as small as it can be and written to a file that the message names.
#![allow(clippy::disallowed_methods, reason = "SEED and CASES are read from the environment")]

mod pages_support;

use pages_support::events::{Plan, plans, yaml};
use pages_support::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::fs;
use std::path::{Path, PathBuf};

/// About as many as ten seconds allow.
const CASES: u32 = 24;
/// Events that are tried to make a failing one small.
const SMALLER: u32 = 300;

fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

fn runner(seed: u32) -> TestRunner {
    let cases = number("CASES").unwrap_or(CASES);
    let config = Config { cases, max_shrink_iters: SMALLER, failure_persistence: None, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

fn write(plan: &Plan, name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, yaml(plan)).expect("the event can be written");
    path
}

/// All that is wrong with an event's pages.
fn faults(event: &Path) -> Findings {
    let set = match try_typeset(event) {
        Ok(set) => set,
        Err(messages) => return vec![messages],
    };
    let of_pages = CHECKS.iter().filter(|(name, _)| std::env::var_os("ALL").is_some() || !["columns end alike", "no line stands alone", "no two hyphens follow one another"].contains(name)).flat_map(|(name, check)| check(&set).into_iter().map(move |f| format!("{name}: {f}")));
    of_pages.chain(words::lost(event, &set)).collect()
}

#[test]
fn events_made_by_chance_build() {
    let seed = number("SEED").unwrap_or(1);
    let result = runner(seed).run(&plans(), |plan| {
        let found = faults(&write(&plan, &format!("event-{seed}.yaml")));
        if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(found.join("\n"))) }
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, plan)) => {
            let path = write(&plan, &format!("failed-{seed}.yaml"));
            panic!("{}: {reason}\n{plan:#?}", path.display());
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// The plans reach what they are for.
#[test]
fn events_made_by_chance_have_everything() {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = runner(1);
    let mut plan = || plans().new_tree(&mut runner).expect("a plan").current();
    let all: String = (0..CASES).map(|_| yaml(&plan())).collect();
    for wanted in [
        "cover:",
        "introduction:",
        "portrait:",
        "role:",
        "[!box]",
        "[!inline]",
        "[!banner]",
        "==",
        "      > ",
        "> —",
        "sections:",
        "photographs:",
    ] {
        assert!(all.contains(wanted), "no event has {wanted:?}");
    }
}

#[test]
#[ignore = "scratch"]
fn survey() {
    use proptest::strategy::{Strategy, ValueTree};
    let seed = number("SEED").unwrap_or(1);
    let mut runner = runner(seed);
    for case in 0..number("CASES").unwrap_or(100) {
        let plan = plans().new_tree(&mut runner).expect("a plan").current();
        let path = write(&plan, &format!("survey-{seed}-{case}.yaml"));
        let result = std::panic::catch_unwind(|| faults(&path));
        match result {
            Ok(found) => for f in found { println!("FOUND {seed}-{case} {}", f.replace('\n', " / ")); },
            Err(_) => println!("FOUND {seed}-{case} PANIC"),
        }
    }
}
