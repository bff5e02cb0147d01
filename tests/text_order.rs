//! No word is lost: the introduction, the remarks of each speaker, the sections and the closing stand in the display
//! list of every sample, paragraph by paragraph, whole and in the order of the event; pull quotes, sources and captions
//! stand there too, and repeated words a second time.

mod pages_support;

use pages_support::words::{Painted, Wanted, compare, lost};
use pages_support::*;
use plenary::Typeset;
use plenary::compose::page::FragmentKind;

const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];

#[test]
fn every_word_is_painted_in_order() {
    let of_sample = |name: String| {
        let event = sample(&name);
        lost(&event, &typeset(&event)).into_iter().map(move |found| format!("{name}: {found}"))
    };
    let found: Findings = samples().into_iter().flat_map(of_sample).collect();
    assert_eq!(found, [] as [String; 0]);
}

/// Signs of Markdown that nothing has read.
fn raw_marks(text: &str) -> Option<&'static str> {
    ["*", "==", "> [!", "](", "^"].into_iter().find(|mark| text.contains(mark))
}

/// The words of every line on the pages.
fn lines(set: &Typeset) -> Vec<String> {
    let mut words = Vec::new();
    for fragment in set.composed.pages.iter().flat_map(|page| &page.fragments) {
        if let FragmentKind::Line { line, .. } = &fragment.kind {
            words.push(line.runs.iter().map(|run| &*run.text).collect());
        }
    }
    words
}

#[test]
fn no_mark_of_markdown_is_painted() {
    let mut found: Findings = Vec::new();
    for (name, layout) in samples().iter().flat_map(|name| LAYOUTS.map(|layout| (name, layout))) {
        let set = try_typeset_in(&sample(name), Some(layout)).unwrap_or_else(|messages| panic!("{name}: {messages}"));
        let words = lines(&set);
        assert!(words.len() > 10, "{name}, {layout}: {words:?}");
        let raw = words.iter().filter(|words| raw_marks(words).is_some());
        found.extend(raw.map(|words| format!("{name}, {layout}: {words}")));
    }
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn every_sample_has_words() {
    for name in samples() {
        let wanted = words::wanted(&sample(&name));
        assert!(wanted.story.len() >= 4, "{name}: {wanted:?}");
    }
    let twin = words::wanted(&sample(TWIN));
    assert!(twin.story.len() > 40 && twin.beside.len() >= 4 && twin.repeated.len() >= 5, "{twin:?}");
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|&words| words.to_owned()).collect()
}

#[test]
fn what_is_lost_is_found() {
    let wanted = Wanted {
        story: strings(&["One word.", "Two words.", "Three."]),
        beside: strings(&["A quote"]),
        repeated: strings(&["wo words"]),
    };
    let painted =
        |blocks: &[&str], artifacts: &str| Painted { blocks: strings(blocks), artifacts: artifacts.to_owned() };
    let all = painted(&["One word.", "A head", "Two words.", "“A quote”", "Three."], "7 “Two words”");
    assert_eq!(compare(&wanted, &all), [] as [String; 0]);
    let some = painted(&["Two words.", "One word.", "Three"], "7");
    assert_eq!(
        compare(&wanted, &some),
        [
            "not in its order: \"Two words.\"",
            "not painted: \"Three.\"; painted was Some(\"Three\")",
            "not painted: \"A quote\"; painted was Some(\"Three\")",
            "not repeated: \"wo words\"",
        ]
    );
}
