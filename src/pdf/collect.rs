//! What a document uses: glyphs of each font with the text they stand for, pictures, colours. One pass over all runs.
//!
//! Also the one place where the indices in a display list are checked, so that later steps may rely on them.

use super::Edition;
use super::clusters::clusters;
use crate::assets::PictureId;
use crate::assets::pictures::{PictureKind, Pictures};
use crate::color::{Paint, SwatchId};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::glyph::{FontId, GlyphRun};
use crate::paint::display_list::{DisplayList, Item, ItemKind, PersonalItems};
use crate::press::pictures::Prepared;
use crate::structure::StructId;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that pages refer to.
#[derive(Default)]
pub(super) struct Used {
    pub fonts: BTreeMap<FontId, UsedFont>,
    /// With the place in the event where each comes first.
    pub pictures: BTreeMap<PictureId, Option<Span>>,
    /// Colours that came with drawings.
    pub srgb: BTreeSet<[u8; 3]>,
    /// Spot inks with what stands for them, in percent of the process inks.
    pub spots: BTreeMap<String, [f32; 4]>,
}

/// The glyphs of a font that are used, indexed by glyph.
#[derive(Default)]
pub(super) struct UsedFont {
    pub glyphs: Vec<UsedGlyph>,
}

#[derive(Default, Clone)]
pub(super) struct UsedGlyph {
    pub used: bool,
    /// What the glyph stands for, where it bears a cluster, and how often.
    pub texts: Vec<(Box<str>, u32)>,
}

/// What the personal words of all copies use.
#[derive(Default)]
pub struct PersonalUse {
    used: Used,
    pages: BTreeMap<usize, PersonalResources>,
}

/// What the personal words on a page need, whoever's copy it is.
#[derive(Default)]
pub(super) struct PersonalResources {
    pub fonts: BTreeSet<FontId>,
    pub colors: BTreeSet<SwatchId>,
}

impl PersonalUse {
    /// Adds the words of one copy.
    pub fn add(&mut self, list: &DisplayList, words: &[PersonalItems]) -> Result<(), Diagnostics> {
        for PersonalItems { page, items, .. } in words {
            let resources = self.pages.entry(*page).or_default();
            for (item, _) in items {
                let ItemKind::Glyphs { run, .. } = &item.kind else { continue };
                collect_run(&mut self.used, list, run)?;
                resources.fonts.insert(run.font);
                resources.colors.insert(run.color);
            }
        }
        Ok(())
    }

    /// Adds what other copies use.
    pub fn join(&mut self, other: PersonalUse) {
        self.used.join(other.used);
        for (page, resources) in other.pages {
            let own = self.pages.entry(page).or_default();
            own.fonts.extend(resources.fonts);
            own.colors.extend(resources.colors);
        }
    }
}

/// What personal words need on each page that has frames for them.
pub(super) type PersonalPages = BTreeMap<usize, PersonalResources>;

impl Used {
    /// Adds what the words of all copies use, and says what they need page by page.
    pub fn personal(&mut self, list: &DisplayList, personal: PersonalUse) -> PersonalPages {
        self.join(personal.used);
        let mut pages = personal.pages;
        for (index, _) in list.pages.iter().enumerate().filter(|(_, page)| !page.reserved.is_empty()) {
            pages.entry(index).or_default();
        }
        pages
    }

    /// Adds the glyphs and spot inks of others.
    fn join(&mut self, other: Used) {
        for (id, font) in other.fonts {
            let own = self.fonts.entry(id).or_default();
            for (glyph, used) in font.glyphs.into_iter().enumerate().filter(|(_, used)| used.used) {
                let slot = own.slot(glyph as u16);
                slot.used = true;
                for (text, times) in &used.texts {
                    slot.count(text, *times);
                }
            }
        }
        self.spots.extend(other.spots);
    }
}

/// Where pictures are found.
#[derive(Clone, Copy)]
pub(super) struct PictureSources<'a> {
    pub pictures: &'a Pictures,
    pub prepared: &'a Prepared,
    /// The press takes no picture as it came.
    pub must_be_prepared: bool,
}

/// Gathers what the pages use.
pub(super) fn collect(list: &DisplayList, sources: PictureSources) -> Result<Used, Diagnostics> {
    let mut used = Used::default();
    let on_pages = list.pages.iter().flat_map(|page| &page.items);
    for item in on_pages.chain(list.sides.iter().flat_map(|side| &side.items)) {
        check_tag(list, item.tag)?;
        match &item.kind {
            ItemKind::Glyphs { run, .. } => collect_run(&mut used, list, run)?,
            ItemKind::Fill { paint, .. } | ItemKind::Stroke { paint, .. } => collect_paint(&mut used, list, *paint)?,
            ItemKind::Picture { picture, .. } => collect_picture(&mut used, sources, *picture, item)?,
        }
    }
    for area in list.pages.iter().flat_map(|page| &page.link_areas) {
        check_tag(list, area.tag)?;
        list.links.get(area.link.0 as usize).ok_or_else(|| unknown("link"))?;
    }
    if list.bookmarks.iter().any(|bookmark| bookmark.page >= list.pages.len()) {
        return Err(unknown("bookmark's page"));
    }
    if list.sides.iter().flat_map(|side| &side.pages).any(|placed| placed.page >= list.pages.len()) {
        return Err(unknown("page on a sheet"));
    }
    Ok(used)
}

pub(super) fn unknown(what: &str) -> Diagnostics {
    Diagnostic::error("internal", format!("the display list names a {what} that it does not hold"))
        .help("this is a mistake in Plenary, not in your file; please report it")
        .into()
}

fn check_tag(list: &DisplayList, tag: Option<StructId>) -> Result<(), Diagnostics> {
    match tag {
        Some(tag) if tag.0 as usize >= list.structure.elements.len() => Err(unknown("structure element")),
        _ => Ok(()),
    }
}

fn collect_swatch(used: &mut Used, list: &DisplayList, swatch: SwatchId) -> Result<(), Diagnostics> {
    let swatch = list.swatches.get(swatch.0 as usize).ok_or_else(|| unknown("swatch"))?;
    if let Some(spot) = &swatch.spot {
        used.spots.insert(spot.name.clone(), spot.alternate);
    }
    Ok(())
}

fn collect_paint(used: &mut Used, list: &DisplayList, paint: Paint) -> Result<(), Diagnostics> {
    match paint {
        Paint::Swatch(swatch) => collect_swatch(used, list, swatch)?,
        Paint::Srgb(color) => {
            used.srgb.insert(color);
        }
        Paint::Registration => {}
    }
    Ok(())
}

fn collect_picture(used: &mut Used, sources: PictureSources, id: PictureId, item: &Item) -> Result<(), Diagnostics> {
    let picture = sources.pictures.get(id).ok_or_else(|| unknown("picture"))?;
    match &picture.kind {
        PictureKind::Vector(vector) => used.srgb.extend(vector.paths.iter().map(|path| path.color)),
        _ if sources.must_be_prepared && sources.prepared.get(id).is_none() => return Err(unknown("prepared picture")),
        _ => {}
    }
    used.pictures.entry(id).or_insert(item.source);
    Ok(())
}

fn collect_run(used: &mut Used, list: &DisplayList, run: &GlyphRun) -> Result<(), Diagnostics> {
    collect_swatch(used, list, run.color)?;
    check_tag(list, run.tag)?;
    let font = used.fonts.entry(run.font).or_default();
    for cluster in clusters(run) {
        for glyph in cluster.glyphs {
            font.slot(glyph.id).used = true;
        }
        if let Some(base) = cluster.base()
            && !cluster.text.is_empty()
        {
            font.slot(cluster.glyphs[base].id).count(cluster.text, 1);
        }
    }
    Ok(())
}

const SOFT_HYPHEN: &str = "\u{ad}";

impl UsedFont {
    /// How many texts one of its glyphs stands for at most. Who prints does not read.
    pub fn readings(&self, edition: Edition) -> usize {
        let further = self.glyphs.iter().filter(|_| edition == Edition::Screen).map(|glyph| glyph.other_texts().len());
        1 + further.max().unwrap_or(0)
    }

    fn slot(&mut self, glyph: u16) -> &mut UsedGlyph {
        let index = usize::from(glyph);
        if index >= self.glyphs.len() {
            self.glyphs.resize(index + 1, UsedGlyph::default());
        }
        &mut self.glyphs[index]
    }
}

impl UsedGlyph {
    fn count(&mut self, text: &str, more: u32) {
        match self.texts.iter_mut().find(|(known, _)| **known == *text) {
            Some((_, times)) => *times = times.saturating_add(more),
            None => self.texts.push((text.into(), more)),
        }
    }

    /// The text that the glyph stands for most often; between equals the one that sorts first. A soft hyphen is never
    /// it, since the same glyph serves as a hyphen that is to stay.
    pub fn main_text(&self) -> Option<&str> {
        let lasting = self.texts.iter().filter(|(text, _)| **text != *SOFT_HYPHEN);
        let most = lasting.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(text, _)| &**text);
        // A reader that knows no ActualText joins words at the hyphen of the keyboard alone.
        most.or((!self.texts.is_empty()).then_some("-"))
    }

    /// The other texts that it stands for, sorted, without soft hyphens.
    pub fn other_texts(&self) -> Vec<&str> {
        let main = self.main_text();
        let texts = self.texts.iter().map(|(text, _)| &**text);
        let mut others: Vec<&str> = texts.filter(|text| *text != SOFT_HYPHEN && Some(*text) != main).collect();
        others.sort_unstable();
        others
    }
}
