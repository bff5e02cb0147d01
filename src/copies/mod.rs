//! Personal copies: one file for each attendee, with words of its own in the frames that the layout keeps for them.
//!
//! In: a request, a list of attendees. Out: a [`Book`], which gives the bytes of each copy. The event is composed, its
//! pictures and fonts are encoded and all that copies have in common is written once; then each attendee's words are
//! shaped and written behind it. All words are set before the first file is written, so that fonts hold the glyphs of
//! all and whatever does not fit is told beforehand. Which part of the list is written changes no byte of a copy.

mod part;
mod words;

pub use part::Part;

use crate::attendees::{Attendee, Attendees, NAME, Template, file_names};
use crate::compose::Typesetter;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paint::display_list::DisplayList;
use crate::pdf::{Copies, Edition, Options, PersonalUse};
use crate::press::pictures::Prepared;
use crate::resolve::NO_FRAME;
use crate::{Failure, Painted, Product, Request, Session, fitting, jobs, typeset};
use words::Frames;

/// So many attendees at least are set by one thread in one go, in so many goes at most: what each finds is kept until all
/// are done.
const TOGETHER: usize = 64;
const GOES: usize = 16;
/// So many attendees' mistakes are shown; the others are counted.
const SHOWN: usize = 100;

/// An event that is composed, with its pictures, for copies of one edition.
pub struct Master {
    painted: Painted,
    /// The pages of the edition.
    list: DisplayList,
    prepared: Prepared,
    edition: Edition,
}

/// The copies of all attendees, ready to be written.
pub struct Book<'a> {
    master: &'a Master,
    attendees: &'a Attendees,
    frames: Frames<'a>,
    copies: Copies<'a>,
    names: Vec<String>,
}

/// Writes copies, one after the other. One for each thread.
pub struct Writer<'a> {
    book: &'a Book<'a>,
    setter: Typesetter<'a>,
}

impl Master {
    /// Composes the event and makes its pictures. Words for which the layout keeps no frame are errors here.
    pub fn new(request: &Request, session: &mut Session) -> Result<Master, Failure> {
        if request.edition == Edition::Office || request.imposition.is_some() {
            let error = Diagnostic::error("usage", "personal copies are made for screen and print, page by page");
            let help = "leave `--impose` out, and take `--edition screen` or `--edition print`";
            session.diagnostics.push(error.help(help));
            return Err(Failure::Usage);
        }
        let typeset = typeset(request, session)?;
        session.diagnostics.raise(NO_FRAME);
        session.check()?;
        let painted = Painted::of(typeset);
        let product = request.product();
        let prepared = painted.prepare_for(&painted.target(&product), session.cache.as_ref());
        let mut prepared = session.take(prepared).ok_or(Failure::Input)?;
        if request.edition != Edition::Screen {
            session.take_preflight(painted.preflight(&prepared));
            session.check()?;
        }
        let laid_out = painted.lay_out(&product, &mut session.diagnostics).map(|list| list.into_owned());
        let list = session.take(laid_out).ok_or(Failure::Input)?;
        if request.edition == Edition::Screen
            && let Some(coarser) = coarser(&painted, &list, &product, &prepared, session)?
        {
            prepared = coarser;
        }
        Ok(Master { painted, list, prepared, edition: request.edition })
    }

    fn list(&self) -> &DisplayList {
        &self.list
    }

    fn setter(&self) -> Typesetter<'_> {
        Typesetter::new(&self.painted.document, &self.painted.fonts)
    }

    /// Sets the words of all attendees and writes what their copies have in common.
    pub fn book<'a>(&'a self, attendees: &'a Attendees, session: &mut Session) -> Result<Book<'a>, Failure> {
        let frames = Frames::new(self.list(), attendees, &mut session.diagnostics);
        if frames.is_empty() {
            session.diagnostics.push(self.nothing_personal());
        }
        let names = self.names(attendees, &mut session.diagnostics);
        session.check()?;
        let used = session.take(self.set_all(&frames, attendees)).ok_or(Failure::Input)?;
        let (list, options) = (self.list(), Options::new(self.edition));
        let copies = Copies::new(list, &self.painted.fonts, &self.painted.pictures, &self.prepared, used, &options);
        let copies = session.take(copies).ok_or(Failure::Input)?;
        let book = Book { master: self, attendees, frames, copies, names };
        book.check_size(session)?;
        Ok(book)
    }

    fn names(&self, attendees: &Attendees, diagnostics: &mut Diagnostics) -> Vec<String> {
        let names = &self.painted.document.copy_names;
        let template = Template::parse(&names.template, names.source, attendees, diagnostics);
        template.map(|template| file_names(&template, attendees, "pdf", diagnostics)).unwrap_or_default()
    }

    /// Copies may be made for their names alone, and are all alike then.
    fn nothing_personal(&self) -> Diagnostic {
        let warning = Diagnostic::warning("nothing-personal", "nothing in the copies is anybody's own").at(self
            .painted
            .document
            .copy_names
            .source);
        warning.help("write `copies: {texts: {cover: \"Prepared for {{ attendee.name }}\"}}` in the event file")
    }

    /// What the words of all attendees use; or every mistake in them.
    fn set_all(&self, frames: &Frames, attendees: &Attendees) -> Result<PersonalUse, Diagnostics> {
        let name = attendees.field(NAME);
        let together = attendees.list.len().div_ceil(GOES).max(TOGETHER);
        let groups: Vec<&[Attendee]> = attendees.list.chunks(together).collect();
        let results = jobs::run(None, groups.len(), |group| {
            let mut setter = self.setter();
            let (mut used, mut found) = (PersonalUse::default(), Vec::new());
            for attendee in groups[group] {
                let words = frames.set(attendee, name.map_or("", |name| attendee.get(name)), &mut setter);
                let mut mistakes = std::mem::take(&mut setter.diagnostics);
                if let Err(mut more) = used.add(self.list(), &words) {
                    mistakes.list.append(&mut more.list);
                }
                if !mistakes.list.is_empty() {
                    found.push(mistakes.list);
                }
            }
            (used, found)
        });
        let (mut all, mut found) = (PersonalUse::default(), Vec::new());
        for (used, mut mistakes) in results {
            all.join(used);
            found.append(&mut mistakes);
        }
        if found.is_empty() { Ok(all) } else { Err(told(found)) }
    }
}

/// Pictures with which the file is no larger than the event allows, where those that are prepared do not do.
fn coarser(
    painted: &Painted,
    list: &DisplayList,
    product: &Product,
    prepared: &Prepared,
    session: &mut Session,
) -> Result<Option<Prepared>, Failure> {
    let screen = painted.screen(product);
    let Some(limit) = screen.max_size else { return Ok(None) };
    let cache = session.cache.as_ref();
    let fitted = fitting::Job { painted, list, screen, limit, cache }.fit(prepared, &mut session.diagnostics);
    Ok(session.take(fitted).ok_or(Failure::Input)?.1)
}

/// The mistakes of the first attendees, and how many others have some.
fn told(mut found: Vec<Vec<Diagnostic>>) -> Diagnostics {
    let rest = found.len().saturating_sub(SHOWN);
    found.truncate(SHOWN);
    let mut diagnostics = Diagnostics { list: found.into_iter().flatten().collect() };
    if rest > 0 {
        let message = format!("the words of {rest} more attendees do not fit or cannot be set");
        diagnostics.push(Diagnostic::note("overset", message));
    }
    diagnostics
}

impl Book<'_> {
    /// How many copies there are.
    pub fn len(&self) -> usize {
        self.attendees.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.attendees.list.is_empty()
    }

    /// How many pages each copy has.
    pub fn pages(&self) -> usize {
        self.master.list().pages.len()
    }

    /// The name of an attendee's file; no two are the same.
    pub fn file_name(&self, attendee: usize) -> &str {
        self.names.get(attendee).map_or("", String::as_str)
    }

    /// The bytes with which every copy begins.
    pub fn common(&self) -> &[u8] {
        self.copies.common()
    }

    pub fn writer(&self) -> Writer<'_> {
        Writer { book: self, setter: self.master.setter() }
    }

    /// With the words of all attendees in its fonts, a file may be larger than the event allows.
    fn check_size(&self, session: &mut Session) -> Result<(), Failure> {
        let limit = self.master.painted.list.screen.max_size.filter(|_| self.master.edition == Edition::Screen);
        let (Some(limit), false) = (limit, self.is_empty()) else { return Ok(()) };
        let size = self.common().len() + self.writer().rest(0).len();
        if size as u64 > limit.bytes {
            let [size, allowed] = [size as u64, limit.bytes].map(crate::screen::FileSize);
            let message = format!("a copy weighs {size} with the letters of all names; {allowed} are allowed");
            let error = Diagnostic::error("max-size", message).at(limit.source).label("asked for here");
            session.diagnostics.push(error.help(format!("allow {size} or more, or take something out")));
        }
        session.check()
    }
}

impl Writer<'_> {
    /// What follows the common bytes in an attendee's copy.
    pub fn rest(&mut self, attendee: usize) -> Vec<u8> {
        let Some(attendee) = self.book.attendees.list.get(attendee) else { return Vec::new() };
        // What is wrong with the words was told when all were set.
        let words = self.book.frames.set(attendee, "", &mut self.setter);
        self.book.copies.rest(&words)
    }
}
