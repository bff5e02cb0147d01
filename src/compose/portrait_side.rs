//! The side at which a band's portrait stands.
//!
//! In: a segment's blocks and the portrait at the side that the layout's alternation wants. Out: the columns measured
//! with it, there or at the other side. What takes a whole column's width, such as a quotation or a picture, cannot
//! stand beside a portrait; where it comes early in that column it would leave the rows beside the portrait empty, and
//! the other column has none to leave.

use super::columns::Columns;
use super::material::{self, Material};
use super::price;
use super::solver::{MOST_HOLES, Solution, Solver};
use super::type_setter::Typesetter;
use super::variants::Variant;
use super::wrap::least_measure;
use crate::resolve::document::{Block, PageGeometry, Portrait};
use std::borrow::Cow;
use std::cell::Cell;

/// A segment's columns with the portrait in its place.
pub struct Filled<'a> {
    pub portrait: Option<Cow<'a, Portrait>>,
    pub material: Material,
    /// The best first; none if the text cannot be set.
    pub variants: Vec<Variant>,
}

impl Filled<'_> {
    fn best(&self) -> Option<&Solution> {
        self.variants.first().map(|variant| &variant.solution)
    }

    fn cost(&self) -> f64 {
        self.best().map_or(f64::INFINITY, |solution| solution.cost)
    }
}

/// The columns with the portrait where the layout wants it, or at the other side where that spares them empty rows.
pub fn fill<'a>(
    blocks: &[Block],
    portrait: Option<&'a Portrait>,
    least_rows: i32,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> Filled<'a> {
    let wanted = fill_with(blocks, portrait.map(Cow::Borrowed), least_rows, page, setter);
    let has_holes = wanted.best().is_some_and(|best| best.fit.stats.passed > MOST_HOLES);
    let Some(portrait) = portrait.filter(|portrait| portrait.may_change_side && has_holes) else { return wanted };
    let turned = Portrait { right: !portrait.right, ..portrait.clone() };
    let turned = fill_with(blocks, Some(Cow::Owned(turned)), least_rows, page, setter);
    if turned.cost() + price::OTHER_SIDE < wanted.cost() { turned } else { wanted }
}

fn fill_with<'a>(
    blocks: &[Block],
    portrait: Option<Cow<'a, Portrait>>,
    least_rows: i32,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> Filled<'a> {
    let beside = portrait.as_deref();
    let columns = Columns { page, regions: &[], portrait: beside };
    let first = (columns.first_room(), least_measure(page));
    let material = material::prepare(blocks, beside, page, first, setter);
    let solver = Solver {
        material: &material,
        page,
        portrait: beside,
        prefix: &[],
        least_rows,
        limit: f64::INFINITY,
        spent: Cell::default(),
        overfull: Cell::default(),
    };
    let nothing = (blocks.is_empty() && beside.is_none()) || material.too_high;
    let whole = if nothing { None } else { solver.solve() };
    let variants = whole.map(|whole| solver.variants(whole)).unwrap_or_default();
    Filled { portrait, material, variants }
}
