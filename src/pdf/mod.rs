//! From display lists to PDF files.
//!
//! In: a [`DisplayList`], the bytes of its fonts, its pictures, for print as [`Prepared`]. Out: the bytes of a file, the same for the same input
//! on every run, machine and number of threads. The editions are described in [`Edition`]; syntax follows
//! ISO 32000-1:2008.

mod attachment;
mod body;
mod canvas;
mod clusters;
mod collect;
mod content;
mod copies;
mod date;
mod digest;
mod document;
mod file;
mod fonts;
mod ink;
mod metadata;
mod navigation;
mod objects;
mod ops;
mod order;
mod placement;
mod plan;
mod prepared;
mod sheets;
mod stream;
mod tags;
mod text;
mod xobjects;

pub use collect::PersonalUse;
pub use copies::Copies;

use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::diagnostic::Diagnostics;
use crate::glyph::FontId;
use crate::paint::display_list::DisplayList;
use crate::press::pictures::Prepared;
use document::Document;
use std::num::NonZeroUsize;

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Edition {
    /// For the press: PDF/X-4 (PDF 1.6), inks, trim and bleed, black text overprinting; neither tags nor links.
    Print,
    /// For the copier: greys alone (PDF 1.7), no bleed, small pictures; neither tags nor links.
    Office,
    /// For reading and e-mail: PDF/A-2a and PDF/UA-1 (PDF 1.7), sRGB, tagged, with links and bookmarks; no bleed. PDF/A-3a
    /// where it carries the event file.
    Screen,
}

/// How to write a file.
#[derive(Clone, Debug)]
pub struct Options {
    pub edition: Edition,
    /// How many threads work on it; `None` takes as many as the machine has. The result does not depend on it.
    pub threads: Option<NonZeroUsize>,
}

impl Options {
    pub fn new(edition: Edition) -> Options {
        Options { edition, threads: None }
    }
}

/// A font file that holds the face of a display list's runs.
#[derive(Clone, Copy)]
pub struct FontData<'a> {
    /// An OpenType or TrueType file.
    pub bytes: &'a [u8],
    /// Which face of a collection; 0 otherwise.
    pub index: u32,
}

/// Where the PDF stage finds fonts.
pub trait FontSource: Sync {
    /// `None` for an id that is none of this source's.
    fn font(&self, id: FontId) -> Option<FontData<'_>>;
}

impl FontSource for FontBook {
    fn font(&self, id: FontId) -> Option<FontData<'_>> {
        Some(FontData { bytes: self.face(id).data(), index: 0 })
    }
}

/// How many bytes the fonts of the screen edition take.
pub fn bytes_of_fonts(
    list: &DisplayList,
    fonts: &dyn FontSource,
    pictures: &Pictures,
    prepared: &Prepared,
) -> Result<u64, Diagnostics> {
    let document = Document::new(list, fonts, pictures, prepared, Edition::Screen, None)?;
    let written = document.fonts.iter().enumerate().map(|(index, font)| font.write(document.plan.font(index)));
    written.map(|chunk| Ok(chunk?.len() as u64)).sum()
}

/// Writes a display list as a PDF file.
///
/// Fails with one finding for every picture or font that cannot be written.
pub fn write(
    list: &DisplayList,
    fonts: &dyn FontSource,
    pictures: &Pictures,
    prepared: &Prepared,
    options: &Options,
) -> Result<Vec<u8>, Diagnostics> {
    let document = Document::new(list, fonts, pictures, prepared, options.edition, None)?;
    let parts = file::write_parts(&document, options.threads)?;
    Ok(file::join(&document, &parts, options.threads))
}
