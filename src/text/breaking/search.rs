//! The search: one dynamic programme over (paragraph, break, slot).
//!
//! In: a [`Problem`], which knows widths and rules but no fonts. Out: the cheapest [`Found`] way. A node says that the
//! text up to a break stands and which slot comes next; of two nodes that agree in this and in the looseness class of
//! their last line only the cheaper is kept, and of two classes the dearer where the difference exceeds what a class
//! can cost later. Both keep the optimum. Nodes that cannot fit the rest of the text into the rest of the slots are
//! dropped.

use super::cost::{self, Fit, Judge, Looseness};
use super::course::{Course, Link, NONE, Then, Way, Ways};
use super::items::{BreakKind, BreakList, BreakPoint};
use super::nodes::{Cell, Cells, Node};
use super::{BlockPiece, Goals, Strictness};
use crate::geometry::Length;
use crate::resolve::style::Justification;

/// A paragraph as the search sees it. Widths in units.
#[derive(Clone, Debug)]
pub struct Para<'a> {
    pub list: &'a BreakList,
    pub justification: Option<Justification>,
    /// Taken from each measure, and from the first line's.
    pub narrow: i64,
    pub indent: i64,
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
    pub demerits: f64,
}

/// What is tried in turn: a later entry only where the earlier ones find nothing. A broken rule is a lesser evil than
/// a line of one or two words drawn out to the measure.
pub const LADDER: [(Strictness, Looseness); 4] = [
    (Strictness::Strict, Looseness::Good),
    (Strictness::Loose, Looseness::Loose),
    (Strictness::Relaxed, Looseness::Loose),
    (Strictness::Overfull, Looseness::Any),
];

/// The cheapest way on the first rung of the ladder that has one.
pub fn search(problem: &Problem) -> Option<(Found, Strictness)> {
    LADDER
        .into_iter()
        .skip_while(|(strictness, _)| *strictness < problem.goals.first)
        .take_while(|(strictness, _)| *strictness <= problem.goals.strictness)
        .find_map(|(strictness, looseness)| Some((Search::new(problem, strictness, looseness).run()?, strictness)))
}

struct Search<'p, 'a> {
    problem: &'p Problem<'a>,
    strictness: Strictness,
    looseness: Looseness,
    nodes: Vec<Node>,
    cells: Cells,
    ways: Ways,
    /// Sum of the measures of this slot and all after it.
    capacity: Vec<i64>,
    widest: i64,
    narrowest: i64,
    /// What one line break can save at most: the adjustments of its point, which hold its space, at both lines.
    drop: i64,
}

/// The line that is being judged.
struct Step<'s> {
    para: &'s Para<'s>,
    a: usize,
    b: usize,
}

impl<'p, 'a> Search<'p, 'a> {
    fn new(problem: &'p Problem<'a>, strictness: Strictness, looseness: Looseness) -> Search<'p, 'a> {
        let slots = problem.course.slots;
        let mut capacity = vec![0_i64; slots.len() + 1];
        for i in (0..slots.len()).rev() {
            capacity[i] = slots[i].measure.units().saturating_add(capacity[i + 1]);
        }
        Search {
            problem,
            strictness,
            looseness,
            nodes: Vec::with_capacity(1024),
            cells: Cells::new(slots.len()),
            ways: Ways::default(),
            capacity,
            widest: slots.iter().map(|slot| slot.measure.units()).max().unwrap_or(0),
            narrowest: slots.iter().map(|slot| slot.measure.units()).min().unwrap_or(0),
            drop: problem.paras.iter().map(|para| 2 * para.list.max_adjust).max().unwrap_or(0),
        }
    }

    fn run(mut self) -> Option<Found> {
        let mut starts = self.begin();
        let need = self.needs();
        for para in 0..self.problem.paras.len() {
            starts = self.paragraph(para, starts, need[para + 1]);
            if starts.is_empty() {
                return None;
            }
        }
        self.finish(starts)
    }

    /// The least widths of all paragraphs from each on.
    fn needs(&self) -> Vec<f64> {
        let paras = &self.problem.paras;
        let mut need = vec![0.0; paras.len() + 1];
        for i in (0..paras.len()).rev() {
            let judge = Judge::new(paras[i].justification, self.looseness);
            need[i] = need[i + 1] + judge.least(paras[i].list.total());
        }
        need
    }

    /// Nodes before the first line.
    fn begin(&mut self) -> std::ops::Range<usize> {
        let then = self.then(0);
        let Search { problem, ways, cells, nodes, strictness, .. } = self;
        let blocks = problem.blocks.iter().copied();
        problem.course.ways(problem.course.beginning(), blocks, then, false, *strictness, ways);
        for way in &ways.list {
            cells.offer(way.slot, 1, Cell { cost: way.cost, parent: NONE, line: NONE, placed: way.placed });
        }
        cells.flush(nodes, 0, 0);
        0..nodes.len()
    }

    fn then(&self, para: usize) -> Then {
        match self.problem.paras.get(para) {
            Some(next) => Then::Text { before: next.before, least: next.least, head: next.keep_with_next },
            None => Then::Nothing,
        }
    }

    /// All ways to set one paragraph from the nodes at its start; gives the nodes at the start of the next.
    fn paragraph(&mut self, index: usize, starts: std::ops::Range<usize>, need: f64) -> std::ops::Range<usize> {
        let para = &self.problem.paras[index];
        let judge = Judge::new(para.justification, self.looseness);
        let (points, last) = (&para.list.points, para.list.last());
        let mut ranges = vec![0..0; points.len()];
        let mut active: Vec<usize> = vec![0];
        if let Some(first) = ranges.first_mut() {
            *first = starts;
        }
        let mut result = self.nodes.len()..self.nodes.len();
        for b in 1..points.len() {
            self.lines_to(index, &judge, &mut active, &ranges, b);
            let from = self.nodes.len();
            let (target, point) = if b == last { (index + 1, 0) } else { (index, b) };
            self.cells.flush(&mut self.nodes, target, point);
            let rest = if b == last { 0.0 } else { judge.least(para.list.line(b, last)) };
            self.drop_hopeless(from, rest + need);
            self.drop_dear(from);
            if points[b].kind == BreakKind::Forced {
                active.clear();
            }
            ranges[b] = from..self.nodes.len();
            if !ranges[b].is_empty() {
                active.push(b);
            }
            if b == last {
                result = ranges[b].clone();
            }
        }
        result
    }

    /// Drops the nodes from `from` on after which `need` is wider than all slots that are left.
    fn drop_hopeless(&mut self, from: usize, need: f64) {
        if self.strictness == Strictness::Overfull {
            return;
        }
        let mut keep = from;
        for i in from..self.nodes.len() {
            let next = self.nodes[i].next as usize;
            let saved = self.drop * (self.capacity.len() - next) as i64;
            if need <= self.capacity[next] as f64 + saved as f64 {
                self.nodes[keep] = self.nodes[i];
                keep += 1;
            }
        }
        self.nodes.truncate(keep);
    }

    /// Drops the nodes from `from` on that are many lines before or behind the best one: no text that keeps the rules
    /// comes from there to a good end.
    fn drop_dear(&mut self, from: usize) {
        if self.strictness >= Strictness::Relaxed {
            return;
        }
        let nodes = &self.nodes[from..];
        let most = cost::DEAR + nodes.iter().map(|node| node.cost).fold(f64::INFINITY, f64::min);
        let mut keep = from;
        for i in from..self.nodes.len() {
            if self.nodes[i].cost <= most {
                self.nodes[keep] = self.nodes[i];
                keep += 1;
            }
        }
        self.nodes.truncate(keep);
    }

    /// Offers every line that ends at `b`.
    fn lines_to(
        &mut self,
        index: usize,
        judge: &Judge,
        active: &mut Vec<usize>,
        ranges: &[std::ops::Range<usize>],
        b: usize,
    ) {
        let para = &self.problem.paras[index];
        let end = &para.list.points[b];
        let closed = matches!(end.kind, BreakKind::Forced | BreakKind::End);
        // Lines from earlier points or to later ones are wider, but for what adjustments can change at both ends.
        let hopeless = (self.widest - para.narrow - para.indent.min(0) + 4 * para.list.max_adjust) as f64;
        let mut gone = 0;
        for i in (0..active.len()).rev() {
            let a = active[i];
            let line = para.list.line(a, b);
            let least = judge.least(line);
            if least > hopeless && !(self.strictness == Strictness::Overfull && b == a + 1) {
                gone = i + 1;
                break;
            }
            let indent = if a == 0 { para.indent } else { 0 };
            if !closed && judge.too_loose(line, self.narrowest - para.narrow - indent) {
                continue;
            }
            let mut known: (i64, Option<Fit>) = (i64::MIN, None);
            for node in ranges[a].clone() {
                let slot = self.nodes[node].next as usize;
                let Some(s) = self.problem.course.slots.get(slot) else { continue };
                let measure = s.measure.units() - para.narrow - indent;
                if known.0 != measure {
                    let mut fit = judge.fit(line, measure, closed);
                    if fit.is_none() && self.strictness == Strictness::Overfull && b == a + 1 && least > measure as f64
                    {
                        let over = (least - measure as f64) / measure.max(1) as f64;
                        fit = Some(Fit { demerits: cost::OVERFULL * (1.0 + over), class: 1 });
                    }
                    let penalty = para.list.penalty(end, measure);
                    let fit = fit.filter(|_| penalty < f64::INFINITY);
                    known = (measure, fit.map(|fit| Fit { demerits: fit.demerits + penalty, ..fit }));
                }
                if let Some(fit) = known.1 {
                    self.offer(&Step { para, a, b }, index, node, fit, measure);
                }
            }
        }
        active.drain(..gone);
    }

    /// Offers the line after one node, with every way to go on. `fit` holds the break's penalty.
    #[inline]
    fn offer(&mut self, step: &Step, index: usize, node: usize, fit: Fit, measure: i64) {
        let Step { para, a, b } = *step;
        let Node { cost: so_far, next, class, .. } = self.nodes[node];
        let slot = next as usize;
        let (start, end) = (&para.list.points[a], &para.list.points[b]);
        let mut cost = so_far + fit.demerits;
        if a > 0 && fit.class.abs_diff(class) > 1 {
            cost += cost::UNEVEN;
        }
        match self.rules(para, start, end, slot, measure) {
            0.0 => {}
            _ if self.strictness < Strictness::Relaxed => return,
            price => cost += price,
        }
        let cell = Cell { cost, parent: node as u32, line: next, placed: NONE };
        if b == para.list.last() || !para.anchored.is_empty() {
            self.go_on(step, index, cell, fit.class);
        } else {
            self.go_on_in_text(step, cell, fit.class);
        }
    }

    /// Price of the rules that a line breaks by itself and by its place.
    #[inline]
    fn rules(&self, para: &Para, a: &BreakPoint, b: &BreakPoint, slot: usize, measure: i64) -> f64 {
        let mut price = 0.0;
        if a.kind.is_hyphen() && b.kind.is_hyphen() {
            price += cost::BAD_HYPHEN;
        }
        if b.kind == BreakKind::End {
            if a.kind != BreakKind::Start && self.problem.course.is_top(slot, para.least) {
                price += cost::WIDOW;
            }
            if cost::is_runt(a, b, measure) {
                price += cost::RUNT;
            }
        }
        price
    }

    /// After a line in mid-paragraph: the next slot, or the next column if that leaves one slot.
    fn go_on_in_text(&mut self, step: &Step, cell: Cell, class: u8) {
        let course = &self.problem.course;
        let line = cell.line as usize;
        let next = course.first_wide(line + 1, step.para.least);
        if next >= course.slots.len() {
            return;
        }
        let column = course.next_column(line);
        let passed = next - line - 1;
        let first = Way { slot: next, cost: cost::skip(passed), placed: NONE, split: 0, moved: next >= column };
        self.take(step, cell, class, &first, false);
        if column == line + 2 && column < course.slots.len() && next < column {
            let slot = course.first_wide(column, step.para.least);
            if slot < course.slots.len() {
                let way = Way { slot, cost: cost::skip(1), placed: NONE, split: 0, moved: true };
                self.take(step, cell, class, &way, false);
            }
        }
    }

    /// After a line that ends the paragraph or may hold anchors of blocks.
    fn go_on(&mut self, step: &Step, index: usize, cell: Cell, class: u8) {
        let Step { para, a, b } = *step;
        let ends = b == para.list.last();
        let until = |point: usize| {
            let at = para.list.points[point].at as usize;
            para.anchored.partition_point(|(anchor, _)| *anchor < at)
        };
        let from = if a == 0 { 0 } else { until(a) };
        let to = if ends { para.anchored.len() } else { until(b) };
        if !ends && from == to {
            return self.go_on_in_text(step, cell, class);
        }
        let following: &[BlockPiece] = if ends { &para.blocks } else { &[] };
        let then = if ends { self.then(index + 1) } else { Then::Text { before: 0, least: para.least, head: false } };
        let has_blocks = from < to || !following.is_empty();
        let anchored = para.anchored.get(from..to).unwrap_or(&[]);
        let blocks = anchored.iter().map(|(_, block)| *block).chain(following.iter().copied());
        let place = self.problem.course.after_line(cell.line as usize);
        let mut ways = std::mem::take(&mut self.ways);
        self.problem.course.ways(place, blocks, then, ends && para.keep_with_next, self.strictness, &mut ways);
        for way in &ways.list {
            self.take(step, cell, class, way, has_blocks);
        }
        self.ways = ways;
    }

    /// Offers one way, if the line may stand before it.
    #[inline]
    fn take(&mut self, step: &Step, cell: Cell, class: u8, way: &Way, blocks: bool) {
        let Step { para, a, b } = *step;
        let points = &para.list.points;
        let ends = b == para.list.last();
        let mut cost = cell.cost + way.cost;
        let mut price = 0.0;
        if points[b].kind == BreakKind::Hyphen && (way.moved || blocks) {
            price += cost::BAD_HYPHEN;
        }
        if way.moved && !ends && points[a].kind == BreakKind::Start && !blocks {
            price += cost::ORPHAN;
        }
        if para.keep_together && !ends && !self.problem.course.touch(cell.line as usize, way.slot) {
            price += cost::SPLIT;
        }
        if price > 0.0 && self.strictness < Strictness::Relaxed {
            return;
        }
        cost += price;
        // The first line of a paragraph is not compared with the line above it.
        let class = if ends { 1 } else { class };
        self.cells.offer(way.slot, class, Cell { cost, placed: way.placed, ..cell });
    }

    fn finish(&self, ends: std::ops::Range<usize>) -> Option<Found> {
        let Goals { tail_slack, may_end_early, .. } = self.problem.goals;
        let slots = self.problem.course.slots.len();
        let done = |node: &Node| may_end_early || node.next as usize + usize::from(tail_slack) >= slots;
        let best = ends.filter(|i| done(&self.nodes[*i])).min_by(|a, b| {
            let (a, b) = (&self.nodes[*a], &self.nodes[*b]);
            a.cost.total_cmp(&b.cost)
        })?;
        Some(self.trace(best))
    }

    fn trace(&self, best: usize) -> Found {
        let mut found =
            Found { end: self.nodes[best].next as usize, demerits: self.nodes[best].cost, ..Found::default() };
        let mut at = best;
        loop {
            let node = &self.nodes[at];
            let mut placed = node.placed;
            while placed != NONE {
                let Link { id, slot, previous } = self.ways.placed[placed as usize];
                found.blocks.push((id, slot as usize));
                placed = previous;
            }
            if node.parent == NONE {
                break;
            }
            let parent = &self.nodes[node.parent as usize];
            let para = parent.para as usize;
            let b = if node.para == parent.para { node.point as usize } else { self.problem.paras[para].list.last() };
            found.lines.push(Choice { para, a: parent.point as usize, b, slot: node.line as usize });
            at = node.parent as usize;
        }
        found.lines.reverse();
        found.blocks.reverse();
        found
    }
}
