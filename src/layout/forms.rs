//! The forms of speeches, as a layout writes them: which band a speech of so many words is set in, and with which
//! portrait.

use super::band::PortraitSpec;
use super::dimension::Dimension;
use crate::yaml::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

/// The band of all speeches, or a list of forms: the first that holds for a speech is taken.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum SpeakersSpec {
    One(Spanned<String>),
    Forms(#[schemars(length(min = 1, max = 100))] Vec<FormSpec>),
}

/// How speeches of some length are set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormSpec {
    /// That by which a layout that extends this one changes it.
    pub name: Option<String>,
    /// The band that they stand in.
    pub band: Spanned<String>,
    /// It holds for fewer words than this; for any number of them without it.
    #[schemars(range(min = 1, max = 100000))]
    pub words: Option<usize>,
    /// Another size of the band's portrait.
    pub portrait: Option<PortraitSizeSpec>,
    /// They stand side by side, one in each column.
    pub cards: Option<CardsSpec>,
}

/// Cards: speeches side by side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardsSpec {
    /// Two stand side by side where their words do not differ by more than this.
    #[schemars(range(min = 0, max = 100000))]
    pub apart: usize,
    /// A speech for which the form does not hold may yet stand beside one for which it does, if it has fewer words than
    /// this.
    #[schemars(range(min = 1, max = 100000))]
    pub up_to: Option<usize>,
}

/// The size and place of a portrait, for those that differ from their band's.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PortraitSizeSpec {
    #[schemars(range(min = 10, max = 3000))]
    pub width: Spanned<Dimension>,
    /// Rows that it takes, cap top to baseline.
    #[schemars(range(min = 1, max = 500))]
    pub rows: Spanned<i32>,
    /// It stands in the head instead of the text: rows from the band's rule to its foot.
    #[schemars(range(min = 0, max = 100))]
    pub in_head: Option<i32>,
}

impl FormSpec {
    /// The band's portrait in this form's size.
    pub fn portrait(&self, of_band: &PortraitSpec) -> PortraitSpec {
        match &self.portrait {
            Some(size) => PortraitSpec { width: size.width, rows: size.rows, in_head: size.in_head, ..of_band.clone() },
            None => of_band.clone(),
        }
    }
}
