//! Plenary typesets seminar and conference reports from one YAML file.
//!
//! Data goes one way: `event` and `layout` are read as written, `resolve` makes of both the document as meant, `text`
//! shapes its paragraphs and breaks them into lines, `compose` places them on pages, `paint` lists what stands where,
//! `press` lays pages on sheets, adds marks, makes pictures for an edition and tells what a print shop would find, `pdf` writes it; `quality` measures composed
//! pages on request. `geometry`, `color`, `structure`, `glyph`, `diagnostic` and `assets` stand beneath all.

pub mod assets;
pub mod attendees;
pub mod cli;
pub mod color;
pub mod compose;
pub mod copies;
pub mod diagnostic;
pub mod event;
mod fitting;
pub mod geometry;
pub mod glyph;
pub mod jobs;
pub mod layout;
pub mod ledger;
pub mod mail;
pub mod outputs;
pub mod paint;
pub mod pdf;
pub mod press;
pub mod print;
pub mod quality;
pub mod resolve;
pub mod screen;
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
use paint::display_list::{DisplayList, Screen};
use paint::paint;
use press::pictures::{Prepared, Target};
use press::{Imposition, Marks, preflight};
use quality::report::Quality;
use resolve::document::Document;
use resolve::{Surroundings, resolve};
use screen::ScreenSpec;
use std::borrow::Cow;
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

    fn product(&self) -> Product {
        Product { edition: self.edition, imposition: self.imposition.clone(), marks: self.marks, screen: None }
    }

    /// What cannot be made at all, whatever the event says.
    fn check(&self) -> Result<(), Diagnostic> {
        let fail = |message| Diagnostic::error("usage", message).help("add `--edition print` or `--edition office`");
        self.product().senseless().map_or(Ok(()), |message| Err(fail(message)))
    }
}

/// How composed pages become a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Product {
    pub edition: Edition,
    /// How pages are laid on sheets; `None` for each page by itself.
    pub imposition: Option<Imposition>,
    /// Printer's marks in place of those that event or layout ask for; the office edition has none but these.
    pub marks: Option<Marks>,
    /// For the screen edition, in place of what event and layout say, key by key.
    pub screen: Option<ScreenSpec>,
}

impl Product {
    /// What is asked for that the edition does not have.
    fn senseless(&self) -> Option<String> {
        let asked = match (&self.imposition, self.marks) {
            _ if self.edition != Edition::Screen => return None,
            (None, None) => return None,
            (Some(_), _) => "sheets are",
            (None, Some(_)) => "printer's marks are",
        };
        Some(format!("{asked} for printing, and this is the screen edition"))
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

    /// What was made; or `None`, and the findings are the session's.
    fn take<T>(&mut self, result: Result<T, Diagnostics>) -> Option<T> {
        result.map_err(|mut found| self.diagnostics.list.append(&mut found.list)).ok()
    }

    fn take_preflight(&mut self, mut findings: Vec<Diagnostic>) {
        self.count(&findings);
        self.diagnostics.list.append(&mut findings);
    }

    /// Counts what a preflight found.
    fn count(&mut self, findings: &[Diagnostic]) {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let sum = self.preflight.get_or_insert_default();
        sum.errors += count(Severity::Error);
        sum.warnings += count(Severity::Warning);
        sum.silenced += count(Severity::Silenced);
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

/// What is told of a picture that is not described: a mistake in the edition that is read aloud.
const MISSING_ALT: &str = "missing-alt";
/// What is wrong with a picture or a letter, whatever else is.
const MATTER: [&str; 2] = [resolve::BAD_PICTURE, "missing-glyph"];

/// What is looked at besides what building asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Inspection {
    /// The figures of the composed pages.
    pub quality: bool,
    /// What a print shop would find; the print edition is held against it in any case.
    pub preflight: bool,
    /// What hinders readers of the screen edition who have low sight.
    pub legibility: bool,
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
    let painted = Painted::of(typeset);
    let (product, edition) = (request.product(), request.edition);
    let mut prepared = None;
    if edition == Edition::Print || inspection.preflight {
        let for_press = painted.prepare_for(&Target::print(&painted.list.press), session.cache.as_ref());
        let for_press = session.take(for_press).unwrap_or_default();
        session.take_preflight(painted.preflight(&for_press));
        if edition == Edition::Print {
            session.check()?;
            prepared = Some(for_press);
        }
    }
    if edition == Edition::Screen && inspection.legibility {
        let found = preflight::check_on_screen(&painted.list, &painted.fonts, &painted.pictures);
        session.take_preflight(found);
    }
    let prepare = || painted.prepare_for(&painted.target(&product), session.cache.as_ref());
    let prepared = prepared.map_or_else(prepare, Ok);
    let prepared = session.take(prepared).ok_or(Failure::Input)?;
    let list = painted.lay_out(&product, &mut session.diagnostics);
    let list = session.take(list).ok_or(Failure::Input)?;
    let output = painted.finish(&list, &product, &prepared, session.cache.as_ref(), &mut session.diagnostics);
    let output = session.take(output).ok_or(Failure::Input)?;
    Ok((output, quality))
}

/// A display list with what it refers to.
struct Painted {
    document: Document,
    list: DisplayList,
    fonts: FontBook,
    pictures: Pictures,
}

impl Painted {
    fn of(mut typeset: Typeset) -> Painted {
        let composed = std::mem::take(&mut typeset.composed);
        let list = paint(&typeset.document, composed, &typeset.pictures);
        let Typeset { document, fonts, pictures, .. } = typeset;
        Painted { document, list, fonts, pictures }
    }

    /// How pictures are to be for a file.
    fn target(&self, product: &Product) -> Target {
        match product.edition {
            Edition::Screen => Target::screen(&self.list.press, &self.screen(product)),
            Edition::Print => Target::print(&self.list.press),
            Edition::Office => Target::office(),
        }
    }

    fn screen(&self, product: &Product) -> Screen {
        product.screen.as_ref().map_or(self.list.screen, |spec| self.list.screen.under(spec))
    }

    fn prepare_for(&self, target: &Target, cache: Option<&Cache>) -> Result<Prepared, Diagnostics> {
        let prepared = press::pictures::prepare(&self.list, &self.pictures, target, cache, None);
        if let Some(cache) = cache {
            cache.trim();
        }
        prepared
    }

    /// Looks at the pages by themselves, before they are laid on sheets and marked.
    fn preflight(&self, prepared: &Prepared) -> Vec<Diagnostic> {
        preflight::check(&self.list, &self.fonts, &self.pictures, prepared)
    }

    /// Lays the pages on sheets and adds the marks that are asked for; on a screen they stay as they are, without leaves.
    fn lay_out(&self, product: &Product, diagnostics: &mut Diagnostics) -> Result<Cow<'_, DisplayList>, Diagnostics> {
        let (edition, office, marks) = match product.edition {
            Edition::Screen => return Ok(self.list.without_leaves()),
            Edition::Print => ("Print edition", false, self.list.press.marks),
            Edition::Office => ("Office edition", true, Marks::default()),
        };
        let mut list = self.list.clone();
        list.press.marks = product.marks.unwrap_or(marks);
        let job = press::Job { imposition: product.imposition.as_ref(), edition, office };
        Ok(Cow::Owned(press::prepare(list, &job, &self.fonts, &self.pictures, diagnostics)?))
    }

    /// Writes the file, and makes pictures coarser where it would be larger than is allowed.
    fn finish(
        &self,
        list: &DisplayList,
        product: &Product,
        prepared: &Prepared,
        cache: Option<&Cache>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Output, Diagnostics> {
        let screen = self.screen(product);
        match screen.max_size.filter(|_| product.edition == Edition::Screen) {
            Some(limit) => fitting::Job { painted: self, list, screen, limit, cache }
                .fit(prepared, diagnostics)
                .map(|(output, _)| output),
            None => self.write(list, product.edition, prepared),
        }
    }

    fn write(&self, list: &DisplayList, edition: Edition, prepared: &Prepared) -> Result<Output, Diagnostics> {
        let pdf = pdf::write(list, &self.fonts, &self.pictures, prepared, &pdf::Options::new(edition))?;
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
    let event = read_event(&request.event, session)?;
    typeset_event(&event, request, session)
}

/// The pipeline from an event that was read up to composed pages.
fn typeset_event(event: &Event, request: &Request, session: &mut Session) -> Result<Typeset, Failure> {
    let folder = request.event.parent().unwrap_or(Path::new(""));
    let choice = match &request.layout {
        Some(name) => layout::Choice::from_command_line(name),
        None => layout::Choice::from_event(event.layout.as_ref(), folder),
    };
    let mut fonts = FontBook::builtin();
    let layout = layout::read(&choice, &mut fonts, session)?;
    let mut pictures = Pictures::with_cache(session.cache.clone());
    let (sources, date) = (&session.sources, request.date);
    let surroundings = Surroundings { sources, folder, fonts: &fonts, pictures: &mut pictures, date };
    let set = set(event, &layout, surroundings, &mut session.diagnostics);
    if request.edition == Edition::Screen {
        session.diagnostics.raise(MISSING_ALT);
    }
    session.check()?;
    let (document, composed) = set.ok_or(Failure::Input)?;
    Ok(Typeset { document, composed, fonts, pictures })
}

/// The pipeline from event and layout as written to composed pages. `None`, or errors in `diagnostics`, or both: there are
/// no pages to print.
fn set(
    event: &Event,
    layout: &Layout,
    surroundings: Surroundings,
    diagnostics: &mut Diagnostics,
) -> Option<(Document, Composed)> {
    let fonts = surroundings.fonts;
    let document = resolve(event, layout, surroundings, diagnostics)?;
    let mut found = Diagnostics::default();
    let composed = compose(&document, fonts, &mut found);
    if diagnostics.has_errors() {
        // Of pages without all that belongs there no more is true.
        found.list.retain(|diagnostic| MATTER.contains(&diagnostic.code));
    }
    diagnostics.list.append(&mut found.list);
    Some((document, composed))
}

fn read_event(path: &Path, session: &mut Session) -> Result<Event, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::system("read", path, error))?;
    let file = yaml::load(path, bytes, &mut session.sources, &mut session.diagnostics);
    session.check()?;
    event::hide_password(&mut session.sources, file, &mut session.diagnostics);
    let event = event::read(&session.sources, file, &mut session.diagnostics).ok_or(Failure::Input)?;
    outputs::check(&event, &mut session.diagnostics);
    if session.diagnostics.has_errors() {
        event::check_texts(&event, &mut session.diagnostics);
        check_matter(&event, path, session);
    }
    session.check()?;
    Ok(event)
}

/// Tells what stands wrong in the pictures and letters of an event that has other mistakes, so that all are told in one
/// run. Nothing else is told of its pages: that might follow from the mistakes.
fn check_matter(event: &Event, path: &Path, session: &mut Session) {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut aside = Session { sources: session.sources.clone(), ..Session::default() };
    let mut fonts = FontBook::builtin();
    let choice = layout::Choice::from_event(event.layout.as_ref(), folder);
    let Ok(layout) = layout::read(&choice, &mut fonts, &mut aside) else { return };
    let mut pictures = Pictures::new();
    let surroundings =
        Surroundings { sources: &aside.sources, folder, fonts: &fonts, pictures: &mut pictures, date: None };
    set(event, &layout, surroundings, &mut aside.diagnostics);
    let is_own = |diagnostic: &Diagnostic| {
        let place = diagnostic.span.map(|span| aside.sources.get(span.file).path.as_path());
        MATTER.contains(&diagnostic.code) && place == Some(path)
    };
    session.diagnostics.list.extend(aside.diagnostics.list.into_iter().filter(|diagnostic| is_own(diagnostic)));
}

/// The built-in layouts, and after them the one that `file` is, or that the event in it names, if it is the user's own; the
/// one alone where `file` is a built-in layout's name.
pub fn layouts(file: Option<&Path>, session: &mut Session) -> Result<Vec<LayoutEntry>, Failure> {
    if let Some(name) = file.filter(|file| !file.exists()).and_then(Path::to_str) {
        // A built-in layout's name is none of a file.
        let choice = layout::Choice::from_command_line(name);
        if !choice.is_path() {
            return Ok(vec![layout::describe(&choice, session)?]);
        }
    }
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
