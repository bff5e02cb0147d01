//! Block quotes: which are pull quotes, and which parts are label and attribution.

use super::draft::{Draft, DraftKind};
use super::pin::{self, Pin};
use super::types::QuoteKind;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::SourceText;

/// The kind that words in brackets name: `box`, `box right foot`.
pub fn kind_named(name: &str) -> Option<QuoteKind> {
    let (kind, place) = name.trim().split_once(char::is_whitespace).unwrap_or((name.trim(), ""));
    match kind.to_ascii_lowercase().as_str() {
        "box" => Pin::read(place).ok().map(QuoteKind::Box),
        "inline" if place.is_empty() => Some(QuoteKind::Inline),
        "banner" if place.is_empty() => Some(QuoteKind::Banner),
        _ => None,
    }
}

/// The kind that a misspelt word was probably meant for. With three names to choose from, half a likeness is enough.
pub fn kind_meant(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_start_matches('!').to_lowercase();
    let scored = ["box", "inline", "banner"].into_iter().map(|kind| (strsim::jaro_winkler(&name, kind), kind));
    scored.filter(|(likeness, _)| *likeness > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, kind)| kind)
}

/// `opening` is what stands before the kind: `[` or `[!`.
pub fn unknown_kind(name: &str, opening: &str, span: Span) -> Diagnostic {
    if let Some(diagnostic) = unknown_place(name, span) {
        return diagnostic;
    }
    let mut help = match kind_meant(name) {
        Some(kind) => format!("did you mean `{opening}{kind}]`?"),
        None => format!("its kinds are `{opening}box]`, `{opening}inline]` and `{opening}banner]`"),
    };
    if opening == "[" {
        help.push_str(" (write `\\[` if the bracket belongs to the text)");
    }
    let diagnostic = Diagnostic::error("quote-kind", format!("`{name}` is no kind of pull quote"));
    diagnostic.at(span).label("unknown").help(help)
}

/// The kind is known and what follows it is no place.
fn unknown_place(name: &str, span: Span) -> Option<Diagnostic> {
    let (kind, place) = name.trim().split_once(char::is_whitespace)?;
    let known = kind_named(kind)?;
    let (message, help) = match (known, Pin::read(place)) {
        (QuoteKind::Box(_), Err(word)) => {
            (format!("`{word}` is no place for a box, or one too many"), format!("write {}", pin::PLACES))
        }
        _ => (
            format!("an {kind} quote has its place in the text").replace("an banner", "a banner"),
            format!("write `{kind}` alone"),
        ),
    };
    Some(Diagnostic::error("quote-place", message).at(span).label("read here").help(help))
}

/// Makes a quote of the blocks that stand after `>`; `None` where there are no words.
pub fn read(mut blocks: Vec<Draft>, span: Span, source: &SourceText, diagnostics: &mut Diagnostics) -> Option<Draft> {
    let pull = take_kind(&mut blocks, source, diagnostics);
    let label = match blocks.first() {
        Some(Draft { kind: DraftKind::Heading(..), .. }) if pull.is_none() => match blocks.remove(0).kind {
            DraftKind::Heading(_, words) => Some(words),
            _ => None,
        },
        _ => None,
    };
    let attribution = take_attribution(&mut blocks);
    let is_empty = if pull.is_some() { !blocks.iter().any(has_words) } else { blocks.is_empty() };
    if is_empty {
        let diagnostic = Diagnostic::warning("empty-quote", "a quote without words").at(span);
        diagnostics.push(
            diagnostic
                .label("nothing is quoted here, and nothing is set")
                .help("write the words on this line, or on the next with a `> ` before them"),
        );
        return None;
    }
    Some(Draft { span, kind: DraftKind::Quote { pull, label, blocks, attribution, mid_sentence: false } })
}

fn has_words(draft: &Draft) -> bool {
    match &draft.kind {
        DraftKind::Paragraph(words, _) | DraftKind::Heading(_, words) => !words.is_blank(),
        DraftKind::List { items, .. } => items.iter().flatten().any(has_words),
        DraftKind::Quote { blocks, .. } => blocks.iter().any(has_words),
        DraftKind::Picture(_) => false,
    }
}

/// `[!box]` at the start of the first paragraph.
fn take_kind(blocks: &mut Vec<Draft>, source: &SourceText, diagnostics: &mut Diagnostics) -> Option<QuoteKind> {
    let Some(DraftKind::Paragraph(words, _)) = blocks.first_mut().map(|block| &mut block.kind) else { return None };
    if !words.has_mark(0, "[!") {
        return None;
    }
    let close = words.0.iter().position(|c| c.c == ']')?;
    let name: String = words.0[2..close].iter().map(|c| c.c).collect();
    let kind = kind_named(&name).unwrap_or_else(|| {
        diagnostics.push(unknown_kind(&name, "[!", source.span_of(words.source(2..close))));
        QuoteKind::Box(Pin::default())
    });
    words.remove(0..close + 1);
    words.trim();
    if words.is_blank() {
        blocks.remove(0);
    }
    Some(kind)
}

/// The last paragraph, or its last line, if it starts with a dash.
fn take_attribution(blocks: &mut Vec<Draft>) -> Option<Words> {
    let Some(DraftKind::Paragraph(words, _)) = blocks.last_mut().map(|block| &mut block.kind) else { return None };
    let start = words.0.iter().rposition(|c| c.line_end || c.c == '\n').map_or(0, |at| at + 1);
    // A dash within a paragraph of one line belongs to its words, unless the line starts with it.
    let dash = ["---", "--", "—", "–", "―"].iter().find(|dash| words.has_mark(start, dash))?;
    let mut own = Words(words.0.split_off(start));
    own.remove(0..dash.chars().count());
    own.trim();
    words.trim();
    if words.is_blank() {
        blocks.pop();
    }
    Some(own)
}
