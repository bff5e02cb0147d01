//! What an event wants to be read, from its file alone: serde_yaml reads it, pulldown-cmark takes the Markdown away.
//!
//! Nothing here comes from Plenary, so that the two readings of the file are independent.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_yaml::Value;
use std::collections::BTreeSet;

/// The words of a paragraph without the signs round them.
pub type Words = Vec<String>;

/// An event's words.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The running text, a paragraph each, in the order of the event.
    pub story: Vec<Words>,
    /// What stands on the pages round it, in whatever order the layout gives it.
    pub around: BTreeSet<Words>,
    /// What of that no layout leaves out.
    pub always: BTreeSet<Words>,
    /// Descriptions of the pictures that have some.
    pub alts: BTreeSet<String>,
}

/// Without typographic signs, which are set and not written: each word ends with its letters and figures.
pub fn words(text: &str) -> Words {
    let text: String =
        text.chars().filter(|c| *c != '\u{AD}').map(|c| if "–—".contains(c) { ' ' } else { c }).collect();
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric()).replace(['\'', '‘'], "’").replace(['"', '“', '”', '^'], "")
    };
    text.replace("--", " ")
        .split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty())
        .map(|word| in_one_order(&word))
        .collect()
}

/// Letters of words in Arabic script stand in a file in the order of their places, from left to right, as viewers
/// expect: such a word is the same in either order.
pub fn in_one_order(text: &str) -> String {
    let is_arabic = |c: &char| ('\u{600}'..='\u{6FF}').contains(c);
    let letters: Vec<char> = text.chars().collect();
    let one_order = |part: &[char]| {
        let (forwards, backwards) = (part.iter().collect::<String>(), part.iter().rev().collect::<String>());
        if is_arabic(&part[0]) { forwards.max(backwards) } else { forwards }
    };
    letters.chunk_by(|a, b| is_arabic(a) == is_arabic(b)).map(one_order).collect()
}

pub fn read(yaml: &str) -> Wanted {
    let event: Value = serde_yaml::from_str(yaml).expect("serde_yaml reads the event");
    let mut wanted = Wanted::default();
    let title = text(&event, "title");
    for key in ["kind", "title", "subtitle", "venue", "remarks_heading"] {
        wanted.around.insert(words(&text(&event, key)));
    }
    wanted.organiser(&event["organiser"]);
    wanted.around.insert(words(&plain(&text(&event["back_cover"], "text"))));
    let moderator = &event["moderator"];
    let moderator =
        moderator.as_str().map_or_else(|| text(moderator, "name") + " " + &text(moderator, "role"), str::to_owned);
    wanted.around.insert(words(&plain(&moderator)));
    wanted.around.retain(|words| !words.is_empty());
    wanted.always = wanted.around.clone();
    wanted.around.insert(words(&short(&text(&event["back_cover"], "online"))));
    event["co_organisers"].as_sequence().into_iter().flatten().for_each(|partner| wanted.organiser(partner));
    wanted.alt(&event["cover"]);
    wanted.introduction(&text(&event, "introduction"));
    wanted.story.push(words(&text(&event, "remarks_heading")));
    wanted.story.push(words(&plain(&text(&event, "remarks_lead"))));
    for speaker in event["speakers"].as_sequence().into_iter().flatten() {
        let (name, role) = (text(speaker, "honorific") + " " + &text(speaker, "name"), plain(&text(speaker, "role")));
        for around in [&name, &role] {
            wanted.around.insert(words(around));
            wanted.story.push(words(around));
        }
        wanted.alt(&speaker["portrait"]);
        let remarks = text(speaker, "remarks");
        wanted.long(&if remarks.trim().is_empty() { text(speaker, "summary") } else { remarks });
    }
    for section in event["sections"].as_sequence().into_iter().flatten() {
        wanted.story.push(words(&plain(&text(section, "heading"))));
        wanted.long(&text(section, "text"));
    }
    for photograph in event["photographs"].as_sequence().into_iter().flatten() {
        wanted.alt(photograph);
        wanted.story.push(words(&plain(&(text(photograph, "caption") + " " + &text(photograph, "credit")))));
    }
    wanted.story.push(words(&plain(&text(&event, "closing"))));
    wanted.story.retain(|words| !words.is_empty());
    wanted.around.retain(|words| !words.is_empty());
    assert!(wanted.around.contains(&words(&title)));
    wanted
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A web address as the layouts show it.
fn short(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

impl Wanted {
    fn organiser(&mut self, organiser: &Value) {
        for key in ["name", "mission", "email", "telephone", "address"] {
            self.around.insert(words(&plain(&text(organiser, key))));
        }
        self.around.insert(words(&short(&text(organiser, "website"))));
        let social = organiser["social"].as_sequence().into_iter().flatten().filter_map(Value::as_str);
        self.around.insert(words(&social.collect::<Vec<_>>().join(" ")));
        self.alt(&organiser["logo"]);
    }

    fn alt(&mut self, picture: &Value) {
        self.alts.extend(Some(text(picture, "alt")).filter(|alt| !alt.is_empty()));
    }

    /// Its first picture stands with its caption where the layout opens the report.
    fn introduction(&mut self, markdown: &str) {
        let mut blocks = self.blocks(markdown);
        let opening = blocks.iter().position(|block| matches!(block, Block::Picture(_)));
        if let Some(Block::Picture(caption)) = opening.map(|at| blocks.remove(at)) {
            self.around.insert(caption);
        }
        self.tell(blocks);
    }

    fn long(&mut self, markdown: &str) {
        let blocks = self.blocks(markdown);
        self.tell(blocks);
    }

    fn tell(&mut self, blocks: Vec<Block>) {
        for block in joined(blocks) {
            match block {
                Block::Words { words, .. } | Block::Picture(words) => self.story.push(words),
                Block::Aside(paragraphs) => self.story.extend(paragraphs),
            }
        }
    }

    fn blocks(&mut self, markdown: &str) -> Vec<Block> {
        let mut reader = Reader::default();
        for event in Parser::new(markdown) {
            reader.event(event);
        }
        self.alts.append(&mut reader.alts);
        reader.blocks
    }
}

/// The words of one paragraph.
fn plain(markdown: &str) -> String {
    let inner = Parser::new(markdown).filter_map(|event| match event {
        Event::Text(text) => Some(text.to_string()),
        Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
        // A line that begins with a figure and a full stop is no list here.
        Event::Start(Tag::Item) => Some(markdown.split('.').next().unwrap_or_default().to_owned() + " "),
        _ => None,
    });
    inner.collect()
}

#[derive(Debug)]
enum Block {
    /// `opens`: it goes on after what follows; `resumes`: it is the rest of a sentence.
    Words { words: Words, opens: bool, resumes: bool },
    /// With its caption.
    Picture(Words),
    /// A pull quote.
    Aside(Vec<Words>),
}

/// The halves of a sentence that goes on round a pull quote or a picture are read as one, and that after it.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    let mut between = 0;
    for block in blocks {
        if let Block::Words { words, opens, resumes: true } = &block
            && between > 0
            && let at = done.len() - between - 1
            && let Some(Block::Words { words: first, opens: goes_on @ true, .. }) = done.get_mut(at)
        {
            first.extend(words.iter().cloned());
            *goes_on = *opens;
            continue;
        }
        let is_aside = !matches!(block, Block::Words { .. });
        between = if is_aside && !done.is_empty() { between + 1 } else { 0 };
        done.push(block);
    }
    done
}

/// From Markdown's events to blocks of words.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    alts: BTreeSet<String>,
    words: String,
    /// The alternative text in progress.
    alt: Option<String>,
    caption: Words,
    /// How many block quotes are open, and the paragraphs of a pull quote.
    depth: usize,
    aside: Option<Vec<Words>>,
    /// The number of the next item of each list.
    numbers: Vec<Option<u64>>,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Text(text) | Event::Code(text) => match &mut self.alt {
                Some(alt) => alt.push_str(&text),
                None => self.words.push_str(&text),
            },
            Event::SoftBreak | Event::HardBreak => self.words.push('\n'),
            Event::Start(Tag::Image { title, .. }) => {
                self.end();
                self.alt = Some(String::new());
                self.caption = words(&plain(&title.replace('|', " ")));
            }
            Event::End(TagEnd::Image) => {
                self.alts.extend(self.alt.take().filter(|alt| !alt.is_empty()));
                self.blocks.push(Block::Picture(std::mem::take(&mut self.caption)));
            }
            Event::Start(Tag::BlockQuote(_)) => {
                self.end();
                self.depth += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.end();
                self.depth -= 1;
                if let Some(aside) = self.aside.take_if(|_| self.depth == 0) {
                    self.blocks.push(Block::Aside(aside));
                }
            }
            Event::Start(Tag::List(first)) => {
                self.end();
                self.numbers.push(first);
            }
            Event::Start(Tag::Item) => {
                self.end();
                if let Some(Some(number)) = self.numbers.last_mut() {
                    self.words = number.to_string();
                    *number += 1;
                    self.end();
                }
            }
            Event::End(TagEnd::List(_)) => {
                self.end();
                self.numbers.pop();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => self.end(),
            _ => {}
        }
    }

    /// Ends a paragraph.
    fn end(&mut self) {
        let mut text = std::mem::take(&mut self.words);
        if self.depth > 0 && self.aside.is_none() && text.starts_with("[!") {
            text = text.split_once(']').map_or(String::new(), |(_, rest)| rest.to_owned());
            self.aside = Some(Vec::new());
        }
        // A source stands in a paragraph of its own, or in the last line of one.
        let source = if self.depth > 0 { text.find("\n—").or(text.find("\n--")) } else { None };
        let (text, source) = text.split_at(source.unwrap_or(text.len()));
        for text in [text, source] {
            let last = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !".!?…:؟۔।".contains(c)).chars().last();
            let text = unmarked(text);
            let first = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
            let words = words(&text);
            if words.is_empty() {
                continue;
            }
            match &mut self.aside {
                Some(aside) => aside.push(words),
                None => self.blocks.push(Block::Words {
                    words,
                    opens: last.is_some_and(char::is_alphanumeric),
                    resumes: first.is_some_and(char::is_lowercase),
                }),
            }
        }
    }
}

/// Without the marks that Markdown does not know: `==[box] words==`, `26^th^`.
fn unmarked(text: &str) -> String {
    let mut rest = text;
    let mut unmarked = String::new();
    while let Some((before, after)) = rest.split_once("==") {
        unmarked.push_str(before);
        rest = after.strip_prefix('[').and_then(|kind| kind.split_once(']')).map_or(after, |(_, words)| words);
    }
    unmarked.push_str(rest);
    unmarked.replace('^', "")
}
