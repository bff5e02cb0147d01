//! What Plenary has to say about its input: one type for errors, warnings and notes, gathered in one place so that a
//! run reports all of them at once.
//!
//! Every stage pushes to [`Diagnostics`]; the command line renders them with [`render`] or [`json`].

pub mod json;
pub mod render;

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An index into the source map's files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A stretch of a source file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Span {
    pub file: FileId,
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start, end }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
    /// A finding that the user has said to know; listed, never counted.
    Silenced,
}

/// One finding: what is wrong, where, and what to do.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A short stable name in kebab-case, such as `unknown-key`.
    pub code: &'static str,
    pub message: String,
    pub span: Option<Span>,
    /// Characters that the finding is about: their first occurrence in the span is shown, if there is one.
    pub characters: Option<String>,
    /// Said at the caret.
    pub label: String,
    /// Other places that matter.
    pub related: Vec<(Span, String)>,
    pub help: Option<String>,
    /// What was measured, where the finding is a measure of pages.
    pub measured: Option<Box<Measured>>,
}

/// A value measured on pages, and what it should be.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    /// Numbers of the pages where it was found; the value is that of the first.
    pub pages: Vec<String>,
    pub value: f64,
    pub limit: f64,
    /// "ppi", "pt", "mm", "%" or what is counted.
    pub unit: &'static str,
}

impl Diagnostic {
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    pub fn note(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            span: None,
            characters: None,
            label: String::new(),
            related: Vec::new(),
            help: None,
            measured: None,
        }
    }

    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }

    /// At a place, where there is one.
    pub fn maybe_at(self, span: Option<Span>) -> Diagnostic {
        match span {
            Some(span) => self.at(span),
            None => self,
        }
    }

    /// The place to show.
    pub fn place(&self, sources: &SourceMap) -> Option<Span> {
        let span = self.span?;
        let text = sources.get(span.file).text.get(span.start..span.end);
        let found = self.characters.as_ref().and_then(|wanted| Some((wanted.len(), text?.find(wanted)?)));
        let Some((length, at)) = found else { return Some(span) };
        let start = span.start + at;
        Some(Span::new(span.file, start, start + length))
    }

    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    pub fn measured(mut self, measured: Measured) -> Diagnostic {
        self.measured = Some(Box::new(measured));
        self
    }

    /// Shows another place that matters.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }
}

/// All findings of a run.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics {
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Makes the warnings of a code errors: what is let pass elsewhere is not here.
    pub fn raise(&mut self, code: &str) {
        let of_code = self.list.iter_mut().filter(|d| d.code == code && d.severity == Severity::Warning);
        of_code.for_each(|warning| warning.severity = Severity::Error);
    }

    /// In the order of files and places; what has no place comes last. What several stages found, or one of them
    /// several times, stands once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.list.iter().collect();
        list.sort_by_key(|d| d.span.map_or((FileId(u32::MAX), usize::MAX), |span| (span.file, span.start)));
        let mut kept: Vec<&Diagnostic> = Vec::with_capacity(list.len());
        for diagnostic in list {
            let same_place = kept.iter().rev().take_while(|known| known.span == diagnostic.span);
            if !same_place.into_iter().any(|known| *known == diagnostic) {
                kept.push(diagnostic);
            }
        }
        kept
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Diagnostics {
        Diagnostics { list: vec![diagnostic] }
    }
}

/// The texts that spans point into.
#[derive(Clone, Default, Debug)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As the user wrote it, for messages.
    pub path: PathBuf,
    pub text: Arc<str>,
}

impl SourceMap {
    pub fn add(&mut self, path: &Path, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile { path: path.to_owned(), text: text.into() });
        FileId(self.files.len() as u32 - 1)
    }

    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Writes `x` over a stretch of a file, which is to appear in no message.
    pub fn hide(&mut self, span: Span) {
        let Some(file) = self.files.get_mut(span.file.0 as usize) else { return };
        let Some(hidden) = file.text.get(span.start..span.end) else { return };
        let over: String =
            hidden.chars().map(|c| if c == '\n' { "\n".into() } else { "x".repeat(c.len_utf8()) }).collect();
        file.text = [&file.text[..span.start], &over, &file.text[span.end..]].concat().into();
    }

    /// Line and column of a byte, both from 1, columns in characters.
    pub fn line_column(&self, file: FileId, offset: usize) -> (usize, usize) {
        let text = &self.get(file).text;
        let before = &text[..floor_boundary(text, offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// The last character boundary not after `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
