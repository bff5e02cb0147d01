//! What letters may name of the event, as plain words that are set as its pages set them.

use crate::diagnostic::Diagnostics;
use crate::event::markup::{MarkupOptions, parse_inline, plain_text};
use crate::event::{Event, EventDate};
use crate::resolve::dates;
use crate::yaml::SourceText;
use minijinja::value::Value;
use std::collections::BTreeMap;

/// `title`, `subtitle`, `kind`, `date`, `venue`, `online`; `organiser.name`, `.email`, `.telephone`, `.website`. What the event
/// does not have is empty.
pub fn of_event(event: &Event) -> BTreeMap<String, Value> {
    let inline = |text: Option<&SourceText>| text.map_or(String::new(), |text| words(text, event.language()));
    let organiser = &event.organiser;
    let date = event.date.as_ref().map(|date| match &date.value {
        EventDate::Text(text) => inline(Some(&SourceText::detached(text.as_str(), date.span))),
        date => dates::in_words(date, event.language()).into_iter().map(|part| part.text).collect(),
    });
    let online = event.back_cover.as_ref().and_then(|back| back.online.as_ref());
    let own = [
        ("name", organiser.name.value.clone()),
        ("email", organiser.email.as_ref().map_or(String::new(), |email| email.value.clone())),
        ("telephone", organiser.telephone.as_ref().map_or(String::new(), |telephone| telephone.value.clone())),
        ("website", organiser.website_url().unwrap_or_default()),
    ];
    let names = [
        ("title", Value::from(inline(Some(&event.title)))),
        ("subtitle", Value::from(inline(event.subtitle.as_ref()))),
        ("kind", Value::from(inline(event.kind.as_ref()))),
        ("venue", Value::from(inline(event.venue.as_ref()))),
        ("date", Value::from(date.unwrap_or_default())),
        ("online", Value::from(online.map_or(String::new(), |online| online.value.clone()))),
        ("organiser", Value::from_pairs(own)),
    ];
    names.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Words without markup. Mistakes in them are told where pages are made.
pub fn words(text: &SourceText, language: &str) -> String {
    let inlines = parse_inline(text, &MarkupOptions::new(language), &mut Diagnostics::default());
    plain_text(&inlines)
}
