//! Pictures: what is read, and what is said of those that are not.

mod pdf_support;

use pdf_support::{LOGO, jpeg, list, mm, oriented, page, picture, png_with_alpha, write};
use plenary::assets::pictures::{Components, PictureKind, Pictures};
use plenary::geometry::{Crop, Length, Point, Rect, Segment, Size};
use plenary::glyph::FontId;
use plenary::pdf::{Edition, FontData, FontSource, Options};
use plenary::structure::StructTree;
use proptest::prelude::*;
use std::path::Path;

struct NoFonts;

impl FontSource for NoFonts {
    fn font(&self, _: FontId) -> Option<FontData<'_>> {
        None
    }
}

fn message(name: &str, bytes: &[u8]) -> String {
    let error = Pictures::new().add(Path::new(name), bytes.to_vec()).unwrap_err();
    format!("{error}\n{}", error.help())
}

fn encoded(image: image::DynamicImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn svg(body: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{body}</svg>"#).into_bytes()
}

#[test]
fn broken_pictures_are_explained() {
    let whole = jpeg(16, 16, [0; 3], [255; 3]);
    let mut bad_crc = png_with_alpha();
    let end = bad_crc.len();
    bad_crc[end - 20] ^= 1;
    let again = "copy or download the file again";
    let convert = "save it as JPEG or PNG";
    let flatten = "flatten the drawing to plain filled shapes, or save it as PNG";
    let cases: [(&str, Vec<u8>, &str, &str); 14] = [
        ("a.jpg", whole[..whole.len() - 40].to_vec(), "picture `a.jpg` is incomplete: the file ends too early", again),
        ("a.jpg", whole[..3].to_vec(), "picture `a.jpg` is incomplete: the file ends too early", again),
        (
            "a.png",
            bad_crc,
            "picture `a.png` is damaged: the checksum of its IDAT chunk is wrong",
            "open it in a picture editor and save it again",
        ),
        ("a.jpg", b"Dear Sirs,".to_vec(), "`a.jpg` is not a picture", "name a JPEG, PNG or SVG file"),
        ("a.jpg", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), "`a.jpg` is a WebP picture, which is not supported", convert),
        ("a.heic", b"\0\0\0\x18ftypheic".to_vec(), "`a.heic` is a HEIC picture, which is not supported", convert),
        ("a.tif", b"II*\0\x08\0\0\0".to_vec(), "`a.tif` is a TIFF picture, which is not supported", convert),
        (
            "a.pdf",
            b"%PDF-1.7".to_vec(),
            "`a.pdf` is a PDF document, which is not supported",
            "save the page as SVG, or as PNG at 300 ppi",
        ),
        ("a.png", Vec::new(), "picture `a.png` is empty (0 bytes)", again),
        (
            "a.svg",
            svg("<text y='5'>Hi</text>"),
            "drawing `a.svg` has text, which is not supported",
            "convert the text to outlines (paths) and save it again",
        ),
        (
            "a.svg",
            svg("<rect width='5' height='5' opacity='.5'/>"),
            "drawing `a.svg` has transparency, which is not supported",
            flatten,
        ),
        (
            "a.svg",
            svg(
                "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='#000'/></linearGradient><rect width='5' height='5' fill='url(#g)'/>",
            ),
            "drawing `a.svg` has a gradient, which is not supported",
            flatten,
        ),
        (
            "a.svg",
            svg("<clipPath id='c'><circle r='3'/></clipPath><rect width='5' height='5' clip-path='url(#c)'/>"),
            "drawing `a.svg` has a clipping path, which is not supported",
            flatten,
        ),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><rect></svg>".to_vec(),
            "picture `a.svg` is damaged: its XML cannot be read (expected 'rect' tag, not 'svg' at 1:47)",
            "open it in a picture editor and save it again",
        ),
    ];
    for (name, bytes, what, help) in cases {
        assert_eq!(message(name, &bytes), format!("{what}\n{help}"));
    }
}

#[test]
fn missing_files_and_folders_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let mut pictures = Pictures::new();
    let missing = pictures.load(&folder.path().join("onal.jpg")).unwrap_err();
    assert_eq!(missing.to_string(), format!("picture `{}` does not exist", missing.path.display()));
    assert_eq!(missing.help(), "check the spelling; paths are relative to the event file");
    let is_folder = pictures.load(folder.path()).unwrap_err();
    assert_eq!(is_folder.to_string(), format!("`{}` is a folder, not a picture", folder.path().display()));
}

#[test]
fn a_path_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.png");
    std::fs::write(&path, png_with_alpha()).unwrap();
    let mut pictures = Pictures::new();
    let first = pictures.load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(pictures.load(&path).unwrap(), first);
    assert_eq!(pictures.len(), 1);
}

#[test]
fn too_large_pictures_are_refused() {
    let mut large = jpeg(16, 16, [0; 3], [255; 3]);
    let frame = large.windows(2).position(|window| window == [0xFF, 0xC0]).unwrap();
    large[frame + 5..frame + 9].copy_from_slice(&[0x4E, 0x21, 0x00, 0x10]);
    assert_eq!(
        message("a.jpg", &large),
        "picture `a.jpg` is too large: 16 × 20001 pixels\nreduce it: at most 20000 pixels on a side and 250 megapixels"
    );
    large[frame + 5..frame + 9].copy_from_slice(&[0x9C, 0x40, 0x9C, 0x40]);
    assert!(message("a.jpg", &large).starts_with("picture `a.jpg` is too large: 40000 × 40000 pixels"));
}

#[test]
fn orientation_turns_the_size() {
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("a.jpg"), oriented(&jpeg(32, 16, [9; 3], [9; 3]), 8)).unwrap();
    let picture = pictures.get(id).unwrap();
    assert_eq!(picture.pixels(), Some((16, 32)));
    let PictureKind::Jpeg(jpeg) = &picture.kind else { panic!("a JPEG is a JPEG") };
    assert_eq!((jpeg.width, jpeg.height, jpeg.components), (32, 16, Components::Rgb));
    assert_eq!(jpeg.orientation.apply(0.0, 0.0), (0.0, 1.0));
}

#[test]
fn what_follows_the_end_of_a_jpeg_is_left_out() {
    let whole = jpeg(16, 16, [0; 3], [255; 3]);
    let mut longer = whole.clone();
    longer.extend(b"a short film");
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("a.jpg"), longer).unwrap();
    let PictureKind::Jpeg(jpeg) = &pictures.get(id).unwrap().kind else { panic!("a JPEG is a JPEG") };
    assert_eq!(jpeg.bytes, whole);
}

fn contour(name: &str, bytes: Vec<u8>) -> Result<Option<Crop>, String> {
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new(name), bytes).unwrap();
    let contour = pictures.contour(id).map_err(|error| format!("{error}\n{}", error.help()))?;
    Ok(contour.map(|contour| contour.bounds()))
}

/// A PNG of 8 × 4 pixels, opaque as far as the function says.
fn cut_out(opacity: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    encoded(image::RgbaImage::from_fn(8, 4, |x, y| image::Rgba([9, 9, 9, opacity(x, y)])).into())
}

#[test]
fn a_contour_goes_round_what_is_opaque() {
    let part = |left, top, right, bottom| Ok(Some(Crop { left, top, right, bottom }));
    let two = cut_out(|x, y| if (x, y) == (2, 1) || (x, y) == (5, 2) { 255 } else { 0 });
    assert_eq!(contour("two.png", two), part(0.25, 0.25, 0.75, 0.75));
    let one = cut_out(|x, y| if (x, y) == (7, 3) { 255 } else { 31 });
    assert_eq!(contour("one.png", one), part(0.875, 0.75, 1.0, 1.0));
    assert_eq!(contour("half.png", png_with_alpha()), part(0.0, 0.0, 0.5, 1.0));
    assert_eq!(contour("opaque.png", cut_out(|_, _| 255)), Ok(None));
    assert_eq!(contour("photograph.jpg", jpeg(16, 16, [0; 3], [255; 3])), Ok(None));
    let curve = svg(r#"<path d="M2 5 Q5 -1 8 5 z"/>"#);
    assert_eq!(contour("curve.svg", curve), part(0.2, 0.2, 0.8, 0.5));
    let nothing = "picture `nothing.png` is transparent everywhere: there is nothing to see\nsave it again with what it should show, or take it out";
    assert_eq!(contour("nothing.png", cut_out(|_, _| 0)), Err(nothing.to_owned()));
}

#[test]
fn drawings_become_filled_shapes() {
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("logo.svg"), LOGO.as_bytes().to_vec()).unwrap();
    let picture = pictures.get(id).unwrap();
    assert_eq!((picture.size, picture.pixels()), ((20.0, 10.0), None));
    let PictureKind::Vector(vector) = &picture.kind else { panic!("a drawing is a drawing") };
    let area = Rect::at(Point::default(), Size::new(Length::pt(200.0), Length::pt(100.0)));
    let shapes = vector.placed(area, Crop::WHOLE);
    let colors: Vec<[u8; 3]> = shapes.iter().map(|(_, color)| *color).collect();
    assert_eq!(colors, [[0, 0x68, 0xaa], [0, 0, 0]]);
    assert_eq!(shapes[0].0.bounds(), Some(Rect::at(Point::default(), Size::new(Length::pt(100.0), Length::pt(100.0)))));
    let ring = shapes[1].0.bounds().unwrap();
    assert!((ring.width().to_pt() - 90.0).abs() < 0.1, "a stroke is as wide as its outline: {ring:?}");
    assert!(shapes[1].0.segments.iter().filter(|s| matches!(s, Segment::Close)).count() == 2);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(
        start in prop::sample::select(vec![
            b"".to_vec(), jpeg(16, 16, [7; 3], [9; 3]), oriented(&jpeg(16, 16, [7; 3], [9; 3]), 3), png_with_alpha(),
            LOGO.as_bytes().to_vec(), b"\xFF\xD8\xFF".to_vec(), b"\x89PNG\r\n\x1A\n".to_vec(), b"<svg ".to_vec(),
            svg("<path d='M-1e30 0L9e37 1e37Z'/>"), svg("<path stroke='red' stroke-width='1e9' d='M0 0L1e-9 1e9'/>"),
            encoded(image::DynamicImage::new_rgb8(9, 9)), encoded(image::DynamicImage::new_luma16(9, 9)),
        ]),
        cut in 0.0..1.0_f64,
        tail in prop::collection::vec(any::<u8>(), 0..200),
        place in any::<prop::sample::Index>(),
        value in any::<u8>(),
    ) {
        let mut cut_off = start[..(start.len() as f64 * cut) as usize].to_vec();
        cut_off.extend(&tail);
        let mut changed = start;
        if !changed.is_empty() {
            let place = place.index(changed.len());
            changed[place] = value;
        }
        for bytes in [cut_off, changed, tail] {
            let mut pictures = Pictures::new();
            let Ok(id) = pictures.add(Path::new("any"), bytes) else { continue };
            let items = vec![picture(mm(0.0, 0.0, 20.0, 10.0), None, id, Crop::WHOLE)];
            let list = list(StructTree::new(), vec![page("1", items)]);
            for edition in [Edition::Screen, Edition::Print] {
                let _ = write(&list, &NoFonts, &pictures, &Options::new(edition));
            }
        }
    }
}
