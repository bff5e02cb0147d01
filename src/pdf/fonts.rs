//! Fonts: what the content streams need to know of each, and the objects that embed its subset.
//!
//! In: a font file and the glyphs used. Out: a [`Font`] with new glyph numbers, widths and texts, then the five objects
//! of a composite font (ISO 32000-1, 9.7): Type0, CIDFont, descriptor, font program, ToUnicode CMap (9.10.3). CFF fonts
//! are embedded as bare CFF (`CIDFontType0C`), TrueType fonts as they are; glyph numbers serve as CIDs (Identity-H).
//!
//! A glyph may stand for several texts: the capital S of a heading for S and for s. The screen edition has a Type0 font
//! for each of these *readings*, with a ToUnicode map of its own and the CIDFont in common, so that ToUnicode alone gives
//! the words as written: pdf.js does not heed ActualText. (Several codes for one CID would do the same in one font, but
//! MuPDF takes the texts of all of them for the CID's.)

use super::collect::UsedFont;
use super::objects::Objects;
use super::plan::{REFS_OF_DESCENDANT, reading_ref};
use super::{FontData, digest, stream};
use crate::diagnostic::{Diagnostic, Diagnostics};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::{CidFont, FontDescriptor, Type0Font};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use subsetter::GlyphRemapper;

/// A font as the content streams see it.
pub(super) struct Font<'a> {
    data: FontData<'a>,
    remapper: GlyphRemapper,
    /// Indexed by the glyph's number in the font file.
    glyphs: Vec<FontGlyph>,
    /// Of the new glyphs, in thousandths of an em.
    widths: Vec<u16>,
    cff: bool,
    post_script_name: String,
    readings: usize,
}

#[derive(Clone, Default)]
struct FontGlyph {
    new_id: u16,
    /// In thousandths of an em, as the W array says.
    width: u16,
    /// What ToUnicode says of it in each reading; in those that it lacks, the first.
    texts: Vec<Box<str>>,
}

impl FontGlyph {
    fn text(&self, reading: usize) -> Option<&str> {
        self.texts.get(reading).or(self.texts.first()).map(|text| &**text)
    }
}

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl<'a> Font<'a> {
    pub fn new(data: FontData<'a>, used: &UsedFont, readings: usize) -> Result<Font<'a>, Diagnostics> {
        let face = parse(data)?;
        let metrics = face.glyph_metrics(Size::unscaled(), LocationRef::default());
        let per_em = f32::from(face.head().map_or(1000, |head| head.units_per_em()).max(1));
        let width = |glyph: u16| {
            let advance = metrics.advance_width(u32::from(glyph).into()).unwrap_or_default();
            (advance * 1000.0 / per_em).round() as u16
        };
        let reverse = reverse_charmap(&face, used);
        let mut remapper = GlyphRemapper::new();
        let mut glyphs = vec![FontGlyph::default(); used.glyphs.len()];
        let mut widths = vec![width(0)];
        for (id, glyph) in used.glyphs.iter().enumerate().filter(|(_, glyph)| glyph.used) {
            let new_id = remapper.remap(id as u16);
            if usize::from(new_id) == widths.len() {
                widths.push(width(id as u16));
            }
            let main = match glyph.main_text() {
                Some(text) => text.into(),
                None => reverse.get(&(id as u16)).copied().unwrap_or('\u{fffd}').to_string().into(),
            };
            let others = glyph.other_texts().into_iter().map(Box::from);
            let texts = std::iter::once(main).chain(others).take(readings).collect();
            glyphs[id] = FontGlyph { new_id, width: width(id as u16), texts };
        }
        let cff = face.table_data(skrifa::Tag::new(b"glyf")).is_none();
        Ok(Font { data, remapper, glyphs, widths, cff, post_script_name: post_script_name(&face), readings })
    }

    /// How many texts a glyph stands for at most.
    pub fn readings(&self) -> usize {
        self.readings
    }

    /// The code of a glyph in content streams.
    pub fn code(&self, glyph: u16) -> u16 {
        self.glyphs.get(usize::from(glyph)).map_or(0, |g| g.new_id)
    }

    /// A glyph's own advance, in thousandths of an em.
    pub fn width(&self, glyph: u16) -> u16 {
        self.glyphs.get(usize::from(glyph)).map_or(0, |g| g.width)
    }

    /// What a reader takes the glyph for in the first reading.
    pub fn text(&self, glyph: u16) -> &str {
        self.glyphs.get(usize::from(glyph)).and_then(|glyph| glyph.text(0)).unwrap_or_default()
    }

    /// Whether the glyph stands for `text` in a reading.
    pub fn reads(&self, glyph: u16, reading: usize, text: &str) -> bool {
        self.glyphs.get(usize::from(glyph)).and_then(|glyph| glyph.text(reading)).is_some_and(|known| *known == *text)
    }

    /// In which reading the glyph stands for `text`.
    pub fn reading(&self, glyph: u16, text: &str) -> Option<usize> {
        self.glyphs.get(usize::from(glyph))?.texts.iter().position(|known| **known == *text)
    }

    /// Writes the objects; `first` and the numbers after it are theirs.
    pub fn write(&self, first: Ref) -> Result<Objects, Diagnostics> {
        let face = parse(self.data)?;
        let mut objects = Objects::new();
        let base = reading_ref(first, self.readings).get();
        let [cid, descriptor, program]: [Ref; REFS_OF_DESCENDANT as usize] =
            std::array::from_fn(|i| Ref::new(base + i as i32));
        let name = self.base_font();
        let full_name = if self.cff { format!("{name}-Identity-H") } else { name.clone() };
        for reading in 0..self.readings {
            let type0 = reading_ref(first, reading);
            let to_unicode = Ref::new(type0.get() + 1);
            objects
                .object(type0)
                .start::<Type0Font>()
                .base_font(Name(full_name.as_bytes()))
                .encoding_predefined(Name(b"Identity-H"))
                .descendant_font(cid)
                .to_unicode(to_unicode);
            self.write_to_unicode(&mut objects, to_unicode, reading);
        }
        self.write_cid_font(&mut objects, cid, descriptor, &name);
        self.write_descriptor(&mut objects, descriptor, program, &face, &name);
        self.write_program(&mut objects, program)?;
        Ok(objects)
    }

    fn base_font(&self) -> String {
        let mut key = self.post_script_name.clone().into_bytes();
        key.extend(self.remapper.remapped_gids().flat_map(u16::to_be_bytes));
        let tag: String = digest::of(&[&key])[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect();
        format!("{tag}+{}", self.post_script_name)
    }

    fn write_cid_font(&self, objects: &mut Objects, cid: Ref, descriptor: Ref, name: &str) {
        let mut font = objects.object(cid).start::<CidFont>();
        font.subtype(if self.cff { CidFontType::Type0 } else { CidFontType::Type2 })
            .base_font(Name(name.as_bytes()))
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0);
        if !self.cff {
            font.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        font.widths().consecutive(0, self.widths.iter().map(|width| f32::from(*width)));
    }

    fn write_descriptor(&self, objects: &mut Objects, id: Ref, program: Ref, face: &FontRef, name: &str) {
        let metrics = face.metrics(Size::unscaled(), LocationRef::default());
        let scale = 1000.0 / f32::from(metrics.units_per_em.max(1));
        let bounds = metrics.bounds.unwrap_or_default();
        let post_script = self.post_script_name.to_ascii_lowercase();
        let weight = face.os2().map_or(400, |os2| os2.us_weight_class());
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::SERIF, post_script.contains("serif") || post_script.contains("amiri"));
        flags.set(FontFlags::FIXED_PITCH, metrics.is_monospace);
        flags.set(FontFlags::ITALIC, metrics.italic_angle != 0.0);
        flags.set(FontFlags::FORCE_BOLD, false);
        let round = |value: f32| (value * scale).round();
        let mut descriptor = objects.object(id).start::<FontDescriptor>();
        descriptor
            .name(Name(name.as_bytes()))
            .flags(flags)
            .bbox(Rect::new(round(bounds.x_min), round(bounds.y_min), round(bounds.x_max), round(bounds.y_max)))
            .italic_angle(metrics.italic_angle)
            .ascent(round(metrics.ascent))
            .descent(round(metrics.descent))
            .cap_height(round(metrics.cap_height.unwrap_or(metrics.ascent)))
            .stem_v(stem_width(weight));
        if self.cff {
            descriptor.font_file3(program)
        } else {
            descriptor.font_file2(program)
        };
        descriptor.finish();
    }

    fn write_program(&self, objects: &mut Objects, id: Ref) -> Result<(), Diagnostics> {
        let subset = subsetter::subset(self.data.bytes, self.data.index, &self.remapper)
            .map_err(|error| damaged_font(&self.post_script_name, &error.to_string()))?;
        let program = if self.cff {
            let face = FontRef::new(&subset).map_err(|e| damaged_font(&self.post_script_name, &e.to_string()))?;
            let table = face.table_data(skrifa::Tag::new(b"CFF "));
            table
                .map(|table| table.as_bytes().to_vec())
                .ok_or_else(|| damaged_font(&self.post_script_name, "no CFF"))?
        } else {
            subset
        };
        let packed = stream::deflate(&program);
        let mut stream = objects.stream().stream(id, &packed);
        stream.filter(Filter::FlateDecode);
        if self.cff {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), program.len() as i32);
        }
        Ok(())
    }

    fn write_to_unicode(&self, objects: &mut Objects, id: Ref, reading: usize) {
        let mut cmap = UnicodeCmap::<u16>::new(Name(b"Adobe-Identity-UCS"), IDENTITY);
        let mut texts: Vec<(u16, &str)> =
            self.glyphs.iter().filter_map(|glyph| Some((glyph.new_id, glyph.text(reading)?))).collect();
        texts.retain(|(_, text)| !text.is_empty());
        texts.sort_unstable();
        for (code, text) in texts {
            cmap.pair_with_multiple(code, text.chars());
        }
        let packed = stream::deflate(&cmap.finish());
        objects.stream().cmap(id, &packed).filter(Filter::FlateDecode);
    }
}

fn parse(data: FontData<'_>) -> Result<FontRef<'_>, Diagnostics> {
    FontRef::from_index(data.bytes, data.index).map_err(|error| damaged_font("", &error.to_string()))
}

fn damaged_font(name: &str, why: &str) -> Diagnostics {
    let name = if name.is_empty() { "a font".into() } else { format!("the font `{name}`") };
    Diagnostic::error("damaged-font", format!("{name} cannot be embedded: {why}"))
        .help("use another copy of the font, or another font")
        .into()
}

/// Characters of the glyphs that nowhere stand alone for a text.
fn reverse_charmap(face: &FontRef, used: &UsedFont) -> HashMap<u16, char> {
    let wanted = |id: u16| used.glyphs.get(usize::from(id)).is_some_and(|g| g.used && g.main_text().is_none());
    let mut found = HashMap::new();
    if !used.glyphs.iter().any(|glyph| glyph.used && glyph.main_text().is_none()) {
        return found;
    }
    for (code, glyph) in face.charmap().mappings() {
        if let (Ok(id), Some(character)) = (u16::try_from(glyph.to_u32()), char::from_u32(code))
            && wanted(id)
        {
            found.entry(id).or_insert(character);
        }
    }
    found
}

fn post_script_name(face: &FontRef) -> String {
    let names = face.localized_strings(skrifa::string::StringId::POSTSCRIPT_NAME);
    let name: String = names.english_or_first().map(|name| name.chars().collect()).unwrap_or_default();
    let clean: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    if clean.is_empty() { "Font".into() } else { clean }
}

/// A guess at the thickness of upright stems from the weight class, in thousandths of an em, as font files do not
/// state it: about 80 for regular (400), 140 for bold (700).
fn stem_width(weight: u16) -> f32 {
    f32::from(weight) / 5.0
}
