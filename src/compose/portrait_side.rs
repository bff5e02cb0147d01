//! The side at which a band's portrait stands.
//!
//! In: a segment's blocks and the portrait at the side that the layout's alternation wants. Out: the columns measured
//! with it, there or at the other side. What takes a whole column's width, such as a quotation or a picture, cannot
//! stand beside a portrait; where it comes early in that column it would leave the rows beside the portrait empty, and
//! the other column has none to leave. Nor does a portrait stand alone in the last column because the text ends before it.

use super::columns::{Columns, Placement};
use super::material::{self, Material};
use super::solver::{Solution, Solved, Solver};
use super::type_setter::Typesetter;
use super::variants::Variant;
use super::wrap::least_measure;
use crate::ledger::{Fault, Price};
use crate::resolve::document::{Block, PageGeometry, Portrait};
use std::borrow::Cow;
use std::sync::Arc;

/// A segment's columns with the portrait in its place.
pub struct Filled<'a> {
    pub portrait: Option<Cow<'a, Portrait>>,
    pub material: Arc<Material>,
    /// The best first; none if the text cannot be set.
    pub variants: Vec<Variant>,
    /// Rows of the text without its floats.
    pub text_rows: i32,
}

/// Columns of the same text that were measured with another portrait.
#[derive(Clone)]
pub struct Known {
    pub material: Arc<Material>,
    /// Where its floats stood, what was wrong then, and the rows of the text without them.
    pub places: Option<(Vec<Option<Placement>>, Price, i32)>,
}

impl Filled<'_> {
    fn best(&self) -> Option<&Solution> {
        self.variants.first().map(|variant| &*variant.solution)
    }

    fn cost(&self, page: &PageGeometry) -> Price {
        self.best().map_or(Price::MAX / 2, |solution| solution.cost + self.alone_cost(solution, page))
    }

    /// What it costs that few lines or none stand in the portrait's column.
    fn alone_cost(&self, solution: &Solution, page: &PageGeometry) -> Price {
        let columns = Columns { page, regions: &solution.regions, portrait: self.portrait.as_deref() };
        let Some(column) = columns.portrait_column() else { return 0 };
        let slots = solution.fit.slots().filter_map(|slot| solution.slots.get(slot));
        match slots.filter(|slot| usize::from(slot.column) == column).count() {
            0 => Fault::PortraitAlone.price(),
            1..FEW_LINES => Fault::PortraitByFewLines.price(),
            _ => 0,
        }
    }
}

/// Narrow slots that may stay empty beside a portrait.
const MOST_PASSED: u32 = 2;
/// Fewer lines than this do not hold a portrait's column.
const FEW_LINES: usize = 3;

/// The columns with the portrait where the layout wants it, of material that is known where that does for it; or at the
/// other side where that spares them empty rows or a column of the portrait alone.
pub fn fill<'a>(
    blocks: &[Block],
    portrait: Option<Cow<'a, Portrait>>,
    known: Option<Known>,
    (least_rows, page): (i32, &PageGeometry),
    setter: &mut Typesetter,
) -> Filled<'a> {
    let turned = portrait.as_deref().filter(|portrait| portrait.may_change_side);
    let turned = turned.map(|portrait| Portrait { right: !portrait.right, ..portrait.clone() });
    let wanted = fill_with(blocks, portrait, known, (least_rows, page), setter);
    let is_bad = |best: &Solution| best.fit.stats.passed > MOST_PASSED || wanted.alone_cost(best, page) > 0;
    let is_bad = wanted.best().is_some_and(is_bad);
    let Some(turned) = turned.filter(|_| is_bad) else { return wanted };
    let known = Some(Known { material: wanted.material.clone(), places: None });
    let turned = fill_with(blocks, Some(Cow::Owned(turned)), known, (least_rows, page), setter);
    if turned.cost(page) + Fault::OtherSide.price() < wanted.cost(page) { turned } else { wanted }
}

fn fill_with<'a>(
    blocks: &[Block],
    portrait: Option<Cow<'a, Portrait>>,
    known: Option<Known>,
    (least_rows, page): (i32, &PageGeometry),
    setter: &mut Typesetter,
) -> Filled<'a> {
    let beside = portrait.as_deref();
    let columns = Columns { page, regions: &[], portrait: beside };
    let first = (columns.first_room(), least_measure(page));
    let (known, places) = match known.filter(|known| known.material.is_for(beside)) {
        Some(Known { material, places }) => (Some(material), places),
        None => (None, None),
    };
    let material = known.unwrap_or_else(|| Arc::new(material::prepare(blocks, beside, page, first, setter)));
    let solver = Solver { material: &material, page, portrait: beside, prefix: &[], least_rows };
    let nothing = (blocks.is_empty() && beside.is_none()) || material.too_high;
    let again = || {
        let (placements, faults, text_rows) = places?;
        Some(Solved { best: solver.solve_again(&placements, faults)?, others: Vec::new(), text_rows })
    };
    let whole = if nothing { None } else { again().or_else(|| solver.solve_all()) };
    let text_rows = whole.as_ref().map_or(0, |solved| solved.text_rows);
    let variants = whole.map(|solved| solver.variants(solved.best, &solved.others)).unwrap_or_default();
    Filled { portrait, material, variants, text_rows }
}
