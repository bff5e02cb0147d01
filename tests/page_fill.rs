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
    plans_of(number("SEED").unwrap_or(SEED), number("CASES").unwrap_or(CASES))
}

fn plans_of(seed: u32, cases: u32) -> Vec<Plan> {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..cases).map(|_| plans(MOST_SPEAKERS).new_tree(&mut runner).expect("a plan").current()).collect()
}

/// Thin pages of so many events in a layout.
fn thin(layout: &str, cases: usize) -> Findings {
    let mut thin = Vec::new();
    let mut pages = 0;
    for (index, plan) in all_plans().iter().take(cases).enumerate() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fill-{layout}-{index}.yaml"));
        fs::write(&path, yaml(plan)).expect("the event can be written");
        let set = try_typeset_in(&path, Some(layout)).unwrap_or_else(|told| panic!("{}: {told}", path.display()));
        pages += filled::story_pages(&set).len();
        thin.extend(thin_pages(&set).into_iter().map(|page| format!("{}: {page}", path.display())));
    }
    println!("{layout}: {} of {pages} pages are thin", thin.len());
    thin
}

#[test]
fn pages_of_events_made_by_chance_are_full() {
    assert_eq!(thin("report", usize::MAX), [] as [String; 0]);
}

/// Where text runs on, what cannot be divided may still leave a page early; a third of the cases are enough.
#[test]
fn pages_of_text_that_runs_on_are_full() {
    let cases = number("CASES").unwrap_or(CASES) as usize / 3;
    let found: Findings = ["booklet", "handout"].iter().flat_map(|layout| thin(layout, cases)).collect();
    assert_eq!(found, [] as [String; 0]);
}

/// Two events in which a page may end with a quote that stands in one column alone: the mean of the columns counts.
#[test]
fn pages_whose_columns_end_unevenly_are_full() {
    let plans = plans_of(77, 26);
    for index in [14, 25] {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fill-uneven-{index}.yaml"));
        fs::write(&path, yaml(&plans[index])).expect("the event can be written");
        let set = try_typeset_in(&path, Some("report")).unwrap_or_else(|told| panic!("{}: {told}", path.display()));
        assert_eq!(thin_pages(&set), [] as [String; 0], "{}", path.display());
    }
}

#[test]
fn pages_of_all_samples_are_full() {
    for (name, layout) in
        samples().iter().flat_map(|name| ["report", "booklet", "handout"].map(|layout| (name, layout)))
    {
        let set = try_typeset_in(&sample(name), Some(layout)).unwrap_or_else(|told| panic!("{name}: {told}"));
        assert_eq!(thin_pages(&set), [] as [String; 0], "{name}, {layout}");
    }
}
