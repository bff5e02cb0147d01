//! The screen edition's pictures and its size: what stands as it came, what is made smaller and how, what is left out, and how
//! `max_size` is met or refused.

mod pages_support;
mod pdf_support;

use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};
use pages_support::{TWIN, in_project, sample};
use pdf_support::{list, mm, page, picture};
use plenary::assets::cache::Cache;
use plenary::assets::pictures::{PictureKind, Pictures};
use plenary::diagnostic::render;
use plenary::geometry::{Crop, Rect};
use plenary::paint::display_list::{DisplayList, Press, Screen};
use plenary::press::pictures::{Coding, Prepared, PreparedPicture, Space, Target, prepare, weights};
use plenary::structure::StructTree;
use plenary::{Edition, Failure, Request, Session, compile, outputs::compile_all};
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A place of 100 × 70 mm, in which 590 pixels across are 150 ppi.
fn large() -> Rect {
    mm(10.0, 10.0, 100.0, 70.0)
}

/// A place of 20 × 14 mm, in which 151 pixels across are 192 ppi.
fn small() -> Rect {
    mm(10.0, 10.0, 20.0, 14.0)
}

fn target() -> Target {
    Target::screen(&Press::default(), &Screen::default())
}

fn placed(bytes: Vec<u8>, areas: &[Rect]) -> (DisplayList, Pictures) {
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("a picture"), bytes).expect("it can be read");
    let items = areas.iter().map(|area| picture(*area, None, id, Crop::WHOLE)).collect();
    (list(StructTree::new(), vec![page("1", items)]), pictures)
}

/// What becomes of a picture in some places; `None` where it stands as it came.
fn made(bytes: Vec<u8>, areas: &[Rect], target: &Target) -> Option<PreparedPicture> {
    let (list, pictures) = placed(bytes, areas);
    let prepared = prepare(&list, &pictures, target, None, None).expect("it can be made");
    let id = weights(&list, &pictures, &prepared)[0].id;
    prepared.get(id).cloned()
}

/// A photograph of 10 to 7, as far as coding is concerned: soft shapes, some grain, no two pixels alike.
fn scene(width: u32) -> RgbImage {
    RgbImage::from_fn(width, width * 7 / 10, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(width));
        let grain = f64::from((x * 7919 + y * 104_729 + x * y) % 23) - 11.0;
        let level = |phase: f64| (128.0 + 90.0 * ((u * 9.0 + phase).sin() * (v * 7.0 - phase).cos()) + grain) as u8;
        Rgb([level(0.0), level(0.7), level(1.9)])
    })
}

fn jpeg(width: u32, quality: u8) -> Vec<u8> {
    jpeg_with(width, quality, |_| {})
}

fn jpeg_with(width: u32, quality: u8, more: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    more(&mut encoder);
    encoder.encode(&scene(width), width as u16, (width * 7 / 10) as u16, ColorType::Rgb).expect("encoded");
    bytes
}

fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, image::ImageFormat::Png).expect("encoded");
    bytes.into_inner()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A screen edition with its notes, of an event that is written to `folder`.
fn built(folder: &Path, event: &str, cached: bool) -> (Result<Vec<u8>, Failure>, String) {
    let path = folder.join("event.yaml");
    fs::write(&path, event).expect("written");
    let cache = cached.then(|| Cache::new(folder.join("cache"), 1 << 30, SystemTime::UNIX_EPOCH));
    let mut session = Session { cache, ..Session::default() };
    let output = compile(&Request::new(path, Edition::Screen), &mut session);
    let told = render::render(&session.diagnostics, &session.sources, false);
    (output.map(|output| output.pdf), told)
}

/// The twin's event with more lines, its pictures where they are.
fn twin(more: &str) -> String {
    let event = fs::read_to_string(sample(TWIN)).expect("the sample can be read");
    let images = in_project("samples").join(TWIN).join("images");
    format!("{}\n{more}\n", event.replace("images/", &format!("{}/", images.display())))
}

#[test]
fn a_picture_that_is_hardly_finer_than_needed_stands_as_it_came() {
    for (width, area) in [(300, large()), (590, large()), (735, large()), (180, small())] {
        assert_eq!(made(jpeg(width, 90), &[area], &target()), None, "{width}");
    }
    for (width, area, across) in [(750, large(), 590), (2000, large(), 590), (200, small(), 151)] {
        let made = made(jpeg(width, 90), &[area], &target()).expect("it is made smaller");
        assert_eq!((made.width, made.space), (across, Space::Rgb), "{width}");
        assert!(matches!(&made.coding, Coding::Jpeg(data) if data.len() < jpeg(width, 90).len()), "{width}");
    }
}

#[test]
fn a_picture_is_made_once_for_the_largest_of_its_places() {
    let twice = made(jpeg(2000, 90), &[small(), large(), small()], &target());
    assert_eq!(twice, made(jpeg(2000, 90), &[large()], &target()));
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.jpg"), jpeg(2400, 90)).expect("written");
    let event = "title: A Day\norganiser: { name: Readers }\ncover: { file: a.jpg, alt: A }\nspeakers:\n\
                 - { name: Ada, portrait: { file: a.jpg, alt: B }, remarks: We met. }\n";
    let (pdf, told) = built(folder.path(), event, false);
    let pdf = pdf.expect("built");
    let pictures = pdf.windows(14).filter(|window| window == b"/Subtype/Image").count();
    assert_eq!((pictures, told.as_str()), (1, ""));
}

/// Segments as cameras, phones and editors write them.
fn with_metadata(plain: &[u8]) -> Vec<u8> {
    let segment = |marker: u8, contents: &[u8]| {
        [&[0xFF, marker], &(contents.len() as u16 + 2).to_be_bytes()[..], contents].concat()
    };
    // Exif with the orientation 1 alone, and words where a thumbnail and a place would stand.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0 SECRET PLACE";
    let jfif = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    let with_thumbnail = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x03\x01SECRET PI");
    let (head, rest) = plain.split_at(2);
    assert!(rest.starts_with(&jfif[..2]), "the encoder writes JFIF first");
    let (own, rest) = rest.split_at(18);
    let more = [
        with_thumbnail,
        segment(0xE0, b"JFXX\0\x10 SECRET"),
        segment(0xE1, exif),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"),
        segment(0xE2, b"MPF\0 SECRET"),
        segment(0xED, b"Photoshop 3.0\08BIM SECRET"),
        segment(0xFE, b"SECRET comment"),
    ];
    [head, own, &more.concat(), rest, b"SECRET trailer"].concat()
}

#[test]
fn metadata_stay_at_home_and_the_picture_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = jpeg(500, 90);
    fs::write(folder.path().join("a.jpg"), with_metadata(&plain)).expect("written");
    let event = "title: A Day\norganiser: { name: Readers }\ncover: { file: a.jpg, alt: A }\nintroduction: We met.\n";
    let (pdf, told) = built(folder.path(), event, false);
    let pdf = pdf.expect("built");
    assert_eq!(told, "");
    assert!(holds(&pdf, &plain), "the picture stands byte for byte");
    assert!(!holds(&pdf, b"SECRET"));
    let mut pictures = Pictures::new();
    let id = pictures.add(Path::new("a.jpg"), with_metadata(&plain)).expect("read");
    let Some(PictureKind::Jpeg(jpeg)) = pictures.get(id).map(|picture| &picture.kind) else { panic!("a JPEG") };
    assert!(jpeg.bytes == plain);
}

#[test]
fn colours_are_those_of_srgb() {
    let profiled =
        |width, profile: &[u8]| jpeg_with(width, 90, |encoder| encoder.add_icc_profile(profile).expect("it fits"));
    let wide = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let same = moxcms::ColorProfile::new_srgb().encode().expect("a profile");
    let [plain, same_made, wide_made] = [jpeg(900, 90), profiled(900, &same), profiled(900, &wide)]
        .map(|bytes| made(bytes, &[large()], &target()).expect("made").coding);
    assert!(plain == same_made && plain != wide_made);
    // What stands keeps a profile that says more than the file's own.
    for (profile, count) in [(&same, 0), (&wide, 1)] {
        let (list, pictures) = placed(profiled(400, profile), &[large()]);
        let prepared = prepare(&list, &pictures, &target(), None, None).expect("made");
        assert_eq!(prepared, Prepared::default());
        let options = plenary::pdf::Options::new(Edition::Screen);
        let fonts = pdf_support::Fonts::load();
        let pdf = plenary::pdf::write(&list, &fonts, &pictures, &prepared, &options).expect("written");
        assert_eq!(pdf.windows(9).filter(|window| window == b"/ICCBased").count(), count);
    }
    let mut inks = Vec::new();
    Encoder::new(&mut inks, 95).encode(&[0, 200, 200, 0].repeat(4096), 64, 64, ColorType::Cmyk).expect("encoded");
    let red = made(inks, &[large()], &target()).expect("inks are for paper");
    let Coding::Jpeg(data) = &red.coding else { panic!("{:?}", red.space) };
    let Rgb([r, g, b]) = *image::load_from_memory(data).expect("a JPEG").to_rgb8().get_pixel(30, 30);
    assert!(r > 200 && g < 120 && b < 120, "{r} {g} {b}");
    let gray = DynamicImage::ImageRgb8(scene(900)).to_luma8();
    assert_eq!(made(png(gray), &[large()], &target()).expect("made").space, Space::Black);
}

/// Shapes in flat colours with soft edges, as a logo has them.
fn logo(width: u32) -> RgbaImage {
    RgbaImage::from_fn(width, width * 7 / 10, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(width));
        let inside = ((0.25 - (u - 0.5).hypot(v - 0.35)) * f64::from(width)).clamp(0.0, 1.0);
        let color = if u < 0.5 { [18, 63, 90] } else { [200, 60, 40] };
        Rgba([color[0], color[1], color[2], (inside * 255.0) as u8])
    })
}

#[test]
fn flat_colours_stay_lossless_and_photographs_do_not() {
    let transparent = made(png(logo(1600)), &[large()], &target()).expect("it is too fine");
    assert!(transparent.mask.is_some() && !matches!(transparent.coding, Coding::Jpeg(_)));
    let opaque = DynamicImage::ImageRgba8(logo(1600)).to_rgb8();
    let opaque = made(png(opaque), &[large()], &target());
    assert!(opaque.is_none_or(|made| !matches!(made.coding, Coding::Jpeg(_))));
    // A photograph is no smaller for being saved as PNG; it need not even be too fine.
    for width in [580, 1600] {
        let photograph = made(png(scene(width)), &[large()], &target()).expect("it is too heavy");
        assert!(
            matches!(&photograph.coding, Coding::Jpeg(data) if data.len() * 3 < png(scene(width)).len()),
            "{width}"
        );
    }
    let small_logo = DynamicImage::ImageRgba8(logo(580)).to_rgb8();
    assert_eq!(made(png(small_logo), &[large()], &target()), None);
}

#[test]
fn no_picture_becomes_heavier() {
    let coarse = jpeg(760, 4);
    assert_eq!(made(coarse, &[large()], &target()), None);
    let chequer = GrayImage::from_fn(1200, 840, |x, y| Luma([if (x / 3 + y / 5) % 2 == 0 { 255 } else { 0 }]));
    let bytes = png(chequer);
    let made = made(bytes.clone(), &[large()], &target());
    assert!(made.is_none_or(|made| made.bytes() < bytes.len()));
}

#[test]
fn pictures_depend_neither_on_threads_nor_on_the_cache() {
    let folder = tempfile::tempdir().expect("a folder");
    let (list, pictures) = placed(jpeg(2000, 90), &[large()]);
    let with = |threads| prepare(&list, &pictures, &target(), None, NonZeroUsize::new(threads)).expect("made");
    assert!(with(1) == with(2) && with(1) == with(5));
    let (plain, _) = built(folder.path(), &twin(""), false);
    let plain = plain.expect("built");
    for run in ["cold", "warm"] {
        assert!(built(folder.path(), &twin(""), true).0.expect("built") == plain, "{run}");
    }
    let entries = fs::read_dir(folder.path().join("cache")).expect("made").count();
    assert_eq!(entries, 12);
}

#[test]
fn the_cache_tells_profiles_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(folder.path().to_owned(), 1 << 30, SystemTime::UNIX_EPOCH);
    let wide = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let profiled = jpeg_with(900, 90, |encoder| encoder.add_icc_profile(&wide).expect("it fits"));
    let [plain, profiled] = [jpeg(900, 90), profiled].map(|bytes| {
        let (list, pictures) = placed(bytes, &[large()]);
        prepare(&list, &pictures, &target(), Some(&cache), None).expect("made")
    });
    assert!(plain != profiled);
}

#[test]
fn the_twin_can_be_mailed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (pdf, told) = built(folder.path(), &twin(""), false);
    let (pdf, limit) = (pdf.expect("built"), 2_000_000);
    assert!(pdf.len() < limit / 2, "{} bytes", pdf.len());
    assert_eq!(told, "");
    let (same, told) = built(folder.path(), &twin("screen: {max_size: 2 MB}"), false);
    assert!(same.expect("built") == pdf && told.is_empty(), "a limit that is kept changes nothing: {told}");
    // As fine as a press wants them, pictures stand as they came.
    let (fine, _) = built(folder.path(), &twin("screen: {resolution: 900}"), false);
    let hall = fs::read(in_project("samples/selin-gauges/images/hall.jpg")).expect("the picture");
    assert!(holds(&fine.expect("built"), &hall) && !holds(&pdf, &hall));
}

#[test]
fn a_limit_is_met_by_the_first_step_that_fits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut last = usize::MAX;
    for (limit, step) in
        [(680, "150 ppi and quality 84"), (450, "130 ppi and quality 72"), (220, "96 ppi and quality 50")]
    {
        let event = twin(&format!("screen:\n  max_size: {limit} kB"));
        let (pdf, told) = built(folder.path(), &event, true);
        let pdf = pdf.expect("it can be met");
        assert!(pdf.len() <= limit * 1000 && pdf.len() < last, "{limit} kB: {}", pdf.len());
        let wanted = format!("note[max-size]: pictures were lowered to {step} to keep the file under {limit} kB");
        assert!(told.starts_with(&wanted), "{told}");
        assert!(built(folder.path(), &event, true).0.expect("built") == pdf, "warm");
        assert!(built(folder.path(), &event, false).0.expect("built") == pdf, "without the cache");
        last = pdf.len();
    }
}

#[test]
fn a_limit_that_cannot_be_met_is_told_with_what_weighs_most() {
    let folder = tempfile::tempdir().expect("a folder");
    let event = twin("screen:\n  max_size: 100 kB");
    let (pdf, told) = built(folder.path(), &event, false);
    assert!(matches!(pdf, Err(Failure::Input)), "{told}");
    let line = event.lines().position(|line| line == "  max_size: 100 kB").expect("the key") + 1;
    assert!(told.starts_with("error[max-size]: the file weighs ") && told.contains("; 100 kB are allowed\n"), "{told}");
    assert!(told.contains(&format!("event.yaml:{line}:13\n")), "{told}");
    let of_pictures = told.split("the 12 pictures weigh ").nth(1).expect("the weights are told");
    let names = ["hall.jpg (", "cover.jpg (", "fonts weigh ", "pages and all else ", "Allow "];
    let places = names.map(|name| of_pictures.find(name).unwrap_or_else(|| panic!("{name}: {told}")));
    assert!(places.is_sorted(), "{told}");
    // What is said to be enough is enough.
    let enough = told.split("Allow ").nth(1).and_then(|rest| rest.split(" or more").next()).expect("a size");
    let event = event.replace("100 kB", enough);
    let (pdf, told) = built(folder.path(), &event, false);
    assert!(pdf.is_ok(), "{told}");
    // Without pictures there is nothing to make smaller.
    let event = "title: A Day\norganiser: { name: Readers }\nintroduction: We met.\nscreen: {max_size: 10 kB}\n";
    let (pdf, told) = built(folder.path(), event, false);
    assert!(pdf.is_err() && told.contains("no picture can be made smaller; fonts weigh "), "{told}");
}

#[test]
fn outputs_have_limits_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let event = twin("");
    let (event, _) = event.split_once("\noutputs:").expect("the twin's outputs stand last");
    let outputs = "full.pdf: {}\n  mail.pdf: {screen: {max_size: 400 kB}}\n  fine.pdf: {screen: {resolution: 175}}\n  \
                   print.pdf: {edition: print}";
    let event = format!("{event}\nscreen: {{max_size: 1 MB}}\noutputs:\n  {outputs}\n");
    let path: PathBuf = folder.path().join("event.yaml");
    fs::write(&path, &event).expect("written");
    let mut session = Session::default();
    let made = compile_all(&path, None, &mut session);
    let told = render::render(&session.diagnostics, &session.sources, false);
    let sizes: Vec<usize> =
        made.unwrap_or_else(|_| panic!("{told}")).iter().map(|file| file.output.pdf.len()).collect();
    let (full, _) = built(folder.path(), &twin(""), false);
    assert_eq!(sizes[0], full.expect("built").len());
    assert!(sizes[1] <= 400_000 && sizes[2] > sizes[0] && sizes[2] <= 1_000_000 && sizes[3] > 2_000_000, "{sizes:?}");
    assert!(told.contains("(mail.pdf)") && !told.contains("fine.pdf)"), "{told}");
}

/// Pages that make up a sheet are for paper alone: on a screen they are not there, and all others keep their numbers, their
/// bookmarks and never more than two leaves for notes stand in a row.
#[test]
fn leaves_are_for_paper_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for speakers in 1..=6 {
        let words = "We grow beans, and say so. ".repeat(40);
        let speaker = |n: usize| format!("  - {{ name: Ada Marsh-{n}, remarks: \"{words}\" }}\n");
        let list: String = (1..=speakers).map(speaker).collect();
        let path = folder.path().join("event.yaml");
        let text = format!("title: A Day\norganiser: {{ name: Readers }}\nspeakers:\n{list}");
        fs::write(&path, text).expect("written");
        for (layout, multiple) in [("booklet", 4), ("report", 2)] {
            let request = |edition| Request { layout: Some(layout.to_owned()), ..Request::new(path.clone(), edition) };
            let [screen, print, office] = [Edition::Screen, Edition::Print, Edition::Office]
                .map(|edition| compile(&request(edition), &mut Session::default()).expect("built").pages);
            let set = plenary::typeset(&request(Edition::Screen), &mut Session::default()).expect("composed");
            let printed = plenary::paint::paint(&set.document, set.composed, &set.pictures);
            let shown = printed.without_leaves();
            assert_eq!((print, office), (printed.pages.len(), printed.pages.len()));
            assert!(print.is_multiple_of(multiple), "{layout}: {print}");
            assert_eq!(screen, shown.pages.len());
            assert_eq!(screen, printed.pages.iter().filter(|page| !page.leaf).count());
            assert_eq!(shown.pages.last().map(|page| &*page.label), Some(&*print.to_string()));
            for (on_screen, in_print) in shown.bookmarks.iter().zip(&printed.bookmarks) {
                assert_eq!(shown.pages[on_screen.page].label, printed.pages[in_print.page].label);
            }
            let leaves: Vec<usize> = (0..print).filter(|page| printed.pages[*page].leaf).collect();
            assert!(leaves.len() < multiple && leaves.iter().all(|page| *page >= print - 1 - leaves.len()));
            let for_notes = leaves.iter().filter(|page| printed.pages[**page].items.len() > 8);
            assert!(for_notes.count() <= 2, "{layout}, {speakers} speakers");
        }
    }
}
