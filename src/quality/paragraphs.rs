//! Widows, orphans, runts, and last lines that begin with the rest of a word.
//!
//! A paragraph is the run of lines from one that begins a paragraph to the next such. Where its lines stand tells how it
//! is divided over columns and pages.

use super::lines::{BodyLine, Hyphen};
use super::report::{Fault, FaultKind, Paragraphs};
use super::{View, limits};

pub fn judge(view: &View, faults: &mut Vec<Fault>) -> Paragraphs {
    let mut counts = Paragraphs::default();
    for lines in paragraphs(view.lines) {
        let stretches: Vec<&[BodyLine]> = lines.chunk_by(goes_on).collect();
        if let [first, .., last] = &stretches[..] {
            if let [line] = first {
                counts.orphans += 1;
                faults.push(view.fault(FaultKind::Orphan, line, 1.0));
            }
            if let [line] = last {
                counts.widows += 1;
                faults.push(view.fault(FaultKind::Widow, line, 1.0));
            }
        }
        if let [.., before, last] = lines
            && let Some(kind) = at_end(before, last)
        {
            counts.runts += usize::from(kind == FaultKind::Runt);
            counts.short_ends += usize::from(kind == FaultKind::ShortEnd);
            counts.divided_at_end += usize::from(kind == FaultKind::DividedAtEnd);
            faults.push(view.fault(kind, last, last.text.chars().count() as f64));
        }
    }
    counts
}

fn paragraphs<'l, 'a>(lines: &'l [BodyLine<'a>]) -> impl Iterator<Item = &'l [BodyLine<'a>]> {
    lines.chunk_by(|_, next| !next.first)
}

/// The next line stands further down in the same column.
fn goes_on(line: &BodyLine, next: &BodyLine) -> bool {
    (line.page, line.column) == (next.page, next.column) && line.baseline < next.baseline
}

/// What is wrong with a paragraph's last line.
fn at_end(before: &BodyLine, last: &BodyLine) -> Option<FaultKind> {
    let kinds = [
        (is_runt(last), FaultKind::Runt),
        (is_short(last), FaultKind::ShortEnd),
        (before.hyphen == Some(Hyphen::Added), FaultKind::DividedAtEnd),
    ];
    kinds.into_iter().find(|(found, _)| *found).map(|(_, kind)| kind)
}

fn is_runt(line: &BodyLine) -> bool {
    line.text.chars().count() < limits::RUNT_CHARACTERS || filled(line) < limits::RUNT_SHARE
}

fn is_short(line: &BodyLine) -> bool {
    let one_word = line.text.split_whitespace().nth(1).is_none();
    filled(line) < if one_word { limits::SHORT_WORD } else { limits::SHORT_SHARE }
}

/// The share of the measure that a line fills.
fn filled(line: &BodyLine) -> f64 {
    line.width / line.measure.to_pt().max(1.0)
}
