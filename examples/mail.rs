//! The messages of an event's mailing as files, and the file that they carry: `mail EVENT LIST FOLDER`. `.ci/mail.py` holds
//! them against another reader of mail.

use plenary::Session;
use plenary::diagnostic::render;
use plenary::mail::{dry_run, prepare};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [event, list, folder] = paths.as_slice() else {
        eprintln!("usage: mail EVENT LIST FOLDER");
        return ExitCode::from(2);
    };
    let mut session = Session::default();
    let read = prepare::read(event, list, &mut session);
    let prepared = read.as_ref().ok().map(|read| prepare::prepare(read, None, None, &mut session));
    eprint!("{}", render::render(&session.diagnostics, &session.sources, false));
    let Some(Ok(prepared)) = prepared else { return ExitCode::FAILURE };
    match dry_run::dry_run(&prepared.plan, &prepared.messages, folder, 1_772_100_000, |_| {}) {
        Ok(summary) => println!("{} messages, digest {}", summary.messages, summary.digest),
        Err(stopped) => {
            eprintln!("{stopped:?}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
