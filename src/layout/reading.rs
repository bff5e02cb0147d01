//! Finding and reading a layout: built in, or a file of the user's with its fonts.

use super::dimension::FORMATS;
use super::extending::{Chain, read_chain};
use super::{Layout, soundness};
use crate::assets::fonts::FontBook;
use crate::diagnostic::{Diagnostic, SourceMap, Span};
use crate::yaml::{self, Spanned};
use crate::{Failure, Session};
use std::path::{Path, PathBuf};

/// The layouts that are compiled in.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("report", include_str!("../../layouts/report.yaml")),
    ("booklet", include_str!("../../layouts/booklet.yaml")),
    ("handout", include_str!("../../layouts/handout.yaml")),
];

/// The layout of events that name none.
const DEFAULT: &str = "report";

/// Which layout is wanted.
#[derive(Clone, Debug)]
pub struct Choice {
    name: String,
    /// Relative paths count from here.
    folder: PathBuf,
    /// The same in words.
    counts_from: &'static str,
    /// It is a path even if it does not look like one.
    is_file: bool,
    span: Option<Span>,
}

/// A layout's text.
pub struct Found {
    /// For messages.
    pub path: PathBuf,
    /// The same for two paths that lead to one file.
    pub identity: String,
    pub bytes: Vec<u8>,
}

impl Choice {
    pub fn from_command_line(name: &str) -> Choice {
        Choice {
            name: name.to_owned(),
            folder: PathBuf::new(),
            counts_from: "the current folder",
            is_file: false,
            span: None,
        }
    }

    /// A layout file, whatever its name.
    pub fn from_path(path: &Path) -> Choice {
        let name = path.to_string_lossy().into_owned();
        Choice { is_file: true, ..Choice::from_command_line(&name) }
    }

    pub fn from_event(name: Option<&Spanned<String>>, folder: &Path) -> Choice {
        Choice {
            name: name.map_or(DEFAULT.to_owned(), |name| name.value.clone()),
            folder: folder.to_owned(),
            counts_from: "the event file's folder",
            is_file: false,
            span: name.map(|name| name.span),
        }
    }

    /// What a layout in `folder` extends.
    pub fn from_layout(name: &Spanned<String>, folder: &Path) -> Choice {
        Choice {
            name: name.value.clone(),
            folder: folder.to_owned(),
            counts_from: "the folder of the layout that says `extends`",
            is_file: false,
            span: Some(name.span),
        }
    }

    /// As it was written.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn is_path(&self) -> bool {
        self.is_file || self.name.contains(['/', '\\']) || self.name.ends_with(".yaml") || self.name.ends_with(".yml")
    }

    /// Reads the layout's text.
    pub fn open(&self, session: &mut Session) -> Result<Found, Failure> {
        if self.is_path() {
            // Without `./` in its middle.
            let path: PathBuf = self.folder.join(&self.name).components().collect();
            return match std::fs::read(&path) {
                Ok(bytes) => {
                    let identity = std::fs::canonicalize(&path).unwrap_or(path.clone()).to_string_lossy().into_owned();
                    Ok(Found { path, identity, bytes })
                }
                Err(error) => Err(self.cannot_read(&path, &error, session)),
            };
        }
        match BUILT_IN.iter().find(|(name, _)| *name == self.name) {
            Some((name, text)) => {
                let identity = format!("<layout {name}>");
                Ok(Found { path: PathBuf::from(&identity), identity, bytes: text.as_bytes().to_vec() })
            }
            None => Err(self.unknown(session)),
        }
    }

    fn cannot_read(&self, path: &Path, error: &std::io::Error, session: &mut Session) -> Failure {
        let message = format!("the layout {} cannot be read: {error}", path.display());
        let mut problem = Diagnostic::error("no-layout", message);
        problem.help = Some(format!("the path counts from {}", self.counts_from));
        problem.span = self.span;
        session.diagnostics.push(problem);
        Failure::Input
    }

    fn unknown(&self, session: &mut Session) -> Failure {
        let names = BUILT_IN.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let known = if BUILT_IN.len() == 1 { "the built-in layout is" } else { "the built-in layouts are" };
        let mut problem = Diagnostic::error("unknown-layout", format!("there is no layout `{}`", self.name))
            .help(format!("{known} {names}; a layout of your own is named by its path, such as `./mine.yaml`"));
        problem.span = self.span;
        session.diagnostics.push(problem);
        Failure::Input
    }
}

/// Reads the layout with all that it extends, and adds its fonts to the book.
pub fn read(choice: &Choice, fonts: &mut FontBook, session: &mut Session) -> Result<Layout, Failure> {
    let Chain { root, changes, .. } = read_chain(choice, session)?;
    let layout = yaml::read_tree::<Layout>(&session.sources, root, FORMATS, &mut session.diagnostics);
    let layout = layout.ok_or(Failure::Input)?;
    soundness::check(&layout, &mut session.diagnostics);
    let layout = Layout { removed: changes.removed, ..layout };
    add_fonts(&layout, fonts, session);
    session.check()?;
    Ok(layout)
}

/// Font files stand beside the layout that names them. The family's name is the layout's; weight and slope are the
/// file's own.
fn add_fonts(layout: &Layout, fonts: &mut FontBook, session: &mut Session) {
    for (family, files) in &layout.fonts {
        let mut faces: Vec<(u16, bool, Span)> = Vec::new();
        for file in files {
            let found = add_font(family, file, fonts, &session.sources);
            let problem = match found {
                Err(why) => {
                    let message = format!("the font {} cannot be used: {why}", file.value);
                    Diagnostic::error("bad-font", message).at(file.span)
                }
                Ok((weight, italic)) => match faces.iter().find(|face| (face.0, face.1) == (weight, italic)) {
                    Some((.., first)) => same_face(family, weight, italic, file.span, *first),
                    None => {
                        faces.push((weight, italic, file.span));
                        continue;
                    }
                },
            };
            session.diagnostics.push(problem);
        }
    }
}

/// Weight and slope of the face that was added.
fn add_font(
    family: &str,
    file: &Spanned<String>,
    fonts: &mut FontBook,
    sources: &SourceMap,
) -> Result<(u16, bool), String> {
    let folder = sources.get(file.span.file).path.parent().unwrap_or(Path::new(""));
    let data = std::fs::read(folder.join(&file.value)).map_err(|error| error.to_string())?;
    let id = fonts.add_file(family, data)?;
    let face = fonts.face(id);
    Ok((face.weight, face.italic))
}

fn same_face(family: &str, weight: u16, italic: bool, span: Span, first: Span) -> Diagnostic {
    let slope = if italic { "italic" } else { "upright" };
    Diagnostic::error("bad-font", format!("two files of `{family}` are its {slope} face of weight {weight}"))
        .at(span)
        .label("the second")
        .related(first, "the first")
        .help("a family has one file for each weight and slope; give another cut, such as one for captions, a family of its own")
}
