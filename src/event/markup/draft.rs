//! Blocks while they are being read, and the last step: from characters to inlines.

use super::marks;
use super::types::{Anchored, Block, BlockKind, Inline, MarkupPicture, Paragraph, PullQuote, Quote, QuoteKind};
use super::words::Words;
use crate::diagnostic::{Diagnostics, Span};
use crate::yaml::SourceText;

/// A block whose words are not set yet.
#[derive(Clone, Debug)]
pub struct Draft {
    pub span: Span,
    pub kind: DraftKind,
}

#[derive(Clone, Debug)]
pub enum DraftKind {
    /// Words, and the blocks in the middle of their sentence with the number of the half that follows, from 1.
    Paragraph(Words, Vec<(usize, Draft)>),
    Heading(u8, Words),
    List {
        ordered: bool,
        start: u64,
        items: Vec<Vec<Draft>>,
    },
    Quote {
        /// `None`: a block quotation.
        pull: Option<QuoteKind>,
        label: Option<Words>,
        blocks: Vec<Draft>,
        attribution: Option<Words>,
        mid_sentence: bool,
    },
    Picture(MarkupPicture),
}

impl Draft {
    /// Reads the marks, sets the words.
    pub fn finish(self, source: &SourceText, language: &str, diagnostics: &mut Diagnostics) -> Block {
        let mut setter = Setter { source, language, diagnostics };
        setter.block(self)
    }
}

struct Setter<'a> {
    source: &'a SourceText,
    language: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Setter<'_> {
    fn block(&mut self, draft: Draft) -> Block {
        let kind = match draft.kind {
            DraftKind::Paragraph(words, between) => BlockKind::Paragraph(self.paragraph(words, between)),
            DraftKind::Heading(level, words) => BlockKind::Heading { level, inlines: self.line(words) },
            DraftKind::List { ordered, start, items } => {
                let items = items.into_iter().map(|item| self.blocks(item)).collect();
                BlockKind::List { ordered, start, items }
            }
            DraftKind::Quote { pull, label, blocks, attribution, mid_sentence } => {
                let label = label.map(|words| self.line(words));
                let blocks = self.blocks(blocks);
                let attribution = attribution.map(|words| self.line(words));
                match pull {
                    Some(kind) => BlockKind::PullQuote(PullQuote { kind, blocks, attribution, mid_sentence }),
                    None => BlockKind::Quote(Quote { label, blocks, attribution }),
                }
            }
            DraftKind::Picture(picture) => BlockKind::Picture(picture),
        };
        Block { span: draft.span, kind }
    }

    fn blocks(&mut self, drafts: Vec<Draft>) -> Vec<Block> {
        drafts.into_iter().map(|draft| self.block(draft)).collect()
    }

    fn paragraph(&mut self, mut words: Words, between: Vec<(usize, Draft)>) -> Paragraph {
        let repeats = marks::read(&mut words, self.source, self.diagnostics);
        words.set_typography(self.language);
        let mut halves = Vec::new();
        let mut offset = 0;
        for c in &words.0 {
            halves.extend(std::iter::repeat_n(offset, c.resumes));
            offset += c.c.len_utf8();
        }
        let anchored = between.into_iter().map(|(half, draft)| Anchored {
            // A half of nothing but marks is gone; what stood before it stands at the end.
            offset: halves.get(half - 1).copied().unwrap_or(offset),
            block: self.block(draft),
        });
        let anchored = anchored.collect();
        let repeats = repeats.into_iter().map(|mark| mark.finish(&words, self.source)).collect();
        Paragraph { inlines: words.inlines(self.source), repeats, anchored }
    }

    /// Words where nothing can be repeated: headings, labels, attributions.
    fn line(&mut self, mut words: Words) -> Vec<Inline> {
        let repeats = marks::read(&mut words, self.source, self.diagnostics);
        for mark in repeats {
            self.diagnostics.push(mark.useless_here());
        }
        words.set_typography(self.language);
        words.inlines(self.source)
    }
}
