//! What is written: pages of justified lines in three fonts, and a picture on each. The words come from the sample
//! seismic-network, the pictures are the portraits of the samples. Glyphs and places are found before the clock starts.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use std::path::PathBuf;

pub const PAGES: usize = 100;
const ROWS: usize = 53;
const SIZE: f32 = 9.75;
const LEADING: f32 = 13.0;
const MEASURE: f32 = 260.0;
pub const WIDTH: f32 = 595.276;
pub const HEIGHT: f32 = 841.89;

/// Roman for most lines, italic for each seventh, a heading for each nineteenth.
const FONTS: [&str; 3] = [
    "fonts/source-serif-4/SourceSerif4-Regular.otf",
    "fonts/source-serif-4/SourceSerif4-It.otf",
    "fonts/source-sans-3/SourceSans3-Semibold.otf",
];

const PORTRAITS: [&str; 2] = ["samples/selin-gauges/images", "samples/seismic-network/images"];

pub struct Material {
    pub fonts: Vec<Vec<u8>>,
    pub pictures: Vec<Picture>,
    pub pages: Vec<Vec<Line>>,
}

/// A JPEG file.
pub struct Picture {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Words from left to right, each of glyphs, and the places where they start.
pub struct Line {
    pub font: usize,
    pub size: f32,
    pub x: f32,
    pub y: f32,
    pub words: Vec<Word>,
}

pub struct Word {
    pub glyphs: Vec<(u16, char)>,
    /// From the word before it, in thousandths of the size; the space glyph is not shown.
    pub gap: f32,
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

impl Material {
    pub fn load() -> Material {
        let read = |path: &str| std::fs::read(root().join(path)).expect(path);
        let fonts: Vec<Vec<u8>> = FONTS.iter().map(|path| read(path)).collect();
        let mut portraits: Vec<Picture> = Vec::new();
        for folder in PORTRAITS {
            let entries = std::fs::read_dir(root().join(folder)).expect(folder);
            let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
            paths.sort();
            for path in paths.iter().filter(|path| path.extension().is_some_and(|own| own == "jpg")) {
                let bytes = std::fs::read(path).expect("a picture");
                let (width, height) = jpeg_size(&bytes);
                if bytes.len() < 150_000 {
                    portraits.push(Picture { bytes, width, height });
                }
            }
        }
        let pictures = (0..PAGES).map(|page| &portraits[page % portraits.len()]);
        let pictures = pictures.map(|p| Picture { bytes: p.bytes.clone(), width: p.width, height: p.height }).collect();
        let text = String::from_utf8(read("samples/seismic-network/event.yaml")).expect("the sample is UTF-8");
        let words: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("      ") && line.len() > 60 && !line.contains("alt:"))
            .flat_map(str::split_whitespace)
            .filter(|word| word.chars().all(|c| c.is_alphabetic() || ".,;:’'".contains(c)))
            .collect();
        let pages = pages(&fonts, &words);
        Material { fonts, pictures, pages }
    }

    pub fn summary(&self) -> String {
        let lines = self.pages.iter().flatten();
        let glyphs: usize = lines.flat_map(|line| &line.words).map(|word| word.glyphs.len()).sum();
        let bytes: usize = self.pictures.iter().map(|picture| picture.bytes.len()).sum();
        let (pages, fonts, pictures) = (self.pages.len(), self.fonts.len(), self.pictures.len());
        format!("{pages} pages, {glyphs} glyphs, {fonts} fonts, {pictures} JPEGs of {:.1} MB", bytes as f64 / 1e6)
    }

    /// The characters of the glyphs of a font.
    pub fn used(&self, font: usize) -> BTreeMap<u16, char> {
        let lines = self.pages.iter().flatten().filter(|line| line.font == font);
        lines.flat_map(|line| &line.words).flat_map(|word| word.glyphs.iter().copied()).collect()
    }
}

fn pages(fonts: &[Vec<u8>], words: &[&str]) -> Vec<Vec<Line>> {
    let faces: Vec<FontRef> = fonts.iter().map(|bytes| FontRef::new(bytes).expect("a font")).collect();
    let mut words = words.iter().cycle();
    let columns = [(51.0, 0), (51.0 + MEASURE - 20.0, 1)];
    (0..PAGES)
        .map(|page| {
            let rows = (0..ROWS * 2).map(|row| (page * ROWS * 2 + row, row));
            rows.map(|(number, row)| {
                let (x, _) = columns[row / ROWS];
                let font = if number % 19 == 0 { 2 } else { usize::from(number % 7 == 0) };
                let y = HEIGHT - 78.0 - LEADING * (row % ROWS) as f32;
                line(&faces[font], font, x, y, &mut words)
            })
            .collect()
        })
        .collect()
}

/// As many words as fit, spread over the measure.
fn line<'a>(face: &FontRef, font: usize, x: f32, y: f32, words: &mut impl Iterator<Item = &'a &'a str>) -> Line {
    let measure = (MEASURE - 40.0) * 1000.0 / SIZE;
    let (charmap, metrics) = (face.charmap(), face.glyph_metrics(Size::new(1000.0), LocationRef::default()));
    let (mut set, mut total) = (Vec::new(), 0.0);
    loop {
        let word = words.next().expect("the words are repeated");
        let glyphs: Vec<(u16, char)> =
            word.chars().map(|c| (charmap.map(c).map_or(0, |glyph| glyph.to_u32() as u16), c)).collect();
        let width: f32 =
            glyphs.iter().map(|(id, _)| metrics.advance_width(u32::from(*id).into()).unwrap_or_default()).sum();
        let natural = total + width + 220.0 * set.len() as f32;
        if natural > measure && !set.is_empty() {
            break;
        }
        total += width;
        set.push(glyphs);
    }
    let gap = ((measure - total) / (set.len() as f32 - 1.0).max(1.0)).round();
    let words =
        set.into_iter().enumerate().map(|(index, glyphs)| Word { glyphs, gap: if index == 0 { 0.0 } else { gap } });
    Line { font, size: SIZE, x, y, words: words.collect() }
}

/// From the frame header (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> (u32, u32) {
    let mut at = 2;
    while at + 9 < bytes.len() {
        let (marker, length) = (bytes[at + 1], u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        if matches!(marker, 0xC0..=0xC2) {
            let number = |i: usize| u32::from(u16::from_be_bytes([bytes[i], bytes[i + 1]]));
            return (number(at + 7), number(at + 5));
        }
        at += 2 + usize::from(length);
    }
    panic!("no frame in a JPEG file");
}
