//! The first sentences of a band's text, set in its head.
//!
//! In: a paragraph as written, and what the layout says. Out: each way in which its first sentences may be taken from
//! it, the fewest first. Nothing is taken from where a quote or picture belongs to the words.

use super::builder::Builder;
use super::document::{Lead, TextBlock};
use super::quotes::{CLOSING_MARKS, SENTENCE_ENDS};
use crate::event::markup::{Inline, Paragraph, plain_text};
use crate::geometry::Length;
use crate::structure::StructId;
use crate::yaml::Spanned;

/// A stop after fewer letters is an initial's or an abbreviation's.
const LEAST_LETTERS: usize = 2;

/// Where the first words stand to which a quote or picture belongs.
pub fn first_held(written: &Paragraph) -> Option<usize> {
    let repeats = written.repeats.iter().map(|repeat| repeat.range.start);
    repeats.chain(written.anchored.iter().map(|anchored| anchored.offset)).min()
}

/// How many words these are.
pub fn words(inlines: &[Inline]) -> usize {
    plain_text(inlines).split_whitespace().count()
}

/// The ways to divide the words of a paragraph that is set as `block` in the style `text`. `held`: none takes words from
/// there on; nor more than `most` words.
pub fn cut(
    builder: &mut Builder,
    style: &Spanned<String>,
    (text, tag): (&Spanned<String>, StructId),
    (inlines, (held, most)): (&[Inline], (Option<usize>, usize)),
    block: &TextBlock,
) -> Vec<Lead> {
    let words = plain_text(inlines);
    let few = |end: &usize| words[..*end].split_whitespace().count() <= most;
    let ends = sentence_ends(&words).into_iter().filter(|end| held.is_none_or(|held| *end <= held)).take_while(few);
    let mut leads = Vec::new();
    for end in ends {
        // The space after them belongs to the first: whoever copies the words or hears them has it.
        let end = words.len() - words[end..].trim_start().len();
        let (first, rest) = divide(inlines, end);
        let Some(paragraph) = builder.paragraph(style, &first, Some(tag)) else { continue };
        let rest = if rest.is_empty() { None } else { builder.paragraph(text, &rest, Some(tag)) };
        let rest = rest.map(|paragraph| {
            let (lost, first_indent) = (end, Length::ZERO);
            Box::new(TextBlock {
                paragraph,
                lost,
                first_indent,
                drop_capital: None,
                leads: Vec::new(),
                ..block.clone()
            })
        });
        leads.push(Lead { paragraph, rest });
    }
    leads
}

/// Where sentences end, each after its stop. Behind a title stands no common space.
fn sentence_ends(text: &str) -> Vec<usize> {
    let is_end = |end: usize| {
        let after = &text[end..];
        let sentence = text[..end].trim_end_matches(CLOSING_MARKS);
        let words = sentence.trim_end_matches(SENTENCE_ENDS);
        let letters = words.chars().rev().take_while(|c| c.is_alphanumeric()).count();
        let next = after.trim_start_matches(' ').trim_start_matches(['“', '‘', '«', '„', '(']).chars().next();
        sentence.len() > words.len()
            && letters >= LEAST_LETTERS
            && (after.is_empty() || after.starts_with(' '))
            && next.is_none_or(|next| !next.is_lowercase())
    };
    let stops = text.char_indices().map(|(at, c)| at + c.len_utf8());
    stops.filter(|end| is_end(*end)).collect()
}

/// Words up to a byte, and from there on.
fn divide(inlines: &[Inline], at: usize) -> (Vec<Inline>, Vec<Inline>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    let mut left = at;
    for inline in inlines {
        let own = left.min(inline.text.len());
        left -= own;
        let (before, after) = inline.text.split_at(own);
        for (text, part) in [(before, &mut first), (after, &mut rest)] {
            if !text.is_empty() {
                part.push(Inline { text: text.to_owned(), ..inline.clone() });
            }
        }
    }
    (first, rest)
}

#[cfg(test)]
mod tests {
    use super::sentence_ends;

    #[test]
    fn sentences_end_after_their_stops() {
        let found = |text: &str| {
            let ends = sentence_ends(text).into_iter();
            ends.scan(0, |from, end| Some(text[std::mem::replace(from, end)..end].trim().to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("We began late. Nobody minded."), ["We began late.", "Nobody minded."]);
        assert_eq!(found("“Why not?” he said. “Well!” So it was."), ["“Why not?” he said.", "“Well!”", "So it was."]);
        assert_eq!(found("Dr.\u{A0}Önal spoke. J. R. Hale did not"), ["Dr.\u{A0}Önal spoke."]);
        assert_eq!(found("It cost 3.5 million, i.e. nothing."), ["It cost 3.5 million, i.e. nothing."]);
    }
}
