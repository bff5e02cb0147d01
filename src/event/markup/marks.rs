//! Marks that CommonMark does not know: `==words==` and `^superscript^`.

use super::quote::kind_named;
use super::types::{QuoteKind, Repeat};
use super::words::Words;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::SourceText;

/// Words that are to be repeated, by the number that their characters carry.
pub struct Mark {
    number: usize,
    kind: Option<QuoteKind>,
    span: Span,
}

impl Mark {
    pub fn finish(self, words: &Words, source: &SourceText) -> Repeat {
        let marked = |c: &&super::words::Char| c.repeat == self.number;
        let bytes = |words: &[super::words::Char]| words.iter().map(|c| c.c.len_utf8()).sum::<usize>();
        let first = words.0.iter().position(|c| c.repeat == self.number).unwrap_or(words.0.len());
        let own = Words(words.0.iter().filter(marked).cloned().collect());
        let start = bytes(&words.0[..first]);
        let range = start..start + bytes(&own.0);
        Repeat { kind: self.kind, range, inlines: own.inlines(source), span: self.span }
    }

    pub fn useless_here(self) -> Diagnostic {
        Diagnostic::warning("repeat", "`==` has no effect here")
            .at(self.span)
            .label("only words of a paragraph are repeated as a pull quote")
            .help("take the `==` out")
    }
}

/// Takes the marks out of the words and notes what they meant.
pub fn read(words: &mut Words, source: &SourceText, diagnostics: &mut Diagnostics) -> Vec<Mark> {
    superscripts(words);
    broken_links(words, source, diagnostics);
    repeats(words, source, diagnostics)
}

/// `26^th^`: no white space between the signs, as in Pandoc.
fn superscripts(words: &mut Words) {
    let mut at = 0;
    while at < words.0.len() {
        if !words.has_mark(at, "^") {
            at += 1;
            continue;
        }
        let inner = words.0[at + 1..].iter().take_while(|c| !c.c.is_whitespace() && (c.c != '^' || c.literal)).count();
        let end = at + 1 + inner;
        if inner > 0 && words.has_mark(end, "^") {
            for c in &mut words.0[at + 1..end] {
                c.look.superscript = true;
            }
            words.remove(end..end + 1);
            words.remove(at..at + 1);
            at = end - 1;
        } else {
            at = end;
        }
    }
}

/// `[words](a path with spaces)` stays text in CommonMark; nobody means that.
fn broken_links(words: &Words, source: &SourceText, diagnostics: &mut Diagnostics) {
    let mut open = None;
    for at in 0..words.0.len() {
        if words.has_mark(at, "[") {
            open = Some(at);
        }
        let Some(start) = open.filter(|_| words.has_mark(at, "](")) else { continue };
        let end = (at..words.0.len()).find(|end| words.has_mark(*end, ")")).map_or(at + 2, |end| end + 1);
        let start = if start > 0 && words.has_mark(start - 1, "!") { start - 1 } else { start };
        let diagnostic = Diagnostic::error("broken-link", "this is not a complete link or picture");
        diagnostics.push(
            diagnostic
                .at(source.span_of(words.source(start..end)))
                .label("it would be set as it stands here")
                .help("put a path that holds spaces in `<` and `>`; write `\\[` if the bracket belongs to the text"),
        );
        // One message for a paragraph is enough to have it looked through.
        return;
    }
}

fn repeats(words: &mut Words, source: &SourceText, diagnostics: &mut Diagnostics) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(open) = next_mark(words, from) {
        let Some(close) = next_mark(words, open + 2) else {
            let diagnostic = Diagnostic::warning("repeat", "`==` is not closed");
            diagnostics.push(
                diagnostic
                    .at(source.span_of(words.source(open..open + 2)))
                    .label("no second `==` in this paragraph")
                    .help("end the words that are to be repeated with `==`, or write `\\=\\=`"),
            );
            break;
        };
        let span = source.span_of(words.source(open..close + 2));
        let (kind, prefix) = kind_prefix(words, open + 2, close);
        let number = marks.len() + 1;
        for c in &mut words.0[open + 2 + prefix..close] {
            c.repeat = number;
        }
        words.remove(close..close + 2);
        words.remove(open..open + 2 + prefix);
        from = close - 2 - prefix;
        if from > open {
            marks.push(Mark { number, kind, span });
        }
    }
    marks
}

fn next_mark(words: &Words, from: usize) -> Option<usize> {
    (from..words.0.len()).find(|at| words.has_mark(*at, "=="))
}

/// A kind in brackets after the opening `==`, and its length with the space that follows.
fn kind_prefix(words: &Words, start: usize, end: usize) -> (Option<QuoteKind>, usize) {
    let inner: String = words.0[start..end].iter().map(|c| c.c).collect();
    let named = inner.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((name, rest)) = named.filter(|_| words.has_mark(start, "[")) else { return (None, 0) };
    match kind_named(name) {
        Some(kind) => {
            let blank = rest.chars().take_while(|c| c.is_whitespace()).count();
            (Some(kind), name.chars().count() + 2 + blank)
        }
        None => (None, 0),
    }
}
