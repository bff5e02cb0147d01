//! Plans drawn by proptest, which makes one that fails as small as it can.

use super::plan::{Form, Language, Plan, Speaker, Text, Thing};
use proptest::prelude::*;
use std::ops::RangeInclusive;

/// From where to where the numbers of a plan go.
#[derive(Clone, Debug)]
pub struct Shape {
    pub speakers: RangeInclusive<usize>,
    /// Of a speaker.
    pub words: RangeInclusive<usize>,
    /// Of each form, of a speaker.
    pub things: RangeInclusive<usize>,
    pub forms: Vec<Form>,
    /// Words for each thing at least: nobody pulls a second quote out of a few lines.
    pub words_a_thing: usize,
}

impl Shape {
    /// What people send.
    pub fn usual(most_speakers: usize) -> Shape {
        let forms = Form::ALL.into_iter().filter(|form| !matches!(form, Form::Picture | Form::List)).collect();
        Shape { speakers: 1..=most_speakers, words: 20..=500, things: 0..=1, forms, words_a_thing: 100 }
    }

    /// All that may come: speeches of up to 6,000 words, up to 60 speakers, up to six things of each form in each.
    pub fn extremes() -> [Shape; 2] {
        let all = Shape { things: 0..=6, forms: Form::ALL.to_vec(), words_a_thing: 1, ..Shape::usual(3) };
        [Shape { words: 20..=6000, ..all.clone() }, Shape { speakers: 1..=60, words: 20..=300, ..all }]
    }
}

pub fn plans(shape: &Shape) -> impl Strategy<Value = Plan> + use<> {
    let speakers = prop::collection::vec(speaker(shape), shape.speakers.clone());
    let sections = prop::collection::vec(text(20..=200, Just(Vec::new())), 0..=2);
    let introduction = text(0..=200, Just(Vec::new()));
    let ends = (any::<bool>(), 0_usize..4, any::<bool>());
    (any::<u32>(), introduction, speakers, sections, ends).prop_map(
        |(seed, introduction, speakers, sections, (cover, photographs, closing))| Plan {
            language: Language::English,
            seed: seed.into(),
            cover,
            introduction,
            speakers,
            sections,
            photographs,
            closing,
        },
    )
}

fn speaker(shape: &Shape) -> impl Strategy<Value = Speaker> + use<> {
    let words_a_thing = shape.words_a_thing;
    let remarks = text(shape.words.clone(), things(shape)).prop_map(move |mut text| {
        text.things.truncate(1 + text.words / words_a_thing);
        text
    });
    (any::<bool>(), 0_usize..=3, remarks).prop_map(|(portrait, role_lines, remarks)| Speaker {
        portrait,
        role_lines,
        remarks,
    })
}

fn text(words: RangeInclusive<usize>, things: impl Strategy<Value = Vec<Thing>>) -> impl Strategy<Value = Text> {
    (0_usize..1000, words, things).prop_map(|(from, words, things)| Text { from, words, headings: false, things })
}

/// So many of each form, in any order.
fn things(shape: &Shape) -> impl Strategy<Value = Vec<Thing>> + use<> {
    let counts = prop::collection::vec(shape.things.clone(), shape.forms.len());
    let forms = shape.forms.clone();
    let all = counts.prop_flat_map(move |counts| {
        let each = forms.iter().zip(counts).flat_map(|(form, count)| std::iter::repeat_n(*form, count));
        each.map(thing).collect::<Vec<_>>()
    });
    all.prop_shuffle()
}

fn thing(form: Form) -> impl Strategy<Value = Thing> {
    (0.0..1.0, 5_usize..=30, any::<bool>()).prop_map(move |(after, words, source)| Thing {
        form,
        after,
        // Quotations and lists are longer than what is pulled out.
        words: if matches!(form, Form::Block | Form::List) { words * 4 } else { words },
        source,
    })
}
