//! Figures among words: ranges, primes, ordinals.
//!
//! In: characters. Out: which hyphen is the dash of a range, which quotation mark is a prime, which letters are an
//! English ordinal's. What might be a code stays as it is: a number of many parts (a date, a telephone number, an ISBN),
//! one beside another number, one after a word in capitals (`ISO 690-692`).

use std::ops::Range;

/// The longest number of a range.
const MOST_FIGURES: usize = 4;

/// Whether the hyphen at `at` joins the two numbers of a range, as in `1914-1918`, `1914-18` or, in Azerbaijani,
/// `1914-1918-ci`. Turkish writes ranges with the hyphen (Türk Dil Kurumu, Yazım Kılavuzu, "Kısa Çizgi").
pub fn is_range(text: &[char], at: usize, language: &str) -> bool {
    let (left, right) = (figures_before(text, at), figures_after(text, at + 1));
    !language.starts_with("tr") && ascends(&text[left.clone()], &text[right.clone()]) && stands_alone(text, left, right)
}

/// The figures that end before `at`.
fn figures_before(text: &[char], at: usize) -> Range<usize> {
    text[..at].iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |i| i + 1)..at
}

fn figures_after(text: &[char], at: usize) -> Range<usize> {
    at..at + text[at..].iter().take_while(|c| c.is_ascii_digit()).count()
}

/// From a number to a greater one, which may be the end of a year.
fn ascends(left: &[char], right: &[char]) -> bool {
    let sound = |figures: &[char]| !figures.is_empty() && figures.len() <= MOST_FIGURES;
    if !sound(left) || !sound(right) || left[0] == '0' {
        return false;
    }
    let (first, last) = (value(left), value(right));
    let year = left.len() == 4 && right.len() == 2 && last > first % 100;
    // Three and four figures are more often a telephone number than pages.
    let telephone = left.len() == 3 && right.len() == 4;
    year || right[0] != '0' && last > first && !telephone
}

fn value(figures: &[char]) -> u32 {
    figures.iter().filter_map(|c| c.to_digit(10)).fold(0, |sum, figure| sum * 10 + figure)
}

/// Whether the two numbers are a word of their own that no number or code stands beside.
fn stands_alone(text: &[char], left: Range<usize>, right: Range<usize>) -> bool {
    let opened = left.start.checked_sub(1).map(|at| text[at]);
    if !opened.is_none_or(|c| c.is_whitespace() || "([“‘«\"'".contains(c)) {
        return false;
    }
    let end = right.end;
    let closed = match (text.get(end), text.get(end + 1)) {
        (None, _) => true,
        (Some('-'), suffix) => suffix.is_some_and(|c| c.is_alphabetic()),
        (Some('.' | ',' | ':'), next) => next.is_none_or(|c| !c.is_alphanumeric()),
        (Some(c), _) => c.is_whitespace() || ";!?)]”’»\"'—–…".contains(*c),
    };
    let before = text[..left.start].split(|c| c.is_whitespace()).rfind(|word| !word.is_empty());
    let ends = |c: &char| c.is_whitespace() || ",.;:!?)]”’".contains(*c);
    let after = text[end..].strip_prefix(&[' ']).and_then(|rest| rest.split(ends).next());
    closed && !before.is_some_and(is_code) && !after.is_some_and(is_figures)
}

fn is_code(word: &[char]) -> bool {
    let letters = word.iter().filter(|c| c.is_alphabetic()).count();
    let capitals = letters > 1 && word.iter().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase());
    capitals || word.last().is_some_and(|c| *c == '-') || is_figures(word)
}

fn is_figures(word: &[char]) -> bool {
    word.iter().any(char::is_ascii_digit) && word.iter().all(|c| c.is_ascii_digit() || "+-()/".contains(*c))
}

/// Whether a mark after figures is a prime: a measure has three figures at most, and no letter follows, as one does
/// after the apostrophe of `1906'da` or `1906's`.
pub fn is_prime(text: &[char], at: usize) -> bool {
    let count = figures_before(text, at).len();
    (1..=3).contains(&count) && !text.get(at + 1).is_some_and(|c| c.is_alphabetic())
}

/// The letters of English ordinals in figures (`26th`), which are set as superiors; none in other languages.
pub fn ordinals(text: &[char], language: &str) -> Vec<Range<usize>> {
    if !language.starts_with("en") {
        return Vec::new();
    }
    let suffix = |at: usize| at..at + 2;
    let ends =
        (1..text.len().saturating_sub(1)).filter(|at| text[at - 1].is_ascii_digit() && text[*at].is_alphabetic());
    ends.map(suffix).filter(|range| is_ordinal(text, range)).collect()
}

fn is_ordinal(text: &[char], suffix: &Range<usize>) -> bool {
    let figures = figures_before(text, suffix.start);
    let alone = |at: Option<usize>| at.and_then(|at| text.get(at)).is_none_or(|c| !c.is_alphanumeric());
    let number = value(&text[figures.start.max(figures.end.saturating_sub(2))..figures.end]);
    let expected = match (number % 100, number % 10) {
        (11..=13, _) => ['t', 'h'],
        (_, 1) => ['s', 't'],
        (_, 2) => ['n', 'd'],
        (_, 3) => ['r', 'd'],
        _ => ['t', 'h'],
    };
    text[suffix.clone()] == expected && alone(figures.start.checked_sub(1)) && alone(Some(suffix.end))
}
