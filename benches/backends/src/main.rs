//! The same pages written through printpdf and through pdf-writer with subsetter, as Plenary uses them.
//!
//! `backends` measures each way in child processes and prints a table; `backends WAY FILE` writes one file.

mod material;
mod with_pdf_writer;
mod with_printpdf;

use material::Material;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 9;

const WAYS: [(&str, &str); 3] = [
    ("pdf-writer", "pdf-writer, subsetter; JPEG data as they are"),
    ("printpdf", "printpdf, pictures by its documented way"),
    ("printpdf-raw", "printpdf, JPEG data as external objects"),
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [] => measure(),
        [way, file] => write_one(way, file),
        _ => panic!("usage: backends [WAY FILE]"),
    }
}

/// Writes one file; prints the milliseconds that the backend took, the process's peak memory and the file's size.
fn write_one(way: &str, file: &str) {
    let material = Material::load();
    let start = Instant::now();
    let bytes = match way {
        "pdf-writer" => with_pdf_writer::write(&material),
        "printpdf" => with_printpdf::write(&material, false),
        "printpdf-raw" => with_printpdf::write(&material, true),
        _ => panic!("no way `{way}`"),
    };
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    std::fs::write(file, &bytes).expect("the file can be written");
    println!("{milliseconds} {} {}", peak_kilobytes(), bytes.len());
}

fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

fn measure() {
    let material = Material::load();
    println!("{}\nmedians of {RUNS} runs, one thread\n", material.summary());
    println!("| way | ms | peak MB | file MB | same bytes twice |\n|---|---|---|---|---|");
    for (way, name) in WAYS {
        let file = std::env::temp_dir().join(format!("backends-{}-{way}.pdf", std::process::id()));
        let mut runs: Vec<[f64; 3]> = Vec::new();
        let mut files: Vec<Vec<u8>> = Vec::new();
        for _ in 0..RUNS {
            let program = std::env::current_exe().expect("this program has a path");
            let output = Command::new(program).arg(way).arg(&file).output().expect("the program runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let words = String::from_utf8_lossy(&output.stdout).into_owned();
            let numbers: Vec<f64> = words.split_whitespace().map(|word| word.parse().expect("a number")).collect();
            runs.push([numbers[0], numbers[1] / 1024.0, numbers[2] / 1e6]);
            files.push(std::fs::read(&file).expect("the file was written"));
        }
        let _ = std::fs::remove_file(&file);
        let median = |column: usize| {
            let mut values: Vec<f64> = runs.iter().map(|run| run[column]).collect();
            values.sort_by(f64::total_cmp);
            values[RUNS / 2]
        };
        let same = if files.windows(2).all(|two| two[0] == two[1]) { "yes" } else { "no" };
        println!("| {name} | {:.0} | {:.0} | {:.1} | {same} |", median(0), median(1), median(2));
    }
}
