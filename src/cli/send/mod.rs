//! `plenary send`: shows what would be mailed, mails it, and tells what has been.
//!
//! Without an option it is a dry run: all messages are made and written as files, and nothing leaves. A ledger beside the
//! event keeps what was sent; the options that concern it alone need no list.

mod args;
mod book;
mod personal;
mod progress;
mod settings;
mod surroundings;

pub use args::SendArgs;

use super::Exit;
use super::args::{Format, source_date};
use super::commands::{Messages, say, session, size_in_words};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::mail::address::Address;
use crate::mail::clock::Clock;
use crate::mail::dry_run::{Stopped, dry_run};
use crate::mail::ledger::lock::Lock;
use crate::mail::ledger::{self, Ledger, Look, Row, State};
use crate::mail::plan::Entry;
use crate::mail::prepare::{self, Attachments, Prepared, Read};
use crate::mail::run::{Ended, Run, trial};
use crate::mail::session::Session as Carrier;
use crate::{Failure, Session, read_event};
use progress::Progress;
use serde_json::json;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use surroundings::RealClock;

/// Why a command ended early.
enum Stop {
    Told(Diagnostics),
    Failed(Failure),
}

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Stop {
        Stop::Told(diagnostic.into())
    }
}

impl From<Diagnostics> for Stop {
    fn from(diagnostics: Diagnostics) -> Stop {
        Stop::Told(diagnostics)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

/// Runs the command.
pub fn send(args: &SendArgs, messages: Messages) -> Exit {
    let mut session = session(true);
    match run(args, messages, &mut session) {
        Ok(exit) => exit,
        Err(Stop::Failed(failure)) => {
            messages.findings(&session);
            messages.failed(failure)
        }
        Err(Stop::Told(mut told)) => {
            session.diagnostics.list.append(&mut told.list);
            messages.findings(&session);
            Exit::Input
        }
    }
}

fn run(args: &SendArgs, messages: Messages, session: &mut Session) -> Result<Exit, Stop> {
    let path = ledger::path_beside(&args.event);
    let now = RealClock::new().now();
    if args.status {
        return Ok(book::status(&path, now, messages)?);
    }
    if let Some(to) = &args.export {
        return Ok(book::export(&path, to)?);
    }
    if args.forget {
        return Ok(book::forget(&path, now, messages)?);
    }
    if !args.resolve.is_empty() {
        let event = read_event(&args.event, session)?;
        let campaign = event.mail.as_ref().map_or("report", |mail| mail.campaign());
        return Ok(book::resolve(&path, campaign, &args.resolve, now, messages)?);
    }
    let Some(list) = &args.attendees else {
        return Err(Diagnostic::error("usage", "there is no list").help("name it with `--attendees`").into());
    };
    // Whoever waits for another run should know before all is made.
    let lock = args.really.as_ref().map(|_| Lock::take(&path)).transpose()?;
    let read = prepare::read(&args.event, list, session)?;
    let master = personal::master(&read, &args.event, session)?;
    let book = master.as_ref().map(|master| master.book(&read.attendees, session)).transpose()?;
    let copies = book.as_ref().map(personal::Copies);
    let copies = copies.as_ref().map(|copies| copies as &dyn Attachments);
    let prepared = prepare::prepare(&read, copies, source_date(), session)?;
    let parts = Look::of(&prepared.plan.digest, &bytes(&args.event)?, &bytes(list)?);
    let job = Job { args, path, only: only(args, &prepared)?, read: &read, prepared, messages };
    match (&args.really, &args.test_to) {
        (Some(digest), _) => {
            let exit = job.really(digest, &parts, session);
            drop(lock);
            exit
        }
        (None, Some(to)) => job.trial(to, session),
        (None, None) => job.show(&parts, session),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::system("read", path, error))
}

/// The keys of those to whom the command is confined; all of them are in the list.
fn only(args: &SendArgs, prepared: &Prepared) -> Result<BTreeSet<String>, Diagnostics> {
    let (mut only, mut wrong) = (BTreeSet::new(), Diagnostics::default());
    for text in &args.only {
        match Address::parse(text) {
            Err(mistake) => {
                wrong.push(Diagnostic::error("usage", format!("`{text}` is no e-mail address: {}", mistake.0)));
            }
            Ok(address) if !prepared.plan.entries.iter().any(|entry| entry.key == address.key()) => {
                let message = format!("`{text}` is not among those who would be mailed");
                wrong.push(Diagnostic::error("usage", message).help("it is not in the list, or suppressed"));
            }
            Ok(address) => drop(only.insert(address.key())),
        }
    }
    if wrong.has_errors() { Err(wrong) } else { Ok(only) }
}

/// A mailing that is ready, and what is wanted of it.
struct Job<'a> {
    args: &'a SendArgs,
    path: PathBuf,
    only: BTreeSet<String>,
    read: &'a Read,
    prepared: Prepared<'a>,
    messages: Messages,
}

impl Job<'_> {
    fn is_wanted(&self, key: &str) -> bool {
        self.only.is_empty() || self.only.contains(key)
    }

    /// The entries to which the command is confined.
    fn wanted(&self) -> impl Iterator<Item = &Entry> {
        self.prepared.plan.entries.iter().filter(|entry| self.is_wanted(&entry.key))
    }

    fn carrier(&self) -> Result<Carrier, Diagnostic> {
        let folder = self.args.event.parent().unwrap_or(Path::new(""));
        Carrier::new(settings::server(&self.read.mail, self.prepared.messages.sender(), folder)?)
    }

    /// The dry run.
    fn show(&self, look: &Look, session: &mut Session) -> Result<Exit, Stop> {
        let folder = self.args.out.clone().unwrap_or_else(|| usual_folder(&self.args.event));
        let mut plan = self.prepared.plan.clone();
        plan.entries.retain(|entry| self.is_wanted(&entry.key));
        let date = source_date().unwrap_or_else(|| RealClock::new().now() / 1000);
        let summary =
            dry_run(&plan, &self.prepared.messages, &folder, date, |_| {}).map_err(|stopped| match stopped {
                Stopped::Message(mistake) => Stop::from(*mistake),
                Stopped::System(failure) => Stop::Failed(failure),
            })?;
        // Where there can be no ledger yet, `--really` cannot say what has changed; nothing else is lost.
        if let Ok(mut ledger) = Ledger::open_or_make(&self.path) {
            let _ = ledger.keep_look(look, RealClock::new().now());
        }
        let done = self.done(self.wanted())?;
        self.messages.findings(session);
        let text = match self.messages.format {
            Format::Json => {
                let object = json!({
                    "digest": look.digest, "messages": summary.messages, "folder": folder.to_string_lossy(),
                    "largest": summary.largest, "suppressed": self.prepared.suppressed, "done": done,
                    "others": summary.others
                });
                format!("{object}\n")
            }
            Format::Text => self.told(&summary, &folder, done),
        };
        say(io::stdout(), &text);
        Ok(Exit::Done)
    }

    fn told(&self, summary: &crate::mail::dry_run::Summary, folder: &Path, done: usize) -> String {
        let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let largest = size_in_words(summary.largest as usize);
        let mut text =
            format!("{}: {}, the largest {largest}\n", folder.display(), plural(summary.messages, "message"));
        if self.prepared.suppressed > 0 {
            text.push_str(&format!("{} get no mail: they are suppressed\n", self.prepared.suppressed));
        }
        if summary.others > 0 {
            let others = plural(summary.others, "other message");
            text.push_str(&format!("{others} of earlier dry runs in the same folder\n"));
        }
        let left = summary.messages - done;
        if done > 0 {
            text.push_str(&format!("{done} of them were sent or decided before; {left} left to send\n"));
        }
        let minutes = left.div_ceil(settings::rules(&self.read.mail, None).per_minute.max(1) as usize);
        text.push_str(&format!("nothing has been sent. To send, in about {}:\n", plural(minutes.max(1), "minute")));
        let list = self.args.attendees.as_deref().unwrap_or(Path::new("")).display();
        let digest = &self.prepared.plan.digest;
        text.push_str(&format!("  plenary send {} --attendees {list} --really {digest}\n", self.args.event.display()));
        text
    }

    /// How many of these a run would leave alone.
    fn done<'e>(&self, entries: impl Iterator<Item = &'e Entry>) -> Result<usize, Diagnostic> {
        let Some(ledger) = Ledger::open(&self.path)? else { return Ok(0) };
        let mut done = 0;
        for entry in entries {
            let row = ledger.find(&self.prepared.plan.campaign, &entry.key)?;
            done += usize::from(row.is_some_and(|row| !row.state.is_open()));
        }
        Ok(done)
    }

    fn trial(&self, to: &str, session: &mut Session) -> Result<Exit, Stop> {
        let to = Address::parse(to)
            .map_err(|mistake| Diagnostic::error("usage", format!("`{to}` is no e-mail address: {}", mistake.0)))?;
        let entry = self.wanted().next().ok_or_else(|| Diagnostic::error("usage", "there is nobody in the list"))?;
        let mut carrier = self.carrier()?;
        let answer = trial(entry, &to.to_string(), &self.prepared.messages, &mut carrier, &RealClock::new())?;
        self.messages.findings(session);
        let text = match self.messages.format {
            Format::Json => format!("{}\n", json!({ "trial": to.to_string(), "of": entry.address, "answer": answer })),
            Format::Text => format!("the message of {} was sent to {to}: {answer}\n", entry.address),
        };
        say(io::stdout(), &text);
        Ok(Exit::Done)
    }

    /// Sends. The lock is held.
    fn really(&self, digest: &str, look: &Look, session: &mut Session) -> Result<Exit, Stop> {
        let clock = RealClock::heeding_interrupts()?;
        let mut ledger = Ledger::open_or_make(&self.path)?;
        let unknown = ledger.recover(clock.now())?;
        if digest != self.prepared.plan.digest {
            return Err(changed(digest, look, &ledger)?.into());
        }
        let mut carrier = self.carrier()?;
        self.messages.findings(session);
        session.diagnostics.list.clear();
        if unknown > 0 {
            let message = "the last run was killed while a message was being sent: what became of it is not known";
            session.diagnostics.push(Diagnostic::warning("mail-unknown", message).help("`--status` tells whose it is"));
        }
        let left = self.wanted().count() - self.done(self.wanted())?;
        let mut progress = Progress::new(left, self.messages);
        let run = Run {
            plan: &self.prepared.plan,
            messages: &self.prepared.messages,
            rules: settings::rules(&self.read.mail, self.args.pause),
            only: &self.only,
            ledger: &mut ledger,
            carrier: &mut carrier,
            clock: &clock,
            tell: &mut |told| progress.tell(told),
        };
        let ended = run.send();
        progress.end();
        self.sum_up(ended?, &ledger, session)
    }

    fn sum_up(&self, ended: Ended, ledger: &Ledger, session: &mut Session) -> Result<Exit, Stop> {
        session.diagnostics.list.extend(ended.stopped);
        let mut rows = Vec::new();
        for entry in self.wanted() {
            rows.extend(ledger.find(&self.prepared.plan.campaign, &entry.key)?);
        }
        self.messages.findings(session);
        let next = ended.next.map(|moment| ledger.local_time(moment)).transpose()?;
        let of_state = |state| rows.iter().filter(|row: &&Row| row.state == state).count();
        let text = match self.messages.format {
            Format::Json => {
                let states = State::ALL.map(|state| (state.name().to_owned(), json!(of_state(state))));
                let states: serde_json::Map<String, serde_json::Value> = states.into_iter().collect();
                format!("{}\n", json!({ "messages": rows.len(), "states": states, "next": ended.next }))
            }
            Format::Text => {
                let mut text = format!("{}\n", book::counts(&rows));
                if let Some(next) = next {
                    text.push_str(&format!("run again after {next}: some were refused for now\n"));
                }
                if of_state(State::Unknown) + of_state(State::Failed) > 0 {
                    text.push_str("`--status` tells who did not get it, or may not have\n");
                }
                text
            }
        };
        say(io::stdout(), &text);
        let all = of_state(State::Accepted) == rows.len();
        Ok(if all { Exit::Done } else { Exit::Input })
    }
}

/// `EVENT-mail` beside the event file.
fn usual_folder(event: &Path) -> PathBuf {
    let mut name = event.file_stem().unwrap_or_default().to_owned();
    name.push("-mail");
    event.with_file_name(name)
}

/// What is not as it was when it was looked at.
fn changed(digest: &str, now: &Look, ledger: &Ledger) -> Result<Diagnostic, Diagnostic> {
    let what = match ledger.look(digest)? {
        None => "no dry run of this event gave this digest".to_owned(),
        Some(then) => {
            let parts = [(then.event != now.event, "the event file"), (then.list != now.list, "the list")];
            let parts: Vec<&str> = parts.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect();
            match parts.as_slice() {
                [] => {
                    "what is attached has changed since: layout, pictures, fonts, bounces or Plenary itself".to_owned()
                }
                parts => format!("{} changed since", parts.join(" and ")),
            }
        }
    };
    let message = format!("`{digest}` is not the digest of what would be sent: {what}");
    Ok(Diagnostic::error("mail-digest", message)
        .help(format!("look at the messages again with a dry run; then it is `--really {}`", now.digest)))
}
