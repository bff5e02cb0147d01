//! Words that an author typed in capitals, as a sentence is written.
//!
//! In: the words of a quote. Out: the same with small letters but at the beginning of each sentence, where all of them
//! were capitals; others as they are. Names and abbreviations among capitals cannot be told from other words, so this
//! is done only where a layout asks for it.

use super::quotes::{CLOSING_MARKS, SENTENCE_ENDS};
use crate::event::markup::{Inline, plain_text};
use icu_casemap::CaseMapper;
use icu_locale_core::LanguageIdentifier;

/// Fewer words in capitals are a name or an abbreviation rather than a sentence.
const LEAST_WORDS: usize = 3;

/// Whether a text is typed in capitals throughout.
pub fn is_typed_in_capitals(text: &str) -> bool {
    text.split_whitespace().count() >= LEAST_WORDS
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
}

/// Sets the words of one paragraph as sentences, if all are capitals.
pub fn in_sentence_case(words: &mut [Inline], language: &str) {
    if !is_typed_in_capitals(&plain_text(words)) {
        return;
    }
    let locale = language.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    let mut sentence = Sentence { begins: true, stopped: false };
    for inline in words {
        inline.text = small(&inline.text, &locale, &mut sentence);
    }
}

/// Where a text stands in its sentence.
struct Sentence {
    /// The next letter is its first.
    begins: bool,
    /// A stop was the last mark.
    stopped: bool,
}

impl Sentence {
    /// Whether this character is the first letter of a sentence.
    fn takes(&mut self, c: char) -> bool {
        if SENTENCE_ENDS.contains(&c) {
            self.stopped = true;
        } else if c.is_whitespace() {
            self.begins |= self.stopped;
        } else if c.is_alphanumeric() {
            self.stopped = false;
            return std::mem::take(&mut self.begins);
        } else if !CLOSING_MARKS.contains(&c) {
            self.stopped = false;
        }
        false
    }
}

/// The text with small letters, word by word, so that a mapping knows the letters round it.
fn small(text: &str, locale: &LanguageIdentifier, sentence: &mut Sentence) -> String {
    let mapper = CaseMapper::new();
    let mut done = String::new();
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let mut kept = None;
        for (at, c) in word.char_indices() {
            if sentence.takes(c) {
                kept = Some(at + c.len_utf8());
            }
        }
        let own = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let kept = kept.unwrap_or(if locale.language.as_str() == "en" && own == "I" { own.len() } else { 0 });
        let (first, rest) = word.split_at(kept);
        done.push_str(first);
        done.push_str(&mapper.lowercase_to_string(rest, locale));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};

    fn sentence_case(text: &str, language: &str) -> String {
        let words = |text: &str| super::super::bindings::plain_inlines(text, Span::new(FileId(0), 0, 0));
        let mut words = words(text);
        in_sentence_case(&mut words, language);
        plain_text(&words)
    }

    #[test]
    fn first_letters_of_sentences_stay() {
        assert_eq!(
            sentence_case("WE CAME LATE. “NOBODY ASKED,” I SAID.", "en"),
            "We came late. “Nobody asked,” I said."
        );
        assert_eq!(
            sentence_case("WHO KEEPS THE BOOK? THE KEEPER’S SON.", "en"),
            "Who keeps the book? The keeper’s son."
        );
        assert_eq!(sentence_case("IŞIK İLİ GÖRDÜ", "tr"), "Işık ili gördü");
        assert_eq!(sentence_case("WE PAID 2.5 PER CENT", "en"), "We paid 2.5 per cent");
    }

    #[test]
    fn other_words_are_left_alone() {
        assert_eq!(sentence_case("We measured for UNESCO.", "en"), "We measured for UNESCO.");
        assert_eq!(sentence_case("WHO, UNESCO", "en"), "WHO, UNESCO");
    }
}
