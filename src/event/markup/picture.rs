//! Pictures in a text: `![alt](file.jpg#focus=40,30 "Caption | Credit")`, `![](ornament.svg#decorative)`.

use super::pin::{self, Pin};
use super::types::{Inline, MarkupPicture};
use super::{MarkupOptions, parse_inline};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::SourceText;
use std::ops::Range;

/// Behind the path of a picture that shows nothing.
const DECORATIVE: &str = "#decorative";

/// What was written, as CommonMark understands it.
pub struct Written<'a> {
    pub range: Range<usize>,
    pub alt: String,
    pub destination: &'a str,
    pub title: &'a str,
}

pub fn read(
    written: Written,
    source: &SourceText,
    options: &MarkupOptions,
    diagnostics: &mut Diagnostics,
) -> MarkupPicture {
    let Destination { path, focus, at, decorative } = Destination::read(written.destination);
    let span = source.span_of(written.range.clone());
    let focus = focus.and_then(|point| {
        let parsed = parse_focus(point);
        if parsed.is_none() {
            let diagnostic = Diagnostic::error("focus", format!("`{point}` is no point of a picture"));
            diagnostics.push(
                diagnostic
                    .at(place_of(point, &written.range, source).span)
                    .label("after `#focus=`")
                    .help("write two numbers from 0 to 100, percent from the left and from the top: `#focus=40,30`"),
            );
        }
        parsed
    });
    let pin = at.map_or(Ok(Pin::default()), Pin::read).unwrap_or_else(|word| {
        let diagnostic =
            Diagnostic::error("picture-place", format!("`{word}` is no place for a picture, or one too many"));
        let span = place_of(word, &written.range, source).span;
        diagnostics.push(diagnostic.at(span).label("after `#at=`").help(format!("write {}", pin::PLACES)));
        Pin::default()
    });
    if path.is_empty() {
        let diagnostic = Diagnostic::error("no-file", "a picture without a file").at(span);
        diagnostics.push(diagnostic.label("no path in the brackets").help("write `![what it shows](path.jpg)`"));
    }
    check_alt(written.alt.trim(), decorative, span, diagnostics);
    let (caption, credit) = captions(&written, source, options, diagnostics);
    let file = place_of(path, &written.range, source);
    let file = match percent_decoded(path) {
        Some(decoded) if decoded != path => SourceText::detached(decoded, file.span),
        _ => file,
    };
    MarkupPicture {
        file,
        alt: written.alt.trim().to_owned(),
        decorative,
        caption,
        credit,
        focus,
        pin,
        mid_sentence: false,
    }
}

/// Words for those who cannot see the picture, or the author's word that nothing is lost to them.
fn check_alt(alt: &str, decorative: bool, span: Span, diagnostics: &mut Diagnostics) {
    if decorative && !alt.is_empty() {
        let diagnostic = Diagnostic::error("decorative", "a decorative picture has no description").at(span);
        diagnostics
            .push(diagnostic.label("nobody will hear this").help("take out `#decorative`, or the words in brackets"));
    } else if !decorative && alt.is_empty() {
        let diagnostic = Diagnostic::warning("missing-alt", "a picture without a description").at(span);
        diagnostics.push(diagnostic.label("those who cannot see it will not hear what it shows").help(
            "write what it shows between the brackets, `![what it shows](path.jpg)`, or mark it `![](path.jpg#decorative)` \
             if nothing is lost without it",
        ));
    }
}

/// A path with what may stand behind it: `file.jpg#focus=40,30&at=foot`, `file.jpg#decorative`.
struct Destination<'a> {
    path: &'a str,
    focus: Option<&'a str>,
    at: Option<&'a str>,
    decorative: bool,
}

impl<'a> Destination<'a> {
    /// A `#` that none of the three keys follows belongs to the path.
    fn read(text: &'a str) -> Destination<'a> {
        let ends = |at: &usize| text[at + DECORATIVE.len()..].chars().next().is_none_or(|c| c == '#' || c == '&');
        let keys = ["#focus=", "#at="].into_iter().filter_map(|key| text.find(key));
        let start = keys.chain(text.find(DECORATIVE).filter(ends)).min().unwrap_or(text.len());
        let mut destination = Destination { path: &text[..start], focus: None, at: None, decorative: false };
        for part in text[start..].split(['#', '&']).filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                None if part == &DECORATIVE[1..] => destination.decorative = true,
                Some(("at", at)) => destination.at = Some(at),
                // What is neither is told as a point that cannot be read.
                Some(("focus", point)) => destination.focus = Some(point),
                _ => destination.focus = Some(part),
            }
        }
        destination
    }
}

fn parse_focus(point: &str) -> Option<[f64; 2]> {
    let (across, down) = point.split_once(',')?;
    let percent = |text: &str| text.trim().parse::<f64>().ok().filter(|n| (0.0..=100.0).contains(n));
    Some([percent(across)?, percent(down)?])
}

fn captions(
    written: &Written,
    source: &SourceText,
    options: &MarkupOptions,
    diagnostics: &mut Diagnostics,
) -> (Vec<Inline>, Vec<Inline>) {
    let title = place_of(written.title, &written.range, source);
    let bar = title.find('|').unwrap_or(title.len());
    let mut part = |start: usize, end: usize| {
        let text = &title[start..end];
        let lead = text.len() - text.trim_start().len();
        let part = title.slice(start + lead..start + lead + text.trim().len());
        match part.is_empty() {
            true => Vec::new(),
            false => parse_inline(&part, options, diagnostics),
        }
    };
    (part(0, bar), part((bar + 1).min(title.len()), title.len()))
}

/// A part of a picture's mark, found again in the source; with escapes in it the whole mark is its place.
fn place_of(part: &str, range: &Range<usize>, source: &SourceText) -> SourceText {
    let mark = source.text.get(range.clone()).unwrap_or_default();
    match mark.rfind(part).filter(|_| !part.is_empty()) {
        Some(at) => source.slice(range.start + at..range.start + at + part.len()),
        None => SourceText::detached(part, source.span_of(range.clone())),
    }
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = code.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}
