//! Pages that are composed from masters: what stands on them when an event has much or little of something, is read
//! from the right, or says something long.

mod pages_support;

use pages_support::{in_project, places, try_typeset_in};
use plenary::compose::page::{FragmentKind, Page};
use plenary::diagnostic::render;
use plenary::geometry::Length;
use plenary::text::Line;
use plenary::{Edition, Request, Session, Typeset};
use std::fs;
use std::path::{Path, PathBuf};

const LAYOUTS: [&str; 3] = ["report", "booklet", "handout"];

/// A line of a page, and where its ink is.
#[derive(Debug)]
struct Shown {
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
}

fn whole(line: &Line) -> String {
    let text: String = line.runs.iter().map(|run| &*run.text).collect();
    text.trim().to_owned()
}

fn shown(page: &Page) -> Vec<Shown> {
    let line = |kind: &FragmentKind| match kind {
        FragmentKind::Line { origin, line, .. } if !line.runs.is_empty() => {
            let at = |x: Length| (origin.x + x).to_pt();
            let (left, right) = line.runs.iter().fold((f64::MAX, f64::MIN), |(left, right), run| {
                (left.min(at(run.x)), right.max(at(run.x + run.width())))
            });
            Some(Shown { text: whole(line), left, right, baseline: origin.y.to_pt() })
        }
        _ => None,
    };
    page.fragments.iter().filter_map(|fragment| line(&fragment.kind)).collect()
}

/// Composes an event in a layout; nothing leaves its pages.
fn composed(event: &Path, layout: &str) -> Typeset {
    let set = try_typeset_in(event, Some(layout)).unwrap_or_else(|messages| panic!("{layout}: {messages}"));
    assert_eq!(places::outside(&set), [] as [String; 0], "{} in {layout}", event.display());
    set
}

/// The same; nothing overlaps on the pages.
fn clear(event: &Path, layout: &str) -> Typeset {
    let set = composed(event, layout);
    assert_eq!(places::overlaps(&set), [] as [String; 0], "{} in {layout}", event.display());
    set
}

fn kept(name: &str) -> PathBuf {
    in_project("tests/events").join(format!("{name}.yaml"))
}

fn in_urdu() -> PathBuf {
    in_project("tests/masters/urdu-report.yaml")
}

fn written(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("masters-{name}.yaml"));
    fs::write(&path, text).expect("the event can be written");
    path
}

/// An event of so many speakers, each with a name of its own.
fn with_speakers(count: usize) -> PathBuf {
    let speaker = |n: usize| format!("  - name: Ms. Ada Marsh-{n:02}\n    summary: Grows beans, and says so.\n");
    let speakers: String = (1..=count).map(speaker).collect();
    written(&format!("{count}"), &format!("title: A Register\norganiser: {{name: Garden Club}}\nspeakers:\n{speakers}"))
}

fn has(page: &Page, words: &str) -> bool {
    shown(page).iter().any(|line| line.text.contains(words))
}

#[test]
fn running_titles_of_events_read_from_the_right_stand_beside_their_folios() {
    for layout in ["report", "booklet"] {
        let set = composed(&in_urdu(), layout);
        let geometry = &set.document.page;
        let mut seen = [0, 0];
        for page in &set.composed.pages {
            let lines = shown(page);
            let foot = lines.iter().map(|line| line.baseline).fold(0.0, f64::max);
            let matter: Vec<&Shown> = lines.iter().filter(|line| line.baseline == foot).collect();
            let folio = matter.iter().find(|line| line.text == page.number.to_string());
            let title = matter.iter().find(|line| line.text.starts_with("پرانے"));
            let (Some(folio), Some(title)) = (folio, title) else { continue };
            let left = if page.verso { geometry.outer } else { geometry.inner }.to_pt();
            let right = left + geometry.text_width().to_pt();
            let gap = if page.verso { title.left - folio.right } else { folio.left - title.right };
            assert!(title.left >= left && title.right <= right, "{layout}: {title:?}");
            assert!((0.0..22.0).contains(&gap), "{layout}: {title:?} {folio:?}");
            seen[usize::from(page.verso)] += 1;
        }
        assert!(seen[0] > 0 && seen[1] > 0, "{layout}: {seen:?}");
    }
}

#[test]
fn no_word_of_a_layout_is_english_in_an_event_in_urdu_or_arabic() {
    for language in ["ur", "ar"] {
        let text = fs::read_to_string(in_urdu()).expect("the event can be read");
        let event = written(language, &text.replace("language: ur", &format!("language: {language}")));
        for layout in LAYOUTS {
            let set = composed(&event, layout);
            let latin: Vec<String> = set
                .composed
                .pages
                .iter()
                .flat_map(shown)
                .map(|line| line.text)
                .filter(|text| text.contains(|c: char| c.is_ascii_alphabetic()))
                .filter(|text| !text.contains("mutala") && !text.contains("Zehra") && !text.contains("example"))
                .collect();
            assert_eq!(latin, [] as [String; 0], "{language} in {layout}");
        }
    }
}

/// A telephone number's groups stand from left to right as they are read.
#[test]
fn telephone_numbers_keep_their_order_among_words_read_from_the_right() {
    for layout in LAYOUTS {
        let set = composed(&in_urdu(), layout);
        let mut seen = 0;
        for fragment in set.composed.pages.iter().flat_map(|page| &page.fragments) {
            let FragmentKind::Line { line, .. } = &fragment.kind else { continue };
            let figures: String = {
                let mut runs: Vec<_> = line.runs.iter().filter(|run| run.text.contains("0166")).collect();
                runs.sort_by_key(|run| run.x);
                runs.iter().filter(|run| !run.right_to_left).map(|run| run.text.trim()).collect::<Vec<_>>().join("")
            };
            if !figures.is_empty() {
                assert!(figures.ends_with("+00 114 555 0166"), "{layout}: {figures}");
                seen += 1;
            }
        }
        assert!(seen > 0, "{layout}");
    }
}

/// Few contacts: the rule over them stands over the code too.
#[test]
fn the_rule_over_the_contacts_stands_over_the_code() {
    for contacts in
        ["", "  email: club@garden.example\n", "  email: club@garden.example\n  telephone: '+00 114 555 0126'\n"]
    {
        let event = written(
            "code",
            &format!("title: A Day\norganiser:\n  name: Garden Club\n  website: garden.example\n{contacts}"),
        );
        let set = composed(&event, "report");
        let page = set.composed.pages.last().expect("a back cover");
        let code = page.fragments.iter().find_map(|fragment| match &fragment.kind {
            FragmentKind::Code { area, .. } => Some(area.top.to_pt()),
            _ => None,
        });
        let rules = page.fragments.iter().filter_map(|fragment| match &fragment.kind {
            FragmentKind::Rule { from, .. } => Some(from.y.to_pt()),
            _ => None,
        });
        let lowest = rules.fold(0.0, f64::max);
        let code = code.expect("a code");
        assert!((10.0..40.0).contains(&(code - lowest)), "rule at {lowest}, code at {code}");
    }
}

#[test]
fn a_long_address_stands_in_the_column_that_has_no_code() {
    let set = clear(&in_project("tests/masters/long-addresses.yaml"), "report");
    let page = set.composed.pages.last().expect("a back cover");
    let lines: Vec<String> = shown(page).into_iter().map(|line| line.text).collect();
    assert!(lines.iter().any(|line| line == "archive-group-with-an-extremely-long.example"), "{lines:?}");
}

#[test]
fn an_address_needs_no_break_where_the_code_is_not() {
    let text = "title: A Day\norganiser:\n  name: Haverley Work\n  email: secretary@haverley-work.example\n  website: haverley-work.example\n";
    let set = composed(&written("secretary", text), "report");
    let page = set.composed.pages.last().expect("a back cover");
    assert!(has(page, "secretary@haverley-work.example"), "{:?}", shown(page));
}

#[test]
fn a_name_of_two_parts_is_parted_at_its_middot() {
    let set = clear(&in_project("tests/masters/long-addresses.yaml"), "report");
    let page = set.composed.pages.last().expect("a back cover");
    assert!(shown(page).iter().any(|line| line.text == "Selin Readers’ Guild" || line.text.ends_with("du Selin")));
    assert!(!shown(page).iter().any(|line| line.text.contains('·')), "{:?}", shown(page));
}

/// An Arabic name in an English event stands at the left, as its address does.
#[test]
fn words_of_the_other_direction_stand_at_their_blocks_side() {
    let partner = "co_organisers:\n  - name: دار الترجمة\n    website: https://dar-tarjama.example\n";
    let event = written("arabic-name", &format!("title: A Day\norganiser: {{name: Garden Club}}\n{partner}"));
    for layout in ["report", "booklet"] {
        let set = composed(&event, layout);
        let mut seen = 0;
        for page in &set.composed.pages {
            let lines = shown(page);
            let address = lines.iter().find(|line| line.text.contains("dar-tarjama"));
            let name = lines.iter().find(|line| line.text.contains("الترجمة"));
            if let (Some(name), Some(address)) = (name, address) {
                assert!((name.left - address.left).abs() < 2.0, "{layout}: {name:?} {address:?}");
                seen += 1;
            }
        }
        assert!(seen > 0, "{layout}");
    }
}

/// The names on each page of a list of contents, which begins right of this place.
fn names_by_page(set: &Typeset, least: f64) -> Vec<usize> {
    let listed = |page: &Page| {
        let lines = shown(page);
        let entry = |line: &Shown| {
            // The number stands at the edge, or behind the name.
            let is_number = |text: Option<&str>| text.is_some_and(|text| text.parse::<usize>().is_ok());
            let number = |other: &Shown| (other.baseline - line.baseline).abs() < 0.01 && is_number(Some(&*other.text));
            let is_numbered = is_number(line.text.split_whitespace().last()) || lines.iter().any(number);
            line.text.contains("Marsh-") && line.left > least && is_numbered
        };
        lines.iter().filter(|line| entry(line)).count()
    };
    set.composed.pages.iter().map(listed).filter(|count| *count > 0).collect()
}

#[test]
fn a_list_of_any_length_is_shared_evenly_by_the_booklets_pages() {
    for (count, wanted) in
        [(3, vec![3]), (24, vec![24]), (25, vec![25]), (26, vec![26]), (27, vec![14, 13]), (53, vec![18, 18, 17])]
    {
        assert_eq!(names_by_page(&clear(&with_speakers(count), "booklet"), 0.0), wanted, "{count} speakers");
    }
}

#[test]
fn the_report_and_the_handout_list_many_speakers() {
    for count in [36, 37, 40, 72, 73, 105] {
        assert_eq!(names_by_page(&clear(&with_speakers(count), "report"), 0.0), [count]);
    }
    for count in [13, 56] {
        assert_eq!(names_by_page(&clear(&with_speakers(count), "handout"), 300.0), [count]);
    }
}

#[test]
fn an_event_of_sections_alone_lists_them() {
    for layout in LAYOUTS {
        let set = clear(&kept("sections-alone"), layout);
        let lists = |page: &&Page| {
            ["What is wrong with the pool?", "Who would use it?", "What happens next?"].iter().all(|w| has(page, w))
                && has(page, "Contents") | (layout == "report" && has(page, "CONTENTS"))
        };
        assert_eq!(set.composed.pages.iter().filter(lists).count(), 1, "{layout}");
    }
}

#[test]
fn one_speaker_is_no_plural() {
    let remarks = |names: &[&str]| {
        let speaker = |name: &&str| format!("  - name: {name}\n    remarks: Few words were said.\n");
        let speakers: String = names.iter().map(speaker).collect();
        let text = "introduction: |\n  It began.\n\n  It went on.\n";
        format!("title: A Day\norganiser: {{name: Garden Club}}\n{text}speakers:\n{speakers}")
    };
    for layout in LAYOUTS {
        let text_of = |name: &str, names: &[&str]| {
            let set = composed(&written(name, &remarks(names)), layout);
            set.composed.pages.iter().flat_map(shown).map(|line| line.text.to_lowercase() + "\n").collect::<String>()
        };
        let (one, two) = (text_of("one", &["Ms. One"]), text_of("two", &["Ms. One", "Mr. Two"]));
        assert!(one.contains("remarks by the speaker\n") && !one.contains("speakers"), "{layout}: {one}");
        assert!(two.contains("remarks by the speakers"), "{layout}: {two}");
    }
}

/// Names stay in the nominative: a label stands before them.
#[test]
fn co_organisers_in_turkish_and_azerbaijani_stand_behind_a_label() {
    let event = |language: &str, more: &str| {
        let co = format!("co_organisers:\n  - name: Yelkenciler Derneği\n{more}");
        written(language, &format!("language: {language}\ntitle: Bir\norganiser: {{name: Kıyı}}\n{co}"))
    };
    let line = |path: &Path, words: &str| {
        let set = composed(path, "report");
        let found = set.composed.pages.iter().any(|page| has(page, words));
        assert!(found, "{words}: {:?}", shown(&set.composed.pages[0]));
    };
    line(&event("tr", ""), "Paydaş: Yelkenciler");
    line(&event("tr", "  - name: Kürekçiler\n"), "Paydaşlar: Yelkenciler");
    line(&event("az", ""), "Tərəfdaş: Yelkenciler");
    line(&event("en", ""), "With Yelkenciler");
}

/// What is too long is named in the event, and of a block that which takes most lines.
#[test]
fn too_long_a_block_is_told_at_its_longest_entry() {
    let names: String = (0..40)
        .map(|n| format!("  - name: The Permanent International Commission for Question {n} of the Illustrators\n"))
        .collect();
    let event = written(
        "too-long",
        &format!("title: A Day\norganiser:\n  name: A Society\n  mission: Onwards\nco_organisers:\n{names}"),
    );
    let mut session = Session::default();
    let request = Request { layout: Some("report".to_owned()), ..Request::new(event, Edition::Screen) };
    assert!(plenary::typeset(&request, &mut session).is_err());
    let told = render::render(&session.diagnostics, &session.sources, false);
    assert!(told.contains("lines too long for page 1"), "{told}");
    assert!(told.contains("masters-too-long.yaml:6:11"), "{told}");
    assert!(!told.contains("report.yaml"), "{told}");
}

#[test]
fn a_great_numeral_gives_way_to_a_long_title() {
    let numeral = |title: &str, subtitle: &str| {
        let text =
            format!("title: {title}\nsubtitle: {subtitle}\ndate: 2026-02-26\norganiser: {{name: Garden Club}}\n");
        let set = composed(&written("numeral", &text), "report");
        shown(&set.composed.pages[0]).iter().any(|line| line.text == "26")
    };
    assert!(numeral("A Day", "In Few Words"));
    let long = "On the Keeping of Ledgers and Gauges along the Lower Selin in Years of High Water and of Low";
    assert!(!numeral(long, &format!("{long}, and What Became of Them, as Told by Those Who Kept Them, {long}")));
}

#[test]
fn the_moderator_has_a_label_where_facts_are_many() {
    let long = "The Permanent International Commission for the Illustration of Plants and Their Habitats";
    let text = format!(
        "title: {long}\nsubtitle: {long}\nvenue: {long}\nmoderator: Mr. Ode Lind, {long}\norganiser: {{name: {long}}}\n\
         co_organisers:\n  - name: {long}\n  - name: {long}\n  - name: Freunde der Forstakademie e. V.\n"
    );
    let set = composed(&written("moderator", &text), "handout");
    let page = &set.composed.pages[0];
    let label = shown(page).into_iter().find(|line| line.text == "Moderator").expect("a label");
    let beside = |line: &&Shown| line.baseline == label.baseline && line.text.starts_with("Mr. Ode Lind");
    assert_eq!(shown(page).iter().filter(beside).count(), 1, "{:?}", shown(page));
    assert!(has(page, "e. V."), "{:?}", shown(page));
}

/// The day in brief in one column has one rule.
#[test]
fn a_column_without_text_has_no_rule() {
    let rules = |words: &str| {
        let lead = "It began, and nobody knew how it would end. ".repeat(16);
        let text = format!("title: A Day\norganiser: {{name: Garden Club}}\nintroduction: |\n  {lead}\n\n  {words}\n");
        let set = composed(&written("brief", &text), "report");
        let page =
            set.composed.pages.iter().find(|page| has(page, "THE DAY IN BRIEF") || has(page, "The day in brief"));
        let page = page.expect("a day in brief");
        let label =
            shown(page).into_iter().find(|line| line.text.to_lowercase() == "the day in brief").expect("its label");
        let over = |y: f64| (0.0..20.0).contains(&(label.baseline - y));
        let strokes = page.fragments.iter().filter(|fragment| match &fragment.kind {
            FragmentKind::Rule { from, .. } => over(from.y.to_pt()),
            _ => false,
        });
        strokes.count()
    };
    assert_eq!(rules("It went on for a while."), 1);
    assert_eq!(rules(&"It went on for a while, and nobody left before the last word was said. ".repeat(12)), 2);
}

/// The lead of a short introduction is all of it, a paragraph under another; of a long one it is the first paragraph.
#[test]
fn a_short_introduction_is_set_large_as_a_whole() {
    for (rest, brief) in [(10, false), (140, true)] {
        let text = format!(
            "title: A Day\norganiser: {{name: Garden Club}}\nintroduction: |\n  It began.\n\n  {}\n",
            "soil ".repeat(rest)
        );
        let set = clear(&written(&format!("lead-{rest}"), &text), "report");
        let pages = &set.composed.pages;
        assert_eq!(pages.iter().any(|page| has(page, "THE DAY IN BRIEF") || has(page, "The day in brief")), brief);
        assert!(pages.iter().any(|page| has(page, "It began.") && has(page, "soil soil")), "{rest}");
    }
}

/// Facts and list stand side by side over the story: it begins below the longer of them.
#[test]
fn the_story_begins_below_facts_and_list() {
    let partners: String = (0..8).map(|n| format!("  - name: Partner {n}\n")).collect();
    for (co, speakers) in [(partners.as_str(), 1), ("  - name: Partner 0\n", 3)] {
        let speaker = |n: usize| {
            format!("  - name: Ms. Ada Marsh-{n}\n    role: |\n      One\n      Two\n    remarks: Few words.\n")
        };
        let speakers: String = (1..=speakers).map(speaker).collect();
        let text = format!("title: A Day\norganiser: {{name: Garden Club}}\nco_organisers:\n{co}speakers:\n{speakers}");
        clear(&written("side-by-side", &text), "report");
    }
}
