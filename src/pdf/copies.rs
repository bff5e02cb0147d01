//! Personal copies: files that differ in some words alone.
//!
//! In: a display list with frames kept for personal words, and what the words of all copies use. Out: the bytes that
//! every copy begins with, and for each copy what follows them: the content of its own frames, the metadata with its
//! own identifier, and the list of objects. Fonts hold the glyphs of all copies, and the structure tree counts on one
//! marked-content sequence for each frame, so that nothing else differs (ISO 32000-1, 7.5 and 7.7.3.3: contents may be
//! several streams).

use super::body::Body;
use super::collect::PersonalUse;
use super::content::personal_content;
use super::document::Document;
use super::{FontSource, Options, digest, file, stream};
use crate::assets::pictures::Pictures;
use crate::diagnostic::Diagnostics;
use crate::paint::display_list::{DisplayList, PersonalItems};
use crate::press::pictures::Prepared;
use pdf_writer::Filter;

/// What is common to all copies, ready to be written.
pub struct Copies<'a> {
    document: Document<'a>,
    body: Body,
    /// Of the common bytes.
    fingerprint: [u8; 16],
    /// Of each page, the marked-content identifier of its first personal frame.
    first: Vec<usize>,
}

impl<'a> Copies<'a> {
    /// Writes what copies have in common. `used` is what the words of all of them use.
    ///
    /// Fails with one finding for every picture or font that cannot be written.
    pub fn new(
        list: &'a DisplayList,
        fonts: &'a dyn FontSource,
        pictures: &'a Pictures,
        prepared: &'a Prepared,
        used: PersonalUse,
        options: &Options,
    ) -> Result<Copies<'a>, Diagnostics> {
        let document = Document::new(list, fonts, pictures, prepared, options.edition, Some(used))?;
        let parts = file::write_parts(&document, options.threads)?;
        let first = list.pages.iter().zip(&parts.pages).map(|(page, content)| {
            let own = page.reserved.iter().filter(|frame| !frame.repeated).count();
            content.sequences.len().saturating_sub(own)
        });
        let first = first.collect();
        let body = file::body(&document, &parts, options.threads);
        let fingerprint = digest::of(&[body.bytes()]);
        Ok(Copies { document, body, fingerprint, first })
    }

    /// What every copy begins with.
    pub fn common(&self) -> &[u8] {
        self.body.bytes()
    }

    /// What follows in the copy with these words. They hold every frame, in the order of the pages and their frames.
    pub fn rest(&self, words: &[PersonalItems]) -> Vec<u8> {
        let mut body = self.body.fork();
        for (index, page) in self.document.list.pages.iter().enumerate() {
            let Some(id) = self.document.plan.pages[index].personal else { continue };
            let own: Vec<&PersonalItems> = words.iter().filter(|words| words.page == index).collect();
            let content = personal_content(&self.document, page, self.first[index], &own);
            let mut chunk = stream::chunk();
            chunk.stream(id, &content).filter(Filter::FlateDecode);
            body.stream(&chunk);
        }
        file::finish(&self.document, body, Some(self.fingerprint))
    }
}
