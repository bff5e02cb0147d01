//! `--all`: every file that the event's `outputs` name.

use super::Exit;
use super::args::{Format, Job, source_date};
use super::commands::{Messages, ended, say, session};
use super::output;
use crate::diagnostic::Diagnostic;
use crate::outputs::compile_all;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Makes all files, then writes all: beside the event file, or to `folder`. Where one has an error none is written.
pub fn build(job: &Job, folder: Option<PathBuf>, messages: Messages) -> Exit {
    let start = Instant::now();
    if folder.as_deref().is_some_and(output::is_standard_output) {
        let message = "several files cannot be written to the standard output";
        return messages.refused(Diagnostic::error("usage", message).help("name a folder with `-o`, or leave it out"));
    }
    let folder = folder.unwrap_or_else(|| job.event.parent().unwrap_or(Path::new("")).to_owned());
    let mut session = session(!job.no_cache);
    let result = compile_all(&job.event, source_date(), &mut session);
    messages.findings(&session);
    messages.preflight_of_build(&session);
    let result = ended(result, &session).and_then(|outputs| {
        let files = outputs.iter().map(|file| (folder.join(&file.name), file.output.pdf.as_slice()));
        output::write_all(&files.collect::<Vec<_>>())?;
        Ok(outputs)
    });
    let outputs = match result {
        Ok(outputs) => outputs,
        Err(failure) => return messages.failed(failure),
    };
    for file in &outputs {
        messages.done(&folder.join(&file.name), &file.output, None);
    }
    let (count, milliseconds) = (outputs.len(), start.elapsed().as_millis());
    say(
        io::stdout(),
        &match messages.format {
            Format::Text => format!("{count} file{} in {milliseconds} ms\n", if count == 1 { "" } else { "s" }),
            Format::Json => format!("{}\n", serde_json::json!({ "files": count, "milliseconds": milliseconds as u64 })),
        },
    );
    Exit::Done
}

/// Makes all files and writes none.
pub fn check(job: &Job, messages: Messages) -> Exit {
    let mut session = session(!job.no_cache);
    let result = compile_all(&job.event, source_date(), &mut session);
    messages.findings(&session);
    if let Some(preflight) = session.preflight {
        say(io::stdout(), &messages.preflight(preflight));
    }
    match ended(result, &session) {
        Ok(_) => Exit::Done,
        Err(failure) => messages.failed(failure),
    }
}
