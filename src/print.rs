//! The `print:` key as written: for which press a file is made. It is the same in event and layout files.
//!
//! In: the key's mapping in the event file, and in the layout file as defaults. Out: [`PrintSpec`], both taken together
//! key by key; `resolve` gives it meaning.

mod preflight;

pub use preflight::{PreflightSpec, SilenceSpec};

use crate::yaml::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

/// For which press the print edition is made.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintSpec {
    /// coated, uncoated, or the path of an ICC profile from the print shop. Without it, coated.
    pub condition: Option<Spanned<String>>,
    /// The most ink that may lie on one place, in percent (150 to 320). Without it, 300.
    #[schemars(range(min = 150, max = 320))]
    pub ink_limit: Option<Spanned<f32>>,
    /// Pixels per inch to which finer pictures are brought (72 to 2400). Without it, 300.
    #[schemars(range(min = 72, max = 2400))]
    pub resolution: Option<Spanned<f32>>,
    /// Printer's marks outside the bleed: one of them, several, or all. Without it, none.
    pub marks: Option<MarksSpec>,
    /// Other limits of the preflight than the usual ones, and findings that are known.
    pub preflight: Option<PreflightSpec>,
}

/// A mark or a list of marks.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum MarksSpec {
    One(Mark),
    Several(Vec<Mark>),
}

impl MarksSpec {
    pub fn marks(&self) -> &[Mark] {
        match self {
            MarksSpec::One(mark) => std::slice::from_ref(mark),
            MarksSpec::Several(marks) => marks,
        }
    }
}

/// A printer's mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Where to cut.
    Crop,
    /// How far artwork reaches.
    Bleed,
    /// Whether the plates lie on each other.
    Registration,
    /// Each ink in full, as tints, and on the others.
    Bars,
    /// A line that says what this is.
    Slug,
    All,
}

impl PrintSpec {
    /// What the event says, and of the rest what the layout says.
    pub fn over(event: Option<&PrintSpec>, layout: Option<&PrintSpec>) -> PrintSpec {
        let event = event.cloned().unwrap_or_default();
        let layout = layout.cloned().unwrap_or_default();
        PrintSpec {
            condition: event.condition.or(layout.condition),
            ink_limit: event.ink_limit.or(layout.ink_limit),
            resolution: event.resolution.or(layout.resolution),
            marks: event.marks.or(layout.marks),
            preflight: Some(PreflightSpec::over(event.preflight, layout.preflight)),
        }
    }
}
