//! A paragraph ready for the breaker.

use crate::assets::fonts::FontBook;
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::resolve::story::Paragraph;
use crate::resolve::style::{ParagraphStyle, Styles};
use std::sync::Arc;

/// Boxes, glue and penalties of one paragraph, with the glyphs of its words.
#[derive(Clone, Debug)]
pub struct ShapedParagraph {
    text: Arc<str>,
    style: Arc<ParagraphStyle>,
    missing: Vec<(char, Option<Span>)>,
}

impl ShapedParagraph {
    /// The words as written; byte positions count in this text.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn style(&self) -> &Arc<ParagraphStyle> {
        &self.style
    }

    /// Characters that no face of their style has, in order, each once.
    pub fn missing(&self) -> &[(char, Option<Span>)] {
        &self.missing
    }

    /// Width in one line, with the word spaces aimed at.
    pub fn natural_width(&self) -> Length {
        Length::ZERO
    }

    /// The narrowest measure without an overfull line.
    pub fn min_word_width(&self) -> Length {
        Length::ZERO
    }

    pub fn word_count(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Shapes paragraphs one after another and remembers the words it has seen.
pub struct Shaper<'a> {
    _fonts: &'a FontBook,
    _styles: &'a Styles,
}

impl<'a> Shaper<'a> {
    pub fn new(styles: &'a Styles, fonts: &'a FontBook) -> Shaper<'a> {
        Shaper { _fonts: fonts, _styles: styles }
    }

    pub fn shape(&mut self, paragraph: &Paragraph) -> ShapedParagraph {
        ShapedParagraph { text: paragraph.text().into(), style: paragraph.style.clone(), missing: Vec::new() }
    }
}

/// Shapes one paragraph. For many, a [`Shaper`] is faster.
pub fn shape(paragraph: &Paragraph, styles: &Styles, fonts: &FontBook) -> ShapedParagraph {
    Shaper::new(styles, fonts).shape(paragraph)
}
