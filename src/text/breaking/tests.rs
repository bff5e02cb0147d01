//! The search against an exhaustive one, against first fit, and against the rules, on toy widths.
//!
//! A toy letter is one point wide, so is a space and a hyphen; a measure of 12 pt holds twelve letters.

use super::cost::{self, Judge, Looseness};
use super::course::Course;
use super::items::{BreakKind, BreakList, BreakPoint, Sums};
use super::search::{self, Choice, Found, LADDER, Para, Problem};
use super::{BlockPiece, Goals, Strictness};
use crate::geometry::Length;
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
        list,
        justification: Some(JUSTIFICATION),
        narrow: 0,
        indent: 0,
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
    search::search(problem).map(|(found, _)| found)
}

const ANY_END: Goals =
    Goals { tail_slack: 0, may_end_early: true, first: Strictness::Strict, strictness: Strictness::Overfull };

/// What a layout of lines costs on one rung; `None` if the rung refuses it. Written from the rules, not from the
/// search. No blocks.
fn price(problem: &Problem, lines: &[Choice], strictness: Strictness, looseness: Looseness) -> Option<f64> {
    let slots = problem.course.slots;
    let first_of_column = |slot: usize| slot == 0 || slots[slot - 1].column != slots[slot].column;
    let mut total = place_price(problem, None, lines[0])?;
    let mut broken = 0.0;
    let mut class = 1;
    for (i, line) in lines.iter().enumerate() {
        let para = &problem.paras[line.para];
        let (a, b) = (&para.list.points[line.a], &para.list.points[line.b]);
        let measure = slots[line.slot].measure.units() - para.narrow - if line.a == 0 { para.indent } else { 0 };
        let closed = matches!(b.kind, BreakKind::End | BreakKind::Forced);
        let fit = Judge::new(para.justification, looseness).fit(para.list.line(line.a, line.b), measure, closed)?;
        total += fit.demerits + b.penalty;
        if line.a > 0 && fit.class.abs_diff(class) > 1 {
            total += cost::UNEVEN;
        }
        class = fit.class;
        let next = lines.get(i + 1);
        let turns = next.is_some_and(|next| slots[next.slot].column != slots[line.slot].column);
        let ends = b.kind == BreakKind::End;
        broken += f64::from(u8::from(ends && line.a > 0 && first_of_column(line.slot))) * cost::WIDOW;
        broken += f64::from(u8::from(!ends && line.a == 0 && turns)) * cost::ORPHAN;
        broken += f64::from(u8::from(cost::is_runt(a, b, measure))) * cost::RUNT;
        broken += f64::from(u8::from(b.kind == BreakKind::Hyphen && a.kind == BreakKind::Hyphen)) * cost::BAD_HYPHEN;
        broken += f64::from(u8::from(b.kind == BreakKind::Hyphen && turns)) * cost::BAD_HYPHEN;
        broken += f64::from(u8::from(ends && para.keep_with_next && turns)) * cost::SPLIT;
        if let Some(next) = next {
            total += place_price(problem, Some(*line), *next)?;
        }
    }
    let end = lines[lines.len() - 1].slot + 1;
    let filled = problem.goals.may_end_early || end + usize::from(problem.goals.tail_slack) >= slots.len();
    (filled && (broken == 0.0 || strictness >= Strictness::Relaxed)).then_some(total + broken)
}

/// What it costs to go from one line to the next, or from nothing to the first.
fn place_price(problem: &Problem, from: Option<Choice>, to: Choice) -> Option<f64> {
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
        return Some(0.0);
    }
    let empty = next_column - free;
    let allowed = if begins && para.keep_with_next { 5 } else { 1 };
    let may = here.is_none() || empty <= allowed;
    (to.slot == next_column && may).then_some(cost::SKIP * (empty * empty) as f64)
}

/// The cheapest of all layouts.
fn exhaustive(problem: &Problem) -> Option<f64> {
    let mut best = [f64::INFINITY; LADDER.len()];
    grow(problem, &mut Vec::new(), &mut best);
    let rungs = LADDER.iter().zip(best);
    rungs.filter(|((s, _), cost)| *s <= problem.goals.strictness && cost.is_finite()).map(|(_, cost)| cost).next()
}

fn grow(problem: &Problem, lines: &mut Vec<Choice>, best: &mut [f64]) {
    let (para, a, slot) = lines.last().map_or((0, 0, 0), |line| {
        let ends = line.b == problem.paras[line.para].list.last();
        if ends { (line.para + 1, 0, line.slot + 1) } else { (line.para, line.b, line.slot + 1) }
    });
    let Some(current) = problem.paras.get(para) else {
        for (rung, (strictness, looseness)) in LADDER.iter().enumerate() {
            if let Some(cost) = price(problem, lines, *strictness, *looseness) {
                best[rung] = best[rung].min(cost);
            }
        }
        return;
    };
    for b in a + 1..current.list.points.len() {
        for slot in slot..problem.course.slots.len() {
            let line = Choice { para, a, b, slot };
            let judge = Judge::new(current.justification, Looseness::Any);
            let measure = problem.course.slots[slot].measure.units() - current.narrow;
            let indent = if a == 0 { current.indent } else { 0 };
            let fits = judge.least(current.list.line(a, b)) <= (measure - indent) as f64;
            if fits && place_price(problem, lines.last().copied(), line).is_some() {
                lines.push(line);
                grow(problem, lines, best);
                lines.pop();
            }
        }
        if current.list.points[b].kind == BreakKind::Forced {
            break;
        }
    }
}

/// Each line as full as it can be, each in the next slot.
fn first_fit(problem: &Problem) -> Option<Vec<Choice>> {
    let (mut lines, mut slot) = (Vec::new(), 0);
    for (index, para) in problem.paras.iter().enumerate() {
        let mut a = 0;
        while a < para.list.last() {
            let measure = problem.course.slots.get(slot)?.measure.units();
            let b = (a + 1..=para.list.last()).take_while(|b| para.list.line(a, *b).width <= measure).last()?;
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
        at = if line.b == problem.paras[line.para].list.last() { (line.para + 1, 0) } else { (line.para, line.b) };
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

    #[test]
    fn the_search_finds_the_optimum(
        texts in prop::collection::vec((text(1..9), 0_u16..2, any::<bool>()), 1..3),
        rows in prop::collection::vec(prop::collection::vec(8_i64..15, 1..5), 1..4),
        may_end_early in any::<bool>(),
        strictness in prop_oneof![Just(Strictness::Strict), Just(Strictness::Loose), Just(Strictness::Relaxed)],
    ) {
        let lists: Vec<BreakList> = texts.iter().map(|(text, _, _)| toy(text)).collect();
        let paras = lists.iter().zip(&texts).map(|(list, (_, before, keep))| {
            Para { before: *before, keep_with_next: *keep, indent: LETTER, ..para(list) }
        });
        let columns: Vec<&[i64]> = rows.iter().map(Vec::as_slice).collect();
        let slots = slots(&columns);
        let problem = problem(paras.collect(), &slots, Goals { may_end_early, strictness, ..Goals::default() });
        let found = search(&problem);
        let best = exhaustive(&problem);
        prop_assert_eq!(found.is_some(), best.is_some());
        if let (Some(found), Some(best)) = (found, best) {
            check_order(&problem, &found);
            prop_assert!((found.demerits - best).abs() <= 1e-9 * best, "{} instead of {best}", found.demerits);
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
        let Some(lines) = first_fit(&problem) else { return Ok(()) };
        for (strictness, looseness) in LADDER {
            let (ours, greedy) = (
                price(&problem, &found.lines, strictness, looseness),
                price(&problem, &lines, strictness, looseness),
            );
            match (ours, greedy) {
                (Some(ours), Some(greedy)) => {
                    prop_assert!(ours <= greedy * (1.0 + 1e-9));
                    break;
                }
                (None, Some(_)) => prop_assert!(false, "first fit keeps rules that the search breaks"),
                (Some(_), None) => break,
                (None, None) => {}
            }
        }
    }

    #[test]
    fn no_line_is_overfull(text in text(10..40), measure in 10_i64..30) {
        let list = toy(&text);
        let rows = vec![measure; 80];
        let slots = slots(&[&rows]);
        let problem = problem(vec![para(&list)], &slots, ANY_END);
        let judge = Judge::new(Some(JUSTIFICATION), Looseness::Any);
        if let Some(found) = search(&problem) {
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
        let anchored_line = found.lines.iter().rposition(|line| {
            let points = &first.points;
            line.para == 0 && (line.a == 0 || points[line.a].at as usize <= anchor)
        }).expect("the first line holds what precedes it");
        let (block, line) = (found.blocks[0].1, &found.lines[anchored_line]);
        prop_assert!(line.slot < block);
        prop_assert!(found.lines.get(anchored_line + 1).is_none_or(|next| next.slot > block));
    }
}

#[test]
fn a_widow_is_avoided_by_a_looser_way() {
    // Five words a line; eleven words would leave the last alone at the second column's top.
    let list = whole_words(&[3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    let slots = slots(&[&[19, 19], &[19, 19]]);
    let found = search(&problem(vec![para(&list)], &slots, ANY_END)).unwrap();
    let last = found.lines.last().unwrap();
    assert!(last.slot != 2, "{:?}", found.lines);
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
fn a_word_wider_than_the_measure_sticks_out_only_if_allowed() {
    let list = whole_words(&[3, 20, 3]);
    let slots = slots(&[&[11; 5]]);
    let goals = Goals { strictness: Strictness::Relaxed, ..ANY_END };
    assert_eq!(search(&problem(vec![para(&list)], &slots, goals)), None);
    let found = search(&problem(vec![para(&list)], &slots, ANY_END)).unwrap();
    assert_eq!(found.lines.len(), 3);
}

#[test]
fn no_slots_and_no_text_are_no_trouble() {
    assert_eq!(search(&problem(Vec::new(), &[], ANY_END)).map(|found| found.end), Some(0));
    let list = whole_words(&[3]);
    assert_eq!(search(&problem(vec![para(&list)], &[], ANY_END)), None);
}
