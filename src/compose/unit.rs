//! Units: what pagination moves about. A band is one unit, or several where something over the whole measure stands
//! between its columns.
//!
//! In: the bands of a story. Out: [`Unit`]s, measured in rows of the grid; columns already balanced as if the unit
//! stood whole on one page.

use super::cards::{self, MeasuredCards};
use super::feet::Short;
use super::fixed::{self, Labels};
use super::head::{self, MeasuredHead, Taken};
use super::material::{self, Material};
use super::page::Page;
use super::pages::Divisions;
use super::panel::{self, MeasuredMessage};
use super::portrait_side::{self, Filled, Known};
use super::sheet::Sheet;
use super::solver::Solution;
use super::type_setter::{SetParagraph, Typesetter};
use super::variants::Variant;
use crate::color::SwatchId;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ledger::{Fault, Price};
use crate::resolve::document::{
    Band, BandKind, Banner, Block, CardsBand, ColumnsBand, Gap, Master, Message, PageGeometry, Portrait, Segment,
    StripBand, TitleBand,
};
use crate::resolve::story::Paragraph;
use std::borrow::Cow;
use std::sync::Arc;

/// What pagination moves about.
#[derive(Clone)]
pub struct Unit<'a> {
    /// Index of its band in the story.
    pub band: usize,
    pub first_of_band: bool,
    /// Rows between the text above and this unit's first row.
    pub gap: Gap,
    /// Rows that follow it, in place of the next unit's gap.
    pub after: Option<i32>,
    pub new_page: bool,
    /// Its first row at the top of a page.
    pub top: i32,
    /// From its first row to its last.
    pub extent: i32,
    pub body: Body<'a>,
}

#[derive(Clone)]
pub enum Body<'a> {
    Title(MeasuredTitle),
    Columns(Box<MeasuredColumns<'a>>),
    Message(Box<MeasuredMessage>),
    Banner(MeasuredBanner),
    Cards(MeasuredCards<'a>),
    Strip(MeasuredStrip<'a>),
    Note(SetParagraph),
    /// What a page that begins with them holds, and that page's left text edge.
    Items(Page, Length),
}

#[derive(Clone)]
pub struct MeasuredTitle {
    pub text: SetParagraph,
    /// Rows from the title's first baseline to the lead's, and the lead.
    pub lead: Option<(i32, SetParagraph)>,
    /// How much lower it may stand at the top of a page.
    pub sink_more: i32,
}

#[derive(Clone)]
pub struct MeasuredColumns<'a> {
    pub head: MeasuredHead<'a>,
    pub portrait: Option<Cow<'a, Portrait>>,
    /// What its head holds of the text.
    pub taken: Taken<'a>,
    pub material: Arc<Material>,
    /// As one piece, the best first; none for a band without text.
    pub variants: Vec<Variant>,
    /// Rows of its text without floats.
    pub text_rows: i32,
    pub divisions: Arc<Divisions>,
}

impl<'a> MeasuredColumns<'a> {
    /// The same columns under another head.
    fn under(&self, head: MeasuredHead<'a>) -> MeasuredColumns<'a> {
        MeasuredColumns {
            head,
            portrait: None,
            taken: self.taken,
            material: self.material.clone(),
            variants: self.variants.clone(),
            text_rows: self.text_rows,
            divisions: self.divisions.clone(),
        }
    }

    /// For the same text with another portrait, or with pictures changed by so many thousandths.
    fn known(&self, pictures: Option<i16>, page: &PageGeometry) -> Known {
        let changed = pictures.filter(|_| self.material.has_pictures() && self.material.is_for(None));
        let material = match changed {
            Some(thousandths) => Arc::new(self.material.with_pictures(thousandths, page)),
            None => self.material.clone(),
        };
        let places = self.whole().map(|best| {
            let placements = material.with_rows(&best.placements, &self.material);
            (placements, best.faults(), self.text_rows)
        });
        Known { material, places }
    }

    /// The best solution as one piece.
    pub fn whole(&self) -> Option<&Solution> {
        self.variants.first().map(|best| &*best.solution)
    }
}

impl Unit<'_> {
    /// How many heights it may have.
    pub fn variants(&self) -> usize {
        match &self.body {
            Body::Columns(columns) => columns.variants.len().max(1),
            Body::Strip(strip) => 1 + strip.shrinkage.max(0) as usize,
            _ => 1,
        }
    }

    /// From its first row to its last in one of its heights, and what that costs.
    pub fn extent_of(&self, variant: usize) -> (i32, Price) {
        let columns = match &self.body {
            Body::Columns(columns) => columns,
            // A row less with each.
            Body::Strip(_) => return (self.extent - variant as i32, Fault::Shrunk(variant as u32).price()),
            _ => return (self.extent, 0),
        };
        match (columns.variants.first(), columns.variants.get(variant)) {
            (Some(best), Some(variant)) => (self.extent + variant.rows() - best.rows(), variant.cost),
            _ => (self.extent, 0),
        }
    }

    /// How far above its last row its columns end in one of its heights.
    pub fn short_of(&self, variant: usize) -> Short {
        match &self.body {
            Body::Columns(columns) => columns.variants.get(variant).map(|variant| variant.short).unwrap_or_default(),
            Body::Cards(cards) => cards.short,
            _ => Short::default(),
        }
    }

    /// Of a portrait that text runs round.
    pub fn portrait_rows(&self) -> i32 {
        match &self.body {
            Body::Columns(columns) => columns.portrait.as_ref().map_or(0, |portrait| portrait.rows),
            _ => 0,
        }
    }

    /// The page's row down to which columns reach in which nothing of it stands; `above` is that of what stands there.
    pub fn above(&self, start: i32, above: Option<i32>) -> i32 {
        match &self.body {
            Body::Columns(columns) if columns.head.band.is_some() => start,
            Body::Cards(_) => start,
            _ => above.unwrap_or(0),
        }
    }
}

#[derive(Clone)]
pub struct MeasuredBanner {
    pub text: SetParagraph,
    pub attribution: Option<SetParagraph>,
    /// Whose words they are, to be said where their head stands on another page.
    pub speaker: Option<SetParagraph>,
    pub attribution_below: Length,
    pub field: Option<SwatchId>,
    pub rows: i32,
}

impl MeasuredBanner {
    /// Whether a field of this height has space above and below its words and the speaker's name.
    pub fn has_room_for_name(&self, words: Length, height: Length) -> bool {
        height - words - self.attribution_below >= self.attribution_below
    }
}

#[derive(Clone)]
pub struct MeasuredStrip<'a> {
    pub band: &'a StripBand,
    pub captions: Vec<Option<SetParagraph>>,
    pub width: Length,
    pub rows: i32,
    /// Rows by which the pictures may grow.
    pub growth: i32,
    /// Rows by which they may shrink.
    pub shrinkage: i32,
}

/// A band's units as they were measured with another change to portraits and pictures alone: what that does not touch
/// need not be found again.
#[derive(Clone, Copy, Default)]
pub struct Before<'k, 'a> {
    pub units: &'k [&'k Unit<'a>],
    /// Pictures are of another size now.
    pub pictures: bool,
}

impl<'k, 'a> Before<'k, 'a> {
    fn columns(self) -> impl Iterator<Item = &'k MeasuredColumns<'a>> {
        self.units.iter().filter_map(|unit| match &unit.body {
            Body::Columns(columns) => Some(&**columns),
            _ => None,
        })
    }

    /// The columns in this place, if their head holds the same of the text now.
    fn columns_at(self, index: usize, taken: Taken) -> Option<&'k MeasuredColumns<'a>> {
        self.columns().nth(index).filter(|columns| columns.taken == taken)
    }

    fn changes(self, columns: &MeasuredColumns) -> bool {
        self.pictures && columns.material.has_pictures()
    }

    /// Whether nothing in the band is another now.
    fn is_all(self, band: &Band) -> bool {
        let is_same = match &band.kind {
            BandKind::Title(_) | BandKind::Note(_) | BandKind::Items(_) => true,
            BandKind::Columns(band) => band.portrait.is_none() && !self.columns().any(|columns| self.changes(columns)),
            BandKind::Cards(band) => band.cards.iter().all(|card| card.portrait.is_none()),
            BandKind::Strip(_) => false,
        };
        is_same && !self.units.is_empty()
    }

    /// The head over the band's first columns, unless a portrait stands in it.
    fn head(self) -> Option<(MeasuredHead<'a>, Taken<'a>)> {
        let columns = self.columns().next().filter(|columns| columns.head.portrait.is_none())?;
        Some((columns.head.clone(), columns.taken))
    }
}

/// Measures the units of one band.
pub fn measure<'a>(
    index: usize,
    band: &'a Band,
    page: &PageGeometry,
    before: Before<'_, 'a>,
    setter: &mut Typesetter,
) -> Vec<Unit<'a>> {
    if before.is_all(band) {
        return before.units.iter().map(|unit| (*unit).clone()).collect();
    }
    let mut measure = Measure { index, band, page, before, columns: 0, setter, units: Vec::new() };
    match &band.kind {
        BandKind::Title(title) => measure.title(title),
        BandKind::Columns(columns) => measure.columns_band(columns),
        BandKind::Cards(cards) => measure.cards(cards),
        BandKind::Strip(strip) => measure.strip(strip),
        BandKind::Note(paragraph) => measure.note(paragraph),
        BandKind::Items(master) => measure.items(master),
    }
    measure.units
}

struct Measure<'m, 'a, 's> {
    index: usize,
    band: &'a Band,
    page: &'m PageGeometry,
    before: Before<'m, 'a>,
    /// How many columns of the band are measured.
    columns: usize,
    setter: &'m mut Typesetter<'s>,
    units: Vec<Unit<'a>>,
}

impl<'a> Measure<'_, 'a, '_> {
    fn push(&mut self, top: i32, extent: i32, gap: Gap, after: Option<i32>, body: Body<'a>) {
        let first_of_band = self.units.is_empty();
        let new_page = self.band.new_page && first_of_band;
        self.units.push(Unit { band: self.index, first_of_band, gap, after, new_page, top, extent, body });
    }

    fn rows(&self, length: Length) -> i32 {
        (length.ratio(self.page.leading) - 1e-6).ceil().max(0.0) as i32
    }

    fn overset(&mut self, source: Option<Span>, what: &str) {
        let mut error = Diagnostic::error("overset", what.to_owned());
        error.span = source;
        self.setter.diagnostics.push(error.help("shorten it, or use a layout with more room for it"));
    }

    fn title(&mut self, title: &TitleBand) {
        let measure = self.page.text_width();
        let Some(text) = self.setter.choose(&title.choices, measure, title.most_lines) else { return };
        if text.width > measure + Length::pt(6.0) {
            self.overset(self.band.source, "a word of this title is wider than the page's text");
        }
        let mut extent = self.rows(text.depth());
        let lead = title.lead.as_ref().map(|(paragraph, before)| {
            let lead = self.setter.set(paragraph, measure);
            let first = extent + before;
            extent = first + self.rows(lead.depth());
            (first, lead)
        });
        if title.sink + extent > self.page.rows {
            return self.overset(self.band.source, "this title with the words under it is higher than a page");
        }
        let body = Body::Title(MeasuredTitle { text, lead, sink_more: (title.sink_most - title.sink).max(0) });
        self.push(title.sink, extent, self.band.gap, Some(title.after), body);
    }

    fn note(&mut self, paragraph: &Paragraph) {
        let set = self.setter.set(paragraph, self.page.text_width());
        let extent = self.rows(set.depth());
        self.push(1, extent, self.band.gap, None, Body::Note(set));
    }

    fn items(&mut self, master: &Master) {
        let mut sheet = Sheet::new(self.page, 1);
        let places = fixed::place(master, &mut sheet, self.setter, &Labels::new());
        let end = master.frame.as_ref().map_or(self.page.first_baseline, |frame| places.frame(frame));
        let extent = self.rows(end - self.page.first_baseline);
        let left = sheet.text_left();
        self.push(1, extent, self.band.gap, None, Body::Items(sheet.page, left));
    }

    fn cards(&mut self, cards: &'a CardsBand) {
        match cards::measure(cards, self.page, self.setter) {
            Ok(cards) => self.push(0, cards.extent, self.band.gap, None, Body::Cards(cards)),
            Err(source) => self.overset(source, "the text of this part cannot be set in its column"),
        }
    }

    fn strip(&mut self, strip: &'a StripBand) {
        let count = strip.pictures.len().max(1) as i64;
        let width = (self.page.text_width() - strip.gap * (count - 1)) / count;
        // One picture alone is as high as a strip and a half: wider than that it would be a ribbon.
        let high = |rows: i32| if count == 1 { rows + rows / 2 } else { rows };
        let (rows, least) = (high(strip.rows), high(strip.least_rows));
        let rows = rows + (f64::from(rows) * f64::from(self.setter.change.pictures) / 1000.0).round() as i32;
        let rows = rows.max(least);
        let shrinkage = rows - least;
        let captions: Vec<Option<SetParagraph>> =
            strip.captions.iter().map(|c| c.as_ref().map(|caption| self.setter.set(caption, width))).collect();
        let below = captions.iter().flatten().map(|set| self.rows(self.page.leading + set.depth())).max().unwrap_or(0);
        let growth = strip.most_rows - strip.rows;
        let body = Body::Strip(MeasuredStrip { band: strip, captions, width, rows, growth, shrinkage });
        self.push(1, rows - 1 + below, self.band.gap, None, body);
    }

    fn columns_band(&mut self, band: &'a ColumnsBand) {
        let more = self.setter.change.portraits;
        let portrait = band.portrait.as_ref().map(|portrait| portrait.resized(more));
        let (in_head, mut portrait) = match portrait {
            Some(portrait) if portrait.in_head.is_some() => (Some(portrait), None),
            portrait => (None, portrait),
        };
        let known = self.before.head().filter(|_| in_head.is_none());
        let (head, taken) = known.unwrap_or_else(|| head::measure(band, in_head, self.page, self.setter));
        let mut head = Some(head);
        let mut taken = Some(taken);
        let starts_with_text = matches!(band.segments.first(), Some(Segment::Columns(_)));
        if !starts_with_text {
            self.columns(band, (head.take(), Taken::default()), portrait.take(), &[]);
        }
        for segment in &band.segments {
            match segment {
                Segment::Columns(blocks) => {
                    let taken = taken.take().unwrap_or_default();
                    self.columns(band, (head.take(), taken), portrait.take(), &taken.from(blocks));
                }
                Segment::Message(message) => self.message(message),
                Segment::Banner(banner) => self.banner(banner),
            }
        }
    }

    fn columns(
        &mut self,
        band: &ColumnsBand,
        (head, taken): (Option<MeasuredHead<'a>>, Taken<'a>),
        portrait: Option<Cow<'a, Portrait>>,
        blocks: &[Block],
    ) {
        let least_rows = portrait.as_ref().map_or(band.least_rows, |portrait| portrait.rows);
        let before = self.before.columns_at(self.columns, taken);
        self.columns += 1;
        let headed = head.is_some();
        let head = head.unwrap_or_default();
        let has_portrait = |before: &MeasuredColumns| portrait.is_some() || before.portrait.is_some();
        let is_same = |before: &&MeasuredColumns| !has_portrait(before) && !self.before.changes(before);
        let columns = match before.filter(is_same) {
            Some(before) => before.under(head),
            None => {
                let pictures = self.before.pictures.then_some(self.setter.change.pictures);
                let known = before.map(|before| before.known(pictures, self.page));
                let filled = portrait_side::fill(blocks, portrait, known, (least_rows, self.page), self.setter);
                let Filled { portrait, material, variants, text_rows } = filled;
                let divisions = Arc::new(before.map(Divisions::like).unwrap_or_default());
                MeasuredColumns { head, portrait, taken, material, variants, text_rows, divisions }
            }
        };
        if columns.variants.is_empty() && !blocks.is_empty() && !columns.material.too_high {
            self.overset(self.band.source, "the text of this part cannot be set in its columns");
        }
        let rows = columns.variants.first().map_or(0, Variant::rows);
        let top = if headed { 0 } else { 1 };
        let gap = if headed { self.band.gap } else { band.resume };
        let extent = (columns.head.rows + rows - 1).max(0);
        self.push(top, extent, gap, None, Body::Columns(Box::new(columns)));
    }

    /// What is longer than a page goes on in a second panel.
    fn message(&mut self, message: &Message) {
        let measured = match panel::measure(message, self.page, self.setter) {
            Ok(measured) => measured,
            Err(panel::TooWide) => {
                return self.overset(message.source, "a word of this quotation is wider than its panel");
            }
        };
        let gap = Gap { rows: message.before, least: message.before, most: message.before + 1 };
        for panel in measured.into_iter().flat_map(|measured| measured.pages(self.page)) {
            let extent = panel.extent(self.page);
            let panel = panel.with_divisions(self.page);
            self.push(1, extent, gap, Some(message.after), Body::Message(Box::new(panel)));
        }
    }

    fn banner(&mut self, banner: &Banner) {
        let measure = self.page.text_width();
        let Some(text) = self.setter.choose(&banner.choices, measure, Some(banner.most_lines)) else { return };
        let attribution = banner.attribution.as_ref().map(|p| self.setter.set(p, measure));
        let source_depth = attribution.as_ref().map_or(Length::ZERO, |_| banner.attribution_below);
        let height = text.cap_height + text.depth() + source_depth + banner.padding_above * 2;
        let rows = material::rows_for(height, self.page).max(banner.rows);
        let speaker = banner.speaker.as_ref().map(|p| self.setter.set(p, measure));
        let gap = Gap { rows: banner.before, least: banner.before, most: banner.before + 2 };
        let attribution_below = banner.attribution_below;
        let body = MeasuredBanner { text, attribution, speaker, attribution_below, field: banner.field, rows };
        if rows > self.page.rows {
            return self.overset(banner.source, "this banner is higher than a page");
        }
        self.push(1, rows - 1, gap, Some(banner.after), Body::Banner(body));
    }
}
