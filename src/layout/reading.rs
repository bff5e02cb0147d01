//! Finding and reading a layout: built in, or a file of the user's with its fonts.

use super::Layout;
use crate::assets::fonts::FontBook;
use crate::diagnostic::{Diagnostic, Span};
use crate::yaml::{self, Spanned};
use crate::{Failure, Session};
use std::path::{Path, PathBuf};

/// The layouts that are compiled in.
pub const BUILT_IN: &[(&str, &str)] = &[("report", include_str!("../../layouts/report.yaml"))];

/// The layout of events that name none.
const DEFAULT: &str = "report";

/// Which layout is wanted.
#[derive(Clone, Debug)]
pub struct Choice {
    name: String,
    /// Relative paths count from here.
    folder: PathBuf,
    span: Option<Span>,
}

impl Choice {
    pub fn from_command_line(name: &str) -> Choice {
        Choice { name: name.to_owned(), folder: PathBuf::new(), span: None }
    }

    pub fn from_event(name: Option<&Spanned<String>>, folder: &Path) -> Choice {
        Choice {
            name: name.map_or(DEFAULT.to_owned(), |name| name.value.clone()),
            folder: folder.to_owned(),
            span: name.map(|name| name.span),
        }
    }

    fn is_path(&self) -> bool {
        self.name.contains(['/', '\\']) || self.name.ends_with(".yaml") || self.name.ends_with(".yml")
    }
}

/// Reads the layout and adds its fonts to the book.
pub fn read(choice: &Choice, fonts: &mut FontBook, session: &mut Session) -> Result<Layout, Failure> {
    let (path, bytes) = if choice.is_path() {
        let path = choice.folder.join(&choice.name);
        match std::fs::read(&path) {
            Ok(bytes) => (path, bytes),
            Err(error) => return Err(cannot_read(choice, &path, &error, session)),
        }
    } else {
        match BUILT_IN.iter().find(|(name, _)| *name == choice.name) {
            Some((name, text)) => (PathBuf::from(format!("<layout {name}>")), text.as_bytes().to_vec()),
            None => return Err(unknown(choice, session)),
        }
    };
    let file = yaml::load(&path, bytes, &mut session.sources, &mut session.diagnostics);
    session.check()?;
    let layout: Layout = yaml::read(&session.sources, file, &mut session.diagnostics).ok_or(Failure::Input)?;
    add_fonts(&layout, path.parent().unwrap_or(Path::new("")), fonts, session);
    session.check()?;
    Ok(layout)
}

fn cannot_read(choice: &Choice, path: &Path, error: &std::io::Error, session: &mut Session) -> Failure {
    let mut problem = Diagnostic::error("no-layout", format!("the layout {} cannot be read: {error}", path.display()))
        .help("the path counts from the event file's folder");
    problem.span = choice.span;
    session.diagnostics.push(problem);
    Failure::Input
}

fn unknown(choice: &Choice, session: &mut Session) -> Failure {
    let names = BUILT_IN.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let known = if BUILT_IN.len() == 1 { "the built-in layout is" } else { "the built-in layouts are" };
    let mut problem = Diagnostic::error("unknown-layout", format!("there is no layout `{}`", choice.name))
        .help(format!("{known} {names}; a layout of your own is named by its path, such as `./mine.yaml`"));
    problem.span = choice.span;
    session.diagnostics.push(problem);
    Failure::Input
}

/// Font files stand beside the layout.
fn add_fonts(layout: &Layout, folder: &Path, fonts: &mut FontBook, session: &mut Session) {
    for file in layout.fonts.values().flatten() {
        let path = folder.join(&file.value);
        let added = match std::fs::read(&path) {
            Ok(data) => fonts.add_file(&path, data).map(drop),
            Err(error) => Err(error.to_string()),
        };
        if let Err(why) = added {
            let message = format!("the font {} cannot be used: {why}", file.value);
            session.diagnostics.push(Diagnostic::error("bad-font", message).at(file.span));
        }
    }
}
