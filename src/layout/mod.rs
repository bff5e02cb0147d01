//! The layout as written: what pages look like, with names, units and options as the designer wrote them.
//!
//! In: YAML text, built in or the user's own, or files that extend one another. Out: a [`Layout`] with spans; `resolve`
//! gives it meaning.

pub mod band;
pub mod dimension;
pub mod forms;
pub mod master;
pub mod style;

mod extending;
mod listing;
mod reading;
mod schema;
mod soundness;

pub use listing::{LayoutEntry, built_in, describe};
pub use reading::{Choice, read};
pub use schema::file_schema;

use crate::print::PrintSpec;
use crate::screen::ScreenSpec;
use crate::yaml::{Change, Spanned};
use band::{BandSpec, PicturesSpec, QuotesSpec, StepSpec, TextSpec};
use dimension::{Dimension, Down};
use master::{MasterSpec, OneOrMany};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use style::{StyleSpec, SwatchSpec};

/// A layout file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// A built-in layout or a layout file of which this one gives only what differs.
    pub extends: Option<Spanned<String>>,
    pub name: String,
    pub description: Option<String>,
    pub paper: PaperSpec,
    pub margins: MarginsSpec,
    pub grid: GridSpec,
    pub columns: ColumnsSpec,
    /// Everything is printed in black ink alone: pictures are turned to greys, other inks are errors.
    #[serde(default)]
    pub black_only: bool,
    pub swatches: BTreeMap<String, Spanned<SwatchSpec>>,
    /// Font files of this layout's own: a family's name, as styles call it, and its faces.
    #[serde(default)]
    pub fonts: BTreeMap<String, Vec<Spanned<String>>>,
    /// Families tried in turn for characters that a style's own face lacks.
    #[serde(default)]
    pub fallback: Vec<Spanned<String>>,
    pub styles: BTreeMap<String, Spanned<StyleSpec>>,
    /// The layout's own words, by language.
    pub strings: BTreeMap<String, BTreeMap<String, String>>,
    pub masters: BTreeMap<String, MasterSpec>,
    /// What stands on every page whose master has running matter.
    pub running_matter: RunningMatterSpec,
    pub pages: Spanned<Vec<PageSpec>>,
    pub bands: BTreeMap<String, BandSpec>,
    pub quotes: QuotesSpec,
    pub pictures: PicturesSpec,
    pub text: TextSpec,
    #[serde(default)]
    pub introduction: IntroductionSpec,
    /// What may be changed to reach a number of pages.
    #[serde(default)]
    pub copy_fitting: CopyFittingSpec,
    /// For which press the print edition is made, as far as the event does not say it.
    pub print: Option<PrintSpec>,
    /// How fine pictures are in the screen edition, as far as the event does not say it.
    pub screen: Option<ScreenSpec>,
    /// What it has taken out of the layouts that it extends.
    #[serde(skip)]
    pub removed: Vec<Change>,
}

/// How the introduction is parted in lead and rest.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntroductionSpec {
    /// The lead is the introduction's first paragraph, or all of them where they have no more words together.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1000))]
    pub lead_words: usize,
}

/// Limits of copy-fitting, in percent but for portraits; nothing is changed without them.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyFittingSpec {
    /// Tracking of running text, of the em.
    #[serde(default)]
    #[schemars(range(min = 0, max = 2))]
    pub tracking: f64,
    /// Height of pictures in the text and of photographs.
    #[serde(default)]
    #[schemars(range(min = 0, max = 30))]
    pub pictures: f64,
    /// Rows by which all portraits may be higher or lower, in proportion.
    #[serde(default)]
    #[schemars(range(min = 0, max = 4))]
    pub portraits: i32,
    /// Size of running text.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub size: f64,
}

/// The page's size after trimming.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperSpec {
    #[schemars(range(min = 140, max = 4000))]
    pub width: Spanned<Dimension>,
    #[schemars(range(min = 140, max = 4000))]
    pub height: Spanned<Dimension>,
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub bleed: Dimension,
    /// Left and right pages mirror their margins.
    #[serde(default)]
    pub facing: bool,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarginsSpec {
    /// At the spine; the left margin where pages do not face.
    #[schemars(range(min = 0, max = 3000))]
    pub inner: Spanned<Dimension>,
    #[schemars(range(min = 0, max = 3000))]
    pub outer: Spanned<Dimension>,
}

/// The baseline grid.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GridSpec {
    #[schemars(range(min = 4, max = 200))]
    pub leading: Spanned<Dimension>,
    /// From the trim's top to the baseline of row 1.
    #[schemars(range(min = 0, max = 3000))]
    pub first_baseline: Spanned<Dimension>,
    /// Rows that carry text.
    #[schemars(range(min = 4, max = 500))]
    pub rows: Spanned<i32>,
    /// Height of the text's capitals: tops of pictures and boxes align with it.
    #[schemars(range(min = 0, max = 200))]
    pub cap_height: Spanned<Dimension>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnsSpec {
    #[schemars(range(min = 1, max = 8))]
    pub count: Spanned<u16>,
    #[schemars(range(min = 0, max = 1000))]
    pub gutter: Option<Spanned<Dimension>>,
}

/// Folio and short title, on the outer side of the page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunningMatterSpec {
    pub at: Spanned<Down>,
    pub folio: Spanned<String>,
    pub title: Spanned<String>,
    pub title_text: Spanned<String>,
    /// From the outer text edge to the short title.
    #[schemars(range(min = -500, max = 3000))]
    pub title_at: Dimension,
}

/// A page of the document, or the running story.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageSpec {
    /// One page: the first of these masters whose condition holds; no page if none does.
    Page(OneOrMany),
    /// As many pages as the story takes.
    Story(StorySpec),
    /// As many pages of one master as make the whole a multiple of some number.
    Fill(FillSpec),
}

/// Pages that make up a sheet: a stitched booklet has a multiple of four.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillSpec {
    /// The number of all pages of the document becomes a multiple of this.
    #[schemars(range(min = 1, max = 64))]
    pub multiple: u16,
    pub master: Spanned<String>,
    /// Where more of these pages would be made, the text may be set a little tighter to save as many.
    #[schemars(range(min = 0, max = 64))]
    pub most: Option<u16>,
    /// So many pages of `master` stand in a row at most, where `rest` is given.
    #[serde(default = "two")]
    #[schemars(range(min = 0, max = 64))]
    pub in_a_row: u16,
    /// The master of those that are more: they stand last.
    pub rest: Option<Spanned<String>>,
}

fn two() -> u16 {
    2
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StorySpec {
    /// The master of its first page, where its condition holds.
    pub first: Option<OneOrMany>,
    pub rest: Spanned<String>,
    #[serde(default)]
    pub flow: FlowSpec,
    pub steps: Vec<StepSpec>,
}

/// How bands go on from page to page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FlowSpec {
    /// A band stands on one page where that is possible.
    #[default]
    Bands,
    /// The text runs on: a band is divided wherever a page ends, with two lines on both sides.
    Continuous,
}
