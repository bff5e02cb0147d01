//! Paragraphs that stand alone in one measure: titles, names, captions, quotes.
//!
//! In: a shaped paragraph and the measure. Out: its lines, one below the other. Running text goes through the same
//! search as a story; balanced text (`ParagraphStyle::balance`) takes the fewest lines and makes them alike in
//! length, broken by sense.

use super::breaking::{BreakKind, BreakList, BreakPoint, Course, Goals, Para, Problem, Strictness, search};
use super::line::Line;
use super::paragraph::ShapedParagraph;
use super::sense;
use super::setting::{Frame, set_line};
use super::slot::Slot;
use crate::geometry::Length;
use crate::resolve::style::Align;

/// Lines broken by sense may differ by this much from the longest: beyond it balance wins (SPEC of the mock-up,
/// section 5).
const SENSE_BALANCE: f64 = 0.25;
/// Price of a hyphen in balanced text, as the square of a line's relative shortfall: as bad as a line half empty.
const BALANCED_HYPHEN: f64 = 0.25;
/// Price of a line's end where the words go on without a pause, so that lines end at a colon or comma where that
/// keeps them about even.
const NO_PAUSE: f64 = 0.02;
/// Price of a line's end that breaks the sense, where it cannot be avoided.
const BROKEN_SENSE: f64 = 0.04;
/// As many times the price between a title and the name: as bad as lines of which one is half as long as the other.
const TITLE: f64 = 5.0;

/// The lines of a paragraph that stands alone. A word wider than the measure sticks out: compare [`Line::width`].
pub fn set_lines(paragraph: &ShapedParagraph, measure: Length) -> Vec<Line> {
    if paragraph.atoms.is_empty() {
        return Vec::new();
    }
    let chosen = if paragraph.style.balance { balanced(paragraph, measure) } else { None };
    let breaks = chosen.or_else(|| optimal(paragraph, measure)).unwrap_or_else(|| vec![0, paragraph.list.last()]);
    let lines = breaks.windows(2).map(|pair| {
        let indent = if pair[0] == 0 { paragraph.style.indent } else { Length::ZERO };
        let left = if paragraph.right_to_left { Length::ZERO } else { indent };
        set_line(paragraph, pair[0], pair[1], Frame { left, measure: measure - indent })
    });
    lines.collect()
}

/// The points of the cheapest way by the story's search.
fn optimal(paragraph: &ShapedParagraph, measure: Length) -> Option<Vec<usize>> {
    let list = &paragraph.list;
    let justify = paragraph.style.align == Align::Justify;
    // More than any way can take: each line but the last of a paragraph holds two pieces that together are wider than
    // the measure, or one that is alone.
    let width = list.total().width.max(0) / measure.units().max(1);
    let pieces = list.points.len().saturating_sub(1);
    let forced = list.points.iter().filter(|point| point.kind == BreakKind::Forced).count();
    let few = (3 * width as usize + forced + 4).min(pieces + 1);
    [few, pieces + 1].into_iter().find_map(|count| {
        let slots: Vec<Slot> = (0..count).map(|row| lone_slot(row, measure)).collect();
        let problem = Problem {
            blocks: Vec::new(),
            paras: vec![Para {
                list,
                justification: justify.then_some(paragraph.style.justification),
                narrow: 0,
                indent: paragraph.style.indent.units(),
                before: 0,
                keep_with_next: false,
                keep_together: false,
                least: Length::ZERO,
                anchored: &[],
                blocks: Vec::new(),
            }],
            course: Course::new(&slots),
            goals: Goals {
                tail_slack: 0,
                may_end_early: true,
                first: Strictness::Strict,
                strictness: Strictness::Overfull,
            },
        };
        let (found, _) = search(&problem)?;
        Some(std::iter::once(0).chain(found.lines.iter().map(|line| line.b)).collect())
    })
}

fn lone_slot(row: usize, measure: Length) -> Slot {
    Slot { column: 0, row: row as i32, x: Length::ZERO, baseline: Length::ZERO, measure, full: true }
}

/// The fewest lines, alike in length, first with all line ends by sense; `None` if a word is wider than the measure.
fn balanced(paragraph: &ShapedParagraph, measure: Length) -> Option<Vec<usize>> {
    let lean = leaning(paragraph);
    let pauses = pauses(paragraph);
    let balance = Balance { list: &paragraph.list, measure: measure.units(), lean: &lean, pauses: &pauses };
    let count = balance.fewest()?;
    let by_sense = |count| balance.split(count, f64::INFINITY).filter(|breaks| balance.is_even(breaks));
    by_sense(count).or_else(|| balance.split(count, BROKEN_SENSE))
}

/// For each point, how much a line that ends there breaks the sense; 0 for not at all.
fn leaning(paragraph: &ShapedParagraph) -> Vec<f64> {
    let points = &paragraph.list.points;
    let leans = |at: u32| {
        let (before, after) = paragraph.text.split_at(at as usize);
        let word = before.split_whitespace().next_back().unwrap_or("");
        let next = after.split_whitespace().next().unwrap_or("");
        let (language, title) = (&paragraph.language, sense::is_title_before(&paragraph.text, at as usize));
        match sense::leans_on_next(word, language) || sense::leans_on_previous(next, language) {
            _ if title => TITLE,
            true => 1.0,
            false => 0.0,
        }
    };
    points.iter().map(|point| if is_plain(point) { leans(point.at) } else { 0.0 }).collect()
}

/// Whether a line that ends here divides no word.
fn is_plain(point: &BreakPoint) -> bool {
    matches!(point.kind, BreakKind::Plain | BreakKind::Written)
}

/// For each point, whether the words before it end with a mark at which a reader pauses.
fn pauses(paragraph: &ShapedParagraph) -> Vec<bool> {
    let marked = |at: u32| paragraph.text[..at as usize].trim_end().ends_with([':', ';', ',', '.', '!', '?', '–', '—']);
    paragraph.list.points.iter().map(|point| !is_plain(point) || marked(point.at)).collect()
}

struct Balance<'b> {
    list: &'b BreakList,
    measure: i64,
    lean: &'b [f64],
    pauses: &'b [bool],
}

impl Balance<'_> {
    fn width(&self, a: usize, b: usize) -> i64 {
        self.list.line(a, b).width
    }

    fn is_forced(&self, b: usize) -> bool {
        self.list.points[b].kind == BreakKind::Forced
    }

    /// Points from which a line to `b` fits, nearest first.
    fn lines_to(&self, b: usize) -> impl Iterator<Item = usize> + '_ {
        let open = (0..b).rev().scan(false, move |closed, a| {
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

    /// The most even way in exactly `count` lines; a line end against the sense costs `lean`.
    fn split(&self, count: usize, lean: f64) -> Option<Vec<usize>> {
        let points = self.list.points.len();
        let target = (self.list.total().width / count.max(1) as i64).max(1) as f64;
        let mut best = vec![vec![(f64::INFINITY, 0_usize); points]; count + 1];
        best[0][0] = (0.0, 0);
        for line in 1..=count {
            for b in 1..points {
                let mut own = if self.lean[b] > 0.0 { lean * self.lean[b] } else { 0.0 };
                own += if self.pauses[b] { 0.0 } else { NO_PAUSE };
                if self.list.points[b].kind == BreakKind::Hyphen {
                    own += BALANCED_HYPHEN;
                }
                let mut cheapest = (f64::INFINITY, 0);
                for a in self.lines_to(b) {
                    let off = (self.width(a, b) as f64 - target) / target;
                    let cost = best[line - 1][a].0 + off * off + own;
                    if cost < cheapest.0 {
                        cheapest = (cost, a);
                    }
                }
                best[line][b] = cheapest;
            }
        }
        self.trace(&best)
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

    fn is_even(&self, breaks: &[usize]) -> bool {
        let widths = || breaks.windows(2).map(|pair| self.width(pair[0], pair[1]));
        let (least, most) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
        least as f64 >= (1.0 - SENSE_BALANCE) * most as f64
    }
}
