//! Finds where the floats of a band stand and how its text is broken round them.
//!
//! In: [`Material`], the portrait, the rows of all pages but the last that the band stands on. Out: a [`Solution`]:
//! the least rows on the last page with balanced columns, a place for each float, the lines. Placement is a decision
//! made before the text is broken: a short list of places near a float's words is tried, each with total-fit lines,
//! and the cheapest is kept.

use super::columns::{Columns, Placement};
use super::material::{FloatForm, FloatPlace, Material, MaterialBlock};
use crate::geometry::Length;
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::slot::Slot;
use crate::text::{BlockPiece, Broken, Goals, Piece, Stats, Strictness, TextPiece, break_story, min_slots_estimate};

/// The prices below are in rows of one column: what a reader would give to be spared the fault.
mod price {
    /// A row more of the page.
    pub const ROW: f64 = 2.0;
    /// A row between a float and its words in the same column.
    pub const DISTANCE: f64 = 0.4;
    /// Words in the other column, still in sight.
    pub const OTHER_COLUMN: f64 = 2.0;
    /// Words on another page.
    pub const OTHER_PAGE: f64 = 25.0;
    /// A widow, an orphan, a hyphen at a column's end or two in succession.
    pub const BROKEN_RULE: f64 = 20.0;
    pub const RUNT: f64 = 6.0;
    /// A head or block apart from what it belongs to.
    pub const SPLIT: f64 = 10.0;
    /// An empty slot before the end of the text.
    pub const HOLE: f64 = 3.0;
    /// Word space of the loosest line beyond twice the font's, in font's word spaces, squared.
    pub const LOOSE: f64 = 6.0;
    /// Rows beyond one by which the last column is short, squared.
    pub const UNEVEN: f64 = 3.0;
    /// A form of the float that the layout prefers less.
    pub const FORM: f64 = 4.0;
}

/// Rows tried beyond the estimate for lines that break no rule, and for any lines at all.
const EXTRA_ROWS: i32 = 3;
const MOST_EXTRA_ROWS: i32 = 8;
/// The last column may end this many rows early where nothing better is found.
const MOST_SLACK: u16 = 4;
/// Empty rows between two floats in one column, and between a portrait and a box.
const FLOAT_DISTANCE: i32 = 2;
/// Narrower text than the column by more than this does not also run round things.
const MOST_NARROWER: f64 = 20.0;

/// A band's columns with everything in place.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Rows of each region.
    pub regions: Vec<i32>,
    pub placements: Vec<Option<Placement>>,
    pub slots: Vec<Slot>,
    pub broken: Broken,
    pub cost: f64,
}

pub struct Solver<'a> {
    pub material: &'a Material,
    pub page: &'a PageGeometry,
    pub portrait: Option<&'a Portrait>,
    /// Rows of the regions before the last.
    pub prefix: &'a [i32],
    /// The last region is never shorter; if the text does not fill it, it may end early.
    pub least_rows: i32,
}

/// Where a float's words stand.
#[derive(Clone, Copy)]
struct Anchor {
    region: usize,
    column: usize,
    row: i32,
}

impl Solver<'_> {
    /// `None` only if the text cannot be set at all, such as a word wider than the column.
    pub fn solve(&self) -> Option<Solution> {
        let mut best = self.attempt(&vec![None; self.material.floats.len()])?;
        for float in 0..self.material.floats.len() {
            best = self.place(float, &best)?;
        }
        Some(best)
    }

    /// The best solution with one more float.
    fn place(&self, float: usize, base: &Solution) -> Option<Solution> {
        let mut best: Option<Solution> = None;
        for candidate in self.candidates(float, base) {
            let mut placements = base.placements.clone();
            placements[float] = Some(candidate);
            let Some(mut solution) = self.attempt(&placements) else { continue };
            solution.cost += self.float_cost(&solution);
            if best.as_ref().is_none_or(|best| solution.cost < best.cost) {
                best = Some(solution);
            }
        }
        best
    }

    /// The fewest rows in which the text can be set well with the floats where they are, or else the least evil.
    fn attempt(&self, placements: &[Option<Placement>]) -> Option<Solution> {
        let pieces = self.pieces(placements).0;
        let estimate = self.estimate(&pieces, placements);
        let first = (estimate - 1).max(self.least_rows).max(1);
        let well = Goals { tail_slack: 1, may_end_early: false, strictness: Strictness::Strict };
        let mut rows = first..=first + EXTRA_ROWS;
        if let Some(solution) = rows.find_map(|last| self.set(&pieces, placements, last, well)) {
            return Some(solution);
        }
        for (strictness, extra) in
            [(Strictness::Loose, EXTRA_ROWS), (Strictness::Relaxed, MOST_EXTRA_ROWS), (Strictness::Overfull, MOST_EXTRA_ROWS)]
        {
            let ways = (first..=first + extra).flat_map(|last| (1..=MOST_SLACK).map(move |slack| (last, slack)));
            let goals = |tail_slack| Goals { tail_slack, may_end_early: false, strictness };
            let solutions = ways.filter_map(|(last, slack)| self.set(&pieces, placements, last, goals(slack)));
            let best = solutions.min_by(|a, b| a.cost.total_cmp(&b.cost));
            if best.is_some() {
                return best;
            }
        }
        None
    }

    fn set(&self, pieces: &[Piece], placements: &[Option<Placement>], last: i32, goals: Goals) -> Option<Solution> {
        let regions: Vec<i32> = self.prefix.iter().copied().chain([last]).collect();
        let placements = self.grounded(placements, &regions)?;
        let columns = Columns { page: self.page, regions: &regions, portrait: self.portrait };
        let slots = columns.slots(self.material, &placements);
        let goals = Goals { may_end_early: last <= self.least_rows, ..goals };
        let broken = break_story(pieces, &slots, &goals)?;
        let short = slots.len().saturating_sub(broken.end).saturating_sub(1) as f64;
        let uneven = if goals.may_end_early { 0.0 } else { price::UNEVEN * short * short };
        let cost = price::ROW * f64::from(last) + stats_cost(&broken.stats) + uneven;
        Some(Solution { regions, placements, slots, broken, cost })
    }

    /// Floats at a foot move with it; `None` if one does not fit.
    fn grounded(&self, placements: &[Option<Placement>], regions: &[i32]) -> Option<Vec<Option<Placement>>> {
        let ground = |placement: &Option<Placement>| {
            let Some(mut placement) = *placement else { return Some(None) };
            if placement.place == FloatPlace::InText {
                return Some(Some(placement));
            }
            let rows = regions.get(placement.region)?;
            if placement.at_foot {
                placement.row = rows - placement.rows;
            }
            let fits = placement.row >= 0 && placement.row + placement.rows <= *rows;
            fits.then_some(Some(placement))
        };
        placements.iter().map(ground).collect()
    }

    /// Rows of the last region that the text is likely to take.
    fn estimate(&self, pieces: &[Piece], placements: &[Option<Placement>]) -> i32 {
        let width = self.page.column_width();
        let mut slots = min_slots_estimate(pieces, width) as f64;
        if let Some(portrait) = self.portrait {
            slots += f64::from(portrait.rows) * (portrait.width + portrait.clearance).ratio(width);
        }
        for (float, placement) in self.material.floats.iter().zip(placements) {
            if let Some(form) = placement.and_then(|p| float.forms.get(p.form)) {
                slots += self.lost_slots(form);
            }
        }
        let columns = f64::from(self.page.columns);
        let before: i32 = self.prefix.iter().sum();
        (slots / columns).ceil() as i32 - before
    }

    /// Full lines that a float takes from the text.
    fn lost_slots(&self, form: &FloatForm) -> f64 {
        let rows = f64::from(form.rows);
        let width = self.page.column_width();
        let share = match (&form.content, form.place) {
            (_, FloatPlace::InText) => 0.0,
            (_, FloatPlace::Wide) => f64::from(self.page.columns),
            (super::material::FloatContent::Box(boxed), place) => {
                let sides = if place == FloatPlace::Gutter { 2 } else { 1 };
                (boxed.width - self.page.gutter * (sides - 1) + boxed.clearance * sides).ratio(width)
            }
            (_, _) => 1.0,
        };
        rows * share
    }

    /// The pieces for the breaker, and the block that each comes from.
    fn pieces(&self, placements: &[Option<Placement>]) -> (Vec<Piece<'_>>, Vec<usize>) {
        let mut pieces = Vec::new();
        let mut blocks = Vec::new();
        for (index, block) in self.material.blocks.iter().enumerate() {
            let piece = match block {
                MaterialBlock::Text(text) => {
                    let mut anchored: Vec<(usize, BlockPiece)> =
                        text.inlines.iter().map(|(at, inline)| (*at, self.inline_piece(*inline))).collect();
                    let in_text = text.floats.iter().filter_map(|(at, f)| Some((*at, self.float_piece(*f, placements)?)));
                    anchored.extend(in_text);
                    anchored.sort_by_key(|(at, _)| *at);
                    Some(Piece::Text(TextPiece {
                        paragraph: &text.shaped,
                        left: text.left,
                        right: text.right,
                        label: text.marker.as_ref(),
                        first_indent: text.first_indent,
                        before: text.before,
                        keep_with_next: text.keep_with_next,
                        anchored,
                        full_only: text.left + text.right > Length::pt(MOST_NARROWER),
                    }))
                }
                MaterialBlock::Inline(inline) => Some(Piece::Block(self.inline_piece(*inline))),
                MaterialBlock::Float(float) => self.float_piece(*float, placements).map(Piece::Block),
            };
            if let Some(piece) = piece {
                pieces.push(piece);
                blocks.push(index);
            }
        }
        (pieces, blocks)
    }

    fn inline_piece(&self, inline: usize) -> BlockPiece {
        let measured = &self.material.inlines[inline];
        BlockPiece {
            id: inline as u32,
            rows: measured.rows,
            before: measured.before,
            after: measured.after,
            keep_with_next: false,
            keep_with_previous: false,
        }
    }

    /// A float that stands in the run of the text.
    fn float_piece(&self, float: usize, placements: &[Option<Placement>]) -> Option<BlockPiece> {
        let placement = placements.get(float)?.filter(|p| p.place == FloatPlace::InText)?;
        let form = self.material.floats[float].forms.get(placement.form)?;
        Some(BlockPiece {
            id: (self.material.inlines.len() + float) as u32,
            rows: form.rows as u16,
            before: 1,
            after: 1,
            keep_with_next: false,
            keep_with_previous: false,
        })
    }

    /// Where a float's words stand in a solution.
    fn anchor(&self, float: usize, solution: &Solution) -> Anchor {
        let (_, blocks) = self.pieces(&solution.placements);
        let mut found = Anchor { region: 0, column: 0, row: 0 };
        let (block, offset) = self.words_of(float);
        let columns = usize::from(self.page.columns);
        for line in &solution.broken.lines {
            let of = blocks.get(line.piece).copied().unwrap_or(usize::MAX);
            if of > block || (of == block && line.line.words.start > offset) {
                break;
            }
            if let Some(slot) = solution.slots.get(line.slot) {
                let column = usize::from(slot.column);
                found = Anchor { region: column / columns, column: column % columns, row: slot.row };
            }
        }
        found
    }

    /// The block and the byte that a float belongs to; a float between blocks belongs to the one before.
    fn words_of(&self, float: usize) -> (usize, usize) {
        for (index, block) in self.material.blocks.iter().enumerate() {
            match block {
                MaterialBlock::Float(found) if *found == float => return (index, usize::MAX),
                MaterialBlock::Text(text) => {
                    if let Some((offset, _)) = text.floats.iter().find(|(_, found)| *found == float) {
                        return (index, *offset);
                    }
                }
                _ => {}
            }
        }
        (0, 0)
    }

    /// Places near a float's words, for its preferred form and the next ones; in the text as a last resort.
    fn candidates(&self, float: usize, base: &Solution) -> Vec<Placement> {
        let anchor = self.anchor(float, base);
        let mut list: Vec<Placement> = Vec::new();
        for (index, form) in self.material.floats[float].forms.iter().enumerate() {
            if list.len() >= MOST_CANDIDATES && form.place != FloatPlace::InText {
                continue;
            }
            for mut placement in self.places(form, anchor, base) {
                placement.form = index;
                if !list.contains(&placement) && self.is_free(&placement, form, base) {
                    list.push(placement);
                }
            }
        }
        list
    }

    fn places(&self, form: &FloatForm, anchor: Anchor, base: &Solution) -> Vec<Placement> {
        let columns = usize::from(self.page.columns);
        let at = |column: usize, row: i32, at_foot: bool| Placement {
            form: 0,
            region: anchor.region,
            column,
            row,
            rows: form.rows,
            place: form.place,
            at_foot,
        };
        match form.place {
            FloatPlace::InText => vec![at(anchor.column, 0, false)],
            FloatPlace::Column => self.column_places(form, anchor, base),
            FloatPlace::Wide | FloatPlace::Gutter => {
                let rows = self.rows_near(form, anchor, base).into_iter();
                rows.map(|row| at(0, row, false)).chain([at(0, 0, true)]).collect()
            }
            FloatPlace::Edge => {
                let rows = self.rows_near(form, anchor, base);
                let order = (0..columns).map(|step| (anchor.column + step) % columns);
                let near = order.flat_map(|column| rows.iter().map(move |row| (column, *row)));
                let feet = (0..columns).map(|column| at(column, 0, true));
                near.map(|(column, row)| at(column, row, false)).chain(feet).collect()
            }
        }
    }

    /// A picture stands at a column's foot, or at the top of one that no head stands over.
    fn column_places(&self, form: &FloatForm, anchor: Anchor, base: &Solution) -> Vec<Placement> {
        let columns = usize::from(self.page.columns);
        let mut places = Vec::new();
        let empty = super::material::empty_rows(form);
        for region in anchor.region..(anchor.region + 2).min(base.regions.len()) {
            for column in 0..columns {
                let rows = form.rows + empty.0;
                let place = form.place;
                places.push(Placement { form: 0, region, column, row: 0, rows, place, at_foot: true });
                let rows = form.rows + empty.1;
                if column > 0 || region > 0 {
                    places.push(Placement { form: 0, region, column, row: 0, rows, place, at_foot: false });
                }
            }
        }
        places
    }

    /// First rows that bring a box beside or just after its words, kept from the region's top and foot.
    fn rows_near(&self, form: &FloatForm, anchor: Anchor, base: &Solution) -> Vec<i32> {
        let last_region = anchor.region + 1 == base.regions.len();
        let growth = if last_region { (self.lost_slots(form) / f64::from(self.page.columns)).ceil() as i32 } else { 0 };
        let rows = base.regions[anchor.region] + growth;
        let lowest = rows - form.rows - FLOAT_DISTANCE;
        let below_portrait = self.portrait.filter(|_| anchor.region == 0).map_or(0, |portrait| portrait.rows);
        let wanted = [anchor.row - form.rows / 2, anchor.row + 1, anchor.row - form.rows, below_portrait, below_portrait + 2];
        let mut list = Vec::new();
        for row in wanted {
            if lowest >= form.rows_above {
                let row = row.clamp(form.rows_above, lowest);
                if !list.contains(&row) {
                    list.push(row);
                }
            }
        }
        list
    }

    /// Whether nothing that is placed already is in the way or too near. Where a foot is, is known only when the rows
    /// are; what stands there is judged by its solution.
    fn is_free(&self, placement: &Placement, form: &FloatForm, base: &Solution) -> bool {
        if placement.place == FloatPlace::InText {
            return true;
        }
        let others = base.placements.iter().flatten();
        if placement.at_foot {
            let columns = 0..usize::from(self.page.columns);
            let shared = |other: &Placement| columns.clone().any(|c| other.covers(c) && placement.covers(c));
            return !others.clone().any(|o| o.at_foot && o.region == placement.region && shared(o));
        }
        self.is_free_of_portrait(placement) && !others.clone().any(|other| self.touch(placement, form, other))
    }

    /// Whether two floats stand in each other's way: in one column, or two boxes in the same rows.
    fn touch(&self, placement: &Placement, form: &FloatForm, other: &Placement) -> bool {
        let apart = placement.row >= other.row + other.rows + FLOAT_DISTANCE
            || other.row >= placement.row + placement.rows + FLOAT_DISTANCE;
        if apart || placement.region != other.region {
            return false;
        }
        let shared = (0..usize::from(self.page.columns)).any(|c| other.covers(c) && placement.covers(c));
        shared || (other.place != FloatPlace::Column && form.place != FloatPlace::Column)
    }

    fn is_free_of_portrait(&self, placement: &Placement) -> bool {
        let Some(portrait) = self.portrait else { return true };
        let columns = Columns { page: self.page, regions: self.prefix, portrait: self.portrait };
        if placement.region > 0 || !columns.portrait_column().is_some_and(|column| placement.covers(column)) {
            return true;
        }
        match placement.place {
            // Its own rows have an empty one above a picture at a foot.
            FloatPlace::Gutter | FloatPlace::Column => placement.row >= portrait.rows,
            _ => placement.row >= portrait.rows + FLOAT_DISTANCE,
        }
    }

    /// What the places of all floats cost; infinite where two things touch.
    fn float_cost(&self, solution: &Solution) -> f64 {
        let mut cost = 0.0;
        for (float, placement) in solution.placements.iter().enumerate() {
            let Some(placement) = placement else { continue };
            cost += price::FORM * placement.form as f64;
            if placement.place == FloatPlace::InText {
                continue;
            }
            let form = &self.material.floats[float].forms[placement.form];
            if !self.is_free_of_portrait(placement) || self.touches_quote(placement, solution) {
                return f64::INFINITY;
            }
            let others = solution.placements.iter().enumerate().filter(|(other, _)| *other != float);
            if others.filter_map(|(_, other)| other.as_ref()).any(|other| self.touch(placement, form, other)) {
                return f64::INFINITY;
            }
            cost += self.distance_cost(placement, self.anchor(float, solution));
        }
        cost
    }

    /// Whether a float stands too near to a quote in the text.
    fn touches_quote(&self, placement: &Placement, solution: &Solution) -> bool {
        let columns = usize::from(self.page.columns);
        solution.broken.blocks.iter().any(|block| {
            let Some(slot) = solution.slots.get(block.first_slot) else { return false };
            let column = usize::from(slot.column);
            let rows = self.block_rows(block.id as usize, solution);
            column / columns == placement.region
                && placement.covers(column % columns)
                && placement.row < slot.row + rows + FLOAT_DISTANCE
                && slot.row < placement.row + placement.rows + FLOAT_DISTANCE
        })
    }

    fn block_rows(&self, id: usize, solution: &Solution) -> i32 {
        match self.material.inlines.get(id) {
            Some(inline) => i32::from(inline.rows),
            None => solution.placements.get(id - self.material.inlines.len()).copied().flatten().map_or(0, |p| p.rows),
        }
    }

    fn distance_cost(&self, placement: &Placement, anchor: Anchor) -> f64 {
        if placement.region != anchor.region {
            return price::OTHER_PAGE;
        }
        let (first, last) = (placement.row, placement.row + placement.rows);
        let rows = (first - anchor.row).max(anchor.row - last).max(0);
        let near = price::DISTANCE * f64::from(rows);
        if placement.covers(anchor.column) { near } else { near + price::OTHER_COLUMN }
    }
}

/// More places than these are not tried.
const MOST_CANDIDATES: usize = 8;

fn stats_cost(stats: &Stats) -> f64 {
    let count = f64::from;
    price::BROKEN_RULE * (count(stats.widows) + count(stats.orphans) + count(stats.bad_hyphens))
        + price::RUNT * count(stats.runts)
        + price::SPLIT * count(stats.split)
        + price::HOLE * count(stats.skipped)
        + price::LOOSE * f64::from((stats.max_stretch - 2.0).max(0.0).powi(2))
}
