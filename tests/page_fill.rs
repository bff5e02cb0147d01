//! Pages are full: on events with 1 to 30 speakers of random length, made of natural sentences, and on all samples, no
//! page of the story but the last is less than two thirds full.
//!
//! `SEED=7 CASES=500 cargo test --test page_fill` tries other events; one that fails is written to a file that the
//! message names.
#![allow(clippy::disallowed_methods, reason = "SEED and CASES are read from the environment")]

mod pages_support;

use pages_support::events::{Plan, plans, yaml};
use pages_support::filled::thin_pages;
use pages_support::*;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::fs;
use std::path::Path;

/// About as many as ten seconds allow.
const CASES: u32 = 24;
const SEED: u32 = 3;
const MOST_SPEAKERS: usize = 30;

fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

fn all_plans() -> Vec<Plan> {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&number("SEED").unwrap_or(SEED).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let cases = number("CASES").unwrap_or(CASES);
    (0..cases).map(|_| plans(MOST_SPEAKERS).new_tree(&mut runner).expect("a plan").current()).collect()
}

#[test]
fn pages_of_events_made_by_chance_are_full() {
    let mut thin = Vec::new();
    let mut pages = 0;
    for (index, plan) in all_plans().iter().enumerate() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fill-{index}.yaml"));
        fs::write(&path, yaml(plan)).expect("the event can be written");
        let set = typeset(&path);
        pages += filled::story_pages(&set).len();
        thin.extend(thin_pages(&set).into_iter().map(|page| format!("{}: {page}", path.display())));
    }
    println!("{} of {pages} pages are thin", thin.len());
    assert_eq!(thin, [] as [String; 0]);
}

#[test]
fn pages_of_all_samples_are_full() {
    for name in samples() {
        assert_eq!(thin_pages(&typeset(&sample(&name))), [] as [String; 0], "{name}");
    }
}
