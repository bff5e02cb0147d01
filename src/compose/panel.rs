//! Long quotations in panels over the whole measure, and where they may be divided.
//!
//! In: a [`Message`]. Out: [`MeasuredMessage`], its lines set; the places at which it may go on in a second panel; the
//! two panels of such a place, each measured as one of its own. A panel is never divided within a stanza, nor so that a
//! line of a paragraph or of the panel stands alone, or that the attribution has fewer than two lines above it.

use super::type_setter::{SetParagraph, Typesetter, set_story};
use super::unit::{Body, Unit};
use crate::color::SwatchId;
use crate::geometry::Length;
use crate::resolve::document::{Message, PageGeometry, Stroke};
use crate::text::{Line, ShapedParagraph};

/// Lines of a panel that stand on a page at least.
const LEAST_LINES: usize = 2;
/// From the words to the attribution, in rows.
const ATTRIBUTION_BELOW: f64 = 1.5;

#[derive(Clone)]
pub struct MeasuredMessage {
    pub lines: Vec<Line>,
    pub leading: Length,
    pub cap_height: Length,
    pub label: Option<SetParagraph>,
    pub attribution: Option<SetParagraph>,
    pub field: Option<SwatchId>,
    pub bar: Option<Stroke>,
    pub label_at: Length,
    pub text_at: Length,
    pub right: Length,
    /// Of the words: of a poem as wide as its lines.
    pub measure: Length,
    /// Rows from the label to the words under it; none where it stands beside them.
    pub label_rows: i32,
    /// What the label is set in.
    pub label_measure: Length,
    /// The label stands at the right.
    pub right_to_left: bool,
    /// Its stanzas have an empty line between them.
    is_verse: bool,
    /// Where it may be divided between two pages.
    pub divisions: Vec<Divided>,
    /// Rows from the panel's first row to the first baseline or the label, and from the last baseline to its foot.
    above: i32,
    below: i32,
}

/// A place at which a unit may be divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Divided {
    /// Lines before it.
    pub lines: usize,
    /// From the first row to the last of each part.
    pub extents: (i32, i32),
}

/// A word is wider than the panel.
pub struct TooWide;

/// The panel in one piece; `None` without words.
pub fn measure(
    message: &Message,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> Result<Option<MeasuredMessage>, TooWide> {
    let measure = page.text_width() - message.text_at - message.right;
    let Some(first) = message.paragraphs.first() else { return Ok(None) };
    let (leading, right_to_left) = (first.style.leading, first.right_to_left);
    let shaped: Vec<ShapedParagraph> = message.paragraphs.iter().map(|p| setter.shape(p)).collect();
    let lines = set_story(&shaped, measure, leading, &setter.work).ok_or(TooWide)?.into_lines();
    let mut label_measure = match message.label_above {
        Some(_) => measure,
        None => message.text_at - message.label_at * 2,
    };
    let mut label = message.label.as_ref().map(|p| setter.set(p, label_measure));
    let attribution = message.attribution.as_ref().map(|p| setter.set(p, measure));
    let over = label.as_ref().filter(|_| message.label_above.is_some());
    let widths = lines.iter().map(|line| line.width).chain(attribution.iter().chain(over).map(|set| set.width));
    let narrow = widths.max().filter(|_| message.is_verse).unwrap_or(measure).min(measure);
    if message.label_above.is_some() && narrow < measure {
        label_measure = narrow;
        label = message.label.as_ref().map(|p| setter.set(p, narrow));
    }
    let label_rows = match (&label, message.label_above) {
        (Some(label), Some(above)) => rows_of(label.depth(), page) + above,
        _ => 0,
    };
    Ok(Some(MeasuredMessage {
        cap_height: setter.cap_height(first),
        lines,
        leading,
        label,
        attribution,
        field: message.field,
        bar: message.bar,
        label_at: message.label_at,
        text_at: message.text_at,
        right: message.right,
        measure: narrow,
        label_rows,
        label_measure,
        right_to_left,
        is_verse: message.is_verse,
        divisions: Vec::new(),
        above: message.above,
        below: message.below,
    }))
}

fn rows_of(length: Length, page: &PageGeometry) -> i32 {
    (length.ratio(page.leading) - 1e-6).ceil().max(0.0) as i32
}

impl MeasuredMessage {
    /// From its first row to its last.
    pub fn extent(&self, page: &PageGeometry) -> i32 {
        let depth = self.leading.ratio(page.leading) * (self.lines.len() as f64 - 1.0);
        let source = if self.attribution.is_some() { ATTRIBUTION_BELOW } else { 0.0 };
        (f64::from(self.above + self.label_rows + self.below) + depth + source - 1e-6).ceil() as i32
    }

    /// How many lines may stand before a division, ascending.
    pub fn places(&self) -> Vec<usize> {
        let inner = LEAST_LINES..self.lines.len().saturating_sub(LEAST_LINES) + 1;
        inner.filter(|at| self.may_end(*at)).collect()
    }

    fn may_end(&self, at: usize) -> bool {
        let (Some(last), Some(next)) = (self.lines.get(at - 1), self.lines.get(at)) else { return false };
        if self.is_verse {
            // Behind the empty line there are as many lines as elsewhere.
            return is_empty(next) && self.lines.len() > at + LEAST_LINES;
        }
        let is_orphan = last.first_of_paragraph && !last.last_of_paragraph;
        let is_widow = next.last_of_paragraph && !next.first_of_paragraph;
        !last.hyphenated && !is_orphan && !is_widow
    }

    /// Two panels, so many lines in the first: that has the label, the second the attribution. An empty line between
    /// stanzas stands in neither.
    pub fn divide(&self, at: usize) -> (MeasuredMessage, MeasuredMessage) {
        let (before, after) = self.lines.split_at(at.min(self.lines.len()));
        let before = &before[..before.iter().rposition(|line| !is_empty(line)).map_or(0, |last| last + 1)];
        let after = &after[after.iter().position(|line| !is_empty(line)).unwrap_or(after.len())..];
        let first = MeasuredMessage { lines: before.to_vec(), attribution: None, ..self.clone() };
        let second = MeasuredMessage { lines: after.to_vec(), label: None, label_rows: 0, ..self.clone() };
        (first, second)
    }

    /// The same with what is known of its divisions.
    pub fn with_divisions(self, page: &PageGeometry) -> MeasuredMessage {
        let divided = |lines: usize| {
            let (first, second) = self.divide(lines);
            Divided { lines, extents: (first.extent(page), second.extent(page)) }
        };
        let divisions = self.places().into_iter().map(divided).collect();
        MeasuredMessage { divisions, ..self }
    }

    /// As one panel for each page, about evenly filled, where it is higher than a page.
    pub fn pages(self, page: &PageGeometry) -> Vec<MeasuredMessage> {
        let mut panels = Vec::new();
        let mut rest = self;
        while rest.extent(page) >= page.rows && rest.lines.len() > 1 {
            let (first, other) = rest.divide(rest.place_of_page(page));
            panels.push(first);
            rest = other;
        }
        panels.push(rest);
        panels
    }

    /// Where what is higher than a page is divided: at a place of its own near an even share, or else anywhere.
    fn place_of_page(&self, page: &PageGeometry) -> usize {
        let fits = |at: &usize| self.divide(*at).0.extent(page) < page.rows;
        let most = (1..self.lines.len()).take_while(fits).last().unwrap_or(1);
        let share = self.lines.len().div_ceil(self.lines.len().div_ceil(most));
        let near = |at: &usize| at.abs_diff(share);
        let legal = self.places().into_iter().filter(|at| *at <= most && *at * 2 >= most);
        legal.min_by_key(near).unwrap_or(share.min(most))
    }
}

/// Between stanzas.
fn is_empty(line: &Line) -> bool {
    line.width <= Length::ZERO
}

impl<'a> Unit<'a> {
    /// Where it may be divided between two pages; only a panel may, apart from columns.
    pub fn divisions(&self) -> &[Divided] {
        match &self.body {
            Body::Message(message) => &message.divisions,
            _ => &[],
        }
    }

    /// Both parts as units: the second goes on at the top of a page.
    pub fn divided(&self, at: &Divided) -> Option<(Unit<'a>, Unit<'a>)> {
        let Body::Message(message) = &self.body else { return None };
        let (first, second) = message.divide(at.lines);
        let part = |body, extent| Unit {
            band: self.band,
            first_of_band: false,
            gap: self.gap,
            after: None,
            new_page: false,
            top: self.top,
            extent,
            body: Body::Message(Box::new(body)),
        };
        let first = part(first, at.extents.0);
        let second = part(second, at.extents.1);
        let first = Unit { first_of_band: self.first_of_band, new_page: self.new_page, ..first };
        Some((first, Unit { after: self.after, ..second }))
    }
}

#[cfg(test)]
mod tests;
