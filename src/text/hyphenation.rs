//! Where a word may be divided: patterns of Liang ("Word Hy-phen-a-tion by Com-put-er", 1983), in the dictionaries
//! that `hypher` holds; Azerbaijani, which has none there, by the rule of its orthography (`syllables`).

use super::breaking::HyphenPrice;
use super::syllables;
use crate::geometry::Length;
use hypher::Lang;

/// How the words of a language are divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Divider {
    Patterns(Lang),
    Syllables,
}

/// The way for a BCP 47 tag; `None`: words of this language stay whole.
pub fn divider(tag: &str) -> Option<Divider> {
    match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
        "en" => Some(Divider::Patterns(Lang::English)),
        "tr" => Some(Divider::Patterns(Lang::Turkish)),
        "az" => Some(Divider::Syllables),
        _ => None,
    }
}

/// Whether words of this language (a BCP 47 tag) can be divided.
pub fn hyphenates(tag: &str) -> bool {
    divider(tag).is_some()
}

/// What a hyphen costs in languages whose long words of short syllables can be divided at the end of almost every line, times
/// that in English, so that a division must save more. In a narrow measure a higher price makes word spaces grow faster than
/// hyphens vanish; a wide one has enough spaces to share what a whole word leaves. `docs/quality.md` has the curve.
const SYLLABIC: (f64, f64) = (7.0, 24.0);
/// The narrow measure and the wide one of [`SYLLABIC`], in ems.
const NARROW_AND_WIDE: (i64, i64) = (24, 30);

/// What a hyphen costs in this language (a BCP 47 tag) at this type size, times that in English.
pub fn price(tag: &str, size: Length) -> HyphenPrice {
    if !divider(tag).is_some_and(Divider::is_syllabic) {
        return HyphenPrice::default();
    }
    let (narrow, wide) = SYLLABIC;
    let between = (NARROW_AND_WIDE.0 * size.units(), NARROW_AND_WIDE.1 * size.units());
    HyphenPrice { narrow, wide, between }
}

impl Divider {
    /// Turkish and Azerbaijani divide between all syllables, and most of them are short.
    fn is_syllabic(self) -> bool {
        self != Divider::Patterns(Lang::English)
    }

    /// Letters that stay at least before and after the hyphen: in English 3 (SPEC of the mock-up, section 3; its
    /// patterns allow 2 + 3). Turkish and Azerbaijani divide between syllables, most of two letters, and forbid only
    /// that one stands alone (Türk Dil Kurumu, "Yazım Kılavuzu"; for Azerbaijani see `syllables`). With 3 after the hyphen
    /// lines of the samples in `report` are 1.85 and 1.80 times the font's space at the 95th percentile instead of 1.70
    /// and 1.68.
    fn min_letters(self) -> (usize, usize) {
        if self.is_syllabic() { (2, 2) } else { (3, 3) }
    }

    /// Words of fewer letters stay whole. With 6 in Azerbaijani the 95th percentile is 1.73.
    fn least_letters(self) -> usize {
        if self == Divider::Syllables { 4 } else { 6 }
    }

    /// Bytes of an unbroken run of letters before which it may be divided.
    fn divisions(self, letters: &str) -> Vec<usize> {
        let (before, after) = self.min_letters();
        match self {
            Divider::Patterns(lang) => {
                let syllables = hypher::hyphenate_bounded(letters, lang, before, after);
                let mut ends: Vec<usize> = syllables.map(|syllable| end_in(letters, syllable)).collect();
                ends.pop();
                ends
            }
            Divider::Syllables => {
                let enough = |part: &str, least: usize| part.chars().nth(least - 1).is_some();
                let begins = syllables::beginnings(letters).into_iter();
                begins.filter(|at| enough(&letters[..*at], before) && enough(&letters[*at..], after)).collect()
            }
        }
    }
}

/// Byte of the word at which a part of it ends.
fn end_in(word: &str, part: &str) -> usize {
    part.as_ptr() as usize + part.len() - word.as_ptr() as usize
}

/// Bytes of the word before which it may be divided, each with whether the division is unwelcome (in a name or in a
/// compound that has a hyphen of its own). A word with soft hyphens is divided only there.
pub fn points(word: &str, divider: Option<Divider>) -> Vec<(usize, bool)> {
    if word.contains('\u{AD}') {
        let after = |(at, c): (usize, char)| at + c.len_utf8();
        let soft = word.char_indices().filter(|(_, c)| *c == '\u{AD}').map(after);
        return soft.filter(|at| *at < word.len()).map(|at| (at, false)).collect();
    }
    let Some(divider) = divider else { return Vec::new() };
    // In Azerbaijani an apostrophe marks a foreign word.
    let foreign = divider == Divider::Syllables && word.contains(['\'', '’', 'ʼ']);
    if word.len() < divider.least_letters() || is_code(word) || foreign {
        return Vec::new();
    }
    let compound = word.contains(['-', '\u{2010}', '–', '—']);
    let mut points = Vec::new();
    for (start, letters) in letter_runs(word, divider.least_letters()) {
        let name = letters.chars().next().is_some_and(char::is_uppercase);
        points.extend(divider.divisions(letters).into_iter().map(|at| (start + at, name || compound)));
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

/// Unbroken runs of at least so many letters, with their first byte.
fn letter_runs(word: &str, least: usize) -> impl Iterator<Item = (usize, &str)> {
    word.split(|c: char| !c.is_alphabetic())
        .filter(move |run| run.chars().nth(least - 1).is_some())
        .map(|run| (run.as_ptr() as usize - word.as_ptr() as usize, run))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, tag: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (at, _) in points(word, divider(tag)) {
            out = out + &word[from..at] + "|";
            from = at;
        }
        out + &word[from..]
    }

    #[test]
    fn each_language_is_divided_in_its_way() {
        assert_eq!(divided("hyphenation,", "en-GB"), "hyphen|ation,");
        assert_eq!(divided("değerlendirme", "tr"), "de|ğer|len|dir|me");
        assert_eq!(divided("adı", "tr"), "adı");
        assert_eq!(divided("olayı", "tr"), "olayı");
        assert_eq!(divided("qiymətləndirmə,", "az"), "qiy|mət|lən|dir|mə,");
        assert_eq!(divided("Selinfluss", "de"), "Selinfluss");
    }

    #[test]
    fn no_letter_stands_alone() {
        for (word, parts) in [("ata", "ata"), ("azadlıq", "azad|lıq"), ("mətbəə", "mət|bəə"), ("ailəyə", "ai|lə|yə")]
        {
            assert_eq!(divided(word, "az"), parts);
        }
    }

    #[test]
    fn azerbaijani_codes_numbers_and_apostrophes_stay_whole() {
        for word in ["ADPU", "1992-ci", "21-dən", "O’Neillərin", "Qur'anı", "3-cü", "info@xalça.example"] {
            assert_eq!(divided(word, "az"), word);
        }
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
        assert_eq!(points("Constantinople", divider("en")).first().map(|p| p.1), Some(true));
    }
}
