//! Sheets: pages in order when they are folded, cut or turned, as read from the PDF; boxes, creep, bleed at the fold;
//! pages written once.

mod pdf_support;
mod sheets_support;

use pdf_support::*;
use plenary::assets::fonts::FontBook;
use plenary::assets::pictures::Pictures;
use plenary::color::Paint;
use plenary::diagnostic::{Diagnostic, Diagnostics};
use plenary::geometry::{Crop, Edges, Length, Size};
use plenary::paint::display_list::{DisplayList, DisplayPage, Marks};
use plenary::pdf::{Edition, Options};
use plenary::press::{Binding, Booklet, Imposition, Job, NUp, Notes, Scheme, SheetSize, prepare};
use plenary::structure::StructTree;
use proptest::prelude::*;
use sheets_support::{Side, colors, page_box, read};
use std::num::NonZeroUsize;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::load);

/// Pages of 148 × 210 mm with bleed; each says its number 10 mm from its left edge.
fn numbered(pages: usize) -> DisplayList {
    let one = |number: usize| {
        let text = format!("page {number};");
        page(&number.to_string(), vec![words(10.0, 20.0, None, FONTS.shape(SERIF, 10.0, &text, &text))])
    };
    list(StructTree::new(), (1..=pages).map(one).collect())
}

fn booklet(binding: Option<Binding>, thickness: f64) -> Imposition {
    let booklet = Booklet { paper_thickness: Length::mm(thickness), binding, blanks: 0 };
    Imposition { scheme: Scheme::Booklet(booklet), sheet: None }
}

fn n_up(pages: usize, notes: Option<Notes>) -> Imposition {
    Imposition { scheme: Scheme::NUp(NUp { pages, notes }), sheet: None }
}

fn cut_stack(sheet: &str) -> Imposition {
    Imposition { scheme: Scheme::CutStack, sheet: Some(sheet.parse().unwrap()) }
}

fn sheet(size: &str) -> Option<SheetSize> {
    Some(size.parse().unwrap())
}

fn try_impose(list: DisplayList, imposition: &Imposition) -> Result<DisplayList, Diagnostic> {
    let job = Job { imposition: Some(imposition), edition: "Print edition", office: false };
    prepare(list, &job, &FontBook::builtin(), &Pictures::new(), &mut Diagnostics::default())
}

fn impose(list: DisplayList, imposition: &Imposition) -> DisplayList {
    try_impose(list, imposition).unwrap_or_else(|error| panic!("{}", error.message))
}

fn pdf(list: &DisplayList) -> Vec<u8> {
    write(list, &*FONTS, &Pictures::new(), &Options::new(Edition::Print)).unwrap()
}

fn in_order(pages: usize) -> String {
    (1..=pages).map(|number| format!("page {number};")).collect()
}

/// Folds each sheet in the middle, puts the sheets into each other, the first outermost, and leafs through.
fn fold(sides: &[Side], binding: Binding) -> String {
    // What is read first and second of a side: a book bound at the left shows the right half of an outside first.
    let halves = |side: &Side| match binding {
        Binding::Left => (side.left_half(), side.right_half()),
        Binding::Right => (side.right_half(), side.left_half()),
    };
    let sheets: Vec<_> = sides.chunks(2).map(|sheet| (halves(&sheet[0]), halves(&sheet[1]))).collect();
    let to_the_middle = sheets.iter().map(|(outside, inside)| outside.1.clone() + &inside.0);
    let from_the_middle = sheets.iter().rev().map(|(outside, inside)| inside.1.clone() + &outside.0);
    to_the_middle.chain(from_the_middle).collect()
}

#[test]
fn booklets_of_4_to_64_pages_read_in_order_when_folded() {
    for pages in (4..=64).step_by(4) {
        for binding in [Binding::Left, Binding::Right] {
            let bytes = pdf(&impose(numbered(pages), &booklet(Some(binding), 0.1)));
            let sides = read(&bytes);
            assert_eq!(sides.len(), pages / 2);
            assert_eq!(fold(&sides, binding), in_order(pages), "{pages} pages, {binding:?}");
        }
    }
}

#[test]
fn a_booklet_is_bound_where_writing_begins() {
    let mut list = numbered(8);
    list.metadata.right_to_left = true;
    assert_eq!(fold(&read(&pdf(&impose(list, &booklet(None, 0.1)))), Binding::Right), in_order(8));
    assert_eq!(fold(&read(&pdf(&impose(numbered(8), &booklet(None, 0.1)))), Binding::Left), in_order(8));
}

#[test]
fn inner_pages_move_towards_the_spine() {
    let thickness = 0.2;
    let sides = read(&pdf(&impose(numbered(16), &booklet(Some(Binding::Left), thickness))));
    for (index, side) in sides.iter().enumerate() {
        let creep = thickness * (index / 2) as f64;
        let fold = side.width / 2.0;
        let starts: Vec<f64> = side.seen.iter().filter(|seen| seen.text == "p").map(|seen| seen.x).collect();
        let wanted = [fold - 148.0 + creep + 10.0, fold - creep + 10.0];
        for (start, wanted) in starts.iter().zip(wanted) {
            assert!((start - wanted).abs() < 0.01, "side {index}: {start} is not {wanted}");
        }
    }
}

#[test]
fn the_trim_of_each_sheet_follows_the_creep() {
    let bytes = pdf(&impose(numbered(12), &booklet(None, 0.5)));
    for page in 0..6 {
        let creep = 0.5 * (page / 2) as f64;
        let media = page_box(&bytes, page, "MediaBox");
        let trim = page_box(&bytes, page, "TrimBox");
        let bleed = page_box(&bytes, page, "BleedBox");
        assert!((media[2] - 320.0).abs() < 0.01 && (media[3] - 225.0).abs() < 0.01, "SRA4 holds two A5 with bleed");
        assert!((trim[2] - trim[0] - (296.0 - 2.0 * creep)).abs() < 0.01, "{trim:?}");
        assert!((trim[0] + trim[2] - 320.0).abs() < 0.01, "the fold is in the middle: {trim:?}");
        for (bleed, trim) in [(bleed[0], trim[0] - 3.0), (bleed[3], trim[3] + 3.0)] {
            assert!((bleed - trim).abs() < 0.01);
        }
    }
}

#[test]
fn bleed_ends_at_the_fold_and_goes_on_elsewhere() {
    let colored = |color: [u8; 3]| page("1", vec![fill(mm(-3.0, -3.0, 154.0, 216.0), Paint::Srgb(color))]);
    let (red, green) = ([220, 30, 30], [30, 160, 60]);
    let pages = vec![colored(red), colored(red), colored(red), colored(green)];
    let bytes = pdf(&impose(list(StructTree::new(), pages), &booklet(None, 0.1)));
    // Side 1 shows page 4 at the left and page 1 at the right of the fold at 160 mm; the spread's bleed starts at 9 mm.
    let seen = colors(&bytes, 0, &[(9.5, 100.0), (159.5, 100.0), (160.5, 100.0), (310.5, 100.0), (8.5, 100.0)]);
    let is_red = |color: &[u8; 3]| color[0] > 150 && color[1] < 100;
    let is_green = |color: &[u8; 3]| color[1] > 100 && color[0] < 100;
    assert!(is_green(&seen[0]) && is_green(&seen[1]), "{seen:?}");
    assert!(is_red(&seen[2]) && is_red(&seen[3]), "{seen:?}");
    assert_eq!(seen[4], [255; 3]);
}

/// Cuts the stack at the middles between places, lays the piles on each other in the order of the front's places, and
/// leafs through: each leaf's front, then its back, which lies at the other side of the row.
fn cut(sides: &[Side], columns: usize, rows: usize) -> String {
    let mut text = String::new();
    for place in 0..columns * rows {
        let (row, column) = (place / columns, place % columns);
        for sheet in sides.chunks(2) {
            for (side, column) in [(&sheet[0], column), (&sheet[1], columns - 1 - column)] {
                let share = |length: f64, index: usize, count: usize| length * index as f64 / count as f64;
                let (left, right) = (share(side.width, column, columns), share(side.width, column + 1, columns));
                let (top, bottom) = (share(side.height, row, rows), share(side.height, row + 1, rows));
                text += &side.inside(left, right, top, bottom);
            }
        }
    }
    text
}

#[test]
fn piles_read_in_order_when_cut_and_stacked() {
    for pages in [1, 2, 3, 8, 9, 16, 17, 31, 40] {
        for (size, columns, rows) in [("SRA4", 2, 1), ("SRA3", 2, 2), ("450x330mm", 2, 2), ("480x240mm", 3, 1)] {
            let sides = read(&pdf(&impose(numbered(pages), &cut_stack(size))));
            assert_eq!(sides.len() % 2, 0);
            assert_eq!(cut(&sides, columns, rows), in_order(pages), "{pages} pages on {size}");
        }
    }
}

#[test]
fn pages_on_a_side_stand_in_the_order_of_reading() {
    let first_two = |right_to_left| {
        let mut list = numbered(4);
        list.metadata.right_to_left = right_to_left;
        let sides = read(&pdf(&impose(list, &n_up(4, None))));
        assert_eq!(sides.len(), 1);
        let middle = sides[0].height / 2.0;
        let half = sides[0].width / 2.0;
        let quarter = |left: f64, top: f64| sides[0].inside(left, left + half, top, top + middle);
        [quarter(0.0, 0.0), quarter(half, 0.0), quarter(0.0, middle), quarter(half, middle)]
    };
    assert_eq!(first_two(false), ["page 1;", "page 2;", "page 3;", "page 4;"]);
    assert_eq!(first_two(true), ["page 2;", "page 1;", "page 4;", "page 3;"]);
    // The last side holds what is left.
    let sides = read(&pdf(&impose(numbered(7), &n_up(6, None))));
    assert_eq!(sides.iter().map(|side| side.between(0.0, side.width)).collect::<String>(), in_order(7));
}

#[test]
fn notes_have_lines_where_they_are_asked_for() {
    let lines = |notes, right_to_left: bool| {
        let mut list = numbered(2);
        list.metadata.right_to_left = right_to_left;
        let list = impose(list, &n_up(2, Some(notes)));
        let side = &list.sides[0];
        let page = side.pages[0].trim(list.pages[0].trim);
        // The frame, then the lines.
        let plenary::paint::display_list::ItemKind::Stroke { path, .. } = &side.items[1].kind else { panic!() };
        (page, path.bounds().unwrap(), path.segments.len() / 2)
    };
    let (page, area, count) = lines(Notes::Beside, false);
    assert!(area.left > page.right && area.top > page.top && area.bottom <= page.bottom && count >= 10, "{count}");
    let (page, area, count) = lines(Notes::Beside, true);
    assert!(area.right < page.left && count >= 10);
    let (page, area, count) = lines(Notes::Below, false);
    assert!(area.top > page.bottom && area.left == page.left && count >= 5, "{count}");
}

fn sizes() -> impl Strategy<Value = (f64, f64)> {
    (60.0..300.0, 60.0..420.0)
}

proptest! {
    /// Whatever the page's size: its shape is kept, and what a copier cannot reach stays white.
    #[test]
    fn scaled_pages_keep_clear_of_the_edges(
        (width, height) in sizes(),
        pages in prop::sample::select(vec![2_usize, 4, 6]),
        notes in prop::sample::select(vec![None, Some(Notes::Fitting), Some(Notes::Beside), Some(Notes::Below)]),
        right_to_left: bool,
    ) {
        let mut list = list(StructTree::new(), Vec::new());
        list.metadata.right_to_left = right_to_left;
        let trim = Size::new(Length::mm(width), Length::mm(height));
        list.pages = (0..pages).map(|_| DisplayPage::blank(trim, Edges::default())).collect();
        let list = impose(list, &n_up(pages, notes));
        let side = &list.sides[0];
        let all = side.pages.iter().map(|placed| placed.trim(trim));
        let areas: Vec<_> = all.clone().collect();
        let marks = side.items.iter().filter_map(|item| match &item.kind {
            plenary::paint::display_list::ItemKind::Stroke { path, .. } => path.bounds(),
            _ => None,
        });
        for area in all.chain(marks) {
            let edge = Length::mm(5.0);
            prop_assert!(area.left >= edge && area.top >= edge, "{area:?}");
            prop_assert!(side.sheet.width - area.right >= edge && side.sheet.height - area.bottom >= edge, "{area:?}");
        }
        for (index, area) in areas.iter().enumerate() {
            prop_assert!(areas[..index].iter().all(|other| !other.overlaps(area)));
        }
        prop_assert!(side.pages[0].scale > 0.05 && side.pages[0].scale <= 1.0);
    }
}

#[test]
fn pages_and_pictures_are_written_once_and_only_transparent_ones_are_groups() {
    let (mut list, pictures) = everything(&FONTS);
    list.pages.extend(list.pages.clone());
    let imposition = booklet(None, 0.1);
    let list = impose(list, &imposition);
    let bytes = write(&list, &*FONTS, &pictures, &Options::new(Edition::Print)).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let count = |what: &str| text.matches(what).count();
    // Four pages and a drawing; one photograph.
    assert_eq!((count("/Subtype/Form"), count("/DCTDecode")), (5, 1));
    let groups = text.split("endobj").filter(|object| object.contains("/Subtype/Form") && object.contains("/Group"));
    assert_eq!(groups.count(), 2, "pages 2 and 4 show a picture with opacity");
    assert_eq!(count("/S/Transparency"), 4, "so do both sides of the sheet");
    assert_eq!(count("/Type/Page/"), 2);
}

#[test]
fn overprinting_ends_with_its_page() {
    let (mut list, pictures) = everything(&FONTS);
    list.pages.extend(list.pages.clone());
    let bytes = write(&impose(list, &booklet(None, 0.1)), &*FONTS, &pictures, &Options::new(Edition::Print)).unwrap();
    let pdf = hayro::hayro_syntax::Pdf::new(bytes).unwrap();
    for page in pdf.pages().iter() {
        let content = String::from_utf8_lossy(page.page_stream().unwrap()).into_owned();
        let placed: Vec<&str> = content.split("Do\n").collect();
        assert_eq!(placed.len(), 3);
        assert!(placed[0].starts_with("q\n") && placed[1].starts_with("Q\nq\n") && placed[2].starts_with("Q\n"));
        assert!(!placed[0].contains(" gs") && !placed[1].contains(" gs"), "{content}");
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let (mut list, pictures) = everything(&FONTS);
    list.pages.extend(list.pages.clone());
    list.press.marks = Marks { slug: false, ..Marks::ALL };
    for imposition in [booklet(None, 0.1), n_up(2, Some(Notes::Fitting)), cut_stack("SRA3")] {
        let once = |threads| {
            let list = impose(list.clone(), &imposition);
            let options = Options { edition: Edition::Print, threads: NonZeroUsize::new(threads) };
            write(&list, &*FONTS, &pictures, &options).unwrap()
        };
        let first = once(1);
        assert!(first == once(1) && first == once(4));
    }
}

#[test]
fn blanks_stand_before_the_back_cover() {
    let mut list = numbered(6);
    list.pages[0].story = false;
    list.pages[5].story = false;
    let mut imposition = booklet(Some(Binding::Left), 0.1);
    let error = try_impose(list.clone(), &imposition).unwrap_err();
    assert_eq!(error.message, "a stitched booklet has a multiple of 4 pages, and this has 6: 2 are missing");
    imposition.scheme = Scheme::Booklet(Booklet { paper_thickness: Length::ZERO, binding: None, blanks: 2 });
    let sides = read(&pdf(&impose(list, &imposition)));
    assert_eq!(sides[0].left_half() + &sides[0].right_half(), "page 6;page 1;");
    assert_eq!(fold(&sides, Binding::Left), in_order(6));
}

#[test]
fn a_sheet_that_is_too_small_says_by_how_much() {
    let on = |size: &str, imposition: Imposition| {
        let error = try_impose(numbered(4), &Imposition { sheet: sheet(size), ..imposition }).unwrap_err();
        (error.message, error.help.unwrap_or_default())
    };
    let (message, help) = on("A4", booklet(None, 0.1));
    let wanted = "the sheet A4 is too small for two pages of 148 × 210 mm with 3 mm of bleed: they take 302 × 216 mm, \
                  and it lacks 5 mm across and 6 mm down";
    assert_eq!(message, wanted);
    assert_eq!(help, "take `--sheet SRA4` or a larger one, or leave `--sheet` out to have one chosen");
    let (message, _) = on("A5", cut_stack("A4"));
    assert!(message.contains("they take 308 × 216 mm, and it lacks"), "{message}");
}

#[test]
fn paper_like_board_makes_no_booklet() {
    let error = try_impose(numbered(64), &booklet(None, 1.0)).unwrap_err();
    let wanted = "16 sheets of paper 1 mm thick make no stitched booklet: the innermost pages would move 15 mm into the \
                  spine";
    assert_eq!(error.message, wanted);
}

#[test]
fn unknown_pages_on_sheets_are_findings() {
    let mut list = impose(numbered(4), &booklet(None, 0.1));
    list.sides[0].pages[0].page = 99;
    let findings = write(&list, &*FONTS, &Pictures::new(), &Options::new(Edition::Print)).unwrap_err();
    assert_eq!(findings.list[0].message, "the display list names a page on a sheet that it does not hold");
}

#[test]
fn a_picture_keeps_its_crop_on_a_sheet() {
    let mut pictures = Pictures::new();
    let id = pictures.add(std::path::Path::new("hall.jpg"), jpeg(64, 64, [30, 120, 60], [220, 30, 30])).unwrap();
    let pages = (0..4).map(|_| {
        let crop = Crop { left: 0.5, top: 0.0, right: 1.0, bottom: 1.0 };
        page("1", vec![picture(mm(20.0, 20.0, 40.0, 40.0), None, id, crop)])
    });
    let list = impose(list(StructTree::new(), pages.collect()), &booklet(None, 0.1));
    let bytes = write(&list, &*FONTS, &pictures, &Options::new(Edition::Print)).unwrap();
    // The right page's trim starts at the fold, at 160 mm, and at 7.5 mm from the top; the red corner is cropped away.
    let seen = colors(&bytes, 0, &[(185.0, 32.0), (215.0, 60.0), (170.0, 32.0)]);
    assert!(seen[0][1] > seen[0][0] && seen[1][1] > seen[1][0], "{seen:?}");
    assert_eq!(seen[2], [255; 3]);
}
