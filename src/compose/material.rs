//! The blocks of a segment, shaped and measured: what the columns of a band are filled with.
//!
//! In: [`Block`]s. Out: [`Material`]: text ready to be broken, inline quotes as blocks of rows, and floats (boxes,
//! pictures) in each form that they may take, their heights in rows of the grid.

mod boxes;
mod pictures;

use super::columns::{Placement, portrait_area};
use super::drop_capital::Initial;
use super::type_setter::{SetParagraph, Typesetter};
use super::wrap::{Wrap, least_slot};
use crate::color::SwatchId;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::resolve::document::{
    Anchored, Block, DropCapital, Float, InlineQuote, PageGeometry, PictureShape, Pin, Portrait, QuoteBar, Stroke,
    TextBlock,
};
use crate::text::{ShapedParagraph, WayTable};
pub use pictures::{MeasuredPicture, edge_column};
use std::ops::Range;
use std::sync::Arc;

/// A segment's blocks, ready for the columns.
pub struct Material {
    /// Round the portrait, unless that is a rectangle; `x` from the text's left edge.
    pub portrait: Option<Wrap>,
    pub blocks: Arc<Vec<MaterialBlock>>,
    pub inlines: Arc<Vec<MeasuredInline>>,
    pub floats: Vec<MeasuredFloat>,
    /// Of the first block.
    pub initial: Option<Initial>,
    /// Something in it is higher than a page, which has been told: there is no use in placing it.
    pub too_high: bool,
    /// The words to which each float belongs.
    pub words: Vec<FloatWords>,
    /// The ways of its paragraphs.
    pub ways: Arc<WayTable>,
    /// Lines that may be judged for it: then fewer places are tried for its floats, and at last none.
    pub budget: u64,
}

/// Of a band's budget of work, for each line that its text is likely to take, and for each float.
const JUDGED_A_LINE: u64 = 600;
const JUDGED_A_FLOAT: u64 = 4_000;

/// The words to which a float belongs: those of a block and, in its text, of a byte.
#[derive(Clone, Copy, Debug, Default)]
pub struct FloatWords {
    pub block: usize,
    pub byte: usize,
}

impl Material {
    /// The words of each float. A quote between blocks that repeats words belongs to them, anything else between blocks to
    /// the end of what stands before it.
    fn find_words(&self) -> Vec<FloatWords> {
        let mut words = vec![FloatWords::default(); self.floats.len()];
        let mut text_before = 0;
        for (block, content) in self.blocks.iter().enumerate() {
            match content {
                MaterialBlock::Float(float) => {
                    words[*float] = match &self.floats[*float].repeats {
                        Some(words) => FloatWords { block: text_before, byte: words.start },
                        None => FloatWords { block, byte: usize::MAX },
                    };
                }
                MaterialBlock::Text(text) => {
                    text_before = block;
                    text.floats.iter().for_each(|(byte, float)| words[*float] = FloatWords { block, byte: *byte });
                }
                MaterialBlock::Inline(_) => {}
            }
        }
        words
    }

    fn work_budget(&self, page: &PageGeometry) -> u64 {
        let lines = |text: &ShapedText| 1.0 + text.shaped.natural_width().ratio(page.column_width());
        let lines: f64 = self.texts().map(lines).sum();
        JUDGED_A_LINE * lines as u64 + JUDGED_A_FLOAT * self.floats.len() as u64
    }

    /// Whether so many of its budgets are spent.
    pub fn has_spent(&self, budgets: u64) -> bool {
        self.ways.exceeds(budgets * self.budget)
    }

    /// The paragraph of a block, counted over the material, or the last one before it; whether it is that of the block
    /// itself.
    pub fn paragraph_of(&self, block: usize) -> Option<(usize, &ShapedParagraph, bool)> {
        let upto = self.blocks.get(..=block)?;
        let texts = |block: &MaterialBlock| matches!(block, MaterialBlock::Text(_));
        let MaterialBlock::Text(text) = upto.iter().rfind(|block| texts(block))? else { return None };
        let count = upto.iter().filter(|block| texts(block)).count();
        Some((count - 1, &text.shaped, upto.last().is_some_and(texts)))
    }

    fn texts(&self) -> impl Iterator<Item = &ShapedText> {
        self.blocks.iter().filter_map(|block| match block {
            MaterialBlock::Text(text) => Some(&**text),
            _ => None,
        })
    }

    /// Whether it is the same with another portrait: text alone runs round that.
    pub fn is_for(&self, portrait: Option<&Portrait>) -> bool {
        let is_rectangle = portrait.is_none_or(|portrait| portrait.picture.shape == PictureShape::Rectangle);
        is_rectangle && self.portrait.is_none() && self.initial.is_none()
    }

    /// Places of floats as they are with the rows that these floats have.
    pub fn with_rows(&self, placements: &[Option<Placement>], before: &Material) -> Vec<Option<Placement>> {
        let rows = |material: &Material, float: usize, form: usize| {
            material.floats.get(float).and_then(|float| float.forms.get(form)).map_or(0, |form| form.rows)
        };
        let mut placements = placements.to_vec();
        for (float, place) in placements.iter_mut().enumerate() {
            let Some(place) = place else { continue };
            place.rows += rows(self, float, place.form) - rows(before, float, place.form);
        }
        placements
    }

    pub fn paragraphs(&self) -> usize {
        self.texts().count()
    }

    pub fn words(&self) -> usize {
        self.texts().map(|text| text.shaped.word_count()).sum()
    }
}

pub enum MaterialBlock {
    Text(Box<ShapedText>),
    /// Index into [`Material::inlines`].
    Inline(usize),
    /// Index into [`Material::floats`].
    Float(usize),
}

pub struct ShapedText {
    pub shaped: ShapedParagraph,
    /// Taken from the measure where lines start and where they end.
    pub start: Length,
    pub end: Length,
    /// It runs round things where slots are left that are no narrower.
    pub least_slot: Length,
    pub first_indent: Length,
    pub before: u16,
    pub keep_with_next: bool,
    pub keep_together: bool,
    pub marker: Option<ShapedParagraph>,
    pub marker_at: Length,
    pub bar: Option<QuoteBar>,
    /// Inline quotes after the line that holds a byte of the text.
    pub inlines: Vec<(usize, usize)>,
    /// Floats near a byte of the text.
    pub floats: Vec<(usize, usize)>,
}

/// A display quote in the column.
#[derive(Clone)]
pub struct MeasuredInline {
    pub paragraphs: Vec<SetParagraph>,
    pub attribution: Option<SetParagraph>,
    pub bar: Option<Stroke>,
    pub bar_reach: Length,
    pub indent: Length,
    /// Its bar stands at the right.
    pub right_to_left: bool,
    pub rows: u16,
    /// From its first baseline to its last.
    pub depth: Length,
    pub before: u16,
    pub after: u16,
}

/// Something that the text runs round.
#[derive(Clone)]
pub struct MeasuredFloat {
    /// The preferred one first.
    pub forms: Vec<FloatForm>,
    pub pin: Pin,
    /// Bytes of the words that a quote repeats, in its paragraph's text.
    pub repeats: Option<Range<usize>>,
    pub source: Option<Span>,
}

/// One way in which a float may stand.
#[derive(Clone)]
pub struct FloatForm {
    pub place: FloatPlace,
    /// Rows that it takes from the text, with empty ones at its own side.
    pub rows: i32,
    pub rows_above: i32,
    pub content: FloatContent,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatPlace {
    /// At a column's outer edge; text runs beside it.
    Edge,
    /// Across the gutter; text runs at both sides.
    Gutter,
    /// Over all columns.
    Wide,
    /// A whole column's width, at the foot or top of a column.
    Column,
    /// A whole column's width, in the run of the text.
    InText,
    /// In the run of the text after a block; the placement's row is that block's index.
    Between,
}

#[derive(Clone)]
pub enum FloatContent {
    Box(MeasuredBox),
    /// A quote that repeats words: it may stand between any paragraphs near them.
    Inline(MeasuredInline),
    Picture(Box<MeasuredPicture>),
}

#[derive(Clone)]
pub struct MeasuredBox {
    pub color: Option<SwatchId>,
    pub rule: Option<Stroke>,
    pub width: Length,
    /// Width of the box and the free space at its side.
    pub clearance: Length,
    pub padding: Length,
    pub paragraphs: Vec<SetParagraph>,
    pub attribution: Option<SetParagraph>,
}

/// Rows that a block of this height takes, if it reaches from a cap top to a baseline.
pub fn rows_for(height: Length, page: &PageGeometry) -> i32 {
    ((height - page.cap_height).ratio(page.leading) - 1e-6).ceil().max(0.0) as i32 + 1
}

/// Height of a block of this many rows, from a cap top to a baseline.
pub fn height_of(rows: i32, page: &PageGeometry) -> Length {
    page.leading * i64::from(rows - 1) + page.cap_height
}

/// Empty rows that belong to a float: above it, unless it stands at a column's top, and below it, unless at its foot.
/// Boxes that text runs beside need none.
pub fn empty_rows(form: &FloatForm) -> (i32, i32) {
    match &form.content {
        FloatContent::Box(_) if matches!(form.place, FloatPlace::Wide | FloatPlace::Column) => (1, 1),
        FloatContent::Box(_) | FloatContent::Inline(_) => (0, 0),
        // Text stands closer to a picture's foot than to a caption.
        FloatContent::Picture(picture) if form.place == FloatPlace::Edge => {
            (0, if picture.caption.is_some() { i32::from(picture.after) } else { 0 })
        }
        FloatContent::Picture(picture) => (i32::from(picture.before), i32::from(picture.after)),
    }
}

/// Shapes and measures a segment's blocks. The first line has the measure `room`; beside a drop capital it is never
/// narrower than `least`.
pub fn prepare(
    blocks: &[Block],
    portrait: Option<&Portrait>,
    page: &PageGeometry,
    (room, least): (Length, Length),
    setter: &mut Typesetter,
) -> Material {
    let round = portrait.filter(|portrait| portrait.picture.shape != PictureShape::Rectangle);
    let wrap =
        round.map(|portrait| Wrap::around(&portrait.picture, portrait_area(portrait, page), portrait.clearance, page));
    let ways = Arc::new(WayTable::counted(&setter.work));
    let mut preparation = Preparation {
        page,
        setter,
        material: Material {
            portrait: wrap,
            blocks: Arc::default(),
            inlines: Arc::default(),
            floats: Vec::new(),
            initial: None,
            too_high: false,
            words: Vec::new(),
            budget: 0,
            ways,
        },
        blocks: Vec::new(),
        inlines: Vec::new(),
        room,
        least,
        after: 0,
        lost: 0,
        limits: Vec::new(),
    };
    for block in blocks {
        preparation.block(block);
    }
    preparation.material.blocks = Arc::new(std::mem::take(&mut preparation.blocks));
    preparation.material.inlines = Arc::new(std::mem::take(&mut preparation.inlines));
    preparation.limit_heights(portrait);
    let words = preparation.material.find_words();
    let budget = preparation.material.work_budget(page);
    Material { words, budget, ..preparation.material }
}

struct Preparation<'p, 'a> {
    page: &'p PageGeometry,
    setter: &'p mut Typesetter<'a>,
    material: Material,
    blocks: Vec<MaterialBlock>,
    inlines: Vec<MeasuredInline>,
    room: Length,
    least: Length,
    /// Empty rows that the block before asks for.
    after: u16,
    /// Bytes that the last paragraph has lost to its drop capital or the band's head.
    lost: usize,
    limits: Vec<boxes::Limit>,
}

impl Preparation<'_, '_> {
    fn block(&mut self, block: &Block) {
        let after = std::mem::take(&mut self.after);
        let block = match block {
            Block::Text(text) => MaterialBlock::Text(Box::new(self.text(text, after))),
            Block::Inline(quote) if quote.repeats.is_some() => {
                // It stands elsewhere: the text that follows has the empty rows.
                self.after = after;
                MaterialBlock::Float(self.repeated(quote))
            }
            Block::Inline(quote) => MaterialBlock::Inline(self.inline(quote)),
            Block::Float(float) => {
                self.after = after;
                MaterialBlock::Float(self.float(float))
            }
        };
        self.blocks.push(block);
    }

    fn text(&mut self, text: &TextBlock, after: u16) -> ShapedText {
        self.after = text.after;
        let mut inlines = Vec::new();
        let mut floats = Vec::new();
        for (offset, anchored) in &text.anchored {
            match anchored {
                Anchored::Inline(quote) => inlines.push((*offset, self.inline(quote))),
                Anchored::Float(float) => floats.push((*offset, self.float(float))),
            }
        }
        let dropped = text.drop_capital.as_ref().and_then(|drop| self.drop_capital(text, drop));
        let (shaped, lost) = match dropped {
            Some((initial, rest)) => {
                let lost = initial.bytes();
                self.material.initial = Some(initial);
                (rest, lost)
            }
            None => (self.setter.shape_running(&text.paragraph), text.lost),
        };
        let offsets = inlines.iter_mut().chain(&mut floats).map(|(offset, _)| offset);
        offsets.for_each(|offset| *offset = offset.saturating_sub(lost));
        self.lost = lost;
        for (_, float) in &floats {
            self.forget_lost(*float);
        }
        ShapedText {
            shaped,
            start: text.start,
            end: text.end,
            least_slot: least_slot(text.start + text.end, self.page),
            first_indent: text.first_indent,
            before: text.before.max(after),
            keep_with_next: text.keep_with_next,
            keep_together: text.keep_together,
            marker: text.marker.as_ref().map(|marker| self.setter.shape(marker)),
            marker_at: text.marker_at,
            bar: text.bar,
            inlines,
            floats,
        }
    }

    /// The words that a quote repeats, counted without the drop capital's.
    fn forget_lost(&mut self, float: usize) {
        let lost = self.lost;
        if let Some(words) = self.material.floats.get_mut(float).and_then(|float| float.repeats.as_mut()) {
            *words = words.start.saturating_sub(lost)..words.end.saturating_sub(lost);
        }
    }

    /// The drop capital and the rest of its paragraph; `None` if the text beside it would be too narrow, or not fill
    /// its lines.
    fn drop_capital(&mut self, text: &TextBlock, drop: &DropCapital) -> Option<(Initial, ShapedParagraph)> {
        let cap_height = self.setter.cap_height(&text.paragraph);
        let initial = Initial::measure(drop, cap_height, self.page, self.setter)?;
        let beside = self.room - initial.width;
        let rest = self.setter.shape_running(&drop.rest);
        let fills = rest.natural_width() >= beside * i64::from(initial.rows);
        (beside >= self.least && fills).then_some((initial, rest))
    }

    /// What no page has room for is an error before anything is placed.
    fn hold_to_page(&mut self, rows: i32, source: Option<Span>) {
        let over = rows - self.page.rows;
        if over > 0 {
            let mut error = Diagnostic::error("overset", format!("this is {over} lines higher than a page"))
                .help("shorten it, or make a quote a `>` quotation, which may be divided");
            error.span = source;
            self.setter.diagnostics.push(error);
            self.material.too_high = true;
        }
    }

    fn inline(&mut self, quote: &InlineQuote) -> usize {
        let measured = self.measure_inline(quote);
        self.hold_to_page(i32::from(measured.rows), quote.source);
        self.inlines.push(measured);
        self.inlines.len() - 1
    }

    fn repeated(&mut self, quote: &InlineQuote) -> usize {
        let measured = self.measure_inline(quote);
        let rows = i32::from(measured.rows);
        let form =
            FloatForm { place: FloatPlace::Between, rows, rows_above: 0, content: FloatContent::Inline(measured) };
        let repeats = quote.repeats.clone();
        self.material.floats.push(MeasuredFloat {
            forms: vec![form],
            pin: Pin::default(),
            repeats,
            source: quote.source,
        });
        let float = self.material.floats.len() - 1;
        self.forget_lost(float);
        float
    }

    fn measure_inline(&mut self, quote: &InlineQuote) -> MeasuredInline {
        let measure = self.page.column_width() - quote.indent;
        let paragraphs: Vec<SetParagraph> = quote.paragraphs.iter().map(|p| self.setter.set(p, measure)).collect();
        let attribution = quote.attribution.as_ref().map(|p| self.setter.set(p, measure));
        let mut depth: Length = paragraphs.iter().map(|set| set.leading * set.lines.len() as i64).sum();
        if let Some(attribution) = &attribution {
            depth += attribution.leading * attribution.lines.len() as i64;
        }
        let rows = (depth.ratio(self.page.leading) - 1e-6).ceil().max(1.0) as u16;
        let last_leading = paragraphs.last().map(|set| set.leading).unwrap_or_default();
        MeasuredInline {
            right_to_left: paragraphs.first().is_some_and(|set| set.right_to_left),
            paragraphs,
            attribution,
            bar: quote.bar,
            bar_reach: quote.bar_reach,
            indent: quote.indent,
            rows,
            depth: depth - last_leading,
            before: quote.before,
            after: quote.after,
        }
    }

    fn float(&mut self, float: &Float) -> usize {
        let measured = match float {
            Float::Box(quote) => self.boxed(quote),
            Float::Picture(picture) => self.picture(picture),
        };
        let lowest = measured.forms.iter().map(|form| form.rows).min();
        self.hold_to_page(lowest.unwrap_or(0), measured.source);
        self.material.floats.push(measured);
        self.material.floats.len() - 1
    }
}

impl MeasuredBox {
    /// From the first line's cap top to the last baseline: capitals have no descenders, so this is what the eye centres.
    pub fn text_height(&self) -> Length {
        let caps = self.paragraphs.first().map(|set| set.cap_height).unwrap_or_default();
        caps + self.text_depth()
    }

    /// From the first baseline to the last.
    pub fn text_depth(&self) -> Length {
        let mut depth = Length::ZERO;
        for (index, set) in self.paragraphs.iter().enumerate() {
            depth += set.depth() + if index > 0 { set.leading } else { Length::ZERO };
        }
        match &self.attribution {
            Some(source) => depth + source.leading.scale(1.5) + source.depth(),
            None => depth,
        }
    }
}
