//! The search of a story: one dynamic programme over (paragraph, way, slot).
//!
//! In: a [`Problem`]: paragraphs and blocks in order, slots, what counts as done. Out: the cheapest [`Found`] setting, in
//! hundredths of a row. Paragraphs touch each other only by the slots that they take, so of two settings of the text so
//! far that go on in one slot the cheaper is kept; the lines of each paragraph come from the table of its ways
//! ([`WayTable`]), and what its place in the columns costs from its [`Seat`].

use super::course::{Course, Link, Then, Way as On, Ways};
use super::nodes::NONE;
use super::open::Open;
use super::seat::Seat;
use super::table::{Facts, WayTable};
use super::ways::{Text, Way};
use super::{BlockPiece, Goals};
use crate::geometry::Length;
use crate::ledger::{Fault, Price};
use std::sync::Arc;

/// Settings that are kept at each paragraph's end: those that are dearer than so many others come to no good end.
const MOST_STATES: usize = 16;
/// Lines beyond those that a paragraph's width fills for which slots are looked at, as a share and as a number.
const MORE_LINES: f64 = 1.35;
const LEAST_MORE_LINES: usize = 4;
/// Lines by which a block may stand after its place where the paragraph ends before it.
const MOST_NUDGED: usize = 2;

/// A paragraph as the search sees it.
#[derive(Clone, Debug)]
pub struct Para<'a> {
    pub text: Text<'a>,
    pub facts: Facts,
    /// Taken from each measure, in units.
    pub narrow: i64,
    pub before: u16,
    pub keep_with_next: bool,
    /// Its lines stand one below the other in one column.
    pub keep_together: bool,
    /// Narrower slots are passed over.
    pub least: Length,
    /// Blocks after the line that holds a byte, ascending.
    pub anchored: &'a [(usize, BlockPiece)],
    /// Blocks between this paragraph and the next.
    pub blocks: Vec<BlockPiece>,
}

pub struct Problem<'a> {
    /// Blocks before the first paragraph.
    pub blocks: Vec<BlockPiece>,
    pub paras: Vec<Para<'a>>,
    pub course: Course<'a>,
    pub goals: Goals,
}

/// One line of the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    pub para: usize,
    pub a: usize,
    pub b: usize,
    pub slot: usize,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    pub lines: Vec<Choice>,
    /// Identity and first slot.
    pub blocks: Vec<(u32, usize)>,
    pub end: usize,
    pub cost: Price,
    /// Some line sticks out.
    pub overfull: bool,
}

/// The cheapest way; `None` if the pieces do not fit.
pub fn search(problem: &Problem, table: &WayTable) -> Option<Found> {
    Search::new(problem, table).run()
}

/// A paragraph in its place: one of the ways that it has in a seat.
#[derive(Clone, Copy)]
struct Set {
    seating: u32,
    way: u32,
}

/// A seat of a paragraph with the ways that it has there.
struct Seating {
    seat: Seat,
    ways: Arc<[Way]>,
}

/// The text up to a paragraph's end stands.
#[derive(Clone, Copy)]
struct State {
    cost: f64,
    parent: u32,
    next: u32,
    placed: u32,
    set: Option<Set>,
}

struct Search<'p, 'a> {
    problem: &'p Problem<'a>,
    table: &'p WayTable,
    states: Vec<State>,
    seatings: Vec<Seating>,
    /// Candidates for the end of the paragraph at hand, by next slot.
    open: Open<State>,
    ways: Ways,
    /// The widest measure, in units.
    widest: i64,
    /// Sum of the measures of this slot and all after it.
    capacity: Vec<i64>,
    /// What one line break can save at most: the adjustments of its point, which hold its space, at both lines.
    drop: i64,
    offers: u64,
}

impl<'p, 'a> Search<'p, 'a> {
    fn new(problem: &'p Problem<'a>, table: &'p WayTable) -> Search<'p, 'a> {
        let slots = problem.course.slots;
        let mut capacity = vec![0_i64; slots.len() + 1];
        for i in (0..slots.len()).rev() {
            capacity[i] = slots[i].measure.units().saturating_add(capacity[i + 1]);
        }
        Search {
            problem,
            table,
            states: Vec::with_capacity(MOST_STATES * (problem.paras.len() + 1)),
            seatings: Vec::with_capacity(MOST_STATES * problem.paras.len()),
            open: Open::new(slots.len()),
            ways: Ways::default(),
            widest: slots.iter().map(|slot| slot.measure.units()).max().unwrap_or(1),
            capacity,
            drop: problem.paras.iter().map(|para| 2 * para.text.list.max_adjust).max().unwrap_or(0),
            offers: 0,
        }
    }

    fn run(mut self) -> Option<Found> {
        let need = self.needs();
        self.begin();
        let mut starts = self.close(need[0]);
        for para in 0..self.problem.paras.len() {
            for start in starts.clone() {
                self.paragraph(para, start);
            }
            starts = self.close(need[para + 1]);
            if starts.is_empty() {
                break;
            }
        }
        self.table.offered(self.offers);
        self.finish(starts)
    }

    /// The least widths of all paragraphs from each on; nothing where words may stick out.
    fn needs(&self) -> Vec<f64> {
        let paras = &self.problem.paras;
        let narrowest = self.problem.course.slots.iter().map(|slot| slot.measure.units()).min().unwrap_or(0);
        let mut need = vec![0.0; paras.len() + 1];
        for i in (0..paras.len()).rev() {
            let Para { text, narrow, facts, .. } = &paras[i];
            let sticks_out = facts.longest > narrowest - narrow - text.indent.max(0);
            need[i] = need[i + 1] + if sticks_out { 0.0 } else { facts.least_width };
        }
        need
    }

    /// Before the first line.
    fn begin(&mut self) {
        let then = self.then(0);
        let Search { problem, ways, .. } = self;
        problem.course.ways(problem.course.beginning(), problem.blocks.iter().copied(), then, false, NONE, ways);
        for way in self.ways.list.clone() {
            self.offer(way.cost as f64, way, NONE, None);
        }
    }

    fn then(&self, para: usize) -> Then {
        match self.problem.paras.get(para) {
            Some(next) => {
                let whole = next.keep_with_next || next.keep_together;
                Then::Text { before: next.before, least: next.least, whole }
            }
            None => Then::Nothing,
        }
    }

    /// A setting that goes on so.
    fn offer(&mut self, cost: f64, on: On, parent: u32, set: Option<Set>) {
        self.offers += 1;
        let next = on.slot as u32;
        self.open.offer(next, cost, || State { cost, parent, next, placed: on.placed, set });
    }

    /// Keeps the best of what was offered; gives their indices. What needs more than the slots that are left is dropped.
    fn close(&mut self, need: f64) -> std::ops::Range<usize> {
        let from = self.states.len();
        let mut found = self.open.take();
        found.retain(|(next, ..)| {
            let next = *next as usize;
            let saved = self.drop * (self.capacity.len() - next) as i64;
            need <= (self.capacity[next] + saved) as f64
        });
        if found.len() > MOST_STATES {
            found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            found.truncate(MOST_STATES);
        }
        self.states.extend(found.into_iter().map(|(.., state)| state));
        from..self.states.len()
    }

    /// All ways to set one paragraph from one state.
    fn paragraph(&mut self, index: usize, start: usize) {
        let problem = self.problem;
        let (para, course) = (&problem.paras[index], &problem.course);
        let from = self.states[start].next as usize;
        let most = self.most_lines(para, from);
        let plain = Seat::new(course, para, from, most);
        let shorter = plain.shorter(course, para, most);
        if !para.anchored.is_empty() {
            self.anchored(index, start, &plain, most);
        }
        for seat in std::iter::once(plain).chain(shorter) {
            self.seated(index, start, seat);
        }
    }

    /// Seats with blocks in mid-paragraph.
    fn anchored(&mut self, index: usize, start: usize, plain: &Seat, most: usize) {
        let problem = self.problem;
        let (para, course) = (&problem.paras[index], &problem.course);
        let profile = plain.profile(course, para);
        let ways = self.table.ways(para.facts.entry, &para.text, &profile);
        let Some(usual) = ways.iter().min_by(|a, b| a.cost.total_cmp(&b.cost)) else { return };
        let mut open = vec![plain.clone()];
        for _ in para.anchored {
            let mut next = Vec::new();
            for seat in &open {
                next.extend(seat.with_block(course, para, most, usual, &mut self.ways));
            }
            next.truncate(MOST_STATES);
            for seat in &next {
                self.seated(index, start, seat.clone());
            }
            open = next;
        }
    }

    /// All ways of a paragraph in one seat. Blocks that do not stand in it follow the paragraph's last line.
    fn seated(&mut self, index: usize, start: usize, seat: Seat) {
        let problem = self.problem;
        let (para, course) = (&problem.paras[index], &problem.course);
        let profile = seat.profile(course, para);
        let mut ways = self.table.ways(para.facts.entry, &para.text, &profile);
        if let Some(turns) = seat.hyphens_at_turns(para, &ways) {
            ways = self.table.ways(para.facts.entry, &para.text, &profile.turning(turns));
        }
        let (then, so_far) = (self.then(index + 1), self.states[start].cost);
        let seating = self.seatings.len() as u32;
        for way in 0..ways.len() {
            let Some(price) = seat.price(course, para, &ways[way]) else { continue };
            let late = &para.anchored[seat.blocks.len()..];
            let late_price = late_price(para, &ways[way], late);
            let Some(last) = seat.slot(ways[way].lines().saturating_sub(1)) else { continue };
            let place = course.after_line(last);
            let blocks = late.iter().map(|(_, block)| *block).chain(para.blocks.iter().copied());
            course.ways(place, blocks, then, para.keep_with_next, seat.placed, &mut self.ways);
            let cost = so_far + ways[way].cost + (price + late_price) as f64;
            let list = std::mem::take(&mut self.ways.list);
            for on in &list {
                let set = Some(Set { seating, way: way as u32 });
                self.offer(cost + on.cost as f64, *on, start as u32, set);
            }
            self.ways.list = list;
        }
        self.seatings.push(Seating { seat, ways });
    }

    /// More lines than a paragraph can take from a slot on.
    fn most_lines(&self, para: &Para, from: usize) -> usize {
        let course = &self.problem.course;
        let width = para.text.list.total().width.max(0);
        let lines = |measure: i64| (width as f64 * MORE_LINES / (measure - para.narrow).max(1) as f64) as usize;
        let more = para.facts.forced + LEAST_MORE_LINES;
        let end = course.slots.len().min(from + 2 * lines(self.widest) + more);
        let (mut narrowest, mut at) = (self.widest, from);
        while at < end {
            narrowest = narrowest.min(course.slots[at].measure.units());
            at = course.next_run(at);
        }
        (lines(narrowest) + more).min(para.text.list.last())
    }

    fn finish(&self, ends: std::ops::Range<usize>) -> Option<Found> {
        let Goals { tail_slack, may_end_early } = self.problem.goals;
        let slots = self.problem.course.slots.len();
        let cost = |index: usize| {
            let short = slots.saturating_sub(self.states[index].next as usize + usize::from(tail_slack));
            let uneven = if may_end_early { 0 } else { Fault::UnevenFeet(short as u32).price() };
            self.states[index].cost + uneven as f64
        };
        let best = ends.min_by(|a, b| cost(*a).total_cmp(&cost(*b)))?;
        Some(Found { cost: cost(best).round() as Price, ..self.trace(best) })
    }

    fn trace(&self, best: usize) -> Found {
        let mut found = Found { end: self.states[best].next as usize, ..Found::default() };
        let (mut at, mut para) = (best, self.problem.paras.len());
        loop {
            let state = &self.states[at];
            let mut placed = state.placed;
            while placed != NONE {
                let Link { id, slot, previous } = self.ways.placed[placed as usize];
                found.blocks.push((id, slot as usize));
                placed = previous;
            }
            let Some(set) = state.set else { break };
            para -= 1;
            let Seating { seat, ways } = &self.seatings[set.seating as usize];
            let way = &ways[set.way as usize];
            found.overfull |= way.overfull;
            for (line, b) in way.ends.iter().enumerate().rev() {
                let a = if line == 0 { 0 } else { way.ends[line - 1] as usize };
                let slot = seat.slot(line).unwrap_or(0);
                found.lines.push(Choice { para, a, b: *b as usize, slot });
            }
            at = state.parent as usize;
        }
        found.lines.reverse();
        found.blocks.reverse();
        found
    }
}

/// What it costs that blocks written in mid-paragraph stand after its last line.
fn late_price(para: &Para, way: &Way, late: &[(usize, BlockPiece)]) -> Price {
    let points = &para.text.list.points;
    let lines_after = |byte: usize| {
        let own = way.ends.iter().position(|end| points[*end as usize].at as usize > byte);
        own.map_or(0, |own| way.lines() - 1 - own)
    };
    let price = |lines: usize| {
        // A place that is far from its words is none.
        let far = if lines > MOST_NUDGED { Fault::Apart.price() } else { 0 };
        Fault::Nudged(lines as u32).price() + far
    };
    late.iter().map(|(byte, _)| price(lines_after(*byte))).sum()
}
