//! Paragraphs that stand alone in one measure: titles, names, facts, captions, quotes.
//!
//! In: a shaped paragraph and the measure. Out: its lines, one below the other. Running text goes through the same
//! search as a story. Ragged text is broken by sense (`sense`): a line ends after a sentence, then after a comma, before
//! it ends anywhere else. Balanced text (`ParagraphStyle::balance`) takes the fewest lines and makes them alike in
//! length; other ragged text, as long as it is short, fills its lines.

use super::breaking::{BreakKind, BreakList, BreakPoint, Profile, Text, Work, ways};
use super::line::Line;
use super::paragraph::ShapedParagraph;
use super::sense::{self, Pause};
use super::setting::{Frame, set_line};
use crate::geometry::Length;
use crate::resolve::style::Align;

/// Lines broken by sense may differ by this much from the longest: beyond it balance wins (SPEC of the mock-up,
/// section 5), but over a pause.
const SENSE_BALANCE: f64 = 0.25;
/// Prices of a line's end, as the square of a line's relative shortfall: a hyphen is as bad as a line half empty.
const HYPHEN: f64 = 0.25;
/// Where the words go on without a pause: of two lines one may be twice as long as the other to end at a comma.
const NO_PAUSE: f64 = 0.3;
/// At a comma, where there may be a sentence's end.
const COMMA: f64 = 0.03;
/// Of the white at the end of a line that is to be full but need not be: it weighs less than unevenness.
const WHITE: f64 = 0.4;
/// Within words in italics, such as a title.
const IN_TITLE: f64 = 0.2;
/// What breaks the sense, where it cannot be avoided: in balanced text and in other.
const BROKEN_SENSE: f64 = 0.04;
const BROKEN_SENSE_IN_RAG: f64 = 0.15;
/// As many times the price between a title and the name: as bad as lines of which one is half as long as the other.
const TITLE: f64 = 5.0;
/// As many times within the name that follows a title.
const NAME: f64 = 12.0;
/// Of a demerit of the story's breaker, for places that cost by themselves, such as within an address.
const DEMERIT: f64 = 5e-6;
/// Of a line more than need be, to end the others by sense.
const ONE_MORE: f64 = 0.15;
/// Ragged text of more lines is running text.
const SHORT: usize = 3;

/// The lines of a paragraph that stands alone. A word wider than the measure sticks out: compare [`Line::width`].
pub fn set_lines(paragraph: &ShapedParagraph, measure: Length) -> Vec<Line> {
    if paragraph.atoms.is_empty() {
        return Vec::new();
    }
    let chosen = if is_short(paragraph) { by_sense(paragraph, measure) } else { None };
    let breaks = chosen.or_else(|| optimal(paragraph, measure)).unwrap_or_else(|| vec![0, paragraph.list.last()]);
    let lines = breaks.windows(2).map(|pair| {
        let indent = if pair[0] == 0 { paragraph.style.indent } else { Length::ZERO };
        let left = if paragraph.right_to_left { Length::ZERO } else { indent };
        set_line(paragraph, pair[0], pair[1], Frame { left, measure: measure - indent })
    });
    lines.collect()
}

/// The points of the cheapest way of the paragraph.
fn optimal(paragraph: &ShapedParagraph, measure: Length) -> Option<Vec<usize>> {
    let style = &paragraph.style;
    let justify = style.align == Align::Justify;
    let text = Text {
        list: &paragraph.list,
        justification: justify.then_some(style.justification),
        indent: style.indent.units(),
    };
    let (ways, _) = ways(&text, &Profile::constant(measure.units()), &mut Work::default());
    let best = ways.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))?;
    Some(std::iter::once(0).chain(best.ends.into_iter().map(|end| end as usize)).collect())
}

/// Whether lines may be broken by sense.
fn is_short(paragraph: &ShapedParagraph) -> bool {
    let style = &paragraph.style;
    style.balance || style.align != Align::Justify && style.indent == Length::ZERO && !style.hyphenate
}

/// The best way by sense; `None` if a word is wider than the measure, or the text is not balanced and long.
fn by_sense(paragraph: &ShapedParagraph, measure: Length) -> Option<Vec<usize>> {
    let even = paragraph.style.balance;
    let ends = ends(paragraph);
    let balance = Balance { list: &paragraph.list, measure: measure.units(), even, ends: &ends };
    let fewest = balance.fewest()?;
    if !even && fewest > SHORT {
        return None;
    }
    let best = |count: usize| match even {
        true => balance.split(count, f64::INFINITY).filter(|way| balance.is_even(&way.1)),
        false => None,
    };
    let lean = if even { BROKEN_SENSE } else { BROKEN_SENSE_IN_RAG };
    let (cost, breaks) = best(fewest).or_else(|| balance.split(fewest, lean))?;
    // Balanced text grows by a line for a sentence alone: heads and titles stay as low as they can.
    if even && !ends.iter().any(|end| end.pause == Pause::Sentence) {
        return Some(breaks);
    }
    match balance.split(fewest + 1, lean) {
        Some((more, way)) if more + ONE_MORE < cost => Some(way),
        _ => Some(breaks),
    }
}

/// What ending a line at a point does to the sense.
#[derive(Clone, Copy)]
struct End {
    pause: Pause,
    /// Times [`BROKEN_SENSE`].
    lean: f64,
    /// Of its own.
    price: f64,
}

/// For each point, what a line that ends there costs.
fn ends(paragraph: &ShapedParagraph) -> Vec<End> {
    let (text, language) = (&*paragraph.text, &*paragraph.language);
    let name = sense::name_after_titles(text);
    let leans = |at: usize| {
        let (before, after) = text.split_at(at);
        let word = before.split_whitespace().next_back().unwrap_or("");
        let next = after.split_whitespace().next().unwrap_or("");
        match sense::leans_on_next(word, language) || sense::leans_on_previous(next, language) {
            _ if sense::is_title_before(text, at) => TITLE,
            _ if name.contains(&at) => NAME,
            true => 1.0,
            false => 0.0,
        }
    };
    let end = |(index, point): (usize, &BreakPoint)| match point.kind {
        BreakKind::Hyphen => End { pause: Pause::None, lean: 0.0, price: HYPHEN },
        BreakKind::Plain | BreakKind::Written | BreakKind::Spare => {
            let at = point.at as usize;
            let lean = leans(at);
            let pause = if lean > 0.0 { Pause::None } else { sense::pause_before(text, at) };
            let in_title = if paragraph.is_in_italics(index) { IN_TITLE } else { 0.0 };
            End { pause, lean, price: point.penalty * DEMERIT + in_title }
        }
        BreakKind::Start | BreakKind::Forced | BreakKind::End => End { pause: Pause::Whole, lean: 0.0, price: 0.0 },
    };
    paragraph.list.points.iter().enumerate().map(end).collect()
}

struct Balance<'b> {
    list: &'b BreakList,
    measure: i64,
    /// Lines are to be alike; else each is to be full but the last.
    even: bool,
    ends: &'b [End],
}

impl Balance<'_> {
    fn width(&self, a: usize, b: usize) -> i64 {
        self.list.line(a, b).width
    }

    fn is_closed(&self, b: usize) -> bool {
        matches!(self.list.points[b].kind, BreakKind::Forced | BreakKind::End)
    }

    fn is_forced(&self, b: usize) -> bool {
        self.list.points[b].kind == BreakKind::Forced
    }

    /// Points from which a line to `b` fits, nearest first.
    fn lines_to(&self, b: usize) -> impl Iterator<Item = usize> + '_ {
        let may_end = self.list.penalty(&self.list.points[b], self.measure) < f64::INFINITY;
        let open = (0..if may_end { b } else { 0 }).rev().scan(false, move |closed, a| {
            let go_on = !*closed;
            *closed = self.is_forced(a);
            go_on.then_some(a)
        });
        // Adjustments at both ends may make a longer line narrower than a shorter one.
        let reach = self.measure + 4 * self.list.max_adjust;
        open.take_while(move |a| self.width(*a, b) <= reach).filter(move |a| self.width(*a, b) <= self.measure)
    }

    /// The fewest lines that hold all; hyphens only if there is no other way.
    fn fewest(&self) -> Option<usize> {
        let mut least: Vec<Option<usize>> = vec![None; self.list.points.len()];
        *least.first_mut()? = Some(0);
        for b in 1..least.len() {
            least[b] = self.lines_to(b).filter_map(|a| least[a]).min().map(|lines| lines + 1);
        }
        *least.last()?
    }

    /// The cheapest way in exactly `count` lines, with its cost; a line end against the sense costs `lean`.
    fn split(&self, count: usize, lean: f64) -> Option<(f64, Vec<usize>)> {
        let points = self.list.points.len();
        let mut best = vec![vec![(f64::INFINITY, 0_usize); points]; count + 1];
        best[0][0] = (0.0, 0);
        let aim = if self.even { self.list.total().width / count.max(1) as i64 } else { self.measure };
        let aim = aim.max(1) as f64;
        for line in 1..=count {
            for b in 1..points {
                let own = self.end(b, lean);
                let mut cheapest = (f64::INFINITY, 0);
                for a in self.lines_to(b) {
                    let cost = best[line - 1][a].0 + self.off(a, b, aim) + own;
                    if cost < cheapest.0 {
                        cheapest = (cost, a);
                    }
                }
                best[line][b] = cheapest;
            }
        }
        let cost = best.last()?.last()?.0;
        Some((cost, self.trace(&best)?))
    }

    /// What a line costs for its width.
    fn off(&self, a: usize, b: usize, aim: f64) -> f64 {
        let off = (self.width(a, b) as f64 - aim) / aim;
        match self.even {
            true => off * off,
            false if self.is_closed(b) => 0.0,
            false => WHITE * off * off,
        }
    }

    /// What a line that ends at `b` costs for that.
    fn end(&self, b: usize, lean: f64) -> f64 {
        let End { pause, lean: times, price } = self.ends[b];
        let pause = match pause {
            Pause::Whole | Pause::Sentence => 0.0,
            Pause::Comma => COMMA,
            Pause::None => NO_PAUSE,
        };
        pause + price + if times > 0.0 { lean * times } else { 0.0 }
    }

    fn trace(&self, best: &[Vec<(f64, usize)>]) -> Option<Vec<usize>> {
        let mut at = self.list.last();
        if best.last()?.last()?.0.is_infinite() {
            return None;
        }
        let mut breaks = vec![at];
        for row in best.iter().skip(1).rev() {
            at = row[at].1;
            breaks.push(at);
        }
        breaks.reverse();
        Some(breaks)
    }

    /// Whether the lines are about even, or end where a reader pauses.
    fn is_even(&self, breaks: &[usize]) -> bool {
        let widths = || breaks.windows(2).map(|pair| self.width(pair[0], pair[1]));
        let (least, most) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
        let pauses = |b: &usize| matches!(self.ends[*b].pause, Pause::Sentence | Pause::Comma);
        breaks.iter().any(pauses) || least as f64 >= (1.0 - SENSE_BALANCE) * most as f64
    }
}
