//! Nodes of the search and the cells in which candidates for one point meet.

use super::cost;
use super::course::NONE;

/// The text up to a point stands.
#[derive(Clone, Copy)]
pub struct Node {
    pub cost: f64,
    pub parent: u32,
    pub para: u32,
    pub point: u32,
    /// Slot of the line that ended here; [`NONE`] at the beginning.
    pub line: u32,
    pub next: u32,
    pub placed: u32,
    pub class: u8,
}

/// A candidate for a node.
#[derive(Clone, Copy)]
pub struct Cell {
    pub cost: f64,
    pub parent: u32,
    pub line: u32,
    pub placed: u32,
}

const EMPTY: Cell = Cell { cost: f64::INFINITY, parent: NONE, line: NONE, placed: NONE };
const CLASSES: usize = 4;

/// The best nodes at one point, by next slot and class.
pub struct Cells {
    cells: Vec<Cell>,
    low: usize,
    high: usize,
}

impl Cells {
    pub fn new(slots: usize) -> Cells {
        Cells { cells: vec![EMPTY; (slots + 1) * CLASSES], low: usize::MAX, high: 0 }
    }

    #[inline]
    pub fn offer(&mut self, slot: usize, class: u8, cell: Cell) {
        let known = &mut self.cells[slot * CLASSES + usize::from(class)];
        if cell.cost < known.cost {
            *known = cell;
            self.low = self.low.min(slot);
            self.high = self.high.max(slot);
        }
    }

    /// Moves what is worth keeping to the nodes and empties the cells.
    pub fn flush(&mut self, nodes: &mut Vec<Node>, para: usize, point: usize) {
        if self.low == usize::MAX {
            return;
        }
        for slot in self.low..=self.high {
            let row = &mut self.cells[slot * CLASSES..(slot + 1) * CLASSES];
            let best = row.iter().fold(f64::INFINITY, |best, cell| best.min(cell.cost));
            for (class, cell) in row.iter_mut().enumerate() {
                if cell.cost < f64::INFINITY && (cell.cost == best || cell.cost < best + cost::UNEVEN) {
                    let Cell { cost, parent, line, placed } = *cell;
                    let (para, point) = (para as u32, point as u32);
                    nodes.push(Node { cost, parent, para, point, line, next: slot as u32, placed, class: class as u8 });
                }
                *cell = EMPTY;
            }
        }
        (self.low, self.high) = (usize::MAX, 0);
    }
}
