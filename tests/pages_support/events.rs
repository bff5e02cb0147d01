//! Events made by chance: a few numbers say how many speakers speak how long, with which quotes and pictures; the
//! sentences come from the samples, always the same for the same numbers.

use super::corpus::SENTENCES;
use super::in_project;
use proptest::prelude::*;
use std::fmt::Write;

/// Nobody pulls a second quote out of a few lines.
const WORDS_A_QUOTE: usize = 100;

/// An event in numbers.
#[derive(Clone, Debug)]
pub struct Plan {
    pub cover: bool,
    pub introduction: usize,
    pub speakers: Vec<Speaker>,
    /// Words of a section after the speakers; 0 for none.
    pub section: usize,
    pub photographs: usize,
}

/// A speaker in numbers.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// Which sentences are spoken.
    pub seed: u32,
    pub words: usize,
    pub role_lines: usize,
    pub portrait: bool,
    pub quotes: Vec<Quote>,
}

/// A quote; it follows the paragraph in which this share of the words is spoken.
#[derive(Clone, Debug)]
pub struct Quote {
    pub after: f64,
    pub words: usize,
    pub form: Form,
    pub source: bool,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Form {
    Box,
    Inline,
    Banner,
    /// A block quotation, which is a message if it is long.
    Block,
    /// Words of the text, repeated in a way that the layout chooses.
    Repeated,
    /// A box in the middle of a sentence.
    InSentence,
}

pub fn plans(most_speakers: usize) -> impl Strategy<Value = Plan> {
    let speakers = prop::collection::vec(speaker(), 1..=most_speakers);
    let parts = (any::<bool>(), 0_usize..200, speakers, 0_usize..200, 0_usize..4);
    parts.prop_map(|(cover, introduction, speakers, section, photographs)| Plan {
        cover,
        introduction,
        speakers,
        section,
        photographs,
    })
}

fn speaker() -> impl Strategy<Value = Speaker> {
    let quotes = prop::collection::vec(quote(), 0..=3);
    (any::<u32>(), 20_usize..=500, 0_usize..=3, any::<bool>(), quotes)
        .prop_map(|(seed, words, role_lines, portrait, quotes)| Speaker { seed, words, role_lines, portrait, quotes })
}

fn quote() -> impl Strategy<Value = Quote> {
    let form = prop::sample::select(vec![
        Form::Box,
        Form::Inline,
        Form::Banner,
        Form::Block,
        Form::Repeated,
        Form::InSentence,
    ]);
    (0.0..1.0, 5_usize..=30, form, any::<bool>()).prop_map(|(after, words, form, source)| Quote {
        after,
        // Quotations are longer than what is pulled out.
        words: if form == Form::Block { words * 4 } else { words },
        form,
        source,
    })
}

/// The event file.
pub fn yaml(plan: &Plan) -> String {
    let mut text =
        "title: An Evening on Tides and Ledgers\ndate: 2026-02-26\norganiser:\n  name: Harbour Readers\n".to_owned();
    if plan.cover {
        line(&mut text, &format!("cover: {{file: {}, alt: A river}}", picture("cover")));
    }
    long(&mut text, "", "introduction", &prose(3, plan.introduction));
    text.push_str("speakers:\n");
    for (index, speaker) in plan.speakers.iter().enumerate() {
        write_speaker(&mut text, index, speaker);
    }
    if plan.section > 0 {
        text.push_str("sections:\n  - heading: Questions\n");
        long(&mut text, "    ", "text", &prose(17, plan.section));
    }
    for index in 0..plan.photographs {
        text.push_str(if index == 0 { "photographs:\n" } else { "" });
        line(
            &mut text,
            &format!("  - {{file: {}, alt: A picture}}", picture(["bridge", "ledger", "panel"][index % 3])),
        );
    }
    text
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

fn picture(name: &str) -> String {
    in_project("samples/selin-gauges/images").join(format!("{name}.jpg")).display().to_string()
}

/// A long text under its key.
fn long(text: &mut String, indent: &str, key: &str, blocks: &[String]) {
    if blocks.is_empty() {
        return;
    }
    line(text, &format!("{indent}{key}: |"));
    for block in blocks {
        for words in block.lines() {
            line(text, &format!("{indent}  {words}"));
        }
        text.push('\n');
    }
}

fn write_speaker(text: &mut String, index: usize, speaker: &Speaker) {
    let name = NAMES[index % NAMES.len()];
    line(text, &format!("  - name: {name}"));
    if speaker.portrait {
        let file = picture(["onal", "brandt", "qadri", "holm"][index % 4]);
        line(text, &format!("    portrait: {{file: {file}, alt: A portrait, focus: [50, 43]}}"));
    }
    if speaker.role_lines > 0 {
        line(text, "    role: |");
        for role in &ROLES[..speaker.role_lines] {
            line(text, &format!("      {role}"));
        }
    }
    long(text, "    ", "remarks", &remarks(speaker, name));
}

/// The paragraphs of a speaker with the quotes among them.
fn remarks(speaker: &Speaker, name: &str) -> Vec<String> {
    let mut blocks = prose(speaker.seed, speaker.words);
    let mut quotes: Vec<&Quote> = speaker.quotes.iter().take(1 + speaker.words / WORDS_A_QUOTE).collect();
    // From the last to the first, so that places stay what they are.
    quotes.sort_by(|a, b| b.after.total_cmp(&a.after));
    let count = blocks.len();
    for (index, quote) in quotes.into_iter().enumerate() {
        let at = ((quote.after * count as f64) as usize).min(count - 1);
        let words = sentence(&mut Chance(speaker.seed.wrapping_add(7919 * (index as u32 + 1))), quote.words);
        add_quote(&mut blocks, at, quote, &words, name);
    }
    blocks
}

fn add_quote(blocks: &mut Vec<String>, at: usize, quote: &Quote, words: &str, name: &str) {
    let source = if quote.source { format!("\n>\n> — {name}") } else { String::new() };
    let pulled = |kind: &str| format!("> [!{kind}] {words}{source}");
    match quote.form {
        Form::Box => blocks.insert(at + 1, pulled("box")),
        Form::Inline => blocks.insert(at + 1, pulled("inline")),
        Form::Banner => blocks.insert(at + 1, pulled("banner")),
        Form::Block => blocks.insert(at + 1, format!("> {words}{source}")),
        Form::Repeated => blocks[at] = format!("=={words}== {}", blocks[at]),
        Form::InSentence => {
            let quote = pulled("box");
            let _ = write!(blocks[at], " And so we went on\n\n{quote}\n\nbeyond the weir, to the harbour.");
        }
    }
}

/// Paragraphs of 30 to 100 words that have about so many words together.
fn prose(seed: u32, count: usize) -> Vec<String> {
    let mut chance = Chance(seed);
    let mut left = count;
    let mut paragraphs = Vec::new();
    while left > 0 {
        let mut room = left.min(30 + chance.below(70));
        left -= room;
        let mut sentences = Vec::new();
        while room > 0 {
            let (sentence, words) = &SENTENCES[chance.below(SENTENCES.len())];
            room = room.saturating_sub(*words);
            sentences.push(sentence.as_str());
        }
        paragraphs.push(sentences.join(" "));
    }
    paragraphs
}

/// So many words from the corpus, with a full stop.
fn sentence(chance: &mut Chance, length: usize) -> String {
    let from = chance.below(SENTENCES.len());
    let all = SENTENCES[from..].iter().chain(SENTENCES.iter());
    let words: Vec<&str> = all.flat_map(|(sentence, _)| sentence.split(' ')).take(length).collect();
    format!("{}.", words.join(" ").trim_end_matches(['.', ',', ';', ':']))
}

/// A linear congruential generator (Numerical Recipes).
struct Chance(u32);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

const NAMES: [&str; 12] = [
    "Dr. Tarık Önal",
    "Prof. Miriam Calloway",
    "Ms. Liv Aradóttir",
    "Mr. Piet van Rossum",
    "Dr. Jonas Brandt",
    "Ms. Samira Qadri",
    "Mr. Edvin Holm",
    "Ms. Naledi Okafor",
    "Dr. Ruth Weiland",
    "Ms. Şirin Ağayeva",
    "Prof. Wanjiru Kamau",
    "Mr. Ng",
];

const ROLES: [&str; 3] = [
    "Chair, Association of River Towns",
    "Member of the Academy of Sciences",
    "Keeper of the Harbour Archive at Port Selin",
];
