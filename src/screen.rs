//! The `screen:` key as written: how fine pictures are in the screen edition, and how large the file may be. It is the same in
//! event and layout files, and with an output.
//!
//! In: the key's mapping. Out: [`ScreenSpec`]; `resolve` gives it meaning.

use crate::yaml::{Format, Misread, Spanned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// How fine pictures are in the screen edition, and how large its file may be.
#[derive(Clone, PartialEq, Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenSpec {
    /// Pixels per inch to which finer pictures are brought, small ones to a quarter more (72 to 2400). Without it, 150.
    #[schemars(range(min = 72, max = 2400))]
    pub resolution: Option<f32>,
    /// How well those pictures are coded as JPEG (50 to 100). Without it, 88.
    #[schemars(range(min = 50, max = 100))]
    pub quality: Option<u8>,
    /// The most that the file may weigh, such as 5 MB; pictures are made coarser as far as that takes. Without it, they are
    /// not.
    pub max_size: Option<Spanned<FileSize>>,
}

/// What the schema names by `format`.
pub const FORMAT: Format = Format { name: "file-size", unit: "", read: |text| text.parse::<FileSize>().map(|_| None) };

/// A file's size in bytes. It is written with its unit, which is decimal, as mail programs count: `5 MB`, `900 kB`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FileSize(pub u64);

const HELP: &str = "write one such as `5 MB` or `900 kB`; a kB is 1,000 bytes, a MB 1,000 kB";
/// No report is smaller, and none as large.
const RANGE: std::ops::RangeInclusive<f64> = 1e4..=4e9;

impl FromStr for FileSize {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let misread = |message: String| Misread::new(message, HELP);
        let number = text[..digits].parse::<f64>();
        let number = number.map_err(|_| misread(format!("`{text}` is not the size of a file")))?;
        let written = text[digits..].trim();
        let unit = match written.to_ascii_lowercase().as_str() {
            "kb" => 1e3,
            "mb" => 1e6,
            "gb" => 1e9,
            "" => return Err(misread(format!("`{text}` has no unit"))),
            _ => return Err(misread(format!("`{written}` is not a unit of a file's size"))),
        };
        let bytes = number * unit;
        match RANGE.contains(&bytes) {
            true => Ok(FileSize(bytes.round() as u64)),
            false => {
                Err(Misread::new(format!("no report is as small or large as `{text}`"), "10 kB to 4 GB make sense"))
            }
        }
    }
}

impl fmt::Display for FileSize {
    /// Rounded up to what is shown, so that nothing looks smaller than it is.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            0..1_000 => write!(f, "{} bytes", self.0),
            1_000..1_000_000 => write!(f, "{} kB", self.0.div_ceil(1_000)),
            _ => {
                let hundredths = self.0.div_ceil(10_000);
                let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                write!(f, "{} MB", text.trim_end_matches('0').trim_end_matches('.'))
            }
        }
    }
}

impl<'de> Deserialize<'de> for FileSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for FileSize {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FileSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kind = "a file's size such as `5 MB`";
        json_schema!({ "type": ["string", "number"], "format": FORMAT.name, "x-kind": kind, "examples": ["5 MB"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_decimal_units() {
        for (text, bytes) in [("5 MB", 5_000_000), ("900kB", 900_000), ("1.5 mb", 1_500_000), (" 1 GB ", 1_000_000_000)]
        {
            assert_eq!(text.parse(), Ok(FileSize(bytes)), "{text}");
        }
        for text in ["5", "MB", "5 MiB", "-5 MB", "1.2.3 MB", "1 kB", "5 GB", "", "1e9 kB"] {
            assert!(text.parse::<FileSize>().is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_are_told_no_smaller_than_they_are() {
        let told = [999, 1_001, 999_001, 1_000_000, 1_960_001, 12_500_000].map(|bytes| FileSize(bytes).to_string());
        assert_eq!(told, ["999 bytes", "2 kB", "1000 kB", "1 MB", "1.97 MB", "12.5 MB"]);
    }
}
