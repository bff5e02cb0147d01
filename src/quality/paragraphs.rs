//! Widows, orphans and runts.
//!
//! A paragraph is the run of lines from one that begins a paragraph to the next such. Where its lines stand tells how it
//! is divided over columns and pages.

use super::lines::BodyLine;
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
        if let [.., _, last] = lines
            && is_runt(last)
        {
            counts.runts += 1;
            faults.push(view.fault(FaultKind::Runt, last, last.text.chars().count() as f64));
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

fn is_runt(line: &BodyLine) -> bool {
    line.text.chars().count() < limits::RUNT_CHARACTERS || line.width < limits::RUNT_SHARE * line.measure.to_pt()
}
