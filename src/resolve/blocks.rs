//! The Markdown blocks of a remark or section as the segments of a band.

mod quotations;

use super::boxes;
use super::builder::Builder;
use super::context::caption_words;
use super::document::{
    Anchored, BesidePicture, Block, Float, PictureShape, PlacedPicture, Segment, TextBlock, TextPicture,
};
use super::drop_capital;
use super::lead;
use super::quotes::{self, QuoteWords};
use super::story::Paragraph;
use super::style::{Align, ParagraphStyle};
use crate::diagnostic::Span;
use crate::event::markup::{
    self, Block as Written, BlockKind, FIRST_HEADING, Inline, MarkupPicture, Paragraph as WrittenParagraph, Pin,
    PullQuote, QuoteKind, Repeat,
};
use crate::geometry::Length;
use crate::layout::band::{BandLeadSpec, BandSpec, DropCapitalSpec, RepeatSpec};
use crate::structure::{Numbering, Role, StructId};
use crate::yaml::Spanned;
use std::sync::Arc;

/// Makes the segments of one band.
pub struct Segments<'b, 'a> {
    builder: &'b mut Builder<'a>,
    style: &'b Spanned<String>,
    /// For the first block, if it is a paragraph.
    drop_capital: Option<&'b DropCapitalSpec>,
    /// Whose remarks they are; nobody's words without them.
    speaker: &'b [Inline],
    /// The head may hold the next block's first sentences, of so many words.
    lead: Option<(&'b BandLeadSpec, usize)>,
    /// Level of the first sub-headings.
    level: u8,
    /// How many marks the heading before has, as far as they mean a level.
    marks: u8,
    /// How many lists the next block stands in.
    depth: u8,
    done: Vec<Segment>,
    column: Vec<Block>,
    /// Banners that repeat words: they stand after the text.
    banners: Vec<Segment>,
    /// The next paragraph begins without an indent.
    flush_left: bool,
}

/// All blocks of a band, in segments.
pub fn segments(
    builder: &mut Builder,
    blocks: Vec<Written>,
    spec: &BandSpec,
    speaker: &[Inline],
    level: u8,
) -> Vec<Segment> {
    let mut segments = Segments {
        builder,
        style: &spec.text,
        drop_capital: spec.drop_capital.as_ref(),
        speaker,
        lead: spec.lead.as_ref().map(|lead| (lead, lead.words)),
        level,
        marks: FIRST_HEADING - 1,
        depth: 0,
        done: Vec::new(),
        column: Vec::new(),
        banners: Vec::new(),
        flush_left: true,
    };
    for block in blocks {
        segments.block(block);
    }
    segments.end_columns();
    segments.done.append(&mut segments.banners);
    segments.done
}

/// Whether the words announce what follows them.
pub fn introduces(text: &str) -> bool {
    text.trim_end().ends_with([':', '،'])
}

/// A paragraph in italics alone is an editor's note: a line or two that need not fill the measure.
fn ragged(paragraph: Paragraph) -> Paragraph {
    let style = ParagraphStyle { align: Align::Start, hyphenate: false, ..(*paragraph.style).clone() };
    Paragraph { style: Arc::new(style), ..paragraph }
}

impl<'b> Segments<'b, '_> {
    fn end_columns(&mut self) {
        if !self.column.is_empty() {
            self.done.push(Segment::Columns(std::mem::take(&mut self.column)));
        }
    }

    fn block(&mut self, block: Written) {
        let (drop_capital, lead) = (self.drop_capital.take(), self.lead.take());
        match block.kind {
            BlockKind::Paragraph(paragraph) => self.paragraph(paragraph, drop_capital, lead),
            BlockKind::Heading { level, inlines } => self.heading(level, &inlines),
            BlockKind::List { ordered, start, items } => self.list(ordered, start, items),
            BlockKind::Quote(quote) => self.quote(quote, block.span),
            BlockKind::PullQuote(quote) => self.pull_quote(quote, block.span),
            BlockKind::Picture(picture) => {
                if let Some(picture) = self.picture(&picture) {
                    self.column.push(Block::Float(Float::Picture(Box::new(picture))));
                }
            }
        }
    }

    fn text_block(&mut self, paragraph: Paragraph) -> TextBlock {
        let indent = paragraph.style.indent;
        let first_indent = if self.flush_left { Length::ZERO } else { indent };
        self.flush_left = false;
        TextBlock {
            paragraph,
            start: Length::ZERO,
            end: Length::ZERO,
            first_indent,
            before: 0,
            after: 0,
            keep_with_next: false,
            keep_together: false,
            marker: None,
            marker_at: Length::ZERO,
            bar: None,
            anchored: Vec::new(),
            lost: 0,
            drop_capital: None,
            leads: Vec::new(),
        }
    }

    fn paragraph(
        &mut self,
        written: WrittenParagraph,
        drop_capital: Option<&DropCapitalSpec>,
        lead: Option<(&'b BandLeadSpec, usize)>,
    ) {
        let tag = self.builder.element(Role::Paragraph);
        let Some(paragraph) = self.builder.paragraph(self.style, &written.inlines, Some(tag)) else { return };
        let is_note = written.inlines.iter().all(|inline| inline.italic);
        let paragraph = if is_note { ragged(paragraph) } else { paragraph };
        let drop_capital =
            drop_capital.and_then(|spec| drop_capital::cut(self.builder, spec, &self.style.value, &paragraph));
        let mut block = self.text_block(paragraph);
        block.drop_capital = drop_capital.map(Box::new);
        let mut banners = Vec::new();
        let mut repeated = Vec::new();
        let mut long = Vec::new();
        let text = if written.repeats.is_empty() { String::new() } else { written.text() };
        for repeat in &written.repeats {
            let rest = text.get(repeat.range.end..).unwrap_or_default();
            self.repeat(repeat, rest, &mut block, &mut repeated);
        }
        let held = lead::first_held(&written);
        for anchored in written.anchored {
            self.anchored(anchored.offset, anchored.block, &mut block, (&mut long, &mut banners));
        }
        block.anchored.sort_by_key(|(offset, _)| *offset);
        if let Some((spec, words)) = lead.filter(|_| !is_note) {
            let within = (held, words);
            block.leads = lead::cut(self.builder, &spec.style, (self.style, tag), (&written.inlines, within), &block);
            // The next paragraph's may follow where all of this one stands in the head.
            if block.leads.last().is_some_and(|lead| lead.rest.is_none()) {
                self.lead = Some((spec, words.saturating_sub(lead::words(&written.inlines))));
            }
        }
        self.column.push(Block::Text(block));
        self.column.append(&mut repeated);
        self.column.append(&mut long);
        if !banners.is_empty() {
            self.end_columns();
            self.done.append(&mut banners);
        }
    }

    /// Repeated words in a box stand beside the text; an inline quote follows the paragraph that it repeats. `rest` is
    /// the paragraph's text after the words.
    fn repeat(&mut self, repeat: &Repeat, rest: &str, block: &mut TextBlock, after: &mut Vec<Block>) {
        let kind = match (repeat.kind, self.builder.layout.quotes.repeated) {
            (Some(kind), _) => kind,
            (None, RepeatSpec::Box) => QuoteKind::Box(Pin::default()),
            (None, RepeatSpec::Inline) => QuoteKind::Inline,
            (None, RepeatSpec::Banner) => QuoteKind::Banner,
            (None, RepeatSpec::None) => return,
        };
        let words = QuoteWords::repeated(self.builder, repeat, rest);
        if quotes::is_long(self.builder, &words, kind) {
            return;
        }
        let at = repeat.range.start;
        match kind {
            QuoteKind::Box(pin) => {
                let boxed = boxes::boxed(self.builder, &words, pin);
                block.anchored.push((at, Anchored::Float(Float::Box(boxed))));
            }
            QuoteKind::Inline => {
                after.push(Block::Inline(quotes::inline(self.builder, &words)));
            }
            QuoteKind::Banner => {
                let banner = quotes::banner(self.builder, &words, self.speaker);
                self.banners.push(Segment::Banner(banner));
            }
        }
    }

    /// What stands in the middle of a sentence; what may be divided or takes the whole measure follows the paragraph.
    fn anchored(
        &mut self,
        offset: usize,
        written: Written,
        block: &mut TextBlock,
        (long, after): (&mut Vec<Block>, &mut Vec<Segment>),
    ) {
        match written.kind {
            BlockKind::PullQuote(quote) => {
                let kind = quote.kind;
                let words = QuoteWords::content(self.builder, quote, written.span);
                if quotes::is_long(self.builder, &words, kind) {
                    long.append(&mut self.long_quote(&words));
                    return;
                }
                match kind {
                    QuoteKind::Box(pin) => {
                        let boxed = boxes::boxed(self.builder, &words, pin);
                        block.anchored.push((offset, Anchored::Float(Float::Box(boxed))));
                    }
                    QuoteKind::Inline => {
                        block.anchored.push((offset, Anchored::Inline(quotes::inline(self.builder, &words))));
                    }
                    QuoteKind::Banner => {
                        after.push(Segment::Banner(quotes::banner(self.builder, &words, self.speaker)))
                    }
                }
            }
            BlockKind::Picture(picture) => {
                let picture = self.picture(&picture);
                block.anchored.extend(picture.map(|p| (offset, Anchored::Float(Float::Picture(Box::new(p))))));
            }
            _ => {}
        }
    }

    fn heading(&mut self, marks: u8, inlines: &[Inline]) {
        let spec = &self.builder.layout.text;
        let words = super::bindings::BoundText { inlines: inlines.to_vec(), source: None };
        self.marks = marks.clamp(FIRST_HEADING, self.marks + 1);
        let deeper = (self.marks - FIRST_HEADING).min(6 - self.level);
        let tag = self.builder.heading(self.level + deeper, &words);
        let Some(paragraph) = self.builder.paragraph(&spec.subheading, inlines, Some(tag)) else { return };
        self.flush_left = true;
        let mut block = self.text_block(paragraph);
        block.before = spec.subheading_before;
        block.keep_with_next = true;
        self.flush_left = true;
        self.column.push(Block::Text(block));
    }

    fn list(&mut self, ordered: bool, start: u64, items: Vec<Vec<Written>>) {
        self.keep_introduction();
        let spec = &self.builder.layout.text;
        let list = self.builder.element(Role::List(if ordered { Numbering::Figures } else { Numbering::Bullets }));
        let around = self.builder.section;
        self.depth += 1;
        for (index, item) in items.into_iter().enumerate() {
            let element = self.builder.structure.add(list, Role::ListItem);
            let label = self.builder.structure.add(element, Role::ListLabel);
            self.builder.section = self.builder.structure.add(element, Role::ListBody);
            let marker = if ordered { format!("{}.", start + index as u64) } else { spec.list_bullet.clone() };
            let mut marker = Some((marker, label));
            for block in item {
                match block.kind {
                    BlockKind::Paragraph(written) => self.item_paragraph(written, &mut marker, block.span),
                    _ => self.block(block),
                }
            }
        }
        self.depth -= 1;
        self.builder.section = around;
    }

    /// A paragraph of a list's item; the first has the marker.
    fn item_paragraph(&mut self, written: WrittenParagraph, marker: &mut Option<(String, StructId)>, span: Span) {
        let tag = self.builder.element(Role::Paragraph);
        let Some(paragraph) = self.builder.paragraph(self.style, &written.inlines, Some(tag)) else { return };
        self.flush_left = true;
        let mut text = self.text_block(paragraph);
        let indent = self.builder.layout.text.list_indent.0;
        text.start = indent * i64::from(self.depth);
        text.marker_at = text.start - indent;
        text.marker = marker.take().and_then(|(marker, label)| {
            let words = super::bindings::plain_inlines(&marker, span);
            let marker = self.builder.paragraph(self.style, &words, Some(label))?;
            Some(Paragraph { right_to_left: text.paragraph.right_to_left, ..marker })
        });
        let mut repeated = Vec::new();
        let words = if written.repeats.is_empty() { String::new() } else { written.text() };
        for repeat in &written.repeats {
            let rest = words.get(repeat.range.end..).unwrap_or_default();
            self.repeat(repeat, rest, &mut text, &mut repeated);
        }
        self.column.push(Block::Text(text));
        self.column.append(&mut repeated);
    }

    fn pull_quote(&mut self, quote: PullQuote, span: Span) {
        let kind = quote.kind;
        let words = QuoteWords::content(self.builder, quote, span);
        if quotes::is_long(self.builder, &words, kind) {
            let mut blocks = self.long_quote(&words);
            self.column.append(&mut blocks);
            return;
        }
        match kind {
            QuoteKind::Box(pin) => {
                let boxed = boxes::boxed(self.builder, &words, pin);
                self.column.push(Block::Float(Float::Box(boxed)));
            }
            QuoteKind::Inline => {
                let inline = quotes::inline(self.builder, &words);
                self.column.push(Block::Inline(inline));
                self.flush_left = true;
            }
            QuoteKind::Banner => {
                let banner = quotes::banner(self.builder, &words, self.speaker);
                self.end_columns();
                self.done.push(Segment::Banner(banner));
                self.flush_left = true;
            }
        }
    }

    fn picture(&mut self, written: &MarkupPicture) -> Option<TextPicture> {
        let spec = &self.builder.layout.pictures;
        let mut picture = self.builder.markup_picture(written)?;
        let tag = picture.tag;
        let caption = caption_words(written);
        if let Some(figure) = tag
            && self.builder.structure.get(figure).alt.is_none()
            && !caption.is_empty()
        {
            self.builder.structure.get_mut(figure).alt = Some(markup::plain_text(&caption));
        }
        picture.focus_at = picture.focus;
        let caption = match caption.is_empty() {
            true => None,
            false => {
                let element = self.builder.caption(tag);
                self.builder.paragraph(&spec.caption, &caption, Some(element))
            }
        };
        let (width, height) = picture.proportions;
        let beside = self.beside(&picture);
        Some(TextPicture {
            picture,
            caption,
            caption_below: spec.caption_below.0,
            before: spec.before,
            after: spec.after,
            height: (height / width).min(*spec.most_height).max(*spec.least_height),
            pin: boxes::pin_of(written.pin),
            beside,
        })
    }

    /// The picture as it stands with the text beside it, if it is of the kind that may.
    fn beside(&mut self, picture: &PlacedPicture) -> Option<BesidePicture> {
        let pictures = &self.builder.layout.pictures;
        let spec = pictures.beside.as_ref()?;
        let mut picture = picture.clone();
        self.builder.shape(&mut picture, spec.shape);
        let (width, height) = picture.proportions;
        let height = match &picture.shape {
            PictureShape::Rectangle => height / width,
            PictureShape::Circle => 1.0,
            PictureShape::Contour(contour) => {
                let part = contour.bounds();
                height * (part.bottom - part.top) / (width * (part.right - part.left))
            }
        };
        let is_cut_out = matches!(picture.shape, PictureShape::Contour(_));
        (is_cut_out || height >= spec.from_height).then(|| BesidePicture {
            picture,
            width: spec.width.0,
            clearance: spec.clearance.0,
            height: height.min(*pictures.most_height).max(*pictures.least_height),
        })
    }
}
