//! What the fonts of a book can do, family by family, read from the files themselves.
//!
//! In: a [`FontBook`]. Out: faces, optical size, languages, features and licence of each family. A language is covered
//! where every face has each of its letters, by CLDR's main exemplar characters; a feature is there where every face has
//! it, or every upright one. See OpenType 1.9, `GSUB`, `GPOS` (feature `size`), `OS/2` and `name`.

use super::fonts::{Face, FontBook};
use skrifa::raw::tables::layout::FeatureParams;
use skrifa::raw::types::Tag;
use skrifa::raw::{ReadError, TableProvider};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// One family.
#[derive(Clone, PartialEq, Debug)]
pub struct FamilyEntry {
    pub name: String,
    /// A layout added it, or a face of it.
    pub added: bool,
    /// Weight (100 to 900) and whether italic, ascending.
    pub faces: Vec<(u16, bool)>,
    /// Sizes in points for which it was drawn, where the files say it.
    pub optical_size: Option<OpticalSize>,
    /// Names of the languages whose letters it has.
    pub languages: Vec<&'static str>,
    /// Features that a layout can ask for.
    pub features: Vec<Feature>,
    /// As the font files state it.
    pub licence: Option<String>,
}

/// What an OpenType feature gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Feature {
    pub name: &'static str,
    pub tag: &'static str,
    /// The upright faces have it, the italic ones have not.
    pub upright_only: bool,
}

/// In points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OpticalSize {
    pub design: Option<f32>,
    pub range: Option<(f32, f32)>,
}

/// Languages with their small letters; capitals follow by the language's own rule.
const LANGUAGES: [(&str, &str, &str); 5] = [
    ("en", "English", "abcdefghijklmnopqrstuvwxyz"),
    ("tr", "Turkish", "abcçdefgğhıijklmnoöprsştuüvyz"),
    ("az", "Azerbaijani", "abcçdeəfgğhıijklmnoöpqrsştuüvxyz"),
    (
        "ar",
        "Arabic",
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{651}\u{652}\u{670}",
    ),
    ("ur", "Urdu", "ءأؤئاآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھۂیے"),
];

/// Features by which a layout's styles differ: what they are called, and their tags.
const FEATURES: [(&str, &str); 10] = [
    ("small capitals", "smcp"),
    ("capitals as small capitals", "c2sc"),
    ("old-style figures", "onum"),
    ("lining figures", "lnum"),
    ("tabular figures", "tnum"),
    ("proportional figures", "pnum"),
    ("superiors", "sups"),
    ("fractions", "frac"),
    ("capital forms of marks", "case"),
    ("ordinals", "ordn"),
];

/// All families in order of name.
pub fn catalogue(book: &FontBook) -> Vec<FamilyEntry> {
    book.families().into_iter().filter_map(|family| entry(book, family.name, family.styles)).collect()
}

fn entry(book: &FontBook, name: String, styles: Vec<(u16, bool)>) -> Option<FamilyEntry> {
    let ids: Vec<_> = styles.iter().filter_map(|(weight, italic)| book.find(&name, *weight, *italic)).collect();
    let faces: Vec<&Face> = ids.iter().map(|id| book.face(*id)).collect();
    let tags: Vec<Vec<Tag>> = faces.iter().map(|face| feature_tags(face).unwrap_or_default()).collect();
    let feature = |(name, tag): &(&'static str, &'static str)| {
        let lacking = styles.iter().zip(&tags).filter(|(_, own)| !own.iter().any(|own| own == tag));
        let lacking: Vec<bool> = lacking.map(|((_, italic), _)| *italic).collect();
        let upright_only = !lacking.is_empty() && styles.iter().any(|(_, italic)| !italic);
        lacking.iter().all(|italic| *italic).then_some(Feature { name, tag, upright_only })
    };
    let covers = |language: &(&str, &str, &str)| faces.iter().all(|face| covers(face, language));
    let languages = LANGUAGES.iter().filter(|language| covers(language)).map(|(_, name, _)| *name).collect();
    let features = FEATURES.iter().filter_map(feature).collect();
    let first = faces.first()?;
    Some(FamilyEntry {
        added: ids.iter().any(|id| book.is_added(*id)),
        faces: styles,
        optical_size: optical_size(first),
        languages,
        features,
        licence: licence(first),
        name,
    })
}

fn covers(face: &Face, (code, _, letters): &(&str, &str, &str)) -> bool {
    letters.chars().all(|c| face.covers(c) && capitals(c, code).into_iter().all(|capital| face.covers(capital)))
}

/// The capital of a small letter: i is İ in Turkish and Azerbaijani.
fn capitals(c: char, language: &str) -> Vec<char> {
    match (c, language) {
        ('i', "tr" | "az") => vec!['İ'],
        _ => c.to_uppercase().collect(),
    }
}

fn feature_tags(face: &Face) -> Result<Vec<Tag>, ReadError> {
    let font = FontRef::new(face.data())?;
    Ok(font.gsub()?.feature_list()?.feature_records().iter().map(|record| record.feature_tag()).collect())
}

fn optical_size(face: &Face) -> Option<OpticalSize> {
    let font = FontRef::new(face.data()).ok()?;
    size_feature(&font).or_else(|| {
        let os2 = font.os2().ok()?;
        let (lower, upper) = (os2.us_lower_optical_point_size()?, os2.us_upper_optical_point_size()?);
        // In twentieths of a point; 0xFFFF is no limit.
        let known = upper > lower && (lower, upper) != (0, 0xFFFF);
        let range = (f32::from(lower) / 20.0, f32::from(upper) / 20.0);
        known.then_some(OpticalSize { design: None, range: Some(range) })
    })
}

fn size_feature(font: &FontRef) -> Option<OpticalSize> {
    let list = font.gpos().ok()?.feature_list().ok()?;
    let record = list.feature_records().iter().find(|record| record.feature_tag() == "size")?;
    let feature = record.feature(list.offset_data()).ok()?;
    let Some(Ok(FeatureParams::Size(size))) = feature.feature_params() else { return None };
    // In tenths of a point.
    let points = |tenths: u16| f32::from(tenths) / 10.0;
    let range = (size.range_end() > 0).then(|| (points(size.range_start()), points(size.range_end())));
    Some(OpticalSize { design: Some(points(size.design_size())), range })
}

fn licence(face: &Face) -> Option<String> {
    let font = FontRef::new(face.data()).ok()?;
    let name = |id| font.localized_strings(id).english_or_first().map(|s| s.to_string()).filter(|s| !s.is_empty());
    let text = name(StringId::LICENSE_DESCRIPTION).or_else(|| name(StringId::LICENSE_URL))?;
    // The first sentence names the licence.
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    Some(text[..end].trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_and_features_are_read_from_the_files() {
        let families = catalogue(&FontBook::builtin());
        let of = |name: &str| families.iter().find(|family| family.name == name).expect("it is built in");
        let serif = of("Source Serif 4");
        assert_eq!(serif.languages, ["English", "Turkish", "Azerbaijani"]);
        let feature = |tag: &str| serif.features.iter().find(|feature| feature.tag == tag).copied();
        assert_eq!(feature("smcp"), Some(Feature { name: "small capitals", tag: "smcp", upright_only: true }));
        assert_eq!(feature("onum").map(|feature| feature.upright_only), Some(false));
        assert!(!serif.added);
        assert!(of("Amiri").languages.contains(&"Arabic") && of("Amiri").languages.contains(&"Urdu"));
        assert!(!of("Noto Nastaliq Urdu").languages.contains(&"Azerbaijani"));
        assert!(families.iter().all(|family| family.licence.is_some()), "{families:?}");
    }
}
