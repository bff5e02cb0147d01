//! Cuts a paragraph into items that can be shaped in one go: one style, face, script and direction each.
//!
//! Levels by UAX #9, scripts by UAX #24 (common and inherited characters follow what precedes them), faces by the
//! order in the style: the first that has every character of a cluster.

use crate::assets::fonts::FontBook;
use crate::diagnostic::Span;
use crate::glyph::FontId;
use crate::resolve::story::Paragraph;
use crate::resolve::style::Styles;
use harfrust::{Script, Tag};
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script as UnicodeScript};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed, PropertyNamesShort};
use icu_segmenter::GraphemeClusterSegmenter;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// A stretch of the paragraph's text.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    pub bytes: Range<usize>,
    /// Index of the paragraph's run.
    pub run: usize,
    pub font: FontId,
    pub script: Script,
    /// Embedding level; odd is right to left.
    pub level: u8,
}

/// Characters that readers take for one and no face of its style has.
pub type Missing = (String, Option<Span>);

const SCRIPTS: CodePointMapDataBorrowed<'static, UnicodeScript> = CodePointMapData::<UnicodeScript>::new();
const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::<GeneralCategory>::new();

/// The items of the paragraph whose whole text is `text`, in logical order.
pub fn itemise(paragraph: &Paragraph, text: &str, styles: &Styles, fonts: &FontBook) -> (Vec<Item>, Vec<Missing>) {
    let levels = levels(text, paragraph.right_to_left);
    let base = u8::from(paragraph.right_to_left);
    let main = first_script(text, paragraph.right_to_left);
    let mut script = main;
    let (mut items, mut missing): (Vec<Item>, Vec<Missing>) = (Vec::new(), Vec::new());
    let mut start = 0;
    for (index, run) in paragraph.runs.iter().enumerate() {
        let faces = &styles.char(run.style).fonts;
        let run_end = start + run.text.len();
        let mut at = start;
        while at < run_end {
            let end = cluster_end(text, at, run_end);
            let cluster = &text[at..end];
            let level = levels.as_ref().map_or(base, |levels| levels[at].number());
            // A space or mark after words of the other direction belongs to the paragraph again.
            let returns = level == base && items.last().is_some_and(|item| item.level != base);
            script = script_of(cluster).unwrap_or(if returns { main } else { script });
            let previous = items.last().filter(|item| item.run == index && item.level == level).map(|item| item.font);
            let font = match choose_face(cluster, faces, previous, fonts) {
                Ok(font) => font,
                Err(c) => {
                    let whole = grapheme(text, at, c);
                    if !missing.iter().any(|(known, _)| known == whole) {
                        missing.push((whole.to_owned(), run.span));
                    }
                    match faces.first() {
                        Some(font) => *font,
                        None => break,
                    }
                }
            };
            let item = Item { bytes: at..end, run: index, font, script, level };
            match items.last_mut() {
                Some(last) if last.run == index && last.joins(&item) => last.bytes.end = end,
                _ => items.push(item),
            }
            at = end;
        }
        start = run_end;
    }
    (items, missing)
}

impl Item {
    fn joins(&self, next: &Item) -> bool {
        self.font == next.font && self.script == next.script && self.level == next.level
    }
}

/// Levels by byte; `None` if all is left to right.
fn levels(text: &str, right_to_left: bool) -> Option<Vec<Level>> {
    if !right_to_left && !text.chars().any(may_be_right_to_left) {
        return None;
    }
    let base = if right_to_left { Level::rtl() } else { Level::ltr() };
    let mut levels = ParagraphBidiInfo::new(text, Some(base)).levels;
    super::isolates::keep(text, &mut levels);
    Some(levels)
}

/// Blocks of right-to-left scripts and the controls that embed them; wider than need be, since it only saves work.
fn may_be_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The end of the cluster that begins at `at`: a character with its marks, joiners and selectors.
fn cluster_end(text: &str, at: usize, limit: usize) -> usize {
    let mut chars = text[at..limit].char_indices();
    chars.next();
    for (offset, c) in chars {
        let mark = c >= '\u{300}' && (is_mark(c) || matches!(c, '\u{200C}' | '\u{200D}'));
        if !mark {
            return at + offset;
        }
    }
    limit
}

/// What readers take for one character (UAX #29), if it is more than letter and marks and `at` stands in it, such as an
/// emoji of several; else the character that is missing.
fn grapheme(text: &str, at: usize, missing: char) -> &str {
    let ends = GraphemeClusterSegmenter::new().segment_str(text);
    let ends: Vec<usize> = ends.collect();
    let next = ends.partition_point(|end| *end <= at);
    let around = ends.get(next.max(1) - 1).zip(ends.get(next)).and_then(|(from, to)| text.get(*from..*to));
    let whole = around.filter(|whole| whole.contains(missing) && whole.chars().any(joins_emoji));
    let alone = text[at..].find(missing).map(|from| &text[at + from..at + from + missing.len_utf8()]);
    whole.or(alone).unwrap_or_default()
}

/// Joiners, selectors and skin tones of emoji, and the letters of flags.
fn joins_emoji(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F3FB}'..='\u{1F3FF}')
}

fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CATEGORIES.get(c))
}

/// The script of the cluster's first character; `None` if it is common to several.
fn script_of(cluster: &str) -> Option<Script> {
    let c = cluster.chars().next()?;
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::LATIN);
    }
    match SCRIPTS.get(c) {
        UnicodeScript::Common | UnicodeScript::Inherited | UnicodeScript::Unknown => None,
        UnicodeScript::Latin => Some(Script::LATIN),
        UnicodeScript::Arabic => Some(Script::ARABIC),
        other => {
            let name = PropertyNamesShort::<UnicodeScript>::new().get(other)?;
            let tag: [u8; 4] = name.as_bytes().try_into().ok()?;
            Script::from_iso15924_tag(Tag::new(&tag))
        }
    }
}

fn first_script(text: &str, right_to_left: bool) -> Script {
    let first = text.char_indices().find_map(|(at, _)| script_of(&text[at..]));
    first.unwrap_or(if right_to_left { Script::ARABIC } else { Script::LATIN })
}

/// The face for a cluster, or the character that stops the last of them.
fn choose_face(cluster: &str, faces: &[FontId], previous: Option<FontId>, fonts: &FontBook) -> Result<FontId, char> {
    let covers = |font: &FontId| cluster.chars().find(|c| !is_invisible(*c) && !fonts.face(*font).covers(*c));
    let first = cluster.chars().next().unwrap_or(' ');
    // A space or an invisible character takes no face of its own: it would cut a run in two.
    if let Some(font) = previous.filter(|font| (first.is_whitespace() || is_invisible(first)) && covers(font).is_none())
    {
        return Ok(font);
    }
    match faces.iter().find(|font| covers(font).is_none()) {
        Some(font) => Ok(*font),
        None => Err(faces.first().and_then(covers).unwrap_or(first)),
    }
}

/// Characters that need no glyph: controls of lines, joining and direction.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
