//! The arguments, as clap reads them; the descriptions below are the help text.

use super::copies::CopiesArgs;
use super::send::SendArgs;
use super::sheets::SheetArgs;
use crate::diagnostic::Diagnostic;
use crate::{Edition, Request};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Typesets seminar and conference reports from one YAML file.
#[derive(Parser, Debug)]
#[command(name = "plenary", version, after_help = EXIT_CODES)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Whether messages are coloured.
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, value_name = "WHEN")]
    pub color: Color,
    /// Messages for people, or a JSON object on a line for each on the standard output.
    #[arg(long, value_enum, default_value_t = Format::Text, global = true, value_name = "FORMAT")]
    pub message_format: Format,
}

const EXIT_CODES: &str =
    "Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 a file cannot be read or written";

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Sets the event and writes a PDF file.
    Build {
        /// Writes every file that the event's `outputs` name, in one run.
        #[arg(long, conflicts_with_all = ["layout", "edition", "SheetArgs"])]
        all: bool,
        /// The file to write; `-` for the standard output. Without it, the event file's name with .pdf
        /// (-print.pdf for print, -office.pdf for office, -print-booklet.pdf and so on for sheets) beside the event file.
        /// With `--all`, the folder to write to.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        job: Job,
    },
    /// Does all that build does, but writes nothing; and tells what a print shop would find, unless --edition screen
    /// is given.
    Check {
        /// Checks every file that the event's `outputs` name, in one run.
        #[arg(long, conflicts_with_all = ["layout", "edition", "SheetArgs", "quality"])]
        all: bool,
        /// Measures the pages too: word spaces, hyphens, rivers, lone lines, grid, columns, and where they are bad.
        #[arg(long)]
        quality: bool,
        #[command(flatten)]
        job: Job,
    },
    /// Writes a file for each attendee, with words of its own in the frames that the layout keeps for them.
    Copies(CopiesArgs),
    /// Mails each attendee the report. Without --really it sends nothing: it writes the messages to look at, and tells the
    /// digest that --really takes. A ledger beside the event keeps who has been mailed; nobody is mailed twice.
    Send(SendArgs),
    /// Lists the layouts.
    Layouts {
        /// An event or a layout file: the user's own layout is listed too. A built-in layout's name: that one alone.
        #[arg(value_name = "EVENT|LAYOUT")]
        file: Option<PathBuf>,
    },
    /// Lists the font families: faces, languages, features, licence.
    Fonts {
        /// A layout whose fonts are listed too.
        #[arg(long, value_name = "NAME|FILE")]
        layout: Option<String>,
    },
    /// Tells where pictures made for an edition are kept for later runs, and how much room they take.
    Cache {
        /// Removes them; they are made again when they are needed.
        #[arg(long)]
        clear: bool,
    },
    /// Prints the JSON schema of event files or layout files, for editors.
    Schema {
        #[arg(value_enum)]
        of: SchemaOf,
    },
}

#[derive(clap::Args, Debug)]
pub struct Job {
    /// The event file.
    pub event: PathBuf,
    /// A built-in layout or a layout file, in place of the one that the event names.
    #[arg(long, value_name = "NAME|FILE")]
    pub layout: Option<String>,
    /// What the file is for; screen unless said otherwise.
    #[arg(long, value_enum)]
    pub edition: Option<EditionName>,
    #[command(flatten)]
    pub sheets: SheetArgs,
    /// Makes every picture anew, and keeps none for later runs.
    #[arg(long)]
    pub no_cache: bool,
}

impl Job {
    /// Fails where options make no sense together.
    pub fn request(self) -> Result<Request, Diagnostic> {
        Ok(Request {
            imposition: self.sheets.imposition()?,
            marks: self.sheets.marks(),
            event: self.event,
            layout: self.layout,
            edition: self.edition.unwrap_or(EditionName::Screen).edition(),
            date: source_date(),
        })
    }
}

/// `SOURCE_DATE_EPOCH`, as reproducible builds set it.
pub fn source_date() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum EditionName {
    /// To read and to e-mail: PDF/UA-1 and PDF/A-2a.
    Screen,
    /// For the press: PDF/X-4.
    Print,
    /// For the office copier: greys, pages clear of the edges that it leaves white.
    Office,
}

impl EditionName {
    fn edition(self) -> Edition {
        match self {
            EditionName::Screen => Edition::Screen,
            EditionName::Print => Edition::Print,
            EditionName::Office => Edition::Office,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum SchemaOf {
    Event,
    Layout,
}
