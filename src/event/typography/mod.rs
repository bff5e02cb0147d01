//! Typographic marks: the quotation marks, apostrophes, primes, dashes and fixed spaces that a typewriter keyboard
//! lacks. Addresses stay as they are.
//!
//! In: the characters of a paragraph (of all its runs, so that a quotation may start in one and end in another). Out:
//! edits, none of which touches a letter or figure. Marks that are typographic already stay as they are. The rules for
//! quotation marks are those of Knuth's Computers & Typesetting as SmartyPants phrased them (Gruber 2003): what stands
//! before a mark decides.

mod figures;
mod spaces;

pub use spaces::part_titles;

use std::ops::Range;

/// A change: characters by index, and what takes their place.
#[derive(Clone, PartialEq, Debug)]
pub struct Edit {
    pub range: Range<usize>,
    pub with: &'static str,
}

/// The marks of a language.
struct Marks {
    double: [&'static str; 2],
    single: [&'static str; 2],
}

/// Quotation marks by primary language: CLDR 45 for English, Turkish and Azerbaijani; Azerbaijani also uses « », which
/// stay where they are written. In Arabic and Urdu the same marks stand the other way round: nothing mirrors them (their
/// Bidi_Mirrored is No), and the one that opens at the right is shaped as the one that closes there.
const MARKS: &[(&[&str], Marks)] = &[
    (&["en", "tr", "az"], Marks { double: ["“", "”"], single: ["‘", "’"] }),
    (&["ur", "ar"], Marks { double: ["”", "“"], single: ["’", "‘"] }),
];

/// Words whose apostrophe stands before the first letter.
const CLIPPED: &[&str] = &["n", "em", "tis", "twas", "til", "cause", "round", "bout"];

/// The text with typographic marks.
pub fn typeset(text: &str, language: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for edit in edits(&chars, &|_| false, language).into_iter().rev() {
        chars.splice(edit.range, edit.with.chars());
    }
    chars.into_iter().collect()
}

/// The language's double quotation marks.
pub fn quotation_marks(language: &str) -> [&'static str; 2] {
    marks_of(language).double
}

fn marks_of(language: &str) -> &'static Marks {
    let primary = language.split('-').next().unwrap_or_default();
    let found = MARKS.iter().find(|(languages, _)| languages.contains(&primary));
    &found.unwrap_or(&MARKS[0]).1
}

/// The changes that set a text, in its order. `literal` tells which characters were meant as written.
pub fn edits(text: &[char], literal: &dyn Fn(usize) -> bool, language: &str) -> Vec<Edit> {
    let marks = marks_of(language);
    let mut scene = Scene { text, literal, language, marks, last_close: 0, opened: false, open: [0, 0] };
    scene.last_close = (0..text.len()).rev().find(|at| scene.can_close(*at)).unwrap_or(0);
    let mut addresses = addresses(text).into_iter().peekable();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(address) = addresses.next_if(|address| address.start <= at) {
            at = address.end;
            continue;
        }
        match scene.edit(at) {
            Some(edit) => {
                scene.opened = edit.with == scene.marks.double[0] || edit.with == scene.marks.single[0];
                edit.with.chars().for_each(|c| scene.count(c, at));
                at = edit.range.end;
                edits.push(edit);
            }
            None => {
                scene.count(text[at], at);
                // A longer row of dashes or dots is skipped as one.
                at += scene.run(at).max(1);
            }
        }
    }
    edits
}

/// The letters of ordinals in figures, which are set as superiors: `th` of `26th` in English, none in other languages.
pub fn ordinals(text: &[char], literal: &dyn Fn(usize) -> bool, language: &str) -> Vec<Range<usize>> {
    let addresses = addresses(text);
    let mut found = figures::ordinals(text, language);
    found.retain(|suffix| {
        !suffix.clone().any(literal) && !addresses.iter().any(|address| address.contains(&suffix.start))
    });
    found
}

/// Web and e-mail addresses, without the marks round them.
fn addresses(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split(|c| c.is_whitespace()) {
        let lead = word.iter().take_while(|c| "\"'([{<“‘«".contains(**c)).count();
        let trail = word.iter().rev().take_while(|c| "\"'.,;:!?)]}>”’»".contains(**c)).count();
        let inner = lead..word.len().saturating_sub(trail).max(lead);
        if is_address(&word[inner.clone()]) {
            found.push(start + inner.start..start + inner.end);
        }
        start += word.len() + 1;
    }
    found
}

fn is_address(word: &[char]) -> bool {
    if !word.iter().any(|c| matches!(c, '@' | '/' | '.')) {
        return false;
    }
    let word: String = word.iter().collect();
    let dotted = |host: &str| host.split_once('.').is_some_and(|(_, rest)| rest.starts_with(char::is_alphanumeric));
    let mail = word.split_once('@').is_some_and(|(_, host)| dotted(host));
    let path = word.split_once('/').is_some_and(|(host, _)| dotted(host) && host.is_ascii());
    mail || path || word.contains("://") || word.starts_with("www.")
}

struct Scene<'a> {
    text: &'a [char],
    literal: &'a dyn Fn(usize) -> bool,
    language: &'a str,
    marks: &'a Marks,
    /// The last `'` that can close a quotation.
    last_close: usize,
    /// The mark set last opened a quotation.
    opened: bool,
    /// Double and single quotations that are open.
    open: [usize; 2],
}

impl Scene<'_> {
    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).map(|at| self.text[at])
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at + 1).copied()
    }

    /// How many of the same dash or dot stand from here.
    fn run(&self, at: usize) -> usize {
        let c = self.text[at];
        if !matches!(c, '-' | '.') {
            return 1;
        }
        (at..self.text.len()).take_while(|at| self.text[*at] == c && !(self.literal)(*at)).count()
    }

    fn edit(&self, at: usize) -> Option<Edit> {
        if (self.literal)(at) {
            return None;
        }
        let replace = |len: usize, with| Some(Edit { range: at..at + len, with });
        match self.text[at] {
            '"' if self.open[0] == 0 && figures::is_prime(self.text, at) => replace(1, "″"),
            '\'' if self.open[1] == 0 && figures::is_prime(self.text, at) => replace(1, "′"),
            '"' => replace(1, self.marks.double[usize::from(!self.opens(at))]),
            '\'' => replace(1, self.single(at)),
            '-' if self.run(at) == 2 => replace(2, "–"),
            '-' if self.run(at) == 3 => replace(3, "—"),
            '-' if self.run(at) == 1 && self.is_dash(at) => replace(1, "–"),
            '.' if self.run(at) == 3 => replace(3, "…"),
            ' ' if spaces::is_fixed(self.text, at) => replace(1, "\u{A0}"),
            _ => None,
        }
    }

    /// A mark opens a quotation where nothing, a space or an opening sign stands before it and something after it.
    fn opens(&self, at: usize) -> bool {
        let after = self.after(at);
        let something_follows = after.is_some_and(|c| !c.is_whitespace());
        match self.before(at) {
            None => something_follows,
            Some(c) if c.is_whitespace() || self.is_open_mark(c) => something_follows,
            Some('(' | '[' | '{' | '«' | '/') => something_follows,
            Some('"' | '\'') => something_follows && self.opened,
            Some('–' | '—' | '-') => after.is_some_and(char::is_alphanumeric),
            Some(_) => false,
        }
    }

    fn single(&self, at: usize) -> &'static str {
        let [open, close] = self.marks.single;
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opens = self.opens(at);
        let is_apostrophe = is_letter(self.before(at)) && is_letter(self.after(at)) || opens && self.is_clipped(at);
        if is_apostrophe {
            "’"
        } else if !opens || self.last_close <= at {
            close
        } else {
            open
        }
    }

    fn is_open_mark(&self, c: char) -> bool {
        [self.marks.double[0], self.marks.single[0]].iter().any(|mark| mark.starts_with(c))
    }

    /// `'90s`, `'n'`, `'tis`
    fn is_clipped(&self, at: usize) -> bool {
        let word: String = self.text[at + 1..].iter().take_while(|c| c.is_alphanumeric()).collect();
        let year = word.trim_end_matches('s');
        CLIPPED.contains(&word.to_lowercase().as_str()) || year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit())
    }

    fn can_close(&self, at: usize) -> bool {
        self.text[at] == '\''
            && self.before(at).is_some_and(|c| !c.is_whitespace())
            && self.after(at).is_none_or(|c| !c.is_alphanumeric())
    }

    /// A hyphen between two numbers or two spaces, with words on both sides.
    fn is_dash(&self, at: usize) -> bool {
        let spaced = self.before(at) == Some(' ') && self.after(at) == Some(' ');
        let words = |part: &[char]| part.iter().any(|c| !c.is_whitespace());
        spaced && words(&self.text[..at]) && words(&self.text[at + 1..])
            || figures::is_range(self.text, at, self.language)
    }

    /// Keeps count of the quotations that are open; an apostrophe closes none.
    fn count(&mut self, mark: char, at: usize) {
        let closes = self.after(at).is_none_or(|c| !c.is_alphanumeric());
        let is = |own: &str| own.starts_with(mark);
        match self.marks {
            Marks { double: [open, _], .. } if is(open) => self.open[0] += 1,
            Marks { double: [_, close], .. } if is(close) => self.open[0] = self.open[0].saturating_sub(1),
            Marks { single: [open, _], .. } if is(open) => self.open[1] += 1,
            Marks { single: [_, close], .. } if is(close) && closes => self.open[1] = self.open[1].saturating_sub(1),
            Marks { .. } => {}
        }
    }
}
