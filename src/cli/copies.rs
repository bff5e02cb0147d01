//! `copies`: a file for each attendee.

use super::Exit;
use super::args::{EditionName, Format, Job};
use super::commands::{Messages, ended, say, session, size_in_words};
use super::output;
use super::sheets::SheetArgs;
use crate::attendees;
use crate::copies::{Book, Master, Part};
use crate::{Failure, Session, jobs};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// So many copies are written by one thread in one go.
const TOGETHER: usize = 16;

#[derive(clap::Args, Debug)]
pub struct CopiesArgs {
    /// The event file.
    event: PathBuf,
    /// The list of attendees: a CSV or a YAML file with a column `name` and whatever the texts want.
    #[arg(long, value_name = "FILE")]
    attendees: PathBuf,
    /// The folder to write to; it is made if there is none.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// A share of the list, such as 2/8 for the second of eight; each copy is the same as without it.
    #[arg(long, value_name = "PART/PARTS", default_value = "1/1")]
    part: Part,
    /// A built-in layout or a layout file, in place of the one that the event names.
    #[arg(long, value_name = "NAME|FILE")]
    layout: Option<String>,
    /// What the files are for: screen or print; screen unless said otherwise.
    #[arg(long, value_enum)]
    edition: Option<EditionName>,
    /// Makes every picture anew, and keeps none for later runs.
    #[arg(long)]
    no_cache: bool,
}

/// Sets the words of all attendees, then writes the copies.
pub fn run(args: CopiesArgs, messages: Messages) -> Exit {
    let start = Instant::now();
    let mut session = session(!args.no_cache);
    let result = make(args, messages, &mut session, start);
    messages.findings(&session);
    messages.preflight_of_build(&session);
    match ended(result, &session) {
        Ok(done) => {
            say(io::stdout(), &done);
            Exit::Done
        }
        Err(failure) => messages.failed(failure),
    }
}

fn make(args: CopiesArgs, messages: Messages, session: &mut Session, start: Instant) -> Result<String, Failure> {
    let CopiesArgs { event, attendees, out, part, layout, edition, no_cache } = args;
    let job = Job { event, layout, edition, sheets: SheetArgs::default(), no_cache };
    let request = job.request().map_err(|mistake| {
        session.diagnostics.push(mistake);
        Failure::Usage
    })?;
    let attendees = attendees::read(&attendees, session)?;
    let master = Master::new(&request, session)?;
    let book = master.book(&attendees, session)?;
    std::fs::create_dir_all(&out).map_err(|error| Failure::system("make the folder", &out, error))?;
    let range = part.range(book.len());
    let count = range.len();
    let bytes = write(&book, range, &out, messages)?;
    let milliseconds = start.elapsed().as_millis() as u64;
    Ok(match messages.format {
        Format::Json => {
            let folder = out.to_string_lossy();
            let pages = book.pages();
            let value = serde_json::json!({
                "folder": folder, "copies": count, "pages": pages, "bytes": bytes, "milliseconds": milliseconds
            });
            format!("{value}\n")
        }
        Format::Text => {
            let plural = if count == 1 { "copy" } else { "copies" };
            let (folder, size) = (out.display(), size_in_words(bytes as usize));
            format!("{folder}: {count} {plural} of {} pages, {size}, {milliseconds} ms\n", book.pages())
        }
    })
}

/// Writes the copies of some attendees; gives the number of bytes. Those that were written stay where one cannot be.
fn write(book: &Book, range: std::ops::Range<usize>, out: &Path, messages: Messages) -> Result<u64, Failure> {
    let bar = progress(range.len() as u64, messages);
    let bytes = AtomicU64::new(0);
    let failed: Mutex<Option<Failure>> = Mutex::new(None);
    let groups = range.len().div_ceil(TOGETHER);
    jobs::run(None, groups, |group| {
        let first = range.start + group * TOGETHER;
        let mut writer = book.writer();
        for attendee in first..(first + TOGETHER).min(range.end) {
            if failed.lock().is_ok_and(|failed| failed.is_some()) {
                return;
            }
            let rest = writer.rest(attendee);
            let path = out.join(book.file_name(attendee));
            match output::write_parts(&path, &[book.common(), &rest]) {
                Ok(()) => bytes.fetch_add((book.common().len() + rest.len()) as u64, Ordering::Relaxed),
                Err(error) => {
                    if let Ok(mut failed) = failed.lock() {
                        failed.get_or_insert(Failure::system("write", &path, error));
                    }
                    return;
                }
            };
            bar.inc(1);
        }
    });
    bar.finish_and_clear();
    match failed.into_inner() {
        Ok(Some(failure)) => Err(failure),
        _ => Ok(bytes.into_inner()),
    }
}

/// A bar on the standard error, where somebody sees it.
fn progress(count: u64, messages: Messages) -> ProgressBar {
    let seen = messages.format == Format::Text && io::stderr().is_terminal();
    let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} copies, {eta} left");
    ProgressBar::with_draw_target(Some(count), target)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
