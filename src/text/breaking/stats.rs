//! Counts what a broken story has that a reader may notice.

use super::Stats;
use super::cost::{self, Judge, Looseness};
use super::items::BreakKind;
use super::search::{Choice, Found, Para, Problem};
use crate::ledger::Fault;

/// Counts what the search had to put up with.
pub fn count(problem: &Problem, found: &Found) -> Stats {
    let column = |slot: usize| problem.course.slots[slot].column;
    let mut stats = Stats { lines: found.lines.len() as u32, overfull: found.overfull, ..Stats::default() };
    for (i, line) in found.lines.iter().enumerate() {
        let para = &problem.paras[line.para];
        let (a, b) = (&para.text.list.points[line.a], &para.text.list.points[line.b]);
        let next = found.lines.get(i + 1);
        let turns = next.is_some_and(|next| column(next.slot) != column(line.slot));
        let hyphen = b.kind == BreakKind::Hyphen;
        let measure = problem.course.slots[line.slot].measure.units() - para.narrow;
        let stretch = stretch(para, line, measure);
        stats.max_stretch = stats.max_stretch.max(stretch);
        stats.hyphenated += u32::from(hyphen);
        stats.bad_hyphens += u32::from(hyphen && turns || a.kind.is_hyphen() && b.kind.is_hyphen());
        let at_end = cost::fault_at_end(a, b, measure);
        stats.runts += u32::from(at_end == Some(Fault::Runt));
        stats.divided_at_end += u32::from(at_end == Some(Fault::DividedAtEnd));
        let ends = b.kind == BreakKind::End;
        stats.widows += u32::from(ends && line.a > 0 && problem.course.is_top(line.slot, para.least));
        stats.orphans += u32::from(!ends && line.a == 0 && turns);
        let follows = next.filter(|next| !turns && next.para == line.para && para.anchored.is_empty());
        stats.split += u32::from(ends && para.keep_with_next && is_apart(problem, line, next));
        let torn = |next: &Choice| !ends && !problem.course.touch(line.slot, next.slot);
        stats.split += u32::from(para.keep_together && next.is_some_and(torn));
        stats.skipped += follows.map_or(0, |next| next.slot - line.slot - 1) as u32;
        let other = next.filter(|_| !turns && follows.is_none());
        stats.passed += other.map_or(0, |next| passed_over(problem, line.slot + 1, next.slot));
        if let Some(next) = next.filter(|_| turns) {
            stats.skipped += empty_at_foot(problem, found, line.slot, next.slot);
        }
    }
    stats.lone = lone_lines(problem, found);
    let first =
        found.lines.first().map(|line| line.slot).into_iter().chain(found.blocks.first().map(|(_, slot)| *slot));
    stats.passed += first.min().map_or(0, |first| passed_over(problem, 0, first));
    stats
}

/// Sides of blocks in mid-paragraph on which fewer than two of its lines stand in the block's column.
fn lone_lines(problem: &Problem, found: &Found) -> u32 {
    let column = |slot: usize| problem.course.slots[slot].column;
    let mut lone = 0;
    for (index, para) in problem.paras.iter().enumerate().filter(|(_, para)| !para.anchored.is_empty()) {
        let own = found.lines.iter().filter(|line| line.para == index).map(|line| line.slot);
        let own: Vec<usize> = own.collect();
        for (_, block) in para.anchored {
            let Some((_, at)) = found.blocks.iter().find(|(id, _)| *id == block.id) else { continue };
            let (above, below): (Vec<usize>, Vec<usize>) = own.iter().partition(|slot| **slot < *at);
            if !above.is_empty() && !below.is_empty() {
                let here = |side: &[usize]| side.iter().filter(|slot| column(**slot) == column(*at)).count();
                lone += u32::from(here(&above) < 2) + u32::from(here(&below) < 2);
            }
        }
    }
    lone
}

/// Whether what follows a head does not stand right below it. Blocks between are no lines.
fn is_apart(problem: &Problem, line: &Choice, next: Option<&Choice>) -> bool {
    let para = &problem.paras[line.para];
    let Some(next) = next.filter(|_| para.blocks.is_empty()) else { return false };
    let (here, there) = (&problem.course.slots[line.slot], &problem.course.slots[next.slot]);
    let before = problem.paras[next.para].before;
    here.column != there.column || there.row > here.row + 1 + i32::from(before)
}

/// Narrow slots that are left empty because nothing that follows may stand there, but for one row between two things.
fn passed_over(problem: &Problem, from: usize, to: usize) -> u32 {
    let slots = problem.course.slots.get(from..to).unwrap_or(&[]);
    (slots.iter().filter(|slot| !slot.full).count() as u32).saturating_sub(u32::from(from > 0))
}

/// The word space of a justified line, times the font's, before rounding; 0 for other lines.
fn stretch(para: &Para, line: &Choice, measure: i64) -> f32 {
    let closed = matches!(para.text.list.points[line.b].kind, BreakKind::End | BreakKind::Forced);
    if closed || para.text.justification.is_none() {
        return 0.0;
    }
    let measure = measure - if line.a == 0 { para.text.indent } else { 0 };
    let judge = Judge::new(para.text.justification, Looseness::Any);
    let sums = para.text.list.line(line.a, line.b);
    judge.set_space(sums, judge.share(sums, measure).spaces) as f32
}

/// Slots left empty at the foot of a column, below its last line or block, and in columns that were passed over whole.
fn empty_at_foot(problem: &Problem, found: &Found, from: usize, to: usize) -> u32 {
    let column = |slot: usize| problem.course.slots.get(slot).map(|slot| slot.column);
    let (mut free, mut foot) = (from + 1, problem.course.next_column(from).min(to));
    let mut empty = 0;
    loop {
        let here = found.blocks.iter().filter(|(_, slot)| (free..foot).contains(slot));
        let used = here.map(|(id, slot)| slot + rows_of(problem, *id)).max().unwrap_or(free);
        empty += foot.saturating_sub(used) as u32;
        // Rows above the next line in its own column are blank by rule.
        if foot >= to || column(foot) == column(to) {
            return empty;
        }
        (free, foot) = (foot, problem.course.next_column(foot).min(to));
    }
}

fn rows_of(problem: &Problem, id: u32) -> usize {
    let between = problem.blocks.iter().chain(problem.paras.iter().flat_map(|para| &para.blocks));
    let anchored = problem.paras.iter().flat_map(|para| para.anchored.iter().map(|(_, block)| block));
    between.chain(anchored).find(|block| block.id == id).map_or(1, |block| usize::from(block.rows))
}
