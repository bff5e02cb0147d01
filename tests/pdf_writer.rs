//! The PDF stage, from small display lists made by hand.

mod pdf_support;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use pdf_support::*;
use plenary::geometry::{Crop, Length};
use plenary::glyph::{FontId, LinkId};
use plenary::paint::display_list::{ItemKind, Layer, LinkArea, SourceText};
use plenary::pdf::{Edition, Options};
use plenary::structure::{Role, StructTree};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;

/// Keeps a file for a look by hand or by other checkers (`target/tmp`).
fn keep(name: &str, bytes: &[u8]) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
}

fn written(edition: Edition) -> Vec<u8> {
    let fonts = Fonts::load();
    let (list, pictures) = everything(&fonts);
    write(&list, &fonts, &pictures, &Options::new(edition)).unwrap()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    let bytes = unpacked(bytes);
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// The content stream of a page, as text.
fn content(bytes: &[u8], page: usize) -> String {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    String::from_utf8_lossy(pdf.pages()[page].page_stream().unwrap()).into_owned()
}

/// The colours of some places of a page, in millimetres from its media box's top left corner.
fn colors(bytes: Vec<u8>, page: usize, places: &[(f64, f64)]) -> Vec<[u8; 3]> {
    let pdf = Pdf::new(bytes).unwrap();
    let settings = InterpreterSettings::default();
    let pixmaps = hayro::render_pdf(&pdf, 1.0, settings, &hayro::RenderSettings::default(), Some(page..=page)).unwrap();
    let pixmap = &pixmaps[0];
    let at = |mm: f64| (mm * 72.0 / 25.4) as u16;
    places
        .iter()
        .map(|(x, y)| {
            let pixel = pixmap.sample(at(*x), at(*y));
            [pixel.r, pixel.g, pixel.b]
        })
        .collect()
}

fn close(a: [u8; 3], b: [u8; 3]) -> bool {
    nearly(a, b, 12)
}

fn nearly(a: [u8; 3], b: [u8; 3], most: u8) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < most)
}

#[test]
fn the_same_bytes_on_every_run_and_number_of_threads() {
    let fonts = Fonts::load();
    let (list, pictures) = everything(&fonts);
    for edition in [Edition::Screen, Edition::Print] {
        let once = |threads| {
            write(&list, &fonts, &pictures, &Options { edition, threads: NonZeroUsize::new(threads) }).unwrap()
        };
        assert!(once(1) == once(1));
        assert!(once(1) == once(3));
    }
}

#[test]
fn the_screen_edition_shows_what_the_list_says() {
    let bytes = written(Edition::Screen);
    keep("screen.pdf", &bytes);
    let places = [(100.0, 5.0), (12.0, 62.0), (38.0, 62.0), (38.0, 118.0), (62.0, 62.0), (140.0, 150.0)];
    let seen = colors(bytes.clone(), 0, &places);
    let (accent, green, yellow, white) = ([0, 104, 170], [30, 120, 60], [220, 220, 0], [255; 3]);
    for (seen, wanted) in seen.iter().zip([accent, green, yellow, green, accent, white]) {
        assert!(close(*seen, wanted), "{seen:?} is not {wanted:?}");
    }
    let second = colors(bytes, 1, &[(20.0, 90.0), (40.0, 90.0), (12.0, 112.0), (28.0, 125.0)]);
    for (seen, wanted) in second.iter().zip([[200, 30, 40], white, green, yellow]) {
        assert!(close(*seen, wanted), "{seen:?} is not {wanted:?}");
    }
}

#[test]
fn the_print_edition_has_bleed_and_inks() {
    let bytes = written(Edition::Print);
    keep("print.pdf", &bytes);
    let page = content(&bytes, 0);
    assert!(page.contains(".9 .4 0 .1 k\n"), "{page}");
    assert!(page.contains("/O1 gs\n0 0 0 1 k\n"), "black text overprints: {page}");
    assert!(page.contains("0 0 0 0 k\n"), "{page}");
    assert!(!page.contains("rg\n") && !page.contains("MCID"), "{page}");
    for key in ["/GTS_PDFX", "/TrimBox[8.504 8.504 428.031", "/BleedBox[0 0 436.535", "/OPM 1", "/Trapped/False"] {
        assert!(contains(&bytes, key), "{key}");
    }
    for key in ["/Annot", "/StructTreeRoot", "/Rotate", "/CropBox"] {
        assert!(!contains(&bytes, key), "{key}");
    }
    assert!(bytes.starts_with(b"%PDF-1.6"));
}

#[test]
fn only_the_screen_edition_packs_objects() {
    let (screen, print) = (written(Edition::Screen), written(Edition::Print));
    let place = |bytes: &[u8], text: &str| bytes.windows(text.len()).position(|window| window == text.as_bytes());
    for key in ["/Type/Catalog", "/Type/Font/", "/S/Figure", "/Type/Annot"] {
        assert!(place(&screen, key).is_none() && contains(&screen, key), "{key}");
    }
    assert!(place(&screen, "/Type/XRef").is_some() && place(&screen, "trailer").is_none());
    assert!(place(&print, "/Type/Catalog").is_some() && place(&print, "/ObjStm").is_none());
    assert!(place(&print, "\nxref\n0 ").is_some() && place(&print, "\ntrailer\n").is_some());
    for bytes in [screen, print] {
        let pdf = Pdf::new(bytes.clone()).unwrap();
        assert_eq!(pdf.pages().len(), 2);
        let text = String::from_utf8_lossy(&bytes);
        let start: usize = text.trim_end_matches("%%EOF\n").lines().last().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"xref\n") || bytes[start..].ends_with(b"%%EOF\n"), "{start}");
        assert_eq!(bytes[..start].last(), Some(&b'\n'));
    }
}

/// A reader that gets the file from its start has the first page before anything of the second comes.
#[test]
fn what_the_first_page_needs_stands_first() {
    let bytes = written(Edition::Screen);
    let place = |text: &str| bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    let pages = Pdf::new(bytes.clone()).unwrap();
    let content = |page: usize| {
        let packed = pages.pages()[page].page_stream().unwrap();
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(packed).unwrap();
        let packed = encoder.finish().unwrap();
        bytes.windows(packed.len()).position(|window| window == packed).unwrap()
    };
    let (first, second) = (content(0), content(1));
    assert!(place("/Type/ObjStm") < first);
    assert!(first < place("/DCTDecode") && place("/DCTDecode") < second, "the first page's photograph");
    assert!(place("/SMask") > second, "the second page's seal");
    assert!(place("/Type/Metadata") > second);
}

#[test]
fn white_text_never_overprints() {
    let page = content(&written(Edition::Print), 0);
    let mut overprinting = false;
    let mut white = false;
    for line in page.lines() {
        match line {
            "/O1 gs" => overprinting = true,
            "/O0 gs" => overprinting = false,
            _ if line.ends_with(" k") => white = line == "0 0 0 0 k",
            _ => {}
        }
        assert!(!(line.ends_with("TJ") && white && overprinting), "{page}");
    }
}

#[test]
fn all_content_of_the_screen_edition_is_marked() {
    let page = content(&written(Edition::Screen), 0);
    let mut depth = 0;
    for line in page.lines() {
        if line.ends_with("BDC") || line.ends_with("BMC") {
            depth += 1;
        } else if line == "EMC" {
            depth -= 1;
        } else if line.ends_with("TJ") || line == "f" || line == "S" || line.ends_with("Do") {
            assert!(depth > 0, "unmarked {line}");
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn words_come_out_as_written() {
    let bytes = written(Edition::Screen);
    let page = content(&bytes, 0);
    let heading = page.split_once("/H1<<").unwrap().1.split_once("EMC").unwrap().0;
    assert!(
        heading.contains("R1 20 Tf") && !heading.contains("ActualText"),
        "a capital S that stands for both: {page}"
    );
    assert!(contains(&bytes, "R1 "), "the reading is among the page's resources");
    let print = content(&written(Edition::Print), 0);
    assert!(print.contains("/Span<</ActualText (s)>>BDC") && !print.contains("R1 "), "{print}");
    assert!(page.contains("/Span<</ActualText <FEFF00AD>>>BDC"), "soft hyphen: {page}");
    let paragraphs = page.split_once("/P<<").unwrap().1;
    assert_eq!(paragraphs.matches("ActualText").count(), 1, "ligatures and kerning need none: {paragraphs}");
}

/// The same glyph is a capital S in one reading and a small one in the other.
#[test]
fn each_reading_of_a_font_has_its_own_texts() {
    let bytes = unpacked(&written(Edition::Screen));
    let text = String::from_utf8_lossy(&bytes);
    let bold: Vec<&str> =
        text.split("/Type/Font/Subtype/Type0").filter(|font| font.contains("SourceSans3-Bold")).collect();
    let value =
        |font: &str, key: &str| font.split_once(key).unwrap().1.split(['/', '>']).next().unwrap().trim().to_owned();
    let fonts: Vec<&&str> = bold.iter().filter(|font| font.contains("/ToUnicode")).collect();
    assert_eq!(fonts.len(), 2, "{bold:?}");
    let [first, second] = [fonts[0], fonts[1]];
    assert_eq!(value(first, "/DescendantFonts"), value(second, "/DescendantFonts"));
    assert_ne!(value(first, "/ToUnicode"), value(second, "/ToUnicode"));
}

#[test]
fn the_event_file_goes_with_the_screen_edition_alone() {
    let fonts = Fonts::load();
    let (mut list, pictures) = everything(&fonts);
    let without = write(&list, &fonts, &pictures, &Options::new(Edition::Screen)).unwrap();
    assert!(contains(&without, "<pdfaid:part>2<") && !contains(&without, "EmbeddedFile"));
    let source = "title: Ölçmək # a comment\n";
    list.metadata.source = Some(SourceText { name: "event.yaml".into(), text: source.into() });
    let screen = write(&list, &fonts, &pictures, &Options::new(Edition::Screen)).unwrap();
    keep("attachment.pdf", &screen);
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(source.as_bytes(), 6);
    assert!(screen.windows(packed.len()).any(|window| window == packed));
    for key in ["<pdfaid:part>3<", "/AFRelationship/Source", "/AF[", "/Subtype/application#2Fyaml", "/UF("] {
        assert!(contains(&screen, key), "{key}");
    }
    assert!(contains(&screen, &format!("/Size {}/", source.len())));
    let print = write(&list, &fonts, &pictures, &Options::new(Edition::Print)).unwrap();
    assert!(!contains(&print, "EmbeddedFile"));
}

#[test]
fn metadata_say_who_when_and_what() {
    let bytes = written(Edition::Screen);
    for key in [
        "<rdf:li xml:lang=\"x-default\">Twenty Years",
        "<rdf:li xml:lang=\"en\">Twenty Years",
        "<dc:publisher><rdf:Bag><rdf:li>Meridian Institute</rdf:li><rdf:li>State Archive</rdf:li></rdf:Bag>",
        "<dc:date><rdf:Seq><rdf:li>2026-02-26</rdf:li></rdf:Seq>",
        "<pdf:Keywords>gauges, Önal &amp; Əliyev</pdf:Keywords>",
        "<dc:language><rdf:Bag><rdf:li>en</rdf:li>",
    ] {
        assert!(contains(&bytes, key), "{key}");
    }
}

#[test]
fn justified_words_stand_where_they_should() {
    let fonts = Fonts::load();
    let mut tree = StructTree::new();
    let paragraph = tree.add(StructTree::ROOT, Role::Paragraph);
    let mut run = fonts.shape(SERIF, 10.0, "ab ab ab ab ab ab", "ab ab ab ab ab ab");
    for glyph in run.glyphs.iter_mut().filter(|glyph| glyph.advance < Length::pt(3.0)) {
        glyph.advance += Length::pt(1.2345);
    }
    let width = run.width();
    let list = list(tree, vec![page("1", vec![words(10.0, 20.0, Some(paragraph), run.clone())])]);
    let bytes = write(&list, &fonts, &Default::default(), &Options::new(Edition::Screen)).unwrap();
    let page = content(&bytes, 0);
    let line = page.lines().find(|line| line.ends_with("]TJ")).unwrap();
    let adjustments: f64 = line
        .split(['[', ']', '(', ')'])
        .filter_map(|part| part.parse::<f64>().ok())
        .map(|amount| -amount / 100.0)
        .sum();
    let natural = fonts.shape(SERIF, 10.0, "ab ab ab ab ab ab", "ab ab ab ab ab ab").width();
    assert!((natural.to_pt() + adjustments - width.to_pt()).abs() < 0.01, "{line}");
}

#[test]
fn pictures_are_written_once() {
    let bytes = written(Edition::Screen);
    let jpegs = bytes.windows(10).filter(|window| window == b"/DCTDecode").count();
    let forms = bytes.windows(13).filter(|window| window == b"/Subtype/Form").count();
    assert_eq!((jpegs, forms), (1, 1));
}

#[test]
fn a_figure_knows_its_place_and_its_words() {
    let bytes = written(Edition::Screen);
    for key in
        ["/S/Figure", "/BBox[28.346", "/S/Link", "/OBJR", "/ListNumbering", "/Contents<FEFF004D", "%C3%B6", "/Lang(ur)"]
    {
        assert!(contains(&bytes, key), "{key}");
    }
    assert!(!contains(&bytes, "/S/BlockQuote"), "an element without content is left out");
}

#[test]
fn pictures_that_break_when_decoded_are_told_of() {
    let fonts = Fonts::load();
    let mut png = png_with_alpha();
    let idat = png.windows(4).position(|window| window == b"IDAT").unwrap();
    let length = u32::from_be_bytes(png[idat - 4..idat].try_into().unwrap()) as usize;
    png[idat + 4..idat + 4 + length].fill(0x55);
    let checksum = crc32fast::hash(&png[idat..idat + 4 + length]);
    png[idat + 4 + length..idat + 8 + length].copy_from_slice(&checksum.to_be_bytes());
    let mut pictures = plenary::assets::pictures::Pictures::new();
    let id = pictures.add(Path::new("seal.png"), png).unwrap();
    let items = vec![picture(mm(0.0, 0.0, 20.0, 10.0), None, id, Crop::WHOLE)];
    let list = list(StructTree::new(), vec![page("1", items)]);
    let findings = write(&list, &fonts, &pictures, &Options::new(Edition::Print)).unwrap_err();
    assert_eq!(findings.list.len(), 1);
    assert_eq!(findings.list[0].message, "picture `seal.png` is damaged: its picture data cannot be decompressed");
}

#[test]
fn unknown_indices_are_findings() {
    let fonts = Fonts::load();
    let mut run = fonts.shape(SERIF, 10.0, "a", "a");
    run.font = FontId(99);
    let list = list(StructTree::new(), vec![page("1", vec![words(10.0, 20.0, None, run)])]);
    let findings = write(&list, &fonts, &Default::default(), &Options::new(Edition::Screen)).unwrap_err();
    assert_eq!(findings.list[0].message, "the display list names a font that it does not hold");
}

#[test]
fn the_dump_says_what_stands_where() {
    let fonts = Fonts::load();
    let (list, _) = everything(&fonts);
    let text = plenary::paint::dump::dump(&list, &|font| format!("font{}", font.0));
    let expected = "\
page 1 \"7\" 419.53 × 595.28
background fill    -8.50 -8.50 436.54 × 56.69 accent artifact
content    glyphs  28.35 28.35 font1 11.00 white artifact \"Meridian Institute\"
content    glyphs  28.35 85.04 font1 20.00 black Heading(1) \"Selin gauges\"
content    stroke  28.35 93.54 283.46 × 0.00 0.50 black artifact
content    glyphs  28.35 113.39 font0 10.00 scale 980 black Paragraph \"Offices filed fifty reports to-day, and AVAST \"
";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("link       113.39 116.22 42.52 × 14.17 https://meridian.example/ö\n"), "{text}");
    assert!(text.contains("picture 28.35 311.81 56.69 × 56.69 #0 part 0.000 0.000 1.000 0.500 artifact\n"), "{text}");
}

#[test]
fn a_jpegs_own_profile_goes_with_it() {
    let mut bytes = jpeg(8, 8, [1; 3], [1; 3]);
    let wide = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    for (number, part) in [(2_u8, &wide[200..]), (1, &wide[..200])] {
        let mut segment = vec![0xFF, 0xE2];
        segment.extend((part.len() as u16 + 16).to_be_bytes());
        segment.extend(b"ICC_PROFILE\0");
        segment.extend([number, 2]);
        segment.extend(part);
        bytes.splice(2..2, segment);
    }
    let mut pictures = plenary::assets::pictures::Pictures::new();
    let id = pictures.add(Path::new("phone.jpg"), bytes).unwrap();
    let items = vec![picture(mm(0.0, 0.0, 20.0, 20.0), None, id, Crop::WHOLE)];
    let list = list(StructTree::new(), vec![page("1", items)]);
    let bytes = write(&list, &Fonts::load(), &pictures, &Options::new(Edition::Screen)).unwrap();
    keep("profile.pdf", &bytes);
    assert!(contains(&bytes, "/ColorSpace[/ICCBased"));
}

#[test]
fn pages_bookmarks_links_and_direction() {
    let fonts = Fonts::load();
    let (mut list, pictures) = everything(&fonts);
    list.metadata.right_to_left = true;
    list.pages[1].link_areas = [None, list.pages[1].items[5].tag]
        .map(|tag| LinkArea { link: LinkId(0), area: mm(10.0, 80.0, 40.0, 20.0), tag })
        .into();
    list.pages.push(page("iii", Vec::new()));
    list.pages.push(page("9", Vec::new()));
    let bytes = write(&list, &fonts, &pictures, &Options::new(Edition::Screen)).unwrap();
    keep("right-to-left.pdf", &bytes);
    for key in [
        "/Direction/R2L",
        "0<</S/D/St 7>>2<</P(iii)>>3<</S/D/St 9>>]",
        "/Type/Outlines/First",
        "/Count 2",
        "/Count -1",
        "/ParentTreeNextKey 7",
    ] {
        assert!(contains(&bytes, key), "{key}");
    }
}

/// Every form of pixel picture, one in each place of a row.
#[test]
fn all_forms_of_pictures_are_shown() {
    use jpeg_encoder::ColorType;
    let jpeg = |data: &[u8], form| {
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 95).encode(&data.repeat(64), 8, 8, form).unwrap();
        bytes
    };
    let png = |image: image::DynamicImage| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let rgb = image::RgbImage::from_pixel(8, 8, image::Rgb([200, 30, 40]));
    let gray = image::GrayImage::from_pixel(8, 8, image::Luma([100]));
    let gray_alpha = image::GrayAlphaImage::from_pixel(8, 8, image::LumaA([100, 0]));
    let deep = image::DynamicImage::ImageRgb8(rgb.clone()).into_rgb16();
    let (red, grey, white) = ([200, 30, 40], [100; 3], [255; 3]);
    let forms: Vec<(Vec<u8>, [u8; 3])> = vec![
        (jpeg(&[100], ColorType::Luma), grey),
        (jpeg(&[200, 30, 40], ColorType::Rgb), red),
        (jpeg(&[0, 255, 255, 0], ColorType::Cmyk), [0; 3]),
        (jpeg(&[0, 255, 255, 0], ColorType::CmykAsYcck), [0; 3]),
        (png(rgb.into()), red),
        (png(gray.into()), grey),
        (png(gray_alpha.into()), white),
        (png(deep.into()), red),
        (palette_png(), red),
    ];
    let mut pictures = plenary::assets::pictures::Pictures::new();
    let mut items = Vec::new();
    for (i, (bytes, _)) in forms.iter().enumerate() {
        let id = pictures.add(Path::new("form"), bytes.clone()).unwrap();
        items.push(picture(mm(12.0 * i as f64, 10.0, 10.0, 10.0), None, id, Crop::WHOLE));
    }
    let list = list(StructTree::new(), vec![page("1", items)]);
    let places: Vec<(f64, f64)> = (0..forms.len()).map(|i| (12.0 * i as f64 + 5.0, 15.0)).collect();
    for (edition, bleed, name) in [(Edition::Screen, 0.0, "forms-screen.pdf"), (Edition::Print, 3.0, "forms-print.pdf")]
    {
        let bytes = write(&list, &Fonts::load(), &pictures, &Options::new(edition)).unwrap();
        keep(name, &bytes);
        let places: Vec<(f64, f64)> = places.iter().map(|(x, y)| (x + bleed, y + bleed)).collect();
        for (i, (seen, (_, wanted))) in colors(bytes, 0, &places).iter().zip(&forms).enumerate() {
            // Inks depend on the viewer's conversion: they need only be like what was wanted.
            let most = if edition == Edition::Print { 40 } else { 12 };
            let fits = if i == 2 || i == 3 { seen[0] > 150 && seen[1] < 90 } else { nearly(*seen, *wanted, most) };
            assert!(fits, "form {i} in {name}: {seen:?} is not {wanted:?}");
        }
    }
}

/// Pixels, a drawing: nothing of them is seen outside the circle, in either edition.
#[test]
fn a_clip_cuts_pictures_of_every_kind() {
    let mut pictures = plenary::assets::pictures::Pictures::new();
    let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#c81e28"/></svg>"##;
    let red = jpeg(32, 32, [200, 30, 40], [200, 30, 40]);
    let ids = [("a.jpg", red), ("b.svg", drawing.as_bytes().to_vec())]
        .map(|(name, bytes)| pictures.add(Path::new(name), bytes).unwrap());
    let round = |index: usize| {
        let area = mm(10.0 + 50.0 * index as f64, 10.0, 40.0, 40.0);
        let clip = Some(plenary::geometry::Path::ellipse(area));
        let kind = ItemKind::Picture { picture: ids[index], area, crop: Crop::WHOLE, clip };
        item(Layer::Content, None, kind)
    };
    let list = list(StructTree::new(), vec![page("1", vec![round(0), round(1)])]);
    let dump = plenary::paint::dump::dump(&list, &|_| String::new());
    assert!(dump.contains("clipped to 28.35 28.35 113.39 × 113.39 in 6 segments"), "{dump}");
    for (edition, bleed) in [(Edition::Screen, 0.0), (Edition::Print, 3.0)] {
        let bytes = write(&list, &Fonts::load(), &pictures, &Options::new(edition)).unwrap();
        assert_eq!(content(&bytes, 0).matches("W n").count(), 2);
        for left in [10.0, 60.0] {
            let places = [(5.0, 5.0), (35.0, 35.0), (20.0, 20.0), (20.0, 1.5), (8.0, 8.0)];
            let places = places.map(|(x, y)| (left + x + bleed, 10.0 + y + bleed));
            let [corner, other, middle, top, inside] = colors(bytes.clone(), 0, &places)[..] else { panic!() };
            assert_eq!([corner, other], [[255; 3]; 2]);
            assert!(
                [middle, top, inside].iter().all(|seen| nearly(*seen, [200, 30, 40], 25)),
                "{middle:?} {top:?} {inside:?}"
            );
        }
    }
}

/// A PNG of 8 × 8 pixels with two colours in a palette, one bit a pixel.
fn palette_png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut chunk = |kind: &[u8], data: &[u8]| {
        bytes.extend((data.len() as u32).to_be_bytes());
        let body = [kind, data].concat();
        bytes.extend(&body);
        bytes.extend(crc32fast::hash(&body).to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 8, 0, 0, 0, 8, 1, 3, 0, 0, 0]);
    chunk(b"PLTE", &[0, 0, 0, 200, 30, 40]);
    chunk(b"IDAT", &miniz_oxide::deflate::compress_to_vec_zlib(&[0, 0xFF].repeat(8), 6));
    chunk(b"IEND", &[]);
    bytes
}
