//! The language of words: for those who have the document read to them, a voice has to be chosen.
//!
//! In: a text and the document's language. Out: its stretches in another language. Told by script where the document's is
//! another one: what Arabic script stands for is told by letters that only Urdu, or only Urdu and Persian, have. Words
//! in another language of the same script are not known unless their author says so (`[words](lang:tr)`).

use icu_properties::props::Script;
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use std::ops::Range;

const SCRIPTS: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::<Script>::new();

const URDU: &str = "ٹڈڑںےۓھہۃ";
const PERSIAN_OR_URDU: &str = "پچژگکی";

/// Whether a language is written in Arabic script, from right to left.
pub fn is_arabic_script(language: &str) -> bool {
    matches!(language.split('-').next(), Some("ar" | "ur" | "fa"))
}

/// The stretches of a text with their languages (BCP 47), `None` for the document's. Signs and spaces between two words
/// of another language belong to them.
pub fn stretches(text: &str, document: &str) -> Vec<(Range<usize>, Option<&'static str>)> {
    if text.is_ascii() {
        return vec![(0..text.len(), None)];
    }
    let own = if is_arabic_script(document) { Script::Arabic } else { Script::Latin };
    let mut found: Vec<(Range<usize>, Script)> = Vec::new();
    let mut goes_on = false;
    for (at, c) in text.char_indices() {
        let script = match SCRIPTS.get(c) {
            Script::Common | Script::Inherited | Script::Unknown => continue,
            script => script,
        };
        let foreign = script != own && is_told(script);
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some((range, last)) if goes_on && foreign && *last == script => range.end = end,
            _ if foreign => found.push((at..end, script)),
            _ => {}
        }
        goes_on = foreign;
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for (range, script) in found {
        if from < range.start {
            parts.push((from..range.start, None));
        }
        from = range.end;
        parts.push((range.clone(), Some(language(&text[range], script))));
    }
    if from < text.len() {
        parts.push((from..text.len(), None));
    }
    parts
}

/// Scripts that stand for a language, or that no voice for Latin script reads. Latin words among others are as often
/// names as English.
fn is_told(script: Script) -> bool {
    matches!(script, Script::Arabic | Script::Greek | Script::Hebrew | Script::Cyrillic)
}

fn language(words: &str, script: Script) -> &'static str {
    match script {
        Script::Greek => "el",
        Script::Hebrew => "he",
        Script::Cyrillic => "und-Cyrl",
        _ if words.contains(|c| URDU.contains(c)) => "ur",
        _ if words.contains(|c| PERSIAN_OR_URDU.contains(c)) => "fa",
        _ => "ar",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'t>(text: &'t str, document: &str) -> Vec<(&'t str, Option<&'static str>)> {
        stretches(text, document).into_iter().map(|(range, language)| (&text[range], language)).collect()
    }

    #[test]
    fn scripts_tell_languages() {
        let name = [("Dr. Nəsrin Kazimi (", None), ("نسرین کاظمی", Some("fa")), (")", None)];
        assert_eq!(told("Dr. Nəsrin Kazimi (نسرین کاظمی)", "az"), name);
        assert_eq!(told("پیمائش کی کتاب ہے", "en"), [("پیمائش کی کتاب ہے", Some("ur"))]);
        assert_eq!(told("“الخط”", "en-GB"), [("“", None), ("الخط", Some("ar")), ("”", None)]);
        assert_eq!(told("“Ναί” – да", "tr")[1..], [("Ναί", Some("el")), ("” – ", None), ("да", Some("und-Cyrl"))]);
    }

    #[test]
    fn the_documents_own_script_is_its_language() {
        assert_eq!(told("Şükûfe “Hanımeli”", "tr"), [("Şükûfe “Hanımeli”", None)]);
        assert_eq!(told("کتاب Plenary ہے", "ur"), [("کتاب Plenary ہے", None)]);
    }
}
