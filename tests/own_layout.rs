//! A designer's own layout beside the event that names it: a changed copy of the report, or one that extends it.

use plenary::compose::page::FragmentKind;
use plenary::diagnostic::render;
use plenary::paint::dump::dump;
use plenary::paint::paint;
use plenary::resolve::document::Part;
use plenary::{Edition, Request, Session, Typeset, typeset};
use std::fs;
use std::path::Path;

const EVENT: &str = "layout: ./mine.yaml\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n  - name: Ms. One\n    remarks: |\n      A few words were said, and they were enough.\n";

/// Composes the event with a layout; the session tells what was wrong.
fn composed(layout: &str) -> (Option<Typeset>, Session) {
    composed_with(EVENT, layout)
}

fn composed_with(event_text: &str, layout: &str) -> (Option<Typeset>, Session) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("mine.yaml"), layout).expect("the layout can be written");
    let event = folder.path().join("event.yaml");
    fs::write(&event, event_text).expect("the event can be written");
    let mut session = Session::default();
    let request = Request::new(event, Edition::Screen);
    (typeset(&request, &mut session).ok(), session)
}

fn report() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/report.yaml");
    fs::read_to_string(path).expect("the report can be read")
}

fn changed(from: &str, to: &str) -> String {
    let report = report();
    assert!(report.contains(from), "the report no longer says {from}");
    report.replace(from, to)
}

#[test]
fn a_changed_copy_is_obeyed() {
    let layout = changed("paper: { width: 210mm, height: 297mm", "paper: { width: 216mm, height: 303mm");
    let (typeset, session) = composed(&layout);
    assert_eq!(session.diagnostics.list, []);
    let trim = typeset.expect("the copy is a layout").document.page.trim;
    assert_eq!((trim.width.to_mm().round(), trim.height.to_mm().round()), (216.0, 303.0));
}

/// What a layout sets stands, and what it extends gives way, whatever numbers that has.
#[test]
fn one_limit_of_a_gap_may_be_set_alone() {
    let wanted = [("least: 5", (5, 5, 6)), ("most: 1", (1, 1, 1)), ("rows: 9", (9, 2, 9)), ("rows: 0", (0, 0, 6))];
    for (key, gap) in wanted {
        let layout = format!("extends: report\nbands: {{ short-speaker: {{ gap: {{ {key} }} }} }}\n");
        let (typeset, session) = composed(&layout);
        assert_eq!(session.diagnostics.list, [], "{key}");
        let set = typeset.expect("the layout can be read");
        let stories = set.document.parts.iter().filter_map(|part| match part {
            Part::Story(story) => Some(story),
            _ => None,
        });
        let gaps: Vec<_> = stories.flat_map(|story| &story.bands).map(|band| band.gap).collect();
        assert!(gaps.iter().any(|found| (found.rows, found.least, found.most) == gap), "{key}: {gaps:?}");
    }
    let (typeset, session) = composed("extends: report\nbands: { speaker: { gap: { least: 5, most: 2 } } }\n");
    assert!(typeset.is_none() && session.diagnostics.list.len() == 1, "{:?}", session.diagnostics.list);
}

#[test]
fn a_style_that_is_not_there_is_named_with_the_one_that_was_meant() {
    let (typeset, session) = composed(&changed("name: { based_on: sans,", "name: { based_on: sams,"));
    assert!(typeset.is_none());
    let errors: Vec<_> = session.diagnostics.list.iter().map(|d| (d.message.as_str(), d.help.as_deref())).collect();
    assert_eq!(errors[0], ("there is no style `sams`", Some("did you mean `sans`?")));
}

#[test]
fn a_binding_that_is_not_there_is_an_error() {
    let (typeset, session) = composed(&changed("{{ organiser.mission }}", "{{ organiser.mision }}"));
    assert!(typeset.is_none());
    let first = &session.diagnostics.list[0];
    assert_eq!(first.message, "the event has nothing named `organiser.mision`");
    assert_eq!(first.help.as_deref(), Some("did you mean `organiser.mission`?"));
}

#[test]
fn a_family_that_is_not_there_lists_those_that_are() {
    let (typeset, session) = composed(&changed("sans: { font: Source Sans 3,", "sans: { font: Sauce Sans 3,"));
    assert!(typeset.is_none());
    let help = session.diagnostics.list[0].help.clone().unwrap_or_default();
    assert!(help.starts_with("did you mean `Source Sans 3`? there are "), "{help}");
}

/// The worked example of `docs/layout-format.md`.
fn example() -> (String, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/layout-format.md");
    let text = fs::read_to_string(path).expect("the reference can be read");
    let block = |after: &str, fence: &str| {
        let from = text.find(after).and_then(|at| text[at..].find(fence).map(|fence| at + fence)).expect("a block");
        let lines = text[from..].lines().skip(1).take_while(|line| line.trim() != "```");
        lines.map(|line| format!("{}\n", line.strip_prefix("   ").unwrap_or(line))).collect::<String>()
    };
    (block("<!-- mine.yaml -->", "```yaml"), block("A mistake is told", "```text"))
}

/// The event with a picture on its cover.
fn event_with_cover() -> String {
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/selin-gauges/images/cover.jpg");
    let cover =
        format!("cover:\n  file: {}\n  alt: A gauge\nsubtitle: Notes\nkind: Round table on\n", picture.display());
    EVENT.replace("title: A Day\n", &format!("title: A Day\ndate: 2026-05-14\n{cover}"))
}

/// How many rules the first page has.
fn rules_of_the_cover(typeset: &Typeset) -> usize {
    let page = typeset.composed.pages.first().expect("a page");
    page.fragments.iter().filter(|fragment| matches!(fragment.kind, FragmentKind::Rule { .. })).count()
}

/// The event's typeset pages as the painter lists them.
fn dumped(typeset: Typeset) -> String {
    let list = paint(&typeset.document, typeset.composed, &typeset.pictures);
    dump(&list, &|font| typeset.fonts.face(font).postscript_name.clone())
}

#[test]
fn the_worked_example_does_what_it_says() {
    let (layout, _) = example();
    let event = event_with_cover();
    let (own, session) = composed_with(&event, &layout);
    assert_eq!(session.diagnostics.list, []);
    let (plain, _) = composed_with(&event, "extends: report");
    let (own, plain) = (own.expect("it composes"), plain.expect("it composes"));
    let swatch = |typeset: &Typeset, name: &str| {
        typeset.document.swatches.iter().find(|swatch| swatch.name == name).map(|swatch| swatch.srgb)
    };
    assert_eq!(swatch(&own, "accent"), Some([0x8E, 0x34, 0x23]));
    // 16 % of the new accent on white.
    assert_eq!(swatch(&own, "accent-pale"), Some([237, 223, 220]));
    assert_eq!(swatch(&own, "paper"), swatch(&plain, "paper"));
    assert_eq!(rules_of_the_cover(&own) + 1, rules_of_the_cover(&plain));
    let (own, plain) = (dumped(own), dumped(plain));
    for (words, where_) in [
        ("\"Proceedings 12\"", "the new line"),
        ("SourceSerif4-Regular 10.00 text", "running text"),
        ("SourceSerif4Display-Regular 24.00 accent", "the name over both columns"),
        ("SourceSerif4Display-Regular 24.00 accent Paragraph \"Notes\"", "the subtitle"),
    ] {
        assert!(own.contains(words), "{where_}: {own}");
        assert!(!plain.contains(words), "{where_}: {plain}");
    }
}

#[test]
fn the_mistake_of_the_worked_example_is_told_as_it_says() {
    let (layout, message) = example();
    let (_, session) = composed(&layout.replace("foot-rule: null", "fot-rule: null"));
    let found = render::render(&session.diagnostics, &session.sources, false);
    let path = session.sources.get(session.diagnostics.list[0].span.expect("a place").file).path.clone();
    let found = found.replace(&*path.to_string_lossy(), "mine.yaml");
    assert_eq!(found, format!("{message}\n1 error\n"));
}

#[test]
fn a_layout_that_changes_nothing_is_the_one_that_it_extends() {
    let set = |layout: &str| dumped(composed(layout).0.expect("it composes"));
    assert_eq!(set("extends: report\n"), set(&report()));
}

#[test]
fn a_chain_is_laid_over_each_other_and_its_files_count_from_where_they_are_named() {
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/amiri/Amiri-Bold.ttf");
    let house = "extends: report\nfonts: { House: [fonts/house.ttf] }\nstyles:\n  body: { font: House, weight: 700 }\n  subheading: { weight: 700 }\n  closing: { weight: 600 }\n  lead: { weight: 600 }\n  message: { weight: 600 }\n  caption: { size: 9pt }\n";
    let series = "extends: house.yaml\nstyles:\n  caption: { size: 8pt }\n";
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir_all(folder.path().join("house/fonts")).expect("a folder can be made");
    fs::copy(font, folder.path().join("house/fonts/house.ttf")).expect("the font can be copied");
    fs::write(folder.path().join("house/house.yaml"), house).expect("written");
    fs::write(folder.path().join("house/series.yaml"), series).expect("written");
    fs::write(folder.path().join("mine.yaml"), "extends: ./house/series.yaml\ncolumns: { gutter: 20pt }\n")
        .expect("written");
    let event = folder.path().join("event.yaml");
    fs::write(&event, EVENT).expect("written");
    let mut session = Session::default();
    let request = Request::new(event, Edition::Screen);
    let set = typeset(&request, &mut session);
    assert_eq!(session.diagnostics.list, []);
    let set = set.expect("it composes");
    assert_eq!(set.document.page.gutter.to_pt(), 20.0);
    assert!(dumped(set).contains("Amiri-Bold 9.75"));
}
