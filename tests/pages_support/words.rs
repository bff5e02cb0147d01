//! The words of an event, and those of its display list.
//!
//! Painted words are put together by the element of the semantic tree that they belong to, in the order of painting;
//! each paragraph of the event must be among them, whole, and in its order. Words that belong to no element (artifacts)
//! are those of running matter and repeated quotes.

use super::Findings;
use plenary::event::markup::{self, Block, BlockKind, MarkupOptions, Paragraph, PullQuote, plain_text};
use plenary::event::{self, Event};
use plenary::glyph::GlyphRun;
use plenary::paint::display_list::{DisplayList, ItemKind};
use plenary::structure::{Role, StructId, StructTree};
use plenary::yaml::{self, SourceText};
use plenary::{Session, Typeset};
use std::collections::BTreeMap;
use std::path::Path;

/// Signs that a layout may put round quotes and before their sources.
const MARKS: &[char] = &['“', '”', '‘', '’', '«', '»', '„', '"', '—', ' '];

/// What the event wants to be read.
#[derive(Default, Debug)]
pub struct Wanted {
    /// Paragraphs in their order.
    pub story: Vec<String>,
    /// Pull quotes, sources and captions: they stand near their place.
    pub beside: Vec<String>,
    /// Words that are shown a second time.
    pub repeated: Vec<String>,
}

/// What is painted.
#[derive(Default, Debug)]
pub struct Painted {
    /// The words of each element of the tree, in the order of their first.
    pub blocks: Vec<String>,
    /// All words of no element.
    pub artifacts: String,
}

/// Words of the event that are not painted, not in their order, or twice.
pub fn lost(event: &Path, set: &Typeset) -> Findings {
    compare(&wanted(event), &read_painted(&super::painted(set)))
}

pub fn compare(wanted: &Wanted, painted: &Painted) -> Findings {
    let mut found = out_of_order(wanted, painted);
    let beside = wanted.beside.iter().filter(|words| !painted.blocks.iter().any(|block| block.contains(bare(words))));
    found.extend(beside.map(|words| not_painted(words, painted)));
    let repeated = wanted.repeated.iter().filter(|words| !painted.artifacts.contains(words.as_str()));
    found.extend(repeated.map(|words| format!("not repeated: {words:?}")));
    found
}

fn out_of_order(wanted: &Wanted, painted: &Painted) -> Findings {
    let mut found = Vec::new();
    let mut from = 0;
    for words in &wanted.story {
        let places: Vec<usize> = (0..painted.blocks.len()).filter(|at| painted.blocks[*at] == *words).collect();
        match places.iter().find(|at| **at >= from) {
            Some(at) => from = at + 1,
            None if places.is_empty() => found.push(not_painted(words, painted)),
            None => found.push(format!("not in its order: {words:?}")),
        }
    }
    found
}

/// With the painted block that begins most like these words.
fn not_painted(words: &str, painted: &Painted) -> String {
    let same = |block: &&String| bare(block).chars().zip(bare(words).chars()).take_while(|(a, b)| a == b).count();
    format!("not painted: {words:?}; painted was {:?}", painted.blocks.iter().max_by_key(same))
}

fn bare(words: &str) -> &str {
    words.trim_matches(MARKS)
}

/// One space between words, whatever stood there.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is painted, element by element.
pub fn read_painted(list: &DisplayList) -> Painted {
    let mut painted = Painted::default();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    for item in list.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Glyphs { run, .. } = &item.kind else { continue };
        match run.tag.or(item.tag) {
            Some(tag) => {
                let place = places.entry(block_of(tag, &list.structure).0).or_insert(painted.blocks.len());
                if *place == painted.blocks.len() {
                    painted.blocks.push(String::new());
                }
                join(&mut painted.blocks[*place], run);
            }
            None => join(&mut painted.artifacts, run),
        }
    }
    painted.blocks.iter_mut().for_each(|block| *block = spaced(block));
    painted.artifacts = spaced(&painted.artifacts);
    painted
}

/// Hyphens that breaking added are gone; spaces at the ends of lines are part of the runs.
fn join(text: &mut String, run: &GlyphRun) {
    text.extend(run.text.chars().filter(|c| *c != '\u{ad}'));
}

/// The element that a link or span stands in.
fn block_of(mut tag: StructId, tree: &StructTree) -> StructId {
    while matches!(tree.get(tag).role, Role::Link | Role::Span)
        && let Some(parent) = tree.get(tag).parent
    {
        tag = parent;
    }
    tag
}

/// The words of an event's introduction, remarks, sections and closing, read from its file.
pub fn wanted(path: &Path) -> Wanted {
    let mut session = Session::default();
    let bytes = std::fs::read(path).expect("the event can be read");
    let file = yaml::load(path, bytes, &mut session.sources, &mut session.diagnostics);
    let event = event::read(&session.sources, file, &mut session.diagnostics).expect("the event is sound");
    let mut reader = Reader { event: &event, session: &mut session, wanted: Wanted::default() };
    reader.event();
    reader.wanted
}

struct Reader<'a> {
    event: &'a Event,
    session: &'a mut Session,
    wanted: Wanted,
}

impl Reader<'_> {
    fn event(&mut self) {
        let event = self.event;
        self.long(&event.introduction);
        self.short(&event.remarks_heading);
        for speaker in &event.speakers {
            let name = [speaker.honorific.as_ref().map(|h| h.value.as_str()), Some(&speaker.name.value)];
            let name: Vec<&str> = name.into_iter().flatten().collect();
            self.wanted.story.push(spaced(&name.join(" ")));
            self.long(&speaker.remarks);
        }
        for section in &event.sections {
            self.short(&Some(section.heading.clone()));
            self.long(&section.text);
        }
        self.short(&event.closing);
    }

    fn short(&mut self, text: &Option<SourceText>) {
        let Some(text) = text else { return };
        let options = MarkupOptions::new(self.event.language());
        let inlines = markup::parse_inline(text, &options, &mut self.session.diagnostics);
        self.wanted.story.push(spaced(&plain_text(&inlines)));
    }

    fn long(&mut self, text: &Option<SourceText>) {
        let Some(text) = text else { return };
        let options = MarkupOptions::new(self.event.language());
        let blocks = markup::parse(text, &options, &mut self.session.diagnostics);
        assert!(!blocks.is_empty(), "a text without a word");
        self.blocks(&blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(paragraph) => {
                self.wanted.story.push(spaced(&paragraph.text()));
                self.asides(paragraph);
            }
            BlockKind::Heading { inlines, .. } => self.wanted.story.push(spaced(&plain_text(inlines))),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
            BlockKind::Quote(quote) => {
                self.wanted.story.extend(quote.label.iter().map(|label| spaced(&plain_text(label))));
                self.blocks(&quote.blocks);
                self.wanted.beside.extend(quote.attribution.iter().map(|source| spaced(&plain_text(source))));
            }
            BlockKind::PullQuote(quote) => self.pull_quote(quote),
            BlockKind::Picture(picture) => {
                let words = [&picture.caption, &picture.credit].map(|words| plain_text(words)).join(" ");
                self.wanted.beside.push(spaced(&words));
            }
        }
    }

    /// What a paragraph repeats, and what stands in the middle of its sentences.
    fn asides(&mut self, paragraph: &Paragraph) {
        for anchored in &paragraph.anchored {
            self.block(&anchored.block);
        }
        let repeated = paragraph.repeats.iter().map(|repeat| spaced(&plain_text(&repeat.inlines)));
        self.wanted.repeated.extend(repeated.map(|words| without_ends(&words).to_owned()));
    }

    fn pull_quote(&mut self, quote: &PullQuote) {
        let words = quote.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(paragraph) => Some(spaced(&paragraph.text())),
            _ => None,
        });
        let source = quote.attribution.iter().map(|source| spaced(&plain_text(source)));
        self.wanted.beside.extend(words.chain(source));
    }
}

/// Without the first letter, which repeating makes a capital, and the marks at the end.
fn without_ends(words: &str) -> &str {
    let mut chars = words.chars();
    chars.next();
    chars.as_str().trim_end_matches([',', ';', ':', ' ', '–', '—'])
}
