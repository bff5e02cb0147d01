//! The form of a quote follows from its words: sizes and heights of boxes in the built-in layouts, quotes of too many
//! words as quotations that are divided, stanzas, capitals that an author typed.

use plenary::compose::page::{Fragment, FragmentKind};
use plenary::geometry::Rect;
use plenary::{Edition, Request, Session, Typeset, typeset};
use std::fs;

const WORDS: &str = "The river was measured by a man with a stick, who wrote down what he saw and went home to his supper. \
    Nobody asked him for the figures, and he gave them to nobody; they lie in a drawer of the archive to this day.";
const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];

struct Set {
    typeset: Typeset,
    codes: Vec<&'static str>,
}

/// An event of one speaker with these remarks.
fn set(layout: &str, remarks: &str) -> Set {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let own = folder.path().join("own.yaml");
    fs::write(&own, "extends: report\nquotes: { typed_capitals: sentence }\n").expect("the layout can be written");
    let remarks: String = remarks.lines().map(|line| format!("      {line}\n")).collect();
    let text = format!(
        "layout: {layout}\nlanguage: en\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n  - name: Ms. One\n    remarks: |\n{remarks}"
    );
    let event = folder.path().join("event.yaml");
    fs::write(&event, text).expect("the event can be written");
    let mut session = Session::default();
    let typeset = typeset(&Request::new(event, Edition::Screen), &mut session);
    let typeset = typeset.unwrap_or_else(|_| panic!("{:?}", session.diagnostics.list));
    Set { typeset, codes: session.diagnostics.list.iter().map(|found| found.code).collect() }
}

/// So many words, the last of them `zephyr`.
fn quote(words: usize) -> String {
    let all = ["the", "gauge", "was", "read", "by", "lamplight", "every", "evening", "of", "that", "winter"];
    let mut quote: Vec<&str> = all.into_iter().cycle().take(words - 2).collect();
    quote.insert(0, "Aurora");
    quote.push("zephyr.");
    quote.join(" ")
}

/// A line of the pages.
#[derive(Clone, Debug)]
struct Found {
    page: usize,
    left: f64,
    baseline: f64,
    size: f64,
    on_grid: bool,
    text: String,
}

fn fragments(set: &Set) -> impl Iterator<Item = (usize, &Fragment)> {
    set.typeset.composed.pages.iter().enumerate().flat_map(|(at, page)| page.fragments.iter().map(move |f| (at, f)))
}

fn lines(set: &Set) -> Vec<Found> {
    let line = |(page, fragment): (usize, &Fragment)| {
        let FragmentKind::Line { origin, line, on_grid } = &fragment.kind else { return None };
        let text: String = line.runs.iter().map(|run| &*run.text).collect();
        let size = line.runs.first()?.size.to_pt();
        Some(Found { page, left: origin.x.to_pt(), baseline: origin.y.to_pt(), size, on_grid: *on_grid, text })
    };
    fragments(set).filter_map(line).collect()
}

/// The lines of the quote that begins with `Aurora` and ends with `zephyr`.
fn lines_of_quote(set: &Set) -> Vec<Found> {
    let mut ended = false;
    let from = lines(set).into_iter().skip_while(|line| !line.text.contains("Aurora"));
    from.take_while(|line| !std::mem::replace(&mut ended, line.text.contains("zephyr"))).collect()
}

/// Areas of colour of the pages of the story that are wider than a bar, and those that are not.
fn fills(set: &Set) -> (Vec<Rect>, Vec<Rect>) {
    let fills = fragments(set).filter_map(|(_, fragment)| match fragment.kind {
        FragmentKind::Fill { area, .. } => Some(area),
        _ => None,
    });
    fills.partition(|area| area.width().to_pt() > 5.0)
}

fn body_size(set: &Set) -> f64 {
    lines(set).iter().rfind(|line| line.on_grid).map_or(0.0, |line| line.size)
}

#[test]
fn the_number_of_words_makes_the_size() {
    for layout in LAYOUTS {
        let mut last = f64::INFINITY;
        for words in [4, 12, 13, 30, 31, 60] {
            let remarks = format!("{WORDS}\n\n{WORDS}\n\n> [!box] {}\n\n{WORDS}\n\n{WORDS} {WORDS}", quote(words));
            let set = set(layout, &remarks);
            let quote = lines_of_quote(&set);
            let (first, end) = (&quote[0], &quote[quote.len() - 1]);
            let rows = (end.baseline - first.baseline) / set.typeset.document.page.leading.to_pt();
            assert!(first.page == end.page && rows < 11.0, "{layout}, {words} words: {rows} rows");
            assert!(first.size > body_size(&set), "{layout}, {words} words: {} pt", first.size);
            // A short one may stand in smaller letters at a column's edge.
            assert!(words <= 12 || first.size <= last, "{layout}, {words} words: {} pt after {last}", first.size);
            assert!(quote.len() <= 8, "{layout}, {words} words: {} lines", quote.len());
            assert!(set.codes.is_empty(), "{layout}, {words} words: {:?}", set.codes);
            last = if words < 12 { last } else { first.size };
        }
    }
}

#[test]
fn too_many_words_are_a_quotation_that_is_divided() {
    for layout in LAYOUTS {
        for (kind, words) in [("box", 61), ("inline", 90), ("banner", 140), ("box", 900)] {
            let before = [WORDS; 3].join("\n\n");
            let remarks = format!("{before}\n\n> [!{kind}] {}\n> — A keeper\n\n{WORDS}\n\n{WORDS}", quote(words));
            let set = set(layout, &remarks);
            assert_eq!(set.codes, ["long-quote"], "{layout}, {words}");
            let quote: Vec<Found> = lines_of_quote(&set).into_iter().filter(|line| line.on_grid).collect();
            let said: usize = quote.iter().map(|line| line.text.split_whitespace().count()).sum();
            assert!(said >= words, "{layout}: {said} of {words} words");
            let columns: Vec<(usize, i64)> = quote.iter().map(|line| (line.page, line.left as i64 / 200)).collect();
            for part in columns.chunk_by(|a, b| a == b) {
                assert!(part.len() > 1, "{layout}, {words}: a line alone: {columns:?}");
            }
            let keeper =
                lines(&set).into_iter().find(|line| line.text.contains("A keeper")).expect("the source is set");
            let leading = set.typeset.document.page.leading.to_pt();
            for (line, rows) in quote.iter().rev().zip([1.0, 2.0]) {
                let above = keeper.baseline - line.baseline;
                assert!(line.page == keeper.page && (above - rows * leading).abs() < 0.1, "{layout}, {words}: {above}");
            }
            assert!(!fills(&set).1.is_empty(), "{layout}: it has a bar");
        }
    }
}

#[test]
fn too_many_words_are_not_repeated() {
    let set = set("report", &format!("{WORDS}\n\n=={}== {WORDS}\n\n{WORDS}", quote(70)));
    assert_eq!(set.codes, ["long-quote"]);
    assert_eq!(lines(&set).iter().filter(|line| line.text.contains("zephyr")).count(), 1);
}

#[test]
fn what_is_pinned_stays_a_box() {
    let set = set("report", &format!("{WORDS}\n\n{WORDS}\n\n> [!box wide] {}\n\n{WORDS}\n\n{WORDS}", quote(70)));
    assert!(set.codes.is_empty(), "{:?}", set.codes);
    let quote = lines_of_quote(&set);
    let page = &set.typeset.document.page;
    let holds = |area: &Rect| {
        let first = &quote[0];
        area.top.to_pt() < first.baseline && area.bottom.to_pt() > first.baseline && area.width() == page.text_width()
    };
    assert!(fills(&set).0.iter().any(holds));
}

#[test]
fn a_stanza_of_a_quotation_stays_whole() {
    let stanza = |at: usize| format!("> Stanza {at} was sung\\\n> by the {at} who came\\\n> and {at} who went.");
    for before in 0..8 {
        let poem = (10..14).map(stanza).collect::<Vec<_>>().join("\n>\n");
        let lead = WORDS.split(' ').take(10 + before * 6).collect::<Vec<_>>().join(" ");
        let set = set("report", &format!("{WORDS}\n\n{lead}\n\n{poem}\n\n{WORDS}"));
        let lines = lines(&set);
        for at in 10..14 {
            let own: Vec<&Found> = lines.iter().filter(|line| line.text.contains(&at.to_string())).collect();
            assert_eq!(own.len(), 3);
            assert!(own.iter().all(|line| line.page == own[0].page && line.left == own[0].left), "{before}: {own:?}");
        }
    }
}

#[test]
fn typed_capitals_are_small_where_the_layout_wants_it() {
    let shouted = "> [!box] NOBODY READ IT. NOBODY ASKED.";
    let told = |layout: &str| {
        let set = set(layout, &format!("{WORDS}\n\n{WORDS}\n\n{shouted}\n\n{WORDS}\n\n{WORDS}"));
        let text: String = lines(&set).into_iter().map(|line| line.text).collect();
        text.contains("NOBODY READ IT")
    };
    assert!(told("report") && !told("./own.yaml"));
}

#[test]
fn a_banner_far_from_its_head_names_its_speaker() {
    for (paragraphs, is_named) in [(2, false), (40, true)] {
        let remarks = [WORDS].repeat(paragraphs).join("\n\n");
        let set = set("report", &format!("{remarks}\n\n> [!banner] A drawer is patient.\n\n{WORDS}"));
        let lines = lines(&set);
        let banner = lines.iter().find(|line| line.text.contains("drawer is patient")).expect("the banner is set");
        let below = |line: &&Found| {
            line.page == banner.page && (1.0..40.0).contains(&(line.baseline - banner.baseline)) && !line.on_grid
        };
        let named = lines.iter().filter(below).any(|line| line.text.contains("Ms. One"));
        assert_eq!(named, is_named, "after {paragraphs} paragraphs");
    }
}
