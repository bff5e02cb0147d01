//! The command line: arguments in, files and messages out, one exit code.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | the input has errors |
//! | 2 | wrong usage |
//! | 3 | the system refused: a file cannot be read or written |

#![expect(clippy::disallowed_methods, reason = "time and environment end here; the library takes them as values")]

mod all;
mod args;
mod cache;
mod commands;
mod copies;
mod listing;
mod output;
mod send;
mod sheets;

use args::{Args, Color, Command};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, IsTerminal};

/// How a run ended; the number is the process's exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    Done = 0,
    Input = 1,
    Usage = 2,
    System = 3,
}

/// Runs the command line.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // A closed pipe leaves nobody to tell.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let messages = commands::Messages { format: args.message_format, color: use_color(args.color) };
    match args.command {
        Command::Build { all: true, job, output } => all::build(&job, output, messages),
        Command::Check { all: true, job, .. } => all::check(&job, messages),
        Command::Build { job, output, .. } => commands::build(job, output, messages),
        Command::Check { job, quality, .. } => commands::check(job, quality, messages),
        Command::Copies(args) => copies::run(args, messages),
        Command::Send(args) => send::send(&args, messages),
        Command::Layouts { file } => commands::layouts(file.as_deref(), messages),
        Command::Fonts { layout } => commands::fonts(layout.as_deref(), messages),
        Command::Cache { clear } => cache::run(clear, messages),
        Command::Schema { of } => commands::schema(of),
    }
}

fn use_color(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        // By no-color.org.
        Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
