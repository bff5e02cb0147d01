//! Page breaks: what the search over the whole story wins over taking what fits, and that its time grows with the
//! number of bands and no faster.
//!
//! Run with `cargo bench --bench pagination`. First each sample in each built-in layout, with both methods: pages, cost
//! by the prices of `docs/pagination.md`, pages less than two thirds full (the last one left out), the least full page,
//! how full they are on average, bands that stand on more than one page. Then the time for stories of 25 to 400 speakers.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use plenary::compose::page::Composed;
use plenary::compose::{PageBreaks, compose_with};
use plenary::diagnostic::Diagnostics;
use plenary::quality;
use plenary::{Edition, Request, Session, Typeset};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!("| sample | layout | page breaks | pages | cost | thin pages | least full | mean | divided bands |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut samples: Vec<PathBuf> = std::fs::read_dir(root.join("samples"))
        .expect("samples")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    samples.retain(|folder| folder.join("event.yaml").exists());
    samples.sort();
    for folder in &samples {
        for layout in LAYOUTS {
            compare(&folder.join("event.yaml"), layout);
        }
    }
    println!("\n| speakers | pages | compose, ms | ms a page |");
    println!("|---|---|---|---|");
    let text = std::fs::read_to_string(root.join("samples/reading-room/event.yaml")).expect("a sample");
    for speakers in [25, 50, 100, 200, 400] {
        time(&text, speakers);
    }
}

fn typeset(event: &Path, layout: &str) -> (Typeset, Session) {
    let mut session = Session::default();
    let layout = Some(layout.to_owned());
    let request = Request { layout, ..Request::new(event.to_owned(), Edition::Screen) };
    let set = plenary::typeset(&request, &mut session).expect("a sound event");
    (set, session)
}

fn compare(event: &Path, layout: &str) {
    let (set, session) = typeset(event, layout);
    let name = event.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    for (label, breaks) in [("first fit", PageBreaks::FirstFit), ("optimal", PageBreaks::Optimal)] {
        let composed = compose_with(&set.document, &set.fonts, breaks, &mut Diagnostics::default());
        let quality = quality::measure(&set.document, &composed, &set.fonts, &session.sources);
        let shares: Vec<f64> = quality.filling.pages.iter().map(|page| page.share).collect();
        let before_last = shares.split_last().map_or(&[][..], |(_, before)| before);
        let thin = before_last.iter().filter(|share| **share < 2.0 / 3.0).count();
        let least = before_last.iter().copied().fold(1.0, f64::min);
        let mean = before_last.iter().sum::<f64>() / before_last.len() as f64;
        let percent =
            |share: f64| if before_last.is_empty() { "–".to_owned() } else { format!("{:.0} %", 100.0 * share) };
        println!(
            "| {} | {layout} | {label} | {} | {:.0} | {thin} | {} | {} | {} |",
            name.as_deref().unwrap_or(""),
            composed.pages.len(),
            composed.page_breaks_cost,
            percent(least),
            percent(mean),
            divided(&composed)
        );
    }
}

fn divided(composed: &Composed) -> usize {
    composed.columns.iter().filter(|band| !band.last).count()
}

/// So many speakers with the remarks of a sample's.
fn time(sample: &str, speakers: usize) {
    let (head, rest) = sample.split_once("\nspeakers:\n").expect("speakers");
    let end = rest.find("\nsections:").unwrap_or(rest.len());
    let bands: Vec<&str> = rest[..end].split("\n  - name: ").collect();
    let mut text = format!("{head}\nspeakers:\n");
    for index in 0..speakers {
        let band = bands[index % bands.len()].trim_start_matches("  - name: ");
        let _ = writeln!(text, "  - name: {band}");
    }
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/reading-room/images/");
    let text = text.replace("images/", &images.to_string_lossy());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pagination-{speakers}.yaml"));
    std::fs::write(&path, text).expect("written");
    let (set, _) = typeset(&path, "report");
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            compose_with(&set.document, &set.fonts, PageBreaks::Optimal, &mut Diagnostics::default());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let pages = set.composed.pages.len();
    println!("| {speakers} | {pages} | {:.0} | {:.2} |", times[2], times[2] / pages as f64);
}
