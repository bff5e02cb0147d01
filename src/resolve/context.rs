//! The names that layouts may bind to, filled from the event.

use super::bindings::{Bound, PARAGRAPH_END, plain_inlines};
use super::blocks::introduces;
use super::builder::{Builder, behind_titles};
use super::dates;
use super::quotes::{CLOSING_MARKS, SENTENCE_ENDS};
use crate::diagnostic::Span;
use crate::event::markup::{self, Block, BlockKind, Inline, MarkupPicture, Paragraph, Repeat};
use crate::event::{EventDate, Organiser};
use crate::yaml::{SourceText, Spanned};

/// The introduction in its parts.
#[derive(Default)]
pub struct Introduction {
    /// Its first paragraph, or all of a short one, for layouts that set it with the rest.
    pub lead: Vec<Block>,
    pub rest: Vec<Block>,
    /// The lead's last sentence, for layouts that set the lead large: it announces the rest's list or quotation, from
    /// which it would stand apart.
    pub announcement: Option<Block>,
    /// The first picture, which opens the report.
    pub opening: Option<MarkupPicture>,
}

/// Fills the bindings that are the same for the whole document.
pub fn fill(builder: &mut Builder) -> Introduction {
    fill_strings(builder);
    fill_titles(builder);
    fill_date(builder);
    fill_organisers(builder);
    let introduction = fill_introduction(builder);
    let event = builder.event;
    let moderator = moderator(builder);
    let bindings = &mut builder.bindings;
    bindings.words("moderator", moderator);
    bindings.set("cover", Bound::Flag(event.cover.is_some()));
    bindings.set("logo", Bound::Flag(event.organiser.logo.is_some()));
    bindings.set("speakers", Bound::Count(event.speakers.len()));
    bindings.set("sections", Bound::Count(event.sections.len()));
    bindings.set("photographs", Bound::Count(event.photographs.len()));
    let online = event.back_cover.as_ref().and_then(|back| back.online.as_ref());
    bindings.plain("back_cover.online", online);
    bindings.set("back_cover.online_short", short_address(online));
    introduction
}

fn fill_strings(builder: &mut Builder) {
    let mut keys: Vec<&String> = builder.layout.strings.values().flat_map(|strings| strings.keys()).collect();
    keys.sort();
    keys.dedup();
    let event = builder.event;
    let address = event.back_cover.as_ref().and_then(|b| b.online.as_ref()).or(event.organiser.website.as_ref());
    for key in keys {
        let text = builder.string(key).unwrap_or_default().to_owned();
        let text = text.replace("{address}", address.map_or("", |address| address.value.as_str()));
        builder.bindings.set(&format!("strings.{key}"), Bound::Plain(text, None));
    }
}

fn fill_titles(builder: &mut Builder) {
    let event = builder.event;
    let texts = [
        ("kind", event.kind.as_ref()),
        ("title", Some(&event.title)),
        ("subtitle", event.subtitle.as_ref()),
        ("venue", event.venue.as_ref()),
        ("remarks_lead", event.remarks_lead.as_ref()),
        ("closing", event.closing.as_ref()),
        ("back_cover.text", event.back_cover.as_ref().and_then(|back| back.text.as_ref())),
    ];
    for (name, text) in texts {
        let words = builder.inline(text);
        builder.bindings.words(name, words);
    }
    let heading = match &event.remarks_heading {
        Some(heading) => builder.inline(Some(heading)),
        None => plain_inlines(builder.string("remarks").unwrap_or_default(), event.title.span),
    };
    builder.bindings.words("remarks_heading", heading);
}

fn fill_date(builder: &mut Builder) {
    let (words, days, several) = match &builder.event.date {
        None => (Vec::new(), String::new(), false),
        Some(Spanned { value: EventDate::Text(text), span }) => {
            let words = builder.inline(Some(&SourceText::detached(text.as_str(), *span)));
            (words, String::new(), false)
        }
        Some(date) => {
            let parts = dates::in_words(&date.value, builder.event.language());
            let words = parts.into_iter().map(|part| word(part.text, part.raised, date.span)).collect();
            (words, dates::days(&date.value), matches!(date.value, EventDate::Interval(..)))
        }
    };
    let span = builder.event.date.as_ref().map(|date| date.span);
    builder.bindings.words("date", words);
    builder.bindings.set("day", Bound::Plain(days, span));
    builder.bindings.set("several_days", Bound::Flag(several));
}

fn word(text: String, superscript: bool, span: Span) -> Inline {
    Inline { text, bold: false, italic: false, superscript, subscript: false, link: None, span }
}

fn fill_organisers(builder: &mut Builder) {
    let event = builder.event;
    let organiser = &event.organiser;
    let name = builder.name(&organiser.name, organiser.name.span);
    builder.bindings.words("organiser.name", name);
    let mission = builder.inline(organiser.mission.as_ref());
    builder.bindings.words("organiser.mission", mission);
    let address = builder.inline_lines(organiser.address.as_ref());
    builder.bindings.words("organiser.address", address);
    fill_contacts(builder, organiser);
    for (binding, between) in [("co_organisers", ", "), ("co_organisers_lines", "\n")] {
        let mut names: Vec<Inline> = Vec::new();
        for partner in &event.co_organisers {
            if !names.is_empty() {
                names.push(word(between.to_owned(), false, partner.name.span));
            }
            names.extend(builder.name(&partner.name, partner.name.span));
        }
        if binding == "co_organisers" {
            let with = with_names(builder, &names);
            builder.bindings.words("with_co_organisers", with);
        }
        builder.bindings.words(binding, names);
    }
    let back = event.back_cover.as_ref();
    let anything = [&organiser.email, &organiser.website, &organiser.telephone].iter().any(|c| c.is_some())
        || organiser.address.is_some()
        || !organiser.social.is_empty()
        || back.is_some_and(|back| back.online.is_some());
    builder.bindings.set("contacts", Bound::Flag(anything));
}

/// The layout's words for those with whom the event was held, `{names}` replaced; empty without names.
fn with_names(builder: &Builder, names: &[Inline]) -> Vec<Inline> {
    let Some(first) = names.first() else { return Vec::new() };
    let words = builder.string("with_names").unwrap_or("{names}");
    let (before, after) = words.split_once("{names}").unwrap_or((words, ""));
    let own = |text: &str| plain_inlines(text, first.span);
    [own(before), names.to_vec(), own(after)].concat()
}

fn fill_contacts(builder: &mut Builder, organiser: &Organiser) {
    let bindings = &mut builder.bindings;
    bindings.plain("organiser.email", organiser.email.as_ref());
    let website = organiser.website.as_ref().zip(organiser.website_url());
    let website = website.map_or((String::new(), None), |(written, url)| (url, Some(written.span)));
    bindings.set("organiser.website", Bound::Plain(website.0, website.1));
    bindings.plain("organiser.telephone", organiser.telephone.as_ref());
    bindings.set("organiser.website_short", short_address(organiser.website.as_ref()));
    let linked = |scheme: &str, text: Option<&Spanned<String>>| match text {
        None => Bound::Plain(String::new(), None),
        Some(text) => {
            let address: String = text.value.chars().filter(|c| !c.is_whitespace()).collect();
            Bound::Plain(format!("{scheme}{address}"), Some(text.span))
        }
    };
    bindings.set("organiser.email_link", linked("mailto:", organiser.email.as_ref()));
    bindings.set("organiser.telephone_link", linked("tel:", organiser.telephone.as_ref()));
    let social: Vec<&str> = organiser.social.iter().map(|name| name.value.as_str()).collect();
    let span = organiser.social.first().map(|name| name.span);
    bindings.set("organiser.social", Bound::Plain(social.join("\n"), span));
}

/// A co-organiser's name, then mission, address and contacts, a paragraph each; addresses lead where they say.
pub fn partner_words(builder: &mut Builder, partner: &Organiser) -> Vec<Vec<Inline>> {
    let mut paragraphs = vec![builder.name(&partner.name, partner.name.span)];
    paragraphs.push(builder.inline(partner.mission.as_ref()));
    paragraphs.push(builder.inline_lines(partner.address.as_ref()));
    let mut contacts: Vec<Inline> = Vec::new();
    let mut contact = |text: String, link: Option<String>, span: Span| {
        if !contacts.is_empty() {
            contacts.extend(plain_inlines("  ·  ", span));
        }
        let link = link.map(|link| link.as_str().into());
        contacts.extend(plain_inlines(&text, span).into_iter().map(|inline| Inline { link: link.clone(), ..inline }));
    };
    if let Some(telephone) = &partner.telephone {
        contact(telephone.value.clone(), None, telephone.span);
    }
    if let Some(email) = &partner.email {
        contact(email.value.clone(), Some(format!("mailto:{}", email.value.trim())), email.span);
    }
    if let Some(website) = &partner.website {
        let text = match short_address(Some(website)) {
            Bound::Plain(text, _) => text,
            _ => website.value.clone(),
        };
        contact(text, partner.website_url(), website.span);
    }
    for name in &partner.social {
        contact(name.value.clone(), None, name.span);
    }
    paragraphs.push(contacts);
    paragraphs.retain(|words| !words.is_empty());
    paragraphs
}

/// A web address as people write it: without scheme, `www.` and a final slash.
fn short_address(address: Option<&Spanned<String>>) -> Bound {
    let Some(address) = address else { return Bound::Plain(String::new(), None) };
    let text = address.value.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/');
    Bound::Plain(text.to_owned(), Some(address.span))
}

/// Name and role in one line of thought; the role's first line follows a comma.
fn moderator(builder: &mut Builder) -> Vec<Inline> {
    let Some(moderator) = &builder.event.moderator else { return Vec::new() };
    let mut words = behind_titles(builder.inline(Some(&moderator.name)));
    let role = builder.inline_lines(moderator.role.as_ref());
    if !role.is_empty() {
        words.push(word(", ".to_owned(), false, moderator.name.span));
        words.extend(role);
    }
    words
}

fn fill_introduction(builder: &mut Builder) -> Introduction {
    let options = builder.options();
    let blocks = match &builder.event.introduction {
        Some(text) => markup::parse(text, &options, builder.diagnostics),
        None => Vec::new(),
    };
    let mut introduction = Introduction::default();
    let mut lead = None;
    let announces = announces(&blocks);
    for block in blocks {
        match block.kind {
            BlockKind::Paragraph(paragraph) if lead.is_none() => {
                lead = Some(take_lead(paragraph, block.span, &builder.event.title.text, &mut introduction));
            }
            BlockKind::Picture(picture) if introduction.opening.is_none() => introduction.opening = Some(picture),
            kind => introduction.rest.push(Block { span: block.span, kind }),
        }
    }
    let caption = introduction.opening.as_ref().map(caption_words).unwrap_or_default();
    let mut lead = lead.unwrap_or_default();
    let bindings = &mut builder.bindings;
    bindings.set("introduction", Bound::Flag(!lead.is_empty()));
    if announces {
        introduction.announcement = cut_announcement(&mut lead, introduction.lead.first());
    }
    let paragraphs =
        usize::from(!lead.is_empty()) + take_rest(&mut lead, &mut introduction, builder.layout.introduction.lead_words);
    let bindings = &mut builder.bindings;
    bindings.set("lead_paragraphs", Bound::Count(paragraphs));
    let lead_words = markup::plain_text(&lead).split_whitespace().count();
    bindings.set("lead_words", Bound::Count(lead_words));
    bindings.set("introduction_rest", Bound::Flag(!introduction.rest.is_empty()));
    bindings.set("opening", Bound::Flag(introduction.opening.is_some()));
    bindings.words("opening_caption", caption);
    bindings.words("lead", lead);
    introduction
}

/// Takes the rest of the introduction into the lead where both together have no more than so many words; gives how many
/// paragraphs that are. A list, a quotation or words to be repeated keep it apart.
fn take_rest(lead: &mut Vec<Inline>, introduction: &mut Introduction, most: usize) -> usize {
    let words = |inlines: &[Inline]| markup::plain_text(inlines).split_whitespace().count();
    let plain = |block: &Block| match &block.kind {
        BlockKind::Paragraph(paragraph) => {
            (paragraph.anchored.is_empty() && paragraph.repeats.is_empty()).then(|| words(&paragraph.inlines))
        }
        _ => None,
    };
    let Some(rest) = introduction.rest.iter().map(plain).sum::<Option<usize>>() else { return 0 };
    if lead.is_empty() || introduction.announcement.is_some() || words(lead) + rest > most {
        return 0;
    }
    let taken = introduction.rest.len();
    for block in introduction.rest.drain(..) {
        if let BlockKind::Paragraph(paragraph) = &block.kind {
            lead.extend(plain_inlines(PARAGRAPH_END, block.span));
            lead.extend(paragraph.inlines.iter().cloned());
        }
        introduction.lead.push(block);
    }
    taken
}

/// Whether the first paragraph announces the list or quotation after it.
fn announces(blocks: &[Block]) -> bool {
    let mut texts = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Picture(_)));
    let Some(BlockKind::Paragraph(first)) = texts.next().map(|block| &block.kind) else { return false };
    let follows = texts.next().is_some_and(|block| matches!(block.kind, BlockKind::List { .. } | BlockKind::Quote(_)));
    follows && first.anchored.is_empty() && introduces(&first.text())
}

/// Takes the last sentence from the lead's words.
fn cut_announcement(lead: &mut Vec<Inline>, whole: Option<&Block>) -> Option<Block> {
    let Block { span, kind: BlockKind::Paragraph(whole) } = whole? else { return None };
    let at = last_sentence(&markup::plain_text(lead));
    let mut last = Vec::new();
    let mut start = 0;
    for inline in std::mem::take(lead) {
        let length = inline.text.len();
        let (before, after) = inline.text.split_at(at.saturating_sub(start).min(length));
        let part = |text: &str| (!text.is_empty()).then(|| Inline { text: text.to_owned(), ..inline.clone() });
        lead.extend(part(before));
        last.extend(part(after));
        start += length;
    }
    if let Some(end) = lead.last_mut() {
        end.text.truncate(end.text.trim_end().len());
    }
    let repeats = whole.repeats.iter().filter(|repeat| repeat.range.start >= at).map(|repeat| {
        let range = repeat.range.start - at..repeat.range.end - at;
        Repeat { range, ..repeat.clone() }
    });
    let paragraph = Paragraph { inlines: last, repeats: repeats.collect(), ..whole.clone() };
    Some(Block { span: *span, kind: BlockKind::Paragraph(paragraph) })
}

/// Where the last sentence of a text begins; titles and initials are followed by other spaces.
fn last_sentence(text: &str) -> usize {
    let begins = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end_matches(CLOSING_MARKS);
        let next = text[at..].trim_start().chars().next();
        let is_end = before.ends_with(SENTENCE_ENDS) && next.is_some_and(|c| !c.is_lowercase());
        is_end.then(|| at + text[at..].len() - text[at..].trim_start().len())
    };
    text.rmatch_indices([' ', '\n']).find_map(begins).unwrap_or(0)
}

/// The lead's words; what is anchored in it follows it.
fn take_lead(mut paragraph: Paragraph, span: Span, title: &str, introduction: &mut Introduction) -> Vec<Inline> {
    for anchored in std::mem::take(&mut paragraph.anchored) {
        match anchored.block.kind {
            BlockKind::Picture(picture) if introduction.opening.is_none() => introduction.opening = Some(picture),
            kind => introduction.rest.push(Block { span: anchored.block.span, kind }),
        }
    }
    paragraph.inlines = embolden(paragraph.inlines, title);
    let inlines = paragraph.inlines.clone();
    introduction.lead.push(Block { span, kind: BlockKind::Paragraph(paragraph) });
    inlines
}

/// Caption and credit of a picture in one paragraph.
pub fn caption_words(picture: &MarkupPicture) -> Vec<Inline> {
    let mut words = picture.caption.clone();
    join_credit(&mut words, &picture.credit, false);
    words
}

/// A credit follows its caption as a sentence of its own; in a narrow place on a line of its own.
pub fn join_credit(words: &mut Vec<Inline>, credit: &[Inline], is_narrow: bool) {
    if let (Some(last), false) = (words.last().cloned(), credit.is_empty()) {
        let ends = last.text.trim_end().ends_with(['.', '!', '?', '…', ':', '”', '’', ')']);
        let stop = if ends || is_narrow { "" } else { "." };
        let text = format!("{stop}{}", if is_narrow { "\n" } else { " " });
        words.push(Inline { text, link: None, ..last });
    }
    words.extend(credit.iter().cloned());
}

/// The event's title is set in bold where the lead first names it, unless the author has already set something in bold.
fn embolden(words: Vec<Inline>, title: &str) -> Vec<Inline> {
    if words.iter().any(|inline| inline.bold) {
        return words;
    }
    let mut result = Vec::with_capacity(words.len() + 2);
    let mut found = false;
    for inline in words {
        match inline.text.find(title) {
            Some(start) if !found => {
                found = true;
                let end = start + title.len();
                let pieces = [(&inline.text[..start], false), (title, true), (&inline.text[end..], false)];
                let pieces = pieces.into_iter().filter(|(text, _)| !text.is_empty());
                result.extend(pieces.map(|(text, bold)| Inline { text: text.to_owned(), bold, ..inline.clone() }));
            }
            _ => result.push(inline),
        }
    }
    result
}
