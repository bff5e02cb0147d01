//! What a page looks like: three pages of the twin's screen edition, rasterised from the PDF itself and compared with
//! the small pictures in tests/pages/. `UPDATE=1 cargo test --test pictures_of_pages` rewrites them; look at them
//! before they are committed.
#![allow(clippy::disallowed_methods, reason = "UPDATE is read from the environment")]

mod pages_support;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use image::RgbImage;
use pages_support::*;
use plenary::Session;
use std::fs;

/// Of the twin, from 1.
const PAGES: [usize; 3] = [1, 4, 8];
/// In pixels.
const WIDTH: u32 = 120;
/// The mean difference of all channels, 0 to 255, that rounding in a rasteriser may make.
const MEAN: f64 = 1.0;
/// A pixel differs when a channel is this far from what it was ...
const FAR: u8 = 24;
/// ... and this share of pixels may.
const SHARE: f64 = 0.01;
/// In bytes.
const LARGEST: usize = 20_000;

fn twin() -> Vec<u8> {
    plenary::compile(&request(&sample(TWIN)), &mut Session::default()).expect("the twin is sound").pdf
}

fn rasterised(pdf: &Pdf, page: usize) -> RgbImage {
    let scale = (WIDTH as f32 + 0.5) / pdf.pages()[page - 1].render_dimensions().0;
    let (settings, render) = (InterpreterSettings::default(), hayro::RenderSettings::default());
    let pixmaps = hayro::render_pdf(pdf, scale, settings, &render, Some(page - 1..=page - 1)).expect("a page");
    let pixmap = &pixmaps[0];
    RgbImage::from_fn(u32::from(pixmap.width()), u32::from(pixmap.height()), |x, y| {
        let pixel = pixmap.sample(x as u16, y as u16);
        image::Rgb([pixel.r, pixel.g, pixel.b])
    })
}

/// Mean difference of the channels, and the share of pixels that are far from one another.
fn difference(a: &RgbImage, b: &RgbImage) -> (f64, f64) {
    assert_eq!(a.dimensions(), b.dimensions());
    let channels = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| a.abs_diff(*b));
    let far = a.pixels().zip(b.pixels()).filter(|(a, b)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > FAR));
    let pixels = f64::from(a.width() * a.height());
    (channels.map(f64::from).sum::<f64>() / (3.0 * pixels), far.count() as f64 / pixels)
}

fn is_like(a: &RgbImage, b: &RgbImage) -> bool {
    let (mean, share) = difference(a, b);
    mean <= MEAN && share <= SHARE
}

fn png(image: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture in memory");
    bytes.into_inner()
}

#[test]
fn pages_look_as_before() {
    let update = std::env::var_os("UPDATE").is_some();
    let pdf = Pdf::new(twin()).expect("a PDF that hayro reads");
    let mut different = Vec::new();
    for page in PAGES {
        let path = in_project("tests/pages").join(format!("{TWIN}-{page}.png"));
        let found = rasterised(&pdf, page);
        if update {
            fs::write(&path, png(&found)).expect("the picture can be written");
        }
        let expected = image::open(&path).expect("a picture of the page").to_rgb8();
        if !is_like(&expected, &found) {
            let beside = in_project(env!("CARGO_TARGET_TMPDIR")).join(format!("{TWIN}-{page}.png"));
            fs::write(&beside, png(&found)).expect("the picture can be written");
            let (mean, share) = difference(&expected, &found);
            different.push(format!("page {page}: mean {mean:.2}, share {share:.4}; now {}", beside.display()));
        }
    }
    assert_eq!(different, [] as [String; 0]);
}

#[test]
fn the_pictures_are_small() {
    for page in PAGES {
        let bytes = fs::read(in_project("tests/pages").join(format!("{TWIN}-{page}.png"))).expect("a picture");
        assert!(bytes.len() < LARGEST, "page {page}: {} bytes", bytes.len());
    }
}

/// A page without its last lines, or with its lower half moved by a pixel, does not pass for the page.
#[test]
fn small_changes_are_seen() {
    let pdf = Pdf::new(twin()).expect("a PDF that hayro reads");
    let page = rasterised(&pdf, 4);
    let (width, height) = page.dimensions();
    let paper = *page.get_pixel(0, 0);
    let moved = RgbImage::from_fn(width, height, |x, y| *page.get_pixel(x, if y > height / 2 { y - 1 } else { y }));
    let is_lost = |y: u32| y > height * 4 / 5;
    let lost = RgbImage::from_fn(width, height, |x, y| if is_lost(y) { paper } else { *page.get_pixel(x, y) });
    assert_eq!([&page, &moved, &lost].map(|changed| is_like(&page, changed)), [true, false, false]);
}
