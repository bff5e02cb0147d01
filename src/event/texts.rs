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

fn long_texts(event: &Event) -> impl Iterator<Item = &SourceText> {
    let own = [&event.introduction, &event.remarks_lead, &event.closing];
    let speakers = event.speakers.iter().flat_map(|speaker| [&speaker.summary, &speaker.remarks]);
    let sections = event.sections.iter().map(|section| &section.text);
    let back = event.back_cover.iter().map(|back| &back.text);
    own.into_iter().chain(speakers).chain(sections).chain(back).flatten()
}

fn short_texts(event: &Event) -> impl Iterator<Item = &SourceText> {
    let roles = event.speakers.iter().map(|speaker| &speaker.role);
    let moderator = event.moderator.iter().map(|moderator| &moderator.role);
    let portraits = event.speakers.iter().filter_map(|speaker| speaker.portrait.as_ref());
    let pictures = event.cover.iter().chain(portraits).chain(&event.photographs);
    let captions = pictures.flat_map(|picture: &Picture| [&picture.caption, &picture.credit]);
    roles.chain(moderator).chain(captions).flatten()
}
