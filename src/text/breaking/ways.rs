//! The ways to set one paragraph: for each number of lines that is worth having, the cheapest.
//!
//! In: a paragraph's break points and the [`Profile`] of its measures. Out: [`Way`]s, the fewest lines first. One search
//! after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with nodes for (break, number of lines), since that
//! number decides the next line's measure: so all numbers of lines come out of one pass. Rules about a line itself (runts,
//! hyphens in succession) are prices of the ledger in the line that breaks them; what depends on where in a column the
//! paragraph stands is not known here.
//!
//! Work: [`Work::judged`] counts each line whose fit is computed; equal measures are judged once.

use super::cost::{self, Fit, Judge, Looseness};
use super::items::{BreakKind, BreakList};
use super::nodes::{Cell, Cells, NONE, Node};
use super::profile::Profile;
use crate::resolve::style::Justification;
use std::ops::Range;

/// More lines than the cheapest way has, and fewer, that other ways may have.
const MORE_LINES: u32 = 2;
const FEWER_LINES: u32 = 1;

/// What was done to find lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Work {
    /// Lines whose fit was computed.
    pub judged: u64,
    /// Ways of a paragraph that were offered a place.
    pub offers: u64,
}

impl std::ops::AddAssign for Work {
    fn add_assign(&mut self, other: Work) {
        self.judged += other.judged;
        self.offers += other.offers;
    }
}

/// A paragraph's text as the search sees it. Widths in units.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub list: &'a BreakList,
    /// `None` for ragged lines.
    pub justification: Option<Justification>,
    /// Of the first line.
    pub indent: i64,
}

impl Text<'_> {
    /// The least width that all of it can be given in one line.
    pub fn least_width(&self) -> f64 {
        Judge::new(self.justification, Looseness::Good).least(self.list.total())
    }

    /// How many lines its author ends.
    pub fn forced(&self) -> usize {
        self.list.points.iter().filter(|point| point.kind == BreakKind::Forced).count()
    }
}

/// One way to set a paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    /// In hundredths of a row.
    pub cost: f64,
    /// The break point at which each line ends.
    pub ends: Vec<u32>,
    /// Some line sticks out.
    pub overfull: bool,
}

impl Way {
    pub fn lines(&self) -> usize {
        self.ends.len()
    }
}

/// All ways worth having; none only for a paragraph without a point at which it may end. Looser lines are looked at where
/// the others break a rule, and lines of any looseness where there are no others.
///
/// Beside them, of how many lines the measures were looked at: those of the lines behind them change nothing.
pub fn ways(text: &Text, profile: &Profile, work: &mut Work) -> (Vec<Way>, u32) {
    let mut reach = 0;
    let mut find = |looseness: Looseness| {
        let mut search = Search::new(text, profile, looseness);
        let found = search.run();
        work.judged += search.judged;
        reach = reach.max(search.reach);
        found
    };
    let good = find(Looseness::Good);
    if good.iter().any(|way| way.cost < cost::price(cost::RUNT)) {
        return (good, reach);
    }
    let either = merged(good, find(Looseness::Loose));
    let found = if either.is_empty() { find(Looseness::Any) } else { either };
    (found, reach)
}

/// The cheaper way for each number of lines.
fn merged(mut ways: Vec<Way>, others: Vec<Way>) -> Vec<Way> {
    for other in others {
        match ways.binary_search_by_key(&other.lines(), Way::lines) {
            Ok(same) if other.cost < ways[same].cost => ways[same] = other,
            Ok(_) => {}
            Err(place) => ways.insert(place, other),
        }
    }
    ways
}

struct Search<'s> {
    text: &'s Text<'s>,
    profile: &'s Profile,
    judge: Judge,
    /// Lines may be as loose as they must, and words may stick out.
    anyhow: bool,
    measures: Vec<i64>,
    widest: i64,
    narrowest: i64,
    nodes: Vec<Node>,
    /// The nodes at each point.
    ranges: Vec<Range<usize>>,
    cells: Cells,
    judged: u64,
    /// Lines whose measures were looked at, from the first on.
    reach: u32,
}

impl<'s> Search<'s> {
    fn new(text: &'s Text<'s>, profile: &'s Profile, looseness: Looseness) -> Search<'s> {
        let measures = profile.measures();
        let (widest, narrowest) = (measures.iter().max().copied(), measures.iter().min().copied());
        Search {
            text,
            profile,
            judge: Judge::new(text.justification, looseness),
            anyhow: looseness == Looseness::Any,
            widest: widest.unwrap_or(0),
            narrowest: narrowest.unwrap_or(0),
            measures,
            nodes: Vec::with_capacity(256),
            ranges: vec![0..0; text.list.points.len()],
            cells: Cells::default(),
            judged: 0,
            reach: 0,
        }
    }

    fn measure(&self, line: u32, begins: bool) -> i64 {
        let measure = self.measures.get(line as usize).or(self.measures.last()).copied().unwrap_or(0);
        measure - if begins { self.text.indent } else { 0 }
    }

    fn run(&mut self) -> Vec<Way> {
        let (points, last) = (&self.text.list.points, self.text.list.last());
        if points.is_empty() || self.measures.is_empty() {
            return Vec::new();
        }
        self.nodes.push(Node { cost: 0.0, parent: NONE, point: 0, lines: 0, class: 1 });
        self.ranges[0] = 0..1;
        let mut active: Vec<usize> = vec![0];
        for (b, point) in points.iter().enumerate().skip(1) {
            self.lines_to(&mut active, b);
            let from = self.nodes.len();
            self.cells.flush(&mut self.nodes, b);
            self.drop_dear(from);
            if point.kind == BreakKind::Forced {
                active.clear();
            }
            self.ranges[b] = from..self.nodes.len();
            if from < self.nodes.len() {
                active.push(b);
            }
        }
        self.found(last)
    }

    /// Drops the nodes from `from` on that are far dearer than the best one, or many lines before or behind it.
    fn drop_dear(&mut self, from: usize) {
        let Some(best) = self.nodes[from..].iter().min_by(|a, b| a.cost.total_cmp(&b.cost)).copied() else { return };
        let lines = best.lines.saturating_sub(FEWER_LINES)..=best.lines + MORE_LINES;
        let mut keep = from;
        for i in from..self.nodes.len() {
            if self.nodes[i].cost <= best.cost + cost::DEAR && lines.contains(&self.nodes[i].lines) {
                self.nodes[keep] = self.nodes[i];
                keep += 1;
            }
        }
        self.nodes.truncate(keep);
    }

    /// Offers every line that ends at `b`.
    fn lines_to(&mut self, active: &mut Vec<usize>, b: usize) {
        let list = self.text.list;
        let closed = matches!(list.points[b].kind, BreakKind::Forced | BreakKind::End);
        // Lines from earlier points or to later ones are wider, but for what adjustments can change at both ends.
        let hopeless = (self.widest - self.text.indent.min(0) + 4 * list.max_adjust) as f64;
        let mut gone = 0;
        for i in (0..active.len()).rev() {
            let a = active[i];
            let line = list.line(a, b);
            let least = self.judge.least(line);
            let alone = self.anyhow && b == a + 1;
            if least > hopeless && !alone {
                gone = i + 1;
                break;
            }
            let indent = if a == 0 { self.text.indent } else { 0 };
            if !closed && self.judge.too_loose(line, self.narrowest - indent) {
                continue;
            }
            self.lines_between(a, b, closed, least);
        }
        active.drain(..gone);
    }

    /// Offers the line from `a` to `b` after each node at `a`.
    fn lines_between(&mut self, a: usize, b: usize, closed: bool, least: f64) {
        let list = self.text.list;
        let (start, end) = (&list.points[a], &list.points[b]);
        let mut known: (i64, Option<Fit>) = (i64::MIN, None);
        for index in self.ranges[a].clone() {
            let node = self.nodes[index];
            self.reach = self.reach.max(node.lines + 1);
            let measure = self.measure(node.lines, a == 0);
            if known.0 != measure {
                known = (measure, self.fit(a, b, closed, (least, measure)));
            }
            let Some(fit) = known.1 else { continue };
            let mut cost = node.cost + fit.demerits;
            if a > 0 && fit.class.abs_diff(node.class) > 1 {
                cost += cost::UNEVEN;
            }
            if end.kind == BreakKind::Hyphen && self.profile.turns_after(node.lines + 1) {
                cost += cost::BAD_HYPHEN;
            }
            if start.kind.is_hyphen() && end.kind.is_hyphen() {
                cost += cost::BAD_HYPHEN;
            }
            self.cells.offer(node.lines + 1, fit.class, Cell { cost, parent: index as u32 });
        }
    }

    /// What the line costs with its break; `None` if it may not stand in the measure.
    fn fit(&mut self, a: usize, b: usize, closed: bool, (least, measure): (f64, i64)) -> Option<Fit> {
        let list = self.text.list;
        let (start, end) = (&list.points[a], &list.points[b]);
        let penalty = list.penalty(end, measure);
        if penalty == f64::INFINITY {
            return None;
        }
        let over = least - measure as f64;
        let fit = if over > 0.0 {
            let sticks_out = self.anyhow && b == a + 1;
            let demerits = cost::OVERFULL * (1.0 + over / measure.max(1) as f64);
            sticks_out.then_some(Fit { demerits, class: 1 })?
        } else {
            self.judged += 1;
            self.judge.fit(list.line(a, b), measure, closed)?
        };
        let at_end = cost::fault_at_end(start, end, measure).map_or(0.0, |fault| cost::demerits(fault.price()));
        Some(Fit { demerits: fit.demerits + penalty + at_end, ..fit })
    }

    /// The ways that end at the last point, the cheapest for each number of lines.
    fn found(&self, last: usize) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        let mut lines = 0;
        for index in self.ranges.get(last).cloned().unwrap_or(0..0) {
            let node = &self.nodes[index];
            let way = || self.way(index);
            match ways.last_mut() {
                Some(known) if lines == node.lines => {
                    if cost::price(node.cost) < known.cost {
                        *known = way();
                    }
                }
                _ => ways.push(way()),
            }
            lines = node.lines;
        }
        ways
    }

    fn way(&self, index: usize) -> Way {
        let mut ends = Vec::new();
        let mut at = index;
        while self.nodes[at].parent != NONE {
            ends.push(self.nodes[at].point);
            at = self.nodes[at].parent as usize;
        }
        ends.reverse();
        let cost = self.nodes[index].cost;
        Way { cost: cost::price(cost), ends, overfull: cost >= cost::OVERFULL }
    }
}
