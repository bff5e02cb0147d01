//! Text of a scalar whose every byte knows its place in the file, so that a mistake inside a long text is shown where
//! it stands.
//!
//! The place is found by walking value and source side by side: equal characters go together; where the two differ,
//! the source holds indentation, a folded line end or an escape (YAML 1.2.2, sections 5.7, 7.3 and 8.1).

use super::place::{self, Style};
use crate::diagnostic::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A scalar's text with the map back to its file. Derefs to the text.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceText {
    pub text: Arc<str>,
    /// The whole scalar with its quotes; of a block (`|`, `>`) its lines.
    pub span: Span,
    pieces: Arc<[Piece]>,
}

/// A stretch of text that stands unchanged in the file.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Piece {
    text: usize,
    source: usize,
    len: usize,
}

impl SourceText {
    /// Text that does not stand in the file as such; every part of it has the whole span.
    pub fn detached(text: impl Into<Arc<str>>, span: Span) -> SourceText {
        SourceText { text: text.into(), span, pieces: Arc::from([]) }
    }

    /// Text that stands unchanged at the start of `span`.
    pub fn verbatim(text: impl Into<Arc<str>>, span: Span) -> SourceText {
        let text = text.into();
        let piece = Piece { text: 0, source: span.start, len: text.len() };
        SourceText { text, span, pieces: Arc::from([piece]) }
    }

    /// The place of a stretch of the text.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let Some(start) = self.locate(range.start) else { return self.span };
        let end = match range.end > range.start {
            true => self.locate(range.end - 1).map_or(start, |last| last + 1),
            false => start,
        };
        Span::new(self.span.file, start, end.max(start))
    }

    /// A stretch of the text as a text of its own.
    pub fn slice(&self, range: Range<usize>) -> SourceText {
        let shifted = self.pieces.iter().filter_map(|piece| {
            let start = piece.text.max(range.start);
            let end = (piece.text + piece.len).min(range.end);
            let source = piece.source + start.saturating_sub(piece.text);
            (start < end).then(|| Piece { text: start - range.start, source, len: end - start })
        });
        SourceText {
            pieces: shifted.collect(),
            span: self.span_of(range.clone()),
            text: self.text.get(range).unwrap_or_default().into(),
        }
    }

    /// The text with a backslash before each of these offsets, which ascend.
    pub fn with_backslashes(&self, offsets: &[usize]) -> SourceText {
        let mut text = String::with_capacity(self.text.len() + offsets.len());
        let mut pieces = Vec::new();
        let mut from = 0;
        for (index, offset) in offsets.iter().copied().chain([self.text.len()]).enumerate() {
            let part = self.slice(from..offset);
            pieces.extend(part.pieces.iter().map(|piece| Piece { text: piece.text + text.len(), ..*piece }));
            text.push_str(&part.text);
            if index < offsets.len() {
                text.push('\\');
            }
            from = offset;
        }
        SourceText { text: text.into(), span: self.span, pieces: pieces.into() }
    }

    fn locate(&self, offset: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.text <= offset);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        let within = offset - piece.text;
        Some(piece.source + within.min(piece.len))
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<'de> Deserialize<'de> for SourceText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let place = place::current();
        let pieces = match place.style {
            Some(style) => align(&text, &place.source, place.span, style),
            None => Vec::new(),
        };
        Ok(SourceText { text: text.into(), span: place.span, pieces: pieces.into() })
    }
}

impl JsonSchema for SourceText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "string".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// Walks a scalar's value and its source side by side.
struct Aligner<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    pieces: Vec<Piece>,
}

fn align(text: &str, source: &str, span: Span, style: Style) -> Vec<Piece> {
    let mut aligner = Aligner { source, at: span.start, end: span.end.min(source.len()), pieces: Vec::new() };
    match style {
        Style::Literal => aligner.block(text),
        Style::Folded => aligner.flow(text, leading_line_ends(text), style),
        Style::Plain => aligner.flow(text, 0, style),
        Style::SingleQuoted | Style::DoubleQuoted => {
            aligner.at += 1;
            aligner.flow(text, 0, style);
        }
    }
    aligner.pieces
}

/// A block's span starts with its first line of words; blank lines above it are part of the value.
fn leading_line_ends(text: &str) -> usize {
    text.len() - text.trim_start_matches('\n').len()
}

impl Aligner<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..self.end).unwrap_or_default()
    }

    fn push(&mut self, text: usize, source_len: usize, text_len: usize) {
        let len = text_len.min(source_len);
        match self.pieces.last_mut() {
            Some(last) if last.text + last.len == text && last.source + last.len == self.at => last.len += len,
            _ => self.pieces.push(Piece { text, source: self.at, len }),
        }
        self.at += source_len;
    }

    /// A literal block: each line of the value is the end of a line of the source.
    fn block(&mut self, text: &str) {
        let mut offset = leading_line_ends(text);
        for line in text[offset..].split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            let rest = self.rest();
            let source_len = rest.find('\n').map_or(rest.len(), |end| end + 1);
            let source_words = rest[..source_len].trim_end_matches(['\n', '\r']);
            // Blank lines may be shorter than the indentation.
            let indent = source_words.len().saturating_sub(words.len());
            self.at += indent;
            self.push(offset, source_len - indent, line.len());
            offset += line.len();
        }
    }

    fn flow(&mut self, text: &str, from: usize, style: Style) {
        for (offset, c) in text.char_indices().skip_while(|(offset, _)| *offset < from) {
            self.skip_escaped_line_end(style);
            let Some(next) = self.rest().chars().next() else { return };
            let escape = match (style, next) {
                (Style::DoubleQuoted, '\\') => self.escape(),
                (Style::SingleQuoted, '\'') => 2,
                _ => 0,
            };
            if escape > 0 {
                self.push(offset, escape, c.len_utf8());
            } else if matches!(next, '\n' | '\r') && matches!(c, ' ' | '\n') {
                self.fold(offset, c, text);
            } else {
                // Spaces before a line end are not part of the value.
                if c != next && matches!(c, ' ' | '\n') {
                    self.skip_blanks();
                }
                let len = self.rest().chars().next().map_or(0, char::len_utf8);
                self.push(offset, len, c.len_utf8());
            }
        }
    }

    /// At a line end that the value shows as a space, or at several that it shows as line ends.
    fn fold(&mut self, offset: usize, c: char, text: &str) {
        let more_line_ends = text[offset + c.len_utf8()..].starts_with('\n');
        let first = self.rest().find('\n').map_or(0, |end| end + 1);
        self.push(offset, first, 1);
        if c == ' ' || !more_line_ends {
            while !self.rest().is_empty() && self.rest().trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                self.at += self.rest().find('\n').map_or(self.rest().len(), |end| end + 1);
            }
        }
        self.skip_indentation();
    }

    fn skip_indentation(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }

    fn skip_blanks(&mut self) {
        let trimmed = self.rest().trim_start_matches([' ', '\t']);
        if trimmed.starts_with(['\n', '\r']) {
            self.at += self.rest().len() - trimmed.len();
        }
    }

    /// A `\` at the end of a line in double quotes joins the lines.
    fn skip_escaped_line_end(&mut self, style: Style) {
        while style == Style::DoubleQuoted && (self.rest().starts_with("\\\n") || self.rest().starts_with("\\\r\n")) {
            self.at += self.rest().find('\n').map_or(0, |end| end + 1);
            self.skip_indentation();
        }
    }

    /// The length of the escape at hand.
    fn escape(&self) -> usize {
        let len = match self.rest().as_bytes().get(1) {
            Some(b'x') => 4,
            Some(b'u') => 6,
            Some(b'U') => 10,
            _ => 1 + self.rest().chars().nth(1).map_or(0, char::len_utf8),
        };
        len.min(self.rest().len())
    }
}
