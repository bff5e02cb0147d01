//! Quotes as the layout sets them: boxes in their several forms, inline quotes, banners, block quotations, messages.

use super::builder::{Builder, behind_titles};
use super::document::{Banner, BoxForm, BoxPlace, BoxedQuote, InlineQuote, Message, Pin, PinAcross, PinDown};
use super::story::Paragraph;
use super::style::{Align, ParagraphStyle};
use crate::color::SwatchId;
use crate::diagnostic::{Diagnostic, Span};
use crate::event::markup::{self, Block, BlockKind, Inline, PullQuote, Quote, Repeat, plain_text};
use crate::event::typography;
use crate::layout::band::BoxSpec;
use crate::structure::{Numbering, Role, StructId};
use crate::yaml::Spanned;
use std::ops::Range;
use std::sync::Arc;

/// The words of a pull quote, whether content of its own or repeated from the text.
pub struct QuoteWords {
    paragraphs: Vec<Tagged>,
    attribution: Option<Tagged>,
    /// Bytes of the paragraph's text that are repeated.
    repeats: Option<Range<usize>>,
    source: Span,
}

/// The words of a paragraph with their element; `None` for repeated words, which are not read aloud twice.
#[derive(Clone)]
struct Tagged {
    words: Vec<Inline>,
    tag: Option<StructId>,
}

impl Tagged {
    /// A paragraph in an element.
    fn new(builder: &mut Builder, words: Vec<Inline>, parent: StructId) -> Tagged {
        Tagged { words, tag: Some(builder.structure.add(parent, Role::Paragraph)) }
    }

    fn set(&self, builder: &mut Builder, style: &Spanned<String>) -> Option<Paragraph> {
        builder.paragraph(style, &self.words, self.tag)
    }
}

/// Marks that end a sentence, in the scripts that the fonts have.
pub const SENTENCE_ENDS: [char; 6] = ['.', '!', '?', '…', '؟', '۔'];
/// Marks that may stand between a sentence's last word and its stop.
pub const CLOSING_MARKS: [char; 7] = ['”', '“', '’', '‘', '»', '"', '\''];

impl QuoteWords {
    pub fn content(builder: &mut Builder, quote: PullQuote, span: Span) -> QuoteWords {
        let tag = builder.element(Role::BlockQuote);
        let paragraphs = tagged(builder, quote.blocks, tag);
        let attribution = quote.attribution.map(|words| Tagged::new(builder, behind_titles(words), tag));
        QuoteWords { paragraphs, attribution, repeats: None, source: span }
    }

    /// Repeated words stand alone: they begin with a capital and end without a comma. Where the sentence ends with
    /// them they take its stop, though the author left it outside; `rest` is the paragraph's text after them.
    pub fn repeated(builder: &Builder, repeat: &Repeat, rest: &str) -> QuoteWords {
        let mut words = repeat.inlines.clone();
        if let Some(first) = words.first_mut() {
            first.text = capitalised(&first.text, &builder.language);
        }
        if let Some(last) = words.last_mut() {
            let end = last.text.trim_end_matches([',', ';', ':', ' ', '–', '—']).len();
            last.text.truncate(end);
            if let Some(stop) = stop_after(&last.text, rest) {
                last.text.push_str(stop);
            }
        }
        let repeats = Some(repeat.range.clone());
        let paragraphs = vec![Tagged { words, tag: None }];
        QuoteWords { paragraphs, attribution: None, repeats, source: repeat.span }
    }

    fn word_count(&self) -> usize {
        self.paragraphs.iter().map(|own| plain_text(&own.words).split_whitespace().count()).sum()
    }

    /// The words between the language's quotation marks, unless they have their own.
    fn marked(&self, builder: &Builder, wanted: bool) -> Vec<Tagged> {
        let mut paragraphs = self.paragraphs.clone();
        let all: String = paragraphs.iter().map(|own| plain_text(&own.words)).collect();
        if !wanted || all.contains(['“', '”', '«', '»', '„', '"']) {
            return paragraphs;
        }
        let [open, close] = typography::quotation_marks(&builder.language);
        if let Some(first) = paragraphs.first_mut().and_then(|own| own.words.first_mut()) {
            first.text.insert_str(0, open);
        }
        if let Some(last) = paragraphs.last_mut().and_then(|own| own.words.last_mut()) {
            last.text.push_str(close);
        }
        paragraphs
    }
}

/// The stop of the sentence that ends with these words, if `rest` has it and they have none.
fn stop_after<'t>(words: &str, rest: &'t str) -> Option<&'t str> {
    let stopped = words.trim_end_matches(CLOSING_MARKS).ends_with(SENTENCE_ENDS);
    let rest = rest.trim_start_matches(CLOSING_MARKS);
    let after = rest.trim_start_matches(SENTENCE_ENDS);
    let stop = &rest[..rest.len() - after.len()];
    (!stopped && !stop.is_empty()).then_some(stop)
}

/// Every paragraph of some blocks with its element in `parent`. Lists and quotations keep their elements; items keep
/// their numbers and a quotation its label and source, as words of their paragraphs.
fn tagged(builder: &mut Builder, blocks: Vec<Block>, parent: StructId) -> Vec<Tagged> {
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Paragraph(paragraph) => paragraphs.push(Tagged::new(builder, paragraph.inlines, parent)),
            BlockKind::Heading { inlines, .. } => paragraphs.push(Tagged::new(builder, inlines, parent)),
            BlockKind::List { ordered, start, items } => {
                let list = builder.structure.add(parent, Role::List(Numbering::None));
                for (item, number) in items.into_iter().zip(start..) {
                    let element = builder.structure.add(list, Role::ListItem);
                    let body = builder.structure.add(element, Role::ListBody);
                    let marker = if ordered { format!("{number}.") } else { builder.layout.text.list_bullet.clone() };
                    let mut own = tagged(builder, item, body);
                    if let Some(first) = own.first_mut().and_then(|own| own.words.first_mut()) {
                        first.text.insert_str(0, &format!("{marker}\u{A0}"));
                    }
                    paragraphs.append(&mut own);
                }
            }
            BlockKind::Quote(Quote { label, blocks, attribution }) => {
                let quote = builder.structure.add(parent, Role::BlockQuote);
                paragraphs.extend(label.map(|words| Tagged::new(builder, words, quote)));
                paragraphs.append(&mut tagged(builder, blocks, quote));
                paragraphs.extend(attribution.map(|words| Tagged::new(builder, with_dash(words), quote)));
            }
            BlockKind::PullQuote(PullQuote { blocks, attribution, .. }) => {
                let quote = builder.structure.add(parent, Role::BlockQuote);
                paragraphs.append(&mut tagged(builder, blocks, quote));
                paragraphs.extend(attribution.map(|words| Tagged::new(builder, with_dash(words), quote)));
            }
            BlockKind::Picture(picture) => {
                let message = "a picture within a quotation is not set";
                let warning = Diagnostic::warning("quoted-picture", message).at(picture.file.span);
                let help = "put it on a line without `>`, before or after the quotation";
                builder.diagnostics.push(warning.label("left out").help(help));
            }
        }
    }
    paragraphs
}

/// The source of a quotation within another stands in a paragraph like the words, and is told by its dash.
fn with_dash(mut words: Vec<Inline>) -> Vec<Inline> {
    if let Some(first) = words.first_mut() {
        first.text.insert_str(0, "— ");
    }
    words
}

fn set_all(builder: &mut Builder, style: &Spanned<String>, paragraphs: &[Tagged]) -> Vec<Paragraph> {
    paragraphs.iter().filter_map(|own| own.set(builder, style)).collect()
}

/// A label or an attribution in a quotation.
fn beside(
    builder: &mut Builder,
    style: &Spanned<String>,
    words: Option<Vec<Inline>>,
    parent: StructId,
) -> Option<Paragraph> {
    Tagged::new(builder, behind_titles(words?), parent).set(builder, style)
}

fn swatch(builder: &mut Builder, name: Option<&Spanned<String>>) -> Option<SwatchId> {
    name.map(|name| builder.swatches.find(name, builder.diagnostics))
}

/// A label or source of the other direction than the words stands at the side where they start.
fn beside_words(source: Option<Paragraph>, words: &[Paragraph]) -> Option<Paragraph> {
    let mut source = source?;
    if words.first().is_some_and(|first| first.right_to_left != source.right_to_left) {
        let align = match source.style.align {
            Align::Start | Align::Justify => Align::End,
            Align::End => Align::Start,
            Align::Center => Align::Center,
        };
        source.style = Arc::new(ParagraphStyle { align, ..(*source.style).clone() });
    }
    Some(source)
}

/// A box in every form that the layout has, those made for this many words first.
pub fn boxed(builder: &mut Builder, quote: &QuoteWords, pin: markup::Pin) -> BoxedQuote {
    let spec = &builder.layout.quotes.boxed;
    let marked = quote.marked(builder, spec.quotation_marks);
    let mut forms: Vec<(usize, BoxForm)> = Vec::new();
    let column = Some((BoxPlace::Column, &spec.column));
    let gutter = spec.gutter.as_ref().filter(|_| builder.page.columns == 2).map(|form| (BoxPlace::Gutter, form));
    for (place, form) in [column, gutter, Some((BoxPlace::Wide, &spec.wide))].into_iter().flatten() {
        forms.push((form.words, box_form(builder, place, form, &marked, quote)));
    }
    // A form for fewer words is no choice: it would be a tower of single words.
    let words = quote.word_count();
    let pin = attainable(builder, pin, words, quote.source);
    let last = forms.len() - 1;
    let fit = forms.into_iter().enumerate().filter(|(index, (most, _))| words <= *most || *index == last);
    let forms = fit.map(|(_, (_, form))| form).collect();
    BoxedQuote {
        color: swatch(builder, spec.color.as_ref()),
        rule: spec.rule.as_ref().map(|rule| builder.stroke(rule)),
        clearance: spec.clearance.0,
        forms,
        pin: pin_of(pin),
        repeats: quote.repeats.clone(),
        source: Some(quote.source),
    }
}

/// The author's wish without a place that the layout has not for so many words; a warning says why.
fn attainable(builder: &mut Builder, pin: markup::Pin, words: usize, span: Span) -> markup::Pin {
    let (spec, columns) = (&builder.layout.quotes.boxed, builder.page.columns);
    let (place, form) = match pin.across {
        Some(markup::PinAcross::Across) => ("across the gutter", spec.gutter.as_ref().filter(|_| columns == 2)),
        Some(markup::PinAcross::Left | markup::PinAcross::Right) => ("at a column's edge", Some(&spec.column)),
        Some(markup::PinAcross::Wide) | None => return pin,
    };
    let (why, help) = match form {
        Some(form) if words <= form.words => return pin,
        Some(form) => (
            format!("it has {words} words, and such a box takes {} in this layout", form.words),
            "shorten it, or write `wide`",
        ),
        None if columns == 1 => {
            ("the layout has one column, and no gutter".to_owned(), "take `across` out, or write `wide`")
        }
        None => ("the layout has no such box".to_owned(), "write `left`, `right` or `wide`"),
    };
    let message = format!("this box cannot stand {place}: {why}");
    builder.diagnostics.push(Diagnostic::warning("pin", message).at(span).help(help));
    markup::Pin { across: None, ..pin }
}

/// The place that the author wants.
pub fn pin_of(pin: markup::Pin) -> Pin {
    let across = pin.across.map(|across| match across {
        markup::PinAcross::Left => PinAcross::First,
        markup::PinAcross::Right => PinAcross::Last,
        markup::PinAcross::Across => PinAcross::Gutter,
        markup::PinAcross::Wide => PinAcross::Wide,
    });
    let down = pin.down.map(|down| match down {
        markup::PinDown::Top => PinDown::Top,
        markup::PinDown::Foot => PinDown::Foot,
        markup::PinDown::Here => PinDown::Here,
    });
    Pin { across, down }
}

fn box_form(builder: &mut Builder, place: BoxPlace, spec: &BoxSpec, marked: &[Tagged], quote: &QuoteWords) -> BoxForm {
    let paragraphs = set_all(builder, &spec.style, marked);
    let attribution = quote.attribution.as_ref().and_then(|own| own.set(builder, &spec.attribution));
    let attribution = beside_words(attribution, &paragraphs);
    BoxForm {
        place,
        paragraphs,
        attribution,
        width: spec.width.map_or(builder.page.text_width(), |width| width.0),
        padding: spec.padding.0,
        padding_above: spec.padding_above.0,
        rows_above: spec.rows_above,
    }
}

pub fn inline(builder: &mut Builder, quote: &QuoteWords) -> InlineQuote {
    let spec = &builder.layout.quotes.inline;
    let marked = quote.marked(builder, spec.quotation_marks);
    let paragraphs = set_all(builder, &spec.style, &marked);
    let attribution = quote.attribution.as_ref().and_then(|own| own.set(builder, &spec.attribution));
    InlineQuote {
        attribution: beside_words(attribution, &paragraphs),
        paragraphs,
        bar: spec.bar.as_ref().map(|bar| builder.stroke(bar)),
        bar_reach: spec.bar_reach.0,
        indent: spec.indent.0,
        before: spec.before,
        after: spec.after,
        repeats: quote.repeats.clone(),
        source: Some(quote.source),
    }
}

/// A banner is one paragraph; several are joined by line breaks.
pub fn banner(builder: &mut Builder, quote: &QuoteWords) -> Banner {
    let spec = &builder.layout.quotes.banner;
    let mut words: Vec<Inline> = Vec::new();
    let mut tag = None;
    for paragraph in quote.marked(builder, spec.quotation_marks) {
        if let (Some(last), false) = (words.last_mut(), paragraph.words.is_empty()) {
            last.text.push('\n');
        }
        tag = tag.or(paragraph.tag);
        words.extend(paragraph.words);
    }
    Banner {
        choices: builder.choices(&spec.style, &words, tag),
        most_lines: spec.lines,
        attribution: quote.attribution.as_ref().and_then(|own| own.set(builder, &spec.attribution)),
        attribution_below: spec.attribution_below.0,
        field: swatch(builder, spec.field.as_ref()),
        rows: spec.rows,
        padding_above: spec.padding_above.0,
        before: spec.before,
        after: spec.after,
        source: Some(quote.source),
    }
}

/// A long block quotation as a panel.
pub fn message(builder: &mut Builder, quote: Quote, span: Span) -> Message {
    let spec = &builder.layout.quotes.message;
    let tag = builder.element(Role::BlockQuote);
    let label = beside(builder, &spec.label, quote.label, tag);
    let words = tagged(builder, quote.blocks, tag);
    Message {
        paragraphs: one_poem(set_all(builder, &spec.style, &words)),
        label,
        attribution: beside(builder, &spec.attribution, quote.attribution, tag),
        field: swatch(builder, spec.field.as_ref()),
        bar: spec.bar.as_ref().map(|bar| builder.stroke(bar)),
        label_above: spec.label_above,
        label_at: spec.label_at.0,
        text_at: spec.text_at.0,
        right: spec.right.0,
        before: spec.before,
        after: spec.after,
        above: spec.above,
        below: spec.below,
        source: Some(span),
    }
}

/// Whether each paragraph is a stanza: lines that the author has ended.
pub fn is_verse(paragraphs: &[Paragraph]) -> bool {
    !paragraphs.is_empty() && paragraphs.iter().all(|paragraph| paragraph.text().trim().contains('\n'))
}

/// The stanzas of a poem in one paragraph with an empty line between them; other paragraphs as they are.
fn one_poem(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    if !is_verse(&paragraphs) {
        return paragraphs;
    }
    let join = |mut poem: Paragraph, mut stanza: Paragraph| {
        if let Some(last) = poem.runs.last_mut() {
            last.text.push_str("\n\n");
        }
        poem.runs.append(&mut stanza.runs);
        poem
    };
    paragraphs.into_iter().reduce(join).into_iter().collect()
}

/// How many words a block quotation has, for the choice between quotation and message.
pub fn words_in(quote: &Quote) -> usize {
    quote.blocks.iter().map(words_of).sum()
}

fn words_of(block: &Block) -> usize {
    let count = |words: &[Inline]| plain_text(words).split_whitespace().count();
    match &block.kind {
        BlockKind::Paragraph(paragraph) => count(&paragraph.inlines),
        BlockKind::Heading { inlines, .. } => count(inlines),
        BlockKind::List { items, .. } => items.iter().flatten().map(words_of).sum(),
        BlockKind::Quote(quote) => words_in(quote),
        BlockKind::PullQuote(quote) => quote.blocks.iter().map(words_of).sum(),
        BlockKind::Picture(_) => 0,
    }
}

/// A short block quotation's paragraphs in the column: label, attribution, words, with their elements.
pub fn quotation(builder: &mut Builder, quote: Quote) -> (Option<Paragraph>, Option<Paragraph>, Vec<Paragraph>) {
    let spec = &builder.layout.quotes.quotation;
    let tag = builder.element(Role::BlockQuote);
    let label = beside(builder, &spec.label, quote.label, tag);
    let words = tagged(builder, quote.blocks, tag);
    let words = set_all(builder, &spec.style, &words);
    let source = beside(builder, &spec.attribution, quote.attribution, tag);
    (beside_words(label, &words), beside_words(source, &words), words)
}

/// The text with its first letter as a capital of the language.
fn capitalised(text: &str, language: &str) -> String {
    let Some(first) = text.chars().next() else { return String::new() };
    let (letter, rest) = text.split_at(first.len_utf8());
    let locale = language.parse().unwrap_or(icu_locale_core::LanguageIdentifier::UNKNOWN);
    let capital = icu_casemap::CaseMapper::new().uppercase_to_string(letter, &locale).into_owned();
    capital + rest
}

#[cfg(test)]
mod tests {
    use super::stop_after;

    #[test]
    fn a_quote_takes_the_stop_of_its_sentence_alone() {
        assert_eq!(stop_after("dust one", "."), Some("."));
        assert_eq!(stop_after("dust one", ", he said."), None);
        assert_eq!(stop_after("dust one.", " Then"), None);
        assert_eq!(stop_after("what is it?", "."), None);
        assert_eq!(stop_after("he said “no.”", "."), None);
        assert_eq!(stop_after("so it is", "”. Then"), Some("."));
        assert_eq!(stop_after("so it is", "… and on"), Some("…"));
        assert_eq!(stop_after("یہ کیا ہے", "؟ پھر"), Some("؟"));
        assert_eq!(stop_after("یہ ہے", "۔"), Some("۔"));
        assert_eq!(stop_after("so it is", ""), None);
    }
}
