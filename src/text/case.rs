//! Capitals by the rules of the language, cluster by cluster, so that each capital knows the letters it stands for.
//!
//! Full case mapping of the Unicode Standard, 3.13 and `SpecialCasing.txt`: i becomes İ in Turkish and Azerbaijani,
//! ß becomes SS.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_locale_core::LanguageIdentifier;

/// The language's tag as ICU takes it; a tag that is not well formed has no rules of its own.
pub fn language(tag: &str) -> LanguageIdentifier {
    LanguageIdentifier::try_from_str(tag).unwrap_or(LanguageIdentifier::UNKNOWN)
}

/// Calls `put` with each character of the text in capitals and the byte at which its source character begins.
pub fn upper(text: &str, language: &LanguageIdentifier, mut put: impl FnMut(char, usize)) {
    const MAPPER: CaseMapperBorrowed<'static> = CaseMapper::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let mut end = start + first.len_utf8();
        // Combining marks take part in the mapping (Lithuanian dots, Greek accents).
        while let Some(mark) = text[end..].chars().next().filter(|c| ('\u{300}'..='\u{36F}').contains(c)) {
            end += mark.len_utf8();
        }
        let mapped = MAPPER.uppercase_to_string(&text[start..end], language);
        mapped.chars().for_each(|c| put(c, start));
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upper_of(text: &str, tag: &str) -> String {
        let mut out = String::new();
        upper(text, &language(tag), |c, _| out.push(c));
        out
    }

    #[test]
    fn dotted_and_dotless_i_follow_the_language() {
        assert_eq!(upper_of("ışık ili", "tr"), "IŞIK İLİ");
        assert_eq!(upper_of("iyirmi ilin xatirəsi", "az"), "İYİRMİ İLİN XATİRƏSİ");
        assert_eq!(upper_of("Straße in", "en"), "STRASSE IN");
    }
}
