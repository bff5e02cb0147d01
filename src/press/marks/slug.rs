//! The slug line below the bleed: what is printed here, for the people at the press.
//!
//! Title and day of the event; page or sheet, edition, and the inks, each name in its ink, so that every plate shows its
//! own. Set by the text stage, since titles come in all scripts; shortened where there is no room.

use super::place::Spans;
use crate::assets::fonts::FontBook;
use crate::color::SwatchId;
use crate::geometry::{Length, Point};
use crate::glyph::FontId;
use crate::paint::display_list::{DisplayList, Item, ItemKind, Layer};
use crate::press::ground::Ground;
use crate::press::ink;
use crate::resolve::story::{Emphasis, Paragraph, Run};
use crate::resolve::style::{Align, Case, CharStyle, CharStyleId, Justification, ParagraphStyle, Styles};
use crate::text::{Line, set_lines, shape};
use std::sync::Arc;

/// Size in points; baseline from the bleed in millimetres.
const SIZE: f64 = 6.0;
const BASELINE: f64 = 6.0;
const FAMILY: &str = "Source Sans 3";
const BETWEEN: &str = "   ";

/// A stretch of words of one colour.
#[derive(Clone, PartialEq, Debug)]
struct Words {
    text: String,
    color: SwatchId,
}

/// Sets slug lines.
pub struct Slug<'a> {
    fonts: &'a FontBook,
    faces: Vec<FontId>,
    language: Arc<str>,
    title: Words,
    /// Edition and inks.
    about: Vec<Words>,
}

impl<'a> Slug<'a> {
    pub(super) fn new(list: &mut DisplayList, edition: &str, used: [bool; 4], fonts: &'a FontBook) -> Slug<'a> {
        let black = ink::black(list);
        let mut title = list.metadata.title.clone();
        if let Some(day) = &list.metadata.day {
            title.push_str(BETWEEN);
            title.push_str(day);
        }
        let mut about = vec![Words { text: format!("{BETWEEN}{edition}{BETWEEN}"), color: black }];
        for (index, name) in ink::NAMES.iter().enumerate().filter(|(index, _)| used[*index]) {
            let mut cmyk = [0.0; 4];
            cmyk[index] = 100.0;
            about.push(Words { text: format!("{name} "), color: ink::process(list, cmyk) });
        }
        // One sans for the words, then whatever face has the letters that it lacks.
        let all = fonts.families().into_iter().filter_map(|family| fonts.find(&family.name, 400, false));
        let faces = fonts.find(FAMILY, 400, false).into_iter().chain(all).collect();
        let language = list.metadata.language.as_str().into();
        Slug { fonts, faces, language, title: Words { text: title, color: black }, about }
    }

    /// The slug line of a page or a side that is called `name`.
    pub(super) fn items(&self, name: &str, ground: &Ground, spans: &Spans) -> Vec<Item> {
        if ground.paper.bottom - ground.bleed.bottom < Length::mm(BASELINE + 1.0) {
            return Vec::new();
        }
        let mut about = self.about.clone();
        about[0].text.insert_str(0, name);
        let y = ground.bleed.bottom + Length::mm(BASELINE);
        let title = vec![self.title.clone()];
        match spans.widest(2)[..] {
            [first, second] => {
                let mut items = self.line(title, first, y);
                items.extend(self.line(about, second, y));
                items
            }
            [only] => {
                about.insert(0, Words { text: BETWEEN.to_owned(), color: self.title.color });
                about.insert(0, self.title.clone());
                self.line(about, only, y)
            }
            _ => Vec::new(),
        }
    }

    /// Words in a span, as many as there is room for.
    fn line(&self, mut words: Vec<Words>, (from, to): (Length, Length), y: Length) -> Vec<Item> {
        let mut line = self.set(&words);
        while line.as_ref().is_some_and(|line| line.width > to - from) && shorten(&mut words) {
            line = self.set(&words);
        }
        let origin = Point::new(from, y);
        let item = |run| Item {
            layer: Layer::Overlay,
            tag: None,
            source: None,
            layout: None,
            kind: ItemKind::Glyphs { origin, run },
        };
        line.map_or_else(Vec::new, |line| line.runs.into_iter().map(item).collect())
    }

    fn set(&self, words: &[Words]) -> Option<Line> {
        let chars = words.iter().map(|words| char_style(&self.faces, words.color)).collect();
        let runs = words.iter().enumerate().map(|(index, words)| Run {
            text: words.text.clone(),
            style: CharStyleId(index as u32),
            emphasis: Emphasis::None,
            tag: None,
            link: None,
            span: None,
        });
        let paragraph = Paragraph {
            runs: runs.collect(),
            style: Arc::new(paragraph_style()),
            language: self.language.clone(),
            right_to_left: false,
        };
        let shaped = shape(&paragraph, &Styles { chars }, self.fonts);
        set_lines(&shaped, Length::pt(100_000.0)).into_iter().next()
    }
}

/// Takes the last word of the longest stretch away; false when nothing is left to take.
fn shorten(words: &mut [Words]) -> bool {
    let Some(longest) = words.iter_mut().max_by_key(|words| words.text.len()) else { return false };
    let text = longest.text.trim_end_matches('…').trim_end();
    let kept = text.rfind(char::is_whitespace).map_or("", |at| text[..at].trim_end());
    let kept = kept.to_owned();
    let more = !kept.is_empty();
    longest.text = format!("{kept}…");
    more
}

fn char_style(faces: &[FontId], color: SwatchId) -> CharStyle {
    CharStyle {
        fonts: faces.to_vec(),
        size: Length::pt(SIZE),
        tracking: Length::ZERO,
        case: Case::AsWritten,
        features: Vec::new(),
        color,
        rise: Length::ZERO,
        source: Default::default(),
    }
}

fn paragraph_style() -> ParagraphStyle {
    ParagraphStyle {
        leading: Length::pt(SIZE),
        align: Align::Start,
        hyphenate: false,
        indent: Length::ZERO,
        justification: Justification { space: 1.0, shrink: 0.0, stretch: 0.0, glyph_shrink: 0.0, glyph_stretch: 0.0 },
        protrude: false,
        hang_quotes: false,
        balance: false,
        optical_offset: Length::ZERO,
        ragged_below: None,
    }
}
