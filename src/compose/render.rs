//! Units in their rows as fragments on a page.

use super::cards;
use super::columns::{Columns, Placement, portrait_area};
use super::head::MeasuredHead;
use super::material::{
    FloatContent, FloatForm, FloatPlace, MaterialBlock, MeasuredBox, MeasuredInline, MeasuredPicture, empty_rows,
    height_of,
};
use super::page::{ColumnFeet, Fragment, Layer, LineSlot};
use super::panel::MeasuredMessage;
use super::pieces::Pieces;
use super::sheet::Sheet;
use super::solver::Solution;
use super::type_setter::SetParagraph;
use super::unit::{Body, MeasuredBanner, MeasuredColumns, MeasuredStrip, Unit};
use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Rect};
use crate::resolve::document::{Head, QuoteBar, Stroke};
use crate::text::{Broken, BrokenLine};

/// Puts a unit, or a part of it, on the page; gives the feet of its columns. It is away where its band begins on another
/// page.
pub fn unit(
    sheet: &mut Sheet,
    unit: &Unit,
    (start, end): (i32, i32),
    part: Option<(&Solution, usize)>,
    source: Option<Span>,
    is_away: bool,
) -> Option<ColumnFeet> {
    let mut renderer = Renderer { sheet, source };
    match &unit.body {
        Body::Title(title) => {
            let (left, first) = (renderer.sheet.text_left(), renderer.base(start));
            renderer.paragraph(Layer::Content, &title.text, left, first);
            if let Some((rows, lead)) = &title.lead {
                let first = renderer.base(start + rows);
                renderer.paragraph(Layer::Content, lead, left, first);
            }
            None
        }
        Body::Note(text) => {
            let (left, first) = (renderer.sheet.text_left(), renderer.base(start));
            renderer.paragraph(Layer::Content, text, left, first);
            None
        }
        Body::Items(page, left) => {
            let across = renderer.sheet.text_left() - *left;
            let down = renderer.base(start) - renderer.base(1);
            for fragment in &page.fragments {
                renderer.push(fragment.clone().moved(across, down));
            }
            let reserved = page.reserved.iter().map(|frame| frame.moved(across, down));
            renderer.sheet.page.reserved.extend(reserved);
            None
        }
        Body::Message(message) => renderer.message(message, start, start + unit.extent),
        Body::Banner(banner) => renderer.banner(banner, start, is_away),
        Body::Cards(cards) => {
            cards::render(renderer.sheet, cards, start);
            None
        }
        Body::Strip(strip) => renderer.strip(strip, start, end - start - unit.extent),
        Body::Columns(columns) => renderer.columns(columns, start, part),
    }
}

struct Renderer<'r, 'a> {
    sheet: &'r mut Sheet<'a>,
    source: Option<Span>,
}

impl Renderer<'_, '_> {
    fn base(&self, row: i32) -> Length {
        self.sheet.geometry.base(row)
    }

    fn push(&mut self, fragment: Fragment) {
        let source = fragment.source.or(self.source);
        self.sheet.push(Fragment { source, ..fragment });
    }

    /// A paragraph's lines; gives the last baseline.
    fn paragraph(&mut self, layer: Layer, set: &SetParagraph, left: Length, first: Length) -> Length {
        self.sheet.lines(layer, set.lines.clone(), left, first, set.leading)
    }

    /// The area of some rows, from cap top to baseline.
    fn area(&self, left: Length, right: Length, first_row: i32, rows: i32) -> Rect {
        let top = self.sheet.geometry.cap_top(first_row);
        Rect::new(left, top, right, top + height_of(rows, self.sheet.geometry))
    }

    /// An area that is counted from the text's left edge and a row's baseline.
    fn placed(&self, area: Rect, row: i32) -> Rect {
        area.moved(self.sheet.text_left(), self.base(row))
    }

    /// A field, if there is one; gives the layer of the words on it.
    fn field(&mut self, layer: Layer, area: Rect, color: Option<SwatchId>) -> Layer {
        match color {
            Some(color) => {
                self.push(Fragment::fill(layer, area, color));
                Layer::Overlay
            }
            None => layer,
        }
    }

    /// Lines along the top and the foot of an area.
    fn rules(&mut self, layer: Layer, area: Rect, rule: Option<Stroke>) {
        let Some(rule) = rule else { return };
        for y in [area.top, area.bottom] {
            let line = Fragment::stroke(Point::new(area.left, y), Point::new(area.right, y), &rule);
            self.push(Fragment { layer, ..line });
        }
    }

    fn message(&mut self, message: &MeasuredMessage, start: i32, end: i32) -> Option<ColumnFeet> {
        let width = message.text_at + message.measure + message.right;
        let (left, right) = match (self.sheet.text_left(), self.sheet.text_right()) {
            (_, right) if message.right_to_left => (right - width, right),
            (left, _) => (left, left + width),
        };
        let panel = self.area(left, right, start, end - start + 1);
        let layer = self.field(Layer::Content, panel, message.field);
        if let Some(bar) = message.bar {
            let line = Rect::new(panel.left, panel.top, panel.left + bar.width, panel.bottom);
            self.push(Fragment::bar(layer, line, &bar));
        }
        // As much space above the capitals of the first line as below the last baseline.
        let depth = message.leading * (message.lines.len() as i64 - 1).max(0);
        let below = |set: &SetParagraph| self.sheet.geometry.leading.scale(1.5) + set.depth();
        let over = self.sheet.geometry.leading * i64::from(message.label_rows);
        let height = over + message.cap_height + depth + message.attribution.as_ref().map_or(Length::ZERO, below);
        let first = panel.top + (panel.height() - height) / 2 + over + message.cap_height;
        // The label stands at the side where lines start.
        let text_left = left + if message.right_to_left { message.right } else { message.text_at };
        if let Some(label) = &message.label {
            let mirrored = right - message.label_at - message.label_measure;
            let label_left = if message.right_to_left { mirrored } else { left + message.label_at };
            self.paragraph(layer, label, label_left, first - over);
        }
        for (index, line) in message.lines.iter().enumerate() {
            let origin = Point::new(text_left, first + message.leading * index as i64);
            self.push(Fragment::line(layer, origin, line.clone(), false));
        }
        if let Some(attribution) = &message.attribution {
            let rest = message.measure - attribution.width;
            let wanted = if message.right_to_left { text_left } else { text_left + rest };
            let at = if attribution.right_to_left { wanted - rest } else { wanted };
            let first = first + depth + self.sheet.geometry.leading.scale(1.5);
            self.paragraph(layer, attribution, at, first);
        }
        None
    }

    fn banner(&mut self, banner: &MeasuredBanner, start: i32, is_away: bool) -> Option<ColumnFeet> {
        let bleed = self.sheet.bleed_area();
        let field = self.area(bleed.left, bleed.right, start, banner.rows);
        self.field(Layer::Background, field, banner.field);
        let left = self.sheet.text_left();
        let words = banner.text.cap_height + banner.text.depth();
        // A name for which its rows have no room is left to the head.
        let speaker = banner.speaker.as_ref().filter(|_| is_away && banner.has_room_for_name(words, field.height()));
        let attribution = banner.attribution.as_ref().or(speaker);
        let height = words + attribution.map_or(Length::ZERO, |_| banner.attribution_below);
        let first = field.top + (field.height() - height) / 2 + banner.text.cap_height;
        let last = self.paragraph(Layer::Content, &banner.text, left, first);
        if let Some(attribution) = attribution {
            self.paragraph(Layer::Content, attribution, left, last + banner.attribution_below);
        }
        None
    }

    fn strip(&mut self, strip: &MeasuredStrip, start: i32, grown: i32) -> Option<ColumnFeet> {
        let step = strip.width + strip.band.gap;
        for (index, picture) in strip.band.pictures.iter().enumerate() {
            let left = self.sheet.text_left() + step * index as i64;
            let area = self.area(left, left + strip.width, start, strip.rows + grown);
            self.push(Fragment::picture(Layer::Content, picture, area));
            if let Some(Some(caption)) = strip.captions.get(index) {
                self.paragraph(Layer::Content, caption, left, area.bottom + self.sheet.geometry.leading);
            }
        }
        None
    }

    fn columns(
        &mut self,
        columns: &MeasuredColumns,
        start: i32,
        part: Option<(&Solution, usize)>,
    ) -> Option<ColumnFeet> {
        let region = part.map_or(0, |(_, region)| region);
        if region == 0 {
            self.head(&columns.head, start);
        }
        let (solution, region) = part?;
        let first_row = if region == 0 { start + columns.head.rows } else { start };
        let broken = solution.set(&columns.material);
        let mut part = Part { renderer: self, columns, solution, broken: &broken, region, first_row, bar_end: None };
        part.render();
        let feet = part.feet();
        if region == 0 {
            self.column_rules(&columns.head, start, feet.rows.len());
        }
        Some(feet)
    }

    /// A rule over each column; one over all of them where the text is so short that it leaves some empty.
    fn column_rules(&mut self, head: &MeasuredHead, start: i32, held: usize) {
        let rule = head.band.filter(|band| band.rule_by_column).and_then(|band| band.rule);
        let Some(rule) = rule else { return };
        let (geometry, y) = (self.sheet.geometry, self.base(start));
        let (width, step) = (geometry.column_width(), geometry.column_width() + geometry.gutter);
        let (left, right) = (self.sheet.text_left(), self.sheet.text_right());
        let over_columns =
            (0..i64::from(geometry.columns)).map(|column| (left + step * column, left + step * column + width));
        let stretches = if held < usize::from(geometry.columns) { vec![(left, right)] } else { over_columns.collect() };
        for (from, to) in stretches {
            self.push(Fragment::stroke(Point::new(from, y), Point::new(to, y), &rule));
        }
    }

    fn head(&mut self, head: &MeasuredHead, start: i32) {
        let geometry = self.sheet.geometry;
        let step = geometry.column_width() + geometry.gutter;
        let (left, right) = (self.sheet.text_left(), self.sheet.text_right());
        if let Some(rule) = head.band.filter(|band| !band.rule_by_column).and_then(|band| band.rule) {
            let y = self.base(start);
            self.push(Fragment::stroke(Point::new(left, y), Point::new(right, y), &rule));
        }
        let mut beside = Length::ZERO;
        if let Some((portrait, foot)) =
            head.portrait.as_deref().and_then(|portrait| Some((portrait, portrait.in_head?)))
        {
            let area = self.placed(portrait_area(portrait, geometry), start + foot - portrait.rows + 1);
            self.push(Fragment::picture(Layer::Content, &portrait.picture, area));
            beside = if portrait.right { Length::ZERO } else { portrait.width + portrait.clearance };
        }
        let lower = |head: Option<&Head>| head.map_or(Length::ZERO, |head| head.lower);
        let title = (&head.title, lower(head.band.and_then(|band| band.title.as_ref())));
        let note = (&head.note, lower(head.band.and_then(|band| band.note.as_ref())));
        for (head, lower) in [title, note] {
            let Some((column, row, set)) = head else { continue };
            let first = self.base(start + row) + lower;
            self.paragraph(Layer::Content, set, left + beside + step * *column as i64, first);
        }
        if let Some((column, row, set)) = &head.lead {
            self.paragraph(Layer::Content, set, left + beside + step * *column as i64, self.base(start + row));
        }
    }
}

/// Lines below one another in a column, between the same edges.
struct LineStretch {
    column: usize,
    /// The first and the last.
    rows: (i32, i32),
    left: Length,
    right: Length,
}

impl LineStretch {
    fn follows(&self, column: usize, row: i32, left: Length, right: Length) -> bool {
        (self.column, self.rows.1 + 1, self.left, self.right) == (column, row, left, right)
    }
}

/// One region of a band on its page.
struct Part<'r, 's, 'a, 'c> {
    renderer: &'r mut Renderer<'s, 'a>,
    columns: &'c MeasuredColumns<'c>,
    solution: &'c Solution,
    broken: &'c Broken,
    region: usize,
    /// The page's row of the region's first.
    first_row: i32,
    /// Column and row of the line at which the last bar beside a quotation ended.
    bar_end: Option<(usize, i32)>,
}

impl Part<'_, '_, '_, '_> {
    fn geometry(&self) -> Columns<'_> {
        Columns {
            page: self.renderer.sheet.geometry,
            regions: &self.solution.regions,
            portrait: self.columns.portrait.as_deref(),
        }
    }

    /// Blocks in reading order; floats follow the words that they belong to.
    fn render(&mut self) {
        if self.region == 0
            && let Some(portrait) = self.columns.portrait.as_deref()
        {
            let area = self.renderer.placed(portrait_area(portrait, self.renderer.sheet.geometry), self.first_row);
            self.renderer.push(Fragment::picture(Layer::Content, &portrait.picture, area));
        }
        let pieces = Pieces::new(&self.columns.material, &self.solution.placements);
        for (index, block) in self.columns.material.blocks.iter().enumerate() {
            match block {
                MaterialBlock::Text(text) => {
                    if let Some((piece, true)) = pieces.text_of(index) {
                        self.quote_bar(piece, text.bar);
                        self.lines(piece);
                    }
                    for (_, inline) in &text.inlines {
                        self.inline(*inline);
                    }
                }
                MaterialBlock::Inline(inline) => self.inline(*inline),
                MaterialBlock::Float(_) => {}
            }
            for float in self.floats_of(index) {
                self.float(float);
            }
        }
    }

    fn floats_of(&self, block: usize) -> Vec<usize> {
        match &self.columns.material.blocks[block] {
            MaterialBlock::Text(text) => text.floats.iter().map(|(_, float)| *float).collect(),
            MaterialBlock::Float(float) => vec![*float],
            MaterialBlock::Inline(_) => Vec::new(),
        }
    }

    fn column_count(&self) -> usize {
        usize::from(self.renderer.sheet.geometry.columns)
    }

    /// Region, column and row of a slot.
    fn place_of(&self, slot: usize) -> Option<(usize, usize, i32)> {
        let slot = self.solution.slots.get(slot)?;
        let column = usize::from(slot.column);
        Some((column / self.column_count(), column % self.column_count(), slot.row))
    }

    fn lines(&mut self, piece: usize) {
        let lines: Vec<&BrokenLine> = self.broken.lines.iter().filter(|line| line.piece == piece).collect();
        for line in lines {
            let Some((region, _, row)) = self.place_of(line.slot) else { continue };
            if region != self.region {
                continue;
            }
            let slot = &self.solution.slots[line.slot];
            let origin = Point::new(self.renderer.sheet.text_left() + slot.x, self.renderer.base(self.first_row + row));
            let fragment = self.renderer.sheet.page.fragments.len();
            let record = LineSlot { fragment, measure: slot.measure, full: slot.full };
            self.renderer.sheet.page.slots.push(record);
            let mut set = line.line.clone();
            if let Some(initial) =
                self.columns.material.initial.as_ref().filter(|_| piece == 0 && line.line.first_of_paragraph)
            {
                initial.join(&mut set);
            }
            self.renderer.push(Fragment::line(Layer::Content, origin, set, true));
        }
    }

    /// The line down the side of a quotation's paragraph, one for each stretch of lines that follow one another.
    fn quote_bar(&mut self, piece: usize, bar: Option<QuoteBar>) {
        let last_end = self.bar_end.take();
        let Some(bar) = bar else { return };
        let stretches = self.stretches(piece);
        let count = stretches.len();
        for (index, stretch) in stretches.into_iter().enumerate() {
            let page = self.renderer.sheet.geometry;
            let goes_on = last_end.filter(|end| index == 0 && bar.joins_before && end.0 == stretch.column);
            let top = match goes_on {
                Some((_, row)) => self.renderer.base(self.first_row + row) + bar.reach,
                None => self.renderer.base(self.first_row + stretch.rows.0) - page.cap_height - bar.reach,
            };
            let bottom = self.renderer.base(self.first_row + stretch.rows.1) + bar.reach;
            let x = if bar.right_to_left { stretch.right - bar.stroke.width } else { stretch.left };
            let left = self.renderer.sheet.text_left() + x;
            let area = Rect::new(left, top, left + bar.stroke.width, bottom);
            self.renderer.push(Fragment::bar(Layer::Content, area, &bar.stroke));
            self.bar_end = Some((stretch.column, stretch.rows.1)).filter(|_| index + 1 == count && bar.joins_after);
        }
    }

    /// The lines of a paragraph on this page, those that follow one another below one edge as one.
    fn stretches(&self, piece: usize) -> Vec<LineStretch> {
        let mut stretches: Vec<LineStretch> = Vec::new();
        for line in self.broken.lines.iter().filter(|line| line.piece == piece) {
            let Some((_, column, row)) = self.place_of(line.slot).filter(|place| place.0 == self.region) else {
                continue;
            };
            let slot = &self.solution.slots[line.slot];
            let (left, right) = (slot.x, slot.x + slot.measure);
            match stretches.last_mut() {
                Some(last) if last.follows(column, row, left, right) => last.rows.1 = row,
                _ => stretches.push(LineStretch { column, rows: (row, row), left, right }),
            }
        }
        stretches
    }

    /// Where a block of the column begins, if on this page.
    fn block_place(&self, id: usize) -> Option<(usize, i32)> {
        let block = self.broken.blocks.iter().find(|block| block.id as usize == id)?;
        let (region, column, row) = self.place_of(block.first_slot)?;
        (region == self.region).then_some((column, self.first_row + row))
    }

    fn inline(&mut self, inline: usize) {
        if let Some((column, row)) = self.block_place(inline) {
            self.inline_quote(&self.columns.material.inlines[inline], (column, row));
        }
    }

    fn inline_quote(&mut self, quote: &MeasuredInline, (column, row): (usize, i32)) {
        let column_left = self.renderer.sheet.text_left() + self.geometry().column_left(column);
        // What is over of its rows is divided between top and foot.
        let over = self.renderer.sheet.geometry.leading * i64::from(quote.rows - 1) - quote.depth;
        let first = self.renderer.base(row) + over / 2;
        let mut next = first;
        let mut last = first;
        let text_left = if quote.right_to_left { column_left } else { column_left + quote.indent };
        for set in quote.paragraphs.iter().chain(&quote.attribution) {
            last = self.renderer.paragraph(Layer::Content, set, text_left, next);
            next = last + set.leading;
        }
        if let Some(bar) = quote.bar {
            let top = first - self.renderer.sheet.geometry.cap_height - quote.bar_reach;
            let after = self.renderer.sheet.geometry.column_width() - bar.width;
            let bar_left = if quote.right_to_left { column_left + after } else { column_left };
            let line = Rect::new(bar_left, top, bar_left + bar.width, last + quote.bar_reach);
            self.renderer.push(Fragment::bar(Layer::Content, line, &bar));
        }
    }

    fn float(&mut self, float: usize) {
        let measured = &self.columns.material.floats[float];
        let Some(mut placement) = self.solution.placements[float] else { return };
        let Some(form) = measured.forms.get(placement.form) else { return };
        let page_row = if placement.is_in_text() {
            let Some((column, row)) = self.block_place(self.columns.material.inlines.len() + float) else { return };
            placement.column = column;
            row
        } else if placement.region == self.region {
            // At a column's top nothing is above it.
            let inside = placement.place == FloatPlace::Wide && placement.row > 0;
            let above = if placement.at_foot || inside { empty_rows(form).0 } else { 0 };
            self.first_row + placement.row + above
        } else {
            return;
        };
        let left = self.renderer.sheet.text_left() + self.geometry().float_left(form, &placement);
        match &form.content {
            FloatContent::Box(boxed) => self.from(measured.source, |part| part.boxed(boxed, form, left, page_row)),
            FloatContent::Inline(quote) => {
                self.from(measured.source, |part| part.inline_quote(quote, (placement.column, page_row)));
            }
            FloatContent::Picture(picture) => self.picture(picture, left, page_row),
        }
    }

    /// Draws what comes from this place of the event.
    fn from(&mut self, source: Option<Span>, draw: impl FnOnce(&mut Self)) {
        let first = self.renderer.sheet.page.fragments.len();
        draw(self);
        for fragment in self.renderer.sheet.page.fragments.iter_mut().skip(first) {
            fragment.source = source.or(fragment.source);
        }
    }

    fn boxed(&mut self, boxed: &MeasuredBox, form: &FloatForm, left: Length, row: i32) {
        let area = self.renderer.area(left, left + boxed.width, row, form.rows);
        let layer = match boxed.color {
            Some(color) => {
                self.renderer.push(Fragment::fill(Layer::Content, area, color));
                Layer::Overlay
            }
            None => Layer::Content,
        };
        self.renderer.rules(layer, area, boxed.rule);
        let left = left + boxed.padding;
        let caps = boxed.paragraphs.first().map(|set| set.cap_height).unwrap_or_default();
        let mut next = area.top + (area.height() - boxed.text_height()) / 2 + caps;
        for set in &boxed.paragraphs {
            let last = self.renderer.paragraph(layer, set, left, next);
            next = last + set.leading;
        }
        if let (Some(attribution), Some(last)) = (&boxed.attribution, boxed.paragraphs.last()) {
            let first = next - last.leading + attribution.leading.scale(1.5);
            self.renderer.paragraph(layer, attribution, left, first);
        }
    }

    fn picture(&mut self, picture: &MeasuredPicture, left: Length, row: i32) {
        let area = picture.area(self.renderer.sheet.geometry);
        let area = self.renderer.placed(area.moved(left - self.renderer.sheet.text_left(), Length::ZERO), row);
        self.renderer.push(Fragment::picture(Layer::Content, &picture.picture, area));
        if let Some(caption) = &picture.caption {
            let last = self.renderer.base(row + picture.rows + picture.caption_rows - 1);
            self.renderer.paragraph(Layer::Content, caption, left, last - caption.depth());
        }
    }

    /// The last row of each column of this region that holds anything.
    fn feet(&self) -> ColumnFeet {
        let columns = self.column_count();
        let mut rows = vec![self.first_row - 1; columns];
        let mut reach = |column: usize, row: i32| rows[column] = rows[column].max(self.first_row + row);
        for line in &self.broken.lines {
            if let Some((region, column, row)) = self.place_of(line.slot)
                && region == self.region
            {
                reach(column, row);
            }
        }
        for block in &self.broken.blocks {
            if let Some((region, column, row)) = self.place_of(block.first_slot)
                && region == self.region
            {
                reach(column, row + self.block_rows(block.id as usize) - 1);
            }
        }
        let covered = |placement: &&Placement| placement.region == self.region;
        for placement in self.solution.placements.iter().flatten().filter(covered) {
            for column in (0..columns).filter(|column| placement.covers(*column)) {
                reach(column, placement.row + placement.rows - 1);
            }
        }
        let portrait =
            self.columns.portrait.as_deref().filter(|_| self.region == 0).zip(self.geometry().portrait_column());
        let mut under_portrait = false;
        if let Some((portrait, column)) = portrait {
            let foot = self.first_row + portrait.rows - 1;
            under_portrait = rows.iter().all(|row| *row < foot);
            if !under_portrait {
                rows[column] = rows[column].max(foot);
            }
        }
        rows.retain(|row| *row >= self.first_row);
        let last = self.region + 1 == self.solution.regions.len();
        ColumnFeet { page: self.renderer.sheet.page.number - 1, rows, under_portrait, last }
    }

    fn block_rows(&self, id: usize) -> i32 {
        let inlines = &self.columns.material.inlines;
        match inlines.get(id) {
            Some(inline) => i32::from(inline.rows),
            None => {
                let float = id - inlines.len();
                let form = self.solution.placements.get(float).copied().flatten().map_or(0, |p| p.form);
                self.columns.material.floats.get(float).and_then(|f| f.forms.get(form)).map_or(1, |form| form.rows)
            }
        }
    }
}
