//! The side of a page, and how the page beside it ends.
//!
//! A spread is an even page and the odd one after it. Of a left page's foot a right page knows in which of a few classes
//! its white is: enough to tell feet that the eye takes for one from those that it does not.

use crate::ledger::{Fault, Price, ROW};

/// Rows up to which a foot's white is of each class, and the rows that stand for it.
const CLASSES: [(i64, i64); 5] = [(1, 0), (3, 2), (5, 4), (8, 7), (i64::MAX, 11)];
/// Rows by which feet may differ before anyone sees it.
const UNSEEN: i64 = 2;

/// A page's side with what matters of the page beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Side(u8);

impl Side {
    pub const COUNT: usize = 2 + CLASSES.len();
    const LEFT: Side = Side(0);
    /// A right page that has nothing beside it that it could be compared with.
    const ALONE: Side = Side(1);

    /// Of the page with this number, where the story begins.
    pub fn of_first(number: usize) -> Side {
        if number.is_multiple_of(2) { Side::LEFT } else { Side::ALONE }
    }

    /// All sides.
    pub fn all() -> impl Iterator<Item = Side> {
        (0..Side::COUNT as u8).map(Side)
    }

    pub fn is_left(self) -> bool {
        self == Side::LEFT
    }

    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The side of the next page after one whose foot has so many hundredths of a row of white, and what it costs that it
    /// ends otherwise than the page beside it.
    pub fn turned(self, white: u32) -> (Side, Price) {
        match self {
            Side::LEFT => {
                let class = CLASSES.iter().position(|(most, _)| rows_of(white) <= *most).unwrap_or(0);
                (Side(2 + class as u8), 0)
            }
            Side::ALONE => (Side::LEFT, 0),
            Side(_) => (Side::LEFT, self.apart(white).map_or(0, |rows| Fault::Facing(rows).price())),
        }
    }

    /// What it costs that the last page, whose foot has so many hundredths of a row of white, ends otherwise than the page
    /// beside it.
    pub fn ended(self, white: u32) -> Price {
        self.apart(white).map_or(0, |rows| Fault::FacingAtEnd(rows).price())
    }

    /// By how many rows more than anyone overlooks a right page's foot is another than that of the page beside it.
    fn apart(self, white: u32) -> Option<u32> {
        let class = usize::from(self.0).checked_sub(2)?;
        apart(rows_of(white), CLASSES[class].1)
    }

    /// The side of the next page where a part ends, wherever it does.
    pub fn after_part(self) -> Side {
        if self == Side::LEFT { Side::ALONE } else { Side::LEFT }
    }
}

/// Whole rows of so many hundredths.
fn rows_of(white: u32) -> i64 {
    (i64::from(white) + ROW / 2) / ROW
}

fn apart(rows: i64, beside: i64) -> Option<u32> {
    let seen = (rows - beside).abs() - UNSEEN;
    (seen > 0).then_some(seen as u32)
}

/// What is wrong with two feet of a spread that have so many hundredths of a row white; `ends` where one is the last.
pub fn seen_apart(left: u32, right: u32, ends: bool) -> Option<Fault> {
    let fault = if ends { Fault::FacingAtEnd } else { Fault::Facing };
    apart(rows_of(left), rows_of(right)).map(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feet_of_a_spread_are_compared() {
        let left = Side::of_first(4);
        let (right, cost) = left.turned(0);
        assert_eq!(cost, 0);
        assert_eq!(right.turned(200), (left, 0));
        assert!(right.turned(900).1 > right.turned(500).1);
        let (short, _) = left.turned(900);
        assert_eq!(short.turned(900).1, 0);
        assert_eq!(left.after_part().turned(5000), (left, 0));
    }
}
