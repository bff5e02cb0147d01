//! Quotations in the columns: block quotations, and quotes of too many words for a box.
//!
//! In: a quotation's paragraphs. Out: blocks of text that may be divided between columns and pages, but not within a
//! stanza, and never between an attribution and the words above it.

use super::super::document::{Block, QuoteBar, Segment, TextBlock};
use super::super::quotes::{self, Quotation, QuoteWords};
use super::Segments;
use crate::diagnostic::Span;
use crate::event::markup::Quote;
use crate::geometry::Length;

/// Empty rows between the stanzas of a quoted poem.
const BETWEEN_STANZAS: u16 = 1;

/// How a quotation stands in its column.
struct Indents {
    left: Length,
    right: Length,
    before: u16,
    after: u16,
}

impl Segments<'_, '_> {
    pub(super) fn quote(&mut self, quote: Quote, span: Span) {
        self.keep_introduction();
        if quotes::words_in(&quote) >= self.builder.layout.quotes.message.words {
            let message = quotes::message(self.builder, quote, span);
            self.end_columns();
            self.done.push(Segment::Message(message));
        } else {
            let spec = &self.builder.layout.quotes.quotation;
            let indents = Indents { left: spec.left.0, right: spec.right.0, before: spec.before, after: spec.after };
            let quotation = quotes::quotation(self.builder, quote);
            let mut blocks = self.quotation(quotation, &indents, None);
            self.column.append(&mut blocks);
        }
        self.flush_left = true;
    }

    /// A quote of too many words for a block of its own.
    pub(super) fn long_quote(&mut self, quote: &QuoteWords) -> Vec<Block> {
        let Some(spec) = &self.builder.layout.quotes.long else { return Vec::new() };
        let indents = Indents { left: spec.left.0, right: spec.right.0, before: spec.before, after: spec.after };
        let bar = spec.bar.as_ref().map(|bar| QuoteBar {
            stroke: self.builder.stroke(bar),
            reach: spec.bar_reach.0,
            right_to_left: false,
            joins_before: false,
            joins_after: false,
        });
        let quotation = quotes::long(self.builder, quote);
        quotation.map(|quotation| self.quotation(quotation, &indents, bar)).unwrap_or_default()
    }

    fn quotation(&mut self, quotation: Quotation, indents: &Indents, bar: Option<QuoteBar>) -> Vec<Block> {
        let mut parts = self.parts(quotation);
        let last = parts.len().saturating_sub(1);
        let right_to_left = parts.first().is_some_and(|first| first.paragraph.right_to_left);
        for (index, block) in parts.iter_mut().enumerate() {
            block.start = indents.left;
            block.end = indents.right;
            block.before = if index == 0 { indents.before } else { block.before };
            block.after = if index == last { indents.after } else { 0 };
            block.bar =
                bar.map(|bar| QuoteBar { right_to_left, joins_before: index > 0, joins_after: index < last, ..bar });
        }
        self.flush_left = true;
        parts.into_iter().map(Block::Text).collect()
    }

    /// Its paragraphs with what keeps them together: a label with the words, a stanza in itself, an attribution with the
    /// last lines.
    fn parts(&mut self, quotation: Quotation) -> Vec<TextBlock> {
        let Quotation { label, words, attribution } = quotation;
        let (count, is_verse) = (words.len(), quotes::is_verse(&words));
        let mut parts: Vec<TextBlock> = Vec::new();
        if let Some(paragraph) = label {
            self.flush_left = true;
            let block = self.text_block(paragraph);
            parts.push(TextBlock { keep_with_next: true, ..block });
        }
        for (index, paragraph) in words.into_iter().enumerate() {
            self.flush_left = index == 0 || is_verse;
            let block = self.text_block(paragraph);
            parts.push(TextBlock {
                keep_with_next: attribution.is_some() && index + 1 == count,
                keep_together: is_verse,
                before: if is_verse && index > 0 { BETWEEN_STANZAS } else { 0 },
                ..block
            });
        }
        if let Some(paragraph) = attribution {
            self.flush_left = true;
            let block = self.text_block(paragraph);
            parts.push(TextBlock { keep_together: true, ..block });
        }
        parts
    }

    /// A line that introduces a quotation or a list stays with it.
    pub(super) fn keep_introduction(&mut self) {
        if let Some(Block::Text(block)) = self.column.last_mut()
            && super::introduces(&block.paragraph.text())
        {
            block.keep_with_next = true;
        }
    }
}
