//! From the document as meant to composed pages.
//!
//! In: a [`Document`] and the fonts. Out: [`Composed`] pages of placed fragments. The story's bands are shaped and
//! measured (`measure`, `unit`, `material`), their floats placed and their columns balanced (`solver`), pages are chosen
//! (`pages`) and drawn (`render`); masters are set round them (`fixed`). Nothing is lost: text without room is
//! an error.

pub mod page;

mod bill;
mod cards;
mod columns;
mod drop_capital;
mod feet;
mod fixed;
mod head;
mod material;
mod measure;
mod nearness;
mod overwide;
mod pages;
mod panel;
mod pieces;
mod pins;
mod placing;
mod portrait_side;
mod render;
mod sheet;
mod solver;
mod type_setter;
mod unit;
mod variants;
mod wrap;

use crate::assets::fonts::FontBook;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::geometry::Length;
use crate::resolve::document::{BandKind, Destination, Document, Fill, Master, MasterItem, PageGeometry, Part, Story};
use fixed::Labels;
use page::{Bookmark, Composed};
pub use pages::PageBreaks;
use pages::{Fitted, Fitting, PagePlan, PlacedUnit};
use sheet::Sheet;
pub use type_setter::Typesetter;
use unit::Unit;

/// Composes all pages.
pub fn compose(document: &Document, fonts: &FontBook, diagnostics: &mut Diagnostics) -> Composed {
    compose_with(document, fonts, PageBreaks::Optimal, diagnostics)
}

/// Composes all pages with page breaks that are found in this way.
pub fn compose_with(
    document: &Document,
    fonts: &FontBook,
    breaks: PageBreaks,
    diagnostics: &mut Diagnostics,
) -> Composed {
    let mut composer = Composer {
        document,
        breaks,
        fills: true,
        fonts,
        setter: Typesetter::new(document, fonts),
        composed: Composed::default(),
        labels: Labels::new(),
        pending: Vec::new(),
    };
    for (index, part) in document.parts.iter().enumerate() {
        match part {
            Part::Page(master) => composer.fixed_page(master),
            Part::Story(story) => composer.story(story),
            Part::Fill(_) if !composer.fills => {}
            Part::Fill(fill) => {
                let after = document.parts[index + 1..].iter().filter(|part| matches!(part, Part::Page(_))).count();
                composer.fill(fill, after);
            }
        }
    }
    composer.place_pending();
    composer.composed.work = composer.setter.work.total();
    composer.composed.spent = composer.setter.work.spent();
    let mut found = std::mem::take(&mut composer.setter.diagnostics.list);
    diagnostics.list.append(&mut found);
    diagnostics.list.extend(overwide::find(&composer.composed));
    composer.composed
}

struct Composer<'a> {
    document: &'a Document,
    breaks: PageBreaks,
    /// Pages of the layout's own fill up a sheet; not where the event's number of pages is reached without them.
    fills: bool,
    fonts: &'a FontBook,
    setter: Typesetter<'a>,
    composed: Composed,
    /// The page on which each destination stands.
    labels: Labels,
    /// Pages that wait for the labels: index of the page, its master, how many fragments of the page are the master's.
    pending: Vec<(usize, &'a Master, usize)>,
}

impl<'a> Composer<'a> {
    fn geometry(&self) -> &'a PageGeometry {
        &self.document.page
    }

    fn next_sheet(&self) -> Sheet<'a> {
        Sheet::new(self.geometry(), self.composed.pages.len() + 1)
    }

    /// Masters wait until every page has its number.
    fn fixed_page(&mut self, master: &'a Master) {
        self.pending.push((self.composed.pages.len(), master, 0));
        let sheet = self.next_sheet();
        self.composed.pages.push(sheet.page);
    }

    /// Leaves, until with the pages `after` them the document is a multiple of pages long.
    fn fill(&mut self, fill: &'a Fill, after: usize) {
        let pages = self.composed.pages.len() + after;
        for index in 0..pages.next_multiple_of(fill.multiple.max(1)) - pages {
            match fill.rest.as_ref().filter(|_| index >= fill.in_a_row) {
                Some(rest) => self.fixed_page(rest),
                None => self.fixed_page(&fill.master),
            }
            if let Some(page) = self.composed.pages.last_mut() {
                page.leaf = true;
            }
        }
    }

    fn place_pending(&mut self) {
        for (index, master, placed) in std::mem::take(&mut self.pending) {
            let mut sheet = Sheet::new(self.geometry(), index + 1);
            fixed::place(master, &mut sheet, &mut self.setter, &self.labels);
            let page = &mut self.composed.pages[index];
            page.fragments.splice(..placed, sheet.page.fragments);
            // Those of a page of the story stand there already, before what its bands keep.
            let known = sheet.page.reserved.len().min(page.reserved.len());
            page.reserved.splice(..known, sheet.page.reserved);
        }
    }

    fn story(&mut self, story: &'a Story) {
        let first_row = self.first_row(story);
        let fitting = Fitting {
            document: self.document,
            fonts: self.fonts,
            story,
            breaks: self.breaks,
            first_row,
            before: self.composed.pages.len(),
            fills: &mut self.fills,
            diagnostics: &mut self.setter.diagnostics,
            work: self.setter.work.clone(),
        };
        let Fitted { units, strips, plans, cost, blanks } = fitting.fit();
        self.composed.page_breaks_cost += cost;
        let (page, continuous) = (self.geometry(), story.continuous);
        let pages = bill::Pages { page, continuous, units: &units, first_row };
        pages.add(&plans, self.composed.pages.len() + 1, &mut self.composed.bill);
        for plan in &plans {
            self.page(story, plan, &units, &strips);
        }
        for _ in 0..blanks {
            let mut sheet = self.next_sheet();
            sheet.page.leaf = true;
            self.composed.pages.push(sheet.page);
        }
    }

    /// The first row of the story on its first page: under the texts of that page's master.
    fn first_row(&mut self, story: &Story) -> i32 {
        let Some((master, frame)) = story.first.as_ref().and_then(|master| Some((master, master.frame.as_ref()?)))
        else {
            return 0;
        };
        let mut sheet = self.next_sheet();
        let places = fixed::place(master, &mut sheet, &mut self.setter, &self.labels);
        let page = self.geometry();
        let from = places.frame(frame) - page.first_baseline;
        let row = (from.ratio(page.leading) - 1e-6).ceil() as i32 + 1;
        row.max(frame.at_least).max(1)
    }

    fn page(&mut self, story: &'a Story, plan: &PagePlan, units: &[Unit], strips: &[Unit]) {
        let mut sheet = self.next_sheet();
        sheet.page.story = true;
        sheet.page.ends_part = plan.open;
        let first = story.first.as_ref().filter(|_| plan.first);
        let master = first.unwrap_or(&story.rest);
        fixed::place(master, &mut sheet, &mut self.setter, &self.labels);
        if master.items.iter().any(|item| matches!(item, MasterItem::Contents(_))) {
            self.pending.push((self.composed.pages.len(), master, sheet.page.fragments.len()));
        }
        for placed in &plan.units {
            let whole = if placed.strip { &strips[placed.unit] } else { &units[placed.unit] };
            let parts = placed.split.and_then(|(at, second)| Some((whole.divided(&at)?, second)));
            let unit = match &parts {
                Some(((first, _), false)) => first,
                Some(((_, second), true)) => second,
                None => whole,
            };
            let band = &story.bands[unit.band];
            let part = placed.part.as_ref().map(|(solution, region)| (&**solution, *region));
            let begins = unit.first_of_band && part.is_none_or(|(_, region)| region == 0);
            if begins {
                self.destination(band.destination, band.bookmark.as_ref(), &sheet, placed.start);
                if let BandKind::Cards(row) = &band.kind {
                    for card in &row.cards {
                        self.destination(card.destination, Some(&card.bookmark), &sheet, placed.start);
                    }
                }
            }
            if let (unit::Body::Columns(columns), Some((solution, region))) = (&unit.body, part) {
                let (count, page) = (self.geometry().columns, sheet.page.number);
                let unkept = pins::unkept(&columns.material.floats, solution, region, count, page);
                self.setter.diagnostics.list.extend(unkept);
            }
            if placed.end > self.geometry().rows {
                self.overset(placed.end, &sheet, band.source);
            }
            let is_away = !placed.strip && !begins_on(plan, unit.band, units);
            let feet = render::unit(&mut sheet, unit, (placed.start, placed.end), part, band.source, is_away);
            self.composed.columns.extend(feet);
        }
        self.composed.pages.push(sheet.page);
    }

    /// Nothing leaves a page in silence.
    fn overset(&mut self, end: i32, sheet: &Sheet, source: Option<Span>) {
        let over = end - self.geometry().rows;
        let message = format!("a part of this is {over} lines higher than page {}", sheet.page.number);
        let mut error = Diagnostic::error("overset", message)
            .help("a quote or picture in it is too high for the page: shorten the quote, or make it a `>` quotation");
        error.span = source;
        self.setter.diagnostics.push(error);
    }

    fn destination(&mut self, destination: Destination, bookmark: Option<&(String, u8)>, sheet: &Sheet, row: i32) {
        self.labels.insert(destination, sheet.page.number.to_string());
        if let Some((title, level)) = bookmark {
            let leading = self.geometry().leading;
            self.composed.bookmarks.push(Bookmark {
                title: title.clone(),
                level: *level,
                page: sheet.page.number - 1,
                y: (self.geometry().base(row) - leading * 2).max(Length::ZERO),
            });
        }
    }
}

/// Whether a band begins on a page.
fn begins_on(plan: &PagePlan, band: usize, units: &[Unit]) -> bool {
    let begins = |placed: &PlacedUnit| {
        let unit = &units[placed.unit];
        unit.band == band && unit.first_of_band && placed.part.as_ref().is_none_or(|(_, region)| *region == 0)
    };
    plan.units.iter().filter(|placed| !placed.strip).any(begins)
}
