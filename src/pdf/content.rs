//! A page's content stream.
//!
//! In: a page of the display list, or a side of a sheet. Out: [`PageContent`]: compressed operators, the resources they name, and which
//! element each marked-content sequence belongs to (ISO 32000-1, 14.6 and 14.7.4): its identifier is its index. In the
//! screen edition everything is marked, as content of an element or as an artifact (14.8.2.2); sequences open outside
//! text objects.

use super::canvas::Canvas;
use super::collect::PersonalResources;
use super::document::Document;
use super::ink::Shade;
use super::ops::{Ops, milli};
use super::text::TextWriter;
use super::{Edition, placement, sheets, stream, tags};
use crate::color::Paint;
use crate::geometry::{Length, Path, Point};
use crate::glyph::{FontId, GlyphRun};
use crate::paint::display_list::{DisplayPage, Item, ItemKind, PersonalItems, SheetSide};
use crate::structure::StructId;
use std::collections::BTreeSet;

/// A page's content, ready to be put into a file.
#[derive(Default)]
pub(super) struct PageContent {
    /// Compressed.
    pub stream: Vec<u8>,
    /// Indices of the fonts used, with the reading.
    pub fonts: BTreeSet<(usize, usize)>,
    /// Indices of the pictures used.
    pub pictures: BTreeSet<usize>,
    /// Indices of the pages that are placed on a sheet.
    pub forms: BTreeSet<usize>,
    /// Indices of the spot inks used.
    pub spots: BTreeSet<usize>,
    pub overprint: bool,
    /// Something is painted on all plates.
    pub registration: bool,
    /// The element of each marked-content identifier.
    pub sequences: Vec<StructId>,
}

/// What the marked-content sequence in progress belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Nothing,
    Artifact,
    Element(StructId),
}

/// Writes operators and remembers the graphics state, so that nothing is set twice.
struct Writer<'a> {
    document: &'a Document<'a>,
    canvas: Canvas,
    ops: Ops,
    marked: Marked,
    /// The text object in progress, with its current line's start.
    text: Option<(i64, i64)>,
    font: Option<(FontId, Length)>,
    scale: u16,
    fill: Option<Shade>,
    stroke: Option<(Shade, Length)>,
    overprinting: bool,
    page: PageContent,
}

/// Writes the content of a page, and of one with frames for personal words what these will need.
pub(super) fn page_content(document: &Document, index: usize) -> PageContent {
    let page = &document.list.pages[index];
    let mut writer = Writer::new(document, Canvas::page(page, document.edition));
    let Some(personal) = document.personal.get(&index) else { return writer.finish(&page.items) };
    // The stream that follows finds the graphics state as at a page's start.
    writer.ops.op("q");
    writer.items(&page.items);
    writer.ops.op("Q");
    writer.reserve(page, personal);
    writer.pack()
}

/// Writes a copy's own words on a page, compressed. The elements of their frames have the identifiers from `first` on.
pub(super) fn personal_content(
    document: &Document,
    page: &DisplayPage,
    mut first: usize,
    words: &[&PersonalItems],
) -> Vec<u8> {
    let mut writer = Writer::new(document, Canvas::page(page, document.edition));
    for words in words {
        let frame = page.reserved.get(words.frame);
        let tag = frame.filter(|frame| !frame.repeated && document.edition == Edition::Screen).map(|f| f.words.tag);
        match tag {
            Some(tag) => {
                writer.begin(tag, first);
                first += 1;
            }
            None => writer.mark(Marked::Artifact),
        }
        writer.words(&words.items);
        writer.mark(Marked::Nothing);
    }
    writer.pack().stream
}

/// Writes the content of a side of a sheet: its pages, then what stands on the sheet itself.
pub(super) fn side_content(document: &Document, side: &SheetSide) -> PageContent {
    let mut writer = Writer::new(document, Canvas::side(side));
    for placed in &side.pages {
        sheets::place(&mut writer.ops, document, side, placed);
        writer.page.forms.insert(placed.page);
    }
    writer.finish(&side.items)
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document<'a>, canvas: Canvas) -> Writer<'a> {
        Writer {
            document,
            canvas,
            ops: Ops::default(),
            marked: Marked::Nothing,
            text: None,
            font: None,
            scale: 1000,
            fill: None,
            stroke: None,
            overprinting: false,
            page: PageContent::default(),
        }
    }

    fn finish(mut self, items: &[Item]) -> PageContent {
        self.items(items);
        self.pack()
    }

    fn pack(mut self) -> PageContent {
        self.page.stream = stream::deflate(&self.ops.buf);
        self.page
    }
}

impl Writer<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
        self.mark(Marked::Nothing);
    }

    /// Takes into the page's content what personal words will need.
    fn reserve(&mut self, page: &DisplayPage, personal: &PersonalResources) {
        let document = self.document;
        if document.edition == Edition::Screen {
            let frames = page.reserved.iter().filter(|frame| !frame.repeated);
            self.page.sequences.extend(frames.map(|frame| frame.words.tag));
        }
        for (index, font) in personal.fonts.iter().filter_map(|id| document.font(*id)) {
            self.page.fonts.extend((0..font.readings()).map(|reading| (index, reading)));
        }
        for color in &personal.colors {
            let shade = document.inks.shade(Paint::Swatch(*color));
            self.page.overprint |= shade.overprints();
            if let Shade::Spot(index, _) = shade {
                self.page.spots.insert(index);
            }
        }
    }

    /// Personal words; those in another language are told to be (ISO 32000-1, 14.9.2.2).
    fn words(&mut self, words: &[(Item, Option<&'static str>)]) {
        for (item, language) in words {
            let ItemKind::Glyphs { origin, run } = &item.kind else { continue };
            let language = language.filter(|_| self.document.edition == Edition::Screen);
            if let Some(language) = language {
                self.end_text();
                self.ops.raw(&format!("/Span<</Lang({language})>>BDC\n"));
            }
            self.glyphs(*origin, run);
            if language.is_some() {
                self.end_text();
                self.ops.op("EMC");
            }
        }
    }

    fn item(&mut self, item: &Item) {
        let tag = match &item.kind {
            ItemKind::Glyphs { run, .. } => run.tag.or(item.tag),
            _ => item.tag,
        };
        self.mark(tag.map_or(Marked::Artifact, Marked::Element));
        match &item.kind {
            ItemKind::Glyphs { origin, run } => self.glyphs(*origin, run),
            ItemKind::Fill { path, paint } => {
                let shade = self.document.inks.shade(*paint);
                self.fill(path, shade, item.kind.is_thin());
            }
            ItemKind::Stroke { path, paint, width } => {
                let shade = self.document.inks.shade(*paint);
                self.stroke(path, shade, *width, item.kind.is_thin());
            }
            ItemKind::Picture { picture, area, crop, clip } => {
                self.end_text();
                if let Some((index, placed)) = placement::of(self.document, *picture, *area, *crop) {
                    placed.write(&mut self.ops, &self.canvas, index, clip.as_ref());
                    self.page.pictures.insert(index);
                }
            }
        }
    }

    /// Ends the marked-content sequence in progress and begins another, unless it goes on.
    fn mark(&mut self, wanted: Marked) {
        if self.document.edition != Edition::Screen {
            if wanted == Marked::Nothing {
                self.end_text();
            }
            return;
        }
        if self.marked == wanted {
            return;
        }
        self.end_text();
        if self.marked != Marked::Nothing {
            self.ops.op("EMC");
        }
        match wanted {
            Marked::Nothing => {}
            Marked::Artifact => {
                self.ops.op("/Artifact BMC");
            }
            Marked::Element(tag) => {
                self.begin(tag, self.page.sequences.len());
                self.page.sequences.push(tag);
            }
        }
        self.marked = wanted;
    }

    /// Begins a sequence of an element.
    fn begin(&mut self, tag: StructId, id: usize) {
        let role = tags::role_name(self.document.list.structure.get(tag).role);
        self.ops.raw("/").raw(role).raw(&format!("<</MCID {id}>>BDC\n"));
        self.marked = Marked::Element(tag);
    }

    fn glyphs(&mut self, origin: Point, run: &GlyphRun) {
        let Some((index, font)) = self.document.font(run.font) else { return };
        let line = match self.text {
            Some(line) => line,
            None => {
                self.ops.op("BT");
                (0, 0)
            }
        };
        if self.font != Some((run.font, run.size)) {
            self.ops.font((index, 0), run.size);
            self.page.fonts.insert((index, 0));
            self.font = Some((run.font, run.size));
        }
        if self.scale != run.scale {
            self.ops.number(i64::from(run.scale) * 100).op("Tz");
            self.scale = run.scale;
        }
        let shade = self.document.inks.shade(Paint::Swatch(run.color));
        self.set_fill(shade, shade.overprints());
        let (x, y) = (self.canvas.x(origin.x + run.x), self.canvas.y(origin.y - run.rise));
        let mut text = TextWriter::resume(&mut self.ops, line, index);
        text.run(run, font, x, y);
        self.text = Some(text.line());
        self.page.fonts.extend(text.readings());
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.ops.op("ET");
        }
    }

    fn fill(&mut self, path: &Path, shade: Shade, thin: bool) {
        self.end_text();
        self.set_fill(shade, shade.overprints() && thin);
        self.canvas.path(&mut self.ops, path);
        self.ops.op(if path.even_odd { "f*" } else { "f" });
    }

    fn stroke(&mut self, path: &Path, shade: Shade, width: Length, thin: bool) {
        self.end_text();
        self.set_overprint(shade.overprints() && thin);
        if self.stroke.map(|s| s.0) != Some(shade) {
            match shade {
                Shade::Rgb(levels) => self.ops.numbers(&levels).op("RG"),
                Shade::Gray(level) => self.ops.number(level).op("G"),
                Shade::Cmyk(inks) => self.ops.numbers(&inks).op("K"),
                Shade::Registration => self.ops.op("/All CS 1 SCN"),
                Shade::Spot(index, tint) => {
                    self.page.spots.insert(index);
                    self.ops.name("S", index).raw("CS ").number(tint).op("SCN")
                }
            };
            self.page.registration |= shade == Shade::Registration;
        }
        if self.stroke.map(|s| s.1) != Some(width) {
            self.ops.number(milli(width)).op("w");
        }
        self.stroke = Some((shade, width));
        self.canvas.path(&mut self.ops, path);
        self.ops.op("S");
    }

    fn set_fill(&mut self, shade: Shade, overprint: bool) {
        self.set_overprint(overprint);
        if self.fill != Some(shade) {
            fill_color(&mut self.ops, shade);
            self.page.registration |= shade == Shade::Registration;
            if let Shade::Spot(index, _) = shade {
                self.page.spots.insert(index);
            }
            self.fill = Some(shade);
        }
    }

    fn set_overprint(&mut self, on: bool) {
        if self.overprinting != on {
            self.ops.op(if on { "/O1 gs" } else { "/O0 gs" });
            self.overprinting = on;
            self.page.overprint = true;
        }
    }
}

/// Sets the colour of fills.
pub(super) fn fill_color(ops: &mut Ops, shade: Shade) {
    match shade {
        Shade::Rgb(levels) => ops.numbers(&levels).op("rg"),
        Shade::Gray(level) => ops.number(level).op("g"),
        Shade::Cmyk(inks) => ops.numbers(&inks).op("k"),
        Shade::Registration => ops.op("/All cs 1 scn"),
        Shade::Spot(index, tint) => ops.name("S", index).raw("cs ").number(tint).op("scn"),
    };
}
