//! The document as meant: what `resolve` gives and `compose` takes. All lengths are absolute or in rows of the grid;
//! all words are typographic; no names, percentages or options are left.

mod block;
mod master;
mod press;
mod screen;
mod story;

pub use block::*;
pub use master::*;
pub use press::{Marks, PREFLIGHT_CODES, Preflight, Press, Silence, Thresholds};
pub use screen::{MaxSize, Screen};
pub use story::*;

use super::style::Styles;
use crate::color::Swatch;
use crate::diagnostic::Span;
use crate::geometry::{Length, Size};
use crate::structure::StructTree;
use std::sync::Arc;

/// The whole document.
#[derive(Clone, Debug)]
pub struct Document {
    pub metadata: Metadata,
    pub swatches: Vec<Swatch>,
    pub styles: Styles,
    pub structure: StructTree,
    pub links: Vec<Link>,
    pub page: PageGeometry,
    pub parts: Vec<Part>,
    /// The number of pages that is asked for.
    pub pages: Option<PageCount>,
    pub copy_fitting: CopyFitting,
    pub copy_names: CopyNames,
    pub press: Press,
    pub screen: Screen,
}

/// A number of pages, covers included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageCount {
    pub number: PageNumber,
    /// Blank pages that may stand after the story.
    pub blanks: usize,
    /// Where the event asks for it; `None` where the layout does.
    pub source: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumber {
    Exactly(usize),
    MultipleOf(usize),
}

/// What may be changed to reach it, in thousandths but for portraits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopyFitting {
    /// Of the em.
    pub tracking: i16,
    /// Of the height.
    pub pictures: i16,
    /// Rows.
    pub portraits: i32,
    /// Of the size.
    pub size: i16,
}

/// What each attendee's copy is called.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyNames {
    /// With fields, such as `{{ attendee.name }}`; without an extension.
    pub template: String,
    /// Where the event gives it, or the event's title.
    pub source: Span,
}

/// What the file says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    pub title: String,
    /// The organiser.
    pub author: String,
    /// The organiser and those who held the event with it.
    pub publishers: Vec<String>,
    pub subject: String,
    pub keywords: Vec<String>,
    /// BCP 47.
    pub language: String,
    pub right_to_left: bool,
    /// The day or days of the event as numbers, or its date as written.
    pub day: Option<String>,
    /// The event's first and last day, or its one day: year, month, day.
    pub days: Vec<(u16, u8, u8)>,
    /// Seconds since 1970-01-01 UTC; from the event's date or the caller, never from the clock.
    pub date: i64,
    /// The file that the event was read from, where it is to go with the screen edition.
    pub source: Option<SourceText>,
}

/// A file that a PDF file carries.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceText {
    /// Without a folder.
    pub name: String,
    pub text: Arc<str>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// `https:`, `http:`, `mailto:` or `tel:`.
    pub uri: String,
    /// Said to a screen reader.
    pub description: String,
}

/// Trim, margins, columns and baseline grid, the same on every page.
#[derive(Clone, Debug)]
pub struct PageGeometry {
    pub trim: Size,
    pub bleed: Length,
    pub facing: bool,
    pub inner: Length,
    pub outer: Length,
    pub columns: u16,
    pub gutter: Length,
    pub leading: Length,
    /// Baseline of row 1, from the trim's top.
    pub first_baseline: Length,
    pub rows: i32,
    pub cap_height: Length,
}

impl PageGeometry {
    pub fn text_width(&self) -> Length {
        self.trim.width - self.inner - self.outer
    }

    pub fn column_width(&self) -> Length {
        (self.text_width() - self.gutter * (i64::from(self.columns) - 1)) / i64::from(self.columns)
    }

    /// Baseline of a row, from the trim's top.
    pub fn base(&self, row: i32) -> Length {
        self.first_baseline + self.leading * i64::from(row - 1)
    }

    /// Top of the capitals in a row.
    pub fn cap_top(&self, row: i32) -> Length {
        self.base(row) - self.cap_height
    }
}

/// One page of its own, or the running story.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a document has four or five")]
pub enum Part {
    Page(Master),
    Story(Story),
    Fill(Box<Fill>),
}

/// Leaves: pages that make up a sheet of paper, until the whole document is a multiple of a number of pages long.
#[derive(Clone, Debug)]
pub struct Fill {
    pub multiple: usize,
    /// Where it would make more pages than these, the text may be set tighter to save as many.
    pub most: usize,
    pub master: Master,
    /// So many pages of `master` stand in a row at most, where there is another one for the `rest`.
    pub in_a_row: usize,
    pub rest: Option<Master>,
}
