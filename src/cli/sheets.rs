//! The options about sheets and printer's marks, and what of them makes no sense together.

use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::press::impose::options::{self, MOST_BLANKS, Options, Senseless, thickness};
use crate::press::{Binding, Imposition, Marks, Notes, SheetSize};
use clap::ValueEnum;

#[derive(clap::Args, Clone, Default, Debug)]
#[command(next_help_heading = "Sheets and marks (print and office)")]
pub struct SheetArgs {
    /// Lays the pages on sheets, ready to print: a booklet to fold and staple; two, four or six scaled pages on a side;
    /// or as many as fit, to be cut into piles.
    #[arg(long, value_enum, value_name = "SCHEME")]
    impose: Option<SchemeName>,
    /// The sheet: A4, A3, SRA3 and so on, or measures such as 480x330mm. Without it, the smallest that holds the pages
    /// (A4 for 2up, 4up and 6up).
    #[arg(long, value_name = "SIZE")]
    sheet: Option<SheetSize>,
    /// booklet: the thickness of one leaf of paper [default: 0.1mm]. Inner pages move towards the spine by it; 0mm
    /// leaves them.
    #[arg(long, value_name = "LENGTH", value_parser = thickness)]
    paper_thickness: Option<Length>,
    /// booklet: at which side of the cover the spine is. Without it, where the document's writing begins.
    #[arg(long, value_enum, value_name = "SIDE")]
    binding: Option<Side>,
    /// booklet: up to so many blank pages may be added before the back cover, to make a multiple of 4.
    #[arg(long, value_name = "N", conflicts_with = "allow_blanks")]
    blanks: Option<usize>,
    /// booklet: as many blank pages may be added as a multiple of 4 needs.
    #[arg(long)]
    allow_blanks: bool,
    /// 2up, 4up, 6up: lines for notes with each page, where there is more room or where you say.
    #[arg(long, value_enum, value_name = "WHERE", num_args = 0..=1, require_equals = true, default_missing_value = "fitting")]
    note_lines: Option<NotesName>,
    /// Printer's marks outside the bleed, separated by commas, in place of those of the event.
    #[arg(long, value_enum, value_name = "MARKS", value_delimiter = ',')]
    marks: Vec<MarkName>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum SchemeName {
    /// Two pages on a side; the sheets are folded, put into each other and stapled through the fold.
    Booklet,
    /// Two pages on a side, scaled to fit, in the order of reading.
    #[value(name = "2up")]
    TwoUp,
    /// Four pages on a side.
    #[value(name = "4up")]
    FourUp,
    /// Six pages on a side.
    #[value(name = "6up")]
    SixUp,
    /// As many pages as fit in their own size; the stack is cut, and the piles are laid on each other.
    CutStack,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Side {
    Left,
    Right,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum NotesName {
    Beside,
    Below,
    #[value(hide = true)]
    Fitting,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum MarkName {
    /// Where to cut.
    Crop,
    /// How far artwork reaches.
    Bleed,
    /// Whether the plates lie on each other.
    Registration,
    /// Each ink in full and as tints.
    Bars,
    /// A line that says what this is.
    Slug,
    /// All of these.
    All,
}

impl SheetArgs {
    /// The marks in place of the event's.
    pub fn marks(&self) -> Option<Marks> {
        let mut marks = Marks::default();
        for mark in &self.marks {
            match mark {
                MarkName::Crop => marks.crop = true,
                MarkName::Bleed => marks.bleed = true,
                MarkName::Registration => marks.registration = true,
                MarkName::Bars => marks.bars = true,
                MarkName::Slug => marks.slug = true,
                MarkName::All => marks = Marks::ALL,
            }
        }
        (!self.marks.is_empty()).then_some(marks)
    }

    /// How pages are laid on sheets; fails where options make no sense together.
    pub fn imposition(&self) -> Result<Option<Imposition>, Diagnostic> {
        let options = Options {
            scheme: self.impose.map(|scheme| match scheme {
                SchemeName::Booklet => options::SchemeName::Booklet,
                SchemeName::TwoUp => options::SchemeName::TwoUp,
                SchemeName::FourUp => options::SchemeName::FourUp,
                SchemeName::SixUp => options::SchemeName::SixUp,
                SchemeName::CutStack => options::SchemeName::CutStack,
            }),
            sheet: self.sheet.clone(),
            paper_thickness: self.paper_thickness,
            binding: self.binding.map(|side| match side {
                Side::Left => Binding::Left,
                Side::Right => Binding::Right,
            }),
            blanks: if self.allow_blanks { Some(MOST_BLANKS) } else { self.blanks },
            notes: self.note_lines.map(|place| match place {
                NotesName::Beside => Notes::Beside,
                NotesName::Below => Notes::Below,
                NotesName::Fitting => Notes::Fitting,
            }),
            marks: !self.marks.is_empty(),
        };
        options.imposition().map_err(|senseless| {
            let (message, help) = told(senseless);
            Diagnostic::error("usage", message).help(help)
        })
    }
}

/// What makes no sense, and what to do.
fn told(senseless: Senseless) -> (&'static str, &'static str) {
    match senseless {
        Senseless::NoScheme => (
            "options about sheets are given, but not how pages are laid on them",
            "add `--impose booklet`, `2up`, `4up`, `6up` or `cut-stack`",
        ),
        Senseless::ForBooklets => (
            "`--paper-thickness`, `--binding` and `--blanks` are for booklets",
            "take them out, or write `--impose booklet`",
        ),
        Senseless::ForScaledPages => (
            "`--note-lines` are for pages that are scaled down",
            "take it out, or write `--impose 2up`, `4up` or `6up`",
        ),
        Senseless::NotCut => (
            "sheets of 2up, 4up and 6up are not cut, so that there is no room for printer's marks",
            "take `--marks` out",
        ),
    }
}
