//! Drop capitals: the rows and the width that they take from the text.
//!
//! In: a [`DropCapital`] as meant. Out: an [`Initial`], round which the columns leave free space, and which then stands
//! in its paragraph's first line. The capital's top stands at the cap height of the first line, its foot on the
//! baseline of the last; its ink stands flush with the column's edge.

use super::type_setter::Typesetter;
use crate::geometry::Length;
use crate::resolve::document::{DropCapital, PageGeometry};
use crate::resolve::story::Paragraph;
use crate::text::{DropLetter, Line};

/// Free space between what hangs below the letter's baseline and the capitals of the line under it, in ems of the text.
const LEAST_BELOW: f64 = 0.1;
/// A letter and its marks are set in this measure: wider than any.
const ANY_MEASURE: f64 = 10_000.0;

/// A drop capital with its measures.
#[derive(Clone, Debug)]
pub struct Initial {
    /// Rows that it keeps text out of.
    pub rows: i32,
    /// From the column's edge to the text beside it.
    pub width: Length,
    /// From the first line's baseline to its own.
    drop: Length,
    letter: DropLetter,
}

impl Initial {
    /// Sets the letter beside text whose capitals are `cap_height` high.
    pub fn measure(
        spec: &DropCapital,
        cap_height: Length,
        page: &PageGeometry,
        setter: &mut Typesetter,
    ) -> Option<Initial> {
        let drop = page.leading * i64::from(spec.lines - 1);
        let mut lines = |paragraph: &Paragraph| setter.set(paragraph, Length::pt(ANY_MEASURE)).lines;
        let (letter, mark) = (lines(&spec.letter), spec.mark.as_ref().map(lines));
        let letter = DropLetter::new(&letter, mark.as_deref(), &spec.words, drop + cap_height, setter.fonts)?;
        let size = setter.styles.char(spec.rest.runs.first()?.style).size;
        // A cedilla or a tail that reaches into the next line keeps its text away too.
        let hangs = letter.below + size.scale(LEAST_BELOW) > page.leading - cap_height;
        let rows = spec.lines + i32::from(hangs);
        // Behind a letter that is a word stands a word space.
        let is_word = spec.words.ends_with(char::is_whitespace);
        let space = if is_word { setter.shape(&spec.rest).word_space().max(spec.clearance) } else { spec.clearance };
        Some(Initial { rows, width: letter.width + space, drop, letter })
    }

    /// How many bytes the paragraph has lost.
    pub fn bytes(&self) -> usize {
        self.letter.bytes()
    }

    /// Puts the letter into the first line beside it.
    pub fn join(&self, line: &mut Line) {
        self.letter.join(line, self.width, self.drop);
    }
}
