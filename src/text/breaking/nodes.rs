//! Nodes of the search for a paragraph's ways, and the cells in which candidates for one point meet.

use super::cost;

pub const NONE: u32 = u32::MAX;

/// The text up to a point stands in so many lines.
#[derive(Clone, Copy)]
pub struct Node {
    /// In demerits.
    pub cost: f64,
    pub parent: u32,
    pub point: u32,
    pub lines: u32,
    pub class: u8,
}

/// A candidate for a node.
#[derive(Clone, Copy)]
pub struct Cell {
    pub cost: f64,
    pub parent: u32,
}

const EMPTY: Cell = Cell { cost: f64::INFINITY, parent: NONE };
const CLASSES: usize = 4;

/// The best candidates for one point, by number of lines and class.
#[derive(Default)]
pub struct Cells {
    cells: Vec<Cell>,
    /// The numbers of lines that were offered.
    low: usize,
    high: usize,
}

impl Cells {
    #[inline]
    pub fn offer(&mut self, lines: u32, class: u8, cell: Cell) {
        let lines = lines as usize;
        if self.cells.len() < (lines + 1) * CLASSES {
            self.cells.resize((lines + 8) * CLASSES, EMPTY);
        }
        let known = &mut self.cells[lines * CLASSES + usize::from(class)];
        if cell.cost < known.cost {
            *known = cell;
            self.low = if self.high == 0 { lines } else { self.low.min(lines) };
            self.high = self.high.max(lines);
        }
    }

    /// Moves what is worth keeping to the nodes and empties the cells. Of two classes the dearer is worth nothing where
    /// the difference exceeds what a class can cost later.
    pub fn flush(&mut self, nodes: &mut Vec<Node>, point: usize) {
        if self.high == 0 {
            return;
        }
        for lines in self.low..=self.high {
            let row = &mut self.cells[lines * CLASSES..(lines + 1) * CLASSES];
            let best = row.iter().fold(f64::INFINITY, |best, cell| best.min(cell.cost));
            for (class, cell) in row.iter_mut().enumerate() {
                if cell.cost < f64::INFINITY && (cell.cost == best || cell.cost < best + cost::UNEVEN) {
                    let Cell { cost, parent } = *cell;
                    nodes.push(Node { cost, parent, point: point as u32, lines: lines as u32, class: class as u8 });
                }
                *cell = EMPTY;
            }
        }
        (self.low, self.high) = (0, 0);
    }
}
