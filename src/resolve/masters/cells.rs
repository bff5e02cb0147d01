//! Labelled texts in a grid.

use super::Page;
use crate::layout::master::CellsSpec;
use crate::resolve::document::{Across, AcrossEdge, Cell, Cells};
use crate::structure::Role;

impl Page<'_, '_> {
    pub(super) fn cells(&mut self, spec: &CellsSpec) -> Option<Cells> {
        let mut cells = Vec::new();
        for cell in &spec.cells {
            let mut words = self.builder.bound(&cell.text);
            if words.is_empty() {
                continue;
            }
            self.make_link(&mut words, cell.link.as_ref());
            let label = self.label(&cell.label, &spec.label_style)?;
            let tag = self.builder.element(Role::Paragraph);
            let choices = self.choices(&spec.style, &words.inlines, Some(tag));
            cells.push(Cell { label, choices, source: self.in_event(words.source) });
        }
        let last = self.down(&spec.last)?;
        Some(Cells {
            name: self.names.declare(spec.name.as_ref()),
            columns: self.columns(spec),
            last,
            before: self.builder.page.leading.scale(spec.before),
            beside: self.beside(spec.beside.as_ref()),
            cells,
        })
    }

    /// Left and right edge of each column.
    fn columns(&self, spec: &CellsSpec) -> Vec<(Across, Across)> {
        let page = &self.builder.page;
        let lefts: Vec<Across> = spec.columns.iter().map(|column| self.across(*column)).collect();
        let rights = lefts.iter().skip(1).map(|next| Across { offset: next.offset - page.gutter, ..*next });
        let text_right = Across { edge: AcrossEdge::TextLeft, offset: page.text_width() };
        let right = |(left, right): (&Across, Across)| match spec.width {
            Some(width) => Across { offset: left.offset + width.0, ..*left },
            None => right,
        };
        lefts.iter().zip(rights.chain([text_right])).map(|(left, next)| (*left, right((left, next)))).collect()
    }
}
