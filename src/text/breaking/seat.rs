//! Seats: the slots that a paragraph's lines take one after the other, and what that costs whatever the lines hold.
//!
//! In: a paragraph and the slot of its first line. Out: the slots of its lines through as many columns as it may need,
//! with the turns of columns among them, prices of white between them, blocks that stand in mid-paragraph.

use super::course::{Course, Then, Ways};
use super::items::BreakKind;
use super::nodes::NONE;
use super::profile::Profile;
use super::search::Para;
use super::ways::Way;
use crate::ledger::{Fault, Price};
use smallvec::SmallVec;

/// Lines by which a block in mid-paragraph may stand from where it was written, the least first.
const NUDGES: [isize; 5] = [0, 1, -1, 2, -2];

/// Lines in slots that follow each other and are alike.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// The first of them, counted from the paragraph's first line.
    line: u32,
    slot: u32,
    lines: u32,
    /// What the white above them costs, all before it included.
    white: Price,
}

type Runs = SmallVec<[Run; 2]>;

/// Where a paragraph's lines stand.
#[derive(Clone, Debug, Default)]
pub struct Seat {
    runs: Runs,
    /// Numbers of lines after which the column turns.
    turns: SmallVec<[u32; 2]>,
    /// Numbers of lines after which a block stands, with the block's slot and how many anchors it ends.
    pub blocks: Vec<(u32, u32)>,
    /// Last of the placed blocks, in [`Ways::placed`].
    pub placed: u32,
    /// It is of use only for ways of more lines than this.
    pub least: u32,
}

impl Seat {
    /// From a slot on, through as many slots as `most`.
    pub fn new(course: &Course, para: &Para, from: usize, most: usize) -> Seat {
        let mut seat = Seat { placed: NONE, ..Seat::default() };
        seat.extend(course, para, from, most, 0);
        seat
    }

    /// Goes on from a slot; `cost` is that of the way to it.
    fn extend(&mut self, course: &Course, para: &Para, from: usize, most: usize, cost: Price) {
        let mut white = self.runs.last().map_or(0, |run| run.white) + cost;
        let mut at = from;
        let mut above: Option<usize> = None;
        let mut line = self.lines();
        while (line as usize) < most && at < course.slots.len() {
            if let Some(above) = above {
                if course.slots[above].column != course.slots[at].column {
                    self.turns.push(line);
                } else if at > above + 1 {
                    white += Fault::Passed((at - above - 1) as u32).price();
                }
            }
            let lines = (course.next_run(at) - at).min(most - line as usize) as u32;
            self.runs.push(Run { line, slot: at as u32, lines, white });
            line += lines;
            above = Some(at + lines as usize - 1);
            at = course.first_wide(at + lines as usize, para.least);
        }
    }

    /// Lines that it has room for.
    fn lines(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.line + run.lines)
    }

    fn run_of(&self, line: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.line as usize <= line);
        self.runs.get(after.checked_sub(1)?).filter(|run| line < (run.line + run.lines) as usize)
    }

    /// The slot of a line.
    pub fn slot(&self, line: usize) -> Option<usize> {
        self.run_of(line).map(|run| run.slot as usize + line - run.line as usize)
    }

    /// Its first lines alone.
    fn first(&self, lines: u32) -> Runs {
        let kept = self.runs.iter().filter(|run| run.line < lines);
        kept.map(|run| Run { lines: run.lines.min(lines - run.line), ..*run }).collect()
    }

    /// The same with the last slot before its first turn left empty; `None` if that leaves no line there.
    pub fn shorter(&self, course: &Course, para: &Para, most: usize) -> Option<Seat> {
        let turn = *self.turns.first()? as usize;
        if turn < 2 || !self.blocks.is_empty() {
            return None;
        }
        let mut seat = Seat { placed: NONE, least: turn as u32 - 1, ..Seat::default() };
        seat.runs = self.first(turn as u32 - 1);
        seat.turns.push(turn as u32 - 1);
        seat.extend(course, para, self.slot(turn)?, most, Fault::Gap(1).price());
        Some(seat)
    }

    /// The seats with the next of the paragraph's anchored blocks after one of the lines near that which holds its byte.
    pub fn with_block(&self, course: &Course, para: &Para, most: usize, way: &Way, ways: &mut Ways) -> Vec<Seat> {
        let Some((byte, _)) = para.anchored.get(self.blocks.len()) else { return Vec::new() };
        let own = line_of(para, way, *byte);
        let nudges = if para.anchored.len() == 1 { &NUDGES[..] } else { &NUDGES[..1] };
        let mut seats = Vec::new();
        for nudge in nudges {
            let Some(line) = own.checked_add_signed(*nudge) else { continue };
            self.after_line(course, para, most, line, ways, &mut seats);
        }
        seats
    }

    /// With the next block after the line of this index.
    fn after_line(&self, course: &Course, para: &Para, most: usize, line: usize, ways: &mut Ways, out: &mut Vec<Seat>) {
        let (Some(slot), Some((_, block))) = (self.slot(line), para.anchored.get(self.blocks.len())) else {
            return;
        };
        let lines = line as u32 + 1;
        // Blocks keep their order.
        if self.blocks.last().is_some_and(|(before, _)| lines < *before) {
            return;
        }
        let then = Then::Text { before: 0, least: para.least, whole: false };
        let place = match self.blocks.last().filter(|(before, _)| *before == lines) {
            // Right below the block before it.
            Some((_, first)) => course.after_block(*first as usize, &para.anchored[self.blocks.len() - 1].1),
            None => course.after_line(slot),
        };
        course.ways(place, std::iter::once(*block), then, false, self.placed, ways);
        for way in &ways.list {
            let first = ways.placed[way.placed as usize].slot;
            let mut seat = Seat {
                runs: self.first(lines),
                turns: self.turns.iter().copied().filter(|turn| *turn < lines).collect(),
                blocks: self.blocks.clone(),
                placed: way.placed,
                least: lines,
            };
            seat.blocks.push((lines, first));
            seat.extend(course, para, way.slot, most, way.cost);
            out.push(seat);
        }
    }

    /// The measures of the lines.
    pub fn profile(&self, course: &Course, para: &Para) -> Profile {
        let measure = |run: &Run| course.slots[run.slot as usize].measure.units() - para.narrow;
        Profile::new(self.runs.iter().map(|run| (run.lines, measure(run))))
    }

    /// Numbers of lines after which a hyphen would be at a column's end or before a block, if one of the ways has one
    /// there.
    pub fn hyphens_at_turns(&self, para: &Para, ways: &[Way]) -> Option<Vec<u32>> {
        let turns = || self.turns.iter().copied().chain(self.blocks.iter().map(|(lines, _)| *lines));
        let is_bad = |way: &Way| turns().any(|turn| ends_with_hyphen(para, way, turn));
        ways.iter().any(is_bad).then(|| turns().collect())
    }

    /// What the place of a way's lines costs; `None` if they have no room here.
    pub fn price(&self, course: &Course, para: &Para, way: &Way) -> Option<Price> {
        let lines = way.lines();
        if lines as u32 <= self.least {
            return None;
        }
        let mut price = self.run_of(lines - 1)?.white + self.turn_price(lines as u32);
        if para.keep_together {
            price += Fault::Apart.price() * self.torn(course, lines as u32);
        }
        for ((after, first), (byte, _)) in self.blocks.iter().zip(para.anchored) {
            let own = line_of(para, way, *byte);
            price += Fault::Nudged((own + 1).abs_diff(*after as usize) as u32).price();
            price += self.lone_price(course, (*after as usize, lines), *first as usize);
        }
        Some(price)
    }

    /// How often the lines up to so many are parted by something.
    fn torn(&self, course: &Course, lines: u32) -> Price {
        let runs = self.runs.windows(2).filter(|pair| pair[1].line < lines);
        let apart = |pair: &&[Run]| !course.touch((pair[0].slot + pair[0].lines) as usize - 1, pair[1].slot as usize);
        runs.filter(apart).count() as Price
    }

    fn turn_price(&self, lines: u32) -> Price {
        let widow = self.turns.iter().any(|turn| *turn + 1 == lines);
        let orphan = self.turns.first().is_some_and(|turn| *turn == 1 && lines > 1);
        let price = |wrong: bool, fault: Fault| if wrong { fault.price() } else { 0 };
        price(widow, Fault::Widow) + price(orphan, Fault::Orphan)
    }

    /// What it costs that fewer than two lines stand in the column of a block, above it or below it.
    fn lone_price(&self, course: &Course, (after, lines): (usize, usize), first: usize) -> Price {
        let column = course.slots[first].column;
        let here = |line: &usize| self.slot(*line).is_some_and(|slot| course.slots[slot].column == column);
        let few = |lines: std::ops::Range<usize>| lines.filter(here).count() < 2;
        let alone = u8::from(few(0..after)) + u8::from(few(after..lines));
        Fault::LoneLine.price() * Price::from(alone)
    }
}

/// The line of a way that holds a byte of the paragraph's text, or the last one.
fn line_of(para: &Para, way: &Way, byte: usize) -> usize {
    let points = &para.text.list.points;
    let holds = |end: &u32| points[*end as usize].at as usize > byte;
    way.ends.iter().position(holds).unwrap_or(way.lines().saturating_sub(1))
}

/// Whether the line that makes up so many has an added hyphen at its end.
fn ends_with_hyphen(para: &Para, way: &Way, lines: u32) -> bool {
    let end = (lines as usize) < way.lines();
    let point = way.ends.get(lines as usize - 1).map(|end| para.text.list.points[*end as usize].kind);
    end && point == Some(BreakKind::Hyphen)
}
