//! The screen editions that the tests of accessibility look at, made once: each sample in each built-in layout, and an
//! event that has every kind of part.
#![allow(dead_code, reason = "each test takes its part")]

pub mod tagged;
pub mod wanted;

use plenary::diagnostic::{Diagnostic, render};
use plenary::{Edition, Inspection, Request, Session, inspect};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tagged::Tagged;

pub const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];

/// A screen edition.
pub struct Screen {
    /// Of the event, and the layout.
    pub name: String,
    pub layout: &'static str,
    pub yaml: String,
    pub pdf: Vec<u8>,
    pub tagged: Tagged,
    /// What was found on its pages.
    pub findings: Vec<String>,
}

/// All of them.
pub fn screens() -> &'static [Screen] {
    static SCREENS: OnceLock<Vec<Screen>> = OnceLock::new();
    SCREENS.get_or_init(|| {
        let events = events();
        let jobs: Vec<(&PathBuf, &'static str)> =
            events.iter().flat_map(|event| LAYOUTS.into_iter().map(move |layout| (event, layout))).collect();
        in_parallel(&jobs, |(event, layout)| screen(event, layout))
    })
}

fn events() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = std::fs::read_dir(project.join("samples")).expect("the samples can be listed");
    let samples = samples.map(|entry| entry.expect("an entry").path().join("event.yaml"));
    let mut events: Vec<PathBuf> = samples.filter(|event| event.exists()).collect();
    events.sort();
    assert!(events.len() >= 6, "{events:?}");
    events.push(project.join("tests/accessibility_support/parts.yaml"));
    events
}

fn screen(event: &Path, layout: &'static str) -> Screen {
    let (pdf, findings) = inspected(event, layout);
    let folder = event.parent().and_then(Path::file_name).expect("a folder").to_string_lossy();
    let yaml = std::fs::read_to_string(event).expect("the event can be read");
    Screen { name: format!("{folder}, {layout}"), layout, yaml, tagged: tagged::read(&pdf), pdf, findings }
}

/// The screen edition, and what is said of it, a message each.
pub fn inspected(event: &Path, layout: &str) -> (Vec<u8>, Vec<String>) {
    let mut session = Session::default();
    let request = Request { layout: Some(layout.to_owned()), ..Request::new(event.to_owned(), Edition::Screen) };
    let inspection = Inspection { legibility: true, ..Inspection::default() };
    let output = inspect(&request, inspection, &mut session);
    let message = |diagnostic: &&Diagnostic| render::render(&(*diagnostic).clone().into(), &session.sources, false);
    let findings: Vec<String> = session.diagnostics.sorted().iter().map(message).collect();
    let pdf = output.unwrap_or_else(|_| panic!("{}: {findings:#?}", event.display())).0.pdf;
    (pdf, findings)
}

/// The results of some jobs in their order, on two threads.
pub fn in_parallel<J: Sync, R: Send>(jobs: &[J], work: impl Fn(&J) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { return done };
            done.push((index, work(job)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let other = scope.spawn(share);
        let mut done = share();
        done.extend(other.join().expect("the thread ends"));
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
