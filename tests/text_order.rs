//! No word is lost: the introduction, the remarks of each speaker, the sections and the closing stand in the display
//! list of every sample, paragraph by paragraph, whole and in the order of the event; pull quotes, sources and captions
//! stand there too, and repeated words a second time.

mod pages_support;

use pages_support::words::{Painted, Wanted, compare, lost};
use pages_support::*;

#[test]
fn every_word_is_painted_in_order() {
    let of_sample = |name: String| {
        let event = sample(&name);
        lost(&event, &typeset(&event)).into_iter().map(move |found| format!("{name}: {found}"))
    };
    let found: Findings = samples().into_iter().flat_map(of_sample).collect();
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
