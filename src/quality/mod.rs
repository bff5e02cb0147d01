//! How good composed pages are, in figures, with the place of every fault.
//!
//! In: the [`Document`], its [`Composed`] pages, the fonts and the source texts. Out: a [`Quality`], a plain value that
//! serialises; [`text`] and [`json`] write it. Only `check --quality` comes here: a build measures nothing.
//!
//! Everything is measured from fragments and glyph runs in their final places, against the fonts' own advances; what the
//! breaker and the solver think of their work is not asked. What cannot be seen on a page is recorded
//! by `compose`: the measure that a line's slot had ([`crate::compose::page::LineSlot`]), which page belongs to the
//! story, where a part of it ends, and how far the columns of a band reach ([`crate::compose::page::ColumnFeet`]).
//!
//! `lines` reads the pages, `words` the document; then each measure has its file: `spacing` and `paragraphs` judge lines,
//! `pages` grid, feet, filling and boxes, `holes` the white of pages as an area (`ink` and `rectangle` find it), `distances` quotes and pictures; `bill` gives what was found the ledger's
//! prices. Every figure and limit is defined in
//! `docs/quality.md`, which also says where the figures differ from those of programs that see the PDF file alone.

mod bill;
mod distances;
mod holes;
mod ink;
pub mod json;
pub mod limits;
mod lines;
mod pages;
mod paragraphs;
mod rectangle;
pub mod report;
mod spacing;
mod targets;
pub mod text;
mod words;

use crate::assets::fonts::FontBook;
use crate::compose::page::Composed;
use crate::diagnostic::SourceMap;
use crate::resolve::document::Document;
use lines::BodyLine;
use report::{Bill, Fault, FaultKind, Place, Quality, Work};
use words::Words;

/// Measures all pages.
pub fn measure(document: &Document, composed: &Composed, fonts: &FontBook, sources: &SourceMap) -> Quality {
    let words = Words::of(document);
    let lines = lines::read(document, composed, fonts, &words);
    let view = View { document, composed, sources, words: &words, lines: &lines };
    let mut faults = Vec::new();
    let mut quality = Quality {
        pages: composed.pages.len(),
        word_space: spacing::word_space(&lines),
        lines: spacing::count(&view, &mut faults),
        spacing: spacing::stretches(&lines),
        languages: spacing::by_language(&view),
        glyphs: spacing::glyphs(&lines),
        rivers: spacing::rivers(&view, &mut faults),
        paragraphs: paragraphs::judge(&view, &mut faults),
        grid: pages::grid(&view, &mut faults),
        columns: pages::feet(&view, &mut faults),
        filling: pages::filling(&view, &mut faults),
        white: holes::white(&view, &mut faults),
        quotes: distances::of(&view, words::Kind::Quote, &mut faults),
        pictures: distances::of(&view, words::Kind::Picture, &mut faults),
        work: Work { judged: composed.work.judged, offers: composed.work.offers, spent: composed.spent },
        bill: Bill::default(),
        targets: Vec::new(),
        faults: Vec::new(),
    };
    pages::touching(&view, &mut faults);
    quality.targets = targets::of(&quality);
    spacing::loose_lines(&view, &quality, &mut faults);
    faults.sort_by_key(|fault| (fault.kind, fault.page, fault.column));
    quality.bill = Bill::of(bill::of(&view, &faults, &quality.filling.pages));
    quality.faults = faults;
    quality
}

/// All that measuring looks at.
struct View<'a> {
    document: &'a Document,
    composed: &'a Composed,
    sources: &'a SourceMap,
    words: &'a Words<'a>,
    /// In the order of the paragraphs.
    lines: &'a [BodyLine<'a>],
}

impl View<'_> {
    /// The lines of each column of each page from top to bottom, pages and columns in order.
    fn stacks(&self) -> Vec<Vec<&BodyLine<'_>>> {
        let mut lines: Vec<&BodyLine> = self.lines.iter().collect();
        lines.sort_by_key(|line| (line.page, line.column, line.baseline));
        lines.chunk_by(|a, b| (a.page, a.column) == (b.page, b.column)).map(<[_]>::to_vec).collect()
    }

    /// Whether a line stands in the row right under another.
    fn follows(&self, above: &BodyLine, below: &BodyLine) -> bool {
        below.baseline - above.baseline <= self.document.page.leading.scale(limits::ROW_TOLERANCE)
    }

    /// A fault of a line, with its words and their place in the event file.
    fn fault(&self, kind: FaultKind, line: &BodyLine, amount: f64) -> Fault {
        Fault {
            kind,
            page: self.number(line.page),
            column: Some(line.column + 1),
            place: self.place(line),
            words: line.beginning(),
            amount: report::rounded(amount),
            why: Vec::new(),
        }
    }

    fn number(&self, page: usize) -> usize {
        self.composed.pages.get(page).map_or(page + 1, |page| page.number)
    }

    fn place(&self, line: &BodyLine) -> Option<Place> {
        let span = self.words.locate(line, self.sources).or(line.source)?;
        Some(self.place_of(span))
    }

    fn place_of(&self, span: crate::diagnostic::Span) -> Place {
        let (line, column) = self.sources.line_column(span.file, span.start);
        let file = self.sources.get(span.file).path.to_string_lossy().into_owned();
        Place { file, line, column }
    }
}
