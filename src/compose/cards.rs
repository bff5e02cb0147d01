//! Cards: speeches of a few words side by side, one in each column.
//!
//! In: a [`CardsBand`]. Out: [`MeasuredCards`], a row of cards as high as the highest, whose texts begin in one row; and
//! its fragments on a page.

use super::columns::portrait_area;
use super::feet::Short;
use super::page::{Fragment, Layer, LineSlot};
use super::sheet::Sheet;
use super::type_setter::{SetParagraph, Typesetter, set_story};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point};
use crate::resolve::document::{Card, CardsBand, Head, PageGeometry, Portrait, Stroke};
use crate::text::{Line, ShapedParagraph, Stats};
use std::borrow::Cow;

/// Empty rows between a portrait and the text under it, and one.
const UNDER_PORTRAIT: i32 = 2;

/// A row of cards.
#[derive(Clone)]
pub struct MeasuredCards<'a> {
    pub band: &'a CardsBand,
    pub cards: Vec<MeasuredCard<'a>>,
    /// From the rule to the texts' first row.
    pub head_rows: i32,
    /// From the rule to the last row of the highest.
    pub extent: i32,
    /// How far above that row the columns end.
    pub short: Short,
}

/// One card; rows count from the rule.
#[derive(Clone)]
pub struct MeasuredCard<'a> {
    pub card: &'a Card,
    portrait: Option<Cow<'a, Portrait>>,
    title: Option<(i32, SetParagraph)>,
    note: Option<(i32, SetParagraph)>,
    lines: Vec<Line>,
    pub stats: Stats,
    pub words: usize,
}

/// Sets the cards of a row. The place of a card whose text cannot be set is the error.
pub fn measure<'a>(
    band: &'a CardsBand,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> Result<MeasuredCards<'a>, Option<Span>> {
    let mut head_rows = band.text_from;
    let mut cards = Vec::new();
    for card in &band.cards {
        let portrait = card.portrait.as_ref().map(|portrait| portrait.resized(setter.change.portraits));
        let (rows, title, note) = head(card, portrait.as_deref(), band.text_from, page, setter);
        head_rows = head_rows.max(rows);
        let shaped: Vec<ShapedParagraph> =
            card.texts.iter().map(|text| setter.shape_running(&text.paragraph)).collect();
        let words = shaped.iter().map(ShapedParagraph::word_count).sum();
        let set = set_story(&shaped, page.column_width(), page.leading, &setter.work).ok_or(card.source)?;
        cards.push(MeasuredCard { card, portrait, title, note, stats: set.stats, lines: set.into_lines(), words });
    }
    let most = cards.iter().map(|card| card.lines.len()).max().unwrap_or(0);
    let extent = (head_rows + most as i32 - 1).max(0);
    let rows = cards.iter().map(|card| (most - card.lines.len()) as i32).sum();
    let empty = i32::from(page.columns) - cards.len() as i32;
    Ok(MeasuredCards { band, cards, head_rows, extent, short: Short { rows, empty: empty.max(0) } })
}

type Placed = Option<(i32, SetParagraph)>;

/// The rows of a card's head, name and role; they stand beside the portrait, the role under the name.
fn head(
    card: &Card,
    portrait: Option<&Portrait>,
    text_from: i32,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> (i32, Placed, Placed) {
    let beside = portrait.map_or(Length::ZERO, |portrait| portrait.width + portrait.clearance);
    let measure = page.column_width() - beside;
    let mut set = |head: &Head| {
        let set = setter.choose(&head.choices, measure, Some(head.most_lines))?;
        let depth = (set.depth().ratio(page.leading) - 1e-6).ceil() as i32;
        Some((head.base, set, depth))
    };
    let title = card.title.as_ref().and_then(&mut set);
    let note = card.note.as_ref().and_then(&mut set);
    let mut rows = text_from;
    let mut under = None;
    if let Some((base, _, depth)) = &title {
        rows += depth;
        under = Some(base + depth + 1);
    }
    let note = note.map(|(base, set, depth)| {
        rows += depth + i32::from(under.is_some());
        (under.unwrap_or(base), set)
    });
    if let Some(portrait) = portrait {
        rows = rows.max(foot(portrait) + UNDER_PORTRAIT);
    }
    (rows, title.map(|(base, set, _)| (base, set)), note)
}

/// The row of a portrait's foot.
fn foot(portrait: &Portrait) -> i32 {
    portrait.in_head.unwrap_or(portrait.rows)
}

/// Puts a row of cards on the page, its rule in the row `start`.
pub fn render(sheet: &mut Sheet, cards: &MeasuredCards, start: i32) {
    let step = sheet.geometry.column_width() + sheet.geometry.gutter;
    for (column, card) in cards.cards.iter().enumerate() {
        let left = sheet.text_left() + step * column as i64;
        let first = sheet.page.fragments.len();
        if let Some(rule) = &cards.band.rule {
            self::rule(sheet, rule, left, start);
        }
        render_head(sheet, card, left, start);
        text(sheet, card, left, start + cards.head_rows);
        for fragment in sheet.page.fragments.iter_mut().skip(first) {
            fragment.source = fragment.source.or(card.card.source);
        }
    }
}

fn rule(sheet: &mut Sheet, rule: &Stroke, left: Length, row: i32) {
    let (y, right) = (sheet.geometry.base(row), left + sheet.geometry.column_width());
    sheet.push(Fragment::stroke(Point::new(left, y), Point::new(right, y), rule));
}

fn render_head(sheet: &mut Sheet, card: &MeasuredCard, left: Length, start: i32) {
    let geometry = sheet.geometry;
    let mut beside = Length::ZERO;
    if let Some(portrait) = card.portrait.as_deref() {
        let top = start + foot(portrait) - portrait.rows + 1;
        let area = portrait_area(portrait, geometry).moved(left, geometry.base(top));
        sheet.push(Fragment::picture(Layer::Content, &portrait.picture, area));
        beside = portrait.width + portrait.clearance;
    }
    let title = (&card.title, card.card.title.as_ref());
    let note = (&card.note, card.card.note.as_ref());
    for (placed, head) in [title, note] {
        let Some((row, set)) = placed else { continue };
        let first = geometry.base(start + row) + head.map_or(Length::ZERO, |head| head.lower);
        sheet.lines(Layer::Content, set.lines.clone(), left + beside, first, set.leading);
    }
}

fn text(sheet: &mut Sheet, card: &MeasuredCard, left: Length, first_row: i32) {
    let measure = sheet.geometry.column_width();
    for (line, row) in card.lines.iter().zip(first_row..) {
        let record = LineSlot { fragment: sheet.page.fragments.len(), measure, full: true };
        sheet.page.slots.push(record);
        let origin = Point::new(left, sheet.geometry.base(row));
        sheet.push(Fragment::line(Layer::Content, origin, line.clone(), true));
    }
}
