//! An attendee's own words, from the event's text to glyphs in their frames.
//!
//! In: the frames of a display list, an attendee. Out: [`PersonalItems`] for every frame, or what is wrong: a character
//! that no font has, words that do not fit. Words are set as fixed texts of a page are, line by line, and move nothing
//! else.

use crate::attendees::{Attendee, Attendees, Template};
use crate::compose::Typesetter;
use crate::compose::page::{Fragment, ReservedFrame};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::event::typography;
use crate::geometry::{Length, Point};
use crate::paint::display_list::{DisplayList, Item, ItemKind, Layer, PersonalItems};
use crate::paint::line_items;
use crate::resolve::document::PersonalWords;
use crate::resolve::story::{Paragraph, Run};
use crate::resolve::{direction, language};
use std::sync::Arc;

/// Of a line's width, in points.
const ROUNDING: f64 = 0.5;

/// The frames of a document with their words, ready to be filled.
pub struct Frames<'a> {
    list: Vec<Frame<'a>>,
    language: &'a str,
    right_to_left: bool,
}

struct Frame<'a> {
    page: usize,
    frame: usize,
    place: &'a ReservedFrame,
    choices: Vec<Choice<'a>>,
}

/// The words in one style.
struct Choice<'a> {
    paragraph: &'a Paragraph,
    lines: Vec<Line<'a>>,
}

/// A line of the event's text.
struct Line<'a> {
    parts: Vec<(&'a Run, Template)>,
}

impl<'a> Frames<'a> {
    /// Reads the fields of all words; those that the list does not have are errors.
    pub fn new(display: &'a DisplayList, attendees: &Attendees, diagnostics: &mut Diagnostics) -> Frames<'a> {
        let mut list = Vec::new();
        for (page, index, place) in frames(display) {
            let read = |paragraph| Choice::new(paragraph, &place.words, attendees, diagnostics);
            let choices = place.words.choices.iter().map(read).collect();
            list.push(Frame { page, frame: index, place, choices });
        }
        let metadata = &display.metadata;
        Frames { list, language: &metadata.language, right_to_left: metadata.right_to_left }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Sets the words of an attendee, who is called `name` in messages. What is wrong is in the setter's diagnostics.
    pub fn set(&self, attendee: &Attendee, name: &str, setter: &mut Typesetter) -> Vec<PersonalItems> {
        self.list.iter().map(|frame| self.frame(frame, attendee, name, setter)).collect()
    }

    fn frame(&self, frame: &Frame, attendee: &Attendee, name: &str, setter: &mut Typesetter) -> PersonalItems {
        let empty = PersonalItems { page: frame.page, frame: frame.frame, items: Vec::new() };
        let choices: Vec<Paragraph> = frame.choices.iter().map(|choice| self.fill(choice, attendee)).collect();
        if choices.first().is_none_or(|first| first.runs.is_empty()) {
            return empty;
        }
        let ReservedFrame { measure, words, .. } = frame.place;
        let Some(set) = setter.choose(&choices, *measure, Some(words.lines)) else { return empty };
        if set.lines.len() > words.lines || set.width > *measure + Length::pt(ROUNDING) {
            setter.diagnostics.push(overset(words, &choices[0].text(), set.lines.len(), attendee.span, name));
            return empty;
        }
        let origin = frame.place.origin;
        let first = if frame.place.upwards { origin.y - set.depth() } else { origin.y };
        let mut items = Vec::new();
        for (index, line) in set.lines.into_iter().enumerate() {
            let baseline = first + set.leading * index as i64;
            let fragment = Fragment::line(Layer::Overlay, Point::new(origin.x, baseline), line, false);
            items.extend(line_items(fragment).into_iter().map(|item| self.told(item)));
        }
        PersonalItems { items, ..empty }
    }

    /// A run with its language, which is told by its script.
    fn told(&self, item: Item) -> (Item, Option<&'static str>) {
        let language = match &item.kind {
            ItemKind::Glyphs { run, .. } => {
                language::stretches(&run.text, self.language).into_iter().find_map(|(_, language)| language)
            }
            _ => None,
        };
        (item, language)
    }

    /// The paragraph with an attendee's values; a line none of whose fields has a value is left out.
    fn fill(&self, choice: &Choice, attendee: &Attendee) -> Paragraph {
        let mut runs: Vec<Run> = Vec::new();
        for line in choice.lines.iter().filter(|line| line.is_wanted(attendee)) {
            if let Some(last) = runs.last_mut() {
                last.text.push('\n');
            }
            for (run, template) in &line.parts {
                let (text, span) = match template.fields() {
                    [] => (run.text.clone(), run.span),
                    _ => (typography::typeset(&template.fill(attendee), self.language), Some(attendee.span)),
                };
                runs.push(Run { text, span, ..(*run).clone() });
            }
        }
        let right_to_left = direction::of_words(runs.iter().map(|run| run.text.as_str()), self.right_to_left);
        Paragraph { runs, right_to_left, ..choice.paragraph.clone() }
    }
}

fn frames(display: &DisplayList) -> impl Iterator<Item = (usize, usize, &ReservedFrame)> {
    let pages = display.pages.iter().enumerate();
    pages.flat_map(|(page, list)| list.reserved.iter().enumerate().map(move |(index, frame)| (page, index, frame)))
}

impl<'a> Choice<'a> {
    fn new(
        paragraph: &'a Paragraph,
        words: &Arc<PersonalWords>,
        attendees: &Attendees,
        diagnostics: &mut Diagnostics,
    ) -> Choice<'a> {
        let mut lines = vec![Line { parts: Vec::new() }];
        for run in &paragraph.runs {
            for (index, text) in run.text.split('\n').enumerate() {
                if index > 0 {
                    lines.push(Line { parts: Vec::new() });
                }
                let mut found = Diagnostics::default();
                let template = Template::parse(text, run.span.unwrap_or(words.source), attendees, &mut found);
                // The same words stand in several styles.
                found.list.retain(|error| !diagnostics.list.contains(error));
                diagnostics.list.append(&mut found.list);
                if let (Some(template), Some(line), false) = (template, lines.last_mut(), text.is_empty()) {
                    line.parts.push((run, template));
                }
            }
        }
        Choice { paragraph, lines }
    }
}

impl Line<'_> {
    fn is_wanted(&self, attendee: &Attendee) -> bool {
        let mut fields = self.parts.iter().flat_map(|(_, template)| template.fields()).peekable();
        fields.peek().is_none() || fields.any(|field| !attendee.get(*field).is_empty())
    }
}

fn overset(words: &PersonalWords, text: &str, lines: usize, span: Span, name: &str) -> Diagnostic {
    let message = format!("the words for {name} do not fit their frame `{}`: {}", words.name, room(words.lines, lines));
    let help = "shorten the value in the list, or the event's text, or give the layout a smaller style for it";
    let text = text.replace('\n', " / ");
    Diagnostic::error("overset", message)
        .at(span)
        .label(format!("“{text}”"))
        .related(words.source, "the text")
        .help(help)
}

fn room(most: usize, lines: usize) -> String {
    match (most, lines) {
        (most, lines) if lines <= most => "a word is wider than the frame".to_owned(),
        (1, lines) => format!("they take {lines} lines, and there is one"),
        (most, lines) => format!("they take {lines} lines, and there are {most}"),
    }
}
