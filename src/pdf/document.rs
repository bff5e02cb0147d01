//! What every part of the writer sees of the document: input, what is used of it, object numbers.

use super::collect::{PersonalPages, PersonalUse, PictureSources, Used};
use super::fonts::Font;
use super::ink::Inks;
use super::plan::Plan;
use super::{Edition, FontSource, collect};
use crate::assets::PictureId;
use crate::assets::pictures::Pictures;
use crate::diagnostic::Diagnostics;
use crate::glyph::FontId;
use crate::paint::display_list::DisplayList;
use crate::press::pictures::Prepared;
use std::collections::BTreeMap;

/// Everything that is known before the parts are written; shared by all threads.
pub(super) struct Document<'a> {
    pub list: &'a DisplayList,
    pub pictures: &'a Pictures,
    /// Pictures made for the edition; others stand as they came.
    pub prepared: &'a Prepared,
    pub edition: Edition,
    pub used: Used,
    /// What each copy's own words need, by page; empty in a file that is no copy.
    pub personal: PersonalPages,
    pub plan: Plan,
    pub inks: Inks,
    pub fonts: Vec<Font<'a>>,
    font_indices: BTreeMap<FontId, usize>,
    picture_indices: BTreeMap<PictureId, usize>,
}

impl<'a> Document<'a> {
    pub fn new(
        list: &'a DisplayList,
        source: &'a dyn FontSource,
        pictures: &'a Pictures,
        prepared: &'a Prepared,
        edition: Edition,
        personal: Option<PersonalUse>,
    ) -> Result<Document<'a>, Diagnostics> {
        let mut used = collect::collect(
            list,
            PictureSources { pictures, prepared, must_be_prepared: edition != Edition::Screen },
        )?;
        let copies = personal.is_some();
        let personal = personal.map(|personal| used.personal(list, personal)).unwrap_or_default();
        let plan = Plan::new(list, &used, edition, copies);
        let inks = Inks::new(list, &used, edition);
        let fonts = used.fonts.iter().map(|(id, glyphs)| {
            let data = source.font(*id).ok_or_else(|| collect::unknown("font"))?;
            Font::new(data, glyphs, glyphs.readings(edition))
        });
        let fonts = fonts.collect::<Result<_, _>>()?;
        let font_indices = used.fonts.keys().enumerate().map(|(index, id)| (*id, index)).collect();
        let picture_indices = used.pictures.keys().enumerate().map(|(index, id)| (*id, index)).collect();
        Ok(Document {
            list,
            pictures,
            prepared,
            edition,
            used,
            personal,
            plan,
            inks,
            fonts,
            font_indices,
            picture_indices,
        })
    }

    /// A font and its index among those used.
    pub fn font(&self, id: FontId) -> Option<(usize, &Font<'a>)> {
        let index = *self.font_indices.get(&id)?;
        Some((index, self.fonts.get(index)?))
    }

    pub fn picture_index(&self, id: PictureId) -> Option<usize> {
        self.picture_indices.get(&id).copied()
    }
}
