//! How the running story is set, as a layout writes it: the steps of the flow, bands, quotes and pictures in the text.

use super::dimension::Dimension;
use super::forms::SpeakersSpec;
use super::master::{OneOrMany, StrokeSpec};
use crate::yaml::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

/// One part of the running story, in order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepSpec {
    /// A large title over the whole measure.
    Title(TitleSpec),
    /// The introduction after its lead, in a band.
    Introduction(Spanned<String>),
    /// The introduction with its lead, in a band.
    WholeIntroduction(Spanned<String>),
    /// Each speaker in a band of this name, or in a form by the length of the speech.
    Speakers(SpeakersSpec),
    /// Each section in a band of this name.
    Sections(Spanned<String>),
    /// The photographs, in strips.
    Photographs(StripSpec),
    /// A paragraph over the whole measure.
    Note(NoteSpec),
    /// The items of a master in the run of the text.
    Items(ItemsSpec),
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TitleSpec {
    pub when: Option<Spanned<String>>,
    pub text: Spanned<String>,
    pub style: OneOrMany,
    /// Most lines, for the choice of style.
    #[schemars(range(min = 1, max = 100))]
    pub lines: Option<usize>,
    #[serde(default)]
    pub new_page: bool,
    /// Row of its first baseline at the top of a page; where rows are over it may sink as far as `sink_most`.
    #[schemars(range(min = 1, max = 500))]
    pub sink: Spanned<i32>,
    #[schemars(range(min = 1, max = 500))]
    pub sink_most: Spanned<i32>,
    /// Rows from the text above it to its first baseline.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
    /// Rows from its last baseline to what follows.
    #[schemars(range(min = 0, max = 100))]
    pub after: i32,
    /// A paragraph under the title.
    pub lead: Option<LeadSpec>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadSpec {
    pub text: Spanned<String>,
    pub style: Spanned<String>,
    /// Rows from the title's last baseline to its first.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
}

/// Items of a master that stand in the run of the text: `base 1` is the first row after the gap. The master's `frame` says
/// where what follows may begin.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemsSpec {
    pub master: Spanned<String>,
    /// Rows from the text above it to its first row.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteSpec {
    pub text: Spanned<String>,
    pub style: Spanned<String>,
    /// Rows from the text above it to its first baseline.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
}

/// Photographs side by side, of one size, from text edge to text edge.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StripSpec {
    /// Pictures in a full strip.
    #[schemars(range(min = 1, max = 12))]
    pub count: Spanned<usize>,
    #[schemars(range(min = 0, max = 500))]
    pub gap: Spanned<Dimension>,
    /// Rows that the pictures take, cap top to baseline.
    #[schemars(range(min = 1, max = 500))]
    pub rows: Spanned<i32>,
    /// Rows that they may take where a page has room for more.
    #[schemars(range(min = 1, max = 500))]
    pub most_rows: Option<Spanned<i32>>,
    /// Rows that they may take where a page has room for no more.
    #[schemars(range(min = 1, max = 500))]
    pub least_rows: Option<Spanned<i32>>,
    /// Rows from the text above to the pictures' first row.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
    pub caption: Spanned<String>,
    /// They stand where the step does, instead of where pages have room.
    #[serde(default)]
    pub in_order: bool,
}

/// A stretch across the columns: a head, and text in balanced columns under it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BandSpec {
    /// The paragraph style of the text.
    pub text: Spanned<String>,
    pub rule: Option<StrokeSpec>,
    /// A rule over each column instead of one over all.
    #[serde(default)]
    pub rule_by_column: bool,
    pub title: Option<HeadSpec>,
    pub note: Option<HeadSpec>,
    /// Rows from the rule to the text's first row; heads that need more get more.
    #[schemars(range(min = 0, max = 100))]
    pub text_from: i32,
    pub gap: GapSpec,
    /// Rows from a quotation or banner to the text that goes on after it.
    pub resume: GapSpec,
    /// A shorter text stands in the first column alone.
    #[schemars(range(min = 0, max = 100))]
    pub least_rows: i32,
    pub portrait: Option<PortraitSpec>,
    pub drop_capital: Option<DropCapitalSpec>,
    pub lead: Option<BandLeadSpec>,
}

/// The first sentences of a band's text, in its head: under the name, beside a portrait that stands there.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BandLeadSpec {
    pub style: Spanned<String>,
    /// The most words: whole sentences, as many as there is room for.
    #[schemars(range(min = 1, max = 100000))]
    pub words: usize,
    /// Lines that it takes at most where no portrait stands beside it.
    #[schemars(range(min = 1, max = 100))]
    pub lines: usize,
    /// Rows from the last baseline above it to its first.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
    /// Rows from its last baseline, or the portrait's foot, to the text's first row.
    #[schemars(range(min = 0, max = 100))]
    pub after: i32,
}

/// The first letter of a band's text, over several lines.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropCapitalSpec {
    /// Lines that it stands over.
    #[schemars(range(min = 2, max = 8))]
    pub lines: i32,
    /// Its font, weight and colour; its size follows from the lines.
    pub style: Spanned<String>,
    /// Free space between it and the text.
    #[schemars(range(min = 0, max = 500))]
    pub clearance: Dimension,
    /// So many words after it are set in small capitals.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100000))]
    pub words: usize,
}

/// A name, role or heading in a band's head.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadSpec {
    pub text: Spanned<String>,
    /// The first style in which it takes no more than `lines` lines.
    pub style: OneOrMany,
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 100))]
    pub lines: usize,
    /// Column at which it stands, from 1.
    #[schemars(range(min = 1, max = 8))]
    pub column: Option<Spanned<u16>>,
    /// Over all columns from there on.
    #[serde(default)]
    pub wide: bool,
    /// Rows from the rule to its last baseline.
    #[schemars(range(min = 0, max = 100))]
    pub base: i32,
    /// It stands this much lower than its row: room for the descenders of a large line above it.
    #[serde(default)]
    #[schemars(range(min = -500, max = 500))]
    pub lower: Dimension,
}

fn one() -> usize {
    1
}

/// Rows from a band's last baseline to the next band's rule.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapSpec {
    #[schemars(range(min = 0, max = 100))]
    pub rows: Spanned<i32>,
    #[schemars(range(min = 0, max = 100))]
    pub least: Spanned<i32>,
    #[schemars(range(min = 0, max = 100))]
    pub most: Spanned<i32>,
}

impl GapSpec {
    /// The rows, the least and the most, in order. Of two that contradict each other that of the layout which extends the
    /// other's is meant: it was read first.
    pub fn settled(&self) -> (i32, i32, i32) {
        let (mut rows, mut least, mut most) = (*self.rows, *self.least, *self.most);
        let is_meant = |this: &Spanned<i32>, other: &Spanned<i32>| this.span.file < other.span.file;
        if least > most && is_meant(&self.most, &self.least) {
            least = most;
        }
        most = most.max(least);
        if is_meant(&self.rows, &self.least) {
            least = least.min(rows);
        }
        rows = rows.max(least);
        if is_meant(&self.rows, &self.most) {
            most = most.max(rows);
        }
        (rows.min(most), least, most)
    }
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PortraitSpec {
    #[schemars(range(min = 10, max = 3000))]
    pub width: Spanned<Dimension>,
    /// Rows that it takes, cap top to baseline.
    #[schemars(range(min = 1, max = 500))]
    pub rows: Spanned<i32>,
    /// Free space between it and the text.
    #[schemars(range(min = 0, max = 500))]
    pub clearance: Dimension,
    /// Where the focal point stands in the crop, as fractions of its width and height.
    #[schemars(inner(range(min = 0, max = 1)))]
    pub focus_at: [f64; 2],
    #[serde(default)]
    pub side: SideSpec,
    /// It stands in the head instead of the text: rows from the band's rule to its foot.
    #[schemars(range(min = 0, max = 100))]
    pub in_head: Option<i32>,
    #[serde(default)]
    pub shape: ShapeSpec,
}

/// What is seen of a picture, and what text runs round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShapeSpec {
    #[default]
    Rectangle,
    /// Cut to a circle round its focal point.
    Circle,
    /// Not cut; text runs round the convex hull of what is opaque. A picture without transparency is a rectangle.
    Contour,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SideSpec {
    /// Left edge of the first column, then right edge of the last, and so on.
    #[default]
    Alternate,
    Left,
    Right,
}

/// How each kind of quote is set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotesSpec {
    /// What `==words==` become when they do not say it.
    pub repeated: RepeatSpec,
    /// How boxes, inline quotes and banners are set whose words are all typed in capitals.
    #[serde(default)]
    pub typed_capitals: TypedCapitalsSpec,
    /// Boxes, inline quotes and banners of very many words are set so instead; as what they are without it.
    pub long: Option<LongSpec>,
    #[serde(rename = "box")]
    pub boxed: BoxesSpec,
    pub inline: InlineSpec,
    pub banner: BannerSpec,
    pub quotation: QuotationSpec,
    pub message: MessageSpec,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RepeatSpec {
    Box,
    Inline,
    Banner,
    /// They are not repeated.
    None,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TypedCapitalsSpec {
    #[default]
    AsWritten,
    /// The first letter of each sentence stays, the others become small.
    Sentence,
}

/// Boxes that the text runs round, or that interrupt it; the first that takes so many words is preferred.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoxesSpec {
    /// Of the field under the words; none without it.
    pub color: Option<Spanned<String>>,
    /// Lines along the top and the foot.
    pub rule: Option<StrokeSpec>,
    /// Quotation marks are set round the words if they have none.
    #[serde(default)]
    pub quotation_marks: bool,
    /// Free space between a box and the text beside it.
    #[schemars(range(min = 0, max = 500))]
    pub clearance: Dimension,
    /// Quotes of few words, in all forms but that at a column's edge.
    pub large: Option<LargeSpec>,
    /// Part of a band's height that a box takes at most, where another of its forms is lower.
    #[schemars(range(min = 0, max = 1))]
    pub of_band: Option<f64>,
    /// At a column's outer edge.
    pub column: BoxSpec,
    /// Across the gutter.
    pub gutter: Option<BoxSpec>,
    /// Over a column's whole width, in the run of the text.
    pub full: Option<BoxSpec>,
    /// Over the whole measure.
    pub wide: BoxSpec,
}

/// A style for quotes of few words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LargeSpec {
    pub style: Spanned<String>,
    /// The most words that are set in it.
    #[schemars(range(min = 0, max = 100000))]
    pub words: usize,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoxSpec {
    pub style: Spanned<String>,
    pub attribution: Spanned<String>,
    /// Of the box; the whole measure where it is left out.
    #[schemars(range(min = 20, max = 3000))]
    pub width: Option<Spanned<Dimension>>,
    /// Left and right of the words.
    #[schemars(range(min = 0, max = 500))]
    pub padding: Spanned<Dimension>,
    /// Least space above the capitals of the first line and below the last baseline.
    #[schemars(range(min = 0, max = 500))]
    pub padding_above: Dimension,
    /// The most words that it takes, unless the author wants it there.
    #[schemars(range(min = 0, max = 100000))]
    pub words: usize,
    /// The fewest words that it takes, where another form takes them.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100000))]
    pub words_from: usize,
    /// Rows that it takes at most, where another form is lower.
    #[schemars(range(min = 1, max = 500))]
    pub rows: Option<i32>,
    /// At least this many rows of text stand above it in its column.
    #[schemars(range(min = 0, max = 500))]
    pub rows_above: i32,
}

/// A display paragraph in the column with a bar at its side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InlineSpec {
    pub style: Spanned<String>,
    /// Quotation marks are set round the words if they have none.
    #[serde(default)]
    pub quotation_marks: bool,
    pub attribution: Spanned<String>,
    /// A line down the left edge.
    pub bar: Option<StrokeSpec>,
    /// How far the bar reaches above the capitals and below the last baseline.
    #[serde(default)]
    #[schemars(range(min = -100, max = 500))]
    pub bar_reach: Dimension,
    /// From the column's edge to the words.
    #[schemars(range(min = 0, max = 3000))]
    pub indent: Spanned<Dimension>,
    /// Empty rows before and after.
    #[schemars(range(min = 0, max = 100))]
    pub before: u16,
    #[schemars(range(min = 0, max = 100))]
    pub after: u16,
}

/// A field from trim to trim.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BannerSpec {
    pub style: OneOrMany,
    /// Quotation marks are set round the words if they have none.
    #[serde(default)]
    pub quotation_marks: bool,
    #[schemars(range(min = 1, max = 100))]
    pub lines: usize,
    pub attribution: Spanned<String>,
    /// From the last baseline of the words to the attribution's.
    #[schemars(range(min = 0, max = 500))]
    pub attribution_below: Dimension,
    /// Of the field under the words; none without it.
    pub field: Option<Spanned<String>>,
    /// Rows that the field takes at least.
    #[schemars(range(min = 1, max = 500))]
    pub rows: i32,
    /// Least space above and below the words.
    #[schemars(range(min = 0, max = 500))]
    pub padding_above: Dimension,
    /// Rows from the text above to the field's first row.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
    #[schemars(range(min = 0, max = 100))]
    pub after: i32,
}

/// A block quotation in the column.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotationSpec {
    pub style: Spanned<String>,
    pub attribution: Spanned<String>,
    pub label: Spanned<String>,
    #[schemars(range(min = 0, max = 3000))]
    pub left: Spanned<Dimension>,
    #[schemars(range(min = 0, max = 3000))]
    pub right: Spanned<Dimension>,
    #[schemars(range(min = 0, max = 100))]
    pub before: u16,
    #[schemars(range(min = 0, max = 100))]
    pub after: u16,
}

/// A quotation in the column with a bar at its side, which may be divided.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LongSpec {
    /// Quotes of more words are set so, unless the author has fixed their place.
    #[schemars(range(min = 0, max = 100000))]
    pub words: usize,
    pub style: Spanned<String>,
    pub attribution: Spanned<String>,
    /// A line down the left edge.
    pub bar: Option<StrokeSpec>,
    /// How far the bar reaches above the capitals and below the last baseline.
    #[serde(default)]
    #[schemars(range(min = -100, max = 500))]
    pub bar_reach: Dimension,
    #[schemars(range(min = 0, max = 3000))]
    pub left: Spanned<Dimension>,
    #[schemars(range(min = 0, max = 3000))]
    pub right: Spanned<Dimension>,
    #[schemars(range(min = 0, max = 100))]
    pub before: u16,
    #[schemars(range(min = 0, max = 100))]
    pub after: u16,
}

/// A long quotation: a panel over the whole measure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageSpec {
    /// Block quotations of this many words or more become panels.
    #[schemars(range(min = 0, max = 100000))]
    pub words: usize,
    pub style: Spanned<String>,
    pub label: Spanned<String>,
    pub attribution: Spanned<String>,
    /// Of the panel; none without it.
    pub field: Option<Spanned<String>>,
    /// A line down the left edge of the panel.
    pub bar: Option<StrokeSpec>,
    /// The label stands over the words, this many rows above them, instead of beside them.
    #[schemars(range(min = 0, max = 100))]
    pub label_above: Option<i32>,
    /// From the panel's left edge to the label, and to the words.
    #[schemars(range(min = 0, max = 3000))]
    pub label_at: Dimension,
    #[schemars(range(min = 0, max = 3000))]
    pub text_at: Spanned<Dimension>,
    /// From the words to the panel's right edge.
    #[schemars(range(min = 0, max = 3000))]
    pub right: Spanned<Dimension>,
    /// Rows from the text above to the panel's first row, and from its last to what follows.
    #[schemars(range(min = 0, max = 100))]
    pub before: i32,
    #[schemars(range(min = 0, max = 100))]
    pub after: i32,
    /// Rows from the panel's first row to the first baseline, and from the last to its foot.
    #[schemars(range(min = 0, max = 100))]
    pub above: i32,
    #[schemars(range(min = 0, max = 100))]
    pub below: i32,
}

/// Pictures in the text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PicturesSpec {
    pub caption: Spanned<String>,
    pub credit: Spanned<String>,
    /// From a picture's foot to its caption's first baseline.
    #[schemars(range(min = 0, max = 500))]
    pub caption_below: Dimension,
    /// Empty rows between a picture and the text over it.
    #[schemars(range(min = 0, max = 100))]
    pub before: u16,
    #[schemars(range(min = 0, max = 100))]
    pub after: u16,
    /// Height by width: pictures are cropped to stay between these.
    #[schemars(range(min = 0.05, max = 20))]
    pub least_height: Spanned<f64>,
    #[schemars(range(min = 0.05, max = 20))]
    pub most_height: Spanned<f64>,
    pub beside: Option<BesideSpec>,
}

/// Pictures at a column's edge with the text beside them, where enough of the column is left for 32 characters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BesideSpec {
    #[schemars(range(min = 10, max = 3000))]
    pub width: Spanned<Dimension>,
    /// Free space between it and the text.
    #[schemars(range(min = 0, max = 500))]
    pub clearance: Dimension,
    #[serde(default)]
    pub shape: ShapeSpec,
    /// Height by width: lower pictures fill the column's width instead, except cut-outs that show their contour.
    #[serde(default = "as_high_as_wide")]
    #[schemars(range(min = 0, max = 20))]
    pub from_height: f64,
}

fn as_high_as_wide() -> f64 {
    1.0
}

/// What else stands in running text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextSpec {
    pub subheading: Spanned<String>,
    #[schemars(range(min = 0, max = 100))]
    pub subheading_before: u16,
    /// From the column's edge to a list's text.
    #[schemars(range(min = 0, max = 3000))]
    pub list_indent: Spanned<Dimension>,
    pub list_bullet: String,
}
