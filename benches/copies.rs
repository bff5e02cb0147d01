//! Personal copies of the twin, as a user waits for them: the release binary as a process of its own, beside copying files of
//! the same bytes.
//!
//! Run with `cargo bench --bench copies`. Names are generated, in several scripts, the same on each run. 10,000 copies
//! are written in parts, each removed before the next, so that they need little room on the disk; what memory one
//! part takes is told.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

mod process;

use process::wait;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PLENARY: &str = env!("CARGO_BIN_EXE_plenary");
const RUNS: usize = 7;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let twin = root.join("samples/selin-gauges/event.yaml");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("copies");
    println!("{:<34} {:>8} {:>8} {:>8}   {:>6}", "", "min", "median", "max", "peak");
    for (edition, count) in [("screen", 200), ("print", 200)] {
        let list = list(count, &folder);
        let out = folder.join("out");
        copies(&twin, &list, edition, &out, "1/1");
        let mut made: Vec<(Duration, u64)> = (0..RUNS).map(|_| copies(&twin, &list, edition, &out, "1/1")).collect();
        made.sort();
        tell(&format!("{count} copies, {edition}"), &made);
        for threads in [1, 2] {
            let mut copied: Vec<(Duration, u64)> = (0..RUNS).map(|_| (copy_files(&out, &folder, threads), 0)).collect();
            copied.sort();
            tell(&format!("  copying the files, {threads} at once"), &copied);
            println!("    {:.2} times as long", made[RUNS / 2].0.as_secs_f64() / copied[RUNS / 2].0.as_secs_f64());
        }
        remove(&out);
    }
    for count in [200, 10_000] {
        let list = list(count, &folder);
        let out = folder.join("out");
        let parts = count / 200;
        let (mut time, mut peak) = (Duration::ZERO, 0);
        for part in 1..=parts {
            let (one, memory) = copies(&twin, &list, "screen", &out, &format!("{part}/{parts}"));
            (time, peak) = (time + one, peak.max(memory));
        }
        remove(&out);
        println!("{count} names in {parts} parts of 200: {:.1} s, {} MB at most", time.as_secs_f64(), peak / 1_000_000);
    }
}

/// A list with names in several scripts.
fn list(count: usize, folder: &Path) -> PathBuf {
    const FIRST: [&str; 8] = ["Ada", "Tarık", "Gülşən", "Mateus", "نسرین", "Şıxəli", "Naledi", "خالد"];
    const LAST: [&str; 7] = ["Lindqvist", "Önal", "İğdır", "Məmmədova", "کاظمی", "Okafor", "O'Brien"];
    fs::create_dir_all(folder).expect("the folder can be made");
    let mut text = String::from("name,email,table,question\n");
    for index in 0..count {
        let (first, last) = (FIRST[index % FIRST.len()], LAST[index / FIRST.len() % LAST.len()]);
        let _ = writeln!(text, "{first} {last} {index},a{index}@reader.example,{},open data", index % 25);
    }
    let path = folder.join(format!("list-{count}.csv"));
    fs::write(&path, text).expect("the list can be written");
    path
}

/// Makes copies in a folder of their own; how long it took and the most memory that was resident, in bytes.
fn copies(event: &Path, list: &Path, edition: &str, out: &Path, part: &str) -> (Duration, u64) {
    if out.exists() {
        remove(out);
    }
    let mut command = Command::new(PLENARY);
    command.arg("copies").arg(event).args(["--edition", edition, "--part", part, "--message-format", "json"]);
    command.arg("--attendees").arg(list).arg("--out").arg(out).stdout(Stdio::null());
    let start = Instant::now();
    let spent = wait(command.spawn().expect("the program starts"));
    let time = start.elapsed();
    assert!(spent.succeeded, "copies cannot be made of {}", event.display());
    (time, spent.peak)
}

/// Copies the files of a folder with the system's own means.
fn copy_files(from: &Path, folder: &Path, threads: usize) -> Duration {
    let to = folder.join("copied");
    fs::create_dir_all(&to).expect("the folder can be made");
    let files: Vec<PathBuf> =
        fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            fs::copy(file, to.join(file.file_name().expect("a name"))).expect("it can be copied");
        }
    };
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let time = start.elapsed();
    remove(&to);
    time
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).expect("the folder can be removed");
}

fn tell(name: &str, runs: &[(Duration, u64)]) {
    let ms = |run: &(Duration, u64)| run.0.as_secs_f64() * 1000.0;
    let (least, median, most) = (ms(&runs[0]), ms(&runs[runs.len() / 2]), ms(&runs[runs.len() - 1]));
    let peak = runs.iter().map(|run| run.1).max().unwrap_or(0) / 1_000_000;
    println!("{name:<34} {least:>8.1} {median:>8.1} {most:>8.1}   {peak:>3} MB");
}
