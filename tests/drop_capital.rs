//! Drop capitals: where the letter stands, how its word is read, and when there is none.

use plenary::compose::page::FragmentKind;
use plenary::glyph::GlyphRun;
use plenary::text::Line;
use plenary::{Edition, Request, Session, Typeset, typeset};
use std::fs;

const LAYOUT: &str = "extends: report\nstyles:\n  initial: { based_on: display }\nbands:\n  speaker:\n    drop_capital: { lines: 3, style: initial, clearance: 5pt }\n";

const TEXT: &str = "years ago the river was measured by a man with a stick, who wrote down what he saw and went home to his \
    supper. Nobody asked him for the figures, and he gave them to nobody; they lie in a drawer of the archive to this \
    day, in a hand so clear that a child can read them, and a child has. The rest of what I have to say is about \
    that child, who is now forty years old and runs the office in which the figures are kept.";

/// An event of one speaker with these remarks.
fn set(language: &str, remarks: &str) -> Typeset {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("mine.yaml"), LAYOUT).expect("the layout can be written");
    let remarks: String = remarks.lines().map(|line| format!("      {line}\n")).collect();
    let event = folder.path().join("event.yaml");
    let text = format!(
        "layout: ./mine.yaml\nlanguage: {language}\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n  - name: Ms. One\n    remarks: |\n{remarks}"
    );
    fs::write(&event, text).expect("the event can be written");
    let mut session = Session::default();
    let request = Request::new(event, Edition::Screen);
    let set = typeset(&request, &mut session);
    set.unwrap_or_else(|_| panic!("{:?}", session.diagnostics.list))
}

/// The lines of running text with their left ends in points.
fn lines(set: &Typeset) -> Vec<(f64, Line)> {
    let fragments = set.composed.pages.iter().flat_map(|page| &page.fragments);
    let line = |kind: &FragmentKind| match kind {
        FragmentKind::Line { origin, line, on_grid: true } => Some((origin.x.to_pt(), line.clone())),
        _ => None,
    };
    fragments.filter_map(|fragment| line(&fragment.kind)).collect()
}

fn first_line(set: &Typeset) -> Line {
    lines(set).swap_remove(0).1
}

/// The words of a run, as a reader of the file gets them.
fn words(run: &GlyphRun) -> String {
    let clusters = run.glyphs.chunk_by(|a, b| a.cluster == b.cluster).map(|glyphs| glyphs[0].cluster.clone());
    clusters.map(|range| &run.text[range.start as usize..range.end as usize]).collect()
}

/// Whether the first line has a letter over three lines.
fn has_drop(line: &Line) -> bool {
    line.runs.iter().any(|run| run.rise.to_pt() < -1.0)
}

#[test]
fn its_top_is_the_cap_height_of_the_first_line_and_its_foot_a_baseline() {
    let set = set("en", &format!("Thirty {TEXT}"));
    let line = first_line(&set);
    let [letter, text, ..] = line.runs.as_slice() else { panic!("{line:?}") };
    let cap = |run: &GlyphRun| {
        let face = set.fonts.face(run.font);
        run.size.to_pt() * f64::from(face.cap_height) / f64::from(face.units_per_em)
    };
    assert!((letter.rise.to_pt() + 2.0 * set.document.page.leading.to_pt()).abs() < 0.01);
    assert!((cap(letter) + letter.rise.to_pt() - cap(text)).abs() < 0.02);
    // Its ink begins at the column's edge: T has a side bearing of its own.
    let face = set.fonts.face(letter.font);
    let [left, ..] = face.ink(letter.glyphs[0].id).expect("it has ink");
    let ink = letter.x.to_pt() + letter.size.to_pt() * f64::from(left) / f64::from(face.units_per_em);
    let lines = lines(&set);
    // The fourth line stands at the column's edge.
    assert!((lines[0].0 + ink - lines[3].0).abs() < 0.02, "{ink} from {}", lines[0].0);
}

#[test]
fn the_word_is_read_whole_in_its_paragraph() {
    for (remarks, first) in [("Thirty ", "Thirty years "), ("“Thirty ", "“Thirty years "), ("A few ", "A few years ")]
    {
        let line = first_line(&set("en", &format!("{remarks}{TEXT}")));
        assert!(has_drop(&line), "{remarks}");
        let read: String = line.runs.iter().map(words).collect();
        assert!(read.starts_with(first), "{read}");
        assert!(line.runs.iter().all(|run| run.tag == line.runs[0].tag && run.tag.is_some()), "{line:?}");
    }
}

#[test]
fn letters_are_those_of_the_language_and_what_hangs_keeps_a_line_free() {
    let narrowed = |set: &Typeset| {
        let lines = lines(set);
        lines.iter().take_while(|line| line.0 == lines[0].0).count()
    };
    for (language, word, rows) in [("tr", "İki", 3), ("az", "Əlli", 3), ("tr", "Şimdi", 4), ("en", "Thirty", 3)] {
        let set = set(language, &format!("{word} {TEXT}"));
        assert!(has_drop(&first_line(&set)), "{word}");
        assert_eq!(narrowed(&set), rows, "{word}");
    }
}

#[test]
fn there_is_none_without_a_capital_or_without_room() {
    let arabic = "قبل ثلاثين عاما كان النهر يقاس بعصا وكان الرجل يكتب ما يراه ثم يعود إلى بيته ".repeat(6);
    for (language, remarks) in [
        ("ar", arabic.as_str()),
        ("en", "Thanks to all."),
        ("en", &format!("1906 was wet. Thirty {TEXT}")),
        ("en", &format!("- Thirty {TEXT}\n- Forty {TEXT}")),
        ("en", &format!("> Thirty {TEXT}\n\nForty {TEXT}")),
    ] {
        assert!(!has_drop(&first_line(&set(language, remarks))), "{remarks}");
    }
}
