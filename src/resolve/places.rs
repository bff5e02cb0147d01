//! Places of a layout (`column 2 + 47pt`, `base 51`) as distances on the page.

use super::document::{Across, AcrossEdge, Down, ItemName, PageGeometry};
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Size};
use crate::layout::Layout;
use crate::layout::dimension::{Across as WrittenAcross, AcrossEdge as WrittenEdge, Down as WrittenDown, DownEdge};
use crate::yaml::Spanned;

/// The page's measures from the layout, which was found sound when it was read.
pub fn page_geometry(layout: &Layout) -> PageGeometry {
    PageGeometry {
        trim: Size::new(layout.paper.width.0, layout.paper.height.0),
        bleed: layout.paper.bleed.0,
        facing: layout.paper.facing,
        inner: layout.margins.inner.0,
        outer: layout.margins.outer.0,
        columns: layout.columns.count.value.max(1),
        gutter: layout.columns.gutter.map_or(Length::ZERO, |gutter| gutter.0),
        leading: layout.grid.leading.0,
        first_baseline: layout.grid.first_baseline.0,
        rows: *layout.grid.rows,
        cap_height: layout.grid.cap_height.0,
    }
}

/// Names of items on one master, in the order in which they are met.
#[derive(Default)]
pub struct ItemNames(Vec<String>);

impl ItemNames {
    pub fn declare(&mut self, name: Option<&String>) -> Option<ItemName> {
        let name = name?;
        self.0.push(name.clone());
        Some(ItemName(self.0.len() - 1))
    }

    fn find(&self, name: &str) -> Option<ItemName> {
        self.0.iter().rposition(|known| known == name).map(ItemName)
    }
}

/// Resolves places on one page.
pub struct Places<'a> {
    pub page: &'a PageGeometry,
    pub names: &'a ItemNames,
}

impl Places<'_> {
    pub fn across(&self, place: WrittenAcross) -> Across {
        let step = self.page.column_width() + self.page.gutter;
        let start = |column: u16| step * (i64::from(column.min(self.page.columns)) - 1);
        let (edge, distance) = match place.edge {
            WrittenEdge::BleedLeft => (AcrossEdge::BleedLeft, Length::ZERO),
            WrittenEdge::BleedRight => (AcrossEdge::BleedRight, Length::ZERO),
            WrittenEdge::TrimLeft => (AcrossEdge::TrimLeft, Length::ZERO),
            WrittenEdge::TrimRight => (AcrossEdge::TrimRight, Length::ZERO),
            WrittenEdge::TextLeft => (AcrossEdge::TextLeft, Length::ZERO),
            WrittenEdge::TextRight => (AcrossEdge::TextLeft, self.page.text_width()),
            WrittenEdge::ColumnStart(n) => (AcrossEdge::TextLeft, start(n)),
            WrittenEdge::ColumnEnd(n) => (AcrossEdge::TextLeft, start(n) + self.page.column_width()),
        };
        Across { edge, offset: distance + place.offset }
    }

    /// An item named in a place must stand before the one that names it and be there at all.
    pub fn down(&self, place: &Spanned<WrittenDown>) -> Result<Down, Diagnostic> {
        let row = |rows: f64| self.page.leading.scale(rows);
        let offset = row(place.offset.rows) + place.offset.length;
        let base = |r: f64| self.page.first_baseline + row(r - 1.0);
        let named = |name: &str| {
            self.names.find(name).ok_or_else(|| {
                Diagnostic::error("unknown-item", format!("no item before this one is named `{name}`"))
                    .at(place.span)
                    .help("give an earlier text, contents or cells item `name:`, or name a place such as `base 27`")
            })
        };
        Ok(match &place.edge {
            DownEdge::BleedTop => Down::At(offset - self.page.bleed),
            DownEdge::BleedBottom => Down::At(self.page.trim.height + self.page.bleed + offset),
            DownEdge::TrimTop => Down::At(offset),
            DownEdge::TrimBottom => Down::At(self.page.trim.height + offset),
            DownEdge::Base(r) => Down::At(base(*r) + offset),
            DownEdge::CapTop(r) => Down::At(base(*r) - self.page.cap_height + offset),
            DownEdge::ItemFirst(name) => Down::First(named(name)?, offset),
            DownEdge::ItemLast(name) => Down::Last(named(name)?, offset),
            DownEdge::ItemCap(name) => Down::Cap(named(name)?, offset),
        })
    }
}
