//! Setting of paragraphs that stand alone: heads, titles, captions, quotes in boxes.

mod parting;
mod running;

pub use running::set_story;

use crate::assets::fonts::FontBook;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::geometry::Length;
use crate::resolve::document::{Document, PAGE_NUMBER};
use crate::resolve::story::Paragraph;
use crate::resolve::style::{Case, Styles};
use crate::text::{Adjustment, Line, ShapedParagraph, Shaper, WorkCount, set_lines};
use std::sync::Arc;

/// Half a point: titles hang left by a little, and rounding is kept out of what fits.
const TOLERANCE: Length = Length::from_units(32_768);

/// What is changed in a band.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Change {
    pub text: Adjustment,
    /// Height of pictures, in thousandths of it.
    pub pictures: i16,
    /// Height of portraits, in rows.
    pub portraits: i32,
}

/// Shapes paragraphs and gathers what is wrong with them. One for each thread.
pub struct Typesetter<'a> {
    pub fonts: &'a FontBook,
    pub styles: &'a Styles,
    shaper: Shaper<'a>,
    /// Made to running text and its pictures.
    pub change: Change,
    pub diagnostics: Diagnostics,
    /// What is done to find lines.
    pub work: Arc<WorkCount>,
}

/// A paragraph set in a measure.
#[derive(Clone, Debug)]
pub struct SetParagraph {
    pub lines: Vec<Line>,
    pub leading: Length,
    /// Height of its capitals.
    pub cap_height: Length,
    /// The widest line.
    pub width: Length,
    pub right_to_left: bool,
}

impl SetParagraph {
    /// From the first baseline to the last.
    pub fn depth(&self) -> Length {
        self.leading * (self.lines.len() as i64 - 1).max(0)
    }
}

impl<'a> Typesetter<'a> {
    pub fn new(document: &'a Document, fonts: &'a FontBook) -> Typesetter<'a> {
        let styles = &document.styles;
        let (shaper, change) = (Shaper::new(styles, fonts), Change::default());
        let (diagnostics, work) = (Diagnostics::default(), Arc::default());
        Typesetter { fonts, styles, shaper, change, diagnostics, work }
    }

    /// Shapes a paragraph of running text, with the change that copy-fitting asks for.
    pub fn shape_running(&mut self, paragraph: &Paragraph) -> ShapedParagraph {
        self.shaper.adjustment = self.change.text;
        let shaped = self.shape(paragraph);
        self.shaper.adjustment = Adjustment::default();
        shaped
    }

    pub fn shape(&mut self, paragraph: &Paragraph) -> ShapedParagraph {
        let shaped = self.shaper.shape(paragraph);
        for (characters, span) in shaped.missing() {
            self.missing(characters, *span);
        }
        shaped
    }

    pub fn set(&mut self, paragraph: &Paragraph, measure: Length) -> SetParagraph {
        let shaped = self.shape(paragraph);
        let lines = set_lines(&shaped, measure);
        let width = lines.iter().map(|line| line.width).max().unwrap_or_default();
        SetParagraph {
            lines,
            leading: paragraph.style.leading,
            cap_height: self.cap_height(paragraph),
            width,
            right_to_left: paragraph.right_to_left,
        }
    }

    /// The first choice that takes no more lines than allowed and fits the measure, or else the last.
    pub fn choose(
        &mut self,
        choices: &[Paragraph],
        measure: Length,
        most_lines: Option<usize>,
    ) -> Option<SetParagraph> {
        self.first_fitting(choices, measure, most_lines, |_| None)
    }

    /// The same for what stands alone on a page: words in two parts with a middot between them end a line there rather
    /// than elsewhere.
    pub fn choose_parted(
        &mut self,
        choices: &[Paragraph],
        measure: Length,
        most_lines: Option<usize>,
    ) -> Option<SetParagraph> {
        self.first_fitting(choices, measure, most_lines, parting::at_middot)
    }

    /// `parted` gives another form of what takes more than a line, which is preferred where it fits.
    fn first_fitting(
        &mut self,
        choices: &[Paragraph],
        measure: Length,
        most_lines: Option<usize>,
        parted: impl Fn(&Paragraph) -> Option<Paragraph>,
    ) -> Option<SetParagraph> {
        let fits = |set: &SetParagraph| {
            set.width <= measure + TOLERANCE && most_lines.is_none_or(|most| set.lines.len() <= most)
        };
        let mut last = None;
        for paragraph in choices {
            let set = self.set(paragraph, measure);
            let other = if set.lines.len() > 1 { parted(paragraph) } else { None };
            if let Some(other) = other.map(|other| self.set(&other, measure)).filter(fits) {
                return Some(other);
            }
            if fits(&set) {
                return Some(set);
            }
            last = Some(set);
        }
        last
    }

    /// The paragraph with its page number in place.
    pub fn numbered(&mut self, paragraph: &Paragraph, number: &str, measure: Length) -> SetParagraph {
        self.set(&with_number(paragraph, number), measure)
    }

    pub fn cap_height(&self, paragraph: &Paragraph) -> Length {
        let Some(style) = paragraph.runs.first().map(|run| self.styles.char(run.style)) else { return Length::ZERO };
        let Some(face) = style.fonts.first().map(|font| self.fonts.face(*font)) else { return Length::ZERO };
        // Capitals in their small form are about as high as an x.
        let height = if style.case == (Case::SmallCaps { all: true }) { face.x_height } else { face.cap_height };
        style.size.scale(f64::from(height) / f64::from(face.units_per_em))
    }

    fn missing(&mut self, characters: &str, span: Option<Span>) {
        let codes: Vec<String> = characters.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        let code = codes.join(" ");
        let mut error = Diagnostic::error(
            "missing-glyph",
            format!("no font of this style has the character `{characters}` ({code})"),
        )
        .label("stands here")
        .help("take it out or write it in another way, or add a font that has it to the layout's `fonts:` and `fallback:`");
        error.span = span;
        error.characters = Some(characters.to_owned());
        if !self.diagnostics.list.contains(&error) {
            self.diagnostics.push(error);
        }
    }
}

/// A paragraph with its page number in place.
pub fn with_number(paragraph: &Paragraph, number: &str) -> Paragraph {
    let mut paragraph = paragraph.clone();
    for run in &mut paragraph.runs {
        run.text = run.text.replace(PAGE_NUMBER, number);
    }
    paragraph
}
