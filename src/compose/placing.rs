//! Where the floats of a band may stand, and what a place costs.
//!
//! A float's candidates are few: beside or just after its words in the form that the layout prefers, the next forms if
//! there is no room, at the foot, and in the run of the text as a last resort.

use super::columns::{Columns, Placement};
use super::material::{FloatContent, FloatForm, FloatPlace, FloatWords, MaterialBlock, empty_rows};
use super::nearness::LEAST_ROWS;
use super::solver::{Solution, Solver};
use crate::ledger::{Fault, Price, priced};
use crate::text::slot::Slot;

/// More places than these are not tried.
const MOST_CANDIDATES: usize = 8;
/// Paragraphs before and after its own between which a repeated quote may stand.
const GAPS_BEFORE: usize = 4;
const GAPS_AFTER: usize = 2;
/// Empty rows between two floats in one column, and between a portrait and a box.
pub const FLOAT_DISTANCE: i32 = 2;

/// Where a float's words stand.
#[derive(Clone, Copy)]
struct Anchor {
    region: usize,
    column: usize,
    row: i32,
    /// The row of the last of them, as far as they stand in this column.
    last: i32,
}

impl Solver<'_> {
    /// Places near a float's words, for its preferred form and the next ones; in the text as a last resort.
    pub fn candidates(&self, float: usize, base: &Solution, others: &[Option<Placement>]) -> Vec<Placement> {
        let anchor = self.anchor(float, base);
        let mut list = self.candidates_at(float, anchor, base, others);
        // What has no room on the page of its words leaves that page to the text, and stands at the top of the next one.
        if anchor.region + 1 < base.regions.len() {
            let next = Anchor { region: anchor.region + 1, column: 0, row: 0, last: 0 };
            list.extend(self.candidates_at(float, next, base, others));
        }
        let ordered: Vec<Placement> =
            list.iter().filter(|placement| self.keeps_order(float, placement, base, others)).copied().collect();
        // In the run of the text it stands after what was written before it, once that does so too.
        let list = if ordered.is_empty() { list.into_iter().filter(Placement::is_in_text).collect() } else { ordered };
        self.pinned(float, list)
    }

    /// Whether a picture stands after the pictures before it and its own heading, and before the pictures after it, as
    /// far as the text stands as it does in `base`.
    fn keeps_order(&self, float: usize, placement: &Placement, base: &Solution, others: &[Option<Placement>]) -> bool {
        if !self.is_picture(float) {
            return true;
        }
        let own = self.position(float, placement, base);
        let heading = self.heading_of(float, base);
        let is_before = |(other, place): (usize, &Option<Placement>)| match place {
            Some(place) if other != float && self.is_picture(other) => {
                let there = self.position(other, place, base);
                if other < float { there <= own } else { own <= there }
            }
            _ => true,
        };
        heading.is_none_or(|heading| heading <= own) && others.iter().enumerate().all(is_before)
    }

    fn is_picture(&self, float: usize) -> bool {
        let form = self.material.floats[float].forms.first();
        form.is_some_and(|form| matches!(form.content, FloatContent::Picture(_)))
    }

    /// The column, counted over all regions, and the row in which a float begins; of one in the text those of its words.
    fn position(&self, float: usize, placement: &Placement, base: &Solution) -> (usize, i32) {
        let columns = usize::from(self.page.columns);
        if placement.is_in_text() {
            let anchor = self.anchor(float, base);
            return (anchor.region * columns + anchor.column, anchor.row);
        }
        let foot = base.regions.get(placement.region).map_or(0, |rows| rows - placement.rows);
        let row = if placement.at_foot { foot.max(0) } else { placement.row };
        (placement.region * columns + placement.column, row)
    }

    /// Where the last heading before a float's words stands.
    fn heading_of(&self, float: usize, base: &Solution) -> Option<(usize, i32)> {
        let before = self.material.blocks.get(..self.material.words[float].block)?;
        let is_heading = |block: &MaterialBlock| matches!(block, MaterialBlock::Text(text) if text.keep_with_next);
        let heading = before.iter().rposition(is_heading)?;
        let slot = base.slots.get(self.slot_in_block(heading, 0, base)?)?;
        Some((usize::from(slot.column), slot.row))
    }

    /// A float's place in the run of the text.
    pub fn in_text(&self, float: usize, base: &Solution) -> Option<Placement> {
        let all = self.candidates_at(float, self.anchor(float, base), base, &[]);
        all.into_iter().find(Placement::is_in_text)
    }

    fn candidates_at(
        &self,
        float: usize,
        anchor: Anchor,
        base: &Solution,
        others: &[Option<Placement>],
    ) -> Vec<Placement> {
        let mut list: Vec<Placement> = Vec::new();
        for (index, form) in self.material.floats[float].forms.iter().enumerate() {
            let is_pinned = !self.material.floats[float].pin.is_free();
            if list.len() >= MOST_CANDIDATES && form.place != FloatPlace::InText && !is_pinned {
                continue;
            }
            let top = self.top_places(float, form, anchor.region);
            for mut placement in self.places(float, form, anchor, base).into_iter().chain(top) {
                placement.form = index;
                if !list.contains(&placement) && self.is_free(&placement, others) {
                    list.push(placement);
                }
            }
        }
        list
    }

    fn places(&self, float: usize, form: &FloatForm, anchor: Anchor, base: &Solution) -> Vec<Placement> {
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
            FloatPlace::Between => self.gaps_near(float).into_iter().map(|block| at(0, block, false)).collect(),
            FloatPlace::Column => self.column_places(form, anchor, base),
            FloatPlace::Wide | FloatPlace::Gutter => {
                let (above, below) = empty_rows(form);
                let inside = |row: i32| Placement { rows: form.rows + above + below, ..at(0, row, false) };
                let foot = Placement { rows: form.rows + above, ..at(0, 0, true) };
                let measured = &self.material.floats[float];
                if form.place == FloatPlace::Wide && measured.repeats.is_some() && measured.pin.is_free() {
                    // Above the foot it would cut the paragraphs of all columns.
                    return vec![foot];
                }
                self.rows_near(float, form, anchor, 0, base).into_iter().map(inside).chain([foot]).collect()
            }
            FloatPlace::Edge => {
                let order = (0..columns).map(|step| (anchor.column + step) % columns);
                let rows = |column| self.rows_near(float, form, anchor, column, base);
                let near = order.flat_map(|column| rows(column).into_iter().map(move |row| (column, row)));
                let feet = (0..columns).map(|column| at(column, 0, true));
                let inside = |placement: Placement| Placement { rows: form.rows + empty_rows(form).1, ..placement };
                near.map(|(column, row)| inside(at(column, row, false))).chain(feet).collect()
            }
        }
    }

    /// A picture stands at a column's foot, or at the top of one that no head stands over.
    fn column_places(&self, form: &FloatForm, anchor: Anchor, base: &Solution) -> Vec<Placement> {
        let columns = usize::from(self.page.columns);
        let mut places = Vec::new();
        let empty = empty_rows(form);
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

    /// Blocks after which a repeated quote may stand, those before its own paragraph first: those round it, never a
    /// head, never first; its own paragraph whatever that is, where there is no other.
    fn gaps_near(&self, float: usize) -> Vec<i32> {
        let own = self.material.words[float].block;
        let is_text = |index: usize| match self.material.blocks.get(index) {
            Some(MaterialBlock::Text(text)) => !text.keep_with_next,
            _ => false,
        };
        let mut gaps: Vec<i32> = (own.saturating_sub(GAPS_BEFORE)..=own + GAPS_AFTER)
            .filter(|index| is_text(*index))
            .map(|index| index as i32)
            .collect();
        gaps.sort_by_key(|gap| (gap + 1 - own as i32).abs());
        if gaps.is_empty() {
            gaps.push(own as i32);
        }
        gaps
    }

    /// First rows in a column that bring a float beside or just after its words, and a quote that repeats them no nearer
    /// than it may be; kept from the region's top and foot.
    fn rows_near(&self, float: usize, form: &FloatForm, anchor: Anchor, column: usize, base: &Solution) -> Vec<i32> {
        let last_region = anchor.region + 1 == base.regions.len();
        let growth = if last_region { (self.lost_slots(form) / f64::from(self.page.columns)).ceil() as i32 } else { 0 };
        let rows = base.regions[anchor.region] + growth;
        let lowest = rows - form.rows - FLOAT_DISTANCE;
        let below_portrait = self.portrait.filter(|_| anchor.region == 0).map_or(0, |portrait| portrait.rows);
        let beside = anchor.row - form.rows / 2;
        let repeats = self.material.floats[float].repeats.is_some();
        let shared = column == anchor.column || matches!(form.place, FloatPlace::Gutter | FloatPlace::Wide);
        let [first, second, third] = match (repeats, shared) {
            (false, _) => [beside, anchor.row + 1, anchor.row - form.rows],
            (true, false) => [beside, anchor.row + 1, anchor.row - LEAST_ROWS - form.rows],
            (true, true) => {
                let above = anchor.row - LEAST_ROWS - form.rows;
                [above, anchor.last + LEAST_ROWS + 1, anchor.last + LEAST_ROWS + 3]
            }
        };
        let wanted = [first, second, third, below_portrait, below_portrait + 2];
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
    fn is_free(&self, placement: &Placement, others: &[Option<Placement>]) -> bool {
        if placement.is_in_text() {
            return true;
        }
        let mut others = others.iter().flatten();
        if placement.at_foot {
            let in_the_way = |other: &Placement| other.at_foot && other.region == placement.region;
            return !others.any(|other| in_the_way(other) && self.share_column(placement, other));
        }
        self.is_free_of_portrait(placement) && !others.any(|other| self.touch(placement, other))
    }

    pub fn share_column(&self, a: &Placement, b: &Placement) -> bool {
        (0..usize::from(self.page.columns)).any(|column| a.covers(column) && b.covers(column))
    }

    /// Whether two floats stand in each other's way: in one column, or two boxes in the same rows.
    fn touch(&self, placement: &Placement, other: &Placement) -> bool {
        let apart = placement.row >= other.row + other.rows + FLOAT_DISTANCE
            || other.row >= placement.row + placement.rows + FLOAT_DISTANCE;
        if apart || placement.region != other.region {
            return false;
        }
        self.share_column(placement, other)
            || (other.place != FloatPlace::Column && placement.place != FloatPlace::Column)
    }

    /// Rows at the top of its columns that a float leaves to the portrait and the drop capital.
    pub fn rows_of_portrait(&self, placement: &Placement) -> i32 {
        let columns = Columns { page: self.page, regions: self.prefix, portrait: self.portrait };
        let is_below = |column: usize| placement.region == 0 && placement.covers(column);
        let initial = if is_below(0) { self.rows_of_initial() } else { 0 };
        let portrait = match (self.portrait, columns.portrait_column()) {
            (Some(portrait), Some(column)) if is_below(column) => portrait.rows,
            _ => 0,
        };
        match (initial.max(portrait), placement.place) {
            (0, _) => 0,
            // A picture has an empty row above it among its own.
            (rows, FloatPlace::Gutter | FloatPlace::Column) => rows,
            (rows, _) => rows + FLOAT_DISTANCE,
        }
    }

    pub fn is_free_of_portrait(&self, placement: &Placement) -> bool {
        placement.row >= self.rows_of_portrait(placement)
    }

    /// What the forms of all floats cost, wherever they stand.
    pub fn form_cost(&self, placements: &[Option<Placement>]) -> Price {
        placements.iter().flatten().map(|placement| Fault::Form(placement.form as u32).price()).sum()
    }

    /// What one float's place is likely to cost while the text stands as it does in a solution without it.
    pub fn place_guess(&self, float: usize, placement: &Placement, base: &Solution) -> Price {
        let form = Fault::Form(placement.form as u32).price();
        let across = priced(placement.place == FloatPlace::Wide && !placement.at_foot, Fault::Across);
        if placement.is_in_text() {
            return form + across + self.gap_guess(float, placement, base);
        }
        let foot = base.regions.get(placement.region).map_or(0, |rows| rows - placement.rows);
        let placement = Placement { row: if placement.at_foot { foot.max(0) } else { placement.row }, ..*placement };
        let repeats = self.material.floats[float].repeats.is_some();
        let distance = match repeats {
            true => self.repeat_cost(float, &placement, base),
            false => self.distance_cost(&placement, self.anchor(float, base)),
        };
        form + across + distance
    }

    /// What it is likely to cost that a repeated quote stands after a block.
    fn gap_guess(&self, float: usize, placement: &Placement, base: &Solution) -> Price {
        if placement.place != FloatPlace::Between {
            return 0;
        }
        let FloatWords { block, byte } = self.material.words[float];
        let place = |block: usize, byte: usize| self.slot_in_block(block, byte, base).map(|slot| slot as i32);
        let gap = place(placement.row.max(0) as usize, usize::MAX);
        match (gap, place(block, byte)) {
            (Some(gap), Some(words)) => {
                let apart = (gap - words).abs();
                let missing = (LEAST_ROWS - apart).max(0);
                Fault::Stutter(missing as u32).price()
                    + Fault::Distance((apart - LEAST_ROWS).max(0) as u32).price()
                    + priced(gap >= words, Fault::AfterItsWords)
            }
            _ => 0,
        }
    }

    /// What the places of all floats cost.
    pub fn float_cost(&self, solution: &Solution) -> Price {
        let mut cost = self.form_cost(&solution.placements);
        for (float, placement) in solution.placements.iter().enumerate() {
            let Some(placement) = placement else { continue };
            let repeats = self.material.floats[float].repeats.is_some();
            if repeats {
                cost += self.repeat_cost(float, placement, solution);
            }
            cost += self.foot_cost(float, placement, solution) + self.alone_cost(placement, solution);
            if placement.is_in_text() {
                cost += self.edge_cost(float, placement, solution);
                continue;
            }
            if self.touches_quote(placement, solution) {
                cost += Fault::Touch.price();
            }
            let others = solution.placements.iter().enumerate().filter(|(other, _)| *other != float);
            for other in others.filter_map(|(_, other)| other.as_ref()) {
                if self.touch(placement, other) {
                    cost += if placement.rows_overlap(other) { Fault::Overlap } else { Fault::Touch }.price();
                }
            }
            if placement.place == FloatPlace::Wide && !placement.at_foot {
                cost += Fault::Across.price();
            }
            if !repeats {
                cost += self.distance_cost(placement, self.anchor(float, solution));
            }
        }
        cost + self.order_cost(solution)
    }

    /// What it costs that pictures stand in another order than they are written in.
    fn order_cost(&self, solution: &Solution) -> Price {
        let place = |(float, placement): (usize, &Option<Placement>)| {
            let placement = placement.as_ref()?;
            if !matches!(self.material.floats[float].forms.get(placement.form)?.content, FloatContent::Picture(_)) {
                return None;
            }
            let columns = usize::from(self.page.columns);
            let in_text = || self.slot_in_text(float, solution);
            let (column, row) = match placement.is_in_text().then(in_text).flatten() {
                Some(slot) => (usize::from(slot.column), slot.row),
                None => (placement.region * columns + placement.column, placement.row),
            };
            Some((column, row))
        };
        let places: Vec<(usize, i32)> = solution.placements.iter().enumerate().filter_map(place).collect();
        Fault::OutOfOrder.price() * places.windows(2).filter(|pair| pair[1] < pair[0]).count() as Price
    }

    /// The slot in whose row a float in the text begins.
    pub fn slot_in_text<'s>(&self, float: usize, solution: &'s Solution) -> Option<&'s Slot> {
        let id = self.material.inlines.len() + float;
        let block = solution.fit.blocks.iter().find(|block| block.id as usize == id)?;
        solution.slots.get(block.first_slot)
    }

    /// Whether a float stands too near to a quote in the text.
    fn touches_quote(&self, placement: &Placement, solution: &Solution) -> bool {
        let columns = usize::from(self.page.columns);
        solution.fit.blocks.iter().any(|block| {
            let Some(slot) = solution.slots.get(block.first_slot) else { return false };
            let column = usize::from(slot.column);
            let rows = solution.block_rows(self.material, block.id as usize);
            column / columns == placement.region
                && placement.covers(column % columns)
                && placement.row < slot.row + rows + FLOAT_DISTANCE
                && slot.row < placement.row + placement.rows + FLOAT_DISTANCE
        })
    }

    fn distance_cost(&self, placement: &Placement, anchor: Anchor) -> Price {
        if placement.region != anchor.region {
            return Fault::OtherPage.price();
        }
        let (first, last) = (placement.row, placement.row + placement.rows);
        let rows = (first - anchor.row).max(anchor.row - last).max(0);
        Fault::Distance(rows as u32).price() + priced(!placement.covers(anchor.column), Fault::OtherColumn)
    }

    /// Where a float's words stand in a solution; a float between blocks belongs to the end of the one before.
    fn anchor(&self, float: usize, solution: &Solution) -> Anchor {
        let columns = usize::from(self.page.columns);
        let place = |byte: usize| {
            let slot = solution.slots.get(self.slot_of_words(float, byte, solution)?)?;
            Some((usize::from(slot.column), slot.row))
        };
        let Some((column, row)) = place(self.material.words[float].byte) else {
            return Anchor { region: 0, column: 0, row: 0, last: 0 };
        };
        let words = self.material.floats[float].repeats.as_ref();
        let last = words.and_then(|words| place(words.end.saturating_sub(1))).filter(|last| last.0 == column);
        Anchor { region: column / columns, column: column % columns, row, last: last.map_or(row, |last| last.1) }
    }

    /// The slot of the line that holds a byte of the paragraph that a float belongs to.
    pub fn slot_of_words(&self, float: usize, byte: usize, solution: &Solution) -> Option<usize> {
        self.slot_in_block(self.material.words[float].block, byte, solution)
    }

    /// The slot of the line that holds a byte of a block's text; of the last line before a block without text.
    fn slot_in_block(&self, block: usize, byte: usize, solution: &Solution) -> Option<usize> {
        let (index, paragraph, exact) = self.material.paragraph_of(block)?;
        solution.fit.slot_of(index, paragraph, if exact { byte } else { usize::MAX })
    }
}
