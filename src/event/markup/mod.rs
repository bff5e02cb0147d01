//! The Markdown of long texts.
//!
//! In: a [`SourceText`]. Out: [`Block`]s, each with its place in the event file, typographic marks already set.
//! The dialect is that of docs/event-format.md: CommonMark as `pulldown-cmark` reads it, less tables, code and HTML,
//! plus `==repeats==`, `^superscripts^` and `> [!box]` pull quotes. Three passes: [`reader`] turns events into blocks of
//! single characters with their styles ([`words`]), [`marks`] and [`quote`] read what CommonMark does not know,
//! [`sentence`] joins sentences that go on round a quote or picture; then the words are set and become inlines.

mod draft;
mod marks;
mod picture;
mod quote;
mod reader;
mod sentence;
mod types;
mod words;

pub use types::{
    Anchored, Block, BlockKind, Inline, MarkupPicture, Paragraph, PullQuote, Quote, QuoteKind, Repeat, plain_text,
};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::SourceText;

/// How to read a text.
#[derive(Clone, Debug)]
pub struct MarkupOptions<'a> {
    /// BCP 47: decides quotation marks and dashes.
    pub language: &'a str,
    /// A line of the file is a line of the page (roles, addresses); else lines run on.
    pub keep_lines: bool,
}

impl<'a> MarkupOptions<'a> {
    pub fn new(language: &'a str) -> MarkupOptions<'a> {
        MarkupOptions { language, keep_lines: false }
    }

    pub fn lines(language: &'a str) -> MarkupOptions<'a> {
        MarkupOptions { language, keep_lines: true }
    }
}

/// Reads a long text.
pub fn parse(source: &SourceText, options: &MarkupOptions, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let blocks = reader::read(source, options, diagnostics);
    sentence::join(blocks).into_iter().map(|block| block.finish(source, options.language, diagnostics)).collect()
}

/// Reads a text of one paragraph, such as a caption or a role.
pub fn parse_inline(source: &SourceText, options: &MarkupOptions, diagnostics: &mut Diagnostics) -> Vec<Inline> {
    let mut paragraphs = Vec::new();
    for block in parse(source, options, diagnostics) {
        match block.kind {
            BlockKind::Paragraph(paragraph) if paragraphs.is_empty() => paragraphs.push(paragraph.inlines),
            _ => {
                let message = "only one paragraph of plain words can stand here";
                let diagnostic = Diagnostic::error("one-paragraph", message).at(block.span);
                diagnostics.push(diagnostic.label("a further or another kind of block").help(
                    "a line that starts with a number and a full stop, with `-`, `#` or `>` needs `\\` before that sign",
                ));
            }
        }
    }
    paragraphs.pop().unwrap_or_default()
}
