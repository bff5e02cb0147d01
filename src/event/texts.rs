//! Checks the Markdown of an event whose YAML has errors already, so that both are told in one run. (Of a sound event
//! the resolve stage reads the Markdown, and tells its errors then.)

use super::markup::{self, MarkupOptions};
use super::parts::{Event, Picture};
use crate::diagnostic::Diagnostics;
use crate::yaml::SourceText;

/// Reads every text of an event for its errors alone.
pub fn check_texts(event: &Event, diagnostics: &mut Diagnostics) {
    let language = event.language();
    for text in long_texts(event) {
        markup::parse(text, &MarkupOptions::new(language), diagnostics);
    }
    for text in short_texts(event) {
        markup::parse_inline(text, &MarkupOptions::lines(language), diagnostics);
    }
}

/// Texts of several blocks.
fn long_texts(event: &Event) -> impl Iterator<Item = &SourceText> {
    let speakers = event.speakers.iter().flat_map(|speaker| [&speaker.summary, &speaker.remarks]);
    let sections = event.sections.iter().map(|section| &section.text);
    std::iter::once(&event.introduction).chain(speakers).chain(sections).flatten()
}

/// Texts of one paragraph.
fn short_texts(event: &Event) -> impl Iterator<Item = &SourceText> {
    let own = [&event.kind, &event.subtitle, &event.venue, &event.remarks_heading, &event.remarks_lead, &event.closing];
    let organisers = std::iter::once(&event.organiser).chain(&event.co_organisers);
    let organisers = organisers.flat_map(|organiser| [&organiser.mission, &organiser.address]);
    let roles = event.speakers.iter().map(|speaker| &speaker.role);
    let moderator = event.moderator.iter().flat_map(|moderator| [Some(&moderator.name), moderator.role.as_ref()]);
    let back = event.back_cover.iter().map(|back| &back.text);
    let portraits = event.speakers.iter().filter_map(|speaker| speaker.portrait.as_ref());
    let pictures = event.cover.iter().chain(portraits).chain(&event.photographs);
    let captions = pictures.flat_map(|picture: &Picture| [&picture.caption, &picture.credit]);
    let optional = own.into_iter().chain(organisers).chain(roles).chain(back).chain(captions);
    let headings = event.sections.iter().map(|section| &section.heading);
    optional.flatten().chain(moderator.flatten()).chain([&event.title]).chain(headings)
}
