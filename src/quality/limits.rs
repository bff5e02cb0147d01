//! What counts as good: the limits that `check --quality` holds its figures against. `docs/quality.md` gives the reason
//! for each.

/// A justified line whose mean word space is wider than this, times the font's, is named.
pub const LOOSE_LINE: f64 = 2.2;
/// 95 of 100 word spaces of full-measure lines are no wider than this.
pub const STRETCH_P95: f64 = 1.7;
/// The same where words cannot be divided: the language has none of the ways of `text::hyphenation`.
pub const STRETCH_P95_UNDIVIDED: f64 = 2.2;
/// Lines that end in a hyphen, of all justified lines.
pub const HYPHEN_SHARE: f64 = 0.08;
/// Points by which a baseline may be off the grid.
pub const OFF_GRID: f64 = 0.01;
/// Rows by which the columns of a band may differ at its end.
pub const FEET: i32 = 1;
/// Rows by which the feet of facing pages may differ before anyone sees it.
pub const FACING_ROWS: u32 = 2;
/// How much of its columns a page of the story fills, if it is not the last.
pub const FILLED: f64 = 0.75;
/// The same for the last page before the back cover.
pub const FILLED_LAST: f64 = 0.25;
/// A page whose largest empty rectangle is more than this share of the type area is named,
pub const HOLE: f64 = 0.15;
/// if the rectangle is at least this share of the type area's width: what is narrower is a margin.
pub const HOLE_WIDTH: f64 = 0.25;
/// The first and the last page are covers if pictures and fields take more than this share of them.
pub const COVER: f64 = 0.45;
/// Rows of text between a quote and the words that it repeats, where both stand in one column.
pub const REPEAT_ROWS: i32 = 5;

/// A measure below this many ems is narrow: about 45 characters.
pub const NARROW: f64 = 20.0;
/// A paragraph's last line with fewer characters is a runt,
pub const RUNT_CHARACTERS: usize = 6;
/// as is one shorter than this share of the measure.
pub const RUNT_SHARE: f64 = 0.08;
/// One that is shorter than this share is short, and costs as much as a runt,
pub const SHORT_SHARE: f64 = 0.085;
/// as is one of a single word under this share.
pub const SHORT_WORD: f64 = 0.18;
/// Word spaces wider than this, times the font's, make a river,
pub const RIVER_STRETCH: f64 = 1.3;
/// if they overlap by more than this, times the font's word space,
pub const RIVER_OVERLAP: f64 = 0.5;
/// in at least so many lines in succession.
pub const RIVER_LINES: usize = 4;
/// Lines at most this far apart, times the leading, follow one another.
pub const ROW_TOLERANCE: f64 = 1.35;
/// Points of white that a box or picture has at least round it, seen from the ink of running text.
pub const CLEAR_OF_TEXT: f64 = 2.0;
/// White between two boxes or pictures one above the other, times the leading.
pub const CLEAR_OF_BOXES: f64 = 1.0;
