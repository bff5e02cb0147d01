//! Plenary typesets seminar and conference reports from one YAML file.
//!
//! Data goes one way: `event` and `layout` are read as written, `resolve` makes of both the document as meant, `text`
//! shapes its paragraphs and breaks them into lines, `compose` places them on pages, `paint` lists what stands where,
//! `pdf` writes an edition. `geometry`, `color`, `structure`, `glyph`, `diagnostic` and `assets` stand beneath all.

pub mod assets;
pub mod cli;
pub mod color;
pub mod diagnostic;
pub mod event;
pub mod geometry;
pub mod glyph;
pub mod layout;
pub mod paint;
pub mod pdf;
pub mod resolve;
pub mod structure;
pub mod text;
pub mod yaml;

use diagnostic::{Diagnostics, SourceMap};
use std::io;
use std::path::{Path, PathBuf};

/// What is to be made.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// The event file.
    pub event: PathBuf,
    /// A built-in layout's name or a layout file's path, in place of the event's own choice.
    pub layout: Option<String>,
    pub edition: Edition,
}

/// What the file is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// PDF/UA-1 and PDF/A-2a, small enough to e-mail.
    Screen,
    /// PDF/X-4 for the press.
    Print,
}

/// What a run has read and found.
#[derive(Clone, Default, Debug)]
pub struct Session {
    pub sources: SourceMap,
    pub diagnostics: Diagnostics,
}

/// A finished file.
#[derive(Clone, PartialEq, Debug)]
pub struct Output {
    pub pdf: Vec<u8>,
    pub pages: usize,
}

/// Why nothing was made.
#[derive(Debug)]
pub enum Failure {
    /// The input has errors; the session's diagnostics tell them.
    Input,
    /// A file could not be read or written.
    System { doing: &'static str, path: PathBuf, error: io::Error },
}

impl Failure {
    /// The system's refusal to do something with `path`.
    pub fn system(doing: &'static str, path: &Path, error: io::Error) -> Failure {
        Failure::System { doing, path: path.to_owned(), error }
    }
}

/// Makes what is requested. Whatever there is to say about the input is in the session afterwards.
pub fn compile(request: &Request, session: &mut Session) -> Result<Output, Failure> {
    let bytes = std::fs::read(&request.event).map_err(|error| Failure::system("read", &request.event, error))?;
    let file = yaml::load(&request.event, bytes, &mut session.sources, &mut session.diagnostics);
    let event = match session.diagnostics.has_errors() {
        true => None,
        false => event::read(&session.sources, file, &mut session.diagnostics),
    };
    if let Some(event) = event.as_ref().filter(|_| session.diagnostics.has_errors()) {
        event::check_texts(event, &mut session.diagnostics);
        return Err(Failure::Input);
    }
    if event.is_some() && !session.diagnostics.has_errors() {
        let message = "this version reads and checks events but does not set them yet";
        session.diagnostics.push(diagnostic::Diagnostic::error("unfinished", message));
    }
    Err(Failure::Input)
}
