//! The letter in its two forms: plain text, and HTML for those whose program shows it.
//!
//! In: Markdown (CommonMark) with hidden values, see `fill`. Out: [`Body`]. The HTML loads nothing, runs nothing and
//! sets no colour of letters or ground, so that it reads well in dark programs too; language and direction stand on its
//! root, and each value is isolated (`bdi`), since a name may run the other way. HTML in the Markdown is words.

use super::fill::{self, Stretch, unhidden};
use super::plain;
use crate::diagnostic::Diagnostic;
use crate::yaml::SourceText;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};

/// A letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// Lines of at most 76 columns, where words are no longer, with `\n` ends.
    pub text: String,
    pub html: String,
}

/// The picture that a letter ends with.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Without angle brackets.
    pub content_id: &'a str,
    /// What it shows.
    pub alt: &'a str,
    /// In CSS pixels.
    pub width: u16,
}

/// What a letter is set with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// BCP 47.
    pub language: &'a str,
    pub subject: &'a str,
    pub picture: Option<Shown<'a>>,
}

const FRAME: &str = "max-width:38em;margin:0 auto;padding:1em;font-family:Georgia,'Times New Roman',serif;\
                     font-size:1.05em;line-height:1.5";
const QUOTE: &str = "<blockquote style=\"margin:1em 0;padding:0 1em;border-inline-start:3px solid #888\">";

/// Makes both forms of a letter. `source`: the letter as written, for the places of mistakes.
pub fn make(markdown: &str, source: &SourceText, setting: Setting) -> Result<Body, Vec<Diagnostic>> {
    let events: Vec<Event> = TextMergeStream::new(Parser::new_ext(markdown, Options::empty())).map(as_words).collect();
    let mistakes: Vec<Diagnostic> = events.iter().filter_map(|event| mistake(event, source)).collect();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Ok(Body { text: plain::text(&events), html: page(events, setting) })
}

/// HTML as words.
fn as_words(event: Event) -> Event {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        event => event,
    }
}

/// What a letter cannot hold.
fn mistake(event: &Event, source: &SourceText) -> Option<Diagnostic> {
    let (message, label, help, address) = match event {
        Event::Start(Tag::Image { dest_url, .. }) => (
            "a letter holds no pictures of its own".to_owned(),
            "most programs would not show it",
            "write `first_page: true` for the file's first page, or a link in place of the picture",
            dest_url,
        ),
        Event::Start(Tag::Link { dest_url, link_type, .. }) if !is_link(dest_url, *link_type) => (
            format!("`{}` leads nowhere from a letter", fill::plain(dest_url)),
            "no `https://`, `mailto:` or `tel:`",
            "write the whole address: `[words](https://meridian.example/selin)`",
            dest_url,
        ),
        _ => return None,
    };
    let written: &str = address;
    let at = source.find(written).filter(|_| !written.is_empty());
    let span = at.map_or(source.span, |at| source.span_of(at..at + written.len()));
    Some(Diagnostic::error("mail", message).at(span).label(label).help(help))
}

fn is_link(address: &str, kind: LinkType) -> bool {
    kind == LinkType::Email
        || ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Right to left by the language's script.
fn direction(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("ar" | "ur" | "fa" | "he") => "rtl",
        _ => "ltr",
    }
}

fn page(events: Vec<Event>, setting: Setting) -> String {
    let (language, title) = (escaped(setting.language), escaped(setting.subject));
    let direction = direction(setting.language);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n<div style=\"{FRAME}\">\n"
    );
    html::push_html(&mut page, events.into_iter().flat_map(styled));
    if let Some(Shown { content_id, alt, width }) = setting.picture {
        let (content_id, alt) = (escaped(content_id), escaped(alt));
        page.push_str(&format!(
            "<p><img src=\"cid:{content_id}\" alt=\"{alt}\" width=\"{width}\" \
             style=\"width:{width}px;max-width:100%;height:auto;border:1px solid #888\"></p>\n"
        ));
    }
    page.push_str("</div>\n</body>\n</html>\n");
    page
}

/// An event with its values, and with the style of its element.
fn styled(event: Event) -> Vec<Event> {
    match event {
        Event::Text(text) => unhidden(&text).into_iter().map(stretch).collect(),
        Event::Code(code) => vec![Event::Code(fill::plain(&code).into())],
        Event::Start(Tag::BlockQuote(_)) => vec![Event::Html(QUOTE.into())],
        Event::End(TagEnd::BlockQuote(_)) => vec![Event::Html("</blockquote>\n".into())],
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            // pulldown-cmark writes the scheme of an address in angle brackets itself.
            let dest_url = CowStr::from(fill::address(&dest_url));
            vec![Event::Start(Tag::Link { link_type, dest_url, title: "".into(), id })]
        }
        event => vec![event],
    }
}

fn stretch(stretch: Stretch) -> Event<'static> {
    match stretch {
        Stretch::Written(text) => Event::Text(text.into()),
        Stretch::Value(value) => Event::InlineHtml(format!("<bdi>{}</bdi>", escaped(&value)).into()),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}
