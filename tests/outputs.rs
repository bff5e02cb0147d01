//! Several files in one run, and the office edition: what is written, what is refused, what its pages hold.

mod sheets_support;

use hayro::hayro_syntax::Pdf;
use plenary::diagnostic::render;
use plenary::geometry::Length;
use plenary::press::{Booklet, Imposition, NUp, Notes, Scheme};
use plenary::{Edition, Request, Session, compile};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MM: f64 = 72.0 / 25.4;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).join("event.yaml")
}

fn plenary(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).args(args).env("NO_COLOR", "1").output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("messages are UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A small event with these outputs, in a folder of its own.
fn event(outputs: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("title: A Day\norganiser: Harbour Readers\nintroduction: We met.\n{outputs}");
    let text = text.replace("organiser: Harbour Readers", "organiser: { name: Harbour Readers }");
    fs::write(folder.path().join("event.yaml"), text).expect("written");
    folder
}

/// What is said about outputs, from a run that must fail and write nothing.
fn refused(outputs: &str) -> String {
    let folder = event(outputs);
    let output = plenary(folder.path(), &["build", "--all", "--no-cache", "event.yaml"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), ["event.yaml"]);
    text(&output.stderr).to_owned()
}

#[test]
fn all_files_of_an_event_are_those_that_are_made_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let twin = sample("selin-gauges");
    let (twin, folder) = (twin.to_string_lossy(), folder.path());
    let output = plenary(folder, &["build", "--all", "--no-cache", &twin, "-o", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let alone: [(&str, &[&str]); 5] = [
        ("report.pdf", &[]),
        ("report-print.pdf", &["--edition", "print"]),
        ("report-booklet.pdf", &["--edition", "print", "--impose", "booklet"]),
        ("handout.pdf", &["--layout", "handout", "--edition", "office"]),
        ("report-2up.pdf", &["--edition", "office", "--impose", "2up", "--note-lines"]),
    ];
    let mut expected: Vec<&str> = alone.iter().map(|(name, _)| *name).collect();
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    let told: Vec<bool> = lines.iter().zip(&expected).map(|(line, name)| line.contains(*name)).collect();
    assert_eq!((told.as_slice(), lines.len()), ([true; 5].as_slice(), 6), "{lines:?}");
    expected.sort_unstable();
    assert_eq!(names(folder), expected);
    for (name, options) in alone {
        let arguments: Vec<&str> =
            ["build", "--no-cache", &twin, "-o", "alone"].iter().chain(options).copied().collect();
        assert_eq!(plenary(folder, &arguments).status.code(), Some(0), "{name}");
        let same = fs::read(folder.join(name)).expect("written") == fs::read(folder.join("alone")).expect("written");
        assert!(same, "{name} is not the file that is made alone");
    }
}

#[test]
fn programs_get_an_object_for_each_file() {
    let folder = event("outputs: { a.pdf: {}, b.pdf: { edition: office, impose: 4up } }\n");
    let arguments = ["build", "--all", "--no-cache", "event.yaml", "--message-format", "json"];
    let output = plenary(folder.path(), &arguments);
    let objects: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    let files: Vec<&str> = objects.iter().filter_map(|object| object["output"].as_str()).collect();
    assert_eq!(files, ["a.pdf", "b.pdf"]);
    assert_eq!(objects.last().expect("a sum")["files"], 2);
    assert_eq!(names(folder.path()), ["a.pdf", "b.pdf", "event.yaml"]);
}

#[test]
fn an_error_in_one_file_leaves_all_unwritten() {
    let told =
        refused("outputs:\n  screen.pdf: {}\n  booklet.pdf: { layout: handout, edition: print, impose: booklet }\n");
    assert!(told.contains("booklet.pdf") && told.contains("blanks"), "{told}");
    let told =
        refused("outputs:\n  screen.pdf: {}\n  own.pdf: { layout: ./mine.yaml }\n  odd.pdf: { layout: repport }\n");
    assert!(
        told.contains("event.yaml:6:22") && told.contains("event.yaml:7:22") && told.ends_with("2 errors\n"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_written_leaves_earlier_files_alone() {
    let folder = event("outputs: { a.pdf: {}, b.pdf: {} }\n");
    fs::write(folder.path().join("a.pdf"), "earlier").expect("written");
    fs::create_dir(folder.path().join("b.pdf")).expect("made");
    let output = plenary(folder.path(), &["build", "--all", "--no-cache", "event.yaml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("cannot write b.pdf: it is a folder"), "{}", text(&output.stderr));
    assert_eq!(names(folder.path()), ["a.pdf", "b.pdf", "event.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.pdf")).expect("there"), "earlier");
}

#[test]
fn check_writes_nothing_and_other_options_make_no_sense() {
    let folder = event("outputs: { a.pdf: {}, b.pdf: { edition: office } }\n");
    let output = plenary(folder.path(), &["check", "--all", "--no-cache", "event.yaml"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    assert_eq!(names(folder.path()), ["event.yaml"]);
    for options in [["--edition", "print"], ["--layout", "report"], ["--impose", "2up"], ["-o", "-"]] {
        let arguments: Vec<&str> = ["build", "--all", "event.yaml"].into_iter().chain(options).collect();
        assert_eq!(plenary(folder.path(), &arguments).status.code(), Some(2), "{options:?}");
    }
    assert_eq!(
        refused(""),
        "error[no-outputs]: the event has no `outputs`\n |\n = help: name them in the event file, such as `outputs: {report.pdf: {edition: screen}}`\n\n1 error\n"
    );
}

#[test]
fn names_that_leave_the_folder_or_meet_are_refused() {
    let names =
        ["../a.pdf", "/a.pdf", "b/a.pdf", "b\\a.pdf", "C:a.pdf", "a.txt", ".pdf", "a", "nul.pdf", "a?.pdf", " a.pdf"];
    for name in names {
        let told = refused(&format!("outputs: {{ '{name}': {{}} }}\n"));
        assert!(told.starts_with("error[output-name]") && told.contains("event.yaml:4:12"), "{name}: {told}");
    }
    let told = refused("outputs: { Report.pdf: {}, report.PDF: {} }\n");
    assert!(told.contains("event.yaml:4:28") && told.contains("the first"), "{told}");
    assert!(refused("outputs: { ä.pdf: {}, Ä.pdf: {} }\n").contains("are one file"));
}

/// An office edition of a sample.
fn office(name: &str, layout: Option<&str>, imposition: Option<Imposition>) -> Vec<u8> {
    let layout = layout.map(str::to_owned);
    let request = Request { layout, imposition, ..Request::new(sample(name), Edition::Office) };
    let mut session = Session::default();
    let output = compile(&request, &mut session);
    let told = render::render(&session.diagnostics, &session.sources, false);
    output.unwrap_or_else(|_| panic!("{name} cannot be set: {told}")).pdf
}

/// The operators of pages and forms: every compressed stream that is neither picture nor font.
fn operators(bytes: &[u8]) -> Vec<String> {
    let find =
        |from: usize, what: &[u8]| bytes[from..].windows(what.len()).position(|part| part == what).map(|at| from + at);
    let (mut at, mut found) = (0, Vec::new());
    while let Some(start) = find(at, b"stream\n") {
        let end = find(start, b"endstream").expect("a stream ends");
        let head = bytes[..start].windows(4).rposition(|part| part == b" obj").expect("an object");
        let head = String::from_utf8_lossy(&bytes[head..start]);
        let data = &bytes[start + 7..end];
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        if head.contains("/FlateDecode") && (!head.contains("/Subtype") || head.contains("/Subtype/Form")) {
            let inflated = miniz_oxide::inflate::decompress_to_vec_zlib(data).expect("a sound stream");
            if let Ok(content) = String::from_utf8(inflated)
                && !content.contains("begincmap")
            {
                found.extend(content.split_ascii_whitespace().map(str::to_owned));
            }
        }
        at = end + 9;
    }
    found
}

/// Every pixel of every page: neutral, and paper near the edges.
fn check_pixels(name: &str, bytes: &[u8]) {
    const SCALE: f32 = 1.0;
    let pdf = Pdf::new(bytes.to_vec()).expect("hayro reads the file");
    let settings = hayro::hayro_interpret::InterpreterSettings::default();
    let pages = hayro::render_pdf(&pdf, SCALE, settings, &hayro::RenderSettings::default(), None).expect("pages");
    // A pixel less: letters and pictures end within one.
    let edge = (5.0 * MM) as u16 - 1;
    for (index, page) in pages.iter().enumerate() {
        let (width, height) = (page.width(), page.height());
        let mut ink = 0;
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let pixel = page.sample(x, y);
            let page = index + 1;
            assert!(pixel.r == pixel.g && pixel.g == pixel.b, "{name}, page {page}: colour at {x}, {y}");
            let inside = x >= edge && y >= edge && x < width - edge && y < height - edge;
            assert!(inside || pixel.r == 255 || pixel.a == 0, "{name}, page {page}: ink at {x}, {y}");
            ink += usize::from(pixel.r < 128 && pixel.a > 0);
        }
        assert!(ink > 0, "{name}, page {}: nothing is printed", index + 1);
    }
}

#[test]
fn office_editions_are_grey_and_keep_off_the_edges() {
    let two_up = Imposition { scheme: Scheme::NUp(NUp { pages: 2, notes: Some(Notes::Fitting) }), sheet: None };
    let booklet = Booklet { paper_thickness: Length::mm(0.1), binding: None, blanks: 3 };
    let booklet = Imposition { scheme: Scheme::Booklet(booklet), sheet: None };
    for (sample, layout, imposition) in [
        ("selin-gauges", None, None),
        ("selin-gauges", Some("handout"), None),
        ("selin-gauges", None, Some(two_up)),
        ("selin-gauges", Some("booklet"), Some(booklet)),
        ("olive-presses", None, None),
    ] {
        let name = format!("{sample} {layout:?} {imposition:?}");
        let bytes = office(sample, layout, imposition);
        assert!(bytes.starts_with(b"%PDF-1.7"), "{name}");
        assert!(bytes.len() < 2_000_000, "{name}: {} bytes", bytes.len());
        let raw = String::from_utf8_lossy(&bytes);
        for space in ["/DeviceRGB", "/DeviceCMYK", "/ICCBased", "/Separation", "/Indexed", "/OutputIntents", "/Annots"]
        {
            assert!(!raw.contains(space), "{name}: {space}");
        }
        assert!(raw.contains("/DeviceGray"), "{name}: it has pictures");
        let fonts = raw.matches("/Subtype/Type0").count();
        assert!(fonts > 0 && raw.matches("/FontFile").count() == fonts, "{name}: fonts are embedded");
        let operators = operators(&bytes);
        assert!(operators.iter().any(|operator| operator == "g"), "{name}: greys are set");
        let colored = ["rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "gs"];
        assert!(operators.iter().all(|operator| !colored.contains(&operator.as_str())), "{name}");
        check_pixels(&name, &bytes);
    }
}

#[test]
fn the_words_of_an_office_edition_are_those_of_the_screens() {
    let words = |bytes: &[u8]| {
        let sides = sheets_support::read(bytes);
        let text: String = sides.iter().flat_map(|side| &side.seen).map(|seen| seen.text.as_str()).collect();
        // The screen edition tells capitals that a style sets as they were written, and a space where a line is forced to end.
        text.to_lowercase().split_whitespace().collect::<String>()
    };
    let screen = compile(&Request::new(sample("selin-gauges"), Edition::Screen), &mut Session::default());
    let screen = words(&screen.expect("it can be set").pdf);
    assert!(screen.contains("twentyyears"));
    assert_eq!(words(&office("selin-gauges", None, None)), screen);
}
