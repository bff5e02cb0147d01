//! Paragraph styles and swatches as a layout writes them.

use super::dimension::{Dimension, FeatureTag};
use crate::yaml::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

/// A colour with its value for print and its value for the screen, or a tint of another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SwatchSpec {
    /// Ink in percent: cyan, magenta, yellow, black. Of a spot ink, what stands for it where it is not at hand.
    #[schemars(inner(range(min = 0, max = 100)))]
    pub cmyk: Option<Spanned<[f32; 4]>>,
    /// `#RRGGBB`.
    pub srgb: Option<Spanned<String>>,
    /// The name of an ink beside the four, as the print shop calls it; it gets a plate of its own.
    pub spot: Option<Spanned<String>>,
    /// The swatch of which this one is a tint, in place of colours of its own.
    pub of: Option<Spanned<String>>,
    /// How much of the colour or ink, 0 to 1; the rest is paper.
    #[schemars(range(min = 0, max = 1))]
    pub tint: Option<Spanned<f32>>,
    /// When the event's theme changes the swatch of this name, this one becomes a mixture of the new colour…
    pub follows: Option<Spanned<String>>,
    /// …and white, with this share (0 to 1) of the colour.
    #[schemars(range(min = 0, max = 1))]
    pub share: Option<f32>,
}

/// A paragraph style. What it leaves out comes from the style that it is based on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StyleSpec {
    pub based_on: Option<Spanned<String>>,
    /// A family: built in, or one that `fonts` of this layout names.
    pub font: Option<Spanned<String>>,
    /// 300 to 700.
    #[schemars(range(min = 1, max = 1000))]
    pub weight: Option<Spanned<u16>>,
    pub italic: Option<bool>,
    /// The weight of words marked as bold.
    #[schemars(range(min = 1, max = 1000))]
    pub strong_weight: Option<u16>,
    #[schemars(range(min = 1, max = 2000))]
    pub size: Option<Spanned<Dimension>>,
    #[schemars(range(min = 1, max = 3000))]
    pub leading: Option<Dimension>,
    /// Letterspacing in thousandths of the size.
    #[schemars(range(min = -200, max = 2000))]
    pub tracking: Option<f64>,
    pub case: Option<CaseSpec>,
    pub figures: Option<FiguresSpec>,
    /// More OpenType features, such as `[case]`.
    pub features: Option<Vec<FeatureTag>>,
    pub color: Option<Spanned<String>>,
    pub align: Option<AlignSpec>,
    pub hyphenate: Option<bool>,
    /// Of the first line of each paragraph but the first.
    #[schemars(range(min = 0, max = 1000))]
    pub indent: Option<Dimension>,
    /// Lines of about the same length, broken by sense.
    pub balance: Option<bool>,
    /// Opening quotation marks hang left of the text's edge.
    pub hang_quotes: Option<bool>,
    /// Moves the paragraph to the left, so that large letters look flush.
    #[schemars(range(min = -500, max = 500))]
    pub hang: Option<Dimension>,
    pub justification: Option<JustificationSpec>,
    /// Justified lines in a measure of fewer characters, beside a portrait or a box, are set ragged.
    #[schemars(range(min = 0, max = 200))]
    pub ragged_below: Option<f64>,
}

/// Limits for justified lines.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JustificationSpec {
    /// The word space aimed at, times the font's.
    #[schemars(range(min = 0.3, max = 3))]
    pub space: f64,
    /// How much of it may go, and how much be added, before a line counts as tight or loose.
    #[schemars(range(min = 0, max = 0.9))]
    pub shrink: f64,
    #[schemars(range(min = 0, max = 5))]
    pub stretch: f64,
    /// How much narrower and wider glyphs may be set.
    #[schemars(range(min = 0, max = 0.1))]
    pub glyph_shrink: f64,
    #[schemars(range(min = 0, max = 0.1))]
    pub glyph_stretch: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaseSpec {
    AsWritten,
    Capitals,
    SmallCapitals,
    AllSmallCapitals,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FiguresSpec {
    OldStyle,
    Lining,
    Tabular,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlignSpec {
    Start,
    End,
    Center,
    Justify,
}
