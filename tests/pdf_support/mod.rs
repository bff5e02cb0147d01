//! Small documents made by hand, for tests of the PDF stage.
#![allow(dead_code)]

use plenary::assets::PictureId;
use plenary::assets::pictures::Pictures;
use plenary::color::{Paint, Swatch, SwatchId};
use plenary::diagnostic::Diagnostics;
use plenary::geometry::{Crop, Edges, Length, Path, Point, Rect, Size};
use plenary::glyph::{CharStyleId, FontId, Glyph, GlyphRun, LinkId};
use plenary::paint::display_list::{
    Bookmark, DisplayList, DisplayPage, Item, ItemKind, Layer, Link, LinkArea, Metadata, Press, Screen,
};
use plenary::pdf::{Edition, FontData, FontSource, Options};
use plenary::press::pictures::{Prepared, Target, prepare};
use plenary::structure::{Numbering, Role, StructId, StructTree};
use std::path::{Path as FilePath, PathBuf};

/// The fonts of the tests, by the order of their files.
pub struct Fonts(Vec<Vec<u8>>);

pub const SERIF: FontId = FontId(0);
pub const SANS_BOLD: FontId = FontId(1);
pub const NASKH: FontId = FontId(2);
pub const NASTALIQ: FontId = FontId(3);

const FILES: [&str; 4] = [
    "source-serif-4/SourceSerif4-Regular.otf",
    "source-sans-3/SourceSans3-Bold.otf",
    "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf",
    "noto-nastaliq-urdu/NotoNastaliqUrdu-Regular.ttf",
];

impl Fonts {
    pub fn load() -> Fonts {
        let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        Fonts(FILES.iter().map(|file| std::fs::read(folder.join(file)).unwrap()).collect())
    }

    /// Shapes `shown`, which stands for `words`: the same but for capitals, byte for byte as long, or one cluster.
    pub fn shape(&self, font: FontId, size: f64, shown: &str, words: &str) -> GlyphRun {
        let data = self.0[font.0 as usize].clone();
        let face = harfrust::Font::new(data, 0).unwrap();
        let mut buffer = harfrust::Buffer::new();
        buffer.push_str(shown);
        buffer.guess_segment_properties();
        let right_to_left = buffer.direction() == harfrust::Direction::RightToLeft;
        harfrust::shape(&harfrust::ShaperFont::new(&face), &mut buffer, harfrust::ShapeOptions::new()).unwrap();
        let mut starts: Vec<u32> = buffer.glyph_infos().iter().map(|info| info.cluster).collect();
        starts.push(shown.len() as u32);
        starts.sort_unstable();
        let end = |start: u32| *starts.iter().find(|s| **s > start).unwrap();
        let em = |units: i32| Length::pt(f64::from(units) * size / 1000.0);
        let same = shown.len() == words.len();
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(|(info, position)| Glyph {
            id: info.glyph_id as u16,
            advance: em(position.x_advance),
            x_offset: em(position.x_offset),
            y_offset: em(position.y_offset),
            cluster: if same { info.cluster..end(info.cluster) } else { 0..words.len() as u32 },
        });
        GlyphRun {
            font,
            size: Length::pt(size),
            color: BLACK,
            scale: 1000,
            x: Length::ZERO,
            rise: Length::ZERO,
            text: words.into(),
            glyphs: glyphs.collect(),
            right_to_left,
            tag: None,
            link: None,
            style: CharStyleId(0),
            source: None,
        }
    }
}

impl FontSource for Fonts {
    fn font(&self, id: FontId) -> Option<FontData<'_>> {
        self.0.get(id.0 as usize).map(|bytes| FontData { bytes, index: 0 })
    }
}

pub const BLACK: SwatchId = SwatchId(0);
pub const WHITE: SwatchId = SwatchId(1);
pub const ACCENT: SwatchId = SwatchId(2);

pub fn swatches() -> Vec<Swatch> {
    let swatch = |name: &str, cmyk, srgb| Swatch { name: name.into(), cmyk, srgb, spot: None, source: None };
    vec![
        swatch("black", [0.0, 0.0, 0.0, 100.0], [26, 26, 26]),
        swatch("white", [0.0; 4], [255; 3]),
        swatch("accent", [90.0, 40.0, 0.0, 10.0], [0, 104, 170]),
    ]
}

pub fn mm(left: f64, top: f64, width: f64, height: f64) -> Rect {
    Rect::at(Point::new(Length::mm(left), Length::mm(top)), Size::new(Length::mm(width), Length::mm(height)))
}

pub fn item(layer: Layer, tag: Option<StructId>, kind: ItemKind) -> Item {
    Item { layer, tag, source: None, layout: None, kind }
}

pub fn words(x: f64, y: f64, tag: Option<StructId>, run: GlyphRun) -> Item {
    let origin = Point::new(Length::mm(x), Length::mm(y));
    item(Layer::Content, tag, ItemKind::Glyphs { origin, run: GlyphRun { tag, ..run } })
}

pub fn picture(area: Rect, tag: Option<StructId>, picture: PictureId, crop: Crop) -> Item {
    item(Layer::Content, tag, ItemKind::Picture { picture, area, crop, clip: None })
}

pub fn fill(area: Rect, paint: Paint) -> Item {
    item(Layer::Background, None, ItemKind::Fill { path: Path::rect(area), paint })
}

pub fn page(label: &str, items: Vec<Item>) -> DisplayPage {
    DisplayPage {
        trim: Size::new(Length::mm(148.0), Length::mm(210.0)),
        bleed: Edges::all(Length::mm(3.0)),
        slug: Edges::default(),
        label: label.into(),
        leaf: false,
        story: true,
        items,
        reserved: Vec::new(),
        link_areas: Vec::new(),
    }
}

pub fn list(structure: StructTree, pages: Vec<DisplayPage>) -> DisplayList {
    DisplayList {
        metadata: Metadata {
            title: "Twenty Years of the Selin River Gauges".into(),
            author: "Meridian Institute".into(),
            publishers: vec!["Meridian Institute".into(), "State Archive".into()],
            subject: "Seminar held at the State Archive".into(),
            keywords: vec!["gauges".into(), "Önal & Əliyev".into()],
            language: "en".into(),
            day: Some("2026-02-26".into()),
            days: vec![(2026, 2, 26)],
            date: 1_772_064_000,
            right_to_left: false,
            source: None,
        },
        swatches: swatches(),
        styles: vec![Default::default()],
        structure,
        links: vec![Link {
            uri: "https://meridian.example/ö".into(),
            description: "Meridian Institute’s website".into(),
        }],
        bookmarks: Vec::new(),
        pages,
        press: Press::default(),
        screen: Screen::default(),
        sides: Vec::new(),
    }
}

/// A JPEG of one colour, with its left upper quarter in another.
pub fn jpeg(width: u16, height: u16, color: [u8; 3], corner: [u8; 3]) -> Vec<u8> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| if x < width / 2 && y < height / 2 { corner } else { color })
        .collect();
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 95).encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// The same file with an Exif orientation.
pub fn oriented(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(&exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A PNG whose right half is transparent.
pub fn png_with_alpha() -> Vec<u8> {
    let image = image::RgbaImage::from_fn(40, 20, |x, _| image::Rgba([200, 30, 40, if x < 20 { 255 } else { 0 }]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">
<rect width="10" height="10" fill="#0068aa"/>
<g transform="translate(15 5)"><circle r="4" fill="none" stroke="#000" stroke-width="1"/></g></svg>"##;

/// A document that uses everything: two pages and a continued paragraph.
pub fn everything(fonts: &Fonts) -> (DisplayList, Pictures) {
    let mut pictures = Pictures::new();
    let mut add = |name: &str, bytes: Vec<u8>| pictures.add(&PathBuf::from(name), bytes).unwrap();
    let hall = add("hall.jpg", oriented(&jpeg(64, 32, [30, 120, 60], [220, 220, 0]), 6));
    let seal = add("seal.png", png_with_alpha());
    let logo = add("logo.svg", LOGO.as_bytes().to_vec());
    let mut tree = StructTree::new();
    let section = tree.add(StructTree::ROOT, Role::Section);
    let heading = tree.add(section, Role::Heading(1));
    tree.get_mut(heading).title = Some("Selin gauges".into());
    let paragraph = tree.add(section, Role::Paragraph);
    let link = tree.add(paragraph, Role::Link);
    let figure = tree.add(section, Role::Figure);
    tree.get_mut(figure).alt = Some("The hall before the first session".into());
    let seal_figure = tree.add(section, Role::Figure);
    tree.get_mut(seal_figure).alt = Some("The institute’s seal".into());
    let caption = tree.add(figure, Role::Caption);
    let items = tree.add(section, Role::List(Numbering::Bullets));
    let entry = tree.add(items, Role::ListItem);
    let label = tree.add(entry, Role::ListLabel);
    let body = tree.add(entry, Role::ListBody);
    let urdu = tree.add(section, Role::Paragraph);
    tree.get_mut(urdu).language = Some("ur".into());
    tree.add(section, Role::BlockQuote);

    let mut white = fonts.shape(SANS_BOLD, 11.0, "Meridian Institute", "Meridian Institute");
    white.color = WHITE;
    let mut narrow = fonts.shape(
        SERIF,
        10.0,
        "Offices filed fifty reports to-day, and AVAST ",
        "Offices filed fifty reports to-day, and AVAST ",
    );
    narrow.scale = 980;
    narrow.glyphs.iter_mut().for_each(|glyph| glyph.advance = glyph.advance.scale(0.98));
    let first = vec![
        fill(mm(-3.0, -3.0, 154.0, 20.0), Paint::Swatch(ACCENT)),
        words(10.0, 10.0, None, white),
        words(10.0, 30.0, Some(heading), fonts.shape(SANS_BOLD, 20.0, "SELIN GAUGES", "Selin gauges")),
        item(
            Layer::Content,
            None,
            ItemKind::Stroke {
                path: Path { segments: Path::rect(mm(10.0, 33.0, 100.0, 0.0)).segments[..2].to_vec(), even_odd: false },
                paint: Paint::Swatch(BLACK),
                width: Length::pt(0.5),
            },
        ),
        words(10.0, 40.0, Some(paragraph), narrow),
        words(10.0, 45.0, Some(paragraph), fonts.shape(SERIF, 10.0, "and an official ", "and an official ")),
        words(40.0, 45.0, Some(link), fonts.shape(SERIF, 10.0, "website", "website")),
        words(60.0, 45.0, Some(paragraph), fonts.shape(SERIF, 10.0, ", so that meas", ", so that meas")),
        words(84.0, 45.0, Some(paragraph), fonts.shape(SERIF, 10.0, "-", "\u{ad}")),
        picture(mm(10.0, 60.0, 30.0, 60.0), Some(figure), hall, Crop::WHOLE),
        words(10.0, 125.0, Some(caption), fonts.shape(SERIF, 8.0, "The hall", "The hall")),
        picture(mm(60.0, 60.0, 40.0, 20.0), None, logo, Crop::WHOLE),
        words(70.0, 205.0, None, fonts.shape(SERIF, 9.0, "7", "7")),
    ];
    let second = vec![
        words(10.0, 20.0, Some(paragraph), fonts.shape(SERIF, 10.0, "ured levels are kept.", "ured levels are kept.")),
        words(10.0, 30.0, Some(label), fonts.shape(SERIF, 10.0, "•", "•")),
        words(15.0, 30.0, Some(body), fonts.shape(SERIF, 10.0, "Tarık Önal, ƏLİYEV", "Tarık Önal, Əliyev")),
        words(60.0, 40.0, Some(urdu), fonts.shape(NASKH, 12.0, "السلام علیکم", "السلام علیکم")),
        words(60.0, 60.0, Some(urdu), fonts.shape(NASTALIQ, 12.0, "پیمائش کی کتاب", "پیمائش کی کتاب")),
        picture(mm(10.0, 80.0, 40.0, 20.0), Some(seal_figure), seal, Crop::WHOLE),
        picture(mm(10.0, 110.0, 20.0, 20.0), None, hall, Crop { left: 0.0, top: 0.0, right: 1.0, bottom: 0.5 }),
        picture(mm(60.0, 110.0, 40.0, 20.0), None, logo, Crop::WHOLE),
    ];
    let mut list = list(tree, vec![page("7", first), page("8", second)]);
    list.pages[0].link_areas = vec![LinkArea { link: LinkId(0), area: mm(40.0, 41.0, 15.0, 5.0), tag: Some(link) }];
    let bookmark = |title: &str, level, page| Bookmark { title: title.into(), level, page, y: Length::mm(20.0) };
    list.bookmarks = vec![bookmark("Selin gauges", 1, 0), bookmark("Hall", 2, 0), bookmark("Second", 1, 1)];
    (list, pictures)
}

/// Writes an edition, its pictures prepared for it.
pub fn write(
    list: &DisplayList,
    fonts: &dyn FontSource,
    pictures: &Pictures,
    options: &Options,
) -> Result<Vec<u8>, Diagnostics> {
    let prepared = match options.edition {
        Edition::Print => prepare(list, pictures, &Target::print(&list.press), None, options.threads)?,
        Edition::Office => prepare(list, pictures, &Target::office(), None, options.threads)?,
        Edition::Screen => Prepared::default(),
    };
    plenary::pdf::write(list, fonts, pictures, &prepared, options)
}

/// The file, with what its object streams hold written out behind it, for tests that look for an object's words.
pub fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let find = |words: &[u8], from: usize| {
        bytes[from..].windows(words.len()).position(|window| window == words).map(|at| from + at + words.len())
    };
    let mut all = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = find(b"/Type/ObjStm", at) {
        at = find(b"stream\n", found).unwrap();
        let end = find(b"\nendstream", at).unwrap();
        all.extend(miniz_oxide::inflate::decompress_to_vec_zlib(&bytes[at..end - 10]).unwrap());
    }
    all
}
