//! Quotes as the layout sets them: inline quotes, banners, block quotations, messages, and the words of all of them.
//!
//! In: quotes of the event. Out: what bands hold. Boxes with their several forms are made in [`super::boxes`].

use super::builder::{Builder, behind_titles};
use super::capitals;
use super::document::{Banner, InlineQuote, Message};
use super::story::Paragraph;
use super::style::{Align, ParagraphStyle};
use crate::color::SwatchId;
use crate::diagnostic::{Diagnostic, Span};
use crate::event::markup::{Block, BlockKind, Inline, PullQuote, Quote, QuoteKind, Repeat, plain_text};
use crate::event::typography;
use crate::layout::band::TypedCapitalsSpec;
use crate::structure::{Numbering, Role, StructId};
use crate::yaml::Spanned;
use std::ops::Range;
use std::sync::Arc;

/// The words of a pull quote, whether content of its own or repeated from the text.
pub struct QuoteWords {
    paragraphs: Vec<Tagged>,
    attribution: Option<Tagged>,
    /// Bytes of the paragraph's text that are repeated.
    pub repeats: Option<Range<usize>>,
    pub source: Span,
}

/// The words of a paragraph with their element; `None` for repeated words, which are not read aloud twice.
#[derive(Clone)]
pub struct Tagged {
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

    pub fn word_count(&self) -> usize {
        self.paragraphs.iter().map(|own| plain_text(&own.words).split_whitespace().count()).sum()
    }

    pub fn attribution(&self, builder: &mut Builder, style: &Spanned<String>) -> Option<Paragraph> {
        self.attribution.as_ref().and_then(|own| own.set(builder, style))
    }

    /// Its paragraphs, their capitals as the layout wants them.
    fn cased(&self, builder: &Builder) -> Vec<Tagged> {
        let mut paragraphs = self.paragraphs.clone();
        if builder.layout.quotes.typed_capitals == TypedCapitalsSpec::Sentence {
            for own in &mut paragraphs {
                capitals::in_sentence_case(&mut own.words, &builder.language);
            }
        }
        paragraphs
    }

    /// The words between the language's quotation marks, unless they have their own.
    pub fn marked(&self, builder: &Builder, wanted: bool) -> Vec<Tagged> {
        let mut paragraphs = self.cased(builder);
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

pub fn set_all(builder: &mut Builder, style: &Spanned<String>, paragraphs: &[Tagged]) -> Vec<Paragraph> {
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

pub fn swatch(builder: &mut Builder, name: Option<&Spanned<String>>) -> Option<SwatchId> {
    name.map(|name| builder.swatches.find(name, builder.diagnostics))
}

/// A label or source of the other direction than the words stands at the side where they start.
pub fn beside_words(source: Option<Paragraph>, words: &[Paragraph]) -> Option<Paragraph> {
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

pub fn inline(builder: &mut Builder, quote: &QuoteWords) -> InlineQuote {
    let spec = &builder.layout.quotes.inline;
    let marked = quote.marked(builder, spec.quotation_marks);
    let paragraphs = set_all(builder, &spec.style, &marked);
    let attribution = quote.attribution(builder, &spec.attribution);
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

/// A banner is one paragraph; several are joined by line breaks. `speaker` is whose remarks it stands in.
pub fn banner(builder: &mut Builder, quote: &QuoteWords, speaker: &[Inline]) -> Banner {
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
    let attribution = quote.attribution(builder, &spec.attribution);
    let is_named = attribution.is_some() || speaker.is_empty();
    Banner {
        choices: builder.choices(&spec.style, &words, tag),
        most_lines: spec.lines,
        attribution,
        // A heading has said it: it is not read aloud again.
        speaker: if is_named { None } else { builder.paragraph(&spec.attribution, speaker, None) },
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
    let paragraphs = set_all(builder, &spec.style, &words);
    Message {
        is_verse: is_verse(&paragraphs),
        paragraphs: one_poem(paragraphs),
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

/// The paragraphs of a quotation in the column, with their elements.
pub struct Quotation {
    pub label: Option<Paragraph>,
    pub words: Vec<Paragraph>,
    pub attribution: Option<Paragraph>,
}

/// A short block quotation.
pub fn quotation(builder: &mut Builder, quote: Quote) -> Quotation {
    let spec = &builder.layout.quotes.quotation;
    let tag = builder.element(Role::BlockQuote);
    let label = beside(builder, &spec.label, quote.label, tag);
    let words = tagged(builder, quote.blocks, tag);
    let words = set_all(builder, &spec.style, &words);
    let attribution = beside(builder, &spec.attribution, quote.attribution, tag);
    Quotation { label: beside_words(label, &words), attribution: beside_words(attribution, &words), words }
}

/// Whether a quote has more words than are set as one block, which a note tells. What the author has fixed is set as
/// it is wanted.
pub fn is_long(builder: &mut Builder, quote: &QuoteWords, kind: QuoteKind) -> bool {
    let is_pinned = matches!(kind, QuoteKind::Box(pin) if pin.across.is_some() || pin.down.is_some());
    let words = quote.word_count();
    let long = builder.layout.quotes.long.as_ref().filter(|long| words > long.words && !is_pinned);
    if let Some(long) = long {
        let (set, help) = match &quote.repeats {
            Some(_) => ("not repeated", "mark fewer words"),
            None => ("set as a quotation that may be divided", "shorten it, or write it as a `>` quotation"),
        };
        let message = format!("this quote has {words} words, and a block of its own takes {}: it is {set}", long.words);
        builder.diagnostics.push(Diagnostic::note("long-quote", message).at(quote.source).help(help));
    }
    long.is_some()
}

/// A quote of very many words as a quotation; none where it repeats words of the text.
pub fn long(builder: &mut Builder, quote: &QuoteWords) -> Option<Quotation> {
    let spec = builder.layout.quotes.long.as_ref().filter(|_| quote.repeats.is_none())?;
    let marked = quote.cased(builder);
    let words = set_all(builder, &spec.style, &marked);
    let attribution = beside_words(quote.attribution(builder, &spec.attribution), &words);
    Some(Quotation { label: None, words, attribution })
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
