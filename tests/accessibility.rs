//! Screen editions as a screen reader has them: each sample in each built-in layout, and an event with every kind of
//! part. Two independent readers look at the files: `page_validation` holds them against PDF/A-2a and PDF/UA-1, lopdf
//! walks the structure tree. What it reads must be the words of the event, which serde_yaml and pulldown-cmark read.

mod accessibility_support;

use accessibility_support::tagged::{Element, Kid};
use accessibility_support::wanted::{self, Wanted, Words, in_one_order, words};
use accessibility_support::{LAYOUTS, Screen, in_parallel, screens};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use plenary::diagnostic::Severity;
use plenary::{Edition, Request, Session, compile};
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The codes of `page_validation` for a stream whose length is said to be wrong.
const STREAM_LENGTH: &str = "ISO 19005-2:2011:6.1.7.1:1";

#[test]
fn files_are_valid() {
    let profiles = [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1];
    let jobs: Vec<_> = screens().iter().flat_map(|screen| profiles.map(|profile| (screen, profile))).collect();
    let failures = in_parallel(&jobs, |(screen, profile)| {
        let options = ValidationOptions::default().profile(*profile);
        let report =
            validate_pdf_bytes(&screen.pdf, &options).unwrap_or_else(|error| panic!("{}: {error}", screen.name));
        let is_false_alarm = |rule: &str| rule == STREAM_LENGTH && streams_are_as_long_as_they_say(&screen.pdf);
        let failures = report.failures.iter().filter(|failure| !is_false_alarm(&failure.rule_id));
        failures.map(|failure| format!("{}, {profile:?}: {failure}", screen.name)).collect::<Vec<_>>()
    });
    assert_eq!(failures.concat(), [] as [String; 0]);
}

/// `page_validation` 0.12.2 takes a stream whose data end with a carriage return, before the line feed that the writer
/// adds, for one that ends with both: its length then seems to be one too many. Here each length is followed to the
/// byte.
fn streams_are_as_long_as_they_say(pdf: &[u8]) -> bool {
    let find =
        |from: usize, what: &[u8]| pdf[from..].windows(what.len()).position(|own| own == what).map(|at| from + at);
    let (mut from, mut ends_in_return) = (0, false);
    while let Some(at) = find(from, b"/Length ") {
        let digits = pdf[at + 8..].iter().take_while(|byte| byte.is_ascii_digit()).copied().collect();
        let length: usize = String::from_utf8(digits).expect("digits").parse().expect("a number");
        let start = find(at, b"stream\n").expect("a stream") + b"stream\n".len();
        if !pdf[start + length..].starts_with(b"\nendstream") {
            return false;
        }
        ends_in_return |= length > 0 && pdf[start + length - 1] == b'\r';
        from = start + length;
    }
    ends_in_return
}

#[test]
fn a_broken_file_is_not_valid() {
    let screen = &screens()[0];
    let broken = String::from_utf8_lossy(&screen.pdf[..200]).into_owned();
    assert!(
        validate_pdf_bytes(broken.as_bytes(), &ValidationOptions::default().profile(ValidationProfile::PdfUa1))
            .is_err()
    );
    let mut document = lopdf::Document::load_mem(&screen.pdf).expect("the file is read");
    assert!(document.catalog_mut().expect("a catalog").remove(b"ViewerPreferences").is_some(), "the title is shown");
    let mut untitled = Vec::new();
    document.save_to(&mut untitled).expect("the file is written");
    let report =
        validate_pdf_bytes(&untitled, &ValidationOptions::default().profile(ValidationProfile::PdfUa1)).unwrap();
    assert!(!report.is_compliant);
}

/// Every word of the event is read once, in the event's order, and nothing else but what the layout adds.
#[test]
fn the_tree_reads_as_the_event() {
    let found: Vec<String> = screens().iter().flat_map(|screen| misread(screen, &wanted::read(&screen.yaml))).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_read_in_another_order_is_found() {
    let screen = &screens()[0];
    let mut wanted = wanted::read(&screen.yaml);
    assert!(wanted.story.len() > 20, "{wanted:?}");
    wanted.story.swap(4, 5);
    assert!(!misread(screen, &wanted).is_empty());
    wanted.story.swap(4, 5);
    let last = wanted.story.pop();
    assert!(!misread(screen, &wanted).is_empty(), "{last:?}");
}

fn misread(screen: &Screen, wanted: &Wanted) -> Vec<String> {
    let mut around = wanted.around.clone();
    around.extend(layout_words(screen));
    let mut found = Vec::new();
    let mut story = wanted.story.iter().peekable();
    let mut heard = BTreeSet::new();
    for (role, text) in screen.tagged.root.blocks() {
        let own = words(&text);
        if story.peek().is_some_and(|next| **next == own) {
            story.next();
        } else if !is_made_of(&own, &around) {
            found.push(format!("{}: read as {role} is {own:?}; expected was {:?}", screen.name, story.peek()));
            return found;
        }
        heard.insert(own);
    }
    found.extend(story.next().map(|next| format!("{}: not read: {next:?}", screen.name)));
    let told = |text: &Words| heard.iter().any(|own| own.windows(text.len()).any(|part| part == text.as_slice()));
    let missing = wanted.always.iter().filter(|text| !told(text));
    found.extend(missing.map(|text| format!("{}: nowhere read: {text:?}", screen.name)));
    found
}

/// Words that the layout adds: its strings, in the event's language or else in English.
fn layout_words(screen: &Screen) -> Vec<Words> {
    let layout = std::fs::read_to_string(format!("{}/layouts/{}.yaml", env!("CARGO_MANIFEST_DIR"), screen.layout));
    let layout: Value = serde_yaml::from_str(&layout.expect("the layout can be read")).expect("YAML");
    let event: Value = serde_yaml::from_str(&screen.yaml).expect("YAML");
    let language = event["language"].as_str().unwrap_or("en").split('-').next().expect("a language");
    let strings = layout["strings"][language].as_mapping().expect("strings");
    strings.values().filter_map(Value::as_str).map(words).collect()
}

/// Whether a text is one of these after another, dates and numbers of pages between them.
fn is_made_of(text: &[String], parts: &BTreeSet<Words>) -> bool {
    let rest = |part: &[String]| text.strip_prefix(part).is_some_and(|rest| is_made_of(rest, parts));
    text.is_empty()
        || parts.iter().any(|part| !part.is_empty() && rest(part))
        || is_of_a_date(&text[0]) && is_made_of(&text[1..], parts)
}

fn is_of_a_date(word: &str) -> bool {
    let number = word.trim_end_matches(|c: char| c.is_alphabetic());
    let months = "January February March April May June July August September October November December and \
                  Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık \
                  yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr";
    let days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Pazartesi Salı Çarşamba Perşembe Cuma \
                Cumartesi Pazar bazar ertəsi çərşənbə axşamı cümə şənbə";
    let known = [months, days].into_iter().flat_map(str::split_whitespace);
    // Of raised letters behind a figure.
    let known = known.chain(["st", "nd", "rd", "th"]);
    known.into_iter().any(|known| known == word)
        || number.len() <= 4 && word.len() - number.len() <= 3 && number.parse::<u32>().is_ok()
}

/// Folios, running titles, repeated words and ornaments are artifacts, and no word is anything else.
#[test]
fn running_matter_is_an_artifact() {
    for screen in screens() {
        assert_eq!(screen.tagged.unmarked, "", "{}", screen.name);
        let event: Value = serde_yaml::from_str(&screen.yaml).expect("YAML");
        let title = words(event["title"].as_str().expect("a title"));
        let mut parts: BTreeSet<Words> = (1..=title.len()).map(|count| title[..count].to_vec()).collect();
        // The opening may show the motto, and the back cover the event, both again.
        parts.extend(event["organiser"]["mission"].as_str().map(words));
        parts.extend(["kind", "subtitle", "venue"].iter().filter_map(|key| event[*key].as_str()).map(words));
        // A banner away from its head names who speaks.
        for speaker in event["speakers"].as_sequence().into_iter().flatten() {
            let honorific = speaker["honorific"].as_str().unwrap_or_default();
            parts.insert(words(&format!("{honorific} {}", speaker["name"].as_str().expect("a name"))));
        }
        parts.extend(layout_words(screen));
        let repeated: Vec<Words> = repeated(&screen.yaml);
        parts.extend(repeated.iter().cloned());
        let (mut folios, mut titles, mut quotes) = (0, 0, 0);
        for (artifacts, page) in screen.tagged.artifacts.iter().zip(1..) {
            let own = words(&artifacts.replace("\u{AD} ", ""));
            assert!(is_made_of(&own, &parts), "{}, page {page}: {own:?}", screen.name);
            folios += usize::from(own.contains(&page.to_string()));
            titles += usize::from(own.windows(1).any(|word| word[0] == title[0]));
            quotes +=
                repeated.iter().filter(|quote| own.windows(quote.len()).any(|part| part == quote.as_slice())).count();
        }
        if screen.tagged.artifacts.len() > 3 {
            assert!(folios > 0 && titles > 0, "{}: {:?}", screen.name, screen.tagged.artifacts);
        }
        let wanted = if screen.layout == "handout" { 0 } else { repeated.len() / 2 };
        assert!(quotes >= wanted, "{}: {quotes} of {wanted} repeated", screen.name);
    }
}

/// The words between `==`, as they are and with a capital at the beginning.
fn repeated(yaml: &str) -> Vec<Words> {
    let part = |part: &str| {
        let part = part.strip_prefix('[').and_then(|kind| kind.split_once(']')).map_or(part, |(_, words)| words);
        let as_written = words(part);
        let mut capital = as_written.clone();
        let first = capital[0].chars().next().expect("a letter");
        let upper = if yaml.contains("language: tr") || yaml.contains("language: az") { "İ" } else { "I" };
        let upper = if first == 'i' { upper.to_owned() } else { first.to_uppercase().to_string() };
        capital[0] = upper + &capital[0][first.len_utf8()..];
        [as_written, capital]
    };
    yaml.split("==").skip(1).step_by(2).flat_map(part).collect()
}

#[test]
fn headings_have_levels_without_gaps() {
    for screen in screens() {
        let mut levels = Vec::new();
        screen.tagged.root.each(&mut |element| {
            if let Some(level) = element.role.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()) {
                levels.push(level);
                assert_eq!(
                    words(element.title.as_deref().unwrap_or_default()),
                    words(&element.words()),
                    "{}",
                    screen.name
                );
            }
        });
        assert_eq!(levels[0], 1, "{}: {levels:?}", screen.name);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}: {levels:?}", screen.name);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{}: {levels:?}", screen.name);
    }
}

#[test]
fn figures_have_descriptions_and_lists_have_numbers() {
    for screen in screens() {
        let wanted = wanted::read(&screen.yaml);
        let mut alts = BTreeSet::new();
        screen.tagged.root.each(&mut |element| match element.role.as_str() {
            "Figure" => {
                let alt = element.alt.clone().unwrap_or_default();
                assert!(!alt.trim().is_empty(), "{}", screen.name);
                alts.insert(alt);
            }
            "Caption" => assert!(!element.words().trim().is_empty(), "{}", screen.name),
            "L" => check_list(element, screen),
            "Link" => {
                assert!(!element.words().trim().is_empty(), "{}: a link without words", screen.name);
                let contents = element.kids.iter().filter_map(|kid| match kid {
                    Kid::Annotation(contents) => Some(contents),
                    _ => None,
                });
                assert!(contents.inspect(|contents| assert!(!contents.is_empty())).count() > 0, "{}", screen.name);
            }
            _ => {}
        });
        let unheard: Vec<&String> = wanted.alts.iter().filter(|alt| !alts.contains(*alt)).collect();
        assert!(unheard.is_empty() || screen.layout == "handout", "{}: {unheard:?}", screen.name);
    }
}

fn check_list(list: &Element, screen: &Screen) {
    let labels: Vec<String> =
        list.elements().flat_map(Element::elements).filter(|e| e.role == "Lbl").map(Element::words).collect();
    let numbering = list.numbering.as_deref().expect("a list says how it is numbered");
    let expected = match labels.first().map(|label| label.trim()) {
        None => "None",
        Some(label) if label.starts_with(|c: char| c.is_ascii_digit()) => "Decimal",
        Some(_) => "Disc",
    };
    assert_eq!(numbering, expected, "{}: {labels:?}", screen.name);
}

#[test]
fn a_photograph_without_a_description_is_an_error_on_the_screen_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/selin-gauges/images/panel.jpg");
    std::fs::copy(picture, folder.path().join("panel.jpg")).expect("copied");
    let event = folder.path().join("event.yaml");
    let yaml = "title: A\norganiser: {name: B}\nspeakers: [{name: C, remarks: \"![](panel.jpg)\"}]\nphotographs:\n  - panel.jpg\n";
    std::fs::write(&event, yaml).expect("written");
    for (edition, severity) in [(Edition::Screen, Severity::Error), (Edition::Office, Severity::Warning)] {
        let mut session = Session::default();
        let done = compile(&Request::new(event.clone(), edition), &mut session);
        assert_eq!(done.is_err(), severity == Severity::Error);
        let found = session.diagnostics.sorted();
        let told: Vec<_> = found
            .iter()
            .map(|d| (d.code, d.severity, d.span.map(|s| session.sources.line_column(s.file, s.start))))
            .collect();
        let expected = [("missing-alt", severity, Some((3, 32))), ("missing-alt", severity, Some((5, 5)))];
        assert_eq!(told, expected, "{edition:?}");
    }
}

#[test]
fn samples_and_layouts_are_legible() {
    let found: Vec<String> = screens()
        .iter()
        .flat_map(|s| s.findings.iter().filter(|f| !f.starts_with("note[")).map(|f| format!("{}: {f}", s.name)))
        .collect();
    assert_eq!(found, [] as [String; 0]);
}

#[test]
fn a_pale_and_a_tiny_style_are_found_in_their_layout() {
    let folder = tempfile::tempdir().expect("a folder");
    let layout = folder.path().join("pale.yaml");
    let yaml = "extends: report\nswatches:\n  pale: { cmyk: [0, 0, 0, 35], srgb: \"#A9A9A9\" }\nstyles:\n  role:\n    color: pale\n  \
                subheading: { size: 6.5pt }\n  display: { color: pale }\n  organiser: { color: accent-light }\n";
    std::fs::write(&layout, yaml).expect("the layout can be written");
    let event = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility_support/parts.yaml");
    let findings = accessibility_support::inspected(&event, &layout.to_string_lossy()).1;
    let has = |code: &str, place: &str, words: &str| {
        let found =
            findings.iter().any(|f| f.contains(&format!("warning[{code}]")) && f.contains(place) && f.contains(words));
        assert!(found, "no {code} at {place} with {words}: {findings:#?}");
    };
    has("screen-contrast", "pale.yaml:6:12", "style `role`");
    has("screen-contrast", "pale.yaml:6:12", "2.35 : 1");
    has("screen-contrast", "pale.yaml:8:21", "2.35 : 1");
    // Large text needs less, and has not even that; white would do on the accent.
    has("screen-contrast", "pale.yaml:8:21", "needs 3 : 1");
    has("screen-contrast", "pale.yaml:9:23", "style `organiser`");
    has("tiny-text", "pale.yaml:7:23", "6.5 pt");
}

/// What the tree of the event with every kind of part must hold.
#[test]
fn every_kind_of_part_has_its_role() {
    for layout in LAYOUTS {
        let screen =
            screens().iter().find(|s| s.name == format!("accessibility_support, {layout}")).expect("the event");
        let mut paths: Vec<(String, String)> = Vec::new();
        walk(&screen.tagged.root, "", &mut paths);
        let has = |path: &str, words: &str| {
            assert!(
                paths.iter().any(|(own, text)| own.ends_with(path) && text.trim() == in_one_order(words)),
                "{layout}: no {path} with “{words}” in {paths:?}"
            );
        };
        has("L/LI/LBody/L/LI/LBody/P", "the grey ones,");
        has("L/LI/LBody/L/LI/Lbl", "2.");
        has("L/LI/LBody/P", "An item may have a second paragraph.");
        has("BlockQuote/P:ar", "الخط هندسة روحانية");
        has("BlockQuote/L/LI/LBody/P", "• a reed,");
        has("BlockQuote/P", "Mr. Tull, reader");
        has("BlockQuote/BlockQuote/P", "Another stands in it.");
        has("P/Span:tr", "Hat ve Kalem");
        has("P/Link", "its whole text");
        has("/Span:fa", "سمیرا قادری");
        has("Sect/H4", "In the middle");
        has("Sect/H5", "Below it");
        has("Sect/H3", "The first");
        has("Figure/Caption", "The old bridge. Photo: Quay House");
        has("Sect/P", "Nothing is lost without it");
        // Booklet and report list three speakers and more.
        if layout == "handout" {
            has("TOC/TOCI/P", "Mr. Edvin Holm");
        }
    }
}

/// Each element's roles from the root down, its language and all its words.
fn walk(element: &Element, path: &str, paths: &mut Vec<(String, String)>) {
    let path = format!("{path}/{}", element.role);
    let language = element.language.as_ref().map_or(String::new(), |language| format!(":{language}"));
    paths.push((format!("{path}{language}"), in_one_order(&element.words().replace('\u{AD}', ""))));
    element.elements().for_each(|kid| walk(kid, &path, paths));
}
