//! Prices of what may be wrong with a band, in rows of the page: what a reader would give to be spared the fault.

use crate::text::Stats;

/// A row more of the page.
pub const ROW: f64 = 2.0;
/// A row between a float and its words in the same column.
pub const DISTANCE: f64 = 0.4;
/// Words in the other column, still in sight.
pub const OTHER_COLUMN: f64 = 2.0;
/// Words on another page.
pub const OTHER_PAGE: f64 = 25.0;
/// A widow, an orphan.
pub const BROKEN_RULE: f64 = 20.0;
/// A hyphen at a column's end or two in succession: dearer than any quote that stands too near to its words.
pub const BAD_HYPHEN: f64 = 40.0;
pub const RUNT: f64 = 12.0;
/// The least that lines cost which break a rule.
pub const LEAST_FAULT: f64 = 6.0;
/// A head or block apart from what it belongs to.
pub const SPLIT: f64 = 45.0;
/// An empty slot before the end of the text.
pub const HOLE: f64 = 3.0;
/// What the lines' word spaces have beyond 1.7 times the font's, squared and added up: a line at 2.2 costs three rows.
pub const LOOSE: f64 = 24.0;
/// Rows beyond one by which the last column is short, squared.
pub const UNEVEN: f64 = 3.0;
/// A form of the float that the layout prefers less.
pub const FORM: f64 = 4.0;
/// Each row that is missing between a quote and the words that it repeats: beside them, as much as a widow.
pub const STUTTER: f64 = 4.0;
/// A repeated quote after its words: a reader who has read them gains nothing by it.
pub const AFTER_ITS_WORDS: f64 = 1.0;
/// A quote in the text at the very top of a column, and as its last thing.
pub const COLUMN_TOP: f64 = 38.0;
pub const COLUMN_FOOT: f64 = 14.0;
/// Two pictures in another order than they are written in.
pub const ORDER: f64 = 12.0;
/// A picture alone in the first column.
pub const PICTURE_ALONE: f64 = 15.0;
/// A quote in the text right under a portrait, without an empty row between.
pub const UNDER_PORTRAIT: f64 = 18.0;
/// Feet of columns that a quote leaves uneven for good.
pub const UNEVEN_FEET: f64 = 10.0;
/// One line alone above or below a block in mid-paragraph.
pub const LONE_LINE: f64 = 12.0;
/// Each row by which a box reaches below the last line beside it.
pub const OVERHANG: f64 = 7.0;
/// A box's rule as a band's last thing, with the next band's rule under it.
pub const RULE_AT_FOOT: f64 = 12.0;
/// A box over all columns with text above and below it: it cuts the columns in two.
pub const ACROSS: f64 = 5.0;
/// A portrait at the side where its alternation with others does not want it.
pub const OTHER_SIDE: f64 = 6.0;
/// A portrait with no line in its column, and with one or two.
pub const PORTRAIT_ALONE: f64 = 20.0;
pub const PORTRAIT_BY_FEW_LINES: f64 = 8.0;
/// Two things with less than two rows between them.
pub const TOUCH: f64 = 38.0;
/// Demerits of the breaker for one row: an added hyphen is half a line.
const DEMERITS_A_ROW: f64 = 40_000.0;
/// A band in other rows than is best for it: never for nothing, and never at any price.
pub const LEAST_FOR_A_VARIANT: f64 = 0.5;
pub const MOST_FOR_A_VARIANT: f64 = 16.0;
/// Two things one over the other: never, while there is any other way.
pub const OVERLAP: f64 = 1e6;

/// What the broken rules and loose lines of a text cost.
pub fn of_text(stats: &Stats) -> f64 {
    let count = f64::from;
    BROKEN_RULE * (count(stats.widows) + count(stats.orphans))
        + BAD_HYPHEN * count(stats.bad_hyphens)
        + LONE_LINE * count(stats.lone)
        + RUNT * count(stats.runts)
        + SPLIT * count(stats.split)
        + HOLE * count(stats.skipped + stats.passed)
        + LOOSE * f64::from(stats.looseness)
}

/// What lines that are looser or tighter cost.
pub fn of_demerits(demerits: f64) -> f64 {
    demerits / DEMERITS_A_ROW
}
