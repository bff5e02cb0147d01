//! The preflight: what is broken is caught by its name and line, what is sound is left alone.

use plenary::diagnostic::{Diagnostic, Severity, render};
use plenary::{Edition, Inspection, Request, Session, inspect};
use std::fs;
use std::path::{Path, PathBuf};

const EVENT: &str = "title: A Day\norganiser:\n  name: A Society\nspeakers:\n  - name: Ms. One\n    remarks: |\n      A few words were said, and they were enough.\n";

/// An event in a folder of its own, with a layout and pictures if need be.
struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn of(event: &str) -> Case {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(folder.path().join("event.yaml"), event).expect("written");
        Case { folder }
    }

    fn with_layout(layout: &str) -> Case {
        Case::of(&format!("layout: ./mine.yaml\n{EVENT}")).and("mine.yaml", layout.as_bytes())
    }

    fn and(self, name: &str, bytes: &[u8]) -> Case {
        fs::write(self.folder.path().join(name), bytes).expect("written");
        self
    }

    fn session(&self) -> Session {
        let event = self.folder.path().join("event.yaml");
        let mut session = Session::default();
        let inspection = Inspection { preflight: true, ..Inspection::default() };
        let request = Request::new(event, Edition::Screen);
        let done = inspect(&request, inspection, &mut session);
        assert!(done.is_ok(), "{}", render::render(&session.diagnostics, &session.sources, false));
        session
    }
}

/// The finding of this code, and the line of the file that it points to.
fn finding<'s>(session: &'s Session, code: &str) -> (&'s Diagnostic, String) {
    let text = || render::render(&session.diagnostics, &session.sources, false);
    let found = session.diagnostics.list.iter().find(|d| d.code == code);
    let found = found.unwrap_or_else(|| panic!("no {code} among\n{}", text()));
    let span = found.span.unwrap_or_else(|| panic!("no place:\n{}", text()));
    let (line, _) = session.sources.line_column(span.file, span.start);
    let source = session.sources.get(span.file);
    let excerpt = source.text.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
    assert!(found.help.is_some() && found.measured.is_some(), "{}", text());
    (found, excerpt)
}

fn value(found: &Diagnostic) -> f64 {
    (found.measured.as_ref().expect("it was measured").value * 1000.0).round() / 1000.0
}

/// A grey picture, with a darker square so that it is no plain field.
fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::GrayImage::from_fn(width, height, |x, y| {
        image::Luma([if x < width / 2 && y < height / 2 { 90 } else { 170 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("encoded");
    bytes.into_inner()
}

/// A CMYK JPEG of this ink but for a quarter that is paper, stored as Adobe's programs do or the other way round.
fn cmyk(inks: [u8; 4], wrong_way: bool) -> Vec<u8> {
    let pixel = |at: usize| if (at / 64).is_multiple_of(4) { [0; 4] } else { inks };
    let stored = |ink: u8| if wrong_way { 255 - ink } else { ink };
    let pixels: Vec<u8> = (0..2700 * 1800).flat_map(pixel).map(stored).collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.encode(&pixels, 2700, 1800, jpeg_encoder::ColorType::Cmyk).expect("encoded");
    bytes
}

fn with_picture(bytes: &[u8]) -> Case {
    let event = EVENT.replace(
        "speakers:",
        "introduction: |\n  A day.\n\n  ![The hall](hall.img \"The hall\")\n\n  It was long.\nspeakers:",
    );
    Case::of(&event).and("hall.img", bytes)
}

#[test]
fn a_photograph_of_90_ppi() {
    // It stands over the page's width with its bleed: 216 by 190 mm.
    let session = with_picture(&png(1016, 677)).session();
    let (found, line) = finding(&session, "low-resolution");
    assert_eq!(found.severity, Severity::Error);
    assert!(line.contains("hall.img") && found.message.contains("has 90 ppi"), "{line} {}", found.message);
}

#[test]
fn a_picture_of_one_pixel() {
    let session = with_picture(&png(1, 1)).session();
    let (found, _) = finding(&session, "low-resolution");
    assert!(value(found) < 2.0);
}

#[test]
fn a_hairline_of_a_tenth_of_a_point() {
    let rule = "hair: { rule: { left: column 1, right: column 2 end, at: base 30, width: 0.1pt, color: white } }";
    let layout = format!("extends: report\nmasters:\n  cover-plain:\n    items:\n      {rule}\n");
    let session = Case::with_layout(&layout).session();
    let (found, line) = finding(&session, "thin-line");
    assert_eq!((found.severity, value(found)), (Severity::Error, 0.1));
    assert_eq!(line, rule);
}

#[test]
fn a_hairline_in_a_drawing() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'><path d='M5 5 H195 V95 H5 Z' fill='#ddd'/><path d='M5 50 C60 10 140 90 195 50' stroke='#000' stroke-width='0.03' fill='none'/></svg>";
    let session = with_picture(drawing.as_bytes()).session();
    let (found, line) = finding(&session, "thin-line");
    assert_eq!(found.severity, Severity::Error);
    assert!(line.contains("hall.img") && value(found) < 0.25, "{line} {}", found.message);
}

#[test]
fn white_text_of_six_points() {
    let event = EVENT
        .replace("enough.\n", "enough.\n\n      > [!box] We have to publish what we measure, and do it in time.\n");
    let layout = "extends: report\nstyles:\n  box-column: { size: 6pt }\n  box-gutter: { size: 6pt }\n  box-wide: { size: 6pt }\n  box-large: { size: 6pt }\n";
    let session = Case::of(&format!("layout: ./mine.yaml\n{event}")).and("mine.yaml", layout.as_bytes()).session();
    let (found, line) = finding(&session, "small-text");
    assert_eq!((found.severity, value(found)), (Severity::Error, 6.0));
    assert!(line.contains("size: 6pt"), "{line}");
}

#[test]
fn rich_black_body_text() {
    let session =
        Case::with_layout("extends: report\nswatches:\n  text: { cmyk: [60, 50, 50, 100], srgb: \"#000000\" }\n")
            .session();
    let (found, line) = finding(&session, "rich-black-text");
    assert_eq!(found.severity, Severity::Error);
    assert!(line.starts_with("text:") && found.message.contains("C 60 M 50 Y 50 K 100"), "{line} {}", found.message);
}

#[test]
fn an_accent_of_340_percent() {
    let theme = "theme:\n  accent:\n    srgb: \"#101020\"\n    cmyk: [100, 90, 80, 70]\n";
    let session = Case::of(&format!("{EVENT}{theme}")).session();
    let (found, line) = finding(&session, "ink-limit");
    assert_eq!((found.severity, value(found)), (Severity::Error, 340.0));
    assert_eq!(line, "cmyk: [100, 90, 80, 70]");
    let layout = "extends: report\nswatches:\n  accent: { cmyk: [100, 90, 80, 70], srgb: \"#101020\" }\n";
    let session = Case::with_layout(layout).session();
    let (_, line) = finding(&session, "ink-limit");
    assert!(line.starts_with("accent:"), "{line}");
}

#[test]
fn pictures_are_held_within_the_limit_before_they_are_looked_at() {
    for inks in [[250, 230, 220, 180], [150, 120, 110, 60]] {
        let session = with_picture(&cmyk(inks, false)).session();
        assert_eq!(session.preflight, Some(plenary::Preflight::default()));
        assert!(!session.diagnostics.has_errors());
    }
}

#[test]
fn a_picture_whose_adobe_marker_lies() {
    let session = with_picture(&cmyk([30, 20, 25, 0], true)).session();
    let found = session.diagnostics.list.iter().find(|d| d.code == "inverted-picture").expect("it is told");
    assert_eq!(found.severity, Severity::Error);
    assert!(found.span.is_some() && found.message.contains("hall.img"), "{}", found.message);
}

/// A layout whose cover's picture ends where `right` says.
fn cover_to(right: &str) -> Case {
    let item = format!(
        "{{ picture: {{ of: cover, left: bleed left, top: bleed top, right: {right}, bottom: bleed bottom }} }}"
    );
    let layout = format!("extends: booklet\nmasters:\n  cover: {{ items: {{ full: {item} }} }}\n");
    let event = format!("layout: ./mine.yaml\ncover: {{ file: cover.png, alt: A gauge }}\n{EVENT}");
    Case::of(&event).and("mine.yaml", layout.as_bytes()).and("cover.png", &png(1900, 2600))
}

#[test]
fn a_full_bleed_picture_that_stops_at_the_trim() {
    for (right, least, most) in [("trim right", 0.0, 0.0), ("trim right + 1mm", 0.9, 1.1)] {
        let session = cover_to(right).session();
        let (found, line) = finding(&session, "bleed");
        assert_eq!(found.severity, Severity::Error);
        assert!(line.starts_with("cover:") && line.contains(right), "{line}");
        assert!((least..=most).contains(&value(found)), "{}", found.message);
    }
    let session = cover_to("bleed right").session();
    assert!(session.diagnostics.list.iter().all(|d| d.code != "bleed"));
    let session = cover_to("trim right - 2mm").session();
    let (found, _) = finding(&session, "safe-margin");
    assert_eq!(found.severity, Severity::Warning);
}

#[test]
fn words_that_one_cannot_read() {
    let layout = "extends: report\nswatches:\n  text: { cmyk: [0, 0, 0, 12], srgb: \"#E0E0E0\" }\n";
    let session = Case::with_layout(layout).session();
    let (found, line) = finding(&session, "low-contrast");
    assert!(value(found) < 1.5 && !line.is_empty(), "{}", found.message);
}

#[test]
fn pages_that_the_binding_needs() {
    let event = format!("print: {{ preflight: {{ page_multiple: 4 }} }}\nlayout: handout\n{EVENT}");
    let session = Case::of(&event).session();
    let found = session.diagnostics.list.iter().find(|d| d.code == "page-count").expect("it is told");
    assert_eq!(found.severity, Severity::Warning);
    assert!(found.message.contains("short of a multiple of 4"), "{}", found.message);
}

#[test]
fn what_is_known_is_listed_as_silenced() {
    let theme = "theme: { accent: { srgb: \"#101020\", cmyk: [100, 90, 80, 70] } }\n";
    let silence = "print:\n  preflight:\n    silence:\n      - { code: ink-limit, reason: The printer uses UV inks }\n";
    let session = Case::of(&format!("{silence}{EVENT}{theme}")).session();
    assert!(!session.diagnostics.has_errors());
    assert_eq!(session.preflight.map(|p| (p.errors, p.silenced > 0)), Some((0, true)));
    let text = render::render(&session.diagnostics, &session.sources, false);
    assert!(text.contains("silenced[ink-limit]: ") && text.contains("(The printer uses UV inks)"), "{text}");
}

#[test]
fn limits_can_be_set() {
    let small = png(2700, 1800);
    let picture = with_picture(&small);
    assert_eq!(picture.session().preflight, Some(plenary::Preflight::default()));
    let strict = fs::read_to_string(picture.folder.path().join("event.yaml")).expect("read");
    let strict = format!("print: {{ preflight: {{ resolution_warning: 600, resolution_error: 500 }} }}\n{strict}");
    let session = Case::of(&strict).and("hall.img", &small).session();
    assert_eq!(finding(&session, "low-resolution").0.severity, Severity::Error);
}

fn plenary(folder: &Path, args: &[&str]) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).args(args).env("NO_COLOR", "1").output().expect("the binary runs")
}

#[test]
fn a_print_edition_with_errors_is_not_written() {
    let case = Case::of(&format!("{EVENT}theme: {{ accent: {{ srgb: \"#101020\", cmyk: [100, 90, 80, 70] }} }}\n"));
    let folder = case.folder.path();
    let output = plenary(folder, &["build", "event.yaml", "--edition", "print", "-o", "out.pdf"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.join("out.pdf").exists());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("error[ink-limit]") && told.contains("preflight: 1 error"), "{told}");
    assert_eq!(plenary(folder, &["build", "event.yaml", "-o", "out.pdf"]).status.code(), Some(0));
    assert_eq!(plenary(folder, &["check", "event.yaml"]).status.code(), Some(1));
    assert_eq!(plenary(folder, &["check", "event.yaml", "--edition", "screen"]).status.code(), Some(0));
}

#[test]
fn programs_read_page_value_and_limit() {
    let case = Case::of(&format!("{EVENT}theme: {{ accent: {{ srgb: \"#101020\", cmyk: [100, 90, 80, 70] }} }}\n"));
    let output = plenary(case.folder.path(), &["check", "event.yaml", "--message-format", "json"]);
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let objects: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let found = objects.iter().find(|object| object["code"] == "ink-limit").expect("it is told");
    assert_eq!(
        (&found["page"], &found["value"], &found["limit"], &found["unit"]),
        (&"1".into(), &340.0.into(), &300.0.into(), &"%".into())
    );
    assert_eq!(found["place"]["line"], 8);
    assert_eq!(objects.last().expect("a last line")["preflight"]["errors"], 1);
}

#[test]
fn sound_events_are_left_alone() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut wrong = String::new();
    for entry in fs::read_dir(samples).expect("the folder can be read") {
        let event: PathBuf = entry.expect("an entry").path().join("event.yaml");
        if !event.exists() {
            continue;
        }
        for layout in ["report", "booklet", "handout"] {
            let request = Request { layout: Some(layout.into()), ..Request::new(event.clone(), Edition::Print) };
            let mut session = Session::default();
            let done = inspect(&request, Inspection::default(), &mut session);
            if done.is_err() || session.preflight != Some(plenary::Preflight::default()) {
                wrong += &format!(
                    "{} {layout}\n{}",
                    event.display(),
                    render::render(&session.diagnostics, &session.sources, false)
                );
            }
        }
    }
    assert_eq!(wrong, "");
}
