//! The blocks of a segment, shaped and measured: what the columns of a band are filled with.
//!
//! In: [`Block`]s. Out: [`Material`]: text ready to be broken, inline quotes as blocks of rows, and floats (boxes,
//! pictures) in each form that they may take, their heights in rows of the grid.

use super::type_setter::{SetParagraph, Typesetter};
use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::resolve::document::{
    Anchored, Block, BoxForm, BoxPlace, BoxedQuote, Float, InlineQuote, PageGeometry, PlacedPicture, Stroke, TextBlock,
    TextPicture,
};
use crate::text::ShapedParagraph;

/// A segment's blocks, ready for the columns.
pub struct Material {
    pub blocks: Vec<MaterialBlock>,
    pub inlines: Vec<MeasuredInline>,
    pub floats: Vec<MeasuredFloat>,
}

impl Material {
    fn texts(&self) -> impl Iterator<Item = &ShapedText> {
        self.blocks.iter().filter_map(|block| match block {
            MaterialBlock::Text(text) => Some(&**text),
            _ => None,
        })
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
    pub left: Length,
    pub right: Length,
    pub first_indent: Length,
    pub before: u16,
    pub keep_with_next: bool,
    pub marker: Option<ShapedParagraph>,
    /// Inline quotes after the line that holds a byte of the text.
    pub inlines: Vec<(usize, usize)>,
    /// Floats near a byte of the text.
    pub floats: Vec<(usize, usize)>,
}

/// A display quote in the column.
pub struct MeasuredInline {
    pub paragraphs: Vec<SetParagraph>,
    pub attribution: Option<SetParagraph>,
    pub bar: Stroke,
    pub bar_reach: Length,
    pub indent: Length,
    pub rows: u16,
    pub before: u16,
    pub after: u16,
}

/// Something that the text runs round.
pub struct MeasuredFloat {
    /// The preferred one first.
    pub forms: Vec<FloatForm>,
    pub source: Option<Span>,
}

/// One way in which a float may stand.
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

pub enum FloatContent {
    Box(MeasuredBox),
    /// A quote that repeats words: it may stand between any paragraphs near them.
    Inline(MeasuredInline),
    Picture(Box<MeasuredPicture>),
}

pub struct MeasuredBox {
    pub color: SwatchId,
    pub width: Length,
    /// Width of the box and the free space at its side.
    pub clearance: Length,
    pub padding: Length,
    pub paragraphs: Vec<SetParagraph>,
    pub attribution: Option<SetParagraph>,
}

pub struct MeasuredPicture {
    pub picture: PlacedPicture,
    /// Rows of the picture itself, cap top to baseline.
    pub rows: i32,
    pub caption: Option<SetParagraph>,
    pub caption_rows: i32,
    pub before: u16,
    pub after: u16,
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
        FloatContent::Box(_) if form.place == FloatPlace::Wide => (1, 1),
        FloatContent::Box(_) | FloatContent::Inline(_) => (0, 0),
        FloatContent::Picture(picture) => (i32::from(picture.before), i32::from(picture.after)),
    }
}

/// Shapes and measures a segment's blocks.
pub fn prepare(blocks: &[Block], page: &PageGeometry, setter: &mut Typesetter) -> Material {
    let mut preparation = Preparation {
        page,
        setter,
        material: Material { blocks: Vec::new(), inlines: Vec::new(), floats: Vec::new() },
        after: 0,
    };
    for block in blocks {
        preparation.block(block);
    }
    preparation.material
}

struct Preparation<'p, 'a> {
    page: &'p PageGeometry,
    setter: &'p mut Typesetter<'a>,
    material: Material,
    /// Empty rows that the block before asks for.
    after: u16,
}

impl Preparation<'_, '_> {
    fn block(&mut self, block: &Block) {
        let after = std::mem::take(&mut self.after);
        let block = match block {
            Block::Text(text) => MaterialBlock::Text(Box::new(self.text(text, after))),
            Block::Inline(quote) if quote.is_repeated() => MaterialBlock::Float(self.repeated(quote)),
            Block::Inline(quote) => MaterialBlock::Inline(self.inline(quote)),
            Block::Float(float) => MaterialBlock::Float(self.float(float)),
        };
        self.material.blocks.push(block);
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
        ShapedText {
            shaped: self.setter.shape_running(&text.paragraph),
            left: text.left,
            right: text.right,
            first_indent: text.first_indent,
            before: text.before.max(after),
            keep_with_next: text.keep_with_next,
            marker: text.marker.as_ref().map(|marker| self.setter.shape(marker)),
            inlines,
            floats,
        }
    }

    fn inline(&mut self, quote: &InlineQuote) -> usize {
        let measured = self.measure_inline(quote);
        self.material.inlines.push(measured);
        self.material.inlines.len() - 1
    }

    fn repeated(&mut self, quote: &InlineQuote) -> usize {
        let measured = self.measure_inline(quote);
        let rows = i32::from(measured.rows);
        let form =
            FloatForm { place: FloatPlace::Between, rows, rows_above: 0, content: FloatContent::Inline(measured) };
        self.material.floats.push(MeasuredFloat { forms: vec![form], source: quote.source });
        self.material.floats.len() - 1
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
        MeasuredInline {
            paragraphs,
            attribution,
            bar: quote.bar,
            bar_reach: quote.bar_reach,
            indent: quote.indent,
            rows,
            before: quote.before,
            after: quote.after,
        }
    }

    fn float(&mut self, float: &Float) -> usize {
        let measured = match float {
            Float::Box(quote) => self.boxed(quote),
            Float::Picture(picture) => self.picture(picture),
        };
        self.material.floats.push(measured);
        self.material.floats.len() - 1
    }

    fn boxed(&mut self, quote: &BoxedQuote) -> MeasuredFloat {
        let mut forms: Vec<FloatForm> = quote.forms.iter().filter_map(|form| self.box_form(quote, form)).collect();
        // The last resort has the column's width: text never runs beside it.
        let in_text = quote.forms.iter().find(|form| form.place != BoxPlace::Column).or(quote.forms.last());
        if let Some(form) = in_text {
            let form = BoxForm { width: self.page.column_width(), ..form.clone() };
            forms.extend(self.measure_box(quote, &form, FloatPlace::InText));
        }
        MeasuredFloat { forms, source: quote.source }
    }

    fn box_form(&mut self, quote: &BoxedQuote, form: &BoxForm) -> Option<FloatForm> {
        let place = match form.place {
            BoxPlace::Column => FloatPlace::Edge,
            BoxPlace::Gutter => FloatPlace::Gutter,
            BoxPlace::Wide => FloatPlace::Wide,
        };
        self.measure_box(quote, form, place)
    }

    /// `None` if a word is wider than the box.
    fn measure_box(&mut self, quote: &BoxedQuote, form: &BoxForm, place: FloatPlace) -> Option<FloatForm> {
        let measure = form.width - form.padding * 2;
        let paragraphs: Vec<SetParagraph> = form.paragraphs.iter().map(|p| self.setter.set(p, measure)).collect();
        let attribution = form.attribution.as_ref().map(|p| self.setter.set(p, measure));
        let widest = paragraphs.iter().chain(&attribution).map(|set| set.width).max()?;
        if widest > measure + Length::pt(0.5) && place != FloatPlace::InText {
            return None;
        }
        let boxed = MeasuredBox {
            color: quote.color,
            width: form.width,
            clearance: quote.clearance,
            padding: form.padding,
            paragraphs,
            attribution,
        };
        let rows = rows_for(boxed.text_height() + form.padding_above * 2, self.page);
        Some(FloatForm { place, rows, rows_above: form.rows_above, content: FloatContent::Box(boxed) })
    }

    /// A picture fills the column's width; its height is rounded to whole rows.
    fn picture(&mut self, picture: &TextPicture) -> MeasuredFloat {
        let column = self.page.column_width();
        let height = column.scale(picture.height * (1.0 + f64::from(self.setter.change.pictures) / 1000.0));
        let rows = ((height - self.page.cap_height).ratio(self.page.leading).round() as i32).max(3) + 1;
        let form = |setter: &mut Typesetter, page: &PageGeometry, place| {
            let caption = picture.caption.as_ref().map(|caption| setter.set(caption, column));
            let caption_rows = caption.as_ref().map_or(0, |set| caption_rows(set, picture.caption_below, page));
            let measured = MeasuredPicture {
                picture: picture.picture.clone(),
                rows,
                caption,
                caption_rows,
                before: picture.before,
                after: picture.after,
            };
            FloatForm {
                place,
                rows: rows + caption_rows,
                rows_above: 0,
                content: FloatContent::Picture(Box::new(measured)),
            }
        };
        let forms = [FloatPlace::Column, FloatPlace::InText].map(|place| form(self.setter, self.page, place));
        MeasuredFloat { forms: forms.into(), source: picture.picture.source }
    }
}

/// Rows under a picture that its caption takes. The last line stands on the grid; the first at least four fifths of
/// the wanted distance below the picture, so that one line does not take two rows.
fn caption_rows(caption: &SetParagraph, below: Length, page: &PageGeometry) -> i32 {
    let depth = below.scale(0.8) + caption.depth();
    (depth.ratio(page.leading) - 1e-6).ceil() as i32
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
