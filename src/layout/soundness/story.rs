//! Bands, the steps of the story, quotes and pictures: gaps in order, widths that leave room for words.

use super::Check;
use crate::geometry::Length;
use crate::layout::PageSpec;
use crate::layout::band::{BandSpec, BoxSpec, GapSpec, HeadSpec, PortraitSpec, StepSpec, StripSpec};
use crate::layout::forms::{FormSpec, SpeakersSpec};
use crate::yaml::Spanned;

const GRID_ROWS: &str = "`rows` of the `grid`";

pub fn check(check: &mut Check) {
    let layout = check.layout;
    for band in layout.bands.values() {
        check.band(band);
    }
    for page in layout.pages.iter() {
        let PageSpec::Story(story) = page else { continue };
        for step in &story.steps {
            match step {
                StepSpec::Title(title) => {
                    check.ordered(("`sink`", title.sink), ("`sink_most`", title.sink_most));
                    check.ordered(("`sink_most`", title.sink_most), (GRID_ROWS, layout.grid.rows));
                }
                StepSpec::Photographs(strip) => check.strip(strip),
                StepSpec::Speakers(SpeakersSpec::Forms(forms)) => check.forms(forms),
                _ => {}
            }
        }
    }
    check.quotes();
    check.pictures();
}

impl Check<'_> {
    fn band(&mut self, band: &BandSpec) {
        for gap in [&band.gap, &band.resume] {
            self.gap(gap);
        }
        for head in band.title.iter().chain(&band.note) {
            self.head(head);
        }
        if let Some(portrait) = &band.portrait {
            self.portrait(portrait);
        }
    }

    /// What a layout that is extended says gives way to what is said over it ([`GapSpec::settled`]).
    fn gap(&mut self, gap: &GapSpec) {
        let GapSpec { rows, least, most } = *gap;
        let together = |a: Spanned<i32>, b: Spanned<i32>| a.span.file == b.span.file;
        if together(least, most) && least.value > most.value {
            return self.ordered(("`least`", least), ("`most`", most));
        }
        if together(least, rows) {
            self.ordered(("`least`", least), ("`rows`", rows));
        }
        if together(rows, most) {
            self.ordered(("`rows`", rows), ("`most`", most));
        }
    }

    fn head(&mut self, head: &HeadSpec) {
        let count = self.layout.columns.count;
        if let Some(column) = head.column.filter(|column| column.value > count.value) {
            self.no_column(*column, vec![column.span, count.span]);
        }
    }

    /// Each form's portrait in its band. On a card it stands in one column's head.
    fn forms(&mut self, forms: &[FormSpec]) {
        for form in forms {
            let band = self.layout.bands.get(&form.band.value);
            let Some(portrait) = band.and_then(|band| band.portrait.as_ref()) else { continue };
            let portrait = form.portrait(portrait);
            match form.cards {
                Some(_) => self.fits("width", portrait.width.0, self.least_measure(), false, portrait.width.span),
                None if form.portrait.is_some() => self.portrait(&portrait),
                None => {}
            }
        }
    }

    /// In a head it stands beside the title, else beside the text.
    fn portrait(&mut self, portrait: &PortraitSpec) {
        let wide = portrait.in_head.is_some();
        self.fits("width", portrait.width.0, Length::ZERO, wide, portrait.width.span);
        self.ordered(("`rows`", portrait.rows), (GRID_ROWS, self.layout.grid.rows));
    }

    fn strip(&mut self, strip: &StripSpec) {
        let between = strip.gap.0 * (strip.count.value as i64 - 1);
        self.fits("gap", between, self.least_measure() * strip.count.value as i64, true, strip.gap.span);
        self.ordered(("`rows`", strip.rows), (GRID_ROWS, self.layout.grid.rows));
        if let Some(most) = strip.most_rows {
            self.ordered(("`rows`", strip.rows), ("`most_rows`", most));
        }
        if let Some(least) = strip.least_rows {
            self.ordered(("`least_rows`", least), ("`rows`", strip.rows));
        }
    }

    fn quotes(&mut self) {
        let quotes = &self.layout.quotes;
        self.boxed(&quotes.boxed.column, false);
        self.boxed(&quotes.boxed.wide, true);
        if let Some(gutter) = &quotes.boxed.gutter {
            self.boxed(gutter, true);
        }
        if let Some(full) = &quotes.boxed.full {
            self.boxed(full, false);
        }
        let least = self.least_measure();
        self.fits("indent", quotes.inline.indent.0, least, false, quotes.inline.indent.span);
        let indents = (quotes.quotation.left, quotes.quotation.right);
        let long = quotes.long.as_ref().map(|long| (long.left, long.right));
        for (left, right) in std::iter::once(indents).chain(long) {
            let wider = if right.0 > left.0 { right } else { left };
            self.fits(if right.0 > left.0 { "right" } else { "left" }, left.0 + right.0, least, false, wider.span);
        }
        let (text, right) = (quotes.message.text_at, quotes.message.right);
        self.fits("text_at", text.0 + right.0, least, true, text.span);
    }

    fn boxed(&mut self, form: &BoxSpec, wide: bool) {
        if let Some(width) = form.width {
            self.fits("width", width.0, Length::ZERO, wide, width.span);
        }
        let width = form.width.map_or(if wide { self.text_width } else { self.column_width }, |width| width.0);
        if form.padding.0 * 2 + self.leading > width {
            let involved = std::iter::once(form.padding.span).chain(form.width.map(|width| width.span)).collect();
            let message = "`padding` leaves no room for the words of the box".to_owned();
            let help = format!("it stands left and right: {} at most", super::points((width - self.leading) / 2));
            self.tell("no-room", involved, message, "too much", help);
        }
    }

    fn pictures(&mut self) {
        let (pictures, text) = (&self.layout.pictures, &self.layout.text);
        self.ordered(("`least_height`", pictures.least_height), ("`most_height`", pictures.most_height));
        if let Some(beside) = &pictures.beside {
            self.fits("width", beside.width.0, Length::ZERO, false, beside.width.span);
        }
        self.fits("list_indent", text.list_indent.0, self.least_measure(), false, text.list_indent.span);
    }
}
