//! From words to runs: style, element, link and language of each.
//!
//! In: the words of a paragraph and its element. Out: runs. A link is an element of its own, whatever looks its words
//! have; words in another language are too, unless the whole paragraph is in it. Words of no element are artifacts:
//! nobody hears them, so they lead nowhere.

use super::builder::Builder;
use super::language;
use super::story::{self, Run};
use super::styles::Emphasis;
use crate::event::markup::{self, Inline};
use crate::structure::{Role, StructId};
use std::ops::Range;
use std::sync::Arc;

/// Words of one look, link and language.
struct Part<'i> {
    inline: &'i Inline,
    range: Range<usize>,
    language: Option<Arc<str>>,
}

/// The elements that the words before stand in.
#[derive(Default)]
struct Open {
    link: Option<(Arc<str>, StructId)>,
    /// With the element that it stands in.
    language: Option<(Arc<str>, StructId, StructId)>,
}

impl Builder<'_> {
    /// The runs of a paragraph in a style, whose element is `tag`.
    pub fn runs(&mut self, style: &str, words: &[Inline], tag: Option<StructId>) -> Vec<Run> {
        let mut parts = self.parts(words);
        if let Some(tag) = tag
            && let Some(language) = common_language(&parts)
            && self.structure.get(tag).language.as_ref().is_none_or(|known| *known == language)
        {
            self.structure.get_mut(tag).language = Some(language);
            parts.iter_mut().for_each(|part| part.language = None);
        }
        let mut open = Open::default();
        parts.into_iter().map(|part| self.run(style, words, part, tag, &mut open)).collect()
    }

    fn parts<'i>(&self, words: &'i [Inline]) -> Vec<Part<'i>> {
        let mut parts = Vec::new();
        for inline in words {
            match marked_language(inline) {
                Some(language) => parts.push(Part { inline, range: 0..inline.text.len(), language: Some(language) }),
                None => {
                    let stretches = language::stretches(&inline.text, &self.language).into_iter();
                    let part = |(range, language): (_, Option<&str>)| Part {
                        inline,
                        range,
                        language: language.map(Arc::from),
                    };
                    parts.extend(stretches.map(part));
                }
            }
        }
        parts
    }

    fn run(&mut self, style: &str, words: &[Inline], part: Part, tag: Option<StructId>, open: &mut Open) -> Run {
        let Part { inline, range, language } = part;
        let emphasis = Emphasis {
            bold: inline.bold,
            italic: inline.italic,
            raised: inline.superscript,
            lowered: inline.subscript,
            superiors: inline.superscript && inline.text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
        };
        let address = inline.link.as_ref().filter(|address| tag.is_some() && !address.starts_with(markup::LANGUAGE));
        let link = address.map(|address| self.link(address, &linked_words(words, inline)));
        let mut own = tag;
        open.link = address.zip(tag).map(|(address, tag)| match open.link.take() {
            Some(known) if known.0 == *address => known,
            _ => (address.clone(), self.structure.add(tag, Role::Link)),
        });
        own = open.link.as_ref().map(|(_, link)| *link).or(own);
        open.language = language.zip(own).map(|(language, parent)| match open.language.take() {
            Some(known) if known.0 == language && known.1 == parent => known,
            _ => {
                let span = self.structure.add(parent, Role::Span);
                self.structure.get_mut(span).language = Some(language.clone());
                (language, parent, span)
            }
        });
        own = open.language.as_ref().map(|(_, _, span)| *span).or(own);
        let style = self.styles.char(style, emphasis);
        let emphasis = match inline {
            Inline { bold: true, .. } => story::Emphasis::Strong,
            Inline { italic: true, .. } => story::Emphasis::Italic,
            _ => story::Emphasis::None,
        };
        Run { text: inline.text[range].to_owned(), style, emphasis, tag: own, link, span: Some(inline.span) }
    }
}

/// The language that the author names: `[words](lang:tr)`.
fn marked_language(inline: &Inline) -> Option<Arc<str>> {
    inline.link.as_deref()?.strip_prefix(markup::LANGUAGE).map(Arc::from)
}

/// The language of all words of a paragraph, where it is one and not the document's.
fn common_language(parts: &[Part]) -> Option<Arc<str>> {
    let has_letters = |part: &&Part| part.inline.text[part.range.clone()].contains(char::is_alphanumeric);
    let mut languages = parts.iter().filter(has_letters).map(|part| part.language.as_ref());
    let first = languages.next()??;
    languages.all(|language| language == Some(first)).then(|| first.clone())
}

/// All the words that lead where `inline` does, without a break.
fn linked_words(words: &[Inline], inline: &Inline) -> String {
    let Some(at) = words.iter().position(|word| std::ptr::eq(word, inline)) else { return inline.text.clone() };
    let leads_there = |word: &&Inline| word.link == inline.link;
    let start = at - words[..at].iter().rev().take_while(leads_there).count();
    words[start..].iter().take_while(leads_there).map(|word| word.text.as_str()).collect()
}
