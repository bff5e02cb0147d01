//! The figures as plain values. Field names are those of the JSON object; `docs/quality.md` defines each.
//! Lengths are in points, shares from 0 to 1; all fractions are rounded to three decimals.

use crate::ledger;
use serde::Serialize;

/// The quality of a composed document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quality {
    pub pages: usize,
    /// The word space of most running text as the font has it, in points.
    pub word_space: f64,
    pub lines: Lines,
    pub spacing: Spacing,
    pub languages: Vec<Language>,
    pub glyphs: Glyphs,
    pub rivers: Rivers,
    pub paragraphs: Paragraphs,
    pub grid: Grid,
    pub columns: Columns,
    pub filling: Filling,
    pub white: White,
    pub quotes: Distances,
    pub pictures: Distances,
    pub work: Work,
    pub bill: Bill,
    pub targets: Vec<Target>,
    /// The worst places, by kind, then page and column.
    pub faults: Vec<Fault>,
}

/// What the faults cost, in rows of text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bill {
    /// By kind, the dearest kind first.
    pub items: Vec<BillItem>,
    /// All together.
    pub rows: f64,
    /// One by one, with their amounts.
    #[serde(skip)]
    pub faults: Vec<ledger::Fault>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BillItem {
    /// The ledger's name of the kind.
    pub kind: &'static str,
    pub count: usize,
    /// All of this kind together.
    pub rows: f64,
}

impl Bill {
    pub(super) fn of(bill: ledger::Bill) -> Bill {
        let in_rows = |price: ledger::Price| price as f64 / ledger::ROW as f64;
        let item = |item: ledger::Item| BillItem { kind: item.name, count: item.count, rows: in_rows(item.price) };
        Bill { items: bill.items().into_iter().map(item).collect(), rows: in_rows(bill.sum()), faults: bill.faults }
    }
}

/// What was done to find the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Work {
    /// Lines whose fit was computed.
    pub judged: u64,
    /// Ways of paragraphs that were offered a place.
    pub offers: u64,
    /// Bands whose budget of work ended before all places of their floats were tried.
    pub spent: u64,
}

/// Lines of running text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lines {
    pub all: usize,
    /// Both edges straight: without the last lines of paragraphs.
    pub justified: usize,
    /// Justified lines that end in a hyphen.
    pub hyphenated: usize,
    /// Of these, those whose hyphen breaking has added.
    pub divided: usize,
    /// Of the justified lines.
    pub hyphen_share: f64,
    /// Hyphenated lines that follow a hyphenated line.
    pub hyphens_in_succession: usize,
    /// Divided words that go on in another column or on another page.
    pub hyphens_at_ends: usize,
    /// Where the hyphens are: pages that have any, most hyphens first.
    pub hyphens_by_page: Vec<PageHyphens>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageHyphens {
    pub page: usize,
    pub hyphenated: usize,
}

/// Word spaces of justified lines, times the font's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spacing {
    pub all: Option<Stretch>,
    /// Nothing narrows the column or the paragraph, and the measure is not narrow.
    pub full: Option<Stretch>,
    /// The same in languages whose words stay whole, which `full` leaves out.
    pub full_undivided: Option<Stretch>,
    /// Beside a portrait, box, picture or initial, or in an indented paragraph.
    pub wrapped: Option<Stretch>,
    /// Of either kind, where the measure is narrow.
    pub narrow: Option<Stretch>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stretch {
    pub lines: usize,
    pub median: f64,
    pub p95: f64,
    pub most: f64,
}

/// The figures of one language's lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Language {
    /// BCP 47.
    pub language: String,
    /// Its words can be divided.
    pub hyphenates: bool,
    pub justified: usize,
    pub hyphenated: usize,
    pub hyphen_share: f64,
    /// Letters of a word and characters of a justified line, on average.
    pub word_letters: f64,
    pub line_characters: f64,
    pub full: Option<Stretch>,
    pub wrapped: Option<Stretch>,
}

/// Scaled and spaced letters in running text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Glyphs {
    pub scaled_lines: usize,
    /// Horizontal scaling; 1 is none.
    pub narrowest: f64,
    pub widest: f64,
    pub letterspaced_lines: usize,
    /// The most that was added to a letter, in ems.
    pub most_letterspacing: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Rivers {
    pub count: usize,
    /// In lines.
    pub longest: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Paragraphs {
    pub widows: usize,
    pub orphans: usize,
    pub runts: usize,
    /// Last lines, no runts, of one short word; those that begin with the rest of a divided word.
    pub short_ends: usize,
    pub divided_at_end: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Grid {
    /// The largest distance of a body baseline from its row, in points.
    pub most_off: f64,
}

/// Where the columns of bands end.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Columns {
    /// Ends of bands in more than one column.
    pub bands: usize,
    pub uneven: usize,
    /// The largest difference, in rows.
    pub most_apart: i32,
}

/// How far the pages of the story are filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Filling {
    pub pages: Vec<Filled>,
    /// Of all but the last page.
    pub least: Option<Filled>,
    /// The last page before the back cover.
    pub last: Option<Filled>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Filled {
    pub page: usize,
    pub share: f64,
}

/// White as an area, on the pages of the front matter and of the story.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct White {
    pub pages: Vec<PageWhite>,
    /// The mean of the pages' holes.
    pub mean_hole: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageWhite {
    pub page: usize,
    pub part: PagePart,
    /// The largest empty rectangle, as a share of the type area.
    pub hole: f64,
    /// Its left edge, top, width and height, as shares of the type area's width and height.
    pub hole_at: [f64; 4],
    /// White under the lowest thing, as a share of the type area's height: the mean of the columns.
    pub foot: f64,
    /// Of a left-hand page: by how much its foot differs from that of the page beside it.
    pub facing: Option<f64>,
}

/// Which part of the report a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagePart {
    /// Pages before the story, and its first page where there are any.
    Front,
    /// Pages of the story between its first and its last.
    Inner,
    /// The last page of the story.
    Last,
}

/// How far quotes or pictures stand from their words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Distances {
    pub count: usize,
    /// In a column of their words.
    pub same_column: usize,
    /// In another column of the page or of the spread.
    pub other_column: usize,
    /// Not to be seen together with their words.
    pub other_page: usize,
    /// In the same column as the words that they repeat, with fewer rows between than `docs/quality.md` wants.
    pub too_near: usize,
    /// Rows between the nearest edge and the words, of those on the same page.
    pub median_rows: Option<i32>,
    pub most_rows: Option<i32>,
}

/// A figure against its limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    pub name: &'static str,
    pub value: f64,
    pub limit: f64,
    pub met: bool,
}

/// One bad place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    pub kind: FaultKind,
    /// From 1.
    pub page: usize,
    /// From 1; none for what concerns the page.
    pub column: Option<usize>,
    /// Where the words stand in the event file.
    pub place: Option<Place>,
    /// The line's first words, or what else it is about.
    pub words: String,
    /// In the unit of the kind.
    pub amount: f64,
    /// As far as known.
    pub why: Vec<String>,
}

/// In the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// Amount: points.
    OffGrid,
    /// Amount: points of white, negative where they overlap.
    TouchingBox,
    /// Amount: lines that stand alone.
    Widow,
    Orphan,
    /// Amount: characters.
    Runt,
    /// Amount: characters of the last line.
    ShortEnd,
    DividedAtEnd,
    /// Amount: hyphens in succession.
    HyphenPair,
    /// Amount: hyphens; its word goes on in another column.
    HyphenAtEnd,
    /// Amount: lines.
    River,
    /// Amount: rows.
    UnevenFeet,
    /// Amount: the filled share.
    ThinPage,
    /// Amount: the share of the type area that stands empty in one piece.
    Hole,
    /// Amount: pages between a quote or picture and its words.
    FarFromWords,
    /// Amount: rows between a quote and the words that it repeats.
    NearItsWords,
    /// Amount: the mean word space, times the font's.
    LooseLine,
}

/// A place in the event file; both from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

/// To three decimals.
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
