//! Where a reader pauses, and words that lean on a neighbour: a title, fact or quote broken by sense ends its lines at a
//! pause and does not part these words from it, and running text does not part a title from its name.
//!
//! Short tables by language; the words are the commonest articles, prepositions and conjunctions of each. Turkish and
//! Azerbaijani conjunctions and determiners lean on the next word, their postpositions and enclitics on the one before.

use std::ops::Range;

const ENGLISH: [&str; 44] = [
    "a", "about", "after", "all", "an", "and", "as", "at", "before", "between", "but", "by", "every", "for", "from",
    "her", "his", "if", "in", "into", "is", "its", "my", "no", "not", "of", "on", "onto", "or", "our", "over", "than",
    "that", "the", "their", "this", "to", "under", "upon", "we", "when", "with", "without", "your",
];
const TURKISH: [&str; 12] = ["ama", "bir", "bu", "en", "her", "ki", "o", "şu", "ve", "veya", "ya", "çok"];
const AZERBAIJANI: [&str; 12] = ["amma", "bir", "bu", "hər", "ki", "lakin", "o", "və", "ya", "ən", "çox", "hansı"];

const TURKISH_AFTER: [&str; 22] = [
    "başına",
    "beri",
    "boyunca",
    "da",
    "dair",
    "de",
    "değil",
    "doğru",
    "gibi",
    "göre",
    "hakkında",
    "ile",
    "için",
    "kadar",
    "karşı",
    "mi",
    "mu",
    "mü",
    "mı",
    "sonra",
    "önce",
    "üzerine",
];
const AZERBAIJANI_AFTER: [&str; 22] = [
    "barədə",
    "boyunca",
    "bəri",
    "da",
    "dair",
    "də",
    "görə",
    "haqqında",
    "ilə",
    "kimi",
    "mi",
    "mu",
    "mü",
    "mı",
    "qarşı",
    "qədər",
    "sonra",
    "üzrə",
    "üçün",
    "əsasən",
    "əvvəl",
    "üzərində",
];

/// Titles and abbreviations that stand before a name or number.
const TITLES: [&str; 33] = [
    "Üyesi",
    "Görevlisi",
    "Amb.",
    "Rev.",
    "Dr.",
    "Prof.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "H.E.",
    "St.",
    "No.",
    "Nos.",
    "p.",
    "pp.",
    "vol.",
    "Sn.",
    "Doç.",
    "Av.",
    "Yrd.",
    "Öğr.",
    "Gör.",
    "Arş.",
    "Uzm.",
    "Müh.",
    "Ord.",
    "Op.",
    "Hz.",
    "Dos.",
    "Akad.",
    "Sayın",
    "Cənab",
    "Xanım",
];

/// Whether a line that begins with this word breaks the sense.
pub fn leans_on_previous(word: &str, language: &str) -> bool {
    let table: &[&str] = match language.get(..2) {
        Some("tr") => &TURKISH_AFTER,
        Some("az") => &AZERBAIJANI_AFTER,
        _ => return false,
    };
    table.contains(&word.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether the word is one letter, which running text would rather not leave at a line's end.
pub fn is_one_letter(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['“', '‘', '(', '«']).chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether a line that ends with this word breaks the sense.
pub fn leans_on_next(word: &str, language: &str) -> bool {
    let table: &[&str] = match language.get(..2) {
        Some("en") => &ENGLISH,
        Some("tr") => &TURKISH,
        Some("az") => &AZERBAIJANI,
        _ => return false,
    };
    let word = word.trim_matches(|c: char| matches!(c, '“' | '‘' | '(' | '«' | '"' | '\''));
    // A number is read with what it counts; a year stands alone.
    if (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    // No word of the tables begins with I, so simple small letters are right for Turkish too.
    table.iter().any(|entry| entry.chars().eq(word.chars().flat_map(char::to_lowercase)))
}

/// How a reader pauses at a place, the longest pause first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pause {
    /// The text or a line of its author's ends.
    Whole,
    Sentence,
    /// A comma, a semicolon, a colon, a dash or a middot.
    Comma,
    None,
}

/// The pause after the words before this byte.
pub fn pause_before(text: &str, at: usize) -> Pause {
    let (before, after) = text.split_at(at);
    // A dash between figures is no pause.
    if !before.ends_with(|c: char| c.is_whitespace() || c == '—') {
        return Pause::None;
    }
    let before = before.trim_end();
    let words = before.trim_end_matches(['”', '“', '’', '‘', '»', '"', '\'', ')', ']']);
    let begins = after.trim_start().trim_start_matches(['“', '”', '‘', '«', '"', '(', '[']).chars().next();
    match words.chars().next_back() {
        // A full stop before a small letter closes an abbreviation.
        Some('.' | '!' | '?' | '…') if !begins.is_some_and(char::is_lowercase) => Pause::Sentence,
        Some('.' | '!' | '?' | '…' | ',' | ';' | ':' | '–' | '—' | '·' | '،' | '؛') => Pause::Comma,
        _ => Pause::None,
    }
}

/// The bytes of a name behind the titles with which the text begins, up to the first mark after it, its own first byte
/// left out; empty where no title stands.
pub fn name_after_titles(text: &str) -> Range<usize> {
    let words = text.match_indices([' ', '\u{A0}']).map(|(at, space)| at + space.len());
    let start = words.take_while(|at| is_title_before(text, *at)).last().unwrap_or(text.len());
    let end = text[start..].find([',', ';', '(', '\n', '·']).map_or(text.len(), |end| start + end);
    start + 1..end.max(start + 1)
}

/// Whether the word that ends (with its space) at this byte is a title or an initial, or the first letter of an
/// abbreviation of several (`e. V.`, `z. B.`).
pub fn is_title_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    if is_lone_letter(before.split_whitespace().next_back()) && is_lone_letter(text[at..].split_whitespace().next()) {
        return true;
    }
    let start = before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8());
    let word = before[start..].trim_start_matches(['(', '“', '‘']);
    if !word.ends_with('.') && !matches!(word, "Sayın" | "Cənab" | "Xanım" | "Üyesi" | "Görevlisi") {
        return false;
    }
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none();
    initial || TITLES.contains(&word)
}

/// A letter with a full stop, and perhaps a comma or the like after it.
fn is_lone_letter(word: Option<&str>) -> bool {
    let mut chars = word.unwrap_or_default().trim_start_matches(['(', '“', '‘', '„']).chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some('.') && !chars.any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_prepositions_lean() {
        assert!(leans_on_next("The", "en"));
        assert!(leans_on_next("“of", "en-GB"));
        assert!(!leans_on_next("Gauges", "en"));
        assert!(leans_on_next("və", "az"));
        assert!(!leans_on_next("və", "en"));
        assert!(leans_on_next("40", "en") && !leans_on_next("1906", "en"));
    }

    #[test]
    fn postpositions_lean_on_the_word_before() {
        assert!(leans_on_previous("için", "tr") && leans_on_previous("haqqında:", "az"));
        assert!(!leans_on_previous("için", "en") && !leans_on_previous("içinde", "tr"));
    }

    #[test]
    fn titles_hold_their_names() {
        assert!(is_title_before("by Dr. ", 7));
        assert!(is_title_before("J. ", 3));
        assert!(!is_title_before("end. ", 5));
        assert!(is_title_before("Freunde e. V., Port", 11) && !is_title_before("plan e. Two", 8));
        let text = "Dr. Öğr.\u{A0}Üyesi Güngör Ekşioğlu, Kıyı";
        let name = name_after_titles(text);
        assert_eq!(&text[name], "üngör Ekşioğlu");
        assert!(name_after_titles("Güngör Ekşioğlu").is_empty());
    }

    #[test]
    fn a_reader_pauses_after_sentences_and_commas() {
        assert_eq!(pause_before("It is. Now", 7), Pause::Sentence);
        assert_eq!(pause_before("Port, etc. and", 11), Pause::Comma);
        assert_eq!(pause_before("Head of Planning, Mutual", 18), Pause::Comma);
        assert_eq!(pause_before("Head of Planning", 8), Pause::None);
        assert_eq!(pause_before("10.00–17.00", 8), Pause::None);
    }
}
