//! A short notation for blocks: `p[words]`, `h2[…]`, `ul(item; item)`, `quote{label}(…)—source`, `pull-box(…)`,
//! `picture(file|alt|focus|caption|credit)`; inlines as `/italic/`, `*bold*`, `^raised^`, `<words address>`, `⏎`. After
//! a paragraph stand its repeats `{range kind words}` and anchored blocks `{@offset block}`.

use plenary::diagnostic::{Diagnostics, SourceMap};
use plenary::event::markup::{self, Block, BlockKind, Inline, MarkupOptions, Paragraph, Pin, QuoteKind};
use plenary::yaml::{self, SourceText};
use std::path::Path;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Holder {
    t: SourceText,
}

/// The text under the key `t`.
pub fn text_of(yaml: &str) -> SourceText {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let file = sources.add(Path::new("t.yaml"), yaml);
    let holder = yaml::read::<Holder>(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.list, [], "in {yaml:?}");
    holder.expect("a text").t
}

pub fn blocks(markdown: &str, diagnostics: &mut Diagnostics) -> String {
    let lines: String = markdown.lines().map(|line| format!("  {line}\n")).collect();
    let text = text_of(&format!("t: |\n{lines}"));
    all(&markup::parse(&text, &MarkupOptions::new("en"), diagnostics), " ")
}

fn all(blocks: &[Block], between: &str) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(between)
}

fn block(block: &Block) -> String {
    let source =
        |inlines: &Option<Vec<Inline>>| inlines.as_ref().map_or(String::new(), |own| format!("—{}", words(own)));
    let mid = |is: bool| if is { "-mid" } else { "" };
    match &block.kind {
        BlockKind::Paragraph(own) => paragraph(own),
        BlockKind::Heading { level, inlines } => format!("h{level}[{}]", words(inlines)),
        BlockKind::List { ordered, start, items } => {
            let items: Vec<String> = items.iter().map(|item| all(item, " ")).collect();
            let sign = if *ordered { format!("ol{start}") } else { "ul".into() };
            format!("{sign}({})", items.join("; "))
        }
        BlockKind::Quote(quote) => {
            let label = quote.label.as_ref().map_or(String::new(), |label| format!("{{{}}}", words(label)));
            format!("quote{label}({}){}", all(&quote.blocks, " "), source(&quote.attribution))
        }
        BlockKind::PullQuote(quote) => {
            let kind = kind(quote.kind);
            let inner = all(&quote.blocks, " ");
            format!("pull-{kind}{}({inner}){}", mid(quote.mid_sentence), source(&quote.attribution))
        }
        BlockKind::Picture(picture) => {
            let mut focus = picture.focus.map_or(String::new(), |[x, y]| format!("{x},{y}"));
            focus += &place(picture.pin);
            let parts = [&*picture.file.text, &picture.alt, &focus, &words(&picture.caption), &words(&picture.credit)];
            // The letter `p` stands for no alternative text worth telling.
            let parts = parts.join("|");
            format!("picture{}({})", mid(picture.mid_sentence), parts.trim_end_matches('|').trim_end_matches("|p"))
        }
    }
}

fn paragraph(paragraph: &Paragraph) -> String {
    let text = paragraph.text();
    let mut shown = format!("p[{}]", words(&paragraph.inlines));
    for repeat in &paragraph.repeats {
        assert_eq!(text[repeat.range.clone()], markup::plain_text(&repeat.inlines));
        let kind = repeat.kind.map_or(String::new(), |known| format!("{} ", kind(known)));
        shown += &format!("{{{:?} {kind}{}}}", repeat.range, words(&repeat.inlines));
    }
    for anchored in &paragraph.anchored {
        assert!(text.is_char_boundary(anchored.offset));
        shown += &format!("{{@{} {}}}", anchored.offset, block(&anchored.block));
    }
    shown
}

fn kind(kind: QuoteKind) -> String {
    match kind {
        QuoteKind::Box(pin) => format!("box{}", place(pin)),
        QuoteKind::Inline => "inline".to_owned(),
        QuoteKind::Banner => "banner".to_owned(),
    }
}

/// `@right@foot`
fn place(pin: Pin) -> String {
    let across = pin.across.map_or(String::new(), |across| format!("@{across:?}"));
    let down = pin.down.map_or(String::new(), |down| format!("@{down:?}"));
    (across + &down).to_lowercase()
}

fn words(inlines: &[Inline]) -> String {
    let show = |inline: &Inline| {
        let mut text = inline.text.replace('\n', "⏎");
        for (is, sign) in [(inline.superscript, "^"), (inline.subscript, "~"), (inline.italic, "/"), (inline.bold, "*")]
        {
            if is {
                text = format!("{sign}{text}{sign}");
            }
        }
        match &inline.link {
            Some(link) => format!("<{text} {link}>"),
            None => text,
        }
    };
    inlines.iter().map(show).collect()
}
