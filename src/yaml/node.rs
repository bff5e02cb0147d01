//! YAML text to a tree of nodes with byte spans.
//!
//! In: a file's text. Out: the root node, or a diagnostic. `saphyr-parser` gives the events; this module sets limits on
//! depth and size, and refuses what an event file has no use for: anchors, tags, keys that are no words, repeated keys,
//! several documents.

use super::place::Style;
use super::syntax;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Span};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

/// Deeper nesting is a mistake or an attack; layouts need about ten levels.
const MAX_DEPTH: usize = 64;
/// A report of 200 pages has some 3,000 nodes.
pub(super) const MAX_NODES: usize = 200_000;

/// A value and its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

impl Node {
    /// The value of a mapping's key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Kind::Mapping(entries) = &self.kind else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }
}

/// What a node holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// What an extended file had here was taken out by the file that extends it; the parser makes none.
    Removed,
    Scalar(Scalar),
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// A scalar as written, without its quotes or indentation.
#[derive(Clone, PartialEq, Debug)]
pub struct Scalar {
    pub value: String,
    pub style: Style,
}

/// A key and its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

/// Reads the text's only document, of so many values at most. An empty one is `Null`.
pub fn parse(file: FileId, text: &str, max_nodes: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder::new(file, text, max_nodes);
    for result in Parser::new_from_str(text) {
        let outcome = match result {
            Ok((event, span)) => builder.event(event, span.start, span.end),
            Err(error) => {
                let offset = builder.offsets.byte(error.marker().index()).min(text.len());
                let span = builder.open_flow();
                Err(Box::new(syntax::explain(error.info(), file, text, offset, span)))
            }
        };
        if let Err(diagnostic) = outcome {
            diagnostics.list.append(&mut builder.found);
            diagnostics.push(*diagnostic);
            return None;
        }
    }
    diagnostics.list.append(&mut builder.found);
    Some(builder.root.unwrap_or(Node { span: Span::new(file, 0, 0), kind: Kind::Null }))
}

type Outcome = Result<(), Box<Diagnostic>>;

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    offsets: Offsets,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    max_nodes: usize,
    /// Repeated keys, of which the first is read, and control characters, which are left out.
    found: Vec<Diagnostic>,
}

/// A collection whose end has not come yet.
struct Open {
    start: usize,
    kind: Kind,
    key: Option<(String, Span)>,
}

impl<'a> Builder<'a> {
    fn new(file: FileId, text: &'a str, max_nodes: usize) -> Builder<'a> {
        let offsets = Offsets::new(text);
        Builder { file, text, offsets, open: Vec::new(), root: None, nodes: 0, max_nodes, found: Vec::new() }
    }

    fn event(&mut self, event: Event, start: Marker, end: Marker) -> Outcome {
        let span = Span::new(self.file, self.offsets.byte(start.index()), self.offsets.byte(end.index()));
        match event {
            Event::DocumentStart(_) if self.root.is_some() => Err(error("several-documents", "a second document")
                .at(span)
                .label("it starts here")
                .help("a file holds one document; take the line `---` or `...` out")
                .into()),
            Event::Alias(_) => Err(self.refuse_anchor(span)),
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse(span, anchor, tag.is_some())?;
                self.scalar(value.into_owned(), style, span)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse(span, anchor, tag.is_some())?;
                self.start(Kind::Sequence(Vec::new()), span)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse(span, anchor, tag.is_some())?;
                self.start(Kind::Mapping(Vec::new()), span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => Ok(()),
        }
    }

    fn refuse(&self, span: Span, anchor: usize, tagged: bool) -> Outcome {
        match (anchor, tagged) {
            (0, false) => Ok(()),
            (0, true) => Err(error("tag", "a value cannot start with `!`")
                .at(self.first_line(span))
                .label("YAML takes this for a tag")
                .help("put the value in quotes")
                .into()),
            _ => Err(self.refuse_anchor(span)),
        }
    }

    fn refuse_anchor(&self, span: Span) -> Box<Diagnostic> {
        let sign = self.text.get(span.start..).and_then(|rest| rest.chars().next()).unwrap_or('&');
        let sign = if sign == '*' { '*' } else { '&' };
        error("anchor", format!("a value cannot start with `{sign}`"))
            .at(self.first_line(span))
            .label("YAML takes this for an anchor or its alias, which Plenary does not use")
            .help("put the value in quotes, or write `|` and the text on the next line, indented")
            .into()
    }

    fn first_line(&self, span: Span) -> Span {
        let line = self.text.get(span.start..span.end).and_then(|text| text.lines().next()).unwrap_or_default();
        Span::new(self.file, span.start, span.start + line.len())
    }

    fn scalar(&mut self, mut value: String, style: ScalarStyle, span: Span) -> Outcome {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        let span = Span::new(self.file, span.start, span.start + written.trim_end().len());
        if let Some(character) = value.chars().find(|c| is_control(*c)) {
            self.found.push(control_character(character, self.first_line(span)));
            value.retain(|c| !is_control(c));
        }
        let awaits_key = matches!(self.open.last(), Some(Open { kind: Kind::Mapping(_), key: None, .. }));
        let null =
            !awaits_key && style == Style::Plain && matches!(value.as_str(), "" | "~" | "null" | "Null" | "NULL");
        let kind = if null { Kind::Null } else { Kind::Scalar(Scalar { value, style }) };
        self.add(Node { span, kind })
    }

    fn start(&mut self, kind: Kind, span: Span) -> Outcome {
        if self.open.len() >= MAX_DEPTH {
            return Err(error("too-deep", format!("more than {MAX_DEPTH} levels of lists and mappings"))
                .at(span)
                .label("the next level starts here")
                .into());
        }
        self.open.push(Open { start: span.start, kind, key: None });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Outcome {
        let Some(open) = self.open.pop() else { return Ok(()) };
        // A block collection's end mark stands where the next thing starts.
        let written = self.text.get(open.start..span.end).unwrap_or_default();
        let last = match &open.kind {
            Kind::Sequence(items) => items.last().map(|item| item.span.end),
            Kind::Mapping(entries) => entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end)),
            _ => None,
        };
        let flow = written.starts_with(['[', '{']);
        let end = last.filter(|_| !flow).unwrap_or(open.start + written.trim_end().len());
        self.add(Node { span: Span::new(self.file, open.start, end.max(open.start)), kind: open.kind })
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node) -> Outcome {
        self.nodes += 1;
        if self.nodes > self.max_nodes {
            let message = format!("more than {} values in one file", self.max_nodes);
            return Err(error("too-large", message).at(node.span).into());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.kind, open.key.take()) {
            (Kind::Sequence(items), _) => items.push(node),
            (Kind::Mapping(entries), Some((key, key_span))) => match entries.iter().find(|entry| entry.key == key) {
                Some(first) => self.found.push(repeated_key(&key, key_span, first.key_span)),
                None => entries.push(Entry { key, key_span, value: with_place(node, key_span) }),
            },
            (_, _) => open.key = Some(key_of(node)?),
        }
        Ok(())
    }

    /// The innermost `[` or `{` that is still open.
    fn open_flow(&self) -> Option<Span> {
        let starts = self.open.iter().rev().map(|open| open.start);
        let start =
            starts.into_iter().find(|start| self.text.get(*start..).unwrap_or_default().starts_with(['[', '{']))?;
        Some(Span::new(self.file, start, start + 1))
    }
}

/// A missing value is shown at its key.
fn with_place(node: Node, key_span: Span) -> Node {
    match node.span.start < node.span.end {
        true => node,
        false => Node { span: key_span, ..node },
    }
}

fn key_of(node: Node) -> Result<(String, Span), Box<Diagnostic>> {
    match node.kind {
        Kind::Scalar(scalar) => Ok((scalar.value, node.span)),
        _ => Err(error("key", "a key must be a word")
            .at(node.span)
            .label("this stands where a key is expected")
            .help("put a text that starts with `[` or `{` in quotes")
            .into()),
    }
}

fn repeated_key(key: &str, span: Span, first: Span) -> Diagnostic {
    error("repeated-key", format!("`{key}` is written twice"))
        .at(span)
        .label("the second is not read")
        .related(first, "the first stands here")
        .help("keep one of the two")
}

/// What prints nothing and does nothing. Marks for joining letters and for their direction are no control characters.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// It was written as an escape; the parser refuses those that stand there as such.
fn control_character(character: char, span: Span) -> Diagnostic {
    error("control-character", format!("an invisible character, U+{:04X}", u32::from(character)))
        .at(span)
        .label("in this text")
        .help("delete its `\\x…` or `\\u…`; it often comes with text that was pasted")
}

fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, message)
}

/// saphyr counts characters; spans count bytes.
enum Offsets {
    Ascii,
    Table(Vec<usize>),
}

impl Offsets {
    fn new(text: &str) -> Offsets {
        if text.is_ascii() {
            return Offsets::Ascii;
        }
        let starts = text.char_indices().map(|(offset, _)| offset);
        Offsets::Table(starts.chain([text.len()]).collect())
    }

    fn byte(&self, index: usize) -> usize {
        match self {
            Offsets::Ascii => index,
            Offsets::Table(table) => table.get(index).or(table.last()).copied().unwrap_or(0),
        }
    }
}
