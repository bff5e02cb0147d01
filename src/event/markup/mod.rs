//! The Markdown of long texts.
//!
//! In: a [`SourceText`]. Out: [`Block`]s, each with its place in the event file, typographic marks already set.
//! The dialect is that of docs/event-format.md: CommonMark as `pulldown-cmark` reads it, less tables, code and HTML,
//! plus `==repeats==`, `^superscripts^`, `~subscripts~` and `> [!box]` pull quotes. Three passes: [`reader`] turns events into blocks of
//! single characters with their styles ([`words`]), [`marks`] and [`quote`] read what CommonMark does not know,
//! [`unread`] warns of signs that nothing reads, [`sentence`] joins sentences that go on round a quote or picture; then the words are set and become inlines.

mod draft;
mod marks;
mod picture;
mod pin;
mod quote;
mod reader;
mod sentence;
mod types;
mod unread;
mod words;

pub use pin::{Pin, PinAcross, PinDown};
pub use types::{
    Anchored, Block, BlockKind, Inline, MarkupPicture, Paragraph, PullQuote, Quote, QuoteKind, Repeat, plain_text,
};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::SourceText;

/// The signs of the first sub-headings: the text's own heading stands over them.
pub const FIRST_HEADING: u8 = 2;

/// What stands before a language in the place of a link's address: `[words](lang:tr)`.
pub const LANGUAGE: &str = "lang:";

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
    let finish = |block: draft::Draft| block.finish(source, options.language, diagnostics);
    let blocks: Vec<Block> = sentence::join(blocks).into_iter().map(finish).collect();
    check_levels(&blocks, diagnostics);
    blocks
}

/// Sub-headings begin with `##`, and none is more than one level below the one before it.
fn check_levels(blocks: &[Block], diagnostics: &mut Diagnostics) {
    let mut known = FIRST_HEADING - 1;
    for block in blocks {
        let BlockKind::Heading { level, .. } = block.kind else { continue };
        if level > known + 1 {
            let (marks, meant) = ("#".repeat(level.into()), "#".repeat((known + 1).into()));
            let message = format!("`{marks}` skips a level: no `{meant}` stands over it");
            let warning = Diagnostic::warning("heading-level", message).at(block.span).label("a part of nothing");
            let help = format!("write `{meant}`: those who have the report read to them go from level to level");
            diagnostics.push(warning.help(help));
        }
        known = level.clamp(FIRST_HEADING, known + 1);
    }
}

/// Reads a text of one paragraph, such as a title, a caption or a role. Its lines start no lists or headings: a title
/// may be `25. Yıl`.
pub fn parse_inline(source: &SourceText, options: &MarkupOptions, diagnostics: &mut Diagnostics) -> Vec<Inline> {
    let source = &source.with_backslashes(&block_starts(source));
    let mut blocks = parse(source, options, diagnostics).into_iter();
    let first = blocks.next();
    let (inlines, other) = match first.map(|block| (block.span, block.kind)) {
        None => return Vec::new(),
        Some((_, BlockKind::Paragraph(paragraph))) => (paragraph.inlines, blocks.next().map(|block| block.span)),
        Some((span, _)) => (Vec::new(), Some(span)),
    };
    if let Some(span) = other {
        let diagnostic = Diagnostic::error("one-paragraph", "only one paragraph of words can stand here").at(span);
        let help = "take out blank lines, pictures and whatever else starts a block of its own";
        diagnostics.push(diagnostic.label("this is another block").help(help));
    }
    inlines
}

/// Where a backslash keeps a line from starting a block: before its first sign, or after its number.
fn block_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let start = offset + line.len() - words.len();
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &words[digits..];
        let bullet =
            words.starts_with("* ") || words.trim_end().len() > 1 && words.trim_matches(['*', ' ', '\n']).is_empty();
        if digits > 0 && rest.starts_with(['.', ')']) {
            starts.push(start + digits);
        } else if bullet || words.starts_with(['-', '+', '#', '>', '=', '|', '~']) && !words.starts_with("==") {
            starts.push(start);
        }
        offset += line.len();
    }
    starts
}
