//! Speeches in the forms that the report has for their length: cards, low bands, bands, long ones, a keynote. Every word
//! stands on the pages once and in order, and no portrait is higher than the words beside it.

use plenary::compose::page::{Fragment, FragmentKind};
use plenary::geometry::Length;
use plenary::{Edition, Request, Session, Typeset, typeset};
use std::fmt::Write;
use std::fs;

/// Words of the speeches, in running order.
const LENGTHS: [usize; 10] = [40, 50, 200, 60, 70, 45, 500, 30, 1700, 110];

/// A sentence of a dozen words, with a number that tells it from all others.
fn sentences(speaker: usize, words: usize) -> String {
    let sentence = |at: usize| format!("Sentence {speaker}x{at} says that the river rose and then fell again slowly.");
    let mut text = String::new();
    for at in 0..words.div_ceil(12) {
        // A paragraph has five sentences.
        let break_or_space = if at > 0 && at % 5 == 0 { "\n\n      " } else { " " };
        text.push_str(if at == 0 { "" } else { break_or_space });
        text.push_str(&sentence(at));
    }
    text
}

fn set(layout: &str) -> Typeset {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let face =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 120\"><rect width=\"80\" height=\"120\"/></svg>";
    fs::write(folder.path().join("face.svg"), face).expect("the picture can be written");
    let mut text = format!("layout: {layout}\nlanguage: en\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n");
    for (speaker, words) in LENGTHS.iter().enumerate() {
        let remarks = sentences(speaker, *words);
        let head = format!("  - name: Ms. Speaker {speaker}\n    role: Reader of Gauges\n");
        let portrait = "    portrait: { file: face.svg, alt: A face }\n";
        write!(text, "{head}{portrait}    remarks: |\n      {remarks}\n").expect("a string takes all");
    }
    let event = folder.path().join("event.yaml");
    fs::write(&event, text).expect("the event can be written");
    let mut session = Session::default();
    let set = typeset(&Request::new(event, Edition::Screen), &mut session);
    set.unwrap_or_else(|_| panic!("{:?}", session.diagnostics.list))
}

/// A line or a picture: page, left edge, top, foot, words.
#[derive(Clone, Debug)]
struct Thing {
    page: usize,
    left: f64,
    top: f64,
    foot: f64,
    words: String,
}

fn thing(page: usize, fragment: &Fragment) -> Option<Thing> {
    match &fragment.kind {
        FragmentKind::Line { origin, line, .. } => {
            let words = line.runs.iter().map(|run| &*run.text).collect();
            let first = line.runs.iter().map(|run| run.x).min().unwrap_or_default();
            let (left, foot) = ((origin.x + first).to_pt(), origin.y.to_pt());
            Some(Thing { page, left, top: foot, foot, words })
        }
        FragmentKind::Picture { area, .. } => {
            let edge = |length: Length| length.to_pt();
            let (left, top, foot) = (edge(area.left), edge(area.top), edge(area.bottom));
            Some(Thing { page, left, top, foot, words: String::new() })
        }
        _ => None,
    }
}

fn things(set: &Typeset) -> Vec<Thing> {
    let story = set.composed.pages.iter().enumerate().filter(|(_, page)| page.story);
    story.flat_map(|(at, page)| page.fragments.iter().filter_map(move |f| thing(at, f))).collect()
}

/// The head of a speaker: the last line of these words alone, since a list of speakers may stand before.
fn name(things: &[Thing], speaker: usize) -> Thing {
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let name = format!("MsSpeaker{speaker}");
    let mut found = things.iter().filter(|thing| letters(&thing.words) == name);
    found.next_back().unwrap_or_else(|| panic!("{name} is nowhere")).clone()
}

/// Every sentence, in the order of the event.
fn hold_all_words(things: &[Thing]) {
    let all: String = things.iter().map(|thing| format!("{} ", thing.words)).collect();
    let mut from = 0;
    for (speaker, words) in LENGTHS.iter().enumerate() {
        for at in 0..words.div_ceil(12) {
            let number = format!("{speaker}x{at} ");
            let found = all[from..].find(&number).unwrap_or_else(|| panic!("{number} is missing or out of order"));
            from += found + number.len();
        }
    }
}

#[test]
fn speeches_have_the_forms_of_their_length() {
    let set = set("report");
    let things = things(&set);
    hold_all_words(&things);
    let names: Vec<Thing> = (0..LENGTHS.len()).map(|speaker| name(&things, speaker)).collect();
    let side_by_side = |left: usize, right: usize| {
        let (left, right) = (&names[left], &names[right]);
        left.page == right.page && left.foot == right.foot && left.left < right.left
    };
    assert!(side_by_side(0, 1), "{names:?}");
    assert!(side_by_side(4, 3) || side_by_side(3, 5) || side_by_side(3, 4) || side_by_side(4, 5), "{names:?}");
    // The contents' numbers and the outline follow the cards.
    let titles: Vec<&str> = set.composed.bookmarks.iter().map(|mark| mark.title.as_str()).collect();
    let speakers: Vec<&&str> = titles.iter().filter(|title| title.starts_with("Ms.")).collect();
    assert_eq!(speakers.len(), LENGTHS.len(), "{titles:?}");
    for (speaker, title) in speakers.iter().enumerate() {
        assert!(title.ends_with(&speaker.to_string()), "{titles:?}");
    }
    // Longer speeches have larger portraits.
    let height = |speaker: usize| portrait(&things, &names[speaker]).map_or(0.0, |own| own.foot - own.top);
    assert!(height(0) < height(2) && height(9) < height(2), "{} {} {}", height(0), height(9), height(2));
    assert!(height(2) < height(6) && height(6) < height(8), "{} {} {}", height(2), height(6), height(8));
}

/// The first portrait beside or under a speaker's name.
fn portrait<'t>(things: &'t [Thing], name: &Thing) -> Option<&'t Thing> {
    let own = things.iter().filter(|own| own.words.is_empty() && own.page == name.page);
    let near = own.filter(|own| own.foot > name.foot - 20.0 && (own.left - name.left).abs() < 480.0);
    near.min_by(|a, b| {
        let far = |own: &Thing| (own.top - name.foot).abs() + (own.left - name.left).abs() / 100.0;
        far(a).total_cmp(&far(b))
    })
}

#[test]
fn no_portrait_is_higher_than_its_words() {
    for layout in ["report", "booklet"] {
        let set = set(layout);
        let things = things(&set);
        hold_all_words(&things);
        let under: Vec<_> = set.composed.columns.iter().filter(|feet| feet.under_portrait).collect();
        assert!(under.is_empty(), "{layout}: {under:?}");
    }
}

/// A layout of one column has no cards, and one name is enough.
#[test]
fn other_layouts_keep_their_bands() {
    for layout in ["booklet", "handout"] {
        let things = things(&set(layout));
        hold_all_words(&things);
        let lefts: Vec<f64> = (0..2).map(|speaker| name(&things, speaker).foot).collect();
        assert!(lefts[0] != lefts[1], "{layout}: {lefts:?}");
    }
}
