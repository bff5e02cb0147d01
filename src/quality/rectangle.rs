//! The largest empty rectangle of an area: the classic search over the histograms of each row, on the lines that the
//! edges of what stands there draw, so that it is exact and takes no longer than there are things.

use crate::geometry::{Length, Rect};

/// The largest rectangle of the area, at least so wide, that none of the others reaches into. Of several that are as large, the
/// highest.
pub fn largest_empty(area: Rect, taken: &[Rect], least_width: Length) -> Option<Rect> {
    let taken: Vec<Rect> = taken.iter().filter_map(|other| shared(&area, other)).collect();
    let across = lines([area.left, area.right], taken.iter().flat_map(|rect| [rect.left, rect.right]));
    let down = lines([area.top, area.bottom], taken.iter().flat_map(|rect| [rect.top, rect.bottom]));
    let cells = Cells::of(&across, &down, &taken);
    let mut best: Option<Rect> = None;
    // How far up each cell's column is free, seen from the row.
    let mut free_from = vec![area.top; cells.columns];
    for (row, edges) in down.windows(2).enumerate() {
        for (column, top) in free_from.iter_mut().enumerate() {
            if cells.is_taken(row, column) {
                *top = edges[1];
            }
        }
        let found = widest_under(&free_from, &across, edges[1], least_width);
        best = [best, found].into_iter().flatten().reduce(|a, b| if size(&b) > size(&a) { b } else { a });
    }
    best
}

/// Of the rectangles that end at this foot, the largest.
fn widest_under(free_from: &[Length], across: &[Length], foot: Length, least_width: Length) -> Option<Rect> {
    let mut best: Option<Rect> = None;
    // Rectangles that may still grow to the right: left edge and top, each
    // reaching farther up than the one before.
    let mut open: Vec<(Length, Length)> = Vec::new();
    for (column, right) in across.iter().enumerate() {
        let top = free_from.get(column).copied().unwrap_or(foot);
        let mut left = *right;
        while let Some((start, above)) = open.pop_if(|(_, above)| *above <= top) {
            let found = Rect::new(start, above, *right, foot);
            if found.width() >= least_width && best.is_none_or(|best| size(&found) > size(&best)) {
                best = Some(found);
            }
            left = start;
        }
        open.push((left, top));
    }
    best.filter(|best| best.height() > Length::ZERO)
}

/// Square points.
fn size(rect: &Rect) -> f64 {
    rect.width().to_pt() * rect.height().to_pt()
}

/// What two areas share.
pub fn shared(area: &Rect, other: &Rect) -> Option<Rect> {
    let (left, right) = (area.left.max(other.left), area.right.min(other.right));
    let (top, bottom) = (area.top.max(other.top), area.bottom.min(other.bottom));
    (left < right && top < bottom).then(|| Rect::new(left, top, right, bottom))
}

/// All edges in order, each once.
fn lines(ends: [Length; 2], edges: impl Iterator<Item = Length>) -> Vec<Length> {
    let mut lines: Vec<Length> = ends.into_iter().chain(edges).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Which of the cells between the lines are taken, row by row.
struct Cells {
    columns: usize,
    taken: Vec<bool>,
}

impl Cells {
    fn of(across: &[Length], down: &[Length], taken: &[Rect]) -> Cells {
        let (columns, rows) = (across.len().saturating_sub(1), down.len().saturating_sub(1));
        let mut cells = Cells { columns, taken: vec![false; columns * rows] };
        for rect in taken {
            let at = |lines: &[Length], edge: Length| lines.partition_point(|line| *line < edge);
            let (from, to) = (at(across, rect.left), at(across, rect.right));
            for row in at(down, rect.top)..at(down, rect.bottom) {
                let row = row * columns;
                cells.taken[row + from..row + to].fill(true);
            }
        }
        cells
    }

    fn is_taken(&self, row: usize, column: usize) -> bool {
        self.taken.get(row * self.columns + column).copied().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect::new(Length::pt(left), Length::pt(top), Length::pt(right), Length::pt(bottom))
    }

    fn found(taken: &[Rect], least_width: f64) -> Option<Rect> {
        largest_empty(rect(0.0, 0.0, 100.0, 200.0), taken, Length::pt(least_width))
    }

    #[test]
    fn an_empty_page_is_a_hole_and_a_full_one_has_none() {
        assert_eq!(found(&[], 25.0), Some(rect(0.0, 0.0, 100.0, 200.0)));
        assert_eq!(found(&[rect(-5.0, -5.0, 105.0, 205.0)], 25.0), None);
    }

    #[test]
    fn the_foot_of_a_short_column_is_found() {
        let columns = [rect(0.0, 0.0, 45.0, 200.0), rect(55.0, 0.0, 100.0, 120.0)];
        assert_eq!(found(&columns, 25.0), Some(rect(45.0, 120.0, 100.0, 200.0)));
    }

    #[test]
    fn what_is_narrower_than_the_least_width_is_no_hole() {
        let columns = [rect(0.0, 0.0, 45.0, 200.0), rect(55.0, 0.0, 100.0, 195.0)];
        assert_eq!(found(&columns, 25.0), Some(rect(45.0, 195.0, 100.0, 200.0)));
        assert_eq!(found(&columns, 5.0), Some(rect(45.0, 0.0, 55.0, 200.0)));
    }

    #[test]
    fn white_between_two_things_is_found_whatever_lies_at_its_corners() {
        let things = [rect(0.0, 0.0, 100.0, 30.0), rect(20.0, 90.0, 60.0, 110.0), rect(0.0, 180.0, 100.0, 200.0)];
        assert_eq!(found(&things, 25.0), Some(rect(0.0, 110.0, 100.0, 180.0)));
        assert_eq!(found(&things, 25.0).map(|hole| things.iter().any(|thing| thing.overlaps(&hole))), Some(false));
    }
}
