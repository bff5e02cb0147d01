//! Times of the whole program, as a user waits for it: the release binary as a process of its own, files in the cache.
//!
//! Run with `cargo bench --bench build`. First the twin in both editions, for the screen with
//! pictures from the cache, made anew and left as they came; then generated events of 50 to 800
//! speakers, with 200 to 400 words each and a portrait: a hundred speeches, again and again. The events are the same on
//! each run.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

mod process;

use process::wait;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PLENARY: &str = env!("CARGO_BIN_EXE_plenary");

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!(
        "{:<28} {:>5} {:>5}   {:>7} {:>7} {:>7}  {:>8}  {:>7}",
        "", "runs", "pages", "min", "median", "max", "ms/page", "peak"
    );
    let twin = root.join("samples/selin-gauges/event.yaml");
    measure("selin-gauges, screen", &twin, &["--edition", "screen"], 20);
    measure("the same, pictures anew", &twin, &["--edition", "screen", "--no-cache"], 20);
    measure("the same, pictures untouched", &untouched(&twin), &["--edition", "screen"], 20);
    measure("selin-gauges, print", &twin, &["--edition", "print"], 20);
    let stock = Stock::read(root);
    // The page that lists the speakers has room for some 55.
    let layout = std::fs::read_to_string(root.join("layouts/report.yaml")).expect("the layout can be read");
    let layout = layout.replace("page: [opening-picture, opening-plain]", "page: opening-picture");
    for speakers in [50, 100, 200, 400, 800] {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("speakers-{speakers}.yaml"));
        std::fs::write(&path, stock.event(speakers)).expect("the event can be written");
        std::fs::write(path.with_file_name("bench-layout.yaml"), &layout).expect("the layout can be written");
        measure(&format!("{speakers} speakers, screen"), &path, &["--edition", "screen"], 5);
    }
}

/// One run of the program.
struct Run {
    time: Duration,
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

fn measure(name: &str, event: &Path, options: &[&str], runs: usize) {
    let _warm = run(event, options);
    let mut done: Vec<Run> = (0..runs).map(|_| run(event, options)).collect();
    done.sort_by_key(|run| run.time);
    let ms = |run: &Run| run.time.as_secs_f64() * 1000.0;
    let (least, median, most) = (ms(&done[0]), ms(&done[runs / 2]), ms(&done[runs - 1]));
    let (pages, peak) = (done[0].pages, done.iter().map(|run| run.peak).max().unwrap_or(0));
    let per_page = median / pages.max(1) as f64;
    println!(
        "{name:<28} {runs:>5} {pages:>5}   {least:>7.1} {median:>7.1} {most:>7.1}  {per_page:>8.2}  {:>4} MB",
        peak / 1_000_000
    );
}

fn run(event: &Path, options: &[&str]) -> Run {
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.pdf");
    let mut command = Command::new(PLENARY);
    command.args(["build", "--message-format", "json"]).args(options).arg("-o").arg(&output).arg(event);
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut said = String::new();
    let mut pipe = child.stdout.take().expect("its output is a pipe");
    std::io::Read::read_to_string(&mut pipe, &mut said).expect("its output can be read");
    let (succeeded, peak) = wait(child);
    let time = start.elapsed();
    assert!(succeeded, "{} cannot be built: {said}", event.display());
    let pages = said.lines().find_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["pages"].as_u64());
    Run { time, peak, pages: pages.expect("the program tells its pages") }
}

/// What generated events are made of: the samples' sentences and portraits.
struct Stock {
    sentences: Vec<String>,
    portraits: Vec<PathBuf>,
}

const SEED: u32 = 0x9E37_79B9;
const FIRST: [&str; 10] = ["Ada", "Tarık", "Ines", "Mateus", "Samira", "Edvin", "Naledi", "Ruth", "Günəş", "Piet"];
const LAST: [&str; 9] = ["Lindqvist", "Önal", "Calloway", "Brandt", "Qadri", "Holm", "Okafor", "Weiland", "Məmmədova"];
const ROLES: [&str; 5] = [
    "Chairman, River Commission",
    "Professor of Hydrology, Port Selin University",
    "Head of Forecasting",
    "Director, State Archive",
    "Keeper of the Instruments",
];

impl Stock {
    fn read(root: &Path) -> Stock {
        let mut sentences = Vec::new();
        let mut portraits = Vec::new();
        for sample in ["selin-gauges", "seismic-network", "reading-room"] {
            let folder = root.join("samples").join(sample);
            let text = std::fs::read_to_string(folder.join("event.yaml")).expect("the sample can be read");
            for line in text.lines().filter(|line| line.starts_with("      ") && line.len() > 60) {
                let plain = line.trim().replace(['*', '=', '>', '[', ']', '^', '!', '"'], "");
                if line.contains("alt:") || line.contains("](") {
                    continue;
                }
                let parts = plain.split_inclusive(". ").map(str::trim);
                let whole = |part: &&str| part.ends_with('.') && part.starts_with(char::is_uppercase);
                sentences.extend(parts.filter(whole).map(str::to_owned));
            }
            // Indented as deep as a speaker's portrait.
            let files = text.lines().filter_map(|line| line.strip_prefix("      file: "));
            portraits.extend(files.filter(|file| file.ends_with(".jpg")).map(|file| folder.join(file)));
        }
        portraits.retain(|path| path.is_file());
        assert!(sentences.len() > 100 && portraits.len() > 4, "the samples have text and portraits");
        Stock { sentences, portraits }
    }

    fn event(&self, speakers: usize) -> String {
        let mut random = Random(SEED);
        let mut text = String::from(
            "layout: ./bench-layout.yaml\ntitle: A Long Meeting\norganiser:\n  name: Meridian Institute\nspeakers:\n",
        );
        for index in 0..speakers {
            // The same hundred speeches again: what a page costs is to differ by the length of the event, not by its words.
            if index % 100 == 0 {
                random = Random(SEED);
            }
            let name = format!("{} {}", FIRST[index % FIRST.len()], LAST[index % LAST.len()]);
            let portrait = self.portraits[index % self.portraits.len()].display();
            let role = ROLES[index % ROLES.len()];
            let _ = write!(text, "  - name: {name}\n    role: {role}\n    portrait: {portrait}\n    remarks: |\n");
            self.remarks(200 + random.below(201), index % 2 == 0, &mut random, &mut text);
        }
        text
    }

    /// Paragraphs of three to six sentences; one sentence may be repeated as a pull quote.
    fn remarks(&self, words: usize, quote: bool, random: &mut Random, text: &mut String) {
        let (mut count, mut quoted) = (0, !quote);
        while count < words {
            let mut sentences = Vec::new();
            for _ in 0..3 + random.below(4) {
                let sentence = &self.sentences[random.below(self.sentences.len())];
                let length = sentence.split_whitespace().count();
                count += length;
                let marked = !quoted && (6..16).contains(&length);
                quoted |= marked;
                sentences.push(if marked { format!("=={sentence}==") } else { sentence.clone() });
            }
            let _ = write!(text, "      {}\n\n", sentences.join(" "));
        }
    }
}

/// Numbers that look random and are the same on each run (xorshift, Marsaglia 2003).
struct Random(u32);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % limit
    }
}
