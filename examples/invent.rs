//! Writes an invented event into a folder: `invent KIND SEED FOLDER [--language en|tr]`. The same kind and seed give the
//! same event, with which anyone can repeat what README and docs/quality.md say of events that nothing was tuned to.

#[path = "../tests/events_support/mod.rs"]
mod events_support;

use events_support::{Event, Kind, Language};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (kind, seed, folder, language) = match arguments.as_slice() {
        [kind, seed, folder] => (*kind, *seed, *folder, "en"),
        [kind, seed, folder, "--language", language] => (*kind, *seed, *folder, *language),
        _ => return usage(),
    };
    let (Some(kind), Ok(seed), Some(language)) = (Kind::named(kind), seed.parse(), Language::tagged(language)) else {
        return usage();
    };
    match Event::of(kind, seed, language).write(Path::new(folder), "event.yaml") {
        Ok(path) => {
            println!("{}", path.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(3)
        }
    }
}

fn usage() -> ExitCode {
    let kinds = Kind::ALL.map(Kind::name).join(", ");
    eprintln!("usage: invent KIND SEED FOLDER [--language en|tr]\nkinds: {kinds}");
    ExitCode::from(2)
}
