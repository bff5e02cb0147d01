//! The same event gives the same bytes: on every run, with every number of threads, in every edition of every sample.
//! The caller's date is used only where the event has none.

mod pages_support;

use pages_support::*;
use plenary::pdf::{self, Options};
use plenary::press::pictures::{Target, prepare};
use plenary::{Edition, Request, Session};
use std::borrow::Cow;
use std::num::NonZeroUsize;

const EDITIONS: [Edition; 2] = [Edition::Screen, Edition::Print];
/// A day in 2001, as `SOURCE_DATE_EPOCH` would give it.
const DATE: i64 = 1_000_000_000;

fn compiled(name: &str, edition: Edition, date: Option<i64>) -> Vec<u8> {
    let request = Request { edition, date, ..request(&sample(name)) };
    let output = plenary::compile(&request, &mut Session::default()).expect("the sample is sound");
    assert!(output.pdf.starts_with(b"%PDF-") && output.pages >= 3);
    output.pdf
}

fn has_date(name: &str) -> bool {
    let text = std::fs::read_to_string(sample(name)).expect("the sample can be read");
    text.lines().any(|line| line.starts_with("date:"))
}

#[test]
fn two_runs_give_the_same_bytes() {
    for name in samples() {
        for edition in EDITIONS.into_iter().chain([Edition::Office]) {
            let same = compiled(&name, edition, Some(DATE)) == compiled(&name, edition, Some(DATE));
            assert!(same, "{name}, {edition:?}: two runs differ");
        }
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    for name in samples() {
        let set = typeset(&sample(&name));
        let list = painted(&set);
        for edition in EDITIONS {
            let list = if edition == Edition::Screen { list.without_leaves() } else { Cow::Borrowed(&list) };
            let write = |threads: usize| {
                let options = Options { edition, threads: NonZeroUsize::new(threads) };
                let target = match edition {
                    Edition::Print => Target::print(&list.press),
                    Edition::Screen => Target::screen(&list.press, &list.screen),
                    Edition::Office => Target::office(),
                };
                let prepared = prepare(&list, &set.pictures, &target, None, options.threads);
                let prepared = prepared.expect("the sample's pictures can be made");
                pdf::write(&list, &set.fonts, &set.pictures, &prepared, &options).expect("the sample can be written")
            };
            let alone = write(1);
            assert!([2, 5].into_iter().all(|threads| write(threads) == alone), "{name}, {edition:?}");
            assert!(alone == compiled(&name, edition, None), "{name}, {edition:?}: compiled otherwise");
        }
    }
}

#[test]
fn the_callers_date_counts_where_the_event_has_none() {
    let names = samples();
    assert!(names.iter().any(|name| has_date(name)) && names.iter().any(|name| !has_date(name)), "{names:?}");
    for name in names {
        let same =
            compiled(&name, Edition::Screen, Some(DATE)) == compiled(&name, Edition::Screen, Some(DATE + 86_400));
        assert_eq!(same, has_date(&name), "{name}");
    }
}
