//! Slots: the places that a frame offers for lines, in the order in which a story fills them.

use crate::geometry::Length;

/// One place for a line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Slot {
    /// The column that it stands in, counted over the whole chain of threaded frames, from 0.
    pub column: u16,
    /// Its row on the baseline grid, counted from the frame's first; rows that an exclusion takes whole have no slot.
    pub row: i32,
    /// Left end of the line.
    pub x: Length,
    pub baseline: Length,
    pub measure: Length,
    /// Nothing narrows the column here.
    pub full: bool,
}
