//! The letter as plain text that reads well where nothing else is shown.
//!
//! In: the events of its Markdown. Out: text in lines of at most 76 columns (RFC 3676 advises 78 for text that is not
//! flowed), a blank line between paragraphs, `> ` before quotations, `- ` or numbers before items, a link as
//! `words (address)`.

use super::fill;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

/// Columns of a line.
const LINE: usize = 76;

/// Makes the text.
pub fn text(events: &[Event]) -> String {
    let mut writer = Writer::default();
    events.iter().for_each(|event| writer.event(event));
    writer.flush();
    let mut text = writer.lines.join("\n");
    text.push('\n');
    text
}

/// What stands before the lines of a quotation or an item.
struct Level {
    first: String,
    rest: String,
    begun: bool,
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    levels: Vec<Level>,
    /// The next number of each list that is open; `None` for lists without numbers.
    lists: Vec<Option<u64>>,
    /// The words of the block at hand, with `\n` where a line is to end.
    words: String,
    /// Where the words of links began, and where they lead.
    links: Vec<(usize, String)>,
    /// A blank line stands before the next block.
    apart: bool,
    verbatim: bool,
}

impl Writer {
    fn event(&mut self, event: &Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.words.push_str(&fill::plain(text)),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Rule => {
                self.words.push_str("* * *");
                self.close();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.flush(),
            Tag::CodeBlock(_) => {
                self.flush();
                self.verbatim = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.levels.push(Level { first: "> ".into(), rest: "> ".into(), begun: false });
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::Link { link_type, dest_url, .. } => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.links.push((self.words.len(), format!("{scheme}{}", fill::address(dest_url))));
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let first = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(first.len());
        self.levels.push(Level { first, rest, begun: false });
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close(),
            TagEnd::Heading(level) => {
                let under = if *level == HeadingLevel::H1 { "=" } else { "-" };
                let width = self.words.chars().count().min(LINE);
                self.words.push('\n');
                self.words.push_str(&under.repeat(width));
                self.close();
            }
            TagEnd::CodeBlock => {
                self.words.truncate(self.words.trim_end_matches('\n').len());
                self.close();
                self.verbatim = false;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.levels.pop();
                self.apart = true;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.apart |= self.lists.is_empty();
            }
            TagEnd::Item => {
                self.flush();
                self.levels.pop();
            }
            TagEnd::Link => self.link(),
            _ => {}
        }
    }

    /// The address after the words, unless they are the address.
    fn link(&mut self) {
        let Some((start, address)) = self.links.pop() else { return };
        let address = ["mailto:", "tel:"].iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(&address);
        let words = self.words.get(start..).unwrap_or_default();
        if words != address {
            let after = if words.is_empty() { address.to_owned() } else { format!(" ({address})") };
            self.words.push_str(&after);
        }
    }

    /// Ends a block that stands apart from the next.
    fn close(&mut self) {
        self.flush();
        self.apart = true;
    }

    /// Writes the words at hand.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        if std::mem::take(&mut self.apart) && !self.lines.is_empty() {
            // Quotations go on through the blank line, of which the next block is still a part.
            let before: String =
                self.levels.iter().filter(|level| level.begun).map(|level| level.rest.as_str()).collect();
            self.lines.push(before.trim_end().to_owned());
        }
        let width = LINE.saturating_sub(self.levels.iter().map(|level| level.rest.len()).sum()).max(20);
        for line in words.trim_end_matches('\n').split('\n') {
            let lines = if self.verbatim { vec![line.to_owned()] } else { wrapped(line, width) };
            for line in lines {
                let mut prefix = String::new();
                for level in &mut self.levels {
                    prefix.push_str(if level.begun { &level.rest } else { &level.first });
                    level.begun = true;
                }
                self.lines.push(format!("{prefix}{line}").trim_end().to_owned());
            }
        }
    }
}

/// Words in lines; a word that is longer, such as an address, has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if used > 0 && used + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + length;
            }
            Some(line) if used == 0 => {
                line.push_str(word);
                used = length;
            }
            _ => {
                lines.push(word.to_owned());
                used = length;
            }
        }
    }
    lines
}
