//! A drop capital: the first letter of a band's text, taken out of its paragraph.
//!
//! In: a paragraph and what the layout says. Out: the letter, an opening quotation mark before it, and the paragraph
//! without them; nothing where there is no letter to drop: Arabic script has no capitals, a figure is none.

use super::builder::Builder;
use super::document::DropCapital;
use super::story::{Paragraph, Run};
use super::styles::Emphasis;
use crate::layout::band::DropCapitalSpec;
use std::ops::Range;

/// Cuts the first letter off a paragraph in the style `text`.
pub fn cut(builder: &mut Builder, spec: &DropCapitalSpec, text: &str, paragraph: &Paragraph) -> Option<DropCapital> {
    let style = builder.styles.find(&spec.style, builder.diagnostics)?.paragraph.clone();
    let first = paragraph.runs.first().filter(|_| !paragraph.right_to_left)?;
    let letter = letter(&first.text)?;
    let part = |range: Range<usize>| Run { text: first.text[range].to_owned(), ..first.clone() };
    let of_run = |run, style| Paragraph { runs: vec![run], style, ..paragraph.clone() };
    let spaces = first.text[letter.end..].len() - first.text[letter.end..].trim_start().len();
    let end = letter.end + spaces;
    let mut rest = paragraph.clone();
    rest.runs[0] = part(end..first.text.len());
    rest.runs.retain(|run| !run.text.is_empty());
    // Words in bold or italics at the beginning are set apart already.
    if first.style == builder.styles.char(text, Emphasis::default()) {
        let words = if spaces > 0 { spec.words.saturating_sub(1) } else { spec.words };
        small_capitals(builder, &mut rest, words);
    }
    let mark = (letter.start > 0).then(|| of_run(part(0..letter.start), paragraph.style.clone()));
    let char_style = builder.styles.char(&spec.style.value, Emphasis::default());
    let letter = of_run(Run { style: char_style, ..part(letter) }, style);
    let (lines, clearance) = (spec.lines, spec.clearance.0);
    Some(DropCapital { letter, mark, words: first.text[..end].to_owned(), rest, lines, clearance })
}

/// Where the capital stands: at the beginning, or after opening quotation marks. Accents of its own belong to it.
fn letter(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| matches!(c, '“' | '„' | '‘' | '‚' | '«' | '‹' | '\u{A0}' | '\u{202F}');
    let start = text.find(|c| !is_mark(c))?;
    let mut chars = text[start..].char_indices();
    let (_, first) = chars.next().filter(|(_, c)| c.is_uppercase())?;
    let accents = chars.as_str().find(|c| !matches!(c, '\u{300}'..='\u{36F}')).unwrap_or(chars.as_str().len());
    Some(start..start + first.len_utf8() + accents)
}

/// Sets the first words in small capitals; the word that lost its letter is the first.
fn small_capitals(builder: &mut Builder, paragraph: &mut Paragraph, words: usize) {
    let text = paragraph.text();
    let mut spaces = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let Some(last) = words.checked_sub(1) else { return };
    let mut end = spaces.nth(last).unwrap_or(text.len());
    let mut runs = Vec::new();
    for run in std::mem::take(&mut paragraph.runs) {
        let own = end.min(run.text.len());
        end -= own;
        let (small, plain) = run.text.split_at(own);
        let part = |text: &str| Run { text: text.to_owned(), ..run.clone() };
        if !small.is_empty() {
            runs.push(Run { style: builder.styles.in_small_capitals(run.style), ..part(small) });
        }
        if !plain.is_empty() {
            runs.push(part(plain));
        }
    }
    paragraph.runs = runs;
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn the_first_capital_is_found() {
        let found = |text: &str| letter(text).map(|range| text[range].to_owned());
        assert_eq!(found("Twenty years"), Some("T".to_owned()));
        assert_eq!(found("“A gauge"), Some("A".to_owned()));
        assert_eq!(found("«\u{A0}Été"), Some("É".to_owned()));
        assert_eq!(found("I\u{307}stanbul"), Some("I\u{307}".to_owned()));
        assert_eq!(found("İstanbul"), Some("İ".to_owned()));
        assert_eq!(found("Əziz"), Some("Ə".to_owned()));
        for none in ["", "“", "1906 was wet", "iPads", "مرحبا", "— No"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
