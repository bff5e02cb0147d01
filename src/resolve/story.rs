//! The words of a story, ready to be shaped: paragraphs of runs with their styles, elements and places in the source.

use super::style::{CharStyleId, ParagraphStyle};
use crate::diagnostic::Span;
use crate::glyph::LinkId;
use crate::structure::StructId;
use std::sync::Arc;

/// Words of one style. Typographic quotes and dashes are already in place.
#[derive(Clone, Debug)]
pub struct Run {
    pub text: String,
    pub style: CharStyleId,
    /// What the author set off from the words round it.
    pub emphasis: Emphasis,
    /// `None` for an artifact.
    pub tag: Option<StructId>,
    pub link: Option<LinkId>,
    pub span: Option<Span>,
}

/// How words are set off from their paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Emphasis {
    #[default]
    None,
    /// Italics: often a title, which is not parted where a line may end elsewhere.
    Italic,
    /// Bold, such as the event's title where it is first named: its words are not divided.
    Strong,
}

/// A paragraph. `\n` within a run is a forced line break.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub runs: Vec<Run>,
    pub style: Arc<ParagraphStyle>,
    /// BCP 47: decides hyphenation, capitals, localised forms.
    pub language: Arc<str>,
    /// Decides what the style's start and end, its indent and the sides of bars and labels are.
    pub right_to_left: bool,
}

impl Paragraph {
    /// The words of all runs, one after another; byte positions in a paragraph count in this text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}
