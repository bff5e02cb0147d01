//! Telephone numbers and addresses among right-to-left words.
//!
//! In: a text and its embedding levels (UAX #9). Out: the levels as if each number or address were isolated from left
//! to right (LRI and PDI, X5a): their figures and marks keep their order, and no control stands in the text.

use std::ops::Range;
use unicode_bidi::Level;

/// Figures from which on a group of figures and spaces is a telephone number.
const LEAST_FIGURES: usize = 6;

/// Gives each number or address that touches right-to-left words an even level of its own.
pub fn keep(text: &str, levels: &mut [Level]) {
    for range in numbers(text).into_iter().chain(addresses(text)) {
        let Some(own) = levels.get_mut(range) else { continue };
        let highest = own.iter().copied().max().unwrap_or(Level::ltr()).number();
        let is_mixed = own.iter().any(|level| level.number() != highest);
        if highest % 2 == 1 || is_mixed {
            let even = Level::new(highest + highest % 2).unwrap_or(Level::ltr());
            own.fill(even);
        }
    }
}

/// Telephone numbers: they begin with `+`, a bracket or a nought, and go on in groups.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let belongs =
        |c: char| c.is_numeric() || matches!(c, '+' | '(' | ')' | '-' | '.' | '/' | ' ' | '\u{A0}' | '\u{202F}');
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(begin) = text[rest..].find(belongs).map(|at| rest + at) {
        let end = text[begin..].find(|c| !belongs(c)).map_or(text.len(), |at| begin + at);
        let start =
            begin + text[begin..end].find(|c: char| c.is_numeric() || matches!(c, '+' | '(')).unwrap_or(end - begin);
        let number = text[start..end].trim_end_matches(|c: char| !c.is_numeric() && c != ')');
        let figures = number.chars().filter(|c| c.is_numeric()).count();
        if figures >= LEAST_FIGURES && number.starts_with(['+', '(', '0', '٠', '۰']) {
            found.push(start..start + number.len());
        }
        rest = end;
    }
    found
}

/// Addresses of pages and mailboxes, and names of accounts: words with `://`, `@` or a full stop between letters.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let word = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let inner = word.trim_start_matches(['(', '«', '“', '"']);
        let start = start + word.len() - inner.len();
        let inner = inner.trim_end_matches(['.', ',', ';', ':', ')', '»', '”', '"', '،', '؛', '؟', '!']);
        let has_mark = inner.contains("://") || inner.contains('@') || is_host(inner.split('/').next().unwrap_or(""));
        (has_mark && inner.contains(|c: char| c.is_ascii_alphabetic())).then(|| start..start + inner.len())
    };
    text.split_whitespace().filter_map(word).collect()
}

fn is_host(word: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    word.contains('.') && word.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::keep;
    use unicode_bidi::{Level, ParagraphBidiInfo};

    /// The text as it is seen from left to right.
    fn seen(text: &str) -> String {
        let mut info = ParagraphBidiInfo::new(text, Some(Level::rtl()));
        keep(text, &mut info.levels);
        info.reorder_line(0..text.len()).into_owned()
    }

    #[test]
    fn telephone_numbers_keep_the_order_of_their_groups() {
        assert_eq!(seen("+00 114 555 0166"), "+00 114 555 0166");
        assert_eq!(seen("هاتف +00 114 555 0166."), ".+00 114 555 0166 فتاه");
    }

    #[test]
    fn addresses_keep_their_marks() {
        assert_eq!(seen("@sawaqi"), "@sawaqi");
        assert_eq!(seen("انظر sawaqi.example/2026/ هنا"), "انه sawaqi.example/2026/ رظنا");
    }

    #[test]
    fn other_figures_are_left_alone() {
        let info = ParagraphBidiInfo::new("12 مارس 2026", Some(Level::rtl()));
        let mut levels = info.levels.clone();
        keep("12 مارس 2026", &mut levels);
        assert_eq!(levels, info.levels);
    }
}
