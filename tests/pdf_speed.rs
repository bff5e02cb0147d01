//! How long the PDF stage takes. Run with `cargo test --release --test pdf_speed -- --ignored --nocapture`.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

mod pdf_support;

use pdf_support::*;
use plenary::pdf::{Edition, Options};
use plenary::structure::{Role, StructTree};
use std::time::Instant;

const PAGES: usize = 200;
const LINES: usize = 46;
const TEXT: &str = "Not enough can be said: the gauges are the valley’s memory, and an official reading of ";

#[test]
#[ignore = "a measurement, not a check"]
fn two_hundred_pages() {
    let fonts = Fonts::load();
    let mut pictures = plenary::assets::pictures::Pictures::new();
    let noise: Vec<u8> = jpeg(900, 1200, [30, 120, 60], [220, 220, 0]);
    let mut tree = StructTree::new();
    let run = fonts.shape(SERIF, 9.5, TEXT, TEXT);
    let mut pages = Vec::new();
    for number in 0..PAGES {
        let mut items = Vec::new();
        let portrait = pictures.add(std::path::Path::new("portrait.jpg"), noise.clone()).unwrap();
        let figure = tree.add(StructTree::ROOT, Role::Figure);
        tree.get_mut(figure).alt = Some("Portrait".into());
        items.push(picture(mm(100.0, 10.0, 30.0, 40.0), Some(figure), portrait, plenary::geometry::Crop::WHOLE));
        for line in 0..LINES {
            let paragraph = if line % 5 == 0 {
                tree.add(StructTree::ROOT, Role::Paragraph)
            } else {
                items.last().unwrap().tag.unwrap()
            };
            let mut run = run.clone();
            for (i, glyph) in run.glyphs.iter_mut().enumerate() {
                let stretch = (number * 7919 + line * 104_729) % 1000;
                glyph.advance += plenary::geometry::Length::from_units(if TEXT.as_bytes().get(i) == Some(&b' ') {
                    stretch as i64 * 40
                } else {
                    0
                });
            }
            items.push(words(10.0, 20.0 + 4.0 * line as f64, Some(paragraph), run));
        }
        pages.push(page(&(number + 1).to_string(), items));
    }
    let list = list(tree, pages);
    for edition in [Edition::Screen, Edition::Print] {
        for threads in [1, 2] {
            let options = Options { edition, threads: std::num::NonZeroUsize::new(threads) };
            let mut times: Vec<f64> = (0..7)
                .map(|_| {
                    let start = Instant::now();
                    write(&list, &fonts, &pictures, &options).unwrap();
                    start.elapsed().as_secs_f64() * 1000.0
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let size = write(&list, &fonts, &pictures, &options).unwrap().len();
            println!("{edition:?}, {threads} threads: {:.1} ms (median of 7), {size} bytes", times[3]);
        }
    }
}
