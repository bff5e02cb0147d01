//! Lists of attendees: files as spreadsheets save them, texts with their values, names of files.

use plenary::attendees::{self, Attendees, Template, file_names};
use plenary::diagnostic::{Diagnostics, FileId, Span, render};
use plenary::{Failure, Session};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use tempfile::TempDir;

fn read(name: &str, bytes: &[u8]) -> (Result<Attendees, Failure>, Session) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("it can be written");
    let mut session = Session::default();
    (attendees::read(&path, &mut session), session)
}

fn sound(name: &str, text: &str) -> (Attendees, Session) {
    let (list, session) = read(name, text.as_bytes());
    let told = render::render(&session.diagnostics, &session.sources, false);
    (list.unwrap_or_else(|_| panic!("{told}")), session)
}

fn values(list: &Attendees) -> Vec<Vec<&str>> {
    list.list.iter().map(|attendee| attendee.values.iter().map(String::as_str).collect()).collect()
}

const EXCEL: &str = "\u{feff}Name;E mail;Ad Soyad\r\n\"Əli  \"\"Şahin\"\" \";ali@port.example;\" a; b\"\r\n;;\r\n\
                     İnci Yağmur;inci@port.example;\r\n";

#[test]
fn a_list_from_a_spreadsheet() {
    let (list, session) = sound("list.csv", EXCEL);
    assert_eq!(list.fields, ["name", "e_mail", "ad_soyad"]);
    assert_eq!(
        values(&list),
        [["Əli  \"Şahin\"", "ali@port.example", "a; b"], ["İnci Yağmur", "inci@port.example", ""]]
    );
    assert_eq!(list.field("ad_soyad"), Some(2));
    assert_eq!(list.field("e-mail"), None);
    let span = list.list[1].span;
    assert_eq!(&session.sources.get(span.file).text[span.start..span.end], "İnci Yağmur;inci@port.example;");
    assert_eq!(session.sources.line_column(span.file, span.start), (4, 1));
}

#[test]
fn the_same_list_in_each_form() {
    let comma = "name,email\nLiv,liv@a.example\n\"Holm, J.\",j@a.example\n";
    let tab = "name\temail\nLiv\tliv@a.example\nHolm, J.\tj@a.example\n";
    let yaml = "- name: Liv\n  email: liv@a.example\n- Email: j@a.example\n  Name: Holm, J.\n";
    let wanted = [["Liv", "liv@a.example"], ["Holm, J.", "j@a.example"]];
    for (name, text) in [("a.csv", comma), ("a.tsv", tab), ("a.TXT", tab), ("a.yaml", yaml)] {
        assert_eq!(values(&sound(name, text).0), wanted, "{name}");
    }
}

#[test]
fn one_column_and_no_line_end() {
    assert_eq!(values(&sound("a.csv", "name\nLiv").0), [["Liv"]]);
    assert_eq!(values(&sound("a.csv", "\n\nname,,\n\nLiv,,\n").0), [["Liv"]]);
}

#[test]
fn fields_that_stand_in_some_records_alone() {
    let (list, _) = sound("a.yml", "- name: Liv\n- {name: Jon, seat: 12}\n- {seat: ~, name: Ada}\n");
    assert_eq!(list.fields, ["name", "seat"]);
    assert_eq!(values(&list), [["Liv", ""], ["Jon", "12"], ["Ada", ""]]);
}

#[test]
fn a_hundred_thousand_records_in_time() {
    let (mut csv, mut yaml) = (String::from("name,email,institution\n"), String::new());
    for number in 0..100_000 {
        writeln!(csv, "Şəhla {number},a{number}@port.example,Institute").expect("text");
        writeln!(yaml, "- {{name: Şəhla {number}, email: a{number}@port.example, institution: Institute}}")
            .expect("text");
    }
    for (name, text) in [("a.csv", &csv), ("a.yaml", &yaml)] {
        let (list, session) = sound(name, text);
        assert_eq!(list.list.len(), 100_000);
        assert_eq!(list.list[99_999].get(0), "Şəhla 99999");
        let span = list.list[99_999].span;
        assert!(session.sources.get(span.file).text[span.start..span.end].contains("Şəhla 99999"));
        let mut notes = Diagnostics::default();
        let template = template("{{ attendee.institution }}", &list).expect("it is sound");
        let names = file_names(&template, &list, "pdf", &mut notes);
        assert_eq!(names[99_999], "Institute (100000).pdf");
    }
}

#[test]
fn a_list_of_mistakes_is_told_in_part_and_counted() {
    let text = format!("name,email\n{}", "Liv\n".repeat(20_000));
    let (list, session) = read("a.csv", text.as_bytes());
    assert!(matches!(list, Err(Failure::Input)));
    assert_eq!(session.diagnostics.list.len(), 101);
    assert_eq!(session.diagnostics.list[100].message, "19900 further mistakes in the list of attendees");
}

fn template(text: &str, list: &Attendees) -> Option<Template> {
    Template::parse(text, Span::new(FileId(0), 0, 0), list, &mut Diagnostics::default())
}

#[test]
fn texts_are_filled() {
    let (list, _) = sound("a.csv", "name,şəhər\nLiv {{x}},Bakı\n");
    let filled = template("{{attendee.şəhər}}: {{ attendee.name }}, {{ attendee . name }} {a}", &list);
    assert_eq!(filled, None);
    let template =
        template("{{attendee.şəhər}}: {{ attendee.name }}, {{ attendee.name}} {a} }}", &list).expect("sound");
    assert_eq!(template.fill(&list.list[0]), "Bakı: Liv {{x}}, Liv {{x}} {a} }}");
    assert_eq!(template.fields(), [1, 0]);
}

#[test]
fn what_cannot_be_filled_is_told() {
    let (list, _) = sound("a.csv", "name,institution\nLiv,Meridian\n");
    let mut found = Diagnostics::default();
    let text = "{{ attendee.institutoin }} {{ title }} {% if attendee.name %}{{ attendee.name";
    assert_eq!(Template::parse(text, Span::new(FileId(0), 0, 0), &list, &mut found), None);
    let told: Vec<(&str, &str)> =
        found.list.iter().map(|d| (d.message.as_str(), d.help.as_deref().unwrap_or_default())).collect();
    const WRITE: &str = "write a field of the list as `{{ attendee.name }}`";
    assert_eq!(
        told,
        [
            ("the list has no field `institutoin`", "did you mean `{{ attendee.institution }}`?"),
            ("`{{ title }}` is no field of an attendee", WRITE),
            ("`{{` without its `}}`", WRITE),
        ]
    );
    assert_eq!(template("{% if attendee.name %}", &list), None);
}

#[test]
fn files_without_a_name_have_their_number() {
    let (list, session) = sound("a.csv", "name,seat\nLiv,\nJon,...\nAda,2\n");
    let mut notes = Diagnostics::default();
    let names = file_names(&template("{{ attendee.seat }}", &list).expect("sound"), &list, "pdf", &mut notes);
    assert_eq!(names, ["1.pdf", "2.pdf", "2 (2).pdf"]);
    let told = render::render(&notes, &session.sources, false);
    assert!(told.contains("2 files are called by their numbers") && told.contains("`2 (2).pdf`"), "{told}");
}

/// What Windows takes, by its own rules: no reserved character, device or end.
fn is_valid(name: &str) -> bool {
    let devices = ["CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "COM³"];
    let stem = name.strip_suffix(".pdf").expect("the extension");
    !stem.is_empty()
        && stem.len() <= 120
        && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c))
        && !stem.ends_with(['.', ' '])
        && !stem.starts_with(['.', ' ', '-'])
        && !devices.contains(&stem.split('.').next().unwrap_or_default().trim_end().to_uppercase().as_str())
}

/// Without accents and case, by another way than the code's own.
fn least_discerning(name: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'Á' | 'Ä' | 'ä' | 'a' => 'A',
        'ß' => 'ẞ',
        'ı' | 'i' | 'İ' | 'I' => 'I',
        'é' | 'É' | 'e' => 'E',
        c => c,
    };
    name.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(plain).collect::<String>().to_uppercase()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn file_names_never_collide_and_are_valid(
        written in prop::collection::vec(
            prop_oneof![
                "[aAáÁäiIıİeé ./:\u{301}]{0,4}",
                "(con|NUL|Com1|LPT9|aux)(\\.| |\\.txt)?",
                "[aA] ?\\([23]\\)",
                "\\PC{0,60}",
                ".{100,130}",
            ],
            1..40,
        )
    ) {
        // YAML double quotes take any text as escapes; what cannot stand in a list is left out here.
        let mut yaml = String::new();
        for text in &written {
            let cannot_stand = ['\u{2028}', '\u{2029}', '\u{fffe}', '\u{ffff}'];
            let kept = text.chars().filter(|c| !c.is_control() && !cannot_stand.contains(c));
            let line: String = kept.map(|c| format!("\\U{:08X}", u32::from(c))).collect();
            writeln!(yaml, "- {{name: x, file: \"{line}\"}}").expect("text");
        }
        let (list, _) = sound("list.yaml", &yaml);
        let template = template("{{ attendee.file }}", &list).expect("it is sound");
        let names = file_names(&template, &list, "pdf", &mut Diagnostics::default());
        prop_assert_eq!(names.len(), written.len());
        for name in &names {
            prop_assert!(is_valid(name), "{:?}", name);
        }
        let distinct: BTreeSet<String> = names.iter().map(|name| least_discerning(name)).collect();
        prop_assert_eq!(distinct.len(), names.len(), "{:?}", names);
        // Stable: those before are called the same without those after.
        let half: String = yaml.split_inclusive('\n').take(names.len().div_ceil(2)).collect();
        let (fewer, _) = sound("list.yaml", &half);
        let first = file_names(&template, &fewer, "pdf", &mut Diagnostics::default());
        prop_assert_eq!(&first[..], &names[..first.len()]);
    }
}
