//! Times of the whole program, as a user waits for it: the release binary as a process of its own, files in the cache.
//!
//! Run with `cargo bench --bench build`. First the twin in both editions, for the screen with pictures from the cache, made anew and
//! left as they came. Then invented events of all kinds in all layouts, two of each, in one table of CPU time a page beyond the
//! program's start, with the lines that breaking judged for a line of running text; then long ones, of 50 to 800
//! speakers. The events are the same on each run. `KINDS=tiny,quotes` leaves out the other kinds, and what is not of kinds.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

#[path = "../tests/events_support/mod.rs"]
mod events_support;
mod process;

use events_support::{Event, Kind, Language, Plan};
use process::{Spent, wait};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PLENARY: &str = env!("CARGO_BIN_EXE_plenary");
const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];
const SEEDS: u64 = 2;
const RUNS: usize = 5;

fn main() {
    let kinds = std::env::var("KINDS").ok();
    if kinds.is_none() {
        twin();
    }
    let named = kinds.as_deref().map(|names| names.split(',').map(|name| Kind::named(name).expect("a kind")).collect());
    all_kinds(&named.unwrap_or_else(|| Kind::ALL.to_vec()));
    if kinds.is_none() {
        long();
    }
}

fn twin() {
    let twin = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/selin-gauges/event.yaml");
    head();
    measure("selin-gauges, screen", &twin, &["--edition", "screen"], 20);
    measure("the same, pictures anew", &twin, &["--edition", "screen", "--no-cache"], 20);
    measure("the same, pictures untouched", &untouched(&twin), &["--edition", "screen"], 20);
    measure("selin-gauges, print", &twin, &["--edition", "print"], 20);
}

/// What the events of a kind take in a layout.
#[derive(Clone, Copy, Default)]
struct Taken {
    pages: u64,
    /// Beyond the program's start.
    cpu: Duration,
    /// Of the event that takes most: milliseconds a page.
    worst: f64,
    peak: u64,
    /// Lines of running text, and those that breaking judged to make them, where the program tells.
    lines: u64,
    judged: Option<u64>,
}

impl Taken {
    fn and(self, other: Taken) -> Taken {
        Taken {
            pages: self.pages + other.pages,
            cpu: self.cpu + other.cpu,
            worst: self.worst.max(other.worst),
            peak: self.peak.max(other.peak),
            lines: self.lines + other.lines,
            judged: [self.judged, other.judged].into_iter().flatten().reduce(|a, b| a + b),
        }
    }

    fn row(&self, name: &str, layout: &str) {
        let per_page = millis(self.cpu) / self.pages.max(1) as f64;
        let judged = self.judged.map(|judged| format!("{:.1}", judged as f64 / self.lines.max(1) as f64));
        println!(
            "| {name} | {layout} | {} | {per_page:.2} | {:.2} | {} | {} |",
            self.pages,
            self.worst,
            judged.as_deref().unwrap_or("–"),
            self.peak / 1_000_000
        );
    }
}

fn all_kinds(kinds: &[Kind]) {
    let start = median((0..RUNS).map(|_| spent(&["layouts"]).cpu).collect());
    println!("\nCPU time of the start: {:.1} ms", millis(start));
    println!("\n| kind | layout | pages | CPU ms a page | worst event | judged a line | peak MB |");
    println!("|---|---|---|---|---|---|---|");
    for layout in LAYOUTS {
        let mut all = Taken::default();
        for kind in kinds {
            let own = (1..=SEEDS).map(|seed| taken(*kind, seed, layout, start));
            let own = own.fold(Taken::default(), Taken::and);
            own.row(kind.name(), layout);
            all = all.and(own);
        }
        all.row("all kinds", layout);
    }
}

fn taken(kind: Kind, seed: u64, layout: &str, start: Duration) -> Taken {
    let event = write(&Event::of(kind, seed, Language::English), &format!("{}-{seed}.yaml", kind.name()));
    let options = ["--edition", "screen", "--layout", layout];
    let _warm = run(&event, &options);
    let runs: Vec<Run> = (0..RUNS).map(|_| run(&event, &options)).collect();
    let cpu = median(runs.iter().map(|run| run.cpu).collect()).saturating_sub(start);
    let pages = runs.iter().map(|run| run.pages).max().unwrap_or(0);
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or(0);
    let quality = quality(&event, layout);
    Taken {
        pages,
        cpu,
        worst: millis(cpu) / pages.max(1) as f64,
        peak,
        lines: quality["lines"]["all"].as_u64().unwrap_or(0),
        judged: quality["work"]["judged"].as_u64(),
    }
}

/// What the program says of its own pages.
fn quality(event: &Path, layout: &str) -> Value {
    let mut command = Command::new(PLENARY);
    command.args(["check", "--quality", "--message-format", "json", "--layout", layout]).arg(event);
    let output = command.stderr(Stdio::null()).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter_map(|line| line.get("quality").cloned()).next().unwrap_or(Value::Null)
}

fn write(event: &Event, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invented");
    event.write(&folder, name).expect("the event can be written")
}

/// The speakers of many conferences in one.
fn long() {
    println!();
    head();
    for speakers in [50, 100, 200, 400, 800] {
        let mut plan = Kind::Conference.plan(1, Language::English);
        let all = (1..).flat_map(|seed| Kind::Conference.plan(seed, Language::English).speakers);
        // The same hundred speeches again: what a page costs is to differ by the length of the event, not by its words.
        let hundred: Vec<_> = all.take(100).collect();
        plan.speakers = hundred.into_iter().cycle().take(speakers).collect();
        let event = write(&Event::from(&Plan { cover: true, ..plan }), &format!("speakers-{speakers}.yaml"));
        measure(&format!("{speakers} speakers, screen"), &event, &["--edition", "screen"], RUNS);
    }
}

/// One run of the program.
struct Run {
    time: Duration,
    cpu: Duration,
    /// The most memory that was resident, in bytes.
    peak: u64,
    pages: u64,
}

/// The event with a resolution that its pictures do not reach, so that they stand as they came.
fn untouched(event: &Path) -> PathBuf {
    let text = std::fs::read_to_string(event).expect("the sample can be read");
    let images = event.with_file_name("images");
    let text = text.replace("images/", &format!("{}/", images.display()));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("untouched.yaml");
    std::fs::write(&path, format!("{text}\nscreen: {{resolution: 1200}}\n")).expect("the event can be written");
    path
}

fn head() {
    println!(
        "{:<28} {:>5} {:>5}   {:>7} {:>7} {:>7}  {:>8}  {:>7}",
        "", "runs", "pages", "min", "median", "max", "ms/page", "peak"
    );
}

fn measure(name: &str, event: &Path, options: &[&str], runs: usize) {
    let _warm = run(event, options);
    let mut done: Vec<Run> = (0..runs).map(|_| run(event, options)).collect();
    done.sort_by_key(|run| run.time);
    let [least, median, most] = [0, runs / 2, runs - 1].map(|at| millis(done[at].time));
    let (pages, peak) = (done[0].pages, done.iter().map(|run| run.peak).max().unwrap_or(0));
    let per_page = median / pages.max(1) as f64;
    println!(
        "{name:<28} {runs:>5} {pages:>5}   {least:>7.1} {median:>7.1} {most:>7.1}  {per_page:>8.2}  {:>4} MB",
        peak / 1_000_000
    );
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn run(event: &Path, options: &[&str]) -> Run {
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.pdf");
    let mut command = Command::new(PLENARY);
    command.args(["build", "--message-format", "json"]).args(options).arg("-o").arg(&output).arg(event);
    let start = Instant::now();
    let (said, spent) = waited(command);
    let time = start.elapsed();
    assert!(spent.succeeded, "{} cannot be built: {said}", event.display());
    let pages = said.lines().find_map(|line| serde_json::from_str::<Value>(line).ok()?["pages"].as_u64());
    Run { time, cpu: spent.cpu, peak: spent.peak, pages: pages.expect("the program tells its pages") }
}

fn spent(arguments: &[&str]) -> Spent {
    let mut command = Command::new(PLENARY);
    command.args(arguments);
    waited(command).1
}

/// What a command says, and what it takes.
fn waited(mut command: Command) -> (String, Spent) {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut said = String::new();
    let mut pipe = child.stdout.take().expect("its output is a pipe");
    std::io::Read::read_to_string(&mut pipe, &mut said).expect("its output can be read");
    (said, wait(child))
}
