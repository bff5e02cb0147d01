//! The attached file's name: in its own script, and in ASCII for programs that know no more.

use crate::attendees::file_stem;
use icu_normalizer::DecomposingNormalizerBorrowed;

/// The name with its extension, of a title or of a name that the event gives.
pub fn own(text: &str) -> String {
    let text = text.trim();
    let stem = text.char_indices().rev().nth(3).filter(|(at, _)| text[*at..].eq_ignore_ascii_case(".pdf"));
    let stem = file_stem(stem.map_or(text, |(at, _)| &text[..at]));
    if stem.is_empty() { "report.pdf".to_owned() } else { format!("{stem}.pdf") }
}

/// The same in ASCII: Latin letters without their marks; `report.pdf` where hardly a letter is left.
pub fn ascii(name: &str) -> String {
    let stem = name.strip_suffix(".pdf").unwrap_or(name);
    let plain: String = DecomposingNormalizerBorrowed::new_nfd().normalize(stem).chars().map(letter).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let plain = words.join(" ");
    let plain = plain.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != ')');
    let (letters, all) =
        (plain.chars().filter(char::is_ascii_alphanumeric), stem.chars().filter(|c| c.is_alphanumeric()));
    match letters.count() * 2 >= all.count().max(1) {
        true => format!("{plain}.pdf"),
        false => "report.pdf".to_owned(),
    }
}

/// A letter's nearest in ASCII, of decomposed text.
fn letter(c: char) -> String {
    let plain = match c {
        'ə' => "e",
        'Ə' => "E",
        'ı' => "i",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        '‐'..='—' => "-",
        '‘' | '’' => "'",
        // Inside the quotes of a field these would need a backslash.
        '"' | '\\' => "",
        c if c == ' ' || c.is_ascii_graphic() => return c.to_string(),
        c if c.is_whitespace() => " ",
        _ => "",
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_ascii() {
        for (text, name, plain) in [
            ("Selin report", "Selin report.pdf", "Selin report.pdf"),
            ("Selin broşürü.PDF", "Selin broşürü.pdf", "Selin brosuru.pdf"),
            ("Xalçada əl: “say” – 1/2", "Xalçada əl- “say” – 1-2.pdf", "Xalcada el- say - 1-2.pdf"),
            ("دریا کی رپورٹ", "دریا کی رپورٹ.pdf", "report.pdf"),
            ("...", "report.pdf", "report.pdf"),
        ] {
            assert_eq!((own(text).as_str(), ascii(&own(text)).as_str()), (name, plain));
        }
    }
}
