//! Time that the preflight takes: the report of seven speakers, and one of about 200 pages with no pictures.
//! `cargo bench --bench preflight`. Pictures are prepared before the clock runs, as a build has them by then.
#![allow(clippy::disallowed_methods, reason = "a clock is what a benchmark is for")]

use plenary::paint::paint;
use plenary::press::pictures::{Target, prepare};
use plenary::press::preflight;
use plenary::{Edition, Request, Session, typeset};
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROUNDS: usize = 9;

fn time(event: PathBuf, name: &str) {
    let request = Request { layout: Some("report".into()), ..Request::new(event, Edition::Print) };
    let typeset = typeset(&request, &mut Session::default()).expect("the event is sound");
    let list = paint(&typeset.document, typeset.composed, &typeset.pictures);
    let prepared = prepare(&list, &typeset.pictures, &Target::print(&list.press), None, None).expect("sound pictures");
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let found = preflight::check(&list, &typeset.fonts, &typeset.pictures, &prepared);
            std::hint::black_box(found);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: {} pages, median {:.1} ms, least {:.1} ms", list.pages.len(), times[ROUNDS / 2], times[0]);
}

fn main() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    time(samples.join("selin-gauges/event.yaml"), "selin-gauges");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let words = "The gauges are read every hour, and what they say is kept where everybody can find it. ".repeat(60);
    let speaker = |number| format!("  - name: Speaker Number {number}\n    remarks: |\n      {words}\n");
    let speakers: String = (1..=200).map(speaker).collect();
    let event = folder.path().join("event.yaml");
    std::fs::write(&event, format!("title: A Long Day\norganiser:\n  name: A Society\nspeakers:\n{speakers}"))
        .expect("written");
    time(event, "200 speakers");
}
