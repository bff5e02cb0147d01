//! What a run shows while it is on: a bar on a terminal, a line for each message elsewhere, or JSON objects.

use super::book::{row_as_json, shown};
use crate::cli::args::Format;
use crate::cli::commands::{Messages, say};
use crate::mail::ledger::{Row, State};
use crate::mail::run::Told;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::io::{self, IsTerminal};

/// Shows a run.
pub struct Progress {
    messages: Messages,
    /// Where there is a terminal to draw it on.
    bar: Option<ProgressBar>,
    total: usize,
    /// Messages that are through, for good or ill.
    done: usize,
}

impl Progress {
    pub fn new(total: usize, messages: Messages) -> Progress {
        let drawn = messages.format == Format::Text && io::stderr().is_terminal() && io::stdout().is_terminal();
        let bar = drawn.then(|| {
            let bar = ProgressBar::new(total as u64);
            // The template is sound; a default one is no harm.
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len}, {eta} left  {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Progress { messages, bar, total, done: 0 }
    }

    pub fn tell(&mut self, told: Told) {
        match (told, self.messages.format) {
            (Told::Step(row), Format::Json) => say(io::stdout(), &format!("{}\n", row_as_json(row))),
            (Told::Pause { milliseconds, reason }, Format::Json) => {
                say(io::stdout(), &format!("{}\n", json!({ "pause": milliseconds, "reason": reason })));
            }
            (Told::Step(row), Format::Text) => self.step(row),
            (Told::Pause { milliseconds, reason }, Format::Text) => {
                let line = format!("waiting for {}: {reason}", duration(milliseconds));
                match &self.bar {
                    Some(bar) => bar.set_message(line),
                    None => say(io::stdout(), &format!("{line}\n")),
                }
            }
        }
    }

    fn step(&mut self, row: &Row) {
        self.done += usize::from(!row.state.is_open());
        let line = format!("{}  {}: {}", row.state.name(), shown(row), row.answer);
        match &self.bar {
            Some(bar) => {
                bar.set_position(self.done as u64);
                bar.set_message(shown(row));
                if row.state != State::Accepted {
                    bar.println(line);
                }
            }
            None => say(io::stdout(), &format!("{}/{} {line}\n", self.done, self.total)),
        }
    }

    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn duration(milliseconds: i64) -> String {
    match milliseconds {
        ..1_000 => format!("{milliseconds} ms"),
        1_000..120_000 => format!("{} s", (milliseconds + 500) / 1_000),
        _ => format!("{} minutes", (milliseconds + 30_000) / 60_000),
    }
}
