//! Measurements and places as a layout writes them: `13pt`, `6mm`, `column 2 + 47pt`, `base 51 - 8.5pt`.

use crate::geometry::Length;
use crate::yaml::{Format, Misread};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use std::borrow::Cow;
use std::str::FromStr;

/// The greatest number in a length, whatever its unit, and the most rows: far beyond any page.
const MOST: f64 = 20_000.0;
const MOST_ROWS: f64 = 1000.0;
const LENGTH_HELP: &str = "write one such as `13pt` or `6mm`; the units are pt, mm, cm and in";

/// The texts that the schema of a layout names by `format`.
pub const FORMATS: &[Format] = &[
    Format { name: "length", unit: "pt", read: |text| Ok(Some(text.parse::<Dimension>()?.0.to_pt())) },
    Format { name: "across", unit: "", read: |text| text.parse::<Across>().map(|_| None) },
    Format { name: "down", unit: "", read: |text| text.parse::<Down>().map(|_| None) },
    Format { name: "feature", unit: "", read: |text| text.parse::<FeatureTag>().map(|_| None) },
    crate::screen::FORMAT,
];

/// A length with its unit: `pt`, `mm`, `cm` or `in`; a bare number is points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dimension(pub Length);

impl FromStr for Dimension {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let text = text.trim();
        let digits = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let misread = || Misread::new(format!("`{text}` is not a length"), LENGTH_HELP);
        let number = text[..digits].trim().parse::<f64>().ok().filter(|number| number.abs() <= MOST);
        let number = number.ok_or_else(misread)?;
        let length = match text[digits..].trim() {
            "pt" | "" => Length::pt(number),
            "mm" => Length::mm(number),
            "cm" => Length::mm(number * 10.0),
            "in" => Length::pt(number * 72.0),
            unit => {
                return Err(Misread::new(
                    format!("`{unit}` is not a unit of length"),
                    "the units are pt, mm, cm and in",
                ));
            }
        };
        Ok(Dimension(length))
    }
}

/// A distance down the page: whole or part rows of the baseline grid plus a length.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offset {
    pub rows: f64,
    pub length: Length,
}

impl FromStr for Offset {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let text = text.trim();
        for word in ["rows", "row"] {
            if let Some(number) = text.strip_suffix(word) {
                let rows = rows(number.trim())?;
                return Ok(Offset { rows, length: Length::ZERO });
            }
        }
        Ok(Offset { rows: 0.0, length: text.parse::<Dimension>()?.0 })
    }
}

/// A place across the page: an edge and a distance from it to the right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Across {
    pub edge: AcrossEdge,
    pub offset: Length,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AcrossEdge {
    BleedLeft,
    BleedRight,
    TrimLeft,
    TrimRight,
    /// Left edge of a column, counted from 1.
    ColumnStart(u16),
    ColumnEnd(u16),
    TextLeft,
    TextRight,
}

impl FromStr for Across {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let (base, offset) = split_offset(text);
        let words: Vec<&str> = base.split_whitespace().collect();
        let column = |number: &str| match number.parse::<u16>() {
            Ok(n) if n > 0 => Ok(n),
            _ => Err(Misread::new(format!("`{number}` is not a column"), "columns are counted from 1")),
        };
        let edge = match words.as_slice() {
            ["bleed", "left"] => AcrossEdge::BleedLeft,
            ["bleed", "right"] => AcrossEdge::BleedRight,
            ["trim", "left"] => AcrossEdge::TrimLeft,
            ["trim", "right"] => AcrossEdge::TrimRight,
            ["text", "left"] => AcrossEdge::TextLeft,
            ["text", "right"] => AcrossEdge::TextRight,
            ["column", n] => AcrossEdge::ColumnStart(column(n)?),
            ["column", n, "end"] => AcrossEdge::ColumnEnd(column(n)?),
            _ => {
                return Err(Misread::new(
                    format!("`{text}` is no place across the page"),
                    "write `column 1`, `column 2 end`, `text left`, `trim right` or `bleed left`, with `+ 5pt` if need be",
                ));
            }
        };
        let offset = match offset {
            None => Length::ZERO,
            Some((sign, rest)) => rest.parse::<Dimension>()?.0 * sign,
        };
        Ok(Across { edge, offset })
    }
}

/// A place down the page: an edge and a distance from it downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Down {
    pub edge: DownEdge,
    pub offset: Offset,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DownEdge {
    BleedTop,
    BleedBottom,
    TrimTop,
    TrimBottom,
    /// Baseline of a row of the grid.
    Base(f64),
    /// Top of the capitals that stand in a row.
    CapTop(f64),
    /// First or last baseline of an item that has a name.
    ItemFirst(String),
    ItemLast(String),
    /// Top of the capitals of its first line.
    ItemCap(String),
}

impl FromStr for Down {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let (base, offset) = split_offset(text);
        let words: Vec<&str> = base.split_whitespace().collect();
        let edge = match words.as_slice() {
            ["bleed", "top"] => DownEdge::BleedTop,
            ["bleed", "bottom"] => DownEdge::BleedBottom,
            ["trim", "top"] => DownEdge::TrimTop,
            ["trim", "bottom"] => DownEdge::TrimBottom,
            ["base", n] => DownEdge::Base(rows(n)?),
            ["cap", n] => DownEdge::CapTop(rows(n)?),
            ["first", "of", name] => DownEdge::ItemFirst((*name).to_owned()),
            ["last", "of", name] => DownEdge::ItemLast((*name).to_owned()),
            ["cap", "of", name] => DownEdge::ItemCap((*name).to_owned()),
            _ => {
                return Err(Misread::new(
                    format!("`{text}` is no place down the page"),
                    "write `base 27`, `cap 3`, `trim top`, `bleed bottom` or `last of lead`, with `+ 4 rows` or `- 8.5pt` if need be",
                ));
            }
        };
        let offset = match offset {
            None => Offset::default(),
            Some((sign, rest)) => {
                let offset: Offset = rest.parse()?;
                Offset { rows: offset.rows * sign as f64, length: offset.length * sign }
            }
        };
        Ok(Down { edge, offset })
    }
}

/// A number of rows that some page could have.
fn rows(number: &str) -> Result<f64, Misread> {
    let rows = number.parse::<f64>().ok().filter(|rows| rows.abs() <= MOST_ROWS);
    rows.ok_or_else(|| Misread::new(format!("`{number}` is not a number of rows"), "write one such as `27` or `2.5`"))
}

/// The tag of an OpenType feature: four letters or figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeatureTag(pub [u8; 4]);

impl FromStr for FeatureTag {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        let tag = <[u8; 4]>::try_from(text.as_bytes()).ok().filter(|tag| tag.iter().all(u8::is_ascii_alphanumeric));
        tag.map(FeatureTag).ok_or_else(|| {
            let help = "its tag has four letters or figures, such as `case`, `ss01` or `swsh`";
            Misread::new(format!("`{text}` is no OpenType feature"), help)
        })
    }
}

/// Splits `base + offset` or `base - offset` at its sign.
fn split_offset(text: &str) -> (&str, Option<(i64, &str)>) {
    for (mark, sign) in [(" + ", 1), (" - ", -1)] {
        if let Some((base, rest)) = text.split_once(mark) {
            return (base, Some((sign, rest)));
        }
    }
    (text, None)
}

macro_rules! read_from_text {
    ($type:ident, $format:literal, $json:tt, $kind:literal, $example:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }

        impl JsonSchema for $type {
            // In place, so that limits of a field stand beside its type.
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": $json, "format": $format, "x-kind": $kind, "examples": [$example] })
            }
        }
    };
}

read_from_text!(Dimension, "length", ["string", "number"], "a length such as `13pt`", "13pt");
read_from_text!(Across, "across", "string", "a place across the page such as `column 2 + 47pt`", "column 1");
read_from_text!(Down, "down", "string", "a place down the page such as `base 51 - 8.5pt`", "base 1");
read_from_text!(FeatureTag, "feature", "string", "an OpenType feature such as `case`", "case");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_an_edge_and_an_offset() {
        let down: Down = "base 51 - 8.5pt".parse().unwrap();
        assert_eq!(down.edge, DownEdge::Base(51.0));
        assert_eq!(down.offset.length, Length::pt(-8.5));
        let across: Across = "column 2 end".parse().unwrap();
        assert_eq!(across, Across { edge: AcrossEdge::ColumnEnd(2), offset: Length::ZERO });
        assert!("column 0".parse::<Across>().is_err());
        assert!("12furlong".parse::<Dimension>().unwrap_err().message.contains("unit"));
    }
}
