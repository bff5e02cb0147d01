//! The speakers' bands: each speech in the form that the layout has for its length; short neighbours side by side.
//!
//! In: the step of the layout and the event's speakers. Out: bands in running order, cards side by side as one band. The
//! order of speakers never changes.

use super::blocks;
use super::builder::Builder;
use super::document::{Band, BandKind, Block, Card, CardsBand, Portrait, Segment, TextBlock};
use super::flow::{self, BandContent};
use crate::event::Speaker;
use crate::event::markup::{self, Block as Written, BlockKind, Inline};
use crate::layout::band::{BandSpec, PortraitSpec, SideSpec};
use crate::layout::forms::{CardsSpec, FormSpec, SpeakersSpec};
use crate::structure::{Role, StructId};

/// Level of a speaker's heading.
const LEVEL: u8 = 3;

/// A speaker's name as it is set: honorific and name.
pub fn full_name(speaker: &Speaker) -> String {
    match &speaker.honorific {
        Some(honorific) => format!("{} {}", honorific.value.trim(), speaker.name.value.trim()),
        None => speaker.name.value.trim().to_owned(),
    }
}

/// A form with its band.
struct Form<'a> {
    band: &'a BandSpec,
    /// The band's portrait in the form's size.
    portrait: Option<PortraitSpec>,
    words: Option<usize>,
    cards: Option<&'a CardsSpec>,
}

impl Form<'_> {
    fn holds(&self, words: usize) -> bool {
        self.words.is_none_or(|most| words < most)
    }

    /// It holds, or may where a neighbour wants it.
    fn may_hold(&self, words: usize) -> bool {
        let up_to = self.cards.and_then(|cards| cards.up_to);
        self.holds(words) || up_to.is_some_and(|most| words < most)
    }
}

/// What a speaker said.
struct Speech<'a> {
    speaker: &'a Speaker,
    blocks: Vec<Written>,
    words: usize,
}

pub fn bands<'a>(builder: &mut Builder<'a>, spec: &'a SpeakersSpec, bands: &mut Vec<Band>) {
    let forms = forms(builder, spec);
    if forms.is_empty() {
        return;
    }
    let speeches = speeches(builder);
    let cards = forms.iter().find_map(|form| Some((form, form.cards?))).filter(|_| builder.page.columns > 1);
    let fits = |speech: &Speech| {
        let (form, _) = cards?;
        (form.may_hold(speech.words) && is_plain(&speech.blocks)).then_some(speech.words)
    };
    let short: Vec<Option<usize>> = speeches.iter().map(fits).collect();
    let (most, apart) = cards.map_or((0, 0), |(form, cards)| (form.words.unwrap_or(usize::MAX), cards.apart));
    let rows = side_by_side(&short, usize::from(builder.page.columns), most, apart);
    let mut maker = Maker { root: builder.section, builder, portraits: 0 };
    let mut left = speeches.into_iter().enumerate();
    for count in rows {
        let row: Vec<(usize, Speech)> = left.by_ref().take(count).collect();
        match cards {
            Some((form, _)) if count > 1 => bands.push(maker.cards(form, row)),
            _ => bands.extend(row.into_iter().filter_map(|speech| maker.band(&forms, speech))),
        }
    }
    let Maker { root, builder, .. } = maker;
    builder.section = root;
    flow::prepare(builder);
}

fn forms<'a>(builder: &mut Builder<'a>, spec: &'a SpeakersSpec) -> Vec<Form<'a>> {
    let of_form = |form: &'a FormSpec| {
        let band = flow::band_spec(builder, &form.band)?;
        let portrait = band.portrait.as_ref().map(|portrait| form.portrait(portrait));
        Some(Form { band, portrait, words: form.words, cards: form.cards.as_ref() })
    };
    match spec {
        SpeakersSpec::One(name) => {
            let form = |band: &'a BandSpec| Form { band, portrait: band.portrait.clone(), words: None, cards: None };
            flow::band_spec(builder, name).map(form).into_iter().collect()
        }
        SpeakersSpec::Forms(forms) => forms.iter().filter_map(of_form).collect(),
    }
}

fn speeches<'a>(builder: &mut Builder<'a>) -> Vec<Speech<'a>> {
    let event = builder.event;
    let speech = |speaker: &'a Speaker| {
        let blocks = flow::parse(builder, speaker.remarks.as_ref().or(speaker.summary.as_ref()));
        let words = words(&blocks);
        Speech { speaker, blocks, words }
    };
    event.speakers.iter().map(speech).collect()
}

fn words(blocks: &[Written]) -> usize {
    let count = |inlines: &[Inline]| markup::plain_text(inlines).split_whitespace().count();
    let of_block = |block: &Written| match &block.kind {
        BlockKind::Paragraph(paragraph) => {
            let anchored = paragraph.anchored.iter();
            count(&paragraph.inlines) + anchored.map(|own| words(std::slice::from_ref(&own.block))).sum::<usize>()
        }
        BlockKind::Heading { inlines, .. } => count(inlines),
        BlockKind::List { items, .. } => items.iter().map(|item| words(item)).sum(),
        BlockKind::Quote(quote) => words(&quote.blocks),
        BlockKind::PullQuote(quote) => words(&quote.blocks),
        BlockKind::Picture(_) => 0,
    };
    blocks.iter().map(of_block).sum()
}

/// Paragraphs alone, with nothing that stands beside or between them.
fn is_plain(blocks: &[Written]) -> bool {
    blocks.iter().all(|block| match &block.kind {
        BlockKind::Paragraph(paragraph) => paragraph.repeats.is_empty() && paragraph.anchored.is_empty(),
        _ => false,
    })
}

/// How many speeches stand side by side, in running order; 1 for those that stand in a band of their own. `short` has the
/// words of those that may stand beside others; those of `most` words and more need not. As few columns stay empty as can be; then neighbours are as alike as can
/// be, and who stands alone is the longest.
fn side_by_side(short: &[Option<usize>], columns: usize, most: usize, apart: usize) -> Vec<usize> {
    // From each speech on: what it costs, and how many stand side by side with it.
    let mut ways = vec![((0, 0), 1); short.len() + 1];
    for from in (0..short.len()).rev() {
        let way = |count: usize| {
            let cost = match (short[from], count) {
                (None, 1) => Some((0, 0)),
                (Some(words), 1) if words < most => Some((columns - 1, square(most - words))),
                (Some(_), 1) => Some((0, 0)),
                _ => beside(short.get(from..from + count)?, apart).map(|differ| (columns - count, differ)),
            }?;
            let onward = ways[from + count].0;
            Some(((cost.0 + onward.0, cost.1 + onward.1), count))
        };
        let best = (1..=columns.max(1)).filter_map(way).min_by_key(|(cost, _)| *cost);
        ways[from] = best.unwrap_or(((0, 0), 1));
    }
    let mut rows = Vec::new();
    let mut from = 0;
    while from < short.len() {
        rows.push(ways[from].1);
        from += ways[from].1;
    }
    rows
}

/// How much the words of these differ; `None` if they may not stand side by side.
fn beside(short: &[Option<usize>], apart: usize) -> Option<usize> {
    let words: Option<Vec<usize>> = short.iter().copied().collect();
    let words = words?;
    let differ = words.iter().max()? - words.iter().min()?;
    (differ <= apart).then(|| square(differ))
}

fn square(words: usize) -> usize {
    words.saturating_mul(words)
}

/// Makes the bands.
struct Maker<'b, 'a> {
    builder: &'b mut Builder<'a>,
    /// What the speakers' sections are parts of.
    root: StructId,
    /// How many portraits stand in bands before: they alternate.
    portraits: usize,
}

impl Maker<'_, '_> {
    /// Opens a speaker's section; gives the title of the bookmark.
    fn open(&mut self, speaker: &Speaker) -> String {
        let builder = &mut *self.builder;
        builder.section = builder.structure.add(self.root, Role::Section);
        let full = full_name(speaker);
        let bookmark = markup::plain_text(&builder.name(&full, speaker.name.span));
        let name = builder.name_alone(&full, speaker.name.span);
        builder.bindings.words("speaker.name", name);
        let role = builder.inline_lines(speaker.role.as_ref());
        builder.bindings.words("speaker.role", role);
        bookmark
    }

    fn band(&mut self, forms: &[Form], (index, speech): (usize, Speech)) -> Option<Band> {
        let in_bands = || forms.iter().filter(|form| form.cards.is_none());
        let form = in_bands().find(|form| form.holds(speech.words)).or(in_bands().next_back()).or(forms.last())?;
        let bookmark = Some((self.open(speech.speaker), 2));
        let destination = self.builder.speakers[index];
        let portrait = form.portrait.as_ref().map(|spec| (spec, speech.speaker, self.portraits));
        let content = BandContent { blocks: speech.blocks, level: LEVEL, destination, bookmark, portrait };
        let band = flow::columns_band(self.builder, form.band, content);
        self.portraits += usize::from(matches!(&band.kind, BandKind::Columns(columns) if columns.portrait.is_some()));
        Some(band)
    }

    fn cards(&mut self, form: &Form, row: Vec<(usize, Speech)>) -> Band {
        let cards: Vec<Card> = row.into_iter().map(|speech| self.card(form, speech)).collect();
        let rule = form.band.rule.as_ref().map(|rule| self.builder.stroke(rule));
        Band {
            destination: self.builder.destination(),
            bookmark: None,
            new_page: false,
            gap: flow::gap(form.band.gap),
            source: cards.first().and_then(|card| card.source),
            kind: BandKind::Cards(CardsBand { rule, text_from: form.band.text_from, cards }),
        }
    }

    fn card(&mut self, form: &Form, (index, speech): (usize, Speech)) -> Card {
        let title = self.open(speech.speaker);
        let source = Some(speech.speaker.name.span);
        let (builder, band) = (&mut *self.builder, form.band);
        let destination = builder.speakers[index];
        let title_head = band.title.as_ref().and_then(|head| flow::head_of(builder, head, Some(LEVEL)));
        let portrait = form.portrait.as_ref().and_then(|spec| portrait(builder, spec, speech.speaker, 0));
        let note = band.note.as_ref().and_then(|head| flow::head_of(builder, head, None));
        let segments = blocks::segments(builder, speech.blocks, band, &[], LEVEL + 1);
        let texts: Vec<TextBlock> = segments.into_iter().flat_map(texts).collect();
        Card { destination, bookmark: (title, 2), title: title_head, note, portrait, texts, source }
    }
}

fn texts(segment: Segment) -> Vec<TextBlock> {
    let Segment::Columns(blocks) = segment else { return Vec::new() };
    let text = |block| match block {
        Block::Text(text) => Some(text),
        Block::Inline(_) | Block::Float(_) => None,
    };
    blocks.into_iter().filter_map(text).collect()
}

/// Alternation counts portraits only.
pub fn portrait(builder: &mut Builder, spec: &PortraitSpec, speaker: &Speaker, before: usize) -> Option<Portrait> {
    let name = markup::plain_text(&builder.name(&full_name(speaker), speaker.name.span));
    let alt = builder.string_with("portrait", "name", &name);
    let mut picture = builder.event_picture(speaker.portrait.as_ref()?, alt)?;
    picture.focus_at = spec.focus_at;
    if speaker.portrait.as_ref().is_some_and(|portrait| portrait.focus.is_none()) {
        // Without a focal point the eyes are taken to be where portraits have them.
        picture.focus = spec.focus_at;
    }
    builder.shape(&mut picture, spec.shape);
    Some(Portrait {
        picture,
        width: spec.width.0,
        rows: *spec.rows,
        clearance: spec.clearance.0,
        right: match spec.side {
            SideSpec::Alternate => before % 2 == 1,
            SideSpec::Left => false,
            SideSpec::Right => true,
        },
        in_head: spec.in_head,
        may_change_side: spec.side == SideSpec::Alternate && spec.in_head.is_none(),
    })
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn short_neighbours_stand_side_by_side() {
        let rows = |words: &[usize]| {
            let short: Vec<Option<usize>> = words.iter().map(|words| (*words < 110).then_some(*words)).collect();
            side_by_side(&short, 2, 90, 45)
        };
        assert_eq!(rows(&[40, 50, 300, 60, 70]), [2, 1, 2]);
        assert_eq!(rows(&[40, 300, 50]), [1, 1, 1], "a lone one stands in a band");
        assert_eq!(rows(&[40, 45, 80]), [2, 1], "the longest stands alone");
        assert_eq!(rows(&[85, 40, 45]), [1, 2]);
        assert_eq!(rows(&[20, 85]), [1, 1], "too unlike");
        assert_eq!(rows(&[20, 85, 80, 25]), [1, 2, 1]);
        assert_eq!(rows(&[60, 95, 100, 105]), [2, 1, 1], "a somewhat longer one where a short one needs it");
        assert_eq!(rows(&[]), [0; 0]);
    }
}
