//! Print conditions: an ICC profile of press, ink and paper, and what an output intent says of it (ISO 32000-1, 14.11.5).
//!
//! In: a name, or a print shop's own profile. Out: a [`PrintCondition`], or why the profile is none.

use super::engine::{self, Amount, Conversion};
use super::{icc, profiles};
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

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
    /// An ICC profile (output device, CMYK) as a zlib stream.
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
    few: Few,
}

/// The conversion of a few colours from sRGB; made once for all copies of a condition, since the profile's tables take some
/// milliseconds. It follows from the profile, so conditions are equal whether or not it was made.
#[derive(Clone, Default, Debug)]
struct Few(Arc<OnceLock<Option<Conversion>>>);

impl PartialEq for Few {
    fn eq(&self, _: &Few) -> bool {
        true
    }
}

/// Why a profile is no print condition. `Display` says what is wrong, [`ProfileFault::help`] what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProfileFault {
    NotAProfile,
    Truncated,
    Version(u8),
    /// Its class, in words.
    Class(&'static str),
    /// Its colour space.
    Space(String),
    ConnectionSpace(String),
    /// A table without which nothing can be converted.
    Lacks(&'static str),
    Unusable,
}

impl PrintCondition {
    /// The names by which [`PrintCondition::named`] knows conditions.
    pub const NAMES: [&'static str; 2] = ["coated", "uncoated"];

    /// A condition that is compiled in.
    pub fn named(name: &str) -> Option<PrintCondition> {
        match name {
            "coated" => Some(PrintCondition::coated()),
            "uncoated" => Some(PrintCondition::uncoated()),
            _ => None,
        }
    }

    /// Offset on coated paper.
    pub fn coated() -> PrintCondition {
        PrintCondition {
            packed: Cow::Borrowed(profiles::COATED_PACKED),
            identifier: "FOGRA39".to_owned(),
            registered: true,
            name: "ISO Coated v2 300% (basICColor)".to_owned(),
            ink_limit: 300.0,
            paper: Paper::Coated,
            few: Few::default(),
        }
    }

    /// Offset on uncoated paper.
    pub fn uncoated() -> PrintCondition {
        PrintCondition {
            packed: Cow::Borrowed(profiles::UNCOATED_PACKED),
            identifier: "FOGRA47".to_owned(),
            registered: true,
            name: "Uncoated paper, ISO 12647-2 paper type 4 (FOGRA47), 300 %".to_owned(),
            ink_limit: 300.0,
            paper: Paper::Uncoated,
            few: Few::default(),
        }
    }

    /// A print shop's own profile.
    pub fn from_profile(profile: &[u8]) -> Result<PrintCondition, ProfileFault> {
        check(profile)?;
        if Conversion::new(profiles::SRGB, profile, Amount::Few).is_none() {
            return Err(ProfileFault::Unusable);
        }
        Ok(PrintCondition {
            packed: Cow::Owned(miniz_oxide::deflate::compress_to_vec_zlib(profile, 6)),
            // The word for what no registry knows; the description then says what it is.
            identifier: "Custom".to_owned(),
            registered: false,
            name: icc::description(profile).unwrap_or_else(|| "a print shop's own profile".to_owned()),
            ink_limit: engine::most_ink(profile),
            paper: Paper::Unknown,
            few: Few::default(),
        })
    }

    /// From sRGB to this press, for a few colours; `None` where the profile cannot convert.
    pub fn few_from_srgb(&self) -> Option<&Conversion> {
        let make = || Conversion::new(profiles::SRGB, &self.profile(), Amount::Few);
        self.few.0.get_or_init(make).as_ref()
    }

    /// The ICC profile; unpacking takes some milliseconds.
    pub fn profile(&self) -> Vec<u8> {
        // It was packed by this program.
        miniz_oxide::inflate::decompress_to_vec_zlib(&self.packed).unwrap_or_default()
    }
}

fn check(profile: &[u8]) -> Result<(), ProfileFault> {
    let header = icc::header(profile).ok_or(ProfileFault::NotAProfile)?;
    if !icc::is_whole(profile) {
        return Err(ProfileFault::Truncated);
    }
    if !matches!(header.major_version, 2 | 4) {
        return Err(ProfileFault::Version(header.major_version));
    }
    if header.class != *b"prtr" {
        return Err(ProfileFault::Class(class_in_words(&header.class)));
    }
    let words = |name: [u8; 4]| String::from_utf8_lossy(&name).trim().escape_default().to_string();
    if header.space != *b"CMYK" {
        return Err(ProfileFault::Space(words(header.space)));
    }
    if !matches!(&header.pcs, b"Lab " | b"XYZ ") {
        return Err(ProfileFault::ConnectionSpace(words(header.pcs)));
    }
    for name in ["A2B0", "B2A0"] {
        let tag = name.as_bytes().try_into().ok().and_then(|tag| icc::tag(profile, tag));
        if tag.is_none() {
            return Err(ProfileFault::Lacks(name));
        }
    }
    Ok(())
}

fn class_in_words(class: &[u8; 4]) -> &'static str {
    match class {
        b"mntr" => "a monitor",
        b"scnr" => "a scanner or camera",
        b"link" => "a conversion between two devices",
        b"spac" => "a colour space",
        b"abst" => "an effect",
        b"nmcl" => "a list of named colours",
        _ => "something else",
    }
}

impl ProfileFault {
    /// What to do about it, as one sentence without a full stop.
    pub fn help(&self) -> &'static str {
        match self {
            ProfileFault::Truncated => "copy or download the file again",
            ProfileFault::Class(_) | ProfileFault::Space(_) => {
                "ask the print shop for the CMYK output profile of its press and paper, or write `coated` or `uncoated`"
            }
            _ => "ask the print shop for an ICC profile of version 2 or 4, or write `coated` or `uncoated`",
        }
    }
}

impl fmt::Display for ProfileFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ProfileFault::NotAProfile => f.write_str("it is no ICC profile"),
            ProfileFault::Truncated => f.write_str("the profile is incomplete: the file ends too early"),
            ProfileFault::Version(version) => write!(f, "the profile is of version {version}"),
            ProfileFault::Class(class) => {
                write!(f, "the profile is of the wrong class: it describes {class}, not a press")
            }
            ProfileFault::Space(space) => write!(f, "the profile is for {space}, not for CMYK"),
            ProfileFault::ConnectionSpace(space) => {
                write!(f, "the profile connects by `{space}`, where a press profile has Lab or XYZ")
            }
            ProfileFault::Lacks(table) => write!(f, "the profile lacks its table {table}"),
            ProfileFault::Unusable => f.write_str("the profile's tables are damaged"),
        }
    }
}
