//! Words that lean on the next one: a title or quote broken by sense does not end a line with them, and running text
//! does not part a title from its name.
//!
//! Short tables by language; the words are the commonest articles, prepositions and conjunctions of each. Turkish and
//! Azerbaijani postpositions lean on the word before, so only their conjunctions and determiners are here.

const ENGLISH: [&str; 44] = [
    "a", "about", "after", "all", "an", "and", "as", "at", "before", "between", "but", "by", "every", "for", "from",
    "her", "his", "if", "in", "into", "is", "its", "my", "no", "not", "of", "on", "onto", "or", "our", "over", "than",
    "that", "the", "their", "this", "to", "under", "upon", "we", "when", "with", "without", "your",
];
const TURKISH: [&str; 12] = ["ama", "bir", "bu", "en", "her", "ki", "o", "şu", "ve", "veya", "ya", "çok"];
const AZERBAIJANI: [&str; 12] = ["amma", "bir", "bu", "hər", "ki", "lakin", "o", "və", "ya", "ən", "çox", "hansı"];

/// Titles and abbreviations that stand before a name or number.
const TITLES: [&str; 18] = [
    "Dr.", "Prof.", "Mr.", "Mrs.", "Ms.", "H.E.", "St.", "No.", "Nos.", "p.", "pp.", "vol.", "Sn.", "Doç.", "Av.",
    "Yrd.", "Cənab", "Xanım",
];

/// Whether a line that ends with this word breaks the sense.
pub fn leans_on_next(word: &str, language: &str) -> bool {
    let table: &[&str] = match language.get(..2) {
        Some("en") => &ENGLISH,
        Some("tr") => &TURKISH,
        Some("az") => &AZERBAIJANI,
        _ => return false,
    };
    let word = word.trim_matches(|c: char| matches!(c, '“' | '‘' | '(' | '«' | '"' | '\''));
    // No word of the tables begins with I, so simple small letters are right for Turkish too.
    table.iter().any(|entry| entry.chars().eq(word.chars().flat_map(char::to_lowercase)))
}

/// Whether the word that ends (with its space) at this byte is a title or an initial.
pub fn is_title_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let start = before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8());
    let word = before[start..].trim_start_matches(['(', '“', '‘']);
    if !word.ends_with('.') && !matches!(word, "Cənab" | "Xanım") {
        return false;
    }
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none();
    initial || TITLES.contains(&word)
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
    }

    #[test]
    fn titles_hold_their_names() {
        assert!(is_title_before("by Dr. ", 7));
        assert!(is_title_before("J. ", 3));
        assert!(!is_title_before("end. ", 5));
    }
}
