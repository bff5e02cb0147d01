//! Printer's marks, outside the bleed and on the paper whatever the page; artwork kept off the edges that a copier leaves
//! white.

mod pdf_support;
mod sheets_support;

use pdf_support::*;
use plenary::assets::fonts::FontBook;
use plenary::assets::pictures::Pictures;
use plenary::color::{Paint, Swatch, SwatchId, gray};
use plenary::diagnostic::Diagnostics;
use plenary::geometry::{Edges, Length, Path, Point, Rect, Size};
use plenary::glyph::{FontId, GlyphRun};
use plenary::paint::display_list::{DisplayList, DisplayPage, Item, ItemKind, Marks};
use plenary::pdf::{Edition, Options};
use plenary::press::{Booklet, Imposition, Job, Scheme, prepare, reach};
use plenary::structure::StructTree;
use proptest::prelude::*;
use sheets_support::{page_box, read};
use std::sync::LazyLock;

static BOOK: LazyLock<FontBook> = LazyLock::new(FontBook::builtin);

/// Pages without words in the colours of the tests.
fn plain(pages: usize, trim: Size, bleed: f64, marks: Marks) -> DisplayList {
    let mut list = list(StructTree::new(), Vec::new());
    list.pages = (0..pages).map(|_| DisplayPage::blank(trim, Edges::all(Length::mm(bleed)))).collect();
    for (index, page) in list.pages.iter_mut().enumerate() {
        page.label = (index + 1).to_string();
        page.items.push(fill(Rect::at(Point::default(), trim), Paint::Swatch(ACCENT)));
    }
    list.press.marks = marks;
    list
}

fn a5() -> Size {
    Size::new(Length::mm(148.0), Length::mm(210.0))
}

fn prepared(list: DisplayList, imposition: Option<&Imposition>) -> DisplayList {
    let job = Job { imposition, edition: "Print edition", office: false };
    prepare(list, &job, &BOOK, &Pictures::new(), &mut Diagnostics::default()).expect("it can be laid")
}

fn pdf(list: &DisplayList) -> Vec<u8> {
    write(list, &*BOOK, &Pictures::new(), &Options::new(Edition::Print)).expect("it can be written")
}

/// The box of what an item paints.
fn area(item: &Item) -> Rect {
    match &item.kind {
        ItemKind::Glyphs { origin, run } => {
            let (left, baseline) = (origin.x + run.x, origin.y);
            Rect::new(left, baseline - run.size, left + run.width(), baseline + run.size / 3)
        }
        ItemKind::Fill { path, .. } | ItemKind::Stroke { path, .. } => path.bounds().expect("a path"),
        ItemKind::Picture { area, .. } => *area,
    }
}

/// Lines of one path, each with its box.
fn strokes(items: &[Item]) -> Vec<Rect> {
    let paths = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Stroke { path, .. } => Some(path),
        _ => None,
    });
    paths
        .flat_map(|path| path.segments.chunks(2).map(|pair| Path { segments: pair.to_vec(), even_odd: false }))
        .filter_map(|line| line.bounds())
        .collect()
}

proptest! {
    #[test]
    fn marks_lie_between_the_bleed_and_the_papers_edge(
        width in 50.0..500.0,
        height in 50.0..500.0,
        bleed in prop::sample::select(vec![0.0, 2.0, 3.0, 5.0]),
    ) {
        let trim = Size::new(Length::mm(width), Length::mm(height));
        let list = prepared(plain(1, trim, bleed, Marks::ALL), None);
        let page = &list.pages[0];
        let bleed = Rect::at(Point::default(), trim).outset(page.bleed);
        let paper = bleed.outset(page.slug);
        prop_assert!(page.items.len() > 10);
        let marks: Vec<Rect> = page.items[1..].iter().map(area).collect();
        // Crop and bleed marks are one path; their lines lie outside one by one.
        for line in strokes(&page.items[1..]).iter().chain(&marks[1..]) {
            prop_assert!(!line.overlaps(&bleed), "{line:?}");
            prop_assert!(paper.contains(line), "{line:?} leaves {paper:?}");
        }
        // Bars, targets and words do not touch each other.
        let apart = &marks[1..];
        for (index, one) in apart.iter().enumerate() {
            let own_target = |other: usize| other / 2 == index / 2 && index < 8;
            for (other, area) in apart.iter().enumerate().take(index) {
                prop_assert!(own_target(other) || !area.overlaps(one), "{area:?} touches {one:?}");
            }
        }
    }
}

#[test]
fn crop_marks_point_at_the_trim_and_keep_off_it() {
    let marks = Marks { crop: true, ..Marks::default() };
    for bleed in [0.0, 3.0] {
        let list = prepared(plain(1, a5(), bleed, marks), None);
        let lines = strokes(&list.pages[0].items[1..]);
        let trim = Rect::at(Point::default(), a5());
        let upright = lines.iter().filter(|line| line.width() == Length::ZERO);
        let level = lines.iter().filter(|line| line.height() == Length::ZERO);
        assert!(upright.clone().all(|line| line.left == trim.left || line.left == trim.right));
        assert!(level.clone().all(|line| line.top == trim.top || line.top == trim.bottom));
        assert_eq!((upright.count(), level.count()), (4, 4));
        let clear = trim.outset(Edges::all(Length::mm(1.9)));
        assert!(lines.iter().all(|line| !line.overlaps(&clear) && !clear.contains(line)));
    }
}

#[test]
fn a_page_with_marks_keeps_its_trim_and_bleed() {
    let bytes = pdf(&prepared(plain(2, a5(), 3.0, Marks::ALL), None));
    let sizes = ["MediaBox", "BleedBox", "TrimBox"].map(|name| {
        let [left, bottom, right, top] = page_box(&bytes, 1, name);
        [left, bottom, right - left, top - bottom].map(|mm| (mm * 10.0).round() / 10.0)
    });
    assert_eq!(sizes, [[0.0, 0.0, 170.0, 232.0], [8.0, 8.0, 154.0, 216.0], [11.0, 11.0, 148.0, 210.0]]);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("[/Separation/All/DeviceCMYK<<"), "marks are on every plate");
    assert!(text.contains("/ColorSpace<</All "));
}

#[test]
fn the_slug_line_says_what_this_is() {
    let sides = read(&pdf(&prepared(plain(2, a5(), 3.0, Marks::ALL), None)));
    for (index, side) in sides.iter().enumerate() {
        let text: String = side.seen.iter().map(|seen| seen.text.as_str()).collect();
        let page = format!("Page {} of 2   Print edition   Cyan Magenta Black ", index + 1);
        assert!(text.starts_with("Twenty Years of the Selin River Gauges   2026-02-26"), "{text}");
        assert!(text.contains(&page), "the accent has no yellow in it: {text}");
    }
    // A title that is too long is cut before it meets the next words.
    let mut list = plain(1, a5(), 3.0, Marks::ALL);
    list.metadata.title = "Twenty Years of the Selin River Gauges ".repeat(5);
    let side = &read(&pdf(&prepared(list, None)))[0];
    let (start, _) = side.find("Page 1 of 1").expect("the second half");
    let first = side.between(0.0, start - 0.1);
    assert!(first.ends_with('…') && first.len() > 40, "{first}");
    assert!(side.seen.iter().filter(|seen| seen.text == "…").all(|seen| seen.x < start - 5.0));
}

#[test]
fn a_slug_line_takes_any_script() {
    let mut list = plain(1, a5(), 3.0, Marks::ALL);
    list.metadata.title = "پیمائش کی کتاب və Qız Qalası".into();
    let list = prepared(list, None);
    let faces: std::collections::BTreeSet<FontId> = list.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Glyphs { run, .. } => {
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "a glyph is missing in {}", run.text);
                Some(run.font)
            }
            _ => None,
        })
        .collect();
    assert!(faces.len() >= 2, "an Arabic face and a Latin one");
}

#[test]
fn a_page_in_black_alone_has_black_bars() {
    let bars = Marks { bars: true, ..Marks::default() };
    let colors = |paint| {
        let mut list = plain(1, a5(), 3.0, bars);
        list.pages[0].items = vec![fill(mm(10.0, 10.0, 20.0, 20.0), Paint::Swatch(paint))];
        let list = prepared(list, None);
        let swatches = list.pages[0].items[1..].iter().map(|item| match &item.kind {
            ItemKind::Fill { paint: Paint::Swatch(swatch), .. } => list.swatches[swatch.0 as usize].cmyk,
            _ => panic!("a bar is filled"),
        });
        swatches.collect::<Vec<_>>()
    };
    let black = |tint| [0.0, 0.0, 0.0, tint];
    assert_eq!(colors(BLACK), [black(100.0), black(80.0), black(40.0)]);
    // Cyan, magenta, black; cyan and magenta; two tints of each.
    assert_eq!(colors(ACCENT).len(), 3 + 1 + 6);
}

#[test]
fn folds_and_staples_are_marked_where_there_is_room() {
    let booklet = Booklet { paper_thickness: Length::mm(0.1), binding: None, blanks: 0 };
    let marks_on = |sheet: &str, bleed: f64| {
        let imposition = Imposition { scheme: Scheme::Booklet(booklet), sheet: Some(sheet.parse().expect("a size")) };
        let list = prepared(plain(4, a5(), bleed, Marks::default()), Some(&imposition));
        strokes(&list.sides[0].items)
    };
    // On 320 × 225 mm the fold is at 160 mm; three dashes above and three below; staples at quarters of the height.
    let lines = marks_on("SRA4", 3.0);
    let folds: Vec<&Rect> = lines.iter().filter(|line| line.width() == Length::ZERO).collect();
    assert_eq!(folds.len(), 6);
    assert!(folds.iter().all(|line| (line.left.to_mm() - 160.0).abs() < 0.01));
    let mut staples: Vec<f64> =
        lines.iter().filter(|line| line.height() == Length::ZERO).map(|line| line.top.to_mm()).collect();
    staples.sort_by(f64::total_cmp);
    let wanted = [7.5 + 52.5, 7.5 + 52.5, 7.5 + 157.5, 7.5 + 157.5];
    assert!(staples.iter().zip(wanted).all(|(seen, wanted)| (seen - wanted).abs() < 0.01), "{staples:?}");
    assert!(marks_on("A4", 0.0).is_empty(), "nothing is cut off there");
}

#[test]
fn pages_without_artwork_at_the_edge_are_left_alone() {
    let mut list = plain(2, a5(), 3.0, Marks::default());
    for page in &mut list.pages {
        page.items = vec![
            fill(mm(6.0, 6.0, 100.0, 190.0), Paint::Swatch(BLACK)),
            fill(mm(-3.0, -3.0, 154.0, 216.0), Paint::Swatch(WHITE)),
        ];
    }
    assert!(reach::within(list, reach::usual_edge()).sides.is_empty());
}

#[test]
fn artwork_is_scaled_off_the_edges_and_no_further() {
    let areas = [mm(-3.0, -3.0, 154.0, 216.0), mm(20.0, 20.0, 50.0, 50.0), mm(2.0, 60.0, 120.0, 30.0)];
    let mut list = plain(3, a5(), 3.0, Marks::default());
    for (page, area) in list.pages.iter_mut().zip(areas) {
        page.items = vec![fill(area, Paint::Swatch(ACCENT))];
    }
    let list = reach::within(list, Length::mm(5.0));
    let scales: Vec<f64> = list.sides.iter().map(|side| side.pages[0].scale).collect();
    // A full page fits into 138 × 200 mm; words in the middle stay; a bar of 120 mm is moved by 3 mm and not scaled.
    assert!((scales[0] - 138.0 / 148.0).abs() < 1e-6, "{scales:?}");
    assert_eq!(scales[1..], [1.0, 1.0]);
    let places: Vec<f64> = list.sides.iter().map(|side| side.pages[0].at.x.to_mm()).collect();
    assert!((places[0] - 5.0).abs() < 0.01 && places[1] == 0.0 && (places[2] - 3.0).abs() < 0.01, "{places:?}");
    let bytes = pdf(&list);
    assert_eq!(page_box(&bytes, 0, "MediaBox").map(f64::round), [0.0, 0.0, 148.0, 210.0]);
    let corners = sheets_support::colors(&bytes, 0, &[(4.5, 100.0), (5.5, 100.0), (142.5, 100.0), (143.5, 100.0)]);
    assert!(corners[0] == [255; 3] && corners[3] == [255; 3] && corners[1] != [255; 3] && corners[2] != [255; 3]);
}

proptest! {
    #[test]
    fn nothing_is_left_in_the_copiers_edge(
        left in -5.0..140.0, top in -5.0..200.0, width in 1.0..160.0, height in 1.0..220.0, edge in 0.0..12.0,
    ) {
        let mut list = plain(1, a5(), 5.0, Marks::default());
        list.pages[0].items = vec![fill(mm(left, top, width, height), Paint::Swatch(ACCENT))];
        let list = reach::within(list, Length::mm(edge));
        let (at, scale) = list.sides.first().map_or((Point::default(), 1.0), |side| (side.pages[0].at, side.pages[0].scale));
        prop_assert!(scale > 0.8 && scale <= 1.0, "{scale}");
        // Artwork as far as the trim shows it.
        let seen = |from: f64, length: f64, most: f64| (from.max(0.0), (from + length).min(most));
        let (across, down) = (seen(left, width, 148.0), seen(top, height, 210.0));
        if across.0 < across.1 && down.0 < down.1 {
            for ((from, to), at, sheet) in [(across, at.x, 148.0), (down, at.y, 210.0)] {
                prop_assert!(at.to_mm() + from * scale >= edge - 0.01, "{from}");
                prop_assert!(at.to_mm() + to * scale <= sheet - edge + 0.01, "{to}");
            }
        }
    }
}

#[test]
fn letters_of_the_office_edition_are_black_or_white_and_fields_keep_their_lightness() {
    const PALE: SwatchId = SwatchId(3);
    let fonts = Fonts::load();
    let run = |y, color| words(30.0, y, None, GlyphRun { color, ..fonts.shape(SERIF, 10.0, "Flood", "Flood") });
    let mut list = plain(1, a5(), 3.0, Marks::default());
    let pale = Swatch { name: "pale".into(), cmyk: [0.0, 0.0, 0.0, 22.0], srgb: [200; 3], spot: None, source: None };
    list.swatches.push(pale);
    let field = fill(mm(20.0, 50.0, 60.0, 40.0), Paint::Swatch(ACCENT));
    let line = fill(mm(20.0, 100.0, 60.0, 0.2), Paint::Swatch(ACCENT));
    list.pages[0].items = vec![run(20.0, ACCENT), run(30.0, PALE), field, run(60.0, WHITE), run(70.0, ACCENT), line];
    let job = Job { imposition: None, edition: "Office edition", office: true };
    let list = prepare(list, &job, &BOOK, &Pictures::new(), &mut Diagnostics::default()).expect("it can be laid");
    let levels = list.pages[0].items.iter().map(|item| {
        let swatch = match &item.kind {
            ItemKind::Glyphs { run, .. } => run.color,
            ItemKind::Fill { paint: Paint::Swatch(swatch), .. } => *swatch,
            _ => panic!("letters and fields"),
        };
        (list.swatches[usize::from(swatch.0)].gray() * 255.0).round()
    });
    let accent = (gray::level([0, 104, 170]) * 255.0).round();
    assert_eq!(levels.collect::<Vec<_>>(), [0.0, 200.0, accent, 255.0, accent, 0.0]);
    assert!(list.pages[0].bleed == Edges::default() && list.sides.is_empty());
}
