//! The font book: every face that a document may name.
//!
//! In: the built-in faces (`fonts/`, compiled in) and the user's own files. Out: a [`FontId`] by family, weight and
//! slope, and the parsed [`Face`] behind it. A built-in face is parsed when it is first used. Measures of a face are
//! in its design units; `units_per_em` says how many make an em (OpenType 1.9, `head`).

use crate::glyph::FontId;
use harfrust::ShapePlan;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::sync::{Arc, Mutex, OnceLock};

/// All faces, built-in ones first.
pub struct FontBook {
    entries: Vec<Entry>,
}

/// The bytes of a font file.
#[derive(Clone)]
enum Data {
    Builtin(&'static [u8]),
    Loaded(Arc<Vec<u8>>),
}

impl Data {
    fn bytes(&self) -> &[u8] {
        match self {
            Data::Builtin(bytes) => bytes,
            Data::Loaded(bytes) => bytes,
        }
    }
}

struct Entry {
    family: String,
    weight: u16,
    italic: bool,
    data: Data,
    face: OnceLock<Face>,
}

/// The styles of one family, for messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Family {
    pub name: String,
    /// Weight (100 to 900) and whether italic, ascending.
    pub styles: Vec<(u16, bool)>,
}

/// A parsed face. Measures in design units.
pub struct Face {
    data: Data,
    pub family: String,
    pub weight: u16,
    pub italic: bool,
    pub postscript_name: String,
    pub units_per_em: u16,
    pub ascender: f32,
    /// Negative below the baseline.
    pub descender: f32,
    pub cap_height: f32,
    pub x_height: f32,
    font: harfrust::Font,
    low: [u64; LOW / 64],
    plans: Mutex<Vec<Arc<ShapePlan>>>,
}

/// Coverage of the characters below U+0180 (Basic Latin to Latin Extended-A, nearly all of an English, Turkish or
/// Azerbaijani text) is kept as bits.
const LOW: usize = 0x180;

impl Face {
    /// The font file.
    pub fn data(&self) -> &[u8] {
        self.data.bytes()
    }

    /// Whether the face has a glyph for the character.
    pub fn covers(&self, c: char) -> bool {
        let code = c as usize;
        match self.low.get(code / 64) {
            Some(bits) => bits & (1 << (code % 64)) != 0,
            None => self.font.charmap().map_unicode(c).is_some(),
        }
    }

    /// The box round a glyph's ink in design units: left, bottom, right, top.
    pub fn ink(&self, glyph: u16) -> Option<[f32; 4]> {
        let font = FontRef::new(self.data.bytes()).ok()?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let bounds = metrics.bounds(skrifa::GlyphId::from(glyph))?;
        Some([bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max])
    }

    /// The face as the shaper takes it.
    pub fn font(&self) -> &harfrust::Font {
        &self.font
    }

    /// The shaping plans made for this face so far; the text stage looks them up and adds to them.
    pub fn plans(&self) -> &Mutex<Vec<Arc<ShapePlan>>> {
        &self.plans
    }

    fn parse(data: &Data) -> Result<Face, String> {
        let font = match data {
            Data::Builtin(bytes) => harfrust::Font::new(*bytes, 0),
            Data::Loaded(bytes) => {
                let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Shared(bytes.clone()));
                harfrust::Font::new(shared, 0)
            }
        };
        let font = font.ok_or("it is not an OpenType or TrueType font")?;
        let tables = FontRef::new(data.bytes()).map_err(|e| format!("it cannot be read as a font: {e}"))?;
        let metrics = tables.metrics(Size::unscaled(), LocationRef::default());
        let attributes = tables.attributes();
        let name = |id| tables.localized_strings(id).english_or_first().map(|s| s.to_string()).unwrap_or_default();
        let family = match name(StringId::TYPOGRAPHIC_FAMILY_NAME) {
            typographic if !typographic.is_empty() => typographic,
            _ => name(StringId::FAMILY_NAME),
        };
        let mut low = [0_u64; LOW / 64];
        let charmap = font.charmap();
        for code in (0..LOW).filter(|code| charmap.map_unicode(*code as u32).is_some()) {
            low[code / 64] |= 1 << (code % 64);
        }
        // OS/2 before version 2 has neither height and Arabic fonts leave them 0; seven and five tenths of the em are
        // usual for Latin letters.
        let em = f32::from(metrics.units_per_em);
        Ok(Face {
            data: data.clone(),
            family,
            weight: attributes.weight.value().clamp(1.0, 1000.0) as u16,
            italic: attributes.style != skrifa::attribute::Style::Normal,
            postscript_name: name(StringId::POSTSCRIPT_NAME),
            units_per_em: metrics.units_per_em.max(1),
            ascender: metrics.ascent,
            descender: metrics.descent,
            cap_height: metrics.cap_height.filter(|height| *height > 0.0).unwrap_or(0.7 * em),
            x_height: metrics.x_height.filter(|height| *height > 0.0).unwrap_or(0.5 * em),
            font,
            low,
            plans: Mutex::new(Vec::new()),
        })
    }
}

struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl FontBook {
    /// The faces that are compiled in.
    pub fn builtin() -> FontBook {
        let entry = |(family, weight, italic, data): &(&str, u16, bool, &'static [u8])| Entry {
            family: (*family).to_owned(),
            weight: *weight,
            italic: *italic,
            data: Data::Builtin(data),
            face: OnceLock::new(),
        };
        FontBook { entries: BUILTIN.iter().map(entry).collect() }
    }

    /// The face of exactly this family, weight (100 to 900) and slope. A face added later hides a built-in one.
    pub fn find(&self, family: &str, weight: u16, italic: bool) -> Option<FontId> {
        let same = |e: &Entry| e.family == family && e.weight == weight && e.italic == italic;
        self.entries.iter().rposition(same).map(|index| FontId(index as u16))
    }

    /// Whether a layout brought the face. `id` must come from this book.
    pub fn is_added(&self, id: FontId) -> bool {
        matches!(self.entries[usize::from(id.0)].data, Data::Loaded(_))
    }

    /// All families with their styles, in order of name.
    pub fn families(&self) -> Vec<Family> {
        let mut families: Vec<Family> = Vec::new();
        for entry in &self.entries {
            let style = (entry.weight, entry.italic);
            match families.iter_mut().find(|family| family.name == entry.family) {
                Some(family) => family.styles.push(style),
                None => families.push(Family { name: entry.family.clone(), styles: vec![style] }),
            }
        }
        for family in &mut families {
            family.styles.sort_unstable();
            family.styles.dedup();
        }
        families.sort_by(|a, b| a.name.cmp(&b.name));
        families
    }

    /// Adds the user's font to a family. Weight and slope are read from the file; the error says what is wrong with it.
    pub fn add_file(&mut self, family: &str, data: Vec<u8>) -> Result<FontId, String> {
        let data = Data::Loaded(Arc::new(data));
        let face = Face { family: family.to_owned(), ..Face::parse(&data)? };
        if self.entries.len() > usize::from(u16::MAX) {
            return Err("there are too many fonts".to_owned());
        }
        let entry =
            Entry { family: family.to_owned(), weight: face.weight, italic: face.italic, data, face: OnceLock::new() };
        let entry = Entry { face: OnceLock::from(face), ..entry };
        self.entries.push(entry);
        Ok(FontId(self.entries.len() as u16 - 1))
    }

    /// The parsed face. `id` must come from this book.
    pub fn face(&self, id: FontId) -> &Face {
        let entry = &self.entries[usize::from(id.0)];
        entry.face.get_or_init(|| {
            let mut face = Face::parse(&entry.data).expect("every built-in face parses (a test opens each)");
            face.family = entry.family.clone();
            face.weight = entry.weight;
            face
        })
    }
}

/// Family, weight, italic, file of one built-in face.
type Builtin = (&'static str, u16, bool, &'static [u8]);

macro_rules! face {
    ($family:literal, $weight:literal, $italic:literal, $file:literal) => {
        ($family, $weight, $italic, include_bytes!(concat!("../../fonts/", $file)))
    };
}

/// The weight and the family's name are the catalogue's own: the files of the optical cuts call themselves by several
/// names.
static BUILTIN: [Builtin; 35] = [
    face!("Source Serif 4", 400, false, "source-serif-4/SourceSerif4-Regular.otf"),
    face!("Source Serif 4", 400, true, "source-serif-4/SourceSerif4-It.otf"),
    face!("Source Serif 4", 600, false, "source-serif-4/SourceSerif4-Semibold.otf"),
    face!("Source Serif 4", 600, true, "source-serif-4/SourceSerif4-SemiboldIt.otf"),
    face!("Source Serif 4", 700, false, "source-serif-4/SourceSerif4-Bold.otf"),
    face!("Source Serif 4", 700, true, "source-serif-4/SourceSerif4-BoldIt.otf"),
    face!("Source Serif 4 Subhead", 400, false, "source-serif-4/SourceSerif4Subhead-Regular.otf"),
    face!("Source Serif 4 Subhead", 400, true, "source-serif-4/SourceSerif4Subhead-It.otf"),
    face!("Source Serif 4 Subhead", 600, false, "source-serif-4/SourceSerif4Subhead-Semibold.otf"),
    face!("Source Serif 4 Subhead", 600, true, "source-serif-4/SourceSerif4Subhead-SemiboldIt.otf"),
    face!("Source Serif 4 Display", 300, false, "source-serif-4/SourceSerif4Display-Light.otf"),
    face!("Source Serif 4 Display", 400, false, "source-serif-4/SourceSerif4Display-Regular.otf"),
    face!("Source Serif 4 Display", 400, true, "source-serif-4/SourceSerif4Display-It.otf"),
    face!("Source Serif 4 Display", 600, false, "source-serif-4/SourceSerif4Display-Semibold.otf"),
    face!("Source Sans 3", 400, false, "source-sans-3/SourceSans3-Regular.otf"),
    face!("Source Sans 3", 400, true, "source-sans-3/SourceSans3-It.otf"),
    face!("Source Sans 3", 500, false, "source-sans-3/SourceSans3-Medium.otf"),
    face!("Source Sans 3", 600, false, "source-sans-3/SourceSans3-Semibold.otf"),
    face!("Source Sans 3", 600, true, "source-sans-3/SourceSans3-SemiboldIt.otf"),
    face!("Source Sans 3", 700, false, "source-sans-3/SourceSans3-Bold.otf"),
    face!("Source Sans 3", 700, true, "source-sans-3/SourceSans3-BoldIt.otf"),
    face!("Alegreya", 400, false, "alegreya/Alegreya-Regular.ttf"),
    face!("Alegreya", 400, true, "alegreya/Alegreya-Italic.ttf"),
    face!("Alegreya", 500, false, "alegreya/Alegreya-Medium.ttf"),
    face!("Alegreya", 500, true, "alegreya/Alegreya-MediumItalic.ttf"),
    face!("Alegreya", 700, false, "alegreya/Alegreya-Bold.ttf"),
    face!("Alegreya", 700, true, "alegreya/Alegreya-BoldItalic.ttf"),
    face!("Amiri", 400, false, "amiri/Amiri-Regular.ttf"),
    face!("Amiri", 400, true, "amiri/Amiri-Italic.ttf"),
    face!("Amiri", 700, false, "amiri/Amiri-Bold.ttf"),
    face!("Amiri", 700, true, "amiri/Amiri-BoldItalic.ttf"),
    face!("Noto Naskh Arabic", 400, false, "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf"),
    face!("Noto Naskh Arabic", 700, false, "noto-naskh-arabic/NotoNaskhArabic-Bold.ttf"),
    face!("Noto Nastaliq Urdu", 400, false, "noto-nastaliq-urdu/NotoNastaliqUrdu-Regular.ttf"),
    face!("Noto Nastaliq Urdu", 700, false, "noto-nastaliq-urdu/NotoNastaliqUrdu-Bold.ttf"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_face_parses_and_agrees_with_the_catalogue() {
        let book = FontBook::builtin();
        for (index, entry) in book.entries.iter().enumerate() {
            let parsed = Face::parse(&entry.data).unwrap();
            assert_eq!(parsed.italic, entry.italic, "{}", parsed.postscript_name);
            assert_eq!(parsed.weight, entry.weight, "{}", parsed.postscript_name);
            assert!(parsed.cap_height > 0.0 && parsed.ascender > 0.0 && parsed.descender < 0.0);
            assert_eq!(book.find(&entry.family, entry.weight, entry.italic), Some(FontId(index as u16)));
        }
    }

    #[test]
    fn unknown_styles_are_not_replaced_by_near_ones() {
        let book = FontBook::builtin();
        assert_eq!(book.find("Source Serif 4", 500, false), None);
        assert_eq!(book.find("Source Serif", 400, false), None);
    }

    #[test]
    fn a_users_font_is_found_by_the_family_that_it_was_given() {
        let mut book = FontBook::builtin();
        let data = std::fs::read("fonts/amiri/Amiri-Bold.ttf").unwrap();
        let id = book.add_file("House Naskh", data).unwrap();
        assert_eq!(book.find("House Naskh", 700, false), Some(id));
        assert_ne!(book.find("Amiri", 700, false), Some(id));
        assert_eq!(book.face(id).family, "House Naskh");
        assert!(book.face(id).covers('ب'));
        assert!(book.add_file("None", b"not a font".to_vec()).is_err());
    }
}
