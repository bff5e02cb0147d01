//! A run: takes the messages of a plan to the server, one after the other, and writes each step into the ledger before
//! it takes the next.
//!
//! What is due goes first in the order of the plan; what was refused for now comes again after a pause, within the run
//! where the pause is short. The run ends by itself when nothing is left, and early when the day's number is reached,
//! when too many messages fail in succession, when the server wants nothing of us, or when somebody interrupts it.

use super::clock::Clock;
use super::ledger::{Ledger, Row, State, Step};
use super::pace::{Backoff, DAY, MINUTE, Pace};
use super::plan::{Entry, Messages, Plan};
use super::session::{Carrier, Trouble};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// How a run behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    pub per_minute: u32,
    /// Messages in 24 hours, those of earlier runs and other campaigns of the ledger counted.
    pub per_day: u32,
    /// Failures in succession after which the run stops.
    pub failures: u32,
    /// Times that the server is asked to take a message before it counts as failed.
    pub attempts: u32,
    /// Before a message that was refused for now is tried again.
    pub again: Backoff,
    /// Before a connection that was lost is made again.
    pub reconnect: Backoff,
    /// The longest pause that a run waits for, in milliseconds.
    pub patience: i64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            per_minute: 20,
            per_day: 500,
            failures: 5,
            attempts: 5,
            again: Backoff { first: MINUTE, factor: 5, most: DAY / 6 },
            reconnect: Backoff { first: MINUTE / 12, factor: 3, most: 5 * MINUTE },
            patience: 5 * MINUTE,
        }
    }
}

/// What a run tells of while it is on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Told<'a> {
    /// An entry stands otherwise than before; the row is as it is now.
    Step(&'a Row),
    /// Nothing is sent for so many milliseconds.
    Pause { milliseconds: i64, reason: &'a str },
}

/// How a run ended.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ended {
    /// Why it ended with messages left; `None` where it came to its end.
    pub stopped: Option<Diagnostic>,
    /// When the next deferred message is due, where the run did not wait for it.
    pub next: Option<i64>,
}

/// What a run works with.
pub struct Run<'a> {
    pub plan: &'a Plan,
    pub messages: &'a dyn Messages,
    pub rules: Rules,
    /// Keys of those to whom this run is confined; all where it is empty.
    pub only: &'a BTreeSet<String>,
    pub ledger: &'a mut Ledger,
    pub carrier: &'a mut dyn Carrier,
    pub clock: &'a dyn Clock,
    pub tell: &'a mut dyn FnMut(Told),
}

/// What to do after a message.
enum Next {
    Go,
    /// Its entry is to be tried again at this moment.
    Again(i64),
    Stop(Diagnostic),
}

struct Course {
    pace: Pace,
    in_succession: u32,
}

impl Run<'_> {
    /// Sends. The ledger's lock is held by the caller, and what an earlier run left is recovered. An error is the
    /// ledger's, or that of a message which cannot be made.
    pub fn send(mut self) -> Result<Ended, Diagnostic> {
        let now = self.clock.now();
        let rows = self.ledger.take_up(self.plan, now)?;
        let wanted = |index: &usize| self.only.is_empty() || self.only.contains(&self.plan.entries[*index].key);
        let open = |index: &usize| rows[*index].state.is_open();
        let mut queue: BTreeSet<(i64, usize)> =
            (0..rows.len()).filter(open).filter(wanted).map(|index| (rows[index].due, index)).collect();
        let mut course =
            Course { pace: Pace::new(self.rules.per_minute, self.ledger.begun_since(0)?.1), in_succession: 0 };
        let ended = loop {
            let Some(&(due, index)) = queue.first() else { break Ended::default() };
            let wait = due.saturating_sub(self.clock.now());
            if wait > self.rules.patience {
                break Ended { next: Some(due), ..Ended::default() };
            }
            if let Some(stopped) = self.hold(wait, &course)? {
                break Ended { stopped: Some(stopped), ..Ended::default() };
            }
            queue.pop_first();
            match self.one(index, rows[index].id, &mut course)? {
                Next::Go => {}
                Next::Again(due) => drop(queue.insert((due, index))),
                Next::Stop(stopped) => break Ended { stopped: Some(stopped), ..Ended::default() },
            }
            if let Some(stopped) = self.too_many(&course).filter(|_| !queue.is_empty()) {
                break Ended { stopped: Some(stopped), ..Ended::default() };
            }
        };
        self.carrier.close();
        Ok(ended)
    }

    /// Waits until the next message may go; or says why none may.
    fn hold(&mut self, wait: i64, course: &Course) -> Result<Option<Diagnostic>, Diagnostic> {
        if wait > 0 {
            // No server keeps an idle connection for long.
            self.carrier.close();
            self.pause(wait, "until what was refused for now is due again");
        }
        self.clock.sleep(course.pace.wait(self.clock.now()));
        if self.clock.interrupted() {
            let stopped = Diagnostic::warning("mail-stopped", "the run was interrupted");
            return Ok(Some(stopped.help("run again to go on: nobody is mailed twice")));
        }
        let since = self.clock.now().saturating_sub(DAY);
        if self.ledger.begun_since(since)?.0 < self.rules.per_day {
            return Ok(None);
        }
        let hours = self.ledger.first_begun_since(since)?.map_or(24, |first| (first - since) / (60 * MINUTE) + 1);
        let message =
            format!("{} messages have gone out within 24 hours, which is the day's number", self.rules.per_day);
        let help = format!(
            "run again in {hours} hour{}, or raise `per_day` under `mail.limits`",
            if hours == 1 { "" } else { "s" }
        );
        Ok(Some(Diagnostic::warning("mail-stopped", message).help(help)))
    }

    fn too_many(&self, course: &Course) -> Option<Diagnostic> {
        (course.in_succession >= self.rules.failures.max(1)).then(|| {
            let message = format!("{} attempts in succession failed", course.in_succession);
            Diagnostic::error("mail-stopped", message)
                .help("`--status` shows the answers; run again when the reason is gone: nobody is mailed twice")
        })
    }

    /// One message, from the connection to the answer.
    fn one(&mut self, index: usize, id: i64, course: &mut Course) -> Result<Next, Diagnostic> {
        let entry = &self.plan.entries[index];
        if let Err(trouble) = self.carrier.ready() {
            return self.trouble(id, trouble, course);
        }
        let message = self.messages.message(entry, self.clock.now() / 1000)?;
        course.pace.begin(self.clock.now());
        if let Err(trouble) = self.carrier.offer(&entry.address, message.len()) {
            return self.trouble(id, trouble, course);
        }
        self.step(id, &Step::Begin { digest: self.plan.digest.clone() })?;
        match self.carrier.deliver(&message) {
            Ok(answer) => {
                course.in_succession = 0;
                self.step(id, &Step::Accept { answer }).map(|_| Next::Go)
            }
            Err(trouble) => self.trouble(id, trouble, course),
        }
    }

    fn trouble(&mut self, id: i64, trouble: Trouble, course: &mut Course) -> Result<Next, Diagnostic> {
        course.in_succession += 1;
        let tried_again = course.in_succession < self.rules.failures.max(1);
        match trouble {
            Trouble::Refused(why) => Ok(Next::Stop(why)),
            Trouble::HeldUp(why) if tried_again => {
                self.pause(self.rules.reconnect.pause(course.in_succession), &why);
                Ok(Next::Again(self.clock.now()))
            }
            Trouble::HeldUp(why) => {
                let message = format!("the server takes no mail: {why}");
                let help = "nothing is lost: run again later, and nobody is mailed twice";
                Ok(Next::Stop(Diagnostic::error("mail-stopped", message).help(help)))
            }
            Trouble::Failed(answer) => self.step(id, &Step::Fail { answer }).map(|_| Next::Go),
            Trouble::Unknown(answer) => {
                self.step(id, &Step::Lose { answer: answer.clone() })?;
                self.after_loss(&answer, tried_again, course);
                Ok(Next::Go)
            }
            Trouble::Deferred(answer) => self.defer(id, answer),
            Trouble::Lost(answer) => {
                let next = self.defer(id, answer.clone())?;
                self.after_loss(&answer, tried_again, course);
                Ok(next)
            }
        }
    }

    fn after_loss(&mut self, why: &str, goes_on: bool, course: &Course) {
        if goes_on {
            self.pause(self.rules.reconnect.pause(course.in_succession), why);
        }
    }

    fn defer(&mut self, id: i64, answer: String) -> Result<Next, Diagnostic> {
        let attempts = self.ledger.row(id)?.attempts + 1;
        if attempts >= self.rules.attempts.max(1) {
            let answer = format!("given up after {attempts} attempts: {answer}");
            return self.step(id, &Step::Fail { answer }).map(|_| Next::Go);
        }
        let due = self.clock.now().saturating_add(self.rules.again.pause(attempts));
        self.step(id, &Step::Defer { answer, due }).map(|row| Next::Again(row.due))
    }

    fn step(&mut self, id: i64, step: &Step) -> Result<Row, Diagnostic> {
        let row = self.ledger.step(id, step, self.clock.now())?;
        if row.state != State::Sending {
            (self.tell)(Told::Step(&row));
        }
        Ok(row)
    }

    fn pause(&mut self, milliseconds: i64, reason: &str) {
        (self.tell)(Told::Pause { milliseconds, reason });
        self.clock.sleep(milliseconds);
    }
}

/// Sends one entry's message to another address, for a look at it: the ledger is left alone. Gives the server's answer.
pub fn trial(
    entry: &Entry,
    to: &str,
    messages: &dyn Messages,
    carrier: &mut dyn Carrier,
    clock: &dyn Clock,
) -> Result<String, Diagnostic> {
    let message = messages.message(entry, clock.now() / 1000)?;
    let mut send = || {
        carrier.ready()?;
        carrier.offer(to, message.len())?;
        carrier.deliver(&message)
    };
    let answer = send();
    carrier.close();
    answer.map_err(|trouble| match trouble {
        Trouble::Refused(why) => why,
        Trouble::HeldUp(why)
        | Trouble::Deferred(why)
        | Trouble::Failed(why)
        | Trouble::Lost(why)
        | Trouble::Unknown(why) => Diagnostic::error("mail-trial", format!("the trial to {to} was not taken: {why}")),
    })
}

#[cfg(test)]
mod tests;
