//! From CommonMark's events to drafts of blocks.
//!
//! Two departures from CommonMark 0.31, so that no word is lost or moved by a mark that nobody meant: a forced line
//! break is `\` at the end of a line, never two spaces (6.7), and a link reference definition (4.7) is an error.

use super::draft::{Draft, DraftKind};
use super::words::{Char, Look, Words};
use super::{MarkupOptions, picture, quote};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::SourceText;
use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag};
use std::iter::Peekable;
use std::ops::Range;

/// Quotes in quotes in lists: a report needs two or three levels.
const MAX_DEPTH: usize = 16;

pub fn read(source: &SourceText, options: &MarkupOptions, diagnostics: &mut Diagnostics) -> Vec<Draft> {
    // Tables and notes are switched on only to be recognised and refused.
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let text = source.text.clone();
    let events = Parser::new_ext(&text, extensions).into_offset_iter();
    let mut lost: Vec<Range<usize>> = events.reference_definitions().iter().map(|(_, def)| def.span.clone()).collect();
    lost.sort_by_key(|range| range.start);
    let mut reader = Reader { events: events.peekable(), source, options, diagnostics, depth: 0 };
    for range in lost {
        let message = "this line would not be set: Markdown takes it for a link's address";
        reader.refuse(
            range,
            message,
            "write `\\[` for a bracket that belongs to the text, and `[words](https://…)` for a link",
        );
    }
    reader.blocks()
}

struct Reader<'a, 'b> {
    events: Peekable<OffsetIter<'a>>,
    source: &'b SourceText,
    options: &'b MarkupOptions<'b>,
    diagnostics: &'b mut Diagnostics,
    depth: usize,
}

/// A part of a paragraph.
enum Piece {
    Words(Words),
    Picture(Draft),
}

impl<'a> Reader<'a, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        let written = self.source.text.get(range.clone()).unwrap_or_default();
        self.source.span_of(range.start..range.start + written.trim_end().len())
    }

    /// Blocks up to the end of what holds them, which is taken too.
    fn blocks(&mut self) -> Vec<Draft> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.peek().cloned() {
            if is_inline(&event) {
                // In a list whose items are not set apart, words stand without a paragraph.
                self.paragraph(range, &mut blocks);
                continue;
            }
            self.events.next();
            match event {
                Event::End(_) => return blocks,
                Event::Start(tag) if self.depth < MAX_DEPTH => {
                    self.depth += 1;
                    self.block(tag, range, &mut blocks);
                    self.depth -= 1;
                }
                Event::Start(_) => {
                    self.skip();
                    self.refuse(range, "quotes and lists stand too deep in each other", "take levels out");
                }
                Event::Rule => {
                    self.refuse(
                        range,
                        "a line of dashes or stars has no meaning here",
                        "take it out; a `##` heading or a blank line parts the text",
                    );
                }
                _ => {}
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Draft>) {
        match tag {
            Tag::Paragraph => self.paragraph(range, blocks),
            Tag::Heading { level, .. } => self.heading(level as u8, range, blocks),
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some((Event::Start(_), _)) = self.events.next() {
                    items.push(self.blocks());
                }
                self.check_numbers(start, items.len(), range.clone());
                let kind = DraftKind::List { ordered: start.is_some(), start: start.unwrap_or(1), items };
                blocks.push(Draft { span: self.span(range), kind });
            }
            Tag::BlockQuote(_) => {
                let inner = self.blocks();
                blocks.extend(quote::read(inner, self.span(range), self.source, self.diagnostics));
            }
            other => {
                self.skip();
                let (message, help) = match other {
                    Tag::Table(_) => ("tables are not set", "write the table as a list, or as a picture"),
                    Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented) => (
                        "these lines are indented by four or more spaces, which means program code in Markdown",
                        "start the lines at the column of the text above them",
                    ),
                    Tag::CodeBlock(_) => ("program code is not set", "take the lines of \"```\" out"),
                    Tag::HtmlBlock => ("HTML is not read", "write `\\<` for the sign itself"),
                    Tag::FootnoteDefinition(_) => ("footnotes are not set", "write the note into the text"),
                    _ => ("this kind of Markdown is not read", "write it as plain words"),
                };
                self.refuse(range, message, help);
            }
        }
    }

    /// A paragraph that starts with a year and a full stop is a list of one item to CommonMark.
    fn check_numbers(&mut self, start: Option<u64>, items: usize, range: Range<usize>) {
        let Some(number) = start.filter(|number| *number > 1 && items == 1) else { return };
        let diagnostic = Diagnostic::warning("list", format!("`{number}.` starts a list of one item"));
        let help = format!("write `{number}\\.` if these are words of a sentence");
        self.diagnostics.push(diagnostic.at(self.span(range)).label("set as an item with its number").help(help));
    }

    fn heading(&mut self, level: u8, range: Range<usize>, blocks: &mut Vec<Draft>) {
        let pieces = self.pieces();
        let underlined = !self.source.text.get(range.clone()).unwrap_or_default().starts_with('#');
        if underlined {
            let message = "a line of `-` or `=` below words would make them a heading";
            self.refuse(range.clone(), message, "write `## ` before a heading; leave a blank line otherwise");
        }
        for piece in pieces {
            match piece {
                Piece::Words(words) => {
                    blocks.push(Draft { span: self.span(range.clone()), kind: DraftKind::Heading(level, words) });
                }
                Piece::Picture(picture) => self.inline_picture(picture.span),
            }
        }
    }

    fn paragraph(&mut self, range: Range<usize>, blocks: &mut Vec<Draft>) {
        let pieces = self.pieces();
        let whole = pieces.len() == 1;
        for piece in pieces {
            match piece {
                Piece::Words(words) => {
                    let own = if whole { range.clone() } else { words.source(0..words.0.len()) };
                    // Words of a tight list item have no range of their own.
                    let own = own.start..own.end.max(words.source(0..words.0.len()).end);
                    blocks.push(Draft { span: self.span(own), kind: DraftKind::Paragraph(words, Vec::new()) });
                }
                Piece::Picture(picture) => blocks.push(picture),
            }
        }
    }

    /// The words and pictures up to the end of the paragraph, which is taken too, or to the next block.
    fn pieces(&mut self) -> Vec<Piece> {
        let mut inline = InlineReader { words: Words::default(), looks: vec![Look::default()] };
        let mut pieces = Vec::new();
        while let Some((event, range)) = self.events.peek().cloned() {
            let ends_here = matches!(&event, Event::End(tag) if is_block_end(tag));
            if ends_here || !is_inline(&event) {
                // An item's end belongs to the item.
                if !matches!(&event, Event::End(pulldown_cmark::TagEnd::Item)) && ends_here {
                    self.events.next();
                }
                break;
            }
            self.events.next();
            if let Event::Start(Tag::Image { dest_url, title, .. }) = &event {
                let picture = self.picture(range, dest_url, title);
                self.check_line(&inline.words, picture.span);
                inline.words.trim();
                pieces.push(Piece::Words(std::mem::take(&mut inline.words)));
                pieces.push(Piece::Picture(picture));
                continue;
            }
            self.inline(event, range, &mut inline);
        }
        inline.words.trim();
        pieces.push(Piece::Words(inline.words));
        pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.0.is_empty()));
        pieces
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, inline: &mut InlineReader) {
        match event {
            Event::Text(text) => inline.push(&text, range, &self.source.text),
            Event::SoftBreak => inline.line_end(if self.options.keep_lines { '\n' } else { ' ' }, range),
            Event::HardBreak => {
                let forced = self.options.keep_lines || self.source.text[range.start..].starts_with('\\');
                inline.line_end(if forced { '\n' } else { ' ' }, range);
            }
            Event::Start(tag) => {
                if let Tag::Link { dest_url, .. } = &tag {
                    self.check_language(dest_url, range);
                }
                inline.start(tag);
            }
            Event::End(_) => inline.end(),
            Event::Code(text) => {
                self.refuse(range.clone(), "program code is not set", "write `\\`` for the sign itself");
                inline.push(&text, range, &self.source.text);
            }
            Event::FootnoteReference(_) => {
                self.refuse(range, "footnotes are not set", "write the note into the text");
            }
            // Its start has been refused.
            Event::InlineHtml(html) if html.starts_with("</") => {}
            _ => {
                self.refuse(range, "HTML is not read", "write `*italic*` or `**bold**`, and `\\<` for the sign itself")
            }
        }
    }

    /// `[words](lang:tr)` needs a language tag (BCP 47).
    fn check_language(&mut self, address: &str, range: Range<usize>) {
        let Some(tag) = address.strip_prefix(super::LANGUAGE) else { return };
        if tag.parse::<icu_locale_core::LanguageIdentifier>().is_ok_and(|parsed| !parsed.language.is_unknown()) {
            return;
        }
        let error = Diagnostic::error("language", format!("`{tag}` is no language")).at(self.span(range));
        let help = "write its code, such as `lang:tr` or `lang:en-GB`";
        self.diagnostics.push(error.label("marked as words in it").help(help));
    }

    /// A picture stands on a line of its own.
    fn check_line(&mut self, before: &Words, span: Span) {
        let starts_line = before.0.last().is_none_or(|c| c.line_end);
        let ends_line = matches!(
            self.events.peek(),
            None | Some((Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Start(_), _))
        );
        if !starts_line || !ends_line {
            self.inline_picture(span);
        }
    }

    fn inline_picture(&mut self, span: Span) {
        let diagnostic = Diagnostic::error("inline-picture", "a picture within a line of text").at(span);
        self.diagnostics.push(
            diagnostic
                .label("no line of its own")
                .help("put it on a line of its own, with a blank line before and after"),
        );
    }

    fn picture(&mut self, range: Range<usize>, destination: &str, title: &str) -> Draft {
        let mut alt = String::new();
        let mut depth = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        let written = picture::Written { range: range.clone(), alt, destination, title };
        let picture = picture::read(written, self.source, self.options, self.diagnostics);
        Draft { span: self.span(range), kind: DraftKind::Picture(picture) }
    }

    /// Past the end of what has started.
    fn skip(&mut self) {
        let mut depth = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn refuse(&mut self, range: Range<usize>, message: &str, help: &str) {
        let diagnostic = Diagnostic::error("markdown", message).at(self.span(range));
        self.diagnostics.push(diagnostic.label("here").help(help));
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough | Tag::Superscript
        ),
        Event::End(tag) => !is_block_end(tag),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

fn is_block_end(tag: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::*;
    !matches!(tag, Emphasis | Strong | Link | Image | Strikethrough | Superscript | Subscript)
}

/// Collects the words of a paragraph with the looks that are in force.
struct InlineReader {
    words: Words,
    looks: Vec<Look>,
}

impl InlineReader {
    fn look(&self) -> Look {
        self.looks.last().cloned().unwrap_or_default()
    }

    fn start(&mut self, tag: Tag) {
        let mut look = self.look();
        match tag {
            Tag::Emphasis => look.italic = true,
            Tag::Strong => look.bold = true,
            Tag::Link { dest_url, .. } => look.link = Some(dest_url.as_ref().into()),
            _ => {}
        }
        self.looks.push(look);
    }

    fn end(&mut self) {
        self.looks.pop();
    }

    fn push(&mut self, text: &str, range: Range<usize>, source: &str) {
        let look = self.look();
        let as_written = source.get(range.clone()) == Some(text);
        let escaped = range.start > 0 && source.as_bytes().get(range.start - 1) == Some(&b'\\');
        self.words.0.extend(text.char_indices().map(|(offset, c)| {
            let start = range.start + offset;
            Char {
                c,
                source: if as_written { start..start + c.len_utf8() } else { range.clone() },
                look: look.clone(),
                literal: !as_written || escaped && offset == 0 && c.is_ascii_punctuation(),
                line_end: false,
                repeat: 0,
                resumes: 0,
            }
        }));
    }

    fn line_end(&mut self, c: char, source: Range<usize>) {
        let look = self.look();
        self.words.0.push(Char { c, source, look, literal: false, line_end: true, repeat: 0, resumes: 0 });
    }
}
