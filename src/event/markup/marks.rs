//! Marks that CommonMark does not know: `==words==`, `^superscript^` and `~subscript~`.

use super::quote::{kind_meant, kind_named, unknown_kind};
use super::types::{QuoteKind, Repeat};
use super::unread;
use super::words::{Char, Words};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::SourceText;
use std::ops::Range;

/// Words that are to be repeated, by the number that their characters carry.
pub struct Mark {
    number: usize,
    kind: Option<QuoteKind>,
    span: Span,
}

impl Mark {
    pub fn finish(self, words: &Words, source: &SourceText) -> Repeat {
        let marked = |c: &&Char| c.repeat == self.number;
        let bytes = |words: &[Char]| words.iter().map(|c| c.c.len_utf8()).sum::<usize>();
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
    unread::check(words, source, diagnostics);
    small_letters(words);
    broken_links(words, source, diagnostics);
    repeats(words, source, diagnostics)
}

/// `26^th^`, `H~2~O`: no white space between the signs, as in Pandoc. A tilde lowers what follows a letter or figure
/// alone, since it often means "about".
fn small_letters(words: &mut Words) {
    let mut at = 0;
    while at < words.0.len() {
        let lowers = begins_subscript(words, at);
        if !lowers && !words.has_mark(at, "^") {
            at += 1;
            continue;
        }
        let sign = words.0[at].c;
        let is_inner = |c: &&Char| !c.c.is_whitespace() && (c.c != sign || c.literal);
        let inner = words.0[at + 1..].iter().take_while(is_inner).count();
        let end = at + 1 + inner;
        if inner > 0 && words.has_mark(end, if lowers { "~" } else { "^" }) {
            for c in &mut words.0[at + 1..end] {
                c.look.superscript = !lowers;
                c.look.subscript = lowers;
            }
            words.remove(end..end + 1);
            words.remove(at..at + 1);
            at = end - 1;
        } else {
            at = end;
        }
    }
}

fn begins_subscript(words: &Words, at: usize) -> bool {
    let follows = at > 0 && (words.0[at - 1].c.is_alphanumeric() || matches!(words.0[at - 1].c, ')' | ']'));
    follows && words.has_mark(at, "~") && !words.has_mark(at + 1, "~")
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
        let (kind, prefix) = kind_prefix(words, open + 2..close, source, diagnostics);
        kind_behind(words, close + 2, source, diagnostics);
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

/// A kind in brackets after the opening `==`, and its length with the space that follows. A word in brackets that is no
/// kind is an error where it stands alone; `==[T]he gauges==` and `==[The gauges] are==` are a writer's brackets.
fn kind_prefix(
    words: &Words,
    inner: Range<usize>,
    source: &SourceText,
    diagnostics: &mut Diagnostics,
) -> (Option<QuoteKind>, usize) {
    let Some((name, range)) = bracketed(words, inner.start).filter(|(_, range)| range.end <= inner.end) else {
        return (None, 0);
    };
    let blank = words.0[range.end..inner.end].iter().take_while(|c| c.c.is_whitespace()).count();
    let prefix = range.len() + blank;
    let kind = kind_named(&name);
    if kind.is_some() {
        return (kind, prefix);
    }
    let is_kind = name.split_whitespace().next().is_some_and(|first| kind_named(first).is_some());
    let is_word = is_kind || !name.is_empty() && name.chars().all(char::is_lowercase) && blank > 0;
    if !is_word && kind_meant(&name).is_none() {
        return (None, 0);
    }
    let span = source.span_of(words.source(range.start + 1..range.end - 1));
    diagnostics.push(unknown_kind(&name, "[", span));
    (None, prefix)
}

/// `==words==[box]`: the kind is on the wrong side of the words.
fn kind_behind(words: &Words, at: usize, source: &SourceText, diagnostics: &mut Diagnostics) {
    let Some((name, range)) = bracketed(words, at).filter(|(name, _)| kind_named(name).is_some()) else { return };
    let diagnostic = Diagnostic::warning("repeat", "the kind of a pull quote goes before its words");
    diagnostics.push(
        diagnostic
            .at(source.span_of(words.source(range)))
            .label("set as it stands")
            .help(format!("write `==[{name}] words==`")),
    );
}

/// What stands in brackets from here, and the place of it with its brackets.
fn bracketed(words: &Words, at: usize) -> Option<(String, Range<usize>)> {
    let rest = words.0.get(at..).filter(|_| words.has_mark(at, "["))?;
    let close = rest.iter().position(|c| c.c == ']')?;
    Some((rest[1..close].iter().map(|c| c.c).collect(), at..at + close + 1))
}
