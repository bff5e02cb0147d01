//! Page templates as a layout writes them: what stands on a page besides the running story.

use super::dimension::{Across, Dimension, Down};
use crate::yaml::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

/// A page template.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MasterSpec {
    /// The template serves only where this expression holds.
    pub when: Option<Spanned<String>>,
    /// A swatch that covers the page and its bleed.
    pub field: Option<Spanned<String>>,
    /// Whether the running matter stands on it.
    #[serde(default)]
    pub running_matter: bool,
    #[serde(default)]
    pub items: Vec<ItemSpec>,
    /// Where the running story may stand.
    pub frame: Option<FrameSpec>,
}

/// The story's frame: the text columns from a row of the grid to the last.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameSpec {
    /// The row from which a band's rule may stand; rows are rounded up to whole ones.
    pub from: Spanned<Down>,
    /// Nor above this place, where two items stand side by side over the story.
    pub below: Option<Spanned<Down>>,
    /// Never above this row.
    #[serde(default)]
    #[schemars(range(min = 0, max = 500))]
    pub at_least: i32,
}

/// Something on a page template. Its `name` is that by which a layout that extends this one changes it; of texts,
/// cells and contents also that by which other items refer to it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemSpec {
    /// A straight line across.
    Rule(RuleSpec),
    /// A filled rectangle.
    Field(FieldSpec),
    /// Fine lines to write on, one under another.
    NoteLines(NoteLinesSpec),
    /// Lines of text, one under another.
    Text(StackSpec),
    Picture(PictureSpec),
    /// Labelled texts in a grid, filled row by row with those that are not empty.
    Cells(CellsSpec),
    /// The co-organisers: logo, name and contacts of each.
    Partners(PartnersSpec),
    /// A QR code.
    Code(CodeSpec),
    /// The list of speakers with their pages.
    Contents(Box<ContentsSpec>),
    /// A frame kept for each attendee's own words; empty in what is not a personal copy.
    Personal(PersonalSpec),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    pub at: Spanned<Down>,
    #[schemars(range(min = 0, max = 3000))]
    pub width: Spanned<Dimension>,
    pub color: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    pub top: Spanned<Down>,
    pub bottom: Spanned<Down>,
    pub color: Spanned<String>,
}

/// Lines to write notes on, upwards from `last`; they stand on the grid where `last` and `step` do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteLinesSpec {
    pub when: Option<Spanned<String>>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    /// No line above this place.
    pub first: Spanned<Down>,
    /// The last line.
    pub last: Spanned<Down>,
    /// Rows from line to line.
    #[schemars(range(min = 0.5, max = 100))]
    pub step: f64,
    /// Where fewer lines fit there are none, and no heading.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub least: usize,
    /// Stands over the first line; not read aloud.
    pub heading: Option<Spanned<String>>,
    pub heading_style: Option<Spanned<String>>,
    /// Rows from the heading to the first line.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub heading_above: f64,
    #[schemars(range(min = 0, max = 3000))]
    pub width: Spanned<Dimension>,
    pub color: Spanned<String>,
}

/// Lines of text, one under another. Either `first` or `last` says where; a stack with `last` grows upwards.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StackSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    /// Baseline of its first line.
    pub first: Option<Spanned<Down>>,
    /// Baseline of its last line.
    pub last: Option<Spanned<Down>>,
    /// A stack with `first` that would end below this place begins higher.
    pub not_below: Option<Spanned<Down>>,
    /// Lines that stand `before` rows apart share the rows that are left above a place.
    pub spread: Option<SpreadSpec>,
    /// For ornaments: the first of its styles is taken with which its capitals stay below this place, and without such
    /// a style it is left out.
    pub below: Option<Spanned<Down>>,
    /// Labels stand at `left`, the lines that have one this much further in.
    #[schemars(range(min = 0, max = 3000))]
    pub label_width: Option<Dimension>,
    /// When it is read aloud, if not in its place in the list.
    pub read: Option<ReadSpec>,
    /// Something stands beside the last lines, such as a code.
    pub beside: Option<BesideSpec>,
    pub lines: Vec<LineSpec>,
}

/// How far a stack's lines may be moved apart.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpreadSpec {
    /// The last baseline stands no lower than here.
    pub to: Spanned<Down>,
    /// Rows that may be added between two lines.
    #[schemars(range(min = 0, max = 100))]
    pub most: f64,
}

/// A frame for words of the event's `copies`. Either `first` or `last` says where; one with `last` grows upwards.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonalSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    /// By what name the event gives its words.
    pub text: Spanned<String>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    /// Baseline of its first line.
    pub first: Option<Spanned<Down>>,
    /// Baseline of its last line.
    pub last: Option<Spanned<Down>>,
    /// A style, or several: the first in which the words take no more than `lines` lines.
    pub style: OneOrMany,
    /// How many lines it has room for.
    #[schemars(range(min = 1, max = 100))]
    pub lines: usize,
}

/// What narrows the last lines of a stack, or the last column of cells, at their right.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BesideSpec {
    pub when: Option<Spanned<String>>,
    /// How many rows it is high, from the last baseline.
    #[schemars(range(min = 0, max = 500))]
    pub rows: f64,
    /// Taken from the measure of those lines.
    #[schemars(range(min = 0, max = 3000))]
    pub width: Dimension,
}

/// A paragraph of a stack; left out when its text comes out empty.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    /// Text with bindings: `{{ organiser.name }}`.
    pub text: Spanned<String>,
    /// A style, or several: the first in which the text takes no more than `lines` lines.
    pub style: OneOrMany,
    /// The most lines; without it there is no limit.
    #[schemars(range(min = 1, max = 100))]
    pub lines: Option<usize>,
    /// Rows from the baseline before it to its own first; ignored for the first.
    #[serde(default = "one_row")]
    #[schemars(range(min = 0, max = 100))]
    pub before: f64,
    /// The same from one paragraph to the next, where the text has several.
    #[serde(default = "one_and_a_half")]
    #[schemars(range(min = 0, max = 100))]
    pub between: f64,
    pub label: Option<Spanned<String>>,
    pub label_style: Option<Spanned<String>>,
    /// The whole text leads to this address.
    pub link: Option<Spanned<String>>,
    /// What it is to a screen reader; a paragraph unless said otherwise.
    pub role: Option<RoleSpec>,
}

fn one_row() -> f64 {
    1.0
}

fn one_and_a_half() -> f64 {
    1.5
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RoleSpec {
    Title,
    Heading,
    Paragraph,
    /// The caption of the picture that opens the report.
    Caption,
    /// Repeated or ornamental: not read aloud.
    Artifact,
}

impl ItemSpec {
    /// When it is read aloud, if not in its place in the list.
    pub fn read(&self) -> Option<ReadSpec> {
        match self {
            ItemSpec::Text(spec) => spec.read,
            ItemSpec::Picture(spec) => spec.read,
            _ => None,
        }
    }
}

/// When an item is read aloud; items are read in the order in which the layout lists them.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadSpec {
    /// Before the master's other items.
    First,
    /// After them.
    Last,
}

/// Labelled texts in a grid: a label, its text under it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellsSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    /// Left edge of each column of cells.
    #[schemars(length(min = 1, max = 12))]
    pub columns: Vec<Spanned<Across>>,
    /// Of each column; without it a column reaches to the next one's gutter, the last to the text's right edge.
    #[schemars(range(min = 1, max = 3000))]
    pub width: Option<Dimension>,
    /// Baseline of the last row's last line.
    pub last: Spanned<Down>,
    /// Something stands at the right of the last column, such as a code: beside it this column is narrower, and the
    /// cells begin at least as high.
    pub beside: Option<BesideSpec>,
    pub label_style: Spanned<String>,
    /// A style, or several: the first in which a text fits its column.
    pub style: OneOrMany,
    /// Rows from a cell's last baseline to the next cell's label.
    #[schemars(range(min = 0, max = 100))]
    pub before: f64,
    pub cells: Vec<CellSpec>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellSpec {
    pub name: Option<String>,
    pub label: Spanned<String>,
    pub text: Spanned<String>,
    pub link: Option<Spanned<String>>,
}

/// The co-organisers, one under another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnersSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    /// Left edge of the logos, and their frame.
    pub logo_left: Spanned<Across>,
    #[schemars(range(min = 1, max = 3000))]
    pub logo_width: Dimension,
    #[schemars(range(min = 1, max = 3000))]
    pub logo_height: Dimension,
    /// From a partner's first baseline up to the top of its logo's frame.
    #[schemars(range(min = -1000, max = 1000))]
    pub logo_above: Dimension,
    /// Logos that are drawings are painted in this swatch alone.
    pub tint: Option<Spanned<String>>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    /// Baseline of the first name.
    pub first: Spanned<Down>,
    pub name_style: Spanned<String>,
    pub style: Spanned<String>,
    /// Rows from a partner's last baseline to the next one's first.
    #[schemars(range(min = 0, max = 100))]
    pub before: f64,
}

/// A name or a list of names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    One(Spanned<String>),
    Many(Vec<Spanned<String>>),
}

impl OneOrMany {
    pub fn names(&self) -> &[Spanned<String>] {
        match self {
            OneOrMany::One(name) => std::slice::from_ref(name),
            OneOrMany::Many(names) => names,
        }
    }
}

/// A picture of the event in a rectangle of the page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    pub of: Spanned<PictureSource>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    pub top: Spanned<Down>,
    pub bottom: Spanned<Down>,
    /// Never higher than this place.
    pub bottom_at_least: Option<Spanned<Down>>,
    #[serde(default)]
    pub fit: FitSpec,
    /// Vector pictures are painted in this swatch alone.
    pub tint: Option<Spanned<String>>,
    /// Where the focal point stands in the crop, as fractions of its width and height.
    #[serde(default = "middle")]
    #[schemars(inner(range(min = 0, max = 1)))]
    pub focus_at: [f64; 2],
    /// When it is read aloud, if not in its place in the list.
    pub read: Option<ReadSpec>,
}

fn middle() -> [f64; 2] {
    [0.5, 0.5]
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PictureSource {
    Cover,
    /// The first picture of the introduction.
    Opening,
    Logo,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FitSpec {
    /// Fills the rectangle; what is over is cut off.
    #[default]
    Fill,
    /// Wholly inside, at the rectangle's left and in the middle of its height.
    Inside,
    /// Wholly inside, in the middle.
    Middle,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    /// The address; no code without one.
    pub text: Spanned<String>,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    /// Bottom of the square that the quiet zone fills.
    pub bottom: Spanned<Down>,
    pub color: Spanned<String>,
    pub field: Spanned<String>,
    /// Said to a screen reader.
    pub alt: Spanned<String>,
}

/// The list of speakers, or of sections, with the page on which each begins.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentsSpec {
    pub when: Option<Spanned<String>>,
    pub name: Option<String>,
    #[serde(default)]
    pub of: ListedSpec,
    pub left: Spanned<Across>,
    pub right: Spanned<Across>,
    /// Baseline of the last row that the list may reach.
    pub last: Spanned<Down>,
    /// Baseline of the first entry if there is room; a longer list begins higher.
    pub first: Spanned<Down>,
    /// The entries stand in so many columns.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 8))]
    pub columns: usize,
    /// How many entries there may be at most on a page; more are shared evenly by several pages.
    #[schemars(range(min = 1, max = 1000))]
    pub count: Option<usize>,
    /// Which of these pages this is.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub part: usize,
    /// A list of more entries than this is left out, with a warning.
    #[schemars(range(min = 0, max = 1000))]
    pub most: Option<usize>,
    /// Stands over the list, and is its heading to a screen reader.
    pub heading: Option<Spanned<String>>,
    pub heading_style: Option<Spanned<String>>,
    /// Rows from the heading to the first entry.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub heading_above: f64,
    /// Rows from one entry to the next; the first step with which the list fits, else the last.
    #[schemars(length(min = 1), inner(range(min = 0.5, max = 100)))]
    pub steps: Vec<f64>,
    /// A style, or several: the first in which the list has room.
    pub name_style: OneOrMany,
    pub page_style: Spanned<String>,
    /// Between a name and its page, which then follows in the same line; without it the pages stand at the right edge.
    pub page_after: Option<String>,
    /// The speaker's role stands under the name, where all have room for it.
    pub role_style: Option<Spanned<String>>,
    /// Rows from a role to the next entry: the first of these with which the list fits with its roles; without them the
    /// first of `steps`.
    #[serde(default)]
    #[schemars(inner(range(min = 0.5, max = 100)))]
    pub role_steps: Vec<f64>,
    /// Between entries.
    pub rule: Option<StrokeSpec>,
    /// From an entry's baseline down to the rule; used only with the first step.
    #[schemars(range(min = 0, max = 1000))]
    pub rule_below: Option<Dimension>,
}

fn one() -> usize {
    1
}

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListedSpec {
    #[default]
    Speakers,
    Sections,
    /// The sections where there are no speakers.
    SpeakersOrSections,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrokeSpec {
    #[schemars(range(min = 0, max = 3000))]
    pub width: Spanned<Dimension>,
    pub color: Spanned<String>,
}
