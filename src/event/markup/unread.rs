//! Signs that were meant as marks and are not read as such: emphasis that is not closed, `##` without a space, and marks
//! of other kinds of Markdown. They are set as they stand, and a warning says so. It keeps silent where the signs may
//! well belong to the text: `5 * 3`, `#hashtag`, `~ 40`.

use super::words::Words;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::SourceText;
use std::ops::Range;

/// Warns of the first sign of each sort in a paragraph: with that, the paragraph is looked through.
pub fn check(words: &Words, source: &SourceText, diagnostics: &mut Diagnostics) {
    let mut warn = |range: Range<usize>, message: &str, help: &str| {
        let span = source.span_of(words.source(range));
        diagnostics.push(Diagnostic::warning("markdown", message).at(span).label("set as it stands").help(help));
    };
    if let Some(range) = lone_emphasis(words) {
        let mark = "*".repeat(range.len());
        let help = format!(
            "write `{mark}` directly before the first word and directly after the last, with a space or a stop \
             outside; write `{}` for the sign itself",
            "\\*".repeat(range.len())
        );
        let look = if range.len() == 1 { "italic" } else { "bold" };
        warn(range, &format!("`{mark}` makes no words {look} here"), &help);
    }
    if let Some(range) = heading_without_space(words) {
        let help = "write a space between `#` and the heading; write `\\#` for the sign itself";
        warn(range, "a heading without its space", help);
    }
    if let Some(range) = struck_out(words) {
        warn(range, "words are not struck out", "take the `~~` out; write `\\~\\~` for the sign itself");
    }
    if let Some(range) = note_reference(words) {
        warn(range, "footnotes are not set", "write the note into the text; write `\\[^` for the sign itself");
    }
}

/// Asterisks that touch a word on one side and stand free on the other. Of single ones only those before a word are
/// told: one after a word often marks a note.
fn lone_emphasis(words: &Words) -> Option<Range<usize>> {
    let char_at = |at: usize| words.0.get(at).map(|c| c.c);
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || "\"'“”‘’".contains(c));
    let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    runs(words, "*").find(|run| {
        let before = run.start.checked_sub(1).and_then(char_at);
        let after = char_at(run.end);
        let opens = touches(after) && is_free(before);
        let closes = touches(before) && is_free(after) && run.len() == 2;
        run.len() <= 2 && (opens || closes)
    })
}

/// `##Heading` at the start of a line. A single `#` may start a hashtag.
fn heading_without_space(words: &Words) -> Option<Range<usize>> {
    runs(words, "#").find(|run| {
        let starts_line = run.start == 0 || words.0[run.start - 1].line_end;
        let word_follows = words.0.get(run.end).is_some_and(|c| c.c.is_alphabetic());
        starts_line && word_follows && (2..=6).contains(&run.len())
    })
}

/// `~~words~~`
fn struck_out(words: &Words) -> Option<Range<usize>> {
    let mut marks = runs(words, "~").filter(|run| run.len() == 2);
    let open = marks.find(|run| words.0.get(run.end).is_some_and(|c| !c.c.is_whitespace()))?;
    let close = marks.find(|run| !words.0[run.start - 1].c.is_whitespace())?;
    Some(open.start..close.end)
}

/// `[^1]`
fn note_reference(words: &Words) -> Option<Range<usize>> {
    let starts = (0..words.0.len()).filter(|at| words.has_mark(*at, "[^"));
    let mut references = starts.filter_map(|start| {
        let name = words.0[start + 2..].iter().take_while(|c| c.c.is_alphanumeric()).count();
        let end = start + 2 + name;
        (name > 0 && words.has_mark(end, "]")).then_some(start..end + 1)
    });
    references.next()
}

/// The longest stretches of one unescaped sign.
fn runs<'a>(words: &'a Words, sign: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = (from..words.0.len()).find(|at| words.has_mark(*at, sign))?;
        let length = (start..words.0.len()).take_while(|at| words.has_mark(*at, sign)).count();
        from = start + length;
        Some(start..from)
    })
}
