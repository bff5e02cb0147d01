//! The direction of a paragraph.
//!
//! In: its words and the direction of the document. Out: whether it is set from right to left. UAX #9, P2 and P3: the
//! first strong letter decides; as HL1 allows, it does not where most letters run the document's way, so that a
//! sentence may begin with a foreign word.

use unicode_bidi::{BidiClass, bidi_class};

/// Whether these words are set from right to left.
pub fn of_words<'w>(words: impl Iterator<Item = &'w str>, document: bool) -> bool {
    let (mut first, mut against, mut along) = (None, 0, 0);
    for right_to_left in words.flat_map(str::chars).filter_map(strong) {
        first = first.or(Some(right_to_left));
        if right_to_left == document {
            along += 1;
        } else {
            against += 1;
        }
    }
    match first {
        Some(first) if first != document && against > along => first,
        _ => document,
    }
}

/// The direction of a strong letter.
fn strong(c: char) -> Option<bool> {
    match bidi_class(c) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::of_words;

    fn of(words: &str, document: bool) -> bool {
        of_words([words].into_iter(), document)
    }

    #[test]
    fn the_first_strong_letter_decides() {
        assert!(of("“الخط هندسة روحانية” 1312", false));
        assert!(of("الخط هندسة (hat) روحانية", false));
        assert!(!of("“Hat” الخط", false));
        assert!(!of("A line of words", true));
    }

    #[test]
    fn without_letters_or_with_most_against_it_the_document_decides() {
        assert!(!of("12.", false) && of("12.", true));
        assert!(!of("سلام is a word of greeting", false));
        assert!(of("Plenary برنامج ينضّد التقارير", true));
    }
}
