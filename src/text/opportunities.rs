//! Where a line may end without an added hyphen: UAX #14, and beyond it what a compositor does with dashes,
//! addresses and titles before names.

use super::sense;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// One place. Costs are in demerits of the breaker.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Opportunity {
    /// Byte at which the next line begins.
    pub at: usize,
    pub forced: bool,
    pub penalty: f64,
    /// Counts only where the part of an address between the places round it is wider than the line.
    pub spare: bool,
}

/// After a written hyphen: a compound reads on less easily than a phrase; a quarter of an added hyphen's price.
const COMPOUND: f64 = 10_000.0;
/// After a word of one letter, such as an article: a line ends there only if that spares another a fault that shows.
const ONE_LETTER: f64 = 6_000.0;
/// Within a range of numbers, an address, or between a title and the name: dearer than an added hyphen in a word.
const TIED: f64 = 60_000.0;
/// Within an address at another mark than a slash.
const LAST_RESORT: f64 = 2.0 * TIED;
/// Characters of an address that stay on each side.
const MIN_ADDRESS: usize = 4;
/// Letters of a compound that stay before and after its hyphen: fewer are an initial, a prefix of one sound or the ending
/// of an ordinal (`XX-ci`).
const LEAST_BEFORE: usize = 2;
const LEAST_AFTER: usize = 3;
/// An abbreviation in capitals keeps an ending of up to so many letters (`BMT-nin`, `ABŞ-dakı`).
const LONGEST_ENDING: usize = 4;

/// All places within the text, its end left out, ascending.
pub fn opportunities(text: &str) -> Vec<Opportunity> {
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    let mut found: Vec<Opportunity> = Vec::with_capacity(text.len() / 5);
    let mut word = Word::default();
    for at in segmenter.segment_str(text).filter(|at| *at > 0 && *at < text.len()) {
        let before = &text[..at];
        let last = before.chars().next_back().unwrap_or(' ');
        if is_newline(last) {
            found.push(Opportunity { at, forced: true, penalty: 0.0, spare: false });
            continue;
        }
        word.advance(text, at);
        if word.is_address && !last.is_whitespace() {
            continue;
        }
        if let Some(penalty) = price(text, at, last) {
            found.push(Opportunity { at, forced: false, penalty, spare: false });
        }
    }
    add_address_breaks(text, &mut found);
    found
}

/// The characters of UAX #14's classes BK, CR, LF and NL that a paragraph may hold.
pub fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The space-free word that holds the last place looked at.
#[derive(Default)]
struct Word {
    end: usize,
    is_address: bool,
}

impl Word {
    fn advance(&mut self, text: &str, at: usize) {
        // A place after a space belongs to the word before it, whose breaks have been seen.
        if at > self.end {
            let start = text[..at].trim_end().rfind(char::is_whitespace).map_or(0, |i| i + 1);
            self.end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
            if text[..at].ends_with(char::is_whitespace) {
                self.end = at;
            }
            self.is_address = is_address(text.get(start..self.end).unwrap_or(""));
        }
    }
}

/// With its scheme, or without it as people write it: `meridian.example/reports`.
fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.contains("www.")
        || word.find('@').is_some_and(|at| word[at..].contains('.'))
        || is_host(
            word.trim_end_matches(['.', ',', ';', ':', ')', '”']).split(['/', '?', '#']).next().unwrap_or_default(),
        )
}

/// Labels of small letters, figures and hyphens, of which the last is letters alone (RFC 1123, and as written).
fn is_host(host: &str) -> bool {
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_lowercase() || c.is_numeric() || c == '-');
    let last = host.rsplit_once('.').map_or("", |(_, last)| last);
    last.len() > 2 && last.chars().all(char::is_lowercase) && host.split('.').all(label)
}

/// What a break costs here; `None`: no compositor breaks here, though UAX #14 does.
fn price(text: &str, at: usize, last: char) -> Option<f64> {
    let next = text[at..].chars().next().unwrap_or(' ');
    let dash = matches!(next, '–' | '—' | '·');
    if dash && !last.is_whitespace() {
        return None;
    }
    if last.is_whitespace() {
        // A dash or middot between spaces stays with what precedes it.
        let spaced = dash && text[at + next.len_utf8()..].starts_with(char::is_whitespace);
        return if spaced { None } else { Some(after_space(text, at)) };
    }
    let figure = |c: Option<char>| c.is_some_and(char::is_numeric);
    match last {
        '-' | '\u{2010}' => parts_compound(&text[..at], &text[at..]).then_some(COMPOUND),
        '–' if figure(text[..at - last.len_utf8()].chars().next_back()) && figure(Some(next)) => Some(TIED),
        '/' => Some(COMPOUND),
        _ => Some(0.0),
    }
}

/// Whether a compound may be parted at its hyphen, with which the text before the break ends.
fn parts_compound(before: &str, after: &str) -> bool {
    let first = before.trim_end_matches(['-', '\u{2010}']);
    let start = first.char_indices().rev().find(|(_, c)| !c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8());
    let letters = || first[start..].chars().filter(|c| c.is_alphabetic());
    let count = after.chars().take_while(|c| c.is_alphabetic()).count();
    let ends_in_figure = first.ends_with(char::is_numeric);
    let has_ending = count <= LONGEST_ENDING && letters().all(char::is_uppercase);
    letters().count() >= LEAST_BEFORE && count >= LEAST_AFTER && !ends_in_figure && !has_ending
}

/// What it costs to end a line with the word before the space that ends at `at`.
fn after_space(text: &str, at: usize) -> f64 {
    let before = text[..at].trim_end();
    let word = before.rfind(char::is_whitespace).map_or(before, |space| before[space..].trim_start());
    match word {
        _ if sense::is_title_before(text, at) => TIED,
        word if sense::is_one_letter(word) => ONE_LETTER,
        _ => 0.0,
    }
}

/// Addresses break after `/`; where that does not do, before other marks (Chicago Manual of Style, 14.18) or after those
/// that part the members of a query; before a hyphen alone where a part is longer than the line, since a reader cannot
/// tell whether it was added.
fn add_address_breaks(text: &str, found: &mut Vec<Opportunity>) {
    let before = found.len();
    for word in text.split(char::is_whitespace).filter(|word| is_address(word)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let body = word.find("://").map_or(0, |at| at + 3);
        let mut add = |at: usize, least: usize, penalty: f64, spare: bool| {
            if at >= least && at + MIN_ADDRESS <= word.len() {
                found.push(Opportunity { at: start + at, forced: false, penalty, spare });
            }
        };
        add(body, MIN_ADDRESS, TIED, false);
        for (at, mark) in word.match_indices(['/', '?', '&', '.', '=', '#', '_', '~', '%', '@', '-']) {
            match mark {
                "/" => add(at + 1, body + MIN_ADDRESS, TIED, false),
                "?" | "&" => add(at + 1, body + MIN_ADDRESS, LAST_RESORT, false),
                "-" => add(at, body + MIN_ADDRESS, LAST_RESORT, true),
                _ => add(at, body + MIN_ADDRESS, LAST_RESORT, false),
            }
        }
    }
    if found.len() > before {
        found.sort_by_key(|opportunity| opportunity.at);
        found.dedup_by_key(|opportunity| opportunity.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for o in opportunities(text) {
            out = out + &text[from..o.at] + if o.spare { "!" } else { "|" };
            from = o.at;
        }
        out + &text[from..]
    }

    #[test]
    fn dashes_end_lines_and_never_begin_them() {
        assert_eq!(broken("a—b"), "a—|b");
        assert_eq!(broken("we – all"), "we – |all");
        assert_eq!(broken("1906–1920"), "1906–|1920");
        assert_eq!(broken("well-known"), "well-|known");
    }

    #[test]
    fn endings_of_ordinals_and_abbreviations_hold() {
        for whole in ["4-cü", "XX-ci", "1914–|1918-ci", "BMT-nin", "ABŞ-dakı", "1’inci", "5’er", "e-posta", "COVID-19"]
        {
            assert_eq!(broken(&whole.replace('|', "")), whole);
        }
        assert_eq!(broken("XX-ci əsrin az-çox"), "XX-ci |əsrin |az-|çox");
        assert_eq!(broken("Anglo-Saxon"), "Anglo-|Saxon");
    }

    #[test]
    fn addresses_break_before_marks() {
        assert_eq!(
            broken("see https://meridian.example/reports/2026 now"),
            "see |https://|meridian|.example/|reports/|2026 |now"
        );
        assert_eq!(broken("to info@meridian.example today"), "to |info|@meridian|.example |today");
    }

    #[test]
    fn addresses_break_before_hyphens_where_nothing_else_is_left() {
        assert_eq!(broken("kiyi.example/tasin-hatirladigi"), "kiyi|.example/|tasin!-hatirladigi");
        assert_eq!(broken("at ergunes-naxis.example"), "at |ergunes!-naxis|.example");
        assert_eq!(broken("https://a.example/find?name=one&more"), "https://|a.example/|find?|name|=one&|more");
        assert_eq!(broken("well-known, e.g. here"), "well-|known, |e.g. |here");
    }

    #[test]
    fn separators_begin_no_line() {
        assert_eq!(broken("one  ·  two"), "one  ·  |two");
    }

    #[test]
    fn no_break_space_holds() {
        assert_eq!(broken("Dr.\u{A0}Önal spoke"), "Dr.\u{A0}Önal |spoke");
    }
}
