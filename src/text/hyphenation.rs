//! Where a word may be divided: patterns of Liang ("Word Hy-phen-a-tion by Com-put-er", 1983), in the dictionaries
//! that `hypher` holds. A language without one (Azerbaijani) is not hyphenated.

use hypher::Lang;

/// Letters that stay at least before and after the hyphen: in English 3 (SPEC of the mock-up, section 3; its patterns
/// allow 2 + 3). Turkish divides between syllables, most of two letters, and forbids only that one stands alone
/// (Türk Dil Kurumu, "Yazım Kılavuzu"); with 3 its lines are 1.36 instead of 1.20 times the font's space at the 95th
/// percentile (the peers' text, 298 pt), at as many hyphens.
fn min_letters(lang: Lang) -> usize {
    if lang == Lang::Turkish { 2 } else { 3 }
}

/// The dictionary for a BCP 47 tag.
pub fn dictionary(tag: &str) -> Option<Lang> {
    match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
        "en" => Some(Lang::English),
        "tr" => Some(Lang::Turkish),
        _ => None,
    }
}

/// Whether words of this language (a BCP 47 tag) can be divided.
pub fn has_dictionary(tag: &str) -> bool {
    dictionary(tag).is_some()
}

/// What a hyphen costs in this language (a BCP 47 tag), times that in English. Long words of short syllables can be
/// divided at the end of almost every line, so a division must save more. Measured on the peers' Turkish text and
/// `samples/olive-presses` (235 pt): once the English price gives 25 % of lines hyphenated, 8 times 22 %, with the same
/// word spaces; 16 times gives 16 % with a 95th percentile beyond 1.7.
pub fn price(tag: &str) -> f64 {
    if dictionary(tag) == Some(Lang::Turkish) { 8.0 } else { 1.0 }
}

/// Bytes of the word before which it may be divided, each with whether the division is unwelcome (in a name or in a
/// compound that has a hyphen of its own). A word with soft hyphens is divided only there.
pub fn points(word: &str, dictionary: Option<Lang>) -> Vec<(usize, bool)> {
    if word.contains('\u{AD}') {
        let after = |(at, c): (usize, char)| at + c.len_utf8();
        let soft = word.char_indices().filter(|(_, c)| *c == '\u{AD}').map(after);
        return soft.filter(|at| *at < word.len()).map(|at| (at, false)).collect();
    }
    let Some(lang) = dictionary else { return Vec::new() };
    let least = min_letters(lang);
    if word.len() < 2 * least || is_code(word) {
        return Vec::new();
    }
    let compound = word.contains(['-', '\u{2010}', '–', '—']);
    let mut points = Vec::new();
    for (start, letters) in letter_runs(word, least) {
        let mut at = start;
        let name = letters.chars().next().is_some_and(char::is_uppercase);
        let mut syllables = hypher::hyphenate_bounded(letters, lang, least, least).peekable();
        while let Some(syllable) = syllables.next() {
            at += syllable.len();
            if syllables.peek().is_some() {
                points.push((at, name || compound));
            }
        }
    }
    points
}

/// Abbreviations in capitals, numbers, addresses: what a reader takes in as one sign.
fn is_code(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    capitals || word.chars().any(char::is_numeric) || word.contains(['@', '/', '_', '\\']) || has_inner_dot(word)
}

fn has_inner_dot(word: &str) -> bool {
    word.match_indices('.').any(|(at, _)| word[at + 1..].starts_with(char::is_alphabetic))
}

/// Unbroken runs of letters that are long enough for `least` on both sides, with their first byte.
fn letter_runs(word: &str, least: usize) -> impl Iterator<Item = (usize, &str)> {
    word.split(|c: char| !c.is_alphabetic())
        .filter(move |run| run.chars().nth(2 * least - 1).is_some())
        .map(|run| (run.as_ptr() as usize - word.as_ptr() as usize, run))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, tag: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (at, _) in points(word, dictionary(tag)) {
            out = out + &word[from..at] + "|";
            from = at;
        }
        out + &word[from..]
    }

    #[test]
    fn english_and_turkish_have_dictionaries_azerbaijani_has_none() {
        assert_eq!(divided("hyphenation,", "en-GB"), "hyphen|ation,");
        assert_eq!(divided("değerlendirme", "tr"), "de|ğer|len|dir|me");
        assert_eq!(divided("adı", "tr"), "adı");
        assert_eq!(divided("olayı", "tr"), "ola|yı");
        assert_eq!(divided("qiymətləndirmə", "az"), "qiymətləndirmə");
    }

    #[test]
    fn codes_and_short_words_stay_whole() {
        for word in ["UNESCO", "table", "covid19research", "www.meridian.example", "info@meridian.example"] {
            assert_eq!(divided(word, "en"), word);
        }
    }

    #[test]
    fn soft_hyphens_rule_out_the_dictionary() {
        assert_eq!(divided("Selin\u{AD}fluss", "de"), "Selin\u{AD}|fluss");
        assert_eq!(divided("hyphen\u{AD}ation", "en"), "hyphen\u{AD}|ation");
    }

    #[test]
    fn names_are_marked() {
        assert_eq!(points("Constantinople", dictionary("en")).first().map(|p| p.1), Some(true));
    }
}
