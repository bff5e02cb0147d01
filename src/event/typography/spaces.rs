//! Spaces at which no line may end: between a title and the name, an initial and the name, a number and its unit, day
//! and month.
//!
//! In: characters and the place of a space. Out: whether it is fixed. After the Chicago Manual of Style, 17th ed.
//! (6.121, 10.49), the SI brochure (5.4.3) and, for the place of the percent sign, the number patterns of CLDR 45: `50%`
//! in English and Azerbaijani, `%50` in Turkish. A sign written with a space keeps it, fixed.

use crate::event::months;

/// Before a name; with a full stop or, as in British use, without. What is a word without its full stop has it here.
const TITLES: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "St", "Hon", "Rev", "Amb", "Gen", "Col", "Capt", "Sen", "H.E", "Sn", "Doç",
    "Av", "Yrd", "Uzm", "Öğr", "Gör", "Arş", "Müh", "Ort", "Ord", "Op", "Ecz", "Hz", "Akad", "Dos", "prof.", "dos.",
    "akad.",
];
/// Before a name, never abbreviated.
const WORDS_BEFORE_NAMES: &[&str] = &["Sayın", "Cənab", "cənab", "Üyesi", "Görevlisi"];

/// Before a number.
const BEFORE_NUMBERS: &[&str] = &[
    "No.", "Nos.", "no.", "nos.", "No:", "p.", "pp.", "Vol.", "vol.", "Ch.", "ch.", "Fig.", "fig.", "Art.", "art.",
    "s.", "md.", "səh.", "№", "§", "§§", "%", "€", "$", "£", "₺", "₼",
];

/// After a number: units of the SI and those used with it, currencies, powers of ten in words.
const UNITS: &[&str] = &[
    "km", "m", "cm", "mm", "µm", "μm", "nm", "km²", "m²", "cm²", "m³", "ha", "kg", "g", "mg", "t", "l", "L", "ml", "s",
    "ms", "min", "h", "Hz", "kHz", "MHz", "GHz", "V", "kV", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "J", "kJ",
    "Pa", "hPa", "kPa", "MPa", "bar", "K", "°C", "°F", "N", "kN", "ppm", "dB", "kB", "MB", "GB", "TB", "am", "pm",
    "a.m", "p.m", "%", "‰", "€", "$", "£", "₺", "₼", "TL", "AZN", "USD", "EUR", "GBP", "TRY", "manat", "lira",
    "million", "billion", "milyon", "milyar", "milyard",
];

const CASES: &[&str] = &["da", "də", "dan", "dən", "a", "ə", "ı", "i", "u", "ü", "ın", "in", "un", "ün"];

/// Whether the space at `at` is fixed.
pub fn is_fixed(text: &[char], at: usize) -> bool {
    let Some(after) = word_after(text, at) else { return false };
    if after.starts_with('…') || after.starts_with("...") {
        return text[..at].last().is_some_and(|c| !c.is_whitespace());
    }
    let Some(before) = word_before(text, at) else { return false };
    let next = text[at + 1];
    next.is_uppercase() && leads_a_name(&before)
        || next.is_ascii_digit() && BEFORE_NUMBERS.contains(&before.as_str())
        || is_number(&before) && is_unit(&after)
        || is_in_date(&before, &after, (text, at))
}

fn leads_a_name(word: &str) -> bool {
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.as_str() == ".";
    initial || is_title(word)
}

fn is_title(word: &str) -> bool {
    let title = word.strip_suffix('.').unwrap_or(word);
    [title, word].iter().any(|word| TITLES.contains(word)) || WORDS_BEFORE_NAMES.contains(&word)
}

/// A name that is set for itself, with a space at which a line may end behind the titles that it begins with; they stay
/// together.
pub fn part_titles(name: &str) -> String {
    let mut end = None;
    let mut from = 0;
    for (at, space) in name.match_indices(['\u{A0}', ' ']) {
        if !is_title(&name[from..at]) {
            break;
        }
        end = Some(at..at + space.len());
        from = at + space.len();
    }
    match end {
        Some(space) => format!("{} {}", &name[..space.start], &name[space.end..]),
        None => name.to_owned(),
    }
}

/// Whether a word is the name of a month, with what Turkish and Azerbaijani add to it.
fn is_month(word: &str) -> bool {
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let word = &word[..end];
    let ending = |month: &str| word.strip_prefix(month).is_some_and(|rest| rest.is_empty() || CASES.contains(&rest));
    // Turkish ones take an apostrophe before an ending, Azerbaijani ones have it joined.
    months::ENGLISH.contains(&word)
        || months::TURKISH.contains(&word)
        || months::AZERBAIJANI.iter().any(|month| ending(month))
}

/// The number of a day: `26`, `26.`, `26th`.
fn is_day(word: &str) -> bool {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=2).contains(&digits) && matches!(&word[digits..], "" | "." | "st" | "nd" | "rd" | "th")
}

/// Whether the space at `at` stands between day and month: `26 February`, `26th of February`, `February 26`.
fn is_in_date(before: &str, after: &str, (text, at): (&[char], usize)) -> bool {
    let first = |word: &str| word.trim_end_matches([',', '.', ';', ':', ')', '”', '’']).to_owned();
    if is_day(before) && after == "of" {
        let of = at + 1 + after.len();
        return text.get(of).is_some_and(|c| c.is_whitespace()) && word_after(text, of).is_some_and(|w| is_month(&w));
    }
    if before == "of" {
        // The text may begin with it.
        let day = at.checked_sub(before.len() + 1).and_then(|space| word_before(text, space));
        return is_month(after) && day.is_some_and(|day| is_day(&day));
    }
    is_day(before) && is_month(after) || months::ENGLISH.contains(&before) && is_day(&first(after))
}

/// The word that ends before the space, without opening marks.
fn word_before(text: &[char], at: usize) -> Option<String> {
    let start = text[..at].iter().rposition(|c| c.is_whitespace() || "([{“”‘’«\"'".contains(*c)).map_or(0, |i| i + 1);
    (start < at).then(|| text[start..at].iter().collect())
}

fn word_after(text: &[char], at: usize) -> Option<String> {
    let word: String = text[at + 1..].iter().take_while(|c| !c.is_whitespace()).collect();
    (!word.is_empty()).then_some(word)
}

fn is_number(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '–' | '−' | '-' | '+'))
}

/// A unit, with whatever marks close the words round it.
fn is_unit(word: &str) -> bool {
    UNITS.contains(&word.trim_end_matches(|c| ".,;:!?)]}”’»\"'".contains(c)))
}
