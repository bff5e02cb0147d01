//! Which page stands where: orders of pages alone, without measures. Pages and sheets count from 0.

/// The sides of a saddle-stitched booklet's sheets, from the outermost in: outside, inside, outside, and so on. Each
/// holds its left and its right page when the spine is at the left of the first page. `pages` is a multiple of 4.
pub fn booklet(pages: usize) -> Vec<[usize; 2]> {
    let sheets = 0..pages / 4;
    sheets.flat_map(|sheet| [[pages - 1 - 2 * sheet, 2 * sheet], [2 * sheet + 1, pages - 2 - 2 * sheet]]).collect()
}

/// How many sheets the piles need, when as many pages as `places` stand on each side.
pub fn stack_height(pages: usize, places: usize) -> usize {
    pages.div_ceil(2).div_ceil(places.max(1))
}

/// The sides for cut-and-stack, front and back in turn. Each holds its pages row by row; a place without a page is
/// `None`. Every place makes a pile when the stack of sheets is cut; the piles, laid on each other in the order of their
/// places on the front, read on from one to the next. The back is the front turned over from left to right.
pub fn cut_stack(pages: usize, columns: usize, rows: usize) -> Vec<Vec<Option<usize>>> {
    let places = columns * rows;
    let height = stack_height(pages, places);
    let page = |number: usize| (number < pages).then_some(number);
    let mut sides = Vec::with_capacity(2 * height);
    for sheet in 0..height {
        let leaf = |place: usize| place * height + sheet;
        sides.push((0..places).map(|place| page(2 * leaf(place))).collect());
        let turned = |place: usize| place / columns * columns + (columns - 1 - place % columns);
        sides.push((0..places).map(|place| page(2 * leaf(turned(place)) + 1)).collect());
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_booklet_of_eight_pages() {
        assert_eq!(booklet(8), [[7, 0], [1, 6], [5, 2], [3, 4]]);
    }

    #[test]
    fn six_pages_cut_into_two_piles() {
        let sides = [[Some(0), Some(4)], [Some(5), Some(1)], [Some(2), None], [None, Some(3)]];
        assert_eq!(cut_stack(6, 2, 1), sides.map(|side| side.to_vec()));
    }

    /// Folds the sheets, nests them and leafs through: the right half of each outside, then the left half of its inside,
    /// down to the middle, and out again.
    fn folded(sides: &[[usize; 2]]) -> Vec<usize> {
        let sheets: Vec<&[[usize; 2]]> = sides.chunks(2).collect();
        let in_ = sheets.iter().flat_map(|sheet| [sheet[0][1], sheet[1][0]]);
        let out = sheets.iter().rev().flat_map(|sheet| [sheet[1][1], sheet[0][0]]);
        in_.chain(out).collect()
    }

    /// Cuts the stack, lays the piles on each other and leafs through.
    fn stacked(sides: &[Vec<Option<usize>>], columns: usize, places: usize) -> Vec<usize> {
        let mut pages = Vec::new();
        for place in 0..places {
            for sheet in sides.chunks(2) {
                let (row, column) = (place / columns, place % columns);
                pages.extend(sheet[0][place]);
                pages.extend(sheet[1][row * columns + columns - 1 - column]);
            }
        }
        pages
    }

    proptest! {
        #[test]
        fn booklets_read_in_order_when_folded(sheets in 1_usize..200) {
            let sides = booklet(4 * sheets);
            prop_assert_eq!(folded(&sides), (0..4 * sheets).collect::<Vec<_>>());
            // The pages of a side are numbered such that they add up to the whole.
            prop_assert!(sides.iter().all(|[left, right]| left + right == 4 * sheets - 1));
        }

        #[test]
        fn piles_read_in_order_when_stacked(pages in 1_usize..400, columns in 1_usize..5, rows in 1_usize..5) {
            let sides = cut_stack(pages, columns, rows);
            prop_assert_eq!(stacked(&sides, columns, columns * rows), (0..pages).collect::<Vec<_>>());
            // No sheet more than the leaves need.
            prop_assert_eq!(sides.len(), 2 * pages.div_ceil(2 * columns * rows));
        }
    }
}
