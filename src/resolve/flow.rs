//! The running story: titles, speakers, sections, photographs and the closing note as bands.

use super::bindings::{Bound, BoundText};
use super::blocks;
use super::builder::Builder;
use super::context::{Introduction, join_credit};
use super::document::{Band, BandKind, ColumnsBand, Destination, Gap, Head, LeadPlace, Story, StripBand, TitleBand};
use super::lookup::{nearest, unknown};
use super::masters;
use super::speakers;
use crate::event::markup::{self, Block as Written};
use crate::event::{Section, Speaker};
use crate::layout::band::{
    BandSpec, GapSpec, HeadSpec, ItemsSpec, NoteSpec, PortraitSpec, StepSpec, StripSpec, TitleSpec,
};
use crate::layout::master::OneOrMany;
use crate::layout::{FlowSpec, StorySpec};
use crate::structure::{Role, StructId};
use crate::yaml::{SourceText, Spanned};

pub fn story<'a>(builder: &mut Builder<'a>, spec: &'a StorySpec, introduction: &mut Introduction) -> Option<Story> {
    let first = spec.first.as_ref().and_then(|names| masters::choose(builder, names, introduction));
    let rest = masters::choose(builder, &OneOrMany::One(spec.rest.clone()), introduction)?;
    let root = builder.section;
    // A title and the speakers after it are one part of the document.
    let mut part = root;
    let mut bands = Vec::new();
    for step in &spec.steps {
        builder.section = root;
        match step {
            StepSpec::Title(title) => {
                part = builder.structure.add(root, Role::Section);
                builder.section = part;
                bands.extend(title_band(builder, title));
            }
            StepSpec::Introduction(name) => {
                let mut blocks: Vec<Written> = introduction.announcement.take().into_iter().collect();
                blocks.append(&mut introduction.rest);
                bands.extend(introduction_band(builder, name, blocks));
            }
            StepSpec::WholeIntroduction(name) => {
                let mut blocks: Vec<Written> = std::mem::take(&mut introduction.lead);
                blocks.append(&mut introduction.rest);
                bands.extend(introduction_band(builder, name, blocks));
            }
            StepSpec::Speakers(spec) => {
                builder.section = std::mem::replace(&mut part, root);
                speakers::bands(builder, spec, &mut bands);
            }
            StepSpec::Sections(name) => sections(builder, name, &mut bands),
            StepSpec::Photographs(strip) => photographs(builder, strip, &mut bands),
            StepSpec::Note(note) => bands.extend(note_band(builder, note)),
            StepSpec::Items(items) => bands.extend(items_band(builder, items, introduction)),
        }
    }
    builder.section = root;
    Some(Story { first, rest, bands, continuous: spec.flow == FlowSpec::Continuous })
}

fn title_band(builder: &mut Builder, spec: &TitleSpec) -> Option<Band> {
    if !builder.holds(spec.when.as_ref()) {
        return None;
    }
    let words = builder.bound(&spec.text);
    if words.is_empty() {
        return None;
    }
    let tag = builder.heading(2, &words);
    let choices = builder.choices(&spec.style, &words.inlines, Some(tag));
    let lead = spec.lead.as_ref().and_then(|lead| {
        let words = builder.bound(&lead.text);
        let tag = (!words.is_empty()).then(|| builder.element(Role::Paragraph))?;
        Some((builder.paragraph(&lead.style, &words.inlines, Some(tag))?, lead.before))
    });
    Some(Band {
        destination: builder.destination(),
        bookmark: Some((words.plain(), 1)),
        new_page: spec.new_page,
        gap: Gap { rows: spec.before, least: spec.before, most: spec.before },
        kind: BandKind::Title(TitleBand {
            choices,
            most_lines: spec.lines,
            sink: *spec.sink,
            sink_most: *spec.sink_most,
            after: spec.after,
            lead,
        }),
        source: words.source,
    })
}

pub fn band_spec<'a>(builder: &mut Builder<'a>, name: &Spanned<String>) -> Option<&'a BandSpec> {
    let layout = builder.layout;
    let found = layout.bands.get(&name.value);
    if found.is_none() {
        let meant = nearest(&name.value, layout.bands.keys().map(String::as_str));
        builder.diagnostics.push(unknown("band", name, meant));
    }
    found
}

fn introduction_band(builder: &mut Builder, name: &Spanned<String>, blocks: Vec<Written>) -> Option<Band> {
    if blocks.is_empty() {
        return None;
    }
    let spec = band_spec(builder, name)?;
    builder.section = builder.structure.add(builder.section, Role::Section);
    let destination = builder.destination();
    Some(columns_band(builder, spec, BandContent { blocks, level: 3, destination, bookmark: None, portrait: None }))
}

/// What fills a band of columns.
pub struct BandContent<'a> {
    pub blocks: Vec<Written>,
    /// Level of its heading.
    pub level: u8,
    pub destination: Destination,
    pub bookmark: Option<(String, u8)>,
    /// How the portrait is set, whose it is, and how many portraits there were before.
    pub portrait: Option<(&'a PortraitSpec, &'a Speaker, usize)>,
}

pub fn columns_band(builder: &mut Builder, spec: &BandSpec, content: BandContent) -> Band {
    let title = spec.title.as_ref().and_then(|head| head_of(builder, head, Some(content.level)));
    let portrait =
        content.portrait.and_then(|(spec, speaker, before)| speakers::portrait(builder, spec, speaker, before));
    let note = spec.note.as_ref().and_then(|head| head_of(builder, head, None));
    let source = title.as_ref().and_then(|head: &Head| head.choices.first()?.runs.first()?.span);
    let source = source.or(content.blocks.first().map(|block| block.span)).or(Some(spec.text.span));
    let rule = spec.rule.as_ref().map(|rule| builder.stroke(rule));
    let level = (content.level + 1).min(6);
    let name_of =
        |(_, speaker, _): (_, &Speaker, _)| builder.name_alone(&speakers::full_name(speaker), speaker.name.span);
    let name = content.portrait.map(name_of).unwrap_or_default();
    Band {
        destination: content.destination,
        bookmark: content.bookmark,
        new_page: false,
        gap: gap(spec.gap),
        kind: BandKind::Columns(ColumnsBand {
            rule,
            rule_by_column: spec.rule_by_column,
            title,
            note,
            text_from: spec.text_from,
            resume: gap(spec.resume),
            least_rows: spec.least_rows,
            portrait,
            lead: spec.lead.as_ref().map(|lead| LeadPlace {
                lines: lead.lines,
                before: lead.before,
                after: lead.after,
            }),
            segments: blocks::segments(builder, content.blocks, spec, &name, level),
        }),
        source,
    }
}

pub fn gap(spec: GapSpec) -> Gap {
    let (rows, least, most) = spec.settled();
    Gap { rows, least, most }
}

pub fn head_of(builder: &mut Builder, spec: &HeadSpec, level: Option<u8>) -> Option<Head> {
    let words: BoundText = builder.bound(&spec.text);
    if words.is_empty() {
        return None;
    }
    let tag: StructId = match level {
        Some(level) => builder.heading(level, &words),
        None => builder.element(Role::Paragraph),
    };
    Some(Head {
        choices: builder.choices(&spec.style, &words.inlines, Some(tag)),
        most_lines: spec.lines,
        column: spec.column.map_or(0, |column| column.saturating_sub(1)).min(builder.page.columns - 1),
        wide: spec.wide,
        base: spec.base,
        lower: spec.lower.0,
    })
}

pub fn parse(builder: &mut Builder, text: Option<&SourceText>) -> Vec<Written> {
    let options = builder.options();
    text.map(|text| markup::parse(text, &options, builder.diagnostics)).unwrap_or_default()
}

fn sections(builder: &mut Builder, name: &Spanned<String>, bands: &mut Vec<Band>) {
    let Some(spec) = band_spec(builder, name) else { return };
    let root = builder.section;
    for (index, section) in builder.event.sections.iter().enumerate() {
        builder.section = builder.structure.add(root, Role::Section);
        bands.push(section_band(builder, spec, section, builder.sections[index]));
    }
    builder.section = root;
    prepare(builder);
}

fn section_band(builder: &mut Builder, spec: &BandSpec, section: &Section, destination: Destination) -> Band {
    let heading = builder.inline(Some(&section.heading));
    let title = markup::plain_text(&heading);
    builder.bindings.words("section.heading", heading);
    let blocks = parse(builder, section.text.as_ref());
    columns_band(
        builder,
        spec,
        BandContent { blocks, level: 2, destination, bookmark: Some((title, 1)), portrait: None },
    )
}

/// Photographs in strips of about the same number of pictures.
fn photographs(builder: &mut Builder, spec: &StripSpec, bands: &mut Vec<Band>) {
    let event = builder.event;
    builder.section = builder.structure.add(builder.section, Role::Section);
    let mut pictures = Vec::new();
    let mut captions = Vec::new();
    for photograph in &event.photographs {
        let Some(mut picture) = builder.event_picture(photograph, None) else { continue };
        picture.focus_at = [0.5, 0.5];
        let mut words = builder.inline(photograph.caption.as_ref());
        let credit = builder.inline(photograph.credit.as_ref());
        join_credit(&mut words, &credit, spec.count.value > 1);
        let caption = match words.is_empty() {
            true => None,
            false => {
                let tag = builder.caption(picture.tag);
                builder.paragraph(&spec.caption, &words, Some(tag))
            }
        };
        pictures.push(picture);
        captions.push(caption);
    }
    let strips = pictures.len().div_ceil(spec.count.value.max(1));
    let (mut pictures, mut captions) = (pictures.into_iter(), captions.into_iter());
    let total = pictures.len();
    for strip in 0..strips {
        let count = total * (strip + 1) / strips - total * strip / strips;
        bands.push(Band {
            destination: builder.destination(),
            bookmark: None,
            new_page: false,
            gap: Gap { rows: spec.before, least: 3, most: spec.before + 1 },
            source: pictures.as_slice().first().and_then(|picture| picture.source),
            kind: BandKind::Strip(StripBand {
                pictures: pictures.by_ref().take(count).collect(),
                captions: captions.by_ref().take(count).collect(),
                gap: spec.gap.0,
                rows: *spec.rows,
                most_rows: spec.most_rows.map_or(*spec.rows, |most| most.max(*spec.rows)),
                least_rows: spec.least_rows.map_or(*spec.rows, |least| least.min(*spec.rows)),
                in_order: spec.in_order,
            }),
        });
    }
}

fn note_band(builder: &mut Builder, spec: &NoteSpec) -> Option<Band> {
    let words = builder.bound(&spec.text);
    if words.is_empty() {
        return None;
    }
    let tag = builder.element(Role::Paragraph);
    let paragraph = builder.paragraph(&spec.style, &words.inlines, Some(tag))?;
    Some(Band {
        destination: builder.destination(),
        bookmark: None,
        new_page: false,
        gap: Gap { rows: spec.before, least: spec.before, most: spec.before + 1 },
        kind: BandKind::Note(paragraph),
        source: words.source,
    })
}

fn items_band(builder: &mut Builder, spec: &ItemsSpec, introduction: &Introduction) -> Option<Band> {
    let master = masters::choose(builder, &OneOrMany::One(spec.master.clone()), introduction)?;
    Some(Band {
        destination: builder.destination(),
        bookmark: None,
        new_page: false,
        gap: Gap { rows: spec.before, least: spec.before, most: spec.before },
        source: master.source,
        kind: BandKind::Items(master),
    })
}

/// Marks that no speaker and no section is at hand.
pub fn prepare(builder: &mut Builder) {
    for name in ["speaker.name", "speaker.role", "section.heading"] {
        builder.bindings.set(name, Bound::Plain(String::new(), None));
    }
}
