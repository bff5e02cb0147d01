//! Print: conversion against another colour engine, prepared pictures, the cache, spot inks, print conditions.

mod pages_support;
mod pdf_support;

use jpeg_encoder::ColorType;
use pages_support::{TWIN, request, sample};
use pdf_support::*;
use plenary::assets::cache::Cache;
use plenary::assets::pictures::{PictureKind, Pictures};
use plenary::color::condition::{PrintCondition, ProfileFault};
use plenary::color::engine::{Amount, Conversion};
use plenary::color::{Paint, Spot, SwatchId, profiles};
use plenary::geometry::{Crop, Rect};
use plenary::paint::display_list::DisplayList;
use plenary::pdf::{Edition, Options};
use plenary::press::pictures::{Coding, Inks, PreparedPicture, Space, Target, prepare};
use plenary::structure::StructTree;
use plenary::{Request, Session, compile};
use std::path::Path;
use std::time::SystemTime;

/// One picture in a place, made for print.
fn prepared(bytes: Vec<u8>, area: Rect, target: &Target) -> Result<PreparedPicture, String> {
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("a picture"), bytes).expect("it can be read");
    let list = list(StructTree::new(), vec![page("1", vec![picture(area, None, id, Crop::WHOLE)])]);
    let made = prepare(&list, &pictures, target, None, None).map_err(|found| found.list[0].code.to_owned())?;
    Ok(made.get(id).expect("it is on a page").clone())
}

fn target() -> Target {
    Target::print(&plenary::paint::display_list::Press::default())
}

fn png(image: impl Into<image::DynamicImage>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A CMYK JPEG of 64 × 64 pixels with an Adobe marker, as the encoder stores inks: inverted.
fn cmyk_jpeg(ink: impl Fn(u32, u32) -> [u8; 4], form: ColorType) -> Vec<u8> {
    let samples: Vec<u8> = (0..64 * 64).flat_map(|at| ink(at % 64, at / 64)).collect();
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 95).encode(&samples, 64, 64, form).unwrap();
    bytes
}

/// Paper above, light inks below.
fn light(_: u32, y: u32) -> [u8; 4] {
    if y < 32 { [0; 4] } else { [60, 40, 30, 10] }
}

mod lab {
    /// CIE 1976, from XYZ relative to D50.
    pub fn to_xyz([l, a, b]: [f64; 3]) -> [f64; 3] {
        let y = (l + 16.0) / 116.0;
        let f = |t: f64| if t > 6.0 / 29.0 { t.powi(3) } else { 3.0 * (6.0f64 / 29.0).powi(2) * (t - 4.0 / 29.0) };
        [f(y + a / 500.0), f(y), f(y - b / 200.0)]
    }

    pub fn from_xyz(xyz: [f64; 3]) -> [f64; 3] {
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { t / (3.0 * (6.0f64 / 29.0).powi(2)) + 4.0 / 29.0 };
        let [x, y, z] = xyz.map(f);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// sRGB (IEC 61966-2-1), adapted to D50 by Bradford's method.
    pub fn from_srgb(rgb: [f64; 3]) -> [f64; 3] {
        let light = rgb.map(|v| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) });
        let rows = [
            [0.436_074_7, 0.385_064_9, 0.143_080_4],
            [0.222_504_5, 0.716_878_6, 0.060_616_9],
            [0.013_932_2, 0.097_104_5, 0.714_173_3],
        ];
        let white = [0.964_22, 1.0, 0.825_21];
        let sum = |row: [f64; 3]| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>();
        from_xyz(std::array::from_fn(|i| sum(rows[i]) / white[i]))
    }

    /// ΔE2000 (CIE 142-2001).
    pub fn difference(one: [f64; 3], other: [f64; 3]) -> f64 {
        let chroma = |lab: [f64; 3]| lab[1].hypot(lab[2]);
        let mean7 = ((chroma(one) + chroma(other)) / 2.0).powi(7);
        let g = 0.5 * (1.0 - (mean7 / (mean7 + 25f64.powi(7))).sqrt());
        let polar = |lab: [f64; 3]| {
            let a = lab[1] * (1.0 + g);
            (a.hypot(lab[2]), lab[2].atan2(a).to_degrees().rem_euclid(360.0))
        };
        let ((c1, h1), (c2, h2)) = (polar(one), polar(other));
        let turn = ((h2 - h1 + 540.0).rem_euclid(360.0) - 180.0) * if c1 * c2 == 0.0 { 0.0 } else { 1.0 };
        let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
        let (l, c) = ((one[0] + other[0]) / 2.0, (c1 + c2) / 2.0);
        let h = if c1 * c2 == 0.0 { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
        let cos = |degrees: f64| degrees.to_radians().cos();
        let t =
            1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.2 * cos(4.0 * h - 63.0);
        let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
        let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
        let rc = 2.0 * (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
        let rt = -rc * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
        let (dl, dc, dh) = ((other[0] - one[0]) / sl, (c2 - c1) / sc, dh / sh);
        (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
    }
}

/// The colours that inks print, in Lab, by the other engine; sRGB lies between, which holds all that is asked here.
fn printed_colors(profile: &[u8], inks: &[u8]) -> Vec<[f64; 3]> {
    let source = moxcms::ColorProfile::new_from_slice(profile).expect("a profile");
    let options = moxcms::TransformOptions {
        rendering_intent: moxcms::RenderingIntent::RelativeColorimetric,
        ..Default::default()
    };
    let srgb = moxcms::ColorProfile::new_srgb();
    let (from, to) = (moxcms::Layout::Rgba, moxcms::Layout::Rgb);
    let transform = source.create_transform_f32(from, &srgb, to, options).expect("a transform");
    let inks: Vec<f32> = inks.iter().map(|ink| f32::from(*ink) / 255.0).collect();
    let mut found = vec![0.0; inks.len() / 4 * 3];
    transform.transform(&inks, &mut found).expect("converted");
    found.chunks_exact(3).map(|v| lab::from_srgb([v[0], v[1], v[2]].map(f64::from))).collect()
}

/// The printed colour, by `moxcms`, against the source's with its black brought to the press's (ISO 18619, 6.3).
#[test]
fn converted_colours_agree_with_another_engine() {
    let levels = [90, 110, 130, 150, 170, 190, 210, 230];
    // All within what uncoated paper can show.
    let near = |a: u8, b: u8| a.abs_diff(b) <= 30;
    let colors: Vec<u8> = levels
        .into_iter()
        .flat_map(|r| levels.map(|g| (r, g)))
        .flat_map(|(r, g)| levels.map(|b| [r, g, b]))
        .filter(|[r, g, b]| near(*r, *g) && near(*g, *b) && near(*r, *b))
        .flatten()
        .collect();
    for condition in [PrintCondition::coated(), PrintCondition::uncoated()] {
        let profile = condition.profile();
        let conversion = Conversion::new(profiles::SRGB, &profile, Amount::Many).expect("a conversion");
        let printed = printed_colors(&profile, &conversion.convert(&colors));
        let black = printed_colors(&profile, &conversion.convert(&[0; 3]))[0];
        assert!(black[0] < 35.0, "{black:?}");
        let floor = lab::to_xyz([black[0], 0.0, 0.0]);
        let raise = |lab: [f64; 3]| {
            let xyz = lab::to_xyz(lab);
            lab::from_xyz(std::array::from_fn(|i| xyz[i] * (1.0 - floor[i]) + floor[i]))
        };
        let level = |level: u8| f64::from(level) / 255.0;
        let wanted = colors.chunks_exact(3).map(|c| raise(lab::from_srgb([c[0], c[1], c[2]].map(level))));
        let differences: Vec<f64> = wanted.zip(&printed).map(|(wanted, seen)| lab::difference(wanted, *seen)).collect();
        let mean = differences.iter().sum::<f64>() / differences.len() as f64;
        assert!(differences.len() > 40 && mean <= 1.0, "{}: mean {mean}", condition.name);
    }
}

#[test]
fn pictures_become_inks_of_the_size_that_is_needed() {
    // An inch and a half across, at 300 ppi.
    let area = mm(10.0, 10.0, 38.1, 38.1);
    let red = prepared(jpeg(900, 900, [200, 30, 40], [30, 40, 200]), area, &target()).expect("made");
    assert_eq!((red.width, red.height, red.space), (450, 450, Space::Cmyk));
    assert!(matches!(red.coding, Coding::Jpeg(_)));
    let small = prepared(jpeg(300, 300, [200, 30, 40], [0; 3]), area, &target()).expect("made");
    assert_eq!((small.width, small.height), (300, 300), "nothing is enlarged");
    let deep = image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(8, 8, image::Rgb([200, 30, 40])));
    let deep = prepared(png(deep.into_rgb16()), area, &target()).expect("made");
    assert!(matches!(&deep.coding, Coding::Indexed { colors, .. } if colors.len() == 4), "{deep:?}");
}

#[test]
fn greys_are_for_the_black_plate_and_opacity_is_kept() {
    let area = mm(10.0, 10.0, 10.0, 10.0);
    let neutral = prepared(jpeg(32, 32, [90; 3], [200; 3]), area, &target()).expect("made");
    assert_eq!(neutral.space, Space::Black);
    let alpha = image::GrayAlphaImage::from_fn(8, 8, |x, _| image::LumaA([100, if x < 4 { 0 } else { 255 }]));
    let alpha = prepared(png(alpha), area, &target()).expect("made");
    assert!(alpha.space == Space::Black && alpha.mask.is_some());
    let office = Target { inks: Inks::Black, ppi: 150.0, quality: 80 };
    let gray = prepared(jpeg(32, 32, [200, 30, 40], [0; 3]), area, &office).expect("made");
    assert_eq!(gray.space, Space::Black);
}

#[test]
fn a_cmyk_jpeg_passes_unless_its_ink_or_its_marker_is_wrong() {
    let area = mm(10.0, 10.0, 10.0, 10.0);
    for form in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let fine = prepared(cmyk_jpeg(light, form), area, &target()).expect("made");
        assert!(fine.coding == Coding::Untouched && fine.space == Space::Cmyk, "{form:?}");
        let heavy = |x, y| if x < 8 { [250, 240, 230, 220] } else { light(x, y) };
        let heavy = prepared(cmyk_jpeg(heavy, form), area, &target());
        assert!(matches!(heavy.expect("made").coding, Coding::Jpeg(_)), "{form:?}");
        let lie = |x, y| light(x, y).map(|ink| 255 - ink);
        assert_eq!(prepared(cmyk_jpeg(lie, form), area, &target()), Err("inverted-picture".to_owned()), "{form:?}");
    }
}

#[test]
fn the_cache_changes_nothing_but_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let build = |cached: bool| {
        let cache = cached.then(|| Cache::new(folder.path().to_owned(), 1 << 30, SystemTime::UNIX_EPOCH));
        let mut session = Session { cache, ..Session::default() };
        let request = Request { edition: Edition::Print, ..request(&sample(TWIN)) };
        compile(&request, &mut session).expect("the sample can be built").pdf
    };
    let plain = build(false);
    assert!(build(true) == plain && build(true) == plain);
    let entries: Vec<_> = std::fs::read_dir(folder.path()).expect("made").flatten().map(|entry| entry.path()).collect();
    assert!(entries.len() >= 10, "{entries:?}");
    for (index, path) in entries.iter().enumerate() {
        let mut bytes = std::fs::read(path).expect("an entry");
        let at = bytes.len() * (index + 1) / (entries.len() + 1);
        bytes[at] ^= 0x40;
        std::fs::write(path, bytes).expect("damaged");
    }
    assert!(build(true) == plain, "damaged entries are made anew");
}

/// A page with a fill in one swatch.
fn filled(paint: Paint, spot: Option<Spot>) -> DisplayList {
    let mut list = list(StructTree::new(), vec![page("1", vec![fill(mm(10.0, 10.0, 30.0, 30.0), paint)])]);
    list.swatches[0].spot = spot;
    list
}

fn print(list: &DisplayList) -> String {
    let bytes = write(list, &Fonts::load(), &Pictures::new(), &Options::new(Edition::Print)).expect("written");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_spot_ink_has_a_plate_where_it_is_used() {
    let gold = Spot { name: "Gold 871".into(), alternate: [30.0, 40.0, 80.0, 10.0], tint: 0.25 };
    let used = print(&filled(Paint::Swatch(SwatchId(0)), Some(gold.clone())));
    assert!(used.contains("[/Separation/Gold#20871/DeviceCMYK"), "{used}");
    assert!(used.contains("/C1[0.3 0.4 0.8 0.1]"), "{used}");
    let unused = print(&filled(Paint::Swatch(SwatchId(1)), Some(gold.clone())));
    assert!(!unused.contains("Separation"));
    let marks = print(&filled(Paint::Registration, Some(gold)));
    assert!(marks.contains("/All") && !marks.contains("Gold"));
}

#[test]
fn a_profile_of_the_wrong_kind_is_no_print_condition() {
    let coated = PrintCondition::coated().profile();
    let changed = |at: usize, bytes: &[u8]| {
        let mut profile = coated.clone();
        profile[at..at + bytes.len()].copy_from_slice(bytes);
        PrintCondition::from_profile(&profile).expect_err("it is not sound")
    };
    assert_eq!(PrintCondition::from_profile(profiles::SRGB), Err(ProfileFault::Class("a monitor")));
    assert_eq!(PrintCondition::from_profile(b"Dear Sirs"), Err(ProfileFault::NotAProfile));
    assert_eq!(PrintCondition::from_profile(&coated[..coated.len() / 2]), Err(ProfileFault::Truncated));
    assert_eq!(changed(8, &[5]), ProfileFault::Version(5));
    assert_eq!(changed(16, b"RGB "), ProfileFault::Space("RGB".into()));
    assert_eq!(changed(20, b"Luv "), ProfileFault::ConnectionSpace("Luv".into()));
    let own = PrintCondition::from_profile(&coated).expect("it is sound");
    assert!(!own.registered && own.identifier == "Custom" && own.profile() == coated);
    assert_eq!((own.name.as_str(), own.ink_limit <= 320.0), ("ISO Coated v2 300% (basICColor)", true));
}

/// Profiles come from anywhere: whatever is in one, it is used or refused.
#[test]
fn damaged_profiles_do_no_harm() {
    let uncoated = PrintCondition::uncoated().profile();
    for step in 0..60 {
        let mut profile = uncoated.clone();
        for at in (step * 7..profile.len()).step_by(4001 + step * 97) {
            profile[at] = profile[at].wrapping_add(97);
        }
        let _ = PrintCondition::from_profile(&profile);
    }
}

#[test]
fn an_own_condition_is_named_in_the_output_intent() {
    let mut list = filled(Paint::Swatch(SwatchId(1)), None);
    assert!(print(&list).contains("/RegistryName"));
    let own = PrintCondition::from_profile(&PrintCondition::uncoated().profile()).expect("it is sound");
    list.press = plenary::paint::display_list::Press::of(own);
    let text = print(&list);
    assert!(text.contains("/OutputConditionIdentifier(Custom)") && !text.contains("/RegistryName"));
    assert!(text.contains("/Info(Uncoated, ISO 12647-2"), "{text}");
}

#[test]
fn a_picture_with_its_own_profile_goes_through_it() {
    let plain = jpeg(16, 16, [200, 90, 60], [200, 90, 60]);
    let mut own = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut own, 95);
    let wide = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    encoder.add_icc_profile(&wide).expect("it fits");
    encoder.encode(&[200, 90, 60].repeat(256), 16, 16, ColorType::Rgb).expect("encoded");
    let area = mm(10.0, 10.0, 10.0, 10.0);
    let [plain, own] = [plain, own].map(|bytes| prepared(bytes, area, &target()).expect("made").coding);
    assert!(plain != own);
}

#[test]
fn a_press_without_a_picture_is_refused() {
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("a.jpg"), jpeg(8, 8, [9; 3], [9; 3])).expect("read");
    assert!(matches!(pictures.get(id).map(|picture| &picture.kind), Some(PictureKind::Jpeg(_))));
    let list = list(StructTree::new(), vec![page("1", vec![picture(mm(0.0, 0.0, 9.0, 9.0), None, id, Crop::WHOLE)])]);
    let options = Options::new(Edition::Print);
    let found = plenary::pdf::write(&list, &Fonts::load(), &pictures, &Default::default(), &options).unwrap_err();
    assert_eq!(found.list[0].code, "internal");
}
