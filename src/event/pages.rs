//! How many pages the report is to have, as the event file says it.

use crate::yaml::Shorthand;
use schemars::JsonSchema;
use serde::Deserialize;

/// A number of pages, or a mapping.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(from = "Shorthand<u64, PagesMapping>")]
pub struct Pages {
    pub exactly: Option<u64>,
    pub multiple_of: Option<u64>,
    pub blanks: u64,
}

/// How many pages, and how many of them may be blank.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagesMapping {
    /// So many pages, covers included.
    exactly: Option<u64>,
    /// A multiple of so many pages, covers included: 4 for a stitched booklet.
    multiple_of: Option<u64>,
    /// Blank pages that may stand before the back cover.
    #[serde(default)]
    blanks: u64,
}

impl From<Shorthand<u64, PagesMapping>> for Pages {
    fn from(written: Shorthand<u64, PagesMapping>) -> Pages {
        match written {
            Shorthand::Short(exactly) => Pages { exactly: Some(exactly), multiple_of: None, blanks: 0 },
            Shorthand::Long(PagesMapping { exactly, multiple_of, blanks }) => Pages { exactly, multiple_of, blanks },
        }
    }
}

impl Pages {
    /// What is wrong with it, and what to write instead.
    pub fn mistake(&self) -> Option<(&'static str, &'static str)> {
        const HELP: &str = "write `pages: 12`, `pages: {multiple_of: 4}` or `pages: {multiple_of: 4, blanks: 2}`";
        match (self.exactly, self.multiple_of) {
            (None, None) => Some(("`pages` does not say how many", HELP)),
            (Some(_), Some(_)) => Some(("`exactly` and `multiple_of` cannot both be held", "take one of them out")),
            (Some(0), _) | (_, Some(0 | 1)) => Some(("so few pages are no report", HELP)),
            (Some(2001..), _) => Some(("a report has 2,000 pages at most", HELP)),
            (_, Some(65..)) => Some(("sheets have 64 pages at most", HELP)),
            _ if self.blanks > 8 => Some(("more than 8 blank pages are no report", HELP)),
            _ => None,
        }
    }
}
