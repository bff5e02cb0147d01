//! Plenary typesets seminar and conference reports from one YAML file.
//!
//! Data goes one way: `event` and `layout` are read as written, `resolve` makes of both the document as meant, `text`
//! shapes its paragraphs and breaks them into lines, `compose` places them on pages, `paint` lists what stands where,
//! `press` lays pages on sheets, adds marks, makes pictures for an edition and tells what a print shop would find, `pdf` writes it; `quality` measures composed
//! pages on request. `geometry`, `color`, `structure`, `glyph`, `diagnostic` and `assets` stand beneath all.

pub mod assets;
pub mod cli;
pub mod color;
pub mod compose;
pub mod diagnostic;
pub mod event;
pub mod geometry;
pub mod glyph;
pub mod jobs;
pub mod layout;
pub mod paint;
pub mod pdf;
pub mod press;
pub mod print;
pub mod quality;
pub mod resolve;
pub mod structure;
pub mod text;
pub mod yaml;

pub use pdf::Edition;

use assets::cache::Cache;
use assets::catalogue::{FamilyEntry, catalogue};
use assets::fonts::FontBook;
use assets::pictures::Pictures;
use compose::compose;
use compose::page::Composed;
use diagnostic::{Diagnostic, Diagnostics, Severity, SourceMap};
use event::Event;
use layout::{Layout, LayoutEntry};
use paint::display_list::DisplayList;
use paint::paint;
use press::pictures::{Prepared, Target};
use press::{Imposition, Marks, preflight};
use quality::report::Quality;
use resolve::document::Document;
use resolve::{Surroundings, resolve};
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
    /// How pages are laid on sheets; `None` for each page by itself.
    pub imposition: Option<Imposition>,
    /// Printer's marks in place of those that event or layout ask for.
    pub marks: Option<Marks>,
    /// Date of the file where the event gives none: seconds since 1970-01-01 UTC.
    pub date: Option<i64>,
}

impl Request {
    /// An edition of an event by its own choices.
    pub fn new(event: PathBuf, edition: Edition) -> Request {
        Request { event, layout: None, edition, imposition: None, marks: None, date: None }
    }

    /// What cannot be made at all, whatever the event says.
    fn check(&self) -> Result<(), Diagnostic> {
        let asked = match (&self.imposition, self.marks) {
            _ if self.edition != Edition::Screen => return Ok(()),
            (None, None) => return Ok(()),
            (Some(_), _) => "sheets are",
            (None, Some(_)) => "printer's marks are",
        };
        let message = format!("{asked} for printing, and this is the screen edition");
        Err(Diagnostic::error("usage", message).help("add `--edition print`"))
    }
}

/// What a run works with, has read and found.
#[derive(Default, Debug)]
pub struct Session {
    /// Where pictures that were made before are kept; without it all are made anew.
    pub cache: Option<Cache>,
    pub sources: SourceMap,
    pub diagnostics: Diagnostics,
    /// What the preflight found, where it was made.
    pub preflight: Option<Preflight>,
}

/// How many findings a preflight had.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Preflight {
    pub errors: usize,
    pub warnings: usize,
    pub silenced: usize,
}

impl Session {
    /// Stops where errors were found.
    fn check(&self) -> Result<(), Failure> {
        if self.diagnostics.has_errors() { Err(Failure::Input) } else { Ok(()) }
    }
}

/// A finished file.
#[derive(Clone, PartialEq, Debug)]
pub struct Output {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// Of the sheets on which the pages are laid; 0 where each page is by itself.
    pub sides: usize,
}

/// Why nothing was made.
#[derive(Debug)]
pub enum Failure {
    /// The input has errors; the session's diagnostics tell them.
    Input,
    /// What is requested makes no sense; the session's diagnostics tell why.
    Usage,
    /// A file could not be read or written.
    System { doing: &'static str, path: PathBuf, error: io::Error },
}

impl Failure {
    /// The system's refusal to do something with `path`.
    pub fn system(doing: &'static str, path: &Path, error: io::Error) -> Failure {
        Failure::System { doing, path: path.to_owned(), error }
    }
}

/// What is looked at besides what building asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Inspection {
    /// The figures of the composed pages.
    pub quality: bool,
    /// What a print shop would find; the print edition is held against it in any case.
    pub preflight: bool,
}

/// Makes what is requested. Whatever there is to say about the input is in the session afterwards.
pub fn compile(request: &Request, session: &mut Session) -> Result<Output, Failure> {
    inspect(request, Inspection::default(), session).map(|(output, _)| output)
}

/// As [`compile`], and looks at what was composed. Findings of the preflight are in the session; those that are errors
/// leave the print edition unwritten.
pub fn inspect(
    request: &Request,
    inspection: Inspection,
    session: &mut Session,
) -> Result<(Output, Option<Quality>), Failure> {
    let typeset = typeset(request, session)?;
    let measure = || quality::measure(&typeset.document, &typeset.composed, &typeset.fonts, &session.sources);
    let quality = inspection.quality.then(measure);
    let mut painted = Painted::of(typeset);
    let print = request.edition == Edition::Print;
    let prepared = if print || inspection.preflight { painted.prepare(session) } else { Prepared::default() };
    if print || inspection.preflight {
        painted.preflight(&prepared, session);
    }
    if print {
        session.check()?;
        painted.lay_out(request, session)?;
    }
    Ok((painted.write(request.edition, &prepared, session)?, quality))
}

/// A display list with what it refers to.
struct Painted {
    list: DisplayList,
    fonts: FontBook,
    pictures: Pictures,
}

impl Painted {
    fn of(typeset: Typeset) -> Painted {
        let list = paint(&typeset.document, typeset.composed, &typeset.pictures);
        Painted { list, fonts: typeset.fonts, pictures: typeset.pictures }
    }

    /// Pictures as the print edition wants them; none where one of them cannot be made, which the session tells.
    fn prepare(&self, session: &mut Session) -> Prepared {
        let target = Target::print(&self.list.press);
        let cache = session.cache.as_ref();
        let prepared = press::pictures::prepare(&self.list, &self.pictures, &target, cache, None);
        if let Some(cache) = cache {
            cache.trim();
        }
        prepared.unwrap_or_else(|mut found| {
            session.diagnostics.list.append(&mut found.list);
            Prepared::default()
        })
    }

    /// Looks at the pages by themselves, before they are laid on sheets and marked.
    fn preflight(&self, prepared: &Prepared, session: &mut Session) {
        let mut findings = preflight::check(&self.list, &self.fonts, &self.pictures, prepared);
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let [errors, warnings, silenced] = [Severity::Error, Severity::Warning, Severity::Silenced].map(count);
        session.preflight = Some(Preflight { errors, warnings, silenced });
        session.diagnostics.list.append(&mut findings);
    }

    /// Lays the pages on sheets and adds the marks that are asked for.
    fn lay_out(&mut self, request: &Request, session: &mut Session) -> Result<(), Failure> {
        let mut list = self.list.clone();
        list.press.marks = request.marks.unwrap_or(list.press.marks);
        let job = press::Job { imposition: request.imposition.as_ref(), edition: "Print edition" };
        let laid = press::prepare(list, &job, &self.fonts, &self.pictures, &mut session.diagnostics);
        self.list = laid.map_err(|error| {
            session.diagnostics.push(error);
            Failure::Input
        })?;
        Ok(())
    }

    /// On a screen pictures stand as they came.
    fn write(&self, edition: Edition, prepared: &Prepared, session: &mut Session) -> Result<Output, Failure> {
        let Painted { list, fonts, pictures } = self;
        let options = pdf::Options::new(edition);
        let pdf = pdf::write(list, fonts, pictures, prepared, &options).map_err(|mut found| {
            session.diagnostics.list.append(&mut found.list);
            Failure::Input
        })?;
        Ok(Output { pdf, pages: list.pages.len(), sides: list.sides.len() })
    }
}

/// An event with every page composed, before an edition of it is written.
pub struct Typeset {
    pub document: Document,
    pub composed: Composed,
    pub fonts: FontBook,
    pub pictures: Pictures,
}

/// The pipeline up to composed pages.
pub fn typeset(request: &Request, session: &mut Session) -> Result<Typeset, Failure> {
    request.check().map_err(|mistake| {
        session.diagnostics.push(mistake);
        Failure::Usage
    })?;
    let event = read_event(request, session)?;
    let mut fonts = FontBook::builtin();
    let layout = read_layout(request, &event, &mut fonts, session)?;
    let mut pictures = Pictures::new();
    let folder = request.event.parent().unwrap_or(Path::new("")).to_owned();
    let surroundings = Surroundings {
        sources: &session.sources,
        folder: &folder,
        fonts: &fonts,
        pictures: &mut pictures,
        date: request.date,
    };
    let document = resolve(&event, &layout, surroundings, &mut session.diagnostics).ok_or(Failure::Input)?;
    let composed = compose(&document, &fonts, &mut session.diagnostics);
    session.check()?;
    Ok(Typeset { document, composed, fonts, pictures })
}

fn read_event(request: &Request, session: &mut Session) -> Result<Event, Failure> {
    let bytes = std::fs::read(&request.event).map_err(|error| Failure::system("read", &request.event, error))?;
    let file = yaml::load(&request.event, bytes, &mut session.sources, &mut session.diagnostics);
    session.check()?;
    let event = event::read(&session.sources, file, &mut session.diagnostics).ok_or(Failure::Input)?;
    if session.diagnostics.has_errors() {
        event::check_texts(&event, &mut session.diagnostics);
    }
    session.check()?;
    Ok(event)
}

/// The layout that the request or the event names, and its fonts.
fn read_layout(
    request: &Request,
    event: &Event,
    fonts: &mut FontBook,
    session: &mut Session,
) -> Result<Layout, Failure> {
    let folder = request.event.parent().unwrap_or(Path::new(""));
    let chosen = match &request.layout {
        Some(name) => layout::Choice::from_command_line(name),
        None => layout::Choice::from_event(event.layout.as_ref(), folder),
    };
    layout::read(&chosen, fonts, session)
}

/// The built-in layouts, and after them the one that `file` is, or that the event in it names, if it is the user's own.
pub fn layouts(file: Option<&Path>, session: &mut Session) -> Result<Vec<LayoutEntry>, Failure> {
    let mut list = layout::built_in(session)?;
    let own = file.map(|file| own_layout(file, session)).transpose()?.flatten();
    list.extend(own.map(|choice| layout::describe(&choice, session)).transpose()?);
    Ok(list)
}

/// The layout of an event file, or a layout file itself; `None` for a built-in one.
fn own_layout(file: &Path, session: &mut Session) -> Result<Option<layout::Choice>, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::system("read", file, error))?;
    let id = yaml::load(file, bytes, &mut session.sources, &mut session.diagnostics);
    session.check()?;
    let root = yaml::parse(&session.sources, id, &mut session.diagnostics).ok_or(Failure::Input)?;
    if ["extends", "paper", "masters"].iter().any(|key| root.get(key).is_some()) {
        return Ok(Some(layout::Choice::from_path(file)));
    }
    let named = root.get("layout").and_then(|node| match &node.kind {
        yaml::node::Kind::Scalar(name) => Some(yaml::Spanned::new(name.value.clone(), node.span)),
        _ => None,
    });
    let choice = layout::Choice::from_event(named.as_ref(), file.parent().unwrap_or(Path::new("")));
    Ok(Some(choice).filter(layout::Choice::is_path))
}

/// The font families that are compiled in, and those that a layout adds.
pub fn fonts(layout: Option<&str>, session: &mut Session) -> Result<Vec<FamilyEntry>, Failure> {
    let mut fonts = FontBook::builtin();
    if let Some(name) = layout {
        layout::read(&layout::Choice::from_command_line(name), &mut fonts, session)?;
    }
    Ok(catalogue(&fonts))
}
