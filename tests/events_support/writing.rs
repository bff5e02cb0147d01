//! Puts words to a plan.

use super::Event;
use super::chance::Chance;
use super::pictures::{COVERS, PHOTOGRAPHS, PORTRAITS, Picture};
use super::plan::{Form, Plan, Speaker, Text, Thing};
use super::words::{FIRST, LAST, Words, sentences, words};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Words of a paragraph.
const PARAGRAPHS: [usize; 7] = [25, 40, 60, 60, 80, 110, 150];
/// Words after which a quotation begins a paragraph.
const QUOTED: usize = 80;
/// Words of a sentence that is repeated.
const REPEATED: std::ops::RangeInclusive<usize> = 4..=30;

pub fn event(plan: &Plan) -> Event {
    let mut writer = Writer::new(plan);
    writer.head();
    writer.long("", "introduction", &plan.introduction, "");
    if !plan.speakers.is_empty() {
        writer.yaml.push_str("speakers:\n");
    }
    for (index, speaker) in plan.speakers.iter().enumerate() {
        writer.speaker(index, speaker);
    }
    if !plan.sections.is_empty() {
        writer.yaml.push_str("sections:\n");
    }
    for (index, section) in plan.sections.iter().enumerate() {
        let heading = writer.words.headings[index % writer.words.headings.len()];
        writer.line(&format!("  - heading: {}", quoted(heading)));
        writer.long("    ", "text", section, "");
    }
    writer.photographs();
    if plan.closing {
        let words = quoted(writer.last_sentence(0));
        writer.line(&format!("closing: {words}"));
    }
    Event { yaml: writer.yaml, pictures: writer.pictures.into_iter().collect() }
}

struct Writer<'p> {
    plan: &'p Plan,
    words: &'static Words,
    /// In the event's own order.
    sentences: Vec<&'static str>,
    first: Vec<usize>,
    last: Vec<usize>,
    /// Of the pictures, portraits and others in turn.
    turn: usize,
    pictures: BTreeSet<Picture>,
    yaml: String,
}

impl<'p> Writer<'p> {
    fn new(plan: &'p Plan) -> Writer<'p> {
        let all = sentences(plan.language);
        let mut chance = Chance::of("words", plan.seed);
        Writer {
            plan,
            words: words(plan.language),
            sentences: chance.order(all.len()).into_iter().map(|index| all[index]).collect(),
            first: chance.order(FIRST.len()),
            last: chance.order(LAST.len()),
            turn: chance.below(PHOTOGRAPHS.len()),
            pictures: BTreeSet::new(),
            yaml: String::new(),
        }
    }

    /// From the end of the order: texts come from its beginning.
    fn last_sentence(&self, index: usize) -> &'static str {
        self.sentences[self.sentences.len() - 1 - index % self.sentences.len()]
    }

    fn line(&mut self, words: &str) {
        self.yaml.push_str(words);
        self.yaml.push('\n');
    }

    fn picture(&mut self, from: &[Picture], index: usize) -> String {
        let picture = from[index % from.len()];
        self.pictures.insert(picture);
        picture.file()
    }

    fn head(&mut self) {
        let mut chance = Chance::of("head", self.plan.seed);
        let (words, language) = (self.words, self.plan.language.tag());
        let (title, subtitle) = chance.pick(words.titles);
        self.line("# Invented: no event, person or organisation here is real.");
        self.line(&format!("language: {language}\nkind: {}", quoted(chance.pick(words.kinds))));
        self.line(&format!("title: {}", quoted(title)));
        if !subtitle.is_empty() {
            self.line(&format!("subtitle: {}", quoted(subtitle)));
        }
        let (year, month, day) = (chance.within(2019, 2026), chance.within(1, 12), chance.within(1, 28));
        self.line(&format!("date: {year}-{month:02}-{day:02}"));
        self.line(&format!("venue: {}", quoted(chance.pick(words.venues))));
        if self.plan.cover {
            let file = self.picture(&COVERS, chance.below(COVERS.len()));
            self.line(&format!("cover: {{file: {file}, alt: {}}}", quoted(words.shown)));
        }
        self.line(&format!("organiser:\n  name: {}\n  mission: {}", quoted(words.organiser), quoted(words.mission)));
        self.line("  address: |\n    PO Box 71\n    Lower Quay 3\n    Maren\n  email: office@river-towns.example");
        self.line("  website: https://river-towns.example");
    }

    fn speaker(&mut self, index: usize, speaker: &Speaker) {
        let mut chance = Chance::of("speaker", self.plan.seed.wrapping_add(index as u64));
        let first = FIRST[self.first[index % FIRST.len()]];
        let last = LAST[self.last[(index + index / LAST.len()) % LAST.len()]];
        let name = format!("{} {first} {last}", chance.pick(self.words.honorifics));
        let name = name.trim();
        self.line(&format!("  - name: {}", quoted(name)));
        if speaker.role_lines > 0 {
            self.line("    role: |");
        }
        let roles = chance.order(self.words.roles.len());
        for role in roles.into_iter().take(speaker.role_lines) {
            self.line(&format!("      {}", self.words.roles[role]));
        }
        if speaker.portrait {
            let file = self.picture(&PORTRAITS, self.turn + index);
            let alt = quoted(&format!("{} {name}", self.words.portrait));
            self.line(&format!("    portrait: {{file: {file}, alt: {alt}, focus: [50, 43]}}"));
        }
        self.long("    ", "remarks", &speaker.remarks, name);
    }

    fn photographs(&mut self) {
        for index in 0..self.plan.photographs {
            if index == 0 {
                self.line("photographs:");
            }
            let file = self.next_photograph();
            let (alt, caption) = (quoted(self.words.shown), quoted(self.last_sentence(1 + index)));
            self.line(&format!("  - {{file: {file}, alt: {alt}, caption: {caption}}}"));
        }
    }

    fn next_photograph(&mut self) -> String {
        self.turn += 1;
        self.picture(&PHOTOGRAPHS, self.turn)
    }

    /// A long text under its key.
    fn long(&mut self, indent: &str, key: &str, text: &Text, speaker: &str) {
        let blocks = self.blocks(text, speaker);
        if blocks.is_empty() {
            return;
        }
        self.line(&format!("{indent}{key}: |"));
        for line in blocks.join("\n\n").lines() {
            let indent = if line.is_empty() { "" } else { indent };
            self.line(format!("{indent}  {line}").trim_end());
        }
    }

    /// The paragraphs with all that stands between them.
    fn blocks(&mut self, text: &Text, speaker: &str) -> Vec<String> {
        let mut chance = Chance::of("text", self.plan.seed.wrapping_add(text.from as u64));
        let mut spoken = Spoken { sentences: &self.sentences, next: text.from };
        let mut paragraphs = spoken.paragraphs(text.words, &mut chance);
        let mut things: Vec<(&Thing, Vec<String>)> = Vec::new();
        for thing in &text.things {
            if thing.form == Form::Repeated {
                repeat(&mut paragraphs, thing.after);
            } else {
                things.push((thing, spoken.words(thing.words)));
            }
        }
        let mut blocks: Vec<String> = paragraphs.iter().map(|sentences| sentences.join(" ")).collect();
        if text.headings {
            self.headings(&mut blocks, &mut chance);
        }
        // From the last to the first, so that places stay what they are.
        things.sort_by(|(a, _), (b, _)| b.after.total_cmp(&a.after));
        let count = blocks.len();
        for (thing, sentences) in things {
            let at = ((thing.after * count as f64) as usize).min(count.saturating_sub(1));
            let speaker = if speaker.is_empty() { chance.pick(self.words.sources) } else { speaker };
            self.insert(&mut blocks, at, thing, &sentences, speaker);
        }
        blocks
    }

    fn headings(&self, blocks: &mut [String], chance: &mut Chance) {
        let apart = chance.within(3, 5);
        for (index, block) in blocks.iter_mut().skip(2).step_by(apart).enumerate() {
            *block = format!("## {}\n\n{block}", self.words.subheadings[index % self.words.subheadings.len()]);
        }
    }

    fn insert(&mut self, blocks: &mut Vec<String>, at: usize, thing: &Thing, sentences: &[String], name: &str) {
        let words = sentences.join(" ");
        let source = if thing.source { format!("\n>\n> — {name}") } else { String::new() };
        let after = (at + 1).min(blocks.len());
        let block = match thing.form {
            Form::Box => format!("> [!box] {words}{source}"),
            Form::Inline => format!("> [!inline] {words}{source}"),
            Form::Banner => format!("> [!banner] {words}{source}"),
            Form::Block => format!("{}{source}", quotation(sentences)),
            Form::List => list(sentences),
            Form::Picture => format!("![{}]({} \"{words}\")", self.words.shown, self.next_photograph()),
            Form::InSentence => {
                let [before, then] = self.words.parted;
                match blocks.get_mut(at) {
                    Some(block) => {
                        let _ = write!(block, " {before}\n\n> [!box] {words}{source}\n\n{then}");
                    }
                    None => blocks.push(format!("{before} {then}")),
                }
                return;
            }
            Form::Repeated => return,
        };
        blocks.insert(after, block);
    }
}

/// Sentences as they come.
struct Spoken<'w> {
    sentences: &'w [&'static str],
    next: usize,
}

impl Spoken<'_> {
    /// Whole sentences of so many words or a little more.
    fn words(&mut self, least: usize) -> Vec<String> {
        let (mut taken, mut count) = (Vec::new(), 0);
        while count < least {
            let sentence = self.sentences[self.next % self.sentences.len()];
            self.next += 1;
            count += length(sentence);
            taken.push(sentence.to_owned());
        }
        taken
    }

    /// Each a list of sentences.
    fn paragraphs(&mut self, words: usize, chance: &mut Chance) -> Vec<Vec<String>> {
        let (mut paragraphs, mut left) = (Vec::new(), words);
        while left > 0 {
            let sentences = self.words(left.min(chance.pick(&PARAGRAPHS)));
            left = left.saturating_sub(sentences.iter().map(|sentence| length(sentence)).sum());
            paragraphs.push(sentences);
        }
        paragraphs
    }
}

fn length(sentence: &str) -> usize {
    sentence.split_whitespace().count()
}

/// Marks a sentence of the paragraph to be repeated, if it has one that is neither marked nor too long.
fn repeat(paragraphs: &mut [Vec<String>], after: f64) {
    let at = (after * paragraphs.len() as f64) as usize;
    let sentences = paragraphs.get_mut(at).into_iter().flatten();
    let mut fitting = sentences.filter(|sentence| !sentence.starts_with("==") && REPEATED.contains(&length(sentence)));
    if let Some(sentence) = fitting.next() {
        *sentence = format!("=={sentence}==");
    }
}

/// A quotation of several paragraphs if it is long.
fn quotation(sentences: &[String]) -> String {
    let mut text = String::from(">");
    let mut count = 0;
    for sentence in sentences {
        if count > QUOTED {
            text.push_str("\n>\n>");
            count = 0;
        }
        count += length(sentence);
        let _ = write!(text, " {sentence}");
    }
    text
}

fn list(sentences: &[String]) -> String {
    sentences.iter().map(|sentence| format!("- {sentence}")).collect::<Vec<_>>().join("\n")
}

/// A YAML text in single quotes.
fn quoted(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}
