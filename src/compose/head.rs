//! Heads of bands: rule, name, role, a portrait that stands there, first sentences of the text.
//!
//! In: a [`ColumnsBand`]. Out: its [`MeasuredHead`], in rows that count from the rule, and what the head holds of the
//! text: the columns have the rest.

use super::type_setter::{SetParagraph, Typesetter};
use crate::geometry::Length;
use crate::resolve::document::{Block, ColumnsBand, Head, PageGeometry, Portrait, Segment, TextBlock};
use crate::resolve::story::Paragraph;
use std::borrow::Cow;

/// Rows from a portrait's foot to the text where the layout has no first sentences beside it.
const UNDER_PORTRAIT: i32 = 2;

/// Column (from 0), row of the first baseline.
pub type Placed = (usize, i32, SetParagraph);

/// A band's rule, title and note; rows count from the rule.
#[derive(Clone, Default)]
pub struct MeasuredHead<'a> {
    pub band: Option<&'a ColumnsBand>,
    pub title: Option<Placed>,
    pub note: Option<Placed>,
    /// A portrait that stands in the head.
    pub portrait: Option<Cow<'a, Portrait>>,
    /// First sentences of the text.
    pub lead: Option<Placed>,
    /// From the rule to the text's first row.
    pub rows: i32,
}

/// The head with the portrait that stands in it, and what it holds of the text.
pub fn measure<'a>(
    band: &'a ColumnsBand,
    portrait: Option<Cow<'a, Portrait>>,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> (MeasuredHead<'a>, Taken<'a>) {
    let beside = portrait.as_ref().map_or(Length::ZERO, |portrait| portrait.width + portrait.clearance);
    let foot = portrait.as_ref().and_then(|portrait| portrait.in_head);
    let mut heads = Heads { band, page, setter, beside };
    let mut head = heads.words(portrait);
    if let Some(foot) = foot {
        head.rows = head.rows.max(foot + band.lead.map_or(UNDER_PORTRAIT, |lead| lead.after));
    }
    let lead = heads.lead(&mut head, foot);
    (head, lead)
}

struct Heads<'m, 'a, 's> {
    band: &'a ColumnsBand,
    page: &'m PageGeometry,
    setter: &'m mut Typesetter<'s>,
    /// What a portrait takes of the measure.
    beside: Length,
}

impl<'a> Heads<'_, 'a, '_> {
    fn depth(&self, set: &SetParagraph) -> i32 {
        (set.depth().ratio(self.page.leading) - 1e-6).ceil().max(0.0) as i32
    }

    /// Title and note in their rows.
    fn words(&mut self, portrait: Option<Cow<'a, Portrait>>) -> MeasuredHead<'a> {
        let band = self.band;
        let mut rows = band.text_from;
        let title = band.title.as_ref().and_then(|head| self.title(head));
        let mut title_base = band.title.as_ref().map_or(0, |head| head.base);
        let over_all = title.as_ref().is_some_and(|(over_all, _)| *over_all);
        let mut title =
            title.map(|(_, set)| (band.title.as_ref().map_or(0, |h| usize::from(h.column)), title_base, set));
        let title_depth = title.as_ref().map_or(0, |(.., set)| self.depth(set));
        rows += title_depth;
        let note = band.note.as_ref().and_then(|head| {
            let column = self.page.column_width() - self.beside;
            let measure = if head.wide || over_all { self.left_of(usize::from(head.column)) } else { column };
            Some((head, self.setter.choose(&head.choices, measure, Some(head.most_lines))?))
        });
        let mut measured_note = None;
        if let Some((head, set)) = note {
            let depth = self.depth(&set);
            let shared = over_all || band.title.as_ref().is_some_and(|title| title.column == head.column);
            if shared && title.is_some() {
                // Under the name: the head grows by the note's lines.
                let column = title.as_ref().map_or(0, |(column, ..)| *column);
                measured_note = Some((column, title_base + title_depth + 1, set));
                rows += depth + 1;
            } else {
                // Its last line shares the name's baseline; a long one moves both down.
                let grow = (depth + 1 - head.base).max(0);
                title_base += grow;
                if let Some(title) = &mut title {
                    title.1 = title_base;
                }
                measured_note = Some((usize::from(head.column), head.base + grow - depth, set));
                rows += grow;
            }
        }
        MeasuredHead { band: Some(band), title, note: measured_note, portrait, lead: None, rows }
    }

    /// A name that does not fit its column in any of its styles runs over all columns.
    fn title(&mut self, head: &Head) -> Option<(bool, SetParagraph)> {
        let all = self.left_of(usize::from(head.column));
        let column = if head.wide { all } else { self.page.column_width() - self.beside };
        let set = self.setter.choose(&head.choices, column, Some(head.most_lines))?;
        let fits = set.lines.len() <= head.most_lines && set.width <= column + Length::pt(0.5);
        if fits || head.wide {
            return Some((false, set));
        }
        Some((true, self.setter.choose(&head.choices, all, Some(head.most_lines))?))
    }

    /// The measure over all columns from one on.
    fn left_of(&self, column: usize) -> Length {
        let step = self.page.column_width() + self.page.gutter;
        self.page.text_width() - step * column as i64 - self.beside
    }

    /// Puts as many of the text's first sentences into the head as have room: beside the portrait down to its `foot`, else
    /// in the lines that the layout gives them.
    fn lead(&mut self, head: &mut MeasuredHead, foot: Option<i32>) -> Taken<'a> {
        let mut taken = Taken::default();
        let Some((place, Segment::Columns(blocks))) = self.band.lead.zip(self.band.segments.first()) else {
            return taken;
        };
        let column = head.title.as_ref().map_or(0, |(column, ..)| *column);
        let measure = self.left_of(column);
        let last = |placed: &Option<Placed>| placed.as_ref().map_or(0, |(_, row, set)| row + self.depth(set));
        let row = last(&head.title).max(last(&head.note)) + place.before;
        let mut before: Vec<&Paragraph> = Vec::new();
        for block in blocks {
            let Block::Text(text) = block else { break };
            let whole = taken.blocks;
            for lead in &text.leads {
                let paragraphs: Vec<&Paragraph> = before.iter().copied().chain([&lead.paragraph]).collect();
                let Some(set) = self.setter.set_running_on(&paragraphs, measure) else { break };
                let last = row + self.depth(&set);
                if !foot.map_or(set.lines.len() <= place.lines, |foot| last <= foot) {
                    break;
                }
                head.lead = Some((column, row, set));
                head.rows = head.rows.max(last + place.after);
                taken.rest = lead.rest.as_deref();
                taken.blocks = whole + 1;
            }
            // What follows a part of a paragraph is the rest of it.
            let Some(all) = text.leads.last().filter(|_| taken.blocks > whole && taken.rest.is_none()) else { break };
            before.push(&all.paragraph);
        }
        taken
    }
}

/// What a head holds of its band's text.
#[derive(Clone, Copy, Default)]
pub struct Taken<'a> {
    /// Blocks of which words stand in the head.
    blocks: usize,
    /// The last one's other words.
    rest: Option<&'a TextBlock>,
}

impl PartialEq for Taken<'_> {
    fn eq(&self, other: &Self) -> bool {
        let place = |taken: &Self| taken.rest.map(std::ptr::from_ref);
        self.blocks == other.blocks && place(self) == place(other)
    }
}

impl Taken<'_> {
    /// A band's blocks without what its head holds of them.
    pub fn from<'b>(&self, blocks: &'b [Block]) -> Cow<'b, [Block]> {
        let others = match blocks.get(self.blocks..) {
            Some(others) if self.blocks > 0 => others,
            _ => return Cow::Borrowed(blocks),
        };
        let rest = self.rest.map(|rest| Block::Text(rest.clone()));
        let mut left: Vec<Block> = rest.into_iter().chain(others.iter().cloned()).collect();
        if let Some(Block::Text(first)) = left.first_mut() {
            first.first_indent = Length::ZERO;
        }
        Cow::Owned(left)
    }
}
