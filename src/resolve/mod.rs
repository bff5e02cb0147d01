//! From the event and the layout as written to the document as meant.
//!
//! In: an [`Event`] and a [`Layout`], the fonts, the pictures' store. Out: a [`Document`]; no names, percentages or
//! options are left in it. Every mistake is reported, with its place; a document is given only if there was none but in
//! pictures, which are left out of it.

pub mod dates;
pub mod direction;
pub mod document;
pub mod story;
pub mod style;

mod bindings;
mod blocks;
mod boxes;
mod builder;
mod capitals;
mod context;
mod drop_capital;
mod flow;
pub mod language;
mod lead;
mod lookup;
mod masters;
mod places;
mod press;
mod quotes;
mod runs;
mod screen;
mod speakers;
mod styles;
mod swatches;

use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, SourceMap, Span};
use crate::event::markup::plain_text;
use crate::event::{Event, Pages};
use crate::layout::master::OneOrMany;
use crate::layout::{CopyFittingSpec, Layout, PageSpec};
use crate::yaml::{self, Spanned};
use builder::Builder;
use document::{CopyFitting, CopyNames, Document, Fill, Metadata, PageCount, PageNumber, Part, SourceText};
pub use masters::personal::NO_FRAME;
use std::path::Path;

/// What is told of a picture that cannot be used.
pub const BAD_PICTURE: &str = "bad-picture";
/// What an attendee's copy is called where the event does not say it.
const FILE_NAME: &str = "{{ attendee.name }}";

/// What the stage needs besides the event and the layout.
pub struct Surroundings<'a> {
    /// The files that spans point into.
    pub sources: &'a SourceMap,
    /// The event file's folder.
    pub folder: &'a Path,
    pub fonts: &'a FontBook,
    pub pictures: &'a mut Pictures,
    /// Date of the file where the event gives none: seconds since 1970-01-01 UTC.
    pub date: Option<i64>,
}

/// Gives the event and the layout their meaning.
pub fn resolve(
    event: &Event,
    layout: &Layout,
    surroundings: Surroundings,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let document = meaning(event, layout, surroundings, diagnostics);
    lookup::blame_removals(&layout.removed, diagnostics);
    document
}

fn meaning(
    event: &Event,
    layout: &Layout,
    surroundings: Surroundings,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let page = places::page_geometry(layout);
    let mut press = press::resolve(event, layout, surroundings.sources, diagnostics);
    press.preflight.blanks = event.pages.as_ref().map_or(0, |pages| pages.blanks as usize);
    let swatches = swatches::Swatches::resolve(layout, event, &press, diagnostics);
    let styles = styles::StyleBook::resolve(layout, &swatches, surroundings.fonts, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let Surroundings { sources, folder, pictures, date, .. } = surroundings;
    let mut builder = Builder::new(event, layout, folder, pictures, diagnostics, page, swatches, styles);
    builder.check_language();
    let mut introduction = context::fill(&mut builder);
    flow::prepare(&mut builder);
    let parts = parts(&mut builder, &mut introduction);
    masters::personal::check(event, layout, builder.diagnostics);
    if parts.is_empty() {
        let error = Diagnostic::error("no-pages", "the layout makes no page of this event").at(layout.pages.span);
        let help = "under the layout's `pages:`, name a story, or a master whose condition holds";
        builder.diagnostics.push(error.help(help));
    }
    let is_grave = |found: &Diagnostic| found.severity == Severity::Error && found.code != BAD_PICTURE;
    if builder.diagnostics.list.iter().any(is_grave) {
        return None;
    }
    Some(Document {
        metadata: metadata(&builder, sources, date),
        swatches: builder.swatches.list,
        styles: builder.styles.into_styles(),
        structure: builder.structure,
        links: builder.links,
        page: builder.page,
        parts,
        pages: event.pages.as_ref().and_then(page_count),
        copy_fitting: copy_fitting(layout.copy_fitting),
        copy_names: copy_names(event),
        press,
        screen: screen::resolve(event, layout),
    })
}

fn parts(builder: &mut Builder, introduction: &mut context::Introduction) -> Vec<Part> {
    let layout = builder.layout;
    let mut parts = Vec::new();
    for spec in layout.pages.iter() {
        match spec {
            PageSpec::Page(names) => {
                parts.extend(masters::choose(builder, names, introduction).map(Part::Page));
            }
            PageSpec::Fill(spec) => {
                let one = OneOrMany::One(spec.master.clone());
                let master = masters::choose(builder, &one, introduction);
                let rest = spec.rest.as_ref().map(|rest| OneOrMany::One(rest.clone()));
                let rest = rest.and_then(|rest| masters::choose(builder, &rest, introduction));
                parts.extend(master.map(|master| {
                    Part::Fill(Box::new(Fill {
                        multiple: spec.multiple.max(1).into(),
                        most: spec.most.map_or(usize::MAX, usize::from),
                        master,
                        in_a_row: spec.in_a_row.into(),
                        rest,
                    }))
                }));
            }
            PageSpec::Story(spec) => parts.extend(flow::story(builder, spec, introduction).map(Part::Story)),
        }
    }
    parts
}

fn metadata(builder: &Builder, sources: &SourceMap, date: Option<i64>) -> Metadata {
    let event = builder.event;
    let plain = |name: &str, span| plain_text(&builder.name(name, span));
    let words = |text: &yaml::SourceText| plain(text, text.span).replace('\n', " ");
    let title = words(&event.title);
    let subject = match (&event.kind, &event.subtitle) {
        (_, Some(subtitle)) => words(subtitle),
        (Some(kind), None) => format!("{} {title}", words(kind)),
        (None, None) => String::new(),
    };
    let own = event.keywords.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
    let speakers = event.speakers.iter().map(|speaker| plain(&speakers::full_name(speaker), speaker.name.span));
    let keywords = own.chain(speakers).collect();
    let organisers = std::iter::once(&event.organiser).chain(&event.co_organisers);
    Metadata {
        title,
        author: plain(&event.organiser.name, event.organiser.name.span),
        publishers: organisers.map(|organiser| plain(&organiser.name, organiser.name.span)).collect(),
        subject,
        keywords,
        language: builder.language.to_string(),
        right_to_left: builder.right_to_left,
        day: event.date.as_ref().map(|date| dates::in_numbers(&date.value)),
        days: event.date.as_ref().map(|date| dates::first_and_last(&date.value)).unwrap_or_default(),
        date: event.date.as_ref().and_then(|date| dates::timestamp(&date.value)).or(date).unwrap_or(0),
        source: event.embed_event.as_ref().filter(|embed| embed.value).map(|embed| source(embed.span, sources)),
    }
}

/// The file in which something stands.
fn source(span: Span, sources: &SourceMap) -> SourceText {
    let file = sources.get(span.file);
    let name = file.path.file_name().map_or_else(|| "event.yaml".into(), |name| name.to_string_lossy().into_owned());
    SourceText { name, text: file.text.clone() }
}

fn page_count(pages: &Spanned<Pages>) -> Option<PageCount> {
    let exactly = pages.exactly.map(|number| PageNumber::Exactly(number as usize));
    let number = exactly.or(pages.multiple_of.map(|number| PageNumber::MultipleOf(number as usize)))?;
    Some(PageCount { number, blanks: pages.blanks as usize, source: Some(pages.span) })
}

fn copy_names(event: &Event) -> CopyNames {
    let written = event.copies.as_ref().and_then(|copies| copies.file_name.as_ref());
    let (template, source) = written.map_or((FILE_NAME, event.title.span), |name| (name.as_str(), name.span));
    CopyNames { template: template.to_owned(), source }
}

/// Percent to thousandths, and never so much that it shows.
fn copy_fitting(spec: CopyFittingSpec) -> CopyFitting {
    let thousandths = |percent: f64, most: f64| (percent.clamp(0.0, most) * 10.0).round() as i16;
    CopyFitting {
        tracking: thousandths(spec.tracking, 2.0),
        pictures: thousandths(spec.pictures, 30.0),
        portraits: spec.portraits.clamp(0, 4),
        size: thousandths(spec.size, 10.0),
    }
}
