//! What `check --quality` says: every sample in every built-in layout keeps the limits, and a bad page is found bad.

mod pages_support;

use pages_support::{TWIN, in_project, request, sample, samples};
use plenary::compose::page::{Fragment, FragmentKind, Layer};
use plenary::geometry::{Length, Point, Rect, Size};
use plenary::glyph::GlyphRun;
use plenary::quality::report::{FaultKind, Quality};
use plenary::quality::{json, measure, text};
use plenary::resolve::document::{Anchored, BandKind, Block, Float, Part, Segment};
use plenary::text::Line;
use plenary::{Session, Typeset};

/// Targets that a sample misses in a layout (`*`: in some), up to which value, and why. What is no longer needed must go.
const EXCEPTIONS: &[(&str, &str, &str, f64, &str)] = &[
    ("carpet-numbers", "report", "hyphen-share", 0.225, LONG_WORDS),
    ("carpet-numbers", "booklet", "hyphen-share", 0.145, LONG_WORDS),
    ("olive-presses", "report", "hyphen-share", 0.223, LONG_WORDS),
    ("olive-presses", "booklet", "hyphen-share", 0.12, LONG_WORDS),
    ("carpet-numbers", "report", "near-repeats", 2.0, SHORT_SPEECH),
    ("olive-presses", "booklet", "near-repeats", 3.0, SHORT_SPEECH),
    ("selin-gauges", "report", "near-repeats", 4.0, SHORT_SPEECH),
    ("selin-gauges", "booklet", "near-repeats", 4.0, SHORT_SPEECH),
    ("selin-gauges", "handout", "near-repeats", 4.0, SHORT_SPEECH),
    ("carpet-numbers", "handout", "near-repeats", 1.0, SHORT_SPEECH),
    ("reading-room", "booklet", "near-repeats", 1.0, SHORT_SPEECH),
    ("reading-room", "report", "near-repeats", 1.0, SHORT_SPEECH),
    ("seismic-network", "booklet", "near-repeats", 1.0, SHORT_SPEECH),
    ("carpet-numbers", "report", "widows", 1.0, FEW_LINES),
    ("carpet-numbers", "report", "runts", 1.0, FEW_LINES),
    ("olive-presses", "report", "widows", 1.0, FEW_LINES),
    ("seismic-network", "report", "widows", 1.0, FEW_LINES),
    ("olive-presses", "handout", "hyphen-share", 0.09, LONG_WORDS),
];

const FEW_LINES: &str = "long words in few lines beside quotes: a fault elsewhere would be dearer (src/ledger.rs)";

const SHORT_SPEECH: &str = "a speech of few paragraphs has no place farther from the words (docs/quality.md)";

const LONG_WORDS: &str = "long words: at 8 % the 95th percentile is beyond 1.7 (docs/quality.md, Hyphens)";

/// The layouts that are compiled in.
fn layouts() -> Vec<String> {
    let files = std::fs::read_dir(in_project("layouts")).expect("the layouts can be listed");
    let files = files.map(|entry| entry.expect("an entry").path());
    let yaml = files.filter(|path| path.extension().is_some_and(|own| own == "yaml"));
    let mut names: Vec<String> = yaml.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    assert!(names.iter().any(|name| name == "report"), "{names:?}");
    names
}

fn composed(name: &str, layout: Option<&str>) -> (Typeset, Session) {
    let mut session = Session::default();
    let mut request = request(&sample(name));
    request.layout = layout.map(str::to_owned);
    let set = plenary::typeset(&request, &mut session);
    let set = set.unwrap_or_else(|failure| panic!("{name}, {layout:?}: {failure:?} {:?}", session.diagnostics.list));
    (set, session)
}

fn quality(set: &Typeset, session: &Session) -> Quality {
    measure(&set.document, &set.composed, &set.fonts, &session.sources)
}

#[test]
fn all_samples_keep_the_limits_in_all_layouts() {
    let mut found = Vec::new();
    let mut used = Vec::new();
    for (sample, layout) in samples().iter().flat_map(|s| layouts().into_iter().map(move |l| (s.clone(), l))) {
        let (set, session) = composed(&sample, Some(&layout));
        let quality = quality(&set, &session);
        assert!(quality.lines.justified > 0, "{sample}, {layout}: no running text was found");
        for target in quality.targets.iter().filter(|target| !target.met) {
            let excused = EXCEPTIONS
                .iter()
                .position(|(s, l, t, ..)| (*s, *t) == (&*sample, target.name) && (*l == "*" || *l == layout));
            match excused {
                Some(index) if target.value <= EXCEPTIONS[index].3 => used.push(index),
                _ => found.push(format!("{sample}, {layout}: {} is {}", target.name, target.value)),
            }
        }
    }
    assert_eq!(found, [] as [String; 0]);
    let useless: Vec<_> = (0..EXCEPTIONS.len()).filter(|index| !used.contains(index)).map(|i| EXCEPTIONS[i]).collect();
    assert!(useless.is_empty(), "these limits are kept now: {useless:?}");
}

/// The twin with something done to it must have a fault of this kind that it did not have.
fn assert_found(kind: FaultKind, change: impl FnOnce(&mut Typeset)) -> Quality {
    let (mut set, session) = composed(TWIN, None);
    let before = quality(&set, &session).faults_of(kind).count();
    change(&mut set);
    let after = quality(&set, &session);
    assert!(after.faults_of(kind).count() > before, "{:?}", after.faults);
    after
}

/// The lines of the first paragraph in one column with at least six, first to last.
fn paragraph(set: &mut Typeset) -> Vec<(&mut Point, &mut Line)> {
    let mut lines: Vec<(&mut Point, &mut Line)> = Vec::new();
    for page in &mut set.composed.pages {
        let slots: Vec<usize> = page.slots.iter().map(|slot| slot.fragment).collect();
        for (index, fragment) in page.fragments.iter_mut().enumerate().filter(|(index, _)| slots.contains(index)) {
            let FragmentKind::Line { origin, line, .. } = &mut fragment.kind else { panic!("{index} is no line") };
            if line.first_of_paragraph || lines.last().is_some_and(|(above, _)| above.y >= origin.y) {
                lines.clear();
            }
            lines.push((origin, line));
            if lines.len() >= 6 && lines[0].1.first_of_paragraph && lines[lines.len() - 1].1.last_of_paragraph {
                return lines;
            }
        }
    }
    panic!("no paragraph of six lines in one column")
}

/// Gives every word space of a line this width, and the line no other change.
fn space(line: &mut Line, width: Length) {
    for run in &mut line.runs {
        for at in 0..run.glyphs.len() {
            let cluster = &run.glyphs[at].cluster;
            if &run.text[cluster.start as usize..cluster.end as usize] == " " && run.glyphs[at].advance > Length::ZERO {
                run.glyphs[at].advance = width;
            }
        }
    }
}

fn end_in_a_hyphen(line: &mut Line) {
    let run: &mut GlyphRun = line.runs.last_mut().expect("a line with words");
    run.text = format!("{}\u{AD}", run.text.trim_end()).into();
}

#[test]
fn a_loose_line_is_found() {
    let found = assert_found(FaultKind::LooseLine, |set| space(paragraph(set)[2].1, Length::pt(9.0)));
    let fault = found.faults_of(FaultKind::LooseLine).max_by(|a, b| a.amount.total_cmp(&b.amount)).expect("found");
    assert!((fault.amount - 9.0 / found.word_space).abs() < 0.01, "{fault:?}");
    let place = fault.place.as_ref().expect("a place in the event file");
    let file = std::fs::read_to_string(&place.file).expect("the event can be read");
    let there: String = file.lines().nth(place.line - 1).expect("a line").chars().skip(place.column - 1).collect();
    let word = fault.words.split(|c: char| !c.is_alphanumeric()).find(|word| word.len() > 2).expect("a word");
    assert!(there.starts_with(word), "{place:?} has {there:?}, the line {:?}", fault.words);
}

#[test]
fn two_hyphens_in_succession_are_found() {
    assert_found(FaultKind::HyphenPair, |set| {
        let mut lines = paragraph(set);
        lines[1..3].iter_mut().for_each(|(_, line)| end_in_a_hyphen(line));
    });
}

#[test]
fn a_word_that_goes_on_in_another_column_is_found() {
    let found = assert_found(FaultKind::HyphenAtEnd, |set| {
        let mut lines = paragraph(set);
        let across = Length::pt(if lines[0].0.x < Length::pt(250.0) { 250.0 } else { -250.0 });
        lines[3..].iter_mut().for_each(|(origin, _)| origin.x += across);
        end_in_a_hyphen(lines[2].1);
    });
    assert_eq!(found.lines.hyphens_at_ends, 1);
}

#[test]
fn lone_lines_are_found() {
    assert_found(FaultKind::Orphan, |set| paragraph(set)[0].0.y += Length::pt(400.0));
    assert_found(FaultKind::Widow, |set| {
        let mut lines = paragraph(set);
        let last = lines.len() - 1;
        lines[last].0.y = Length::pt(70.0);
    });
}

#[test]
fn a_runt_is_found() {
    let found = assert_found(FaultKind::Runt, |set| {
        let mut lines = paragraph(set);
        let last = lines.len() - 1;
        let line = &mut lines[last].1;
        line.runs.truncate(1);
        line.runs[0].glyphs.truncate(3);
        line.runs[0].text = "is.".into();
    });
    assert_eq!(found.paragraphs.runts, 1);
}

#[test]
fn a_short_word_at_a_paragraphs_end_is_found() {
    let found = assert_found(FaultKind::ShortEnd, |set| {
        let mut lines = paragraph(set);
        let last = lines.len() - 1;
        let line = &mut lines[last].1;
        line.runs.truncate(1);
        line.runs[0].glyphs.truncate(7);
        line.runs[0].text = "enough.".into();
    });
    assert_eq!((found.paragraphs.runts, found.paragraphs.short_ends), (0, 1));
}

#[test]
fn the_rest_of_a_word_in_a_last_line_is_found() {
    let found = assert_found(FaultKind::DividedAtEnd, |set| {
        let mut lines = paragraph(set);
        let last = lines.len() - 1;
        end_in_a_hyphen(lines[last - 1].1);
    });
    assert!(found.paragraphs.divided_at_end > 0);
}

#[test]
fn a_river_is_found() {
    let found = assert_found(FaultKind::River, |set| {
        let mut lines = paragraph(set);
        let (x, mut words) = (lines[1].0.x, lines[1].1.clone());
        space(&mut words, Length::pt(3.2));
        for (origin, line) in &mut lines[1..5] {
            origin.x = x;
            line.runs = words.runs.clone();
        }
    });
    assert!(found.rivers.longest >= 4, "{:?}", found.rivers);
}

#[test]
fn a_line_off_the_grid_is_found() {
    let found = assert_found(FaultKind::OffGrid, |set| paragraph(set)[1].0.y += Length::pt(0.02));
    assert_eq!(found.grid.most_off, 0.02);
}

#[test]
fn uneven_feet_are_found() {
    assert_found(FaultKind::UnevenFeet, |set| {
        let feet = set.composed.columns.iter_mut().find(|feet| feet.last && feet.rows.len() > 1).expect("a band's end");
        feet.rows[0] += 3;
    });
}

#[test]
fn a_thin_page_is_found() {
    let found = assert_found(FaultKind::ThinPage, |set| {
        let page = set.composed.pages.iter_mut().find(|page| page.story).expect("a page of the story");
        page.fragments.clear();
        page.slots.clear();
    });
    assert_eq!(found.filling.least.map(|page| page.share), Some(0.0));
}

#[test]
fn a_box_on_the_text_is_found() {
    assert_found(FaultKind::TouchingBox, |set| {
        let origin = *paragraph(set)[2].0;
        let area = Rect::at(origin, Size::new(Length::pt(80.0), Length::pt(40.0)));
        let fills = |fragment: &Fragment| match fragment.kind {
            FragmentKind::Fill { color, .. } => Some(color),
            _ => None,
        };
        let color = set.composed.pages.iter().flat_map(|page| &page.fragments).find_map(fills).expect("a fill");
        for page in set.composed.pages.iter_mut().filter(|page| page.story) {
            page.fragments.push(Fragment::fill(Layer::Content, area, color));
        }
    });
}

#[test]
fn a_quote_far_from_its_words_is_found() {
    assert_found(FaultKind::FarFromWords, |set| {
        let is_box = |fragment: &Fragment| {
            matches!(fragment.kind, FragmentKind::Fill { area, .. } if area.height() < Length::pt(300.0))
                && fragment.layer == Layer::Content
        };
        let sources: Vec<_> = set.composed.pages[3].fragments.iter().filter(|f| is_box(f)).map(|f| f.source).collect();
        let of_box = |fragment: &Fragment| fragment.source.is_some() && sources.contains(&fragment.source);
        let boxes = set.composed.pages[3].fragments.iter_mut().filter(|fragment| of_box(fragment));
        let moved: Vec<Fragment> = boxes
            .map(|fragment| {
                let copy = fragment.clone();
                fragment.source = None;
                copy
            })
            .collect();
        set.composed.pages[7].fragments.extend(moved);
    });
}

#[test]
fn a_quote_by_the_words_that_it_repeats_is_found() {
    let found = assert_found(FaultKind::NearItsWords, |set| {
        // As if it repeated all of the paragraph beside it.
        let stories = set.document.parts.iter_mut().filter_map(|part| match part {
            Part::Story(story) => Some(story),
            _ => None,
        });
        for band in stories.flat_map(|story| &mut story.bands) {
            let BandKind::Columns(columns) = &mut band.kind else { continue };
            for segment in &mut columns.segments {
                let Segment::Columns(blocks) = segment else { continue };
                let texts = blocks.iter_mut().filter_map(|block| match block {
                    Block::Text(text) => Some(text),
                    _ => None,
                });
                for (_, anchored) in texts.flat_map(|text| &mut text.anchored) {
                    if let Anchored::Float(Float::Box(quote)) = anchored {
                        quote.repeats = Some(0..usize::MAX);
                    }
                }
            }
        }
    });
    assert!(found.quotes.too_near > 0);
}

#[test]
fn letterspacing_is_measured() {
    let (mut set, session) = composed(TWIN, None);
    let before = quality(&set, &session).glyphs;
    for run in &mut paragraph(&mut set)[2].1.runs {
        run.glyphs.iter_mut().for_each(|glyph| glyph.advance += Length::pt(0.5));
    }
    let after = quality(&set, &session).glyphs;
    assert_eq!(after.letterspaced_lines, before.letterspaced_lines + 1);
    assert!((after.most_letterspacing - 0.5 / 9.75).abs() < 0.001, "{after:?}");
}

#[test]
fn both_reports_tell_all() {
    let found = assert_found(FaultKind::LooseLine, |set| space(paragraph(set)[2].1, Length::pt(9.0)));
    let object: serde_json::Value = serde_json::from_str(&json::render(&found)).expect("one JSON object");
    assert_eq!(object["quality"]["lines"]["justified"], found.lines.justified);
    assert_eq!(object["quality"]["faults"].as_array().map(Vec::len), Some(found.faults.len()));
    let shown = text::render(&found);
    assert!(found.faults.iter().all(|fault| shown.contains(&fault.words)), "{shown}");
}

#[test]
fn the_bill_names_what_was_found_with_its_price() {
    let found = assert_found(FaultKind::Orphan, |set| paragraph(set)[0].0.y += Length::pt(400.0));
    let item = found.bill.items.iter().find(|item| item.kind == "orphan").expect("on the bill");
    assert_eq!((item.count, item.rows), (found.paragraphs.orphans, 60.0 * found.paragraphs.orphans as f64));
    let rows: f64 = found.bill.items.iter().map(|item| item.rows).sum();
    assert!((rows - found.bill.rows).abs() < 0.001, "{:?}", found.bill);
    assert!(found.bill.items.windows(2).all(|pair| pair[0].rows >= pair[1].rows), "{:?}", found.bill);
    let shown = text::render(&found);
    let line = shown.lines().find(|line| line.trim_start().starts_with("orphan ")).expect("a line of the bill");
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["orphan", &*item.count.to_string(), &*format!("{:.1}", item.rows)]);
    let object: serde_json::Value = serde_json::from_str(&json::render(&found)).expect("one JSON object");
    assert_eq!(object["quality"]["bill"]["rows"], found.bill.rows);
    assert!(object["quality"]["bill"]["items"].as_array().is_some_and(|items| items.len() == found.bill.items.len()));
}

#[test]
fn where_there_is_nothing_the_report_says_so() {
    let (mut set, session) = composed(TWIN, None);
    set.composed.pages.clear();
    set.composed.columns.clear();
    let shown = text::render(&quality(&set, &session));
    assert!(shown.contains("All targets are met.\nNothing to name.\n"), "{shown}");
}
