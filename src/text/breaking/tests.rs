//! The search against an exhaustive one, against first fit, and against the rules, on toy widths.
//!
//! A toy letter is one point wide, so is a space and a hyphen; a measure of 12 pt holds twelve letters.

use super::cost::{self, Judge, Looseness};
use super::course::Course;
use super::items::{BreakKind, BreakList, BreakPoint, Sums};
use super::profile::Profile;
use super::search::{self, Choice, Found, Para, Problem};
use super::table::{Facts, WayTable};
use super::ways::{Text, Work, ways};
use super::{BlockPiece, Goals};
use crate::geometry::Length;
use crate::ledger::{Fault, Price, priced};
use crate::resolve::style::Justification;
use crate::text::slot::Slot;
use proptest::prelude::*;

const LETTER: i64 = 65_536;
const JUSTIFICATION: Justification =
    Justification { space: 0.96, shrink: 0.2, stretch: 0.55, glyph_shrink: 0.015, glyph_stretch: 0.02 };

/// Words of syllables of so many letters.
fn toy(words: &[Vec<i64>]) -> BreakList {
    let mut list = BreakList { max_adjust: LETTER, ..BreakList::default() };
    let mut sum = Sums::default();
    let point = |kind, end, start, words: usize| BreakPoint {
        kind,
        end,
        start,
        penalty: if kind == BreakKind::Hyphen { cost::HYPHEN } else { 0.0 },
        words: words as u32,
        at: words as u32,
    };
    list.points.push(point(BreakKind::Start, sum, sum, 0));
    for (index, word) in words.iter().enumerate() {
        for (part, letters) in word.iter().enumerate() {
            sum.width += letters * LETTER;
            sum.scaled += letters * LETTER;
            if part + 1 < word.len() {
                let end = Sums { width: sum.width + LETTER, scaled: sum.scaled + LETTER, ..sum };
                list.points.push(point(BreakKind::Hyphen, end, sum, index + 1));
            }
        }
        if index + 1 == words.len() {
            list.points.push(point(BreakKind::End, sum, sum, index + 1));
        } else {
            let end = sum;
            sum.width += LETTER;
            sum.space += LETTER;
            list.points.push(point(BreakKind::Plain, end, sum, index + 1));
        }
    }
    list
}

fn whole_words(letters: &[i64]) -> BreakList {
    toy(&letters.iter().map(|n| vec![*n]).collect::<Vec<_>>())
}

fn para(list: &BreakList) -> Para<'_> {
    Para {
        text: Text { list, justification: Some(JUSTIFICATION), indent: 0 },
        facts: Facts::default(),
        narrow: 0,
        before: 0,
        keep_with_next: false,
        keep_together: false,
        least: Length::ZERO,
        anchored: &[],
        blocks: Vec::new(),
    }
}

/// Columns given by the measures of their rows, in letters; 0 is a row without a slot, a negative one is not full.
fn slots(columns: &[&[i64]]) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (column, rows) in columns.iter().enumerate() {
        for (row, letters) in rows.iter().enumerate().filter(|(_, letters)| **letters != 0) {
            slots.push(Slot {
                column: column as u16,
                row: row as i32,
                x: Length::ZERO,
                baseline: Length::ZERO,
                measure: Length::from_units(letters.abs() * LETTER),
                full: *letters > 0,
            });
        }
    }
    slots
}

fn problem<'a>(paras: Vec<Para<'a>>, slots: &'a [Slot], goals: Goals) -> Problem<'a> {
    Problem { blocks: Vec::new(), paras, course: Course::new(slots), goals }
}

fn search(problem: &Problem) -> Option<Found> {
    let table = WayTable::default();
    let known = |(key, para): (usize, &Para<'_>)| table.facts(key, &para.text);
    let facts: Vec<Facts> = problem.paras.iter().enumerate().map(known).collect();
    let paras = problem.paras.iter().zip(facts).map(|(para, facts)| Para { facts, ..para.clone() }).collect();
    let course = Course::new(problem.course.slots);
    search::search(&Problem { blocks: problem.blocks.clone(), paras, course, goals: problem.goals }, &table)
}

const ANY_END: Goals = Goals { tail_slack: 0, may_end_early: true };

/// What lines in their slots cost, in hundredths of a row; `None` if they may not stand there. Written from the rules,
/// not from the search. No blocks.
fn price(problem: &Problem, lines: &[Choice]) -> Option<f64> {
    let slots = problem.course.slots;
    let first_of_column = |slot: usize| slot == 0 || slots[slot - 1].column != slots[slot].column;
    let mut faults = place_price(problem, None, lines[0])?;
    let mut total = 0.0;
    let mut class = 1;
    for (i, line) in lines.iter().enumerate() {
        let para = &problem.paras[line.para];
        let list = para.text.list;
        let (a, b) = (&list.points[line.a], &list.points[line.b]);
        let measure = slots[line.slot].measure.units() - para.narrow - if line.a == 0 { para.text.indent } else { 0 };
        let closed = matches!(b.kind, BreakKind::End | BreakKind::Forced);
        let fit =
            Judge::new(para.text.justification, Looseness::Any).fit(list.line(line.a, line.b), measure, closed)?;
        total += fit.demerits + b.penalty;
        if line.a > 0 && fit.class.abs_diff(class) > 1 {
            total += cost::UNEVEN;
        }
        class = fit.class;
        let next = lines.get(i + 1);
        let turns = next.is_some_and(|next| slots[next.slot].column != slots[line.slot].column);
        let ends = b.kind == BreakKind::End;
        let hyphen = b.kind == BreakKind::Hyphen;
        faults += priced(ends && line.a > 0 && first_of_column(line.slot), Fault::Widow);
        faults += priced(!ends && line.a == 0 && turns, Fault::Orphan);
        faults += cost::fault_at_end(a, b, measure).map_or(0, Fault::price);
        faults += priced(hyphen && a.kind == BreakKind::Hyphen, Fault::BadHyphen);
        faults += priced(hyphen && turns, Fault::BadHyphen);
        faults += priced(ends && para.keep_with_next && turns, Fault::Apart);
        if let Some(next) = next {
            faults += place_price(problem, Some(*line), *next)?;
        }
    }
    let end = lines[lines.len() - 1].slot + 1;
    let short = slots.len().saturating_sub(end + usize::from(problem.goals.tail_slack));
    if !problem.goals.may_end_early {
        faults += Fault::UnevenFeet(short as u32).price();
    }
    Some(cost::price(total) + faults as f64)
}

/// What it costs to go from one line to the next, or from nothing to the first.
fn place_price(problem: &Problem, from: Option<Choice>, to: Choice) -> Option<Price> {
    let slots = problem.course.slots;
    let para = &problem.paras[to.para];
    let begins = to.a == 0;
    let (free, column) = from.map_or((0, slots[0].column), |from| (from.slot + 1, slots[from.slot].column));
    let next_column = (free..slots.len()).find(|i| slots[*i].column != column).unwrap_or(slots.len());
    let gap = match from {
        Some(from) if begins => slots[from.slot].row + 1 + i32::from(para.before),
        _ => i32::MIN,
    };
    let here = (free..next_column).find(|i| slots[*i].row >= gap);
    if here == Some(to.slot) {
        return Some(0);
    }
    let empty = next_column - free;
    let allowed = if begins && para.keep_with_next { 5 } else { 1 };
    let may = here.is_none() || empty <= allowed;
    (to.slot == next_column && may).then_some(Fault::Gap(empty as u32).price())
}

/// The cheapest of all layouts.
fn exhaustive(problem: &Problem) -> Option<f64> {
    let mut best = f64::INFINITY;
    grow(problem, &mut Vec::new(), &mut best);
    best.is_finite().then_some(best)
}

fn grow(problem: &Problem, lines: &mut Vec<Choice>, best: &mut f64) {
    let (para, a, slot) = lines.last().map_or((0, 0, 0), |line| {
        let ends = line.b == problem.paras[line.para].text.list.last();
        if ends { (line.para + 1, 0, line.slot + 1) } else { (line.para, line.b, line.slot + 1) }
    });
    let Some(current) = problem.paras.get(para) else {
        if let Some(cost) = price(problem, lines) {
            *best = best.min(cost);
        }
        return;
    };
    let list = current.text.list;
    for b in a + 1..list.points.len() {
        for slot in slot..problem.course.slots.len() {
            let line = Choice { para, a, b, slot };
            let judge = Judge::new(current.text.justification, Looseness::Any);
            let measure = problem.course.slots[slot].measure.units() - current.narrow;
            let indent = if a == 0 { current.text.indent } else { 0 };
            let fits = judge.least(list.line(a, b)) <= (measure - indent) as f64;
            if fits && place_price(problem, lines.last().copied(), line).is_some() {
                lines.push(line);
                grow(problem, lines, best);
                lines.pop();
            }
        }
        if list.points[b].kind == BreakKind::Forced {
            break;
        }
    }
}

/// The same of one paragraph whose lines take every slot.
fn exhaustive_in_all(problem: &Problem) -> Option<f64> {
    let all = problem.course.slots.len();
    let text = &problem.paras[0].text;
    let judge = Judge::new(text.justification, Looseness::Any);
    let mut best = f64::INFINITY;
    let mut open = vec![Vec::<Choice>::new()];
    while let Some(lines) = open.pop() {
        let a = lines.last().map_or(0, |line| line.b);
        if a == text.list.last() {
            let cost = if lines.len() == all { price(problem, &lines) } else { None };
            best = best.min(cost.unwrap_or(f64::INFINITY));
        } else if lines.len() < all {
            let measure = problem.course.slots[lines.len()].measure.units() as f64;
            for b in (a + 1..=text.list.last()).filter(|b| judge.least(text.list.line(a, *b)) <= measure) {
                let mut longer = lines.clone();
                longer.push(Choice { para: 0, a, b, slot: lines.len() });
                open.push(longer);
            }
        }
    }
    best.is_finite().then_some(best)
}

/// Each line as full as it can be, each in the next slot.
fn first_fit(problem: &Problem) -> Option<Vec<Choice>> {
    let (mut lines, mut slot) = (Vec::new(), 0);
    for (index, para) in problem.paras.iter().enumerate() {
        let list = para.text.list;
        let mut a = 0;
        while a < list.last() {
            let measure = problem.course.slots.get(slot)?.measure.units();
            let b = (a + 1..=list.last()).take_while(|b| list.line(a, *b).width <= measure).last()?;
            lines.push(Choice { para: index, a, b, slot });
            (a, slot) = (b, slot + 1);
        }
    }
    Some(lines)
}

fn check_order(problem: &Problem, found: &Found) {
    let mut at = (0, 0);
    for line in &found.lines {
        assert_eq!((line.para, line.a), at, "text lost or repeated");
        at = if line.b == problem.paras[line.para].text.list.last() { (line.para + 1, 0) } else { (line.para, line.b) };
    }
    assert_eq!(at, (problem.paras.len(), 0));
    assert!(found.lines.windows(2).all(|pair| pair[0].slot < pair[1].slot));
}

fn word() -> impl Strategy<Value = Vec<i64>> {
    prop_oneof![
        4 => (1_i64..7).prop_map(|n| vec![n]),
        1 => (3_i64..5, 3_i64..5).prop_map(|(a, b)| vec![a, b]),
    ]
}

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Vec<i64>>> {
    prop::collection::vec(word(), words)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// In one column the way of each number of lines is the cheapest of all with so many.
    #[test]
    fn the_ways_of_a_paragraph_are_optimal(text in text(1..11), measure in 8_i64..15) {
        let list = toy(&text);
        let para = para(&list);
        let (found, _) = ways(&para.text, &Profile::constant(measure * LETTER), &mut Work::default());
        prop_assert!(!found.is_empty());
        for way in found.iter().filter(|way| !way.overfull) {
            let rows = vec![measure; way.lines()];
            let slots = slots(&[&rows]);
            let goals = Goals { tail_slack: 0, may_end_early: false };
            let problem = problem(vec![para.clone()], &slots, goals);
            if let Some(best) = exhaustive_in_all(&problem) {
                prop_assert!(way.cost <= best * (1.0 + 1e-9) + 1e-9, "{} instead of {best}", way.cost);
            }
        }
    }

    /// What a story is said to cost is what its lines cost by the rules, and no less than the cheapest of all.
    #[test]
    fn a_story_costs_what_its_lines_cost(
        texts in prop::collection::vec((text(1..9), 0_u16..2, any::<bool>()), 1..3),
        rows in prop::collection::vec(prop::collection::vec(8_i64..15, 1..5), 1..4),
        may_end_early in any::<bool>(),
    ) {
        let lists: Vec<BreakList> = texts.iter().map(|(text, _, _)| toy(text)).collect();
        let paras = lists.iter().zip(&texts).map(|(list, (_, before, keep))| {
            let mut para = Para { before: *before, keep_with_next: *keep, ..para(list) };
            para.text.indent = LETTER;
            para
        });
        let columns: Vec<&[i64]> = rows.iter().map(Vec::as_slice).collect();
        let slots = slots(&columns);
        let problem = problem(paras.collect(), &slots, Goals { may_end_early, ..Goals::default() });
        let best = exhaustive(&problem);
        if let Some(found) = search(&problem).filter(|found| !found.overfull) {
            check_order(&problem, &found);
            let own = price(&problem, &found.lines).expect("lines stand where they may");
            prop_assert!((found.cost as f64 - own).abs() <= 0.6, "{} instead of {own}", found.cost);
            prop_assert!(best.is_some_and(|best| own >= best - 1e-6), "{own} is less than {best:?}");
        }
    }

    #[test]
    fn never_worse_than_first_fit(text in text(20..60), measure in 14_i64..30) {
        let list = toy(&text);
        let rows = vec![measure; 80];
        let slots = slots(&[&rows]);
        let problem = problem(vec![para(&list)], &slots, ANY_END);
        let found = search(&problem).expect("no word is wider than the measure");
        check_order(&problem, &found);
        // Looser lines than the usual are looked at only where the others break a rule.
        let good = Judge::new(Some(JUSTIFICATION), Looseness::Good);
        let is_good = |line: &Choice| {
            let closed = line.b == list.last();
            good.fit(list.line(line.a, line.b), measure * LETTER, closed).is_some()
        };
        let Some(lines) = first_fit(&problem).filter(|lines| lines.iter().all(is_good)) else { return Ok(()) };
        if let (Some(ours), Some(greedy)) = (price(&problem, &found.lines), price(&problem, &lines)) {
            prop_assert!(ours <= greedy * (1.0 + 1e-9));
        }
    }

    #[test]
    fn no_line_is_overfull(text in text(10..40), measure in 10_i64..30) {
        let list = toy(&text);
        let rows = vec![measure; 80];
        let slots = slots(&[&rows]);
        let problem = problem(vec![para(&list)], &slots, ANY_END);
        let judge = Judge::new(Some(JUSTIFICATION), Looseness::Any);
        if let Some(found) = search(&problem).filter(|found| !found.overfull) {
            for line in &found.lines {
                prop_assert!(judge.least(list.line(line.a, line.b)) <= (measure * LETTER) as f64);
            }
        }
    }

    #[test]
    fn blocks_have_whole_rows_of_their_own(
        before in text(4..14),
        after in text(4..14),
        anchor in 0_usize..14,
        rows in 1_u16..5,
        blank in 0_u16..2,
        heights in prop::collection::vec(4_usize..9, 2..5),
    ) {
        let (first, second) = (toy(&before), toy(&after));
        let block = |id| BlockPiece {
            id, rows, before: blank, after: blank, keep_with_next: false, keep_with_previous: false,
        };
        let anchored = [(anchor, block(7))];
        let paras = vec![
            Para { anchored: &anchored, blocks: vec![block(8)], ..para(&first) },
            para(&second),
        ];
        let columns: Vec<Vec<i64>> = heights.iter().map(|n| vec![16; *n]).collect();
        let columns: Vec<&[i64]> = columns.iter().map(Vec::as_slice).collect();
        let slots = slots(&columns);
        let problem = problem(paras, &slots, ANY_END);
        let Some(found) = search(&problem) else { return Ok(()) };
        check_order(&problem, &found);
        prop_assert_eq!(found.blocks.iter().map(|b| b.0).collect::<Vec<_>>(), vec![7, 8]);
        for (_, start) in &found.blocks {
            let taken = *start..start + usize::from(rows);
            prop_assert!(taken.clone().all(|slot| slots[slot].column == slots[*start].column));
            prop_assert!(found.lines.iter().all(|line| !taken.contains(&line.slot)));
        }
        // After a line near that which holds the place, or after the paragraph's last one.
        let own = found.lines.iter().position(|line| {
            line.para == 0 && (line.b == first.last() || first.points[line.b].at as usize > anchor)
        }).expect("some line holds it");
        let above = found.lines.iter().filter(|line| line.slot < found.blocks[0].1).count();
        let last = found.lines.iter().filter(|line| line.para == 0).count();
        prop_assert!((own + 1).abs_diff(above) <= 2 || above == last, "{above} lines above, not {}", own + 1);
    }
}

#[test]
fn a_widow_takes_a_line_with_it() {
    // Five words a line; sixteen words would leave the last alone at the second column's top.
    let list = whole_words(&[3; 16]);
    let slots = slots(&[&[19, 19, 19], &[19, 19, 19]]);
    let found = search(&problem(vec![para(&list)], &slots, ANY_END)).unwrap();
    let last = found.lines.last().unwrap();
    assert!(last.slot != 3, "{:?}", found.lines);
}

#[test]
fn a_head_takes_two_lines_with_it() {
    let (head, body) = (whole_words(&[5]), whole_words(&[3; 20]));
    let slots = slots(&[&[15, 15, 15], &[15, 15, 15, 15, 15, 15, 15]]);
    let intro = whole_words(&[4]);
    let paras = vec![para(&intro), Para { keep_with_next: true, ..para(&head) }, para(&body)];
    let found = search(&problem(paras, &slots, ANY_END)).unwrap();
    // The head and one line would fit in the first column, but no two lines.
    assert_eq!(found.lines[1].slot, 3);
}

#[test]
fn rows_above_a_head_vanish_at_the_top() {
    let (intro, head) = (whole_words(&[4]), whole_words(&[5]));
    let slots = slots(&[&[15], &[15, 15]]);
    let paras = vec![para(&intro), Para { before: 2, ..para(&head) }];
    let found = search(&problem(paras, &slots, ANY_END)).unwrap();
    assert_eq!(found.lines[1].slot, 1);
}

#[test]
fn a_block_that_does_not_fit_moves_on() {
    let list = whole_words(&[3; 8]);
    let slots = slots(&[&[15, 15, 15], &[15, 15, 15, 15]]);
    let block = BlockPiece { id: 1, rows: 3, before: 0, after: 0, keep_with_next: false, keep_with_previous: false };
    let found = search(&problem(vec![Para { blocks: vec![block], ..para(&list) }], &slots, ANY_END)).unwrap();
    assert_eq!(found.blocks, [(1, 3)]);
    assert_eq!(found.end, 6);
}

#[test]
fn a_block_wants_slots_that_nothing_narrows() {
    let list = whole_words(&[3, 3]);
    let slots = slots(&[&[-15, -15, -15, 15, 15]]);
    let block = BlockPiece { id: 1, rows: 2, before: 0, after: 0, keep_with_next: false, keep_with_previous: false };
    let found = search(&problem(vec![Para { blocks: vec![block], ..para(&list) }], &slots, ANY_END)).unwrap();
    assert_eq!(found.blocks, [(1, 3)]);
}

#[test]
fn text_without_room_has_no_way() {
    let list = whole_words(&[5; 30]);
    let slots = slots(&[&[11; 5]]);
    assert_eq!(search(&problem(vec![para(&list)], &slots, ANY_END)), None);
}

#[test]
fn a_word_wider_than_the_measure_sticks_out() {
    let list = whole_words(&[3, 20, 3]);
    let slots = slots(&[&[11; 5]]);
    let found = search(&problem(vec![para(&list)], &slots, ANY_END)).unwrap();
    assert_eq!((found.lines.len(), found.overfull), (3, true));
}

#[test]
fn no_slots_and_no_text_are_no_trouble() {
    assert_eq!(search(&problem(Vec::new(), &[], ANY_END)).map(|found| found.end), Some(0));
    let list = whole_words(&[3]);
    assert_eq!(search(&problem(vec![para(&list)], &[], ANY_END)), None);
}
