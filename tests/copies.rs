//! Personal copies: each says its attendee's words and is a valid file, nothing else differs, and what cannot be set is
//! told before a file is written.

mod accessibility_support;
mod pages_support;

use accessibility_support::tagged;
use accessibility_support::wanted::in_one_order;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pages_support::{in_project, sample};
use plenary::copies::{Master, Part};
use plenary::diagnostic::{Severity, render};
use plenary::{Edition, Request, Session, attendees, compile};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const LIST: &str = "name,table,question\n\
    Dr. Əhməd Şıxəliyev,7,the upper valley\n\
    نسرین کاظمی,3,the cost of a post\n\
    O'Brien & *Sons*,,\"the \"\"ledger\"\"\"\n\
    Ada,,\n";

/// A folder with a list of attendees.
struct Desk(TempDir);

impl Desk {
    fn new(list: &str) -> Desk {
        let desk = Desk(TempDir::new().expect("a folder"));
        fs::write(desk.list(), list).expect("it can be written");
        desk
    }

    fn list(&self) -> PathBuf {
        self.0.path().join("list.csv")
    }

    /// The bytes of each copy with its file's name, or what is told.
    fn copies(&self, request: &Request) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut session = Session::default();
        let told = |session: &Session| render::render(&session.diagnostics, &session.sources, false);
        let attendees = attendees::read(&self.list(), &mut session).map_err(|_| told(&session))?;
        let master = Master::new(request, &mut session).map_err(|_| told(&session))?;
        let book = master.book(&attendees, &mut session).map_err(|_| told(&session))?;
        assert_eq!(book.len(), attendees.list.len());
        let mut writer = book.writer();
        let copy = |index| {
            let bytes = [book.common(), &writer.rest(index)].concat();
            (book.file_name(index).to_owned(), bytes)
        };
        Ok((0..book.len()).map(copy).collect())
    }
}

fn request(layout: &str, edition: Edition) -> Request {
    let event = in_project("samples/selin-gauges/event.yaml");
    Request { layout: Some(layout.to_owned()), ..Request::new(event, edition) }
}

#[test]
fn each_copy_is_valid_and_says_its_own_words() {
    let desk = Desk::new(LIST);
    for layout in ["report", "booklet", "handout"] {
        let copies = desk.copies(&request(layout, Edition::Screen)).expect("they can be made");
        let words: Vec<String> = copies.iter().map(|(_, pdf)| in_one_order(&tagged::read(pdf).root.words())).collect();
        for (index, name) in ["Dr. Əhməd Şıxəliyev", "نسرین کاظمی", "O’Brien & *Sons*", "Ada"].iter().enumerate()
        {
            for (other, words) in words.iter().enumerate() {
                let own = words.contains(&in_one_order(&format!("Prepared for {name}")));
                assert_eq!(own, index == other, "{layout}: {name} in copy {other}");
            }
        }
        assert!(words[0].contains("With thanks for your question on the upper valley."), "{layout}");
        assert!(words[1].contains("Your seat was at table 3."), "{layout}");
        assert!(words[2].contains("question on the “ledger”") && !words[2].contains("Your seat"), "{layout}");
        assert!(!words[3].contains("With thanks") && !words[3].contains("Your seat"), "{layout}");
        for (name, pdf) in &copies[..2] {
            for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
                let report = validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)).expect("a file");
                let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
                assert_eq!(failures, [] as [String; 0], "{layout}, {name}, {profile:?}");
            }
        }
    }
}

#[test]
fn words_in_another_language_are_told_to_be() {
    let copies = Desk::new(LIST).copies(&request("report", Edition::Screen)).expect("they can be made");
    let says = |pdf: &[u8]| {
        let document = lopdf::Document::load_mem(pdf).expect("a PDF file");
        let page = document.get_pages()[&1];
        let content = document.get_page_content(page);
        String::from_utf8_lossy(&content).contains("/Span<</Lang(fa)>>BDC")
    };
    assert!(!says(&copies[0].1) && says(&copies[1].1));
}

#[test]
fn copies_share_all_but_their_ends() {
    let desk = Desk::new(LIST);
    for edition in [Edition::Screen, Edition::Print] {
        let copies = desk.copies(&request("report", edition)).expect("they can be made");
        let again = desk.copies(&request("report", edition)).expect("they can be made");
        assert_eq!(copies, again);
        let first = &copies[0].1;
        for (name, copy) in &copies[1..] {
            let alike = first.iter().zip(copy).take_while(|(a, b)| a == b).count();
            assert!(copy.len() - alike < 16 * 1024, "{name}: {alike} of {} bytes", copy.len());
            assert_ne!(first, copy);
        }
        let ids: Vec<_> = copies.iter().map(|(_, pdf)| id(pdf)).collect();
        assert!(
            (1..ids.len()).all(|index| !ids[..index].contains(&ids[index])),
            "each file has an identifier of its own"
        );
    }
}

fn id(pdf: &[u8]) -> Vec<u8> {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF file");
    let ids = document.trailer.get(b"ID").and_then(|id| id.as_array()).expect("identifiers");
    ids[0].as_str().expect("a string").to_vec()
}

#[test]
fn without_copies_nothing_personal_is_seen() {
    let mut session = Session::default();
    let output = compile(&request("report", Edition::Screen), &mut session).expect("it can be built");
    let words = tagged::read(&output.pdf).root.words();
    assert!(!words.contains("Prepared for") && !words.contains("attendee"), "{words}");
}

#[test]
fn what_does_not_fit_names_the_attendee() {
    let long = "a very long question about ".repeat(30);
    let list = format!("name,table,question\nAda,1,weirs\nMr. Joseph Obi,2,{long}\nMs. Liv Aradóttir,3,{long}\n");
    let told = Desk::new(&list).copies(&request("report", Edition::Screen)).expect_err("there is no room");
    for wanted in [
        "error[overset]: the words for Mr. Joseph Obi do not fit their frame `thanks`: they take",
        "the words for Ms. Liv Aradóttir",
        "list.csv:3:1",
        "samples/selin-gauges/event.yaml:",
        "2 errors",
    ] {
        assert!(told.contains(wanted), "{wanted} is not in:\n{told}");
    }
    let told = Desk::new("name,table,question\nA 漢 name,,\n").copies(&request("report", Edition::Screen));
    let told = told.expect_err("no font has it");
    assert!(told.contains("list.csv:2:3") && told.contains('漢'), "{told}");
}

#[test]
fn mistakes_in_the_event_are_told_at_their_lines() {
    let folder = TempDir::new().expect("a folder");
    let event = folder.path().join("event.yaml");
    let text = "title: A Meeting\norganiser:\n  name: Institute\nintroduction: Words.\ncopies:\n  file_name: \"{{ attendee.nme }}\"\n  texts:\n    cover: For {{ attendee.tabel }}\n";
    fs::write(&event, text).expect("it can be written");
    let told =
        Desk::new("name,table\nAda,1\n").copies(&Request::new(event.clone(), Edition::Screen)).expect_err("fields");
    for wanted in [
        "event.yaml:8:12",
        "event.yaml:6:14",
        "did you mean `{{ attendee.table }}`?",
        "did you mean `{{ attendee.name }}`?",
        "2 errors",
    ] {
        assert!(told.contains(wanted), "{wanted} is not in:\n{told}");
    }
    fs::write(&event, text.replace("cover:", "covr:").replace("tabel", "table").replace("nme", "name"))
        .expect("written");
    let request = Request::new(event, Edition::Screen);
    let told = Desk::new("name,table\nAda,1\n").copies(&request).expect_err("no such frame");
    assert!(told.contains("error[no-frame]") && told.contains("did you mean `cover`?"), "{told}");
    let linked =
        text.replace("tabel", "table").replace("nme", "name").replace("For", "See [this](https://a.example) for");
    fs::write(request.event.with_file_name("linked.yaml"), linked).expect("it can be written");
    let request_linked = Request::new(request.event.with_file_name("linked.yaml"), Edition::Screen);
    let told = Desk::new("name,table\nAda,1\n").copies(&request_linked).expect_err("a link");
    assert!(told.contains("error[link]") && told.contains("linked.yaml:8:"), "{told}");
    // The report itself can be built.
    let mut session = Session::default();
    compile(&request, &mut session).expect("it can be built");
    assert!(session.diagnostics.list.iter().all(|found| found.severity == Severity::Warning));
}

#[test]
fn the_program_writes_the_parts_of_a_list() {
    let desk = Desk::new(LIST);
    let run = |out: &Path, part: &str, extra: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.arg("copies").arg(sample("selin-gauges")).arg("--attendees").arg(desk.list());
        command.arg("--out").arg(out).args(["--part", part]).args(extra);
        command.output().expect("the program starts")
    };
    let (whole, parts) = (desk.0.path().join("whole"), desk.0.path().join("a/b/parts"));
    assert!(run(&whole, "1/1", &[]).status.success());
    for part in ["1/3", "2/3", "3/3"] {
        assert!(run(&parts, part, &[]).status.success(), "{part}");
    }
    let mut names: Vec<String> = fs::read_dir(&whole)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.contains(&"Selin report for نسرین کاظمی.pdf".to_owned()), "{names:?}");
    for name in names {
        assert!(fs::read(whole.join(&name)).expect("there") == fs::read(parts.join(&name)).expect("there"), "{name}");
    }
    let refused = run(&whole, "4/3", &[]);
    assert_eq!(refused.status.code(), Some(2));
    let refused = run(&whole, "1/1", &["--edition", "office"]);
    assert_eq!(refused.status.code(), Some(2), "{}", String::from_utf8_lossy(&refused.stderr));
    let nowhere = run(&desk.list().join("folder"), "1/1", &[]);
    assert_eq!(nowhere.status.code(), Some(3), "{}", String::from_utf8_lossy(&nowhere.stderr));
}

#[test]
fn parts_are_as_they_are_written() {
    assert_eq!("2/8".parse::<Part>().map(|part| part.range(16)), Ok(2..4));
}
