//! Kinds of events, as people hold them: each is a range of numbers from which a seed draws a [`Plan`].

use super::chance::Chance;
use super::plan::{Form, Language, Plan, Speaker, Text, Thing};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// 5 to 9 speakers of 110 to 260 words, most with one quote; a section.
    Seminar,
    /// 10 to 16 speakers of 40 to 90 words.
    Panel,
    /// One speaker of 1,800 to 3,000 words with sub-headings, quotes of each form and pictures; three of 150 to 300.
    Keynote,
    /// 18 to 30 speakers of 150 to 500 words, some with quotes and pictures; three sections with lists.
    Conference,
    /// 4 to 12 speakers of 60, 120, 300 or 700 words; no portrait, picture or quote.
    Plain,
    /// 5 to 8 speakers of 120 to 300 words with one to three pictures each, and a strip of photographs.
    Pictures,
    /// 4 to 7 speakers of 150 to 400 words with two to four quotes each, some with block quotations.
    Quotes,
    /// An introduction of 300 words, 4 to 7 sections of 150 to 600 with lists, at most three speakers.
    Workshop,
    /// One or two speakers of 60 to 150 words.
    Tiny,
    /// Speakers and sections of several kinds.
    Mixed,
}

impl Kind {
    pub const ALL: [Kind; 10] = [
        Kind::Seminar,
        Kind::Panel,
        Kind::Keynote,
        Kind::Conference,
        Kind::Plain,
        Kind::Pictures,
        Kind::Quotes,
        Kind::Workshop,
        Kind::Tiny,
        Kind::Mixed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Seminar => "seminar",
            Kind::Panel => "panel",
            Kind::Keynote => "keynote",
            Kind::Conference => "conference",
            Kind::Plain => "plain",
            Kind::Pictures => "pictures",
            Kind::Quotes => "quotes",
            Kind::Workshop => "workshop",
            Kind::Tiny => "tiny",
            Kind::Mixed => "mixed",
        }
    }

    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub fn plan(self, seed: u64, language: Language) -> Plan {
        let mut drawing = Drawing { chance: Chance::of(self.name(), seed), from: 0 };
        let plan_seed = drawing.chance.number();
        let is_bare = matches!(self, Kind::Plain | Kind::Tiny);
        let introduction = drawing.introduction(self, is_bare);
        let mut parts = Parts::default();
        match self {
            Kind::Mixed => drawing.mixed(&mut parts),
            _ => drawing.own(self, &mut parts),
        }
        let cover = !is_bare && drawing.chance.happens(0.5);
        let closing = drawing.chance.happens(0.7);
        let Parts { speakers, sections, photographs } = parts;
        Plan { language, seed: plan_seed, cover, introduction, speakers, sections, photographs, closing }
    }
}

#[derive(Default)]
struct Parts {
    speakers: Vec<Speaker>,
    sections: Vec<Text>,
    photographs: usize,
}

/// Words of a sentence, on average or less.
const SENTENCE: usize = 14;

const POINTED: [Form; 3] = [Form::Box, Form::Inline, Form::Banner];

struct Drawing {
    chance: Chance,
    /// The sentence with which the next text begins, so that an event repeats none before all were used.
    from: usize,
}

impl Drawing {
    fn introduction(&mut self, kind: Kind, is_bare: bool) -> Text {
        let words = if kind == Kind::Workshop { 300 } else { self.chance.pick(&[40, 60, 120, 200]) };
        let pictured = !is_bare && self.chance.happens(0.7);
        let things = if pictured { vec![self.thing(Form::Picture)] } else { Vec::new() };
        self.text(words, false, things)
    }

    fn own(&mut self, kind: Kind, parts: &mut Parts) {
        match kind {
            Kind::Seminar => self.seminar(parts),
            Kind::Panel => self.panel(parts),
            Kind::Keynote => self.keynote(parts),
            Kind::Conference => self.conference(parts),
            Kind::Plain => self.plain(parts),
            Kind::Pictures => self.pictures(parts),
            Kind::Quotes => self.quotes(parts),
            Kind::Workshop => self.workshop(parts, 3),
            Kind::Tiny | Kind::Mixed => self.tiny(parts),
        }
    }

    fn mixed(&mut self, parts: &mut Parts) {
        for kind in [Kind::Seminar, Kind::Panel, Kind::Keynote, Kind::Pictures, Kind::Quotes] {
            if self.chance.happens(0.4) {
                self.own(kind, parts);
            }
        }
        if self.chance.happens(0.4) {
            self.workshop(parts, 0);
        }
        if parts.speakers.is_empty() && parts.sections.is_empty() {
            self.seminar(parts);
        }
    }

    fn seminar(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(5, 9) {
            let quoted = self.chance.happens(0.8);
            let mut things = if quoted { vec![self.quote(&[Form::Box, Form::Box, Form::Inline])] } else { Vec::new() };
            self.perhaps(0.2, Form::Repeated, &mut things);
            parts.speakers.push(self.speaker((110, 260), things));
        }
        parts.sections.push(self.section((100, 250), false, Vec::new()));
    }

    fn panel(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(10, 16) {
            let speaker = self.speaker((40, 90), Vec::new());
            let portrait = self.chance.happens(0.8);
            parts.speakers.push(Speaker { portrait, ..speaker });
        }
    }

    fn keynote(&mut self, parts: &mut Parts) {
        let mut things: Vec<Thing> = POINTED.iter().map(|form| self.quote(&[*form])).collect();
        things.push(self.thing(Form::Block));
        for _ in 0..self.chance.below(3) {
            things.push(self.thing(Form::Picture));
        }
        let mut speaker = self.speaker((1800, 3000), things);
        speaker.remarks.headings = true;
        parts.speakers.push(speaker);
        for _ in 0..3 {
            let quoted = self.chance.happens(0.5);
            let things = if quoted { vec![self.quote(&[Form::Box])] } else { Vec::new() };
            parts.speakers.push(self.speaker((150, 300), things));
        }
    }

    fn conference(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(18, 30) {
            let quoted = self.chance.happens(0.5);
            let mut things = if quoted { vec![self.quote(&[Form::Box, Form::Inline])] } else { Vec::new() };
            self.perhaps(0.3, Form::Picture, &mut things);
            self.perhaps(0.3, Form::Repeated, &mut things);
            parts.speakers.push(self.speaker((150, 500), things));
        }
        for _ in 0..3 {
            let things = vec![self.thing(Form::List)];
            parts.sections.push(self.section((100, 400), false, things));
        }
    }

    fn plain(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(4, 12) {
            let words = self.chance.pick(&[60, 120, 300, 700]);
            let speaker = self.speaker((words, words), Vec::new());
            parts.speakers.push(Speaker { portrait: false, ..speaker });
        }
    }

    fn pictures(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(5, 8) {
            let things = (0..self.chance.within(1, 3)).map(|_| self.thing(Form::Picture)).collect();
            parts.speakers.push(self.speaker((120, 300), things));
        }
        parts.photographs = self.chance.within(0, 4);
    }

    fn quotes(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(4, 7) {
            let mut things: Vec<Thing> = (0..self.chance.within(2, 4)).map(|_| self.quote(&POINTED)).collect();
            self.perhaps(0.6, Form::Block, &mut things);
            self.perhaps(0.5, Form::Repeated, &mut things);
            parts.speakers.push(self.speaker((150, 400), things));
        }
    }

    fn workshop(&mut self, parts: &mut Parts, most_speakers: usize) {
        for _ in 0..self.chance.within(4, 7) {
            let mut things = vec![self.thing(Form::List)];
            self.perhaps(0.3, Form::Picture, &mut things);
            let headings = self.chance.happens(0.5);
            parts.sections.push(self.section((150, 600), headings, things));
        }
        for _ in 0..self.chance.within(0, most_speakers) {
            parts.speakers.push(self.speaker((80, 200), Vec::new()));
        }
    }

    fn tiny(&mut self, parts: &mut Parts) {
        for _ in 0..self.chance.within(1, 2) {
            let speaker = self.speaker((60, 150), Vec::new());
            let portrait = self.chance.happens(0.5);
            parts.speakers.push(Speaker { portrait, ..speaker });
        }
    }

    fn speaker(&mut self, words: (usize, usize), things: Vec<Thing>) -> Speaker {
        let words = self.chance.within(words.0, words.1);
        let role_lines = self.chance.pick(&[1, 1, 1, 1, 2, 2, 3]);
        Speaker { portrait: true, role_lines, remarks: self.text(words, false, things) }
    }

    fn section(&mut self, words: (usize, usize), headings: bool, things: Vec<Thing>) -> Text {
        let words = self.chance.within(words.0, words.1);
        self.text(words, headings, things)
    }

    fn text(&mut self, words: usize, headings: bool, things: Vec<Thing>) -> Text {
        let from = self.from;
        // Whole sentences are a little more than the words that are asked for.
        let sentences = |words: usize| words / SENTENCE + 2;
        self.from += sentences(words) + things.iter().map(|thing| sentences(thing.words)).sum::<usize>();
        Text { from, words, headings, things }
    }

    fn perhaps(&mut self, share: f64, form: Form, things: &mut Vec<Thing>) {
        if self.chance.happens(share) {
            things.push(self.thing(form));
        }
    }

    /// What is pulled out is mostly short, and now and then a paragraph.
    fn quote(&mut self, forms: &[Form]) -> Thing {
        let form = self.chance.pick(forms);
        Thing { words: self.chance.pick(&[8, 14, 25, 45, 80]), ..self.thing(form) }
    }

    fn thing(&mut self, form: Form) -> Thing {
        let words = match form {
            Form::Block => self.chance.pick(&[30, 60, 90, 180, 240]),
            Form::Picture => self.chance.pick(&[5, 8, 20]),
            Form::List => self.chance.pick(&[25, 45, 70, 90]),
            _ => self.chance.pick(&[8, 14, 25]),
        };
        Thing { form, after: self.chance.share(), words, source: self.chance.happens(0.25) }
    }
}
