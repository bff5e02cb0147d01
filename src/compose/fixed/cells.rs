//! Labelled texts in a grid, such as addresses on a back cover.
//!
//! In: cells as meant. Out: their lines, row by row above the last baseline. A row beside a code is narrower in its
//! last column; where a text then has too little room, the two of a row change places.

use super::Placer;
use crate::compose::type_setter::SetParagraph;
use crate::geometry::Length;
use crate::resolve::document::{Cell, Cells};

/// A cell in its measure.
struct SetCell<'c> {
    cell: &'c Cell,
    label: SetParagraph,
    text: SetParagraph,
    left: Length,
    measure: Length,
}

impl SetCell<'_> {
    /// How far it sticks out, and its lines.
    fn cost(&self) -> (Length, usize) {
        ((self.text.width - self.measure).max(Length::ZERO), self.text.lines.len())
    }
}

impl Placer<'_, '_, '_> {
    pub(super) fn cells(&mut self, cells: &Cells) {
        let columns: Vec<(Length, Length)> =
            cells.columns.iter().map(|(left, right)| (self.sheet.across(*left), self.sheet.across(*right))).collect();
        // From the last baseline up to the label of the row below, and of the row at hand.
        let mut height = Length::ZERO;
        let mut rows: Vec<(Vec<SetCell>, Length)> = Vec::new();
        for row in cells.cells.chunks(columns.len().max(1)).rev() {
            let foot = if rows.is_empty() { Length::ZERO } else { height + cells.before };
            // A row that ends less than a row of the grid above would touch what stands beside.
            let reach = |height: Length| height + self.sheet.geometry.leading;
            let beside = cells.beside.filter(|beside| foot < reach(beside.height));
            let beside = beside.map_or(Length::ZERO, |beside| beside.width);
            let set = self.row(row, &columns, beside);
            height = foot + set.iter().map(|cell| cell.text.leading + cell.text.depth()).max().unwrap_or_default();
            rows.push((set, height));
        }
        rows.reverse();
        let total = cells.beside.map_or(height, |beside| beside.height.max(height));
        let first = self.places.down(cells.last) - total;
        self.places.record(
            cells.name,
            (first, first + height),
            rows.first().and_then(|(row, _)| Some(&row.first()?.label)),
        );
        let texts = rows.iter().flat_map(|(row, _)| row);
        let longest = texts.max_by_key(|cell| cell.text.lines.len()).and_then(|cell| cell.cell.source);
        self.check_room(first, first + height, longest, None);
        for (row, from_foot) in rows {
            for set in row {
                let baseline = first + height - from_foot;
                let from = self.sheet.page.fragments.len();
                self.sheet.lines(self.layer, set.label.lines, set.left, baseline, set.label.leading);
                self.sheet.lines(self.layer, set.text.lines, set.left, baseline + set.text.leading, set.text.leading);
                self.take_source(from, set.cell.source);
            }
        }
    }

    /// The cells of a row, the last column narrower by what stands beside it.
    fn row<'c>(&mut self, row: &'c [Cell], columns: &[(Length, Length)], beside: Length) -> Vec<SetCell<'c>> {
        let mut set = |order: &[&'c Cell]| -> Vec<SetCell<'c>> {
            let places = columns.iter().enumerate();
            let cells = order.iter().zip(places).filter_map(|(cell, (index, (left, right)))| {
                let narrower = if index + 1 == columns.len() { beside } else { Length::ZERO };
                let measure = *right - *left - narrower;
                let label = self.setter.set(&cell.label, measure);
                let text = self.setter.choose_parted(&cell.choices, measure, None)?;
                Some(SetCell { cell, label, text, left: *left, measure })
            });
            cells.collect()
        };
        let cost = |cells: &[SetCell]| {
            let costs = cells.iter().map(SetCell::cost);
            costs.fold((Length::ZERO, 0), |sum, cost| (sum.0 + cost.0, sum.1 + cost.1))
        };
        let as_written = set(&row.iter().collect::<Vec<_>>());
        if row.len() < 2 || row.len() < columns.len() || beside == Length::ZERO {
            return as_written;
        }
        let turned = set(&row.iter().rev().collect::<Vec<_>>());
        if cost(&turned) < cost(&as_written) { turned } else { as_written }
    }
}
