//! Fonts: what the content streams need to know of each, and the objects that embed its subset.
//!
//! In: a font file and the glyphs used. Out: a [`Font`] with new glyph numbers, widths and texts, then the five objects
//! of a composite font (ISO 32000-1, 9.7): Type0, CIDFont, descriptor, font program, ToUnicode CMap (9.10.3). CFF fonts
//! are embedded as bare CFF (`CIDFontType0C`), TrueType fonts as they are; glyph numbers serve as CIDs.
//!
//! A glyph may stand for several texts: the capital S of a heading for S and for s. Where text is to be read by
//! machines, each of them has a code of its own that a CMap (9.7.5.3) leads to the one glyph, so that ToUnicode alone
//! gives the words as written; not every reader heeds ActualText. Elsewhere codes are glyph numbers (Identity-H).

use super::cmap;
use super::collect::UsedFont;
use super::objects::Objects;
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
    /// New glyphs with a further code each; the first has the code after the last glyph's number.
    further: Vec<u16>,
}

/// How many codes a glyph has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// Its number.
    OnePerGlyph,
    /// Its number, and one for each further text that it stands for.
    OnePerText,
}

/// A PDF's character codes have two bytes here.
const MOST_CODES: usize = 65_536;

#[derive(Clone, Default)]
struct FontGlyph {
    new_id: u16,
    /// In thousandths of an em, as the W array says.
    width: u16,
    /// What ToUnicode says of it.
    text: Box<str>,
    /// What it says of its further codes.
    further: Vec<(Box<str>, u16)>,
}

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl<'a> Font<'a> {
    pub fn new(data: FontData<'a>, used: &UsedFont, codes: Codes) -> Result<Font<'a>, Diagnostics> {
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
            let text = match glyph.main_text() {
                Some(text) => text.into(),
                None => reverse.get(&(id as u16)).copied().unwrap_or('\u{fffd}').to_string().into(),
            };
            glyphs[id] = FontGlyph { new_id, width: width(id as u16), text, further: Vec::new() };
        }
        let further = match codes {
            Codes::OnePerGlyph => Vec::new(),
            Codes::OnePerText => further_codes(&mut glyphs, used, widths.len()),
        };
        let cff = face.table_data(skrifa::Tag::new(b"glyf")).is_none();
        Ok(Font { data, remapper, glyphs, widths, cff, post_script_name: post_script_name(&face), further })
    }

    /// The code of a glyph in content streams; where it stands for `text`, that text's.
    pub fn code(&self, glyph: u16, text: Option<&str>) -> u16 {
        let Some(glyph) = self.glyphs.get(usize::from(glyph)) else { return 0 };
        let further = text.and_then(|text| glyph.further.iter().find(|(known, _)| **known == *text));
        further.map_or(glyph.new_id, |(_, code)| *code)
    }

    /// Whether a reader takes the glyph for `text`.
    pub fn reads(&self, glyph: u16, text: &str) -> bool {
        let glyph = self.glyphs.get(usize::from(glyph));
        glyph.is_some_and(|glyph| *glyph.text == *text || glyph.further.iter().any(|(known, _)| **known == *text))
    }

    /// A glyph's own advance, in thousandths of an em.
    pub fn width(&self, glyph: u16) -> u16 {
        self.glyphs.get(usize::from(glyph)).map_or(0, |g| g.width)
    }

    /// What a reader takes the glyph for, by its first code.
    pub fn text(&self, glyph: u16) -> &str {
        self.glyphs.get(usize::from(glyph)).map_or("", |g| &g.text)
    }

    /// Writes the objects; `first` and the four numbers after it are theirs.
    pub fn write(&self, first: Ref) -> Result<Objects, Diagnostics> {
        let face = parse(self.data)?;
        let mut objects = Objects::new();
        let refs: [Ref; super::plan::REFS_PER_FONT as usize] =
            std::array::from_fn(|i| Ref::new(first.get() + i as i32));
        let [type0, cid, descriptor, program, to_unicode, codes] = refs;
        let name = self.base_font();
        let encoding = if self.further.is_empty() { "Identity-H" } else { cmap::NAME };
        let full_name = if self.cff { format!("{name}-{encoding}") } else { name.clone() };
        let mut type0 = objects.object(type0).start::<Type0Font>();
        type0.base_font(Name(full_name.as_bytes()));
        match self.further.is_empty() {
            true => type0.encoding_predefined(Name(encoding.as_bytes())),
            false => type0.encoding_cmap(codes),
        };
        type0.descendant_font(cid).to_unicode(to_unicode);
        type0.finish();
        if !self.further.is_empty() {
            let packed = stream::deflate(cmap::of_codes(self.widths.len(), &self.further).as_bytes());
            let stream = objects.stream();
            stream
                .cmap(codes, &packed)
                .name(Name(cmap::NAME.as_bytes()))
                .system_info(IDENTITY)
                .filter(Filter::FlateDecode);
        }
        self.write_cid_font(&mut objects, cid, descriptor, &name);
        self.write_descriptor(&mut objects, descriptor, program, &face, &name);
        self.write_program(&mut objects, program)?;
        self.write_to_unicode(&mut objects, to_unicode);
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

    fn write_to_unicode(&self, objects: &mut Objects, id: Ref) {
        let mut cmap = UnicodeCmap::<u16>::new(Name(b"Adobe-Identity-UCS"), IDENTITY);
        let mut texts: Vec<(u16, &str)> = self.glyphs.iter().map(|g| (g.new_id, &*g.text)).collect();
        texts.extend(self.glyphs.iter().flat_map(|g| g.further.iter().map(|(text, code)| (*code, &**text))));
        texts.retain(|(_, text)| !text.is_empty());
        texts.sort_unstable();
        for (code, text) in texts {
            cmap.pair_with_multiple(code, text.chars());
        }
        let packed = stream::deflate(&cmap.finish());
        objects.stream().cmap(id, &packed).filter(Filter::FlateDecode);
    }
}

/// Gives each further text of a glyph a code, from `first` on; tells the glyph of each.
fn further_codes(glyphs: &mut [FontGlyph], used: &UsedFont, first: usize) -> Vec<u16> {
    let mut list = Vec::new();
    for (glyph, used) in glyphs.iter_mut().zip(&used.glyphs).filter(|(_, used)| used.used) {
        for text in used.other_texts() {
            let code = first + list.len();
            if code < MOST_CODES {
                glyph.further.push((text.into(), code as u16));
                list.push(glyph.new_id);
            }
        }
    }
    list
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
