//! Print conditions: an ICC profile of press, ink and paper, and what an output intent says of it (ISO 32000-1, 14.11.5).
//!
//! In: a profile, compiled in or a print shop's own. Out: a [`PrintCondition`], or why the profile is none.

use super::profiles;
use std::borrow::Cow;

/// Paper, by what a designer has to know of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    Coated,
    Uncoated,
    /// A profile does not say it.
    Unknown,
}

/// A press, its inks and its paper.
#[derive(Clone, PartialEq, Debug)]
pub struct PrintCondition {
    /// An ICC profile: output device, CMYK.
    pub profile: Cow<'static, [u8]>,
    /// The same as a zlib stream.
    pub packed: Cow<'static, [u8]>,
    /// `OutputConditionIdentifier`: the name of the characterisation data where they are registered.
    pub identifier: String,
    /// The identifier stands in the registry of the ICC.
    pub registered: bool,
    /// In words.
    pub name: String,
    /// The most ink that the profile's own conversions lay on one place, in percent.
    pub ink_limit: f32,
    pub paper: Paper,
}

impl PrintCondition {
    /// Offset on coated paper.
    pub fn coated() -> PrintCondition {
        PrintCondition {
            profile: Cow::Borrowed(profiles::PRINT),
            packed: Cow::Borrowed(profiles::PRINT_PACKED),
            identifier: profiles::PRINT_CONDITION.to_owned(),
            registered: true,
            name: profiles::PRINT_NAME.to_owned(),
            ink_limit: profiles::PRINT_INK_LIMIT,
            paper: Paper::Coated,
        }
    }
}
