//! What the press needs to be told: the print condition, how much ink it carries, how fine pictures are.

use crate::color::condition::PrintCondition;
use crate::geometry::Length;
use std::sync::Arc;

/// For which press the print edition is made.
#[derive(Clone, PartialEq, Debug)]
pub struct Press {
    pub condition: Arc<PrintCondition>,
    /// The most ink that may lie on one place, in percent.
    pub ink_limit: f32,
    /// Pixels per inch to which finer pictures are brought.
    pub resolution: f32,
    pub marks: Marks,
    pub preflight: Preflight,
}

/// Which printer's marks stand outside the bleed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    pub crop: bool,
    pub bleed: bool,
    pub registration: bool,
    pub bars: bool,
    pub slug: bool,
}

impl Marks {
    pub const ALL: Marks = Marks { crop: true, bleed: true, registration: true, bars: true, slug: true };

    pub fn any(self) -> bool {
        self != Marks::default()
    }
}

impl Default for Press {
    /// Offset on coated paper.
    fn default() -> Press {
        Press::of(PrintCondition::coated())
    }
}

impl Press {
    /// The usual limits under a print condition: 300 % of ink, or less where it carries less; 300 ppi.
    pub fn of(condition: PrintCondition) -> Press {
        let ink_limit = condition.ink_limit.min(300.0);
        let (marks, preflight) = (Marks::default(), Preflight::default());
        Press { condition: Arc::new(condition), ink_limit, resolution: 300.0, marks, preflight }
    }
}

/// What a preflight measures against. Numbers of GWG 2022 for sheet-fed offset where `docs/preflight.md` says so; the
/// others are Plenary's own.
#[derive(Clone, PartialEq, Debug)]
pub struct Preflight {
    /// Effective resolution of pictures, in pixels per inch: of which to warn, and which is an error.
    pub resolution: Thresholds,
    /// The same for pictures of one bit a pixel.
    pub line_art: Thresholds,
    /// Area over the ink limit that is let pass, in square millimetres.
    pub ink_area: f64,
    /// The thinnest line of one ink, and of several or none.
    pub thin_line: Length,
    pub thin_line_of_inks: Length,
    /// The smallest text that is white or of several inks.
    pub small_text: Length,
    /// Black text under this size is black ink alone.
    pub black_text: Length,
    pub safe_margin: Length,
    pub bleed: Length,
    /// The least ratio of luminances of text and what lies under it, as WCAG 2 counts it.
    pub contrast: f64,
    pub page_multiple: usize,
    /// Blank pages that the event allows.
    pub blanks: usize,
    /// Whether pictures may be transparent.
    pub transparency: bool,
    pub silence: Vec<Silence>,
}

/// A value under the first is warned of, one under the second an error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thresholds {
    pub warning: f64,
    pub error: f64,
}

/// The code of findings that are known.
#[derive(Clone, PartialEq, Debug)]
pub struct Silence {
    pub code: String,
    pub reason: Option<String>,
}

impl Default for Preflight {
    fn default() -> Preflight {
        Preflight {
            resolution: Thresholds { warning: 224.0, error: 149.0 },
            line_art: Thresholds { warning: 549.0, error: 299.0 },
            ink_area: 10.0,
            thin_line: Length::pt(0.25),
            thin_line_of_inks: Length::pt(0.5),
            small_text: Length::pt(8.0),
            black_text: Length::pt(12.0),
            safe_margin: Length::mm(3.0),
            bleed: Length::mm(3.0),
            contrast: 3.0,
            page_multiple: 1,
            blanks: 0,
            transparency: true,
            silence: Vec::new(),
        }
    }
}

/// The codes of all findings of the preflight, in the order of `docs/preflight.md`; the last ones are those of the screen
/// edition (`docs/screen.md`).
pub const PREFLIGHT_CODES: [&str; 17] = [
    "low-resolution",
    "ink-limit",
    "thin-line",
    "small-text",
    "rich-black-text",
    "bleed",
    "safe-margin",
    "low-contrast",
    "page-count",
    "blank-page",
    "page-size",
    "font-embedding",
    "missing-glyph",
    "registration-color",
    "transparency",
    "screen-contrast",
    "tiny-text",
];
