//! Messages as files: made from a real event, read back by a reader of mail that is not Plenary's, and held against what
//! was put in; whatever names and subjects there are. What is wrong with a mailing is told before there is a message.

use mailparse::{DispositionType, MailHeaderMap, ParsedMail, addrparse_header, parse_mail};
use plenary::diagnostic::{FileId, Severity, Span, render};
use plenary::mail::address::{Address, Mailbox};
use plenary::mail::body::{self, Setting};
use plenary::mail::dry_run::{Summary, dry_run};
use plenary::mail::message::{Attachment, Coded, Parts, make};
use plenary::mail::plan::Messages;
use plenary::mail::prepare::{Attachments, Prepared, Read, prepare, read};
use plenary::yaml::SourceText;
use plenary::{Edition, Failure, Request, Session, compile};
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Seconds: 26 February 2026, 10:00 UTC.
const DATE: i64 = 1_772_100_000;

const EVENT: &str = "\
title: Twenty Years of the *Selin* River Gauges
date: 2026-02-26
language: en-GB
organiser: {name: \"Meridian Institute, Archive\", email: office@meridian.example}
introduction: Forty-one posts stand in the water.
";

const MAIL: &str = "\
mail:
  subject: \"{{ title }}: {{ attendee.name }}\"
  body: |
    Dear {{ attendee.name }},
    thank you.
  attach: none
";

struct Mailed {
    folder: TempDir,
    session: Session,
}

impl Mailed {
    fn new(event: &str, list: &str) -> Mailed {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("event.yaml"), event).expect("it can be written");
        fs::write(folder.path().join("list.csv"), list).expect("it can be written");
        Mailed { folder, session: Session::default() }
    }

    fn read(&mut self) -> Result<Read, Failure> {
        let path = self.folder.path();
        read(&path.join("event.yaml"), &path.join("list.csv"), &mut self.session)
    }

    fn told(&self) -> String {
        let told = render::render(&self.session.diagnostics, &self.session.sources, false);
        told.replace(&format!("{}/", self.folder.path().display()), "")
    }

    /// What is wrong with it.
    fn mistakes(mut self) -> String {
        let read = self.read();
        let is_sound = read.is_ok_and(|read| prepare(&read, None, None, &mut self.session).is_ok());
        assert!(!is_sound);
        self.told()
    }

    fn sound(&mut self) -> Read {
        self.read().unwrap_or_else(|_| panic!("{}", self.told()))
    }

    fn ready<'a>(&mut self, read: &'a Read) -> Prepared<'a> {
        match prepare(read, None, None, &mut self.session) {
            Ok(prepared) => prepared,
            Err(_) => panic!("{}", self.told()),
        }
    }
}

/// The parts of a message that hold no others, by their types.
fn leaves<'a>(mail: &'a ParsedMail<'a>) -> BTreeMap<&'a str, &'a ParsedMail<'a>> {
    let mut found = BTreeMap::new();
    if mail.subparts.is_empty() {
        found.insert(mail.ctype.mimetype.as_str(), mail);
    }
    mail.subparts.iter().for_each(|part| found.extend(leaves(part)));
    found
}

/// What each message keeps to, whatever it says.
fn check_form(message: &[u8]) {
    assert!(message.is_ascii(), "7 bits");
    let text = String::from_utf8_lossy(message);
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "CRLF alone");
    assert!(text.ends_with("\r\n"));
    let longest = text.split("\r\n").max_by_key(|line| line.len()).expect("lines");
    assert!(longest.len() <= 78, "{longest}");
    assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n')), "control characters");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, target).expect("it can be copied")),
        }
    }
}

const NAMES: [&str; 6] =
    ["Əli Şahin", "İnci Yağmur Çağlar", "زہرہ احمد خان", "سلمى بنت خالد", "Holm, J. \"Jon\" *_<b>_*", "Liv Aradóttir"];
const LONG: &str = "A subject that is longer than a line of a message may be, and so has to be folded: Selin broşürü";

#[test]
fn a_sample_is_mailed_whole() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/selin-gauges");
    let mail = format!(
        "mail:\n  from: Meridian İnstitutu <office@meridian.example>\n  reply_to: seminar@meridian.example\n  \
         subject: \"{LONG} – {{{{ attendee.name }}}}\"\n  body: |\n    Dear {{{{ attendee.name }}}},\n\n    the report of \
         *{{{{ title }}}}*, {{{{ date }}}}, is attached.\n  file_name: Selin broşürü – İyun.pdf\n  first_page: true\n  \
         unsubscribe: {{https: \"https://meridian.example/leave?who={{{{ attendee.email }}}}\"}}\n"
    );
    let event = fs::read_to_string(sample.join("event.yaml")).expect("the sample") + "\n" + &mail;
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let rows = NAMES.iter().enumerate().map(|(n, name)| format!("{},Guest{n}@Port.example\n", quoted(name)));
    let mut mailed = Mailed::new(&event, &format!("name,email\n{}", rows.collect::<String>()));
    copy(&sample.join("images"), &mailed.folder.path().join("images"));
    let read = mailed.sound();
    let prepared = mailed.ready(&read);
    let request = Request::new(mailed.folder.path().join("event.yaml"), Edition::Screen);
    let pdf = compile(&request, &mut Session::default()).expect("it is sound").pdf;

    let out = mailed.folder.path().join("mail");
    let summary = dry_run(&prepared.plan, &prepared.messages, &out, DATE, |_| {}).expect("files");
    let digest = prepared.plan.digest.clone();
    assert_eq!(summary, Summary { folder: out.clone(), messages: 6, largest: prepared.largest, digest, others: 0 });
    for (n, name) in NAMES.iter().enumerate() {
        let message = fs::read(out.join(format!("guest{n}@port.example.eml"))).expect("a message");
        check_form(&message);
        let mail = parse_mail(&message).expect("a message");
        let field = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        assert_eq!(field("Subject"), format!("{LONG} – {name}"));
        let to = addrparse_header(mail.headers.get_first_header("To").expect("To")).expect("addresses");
        let to = to.extract_single_info().expect("one address");
        assert_eq!(
            (to.display_name.as_deref(), to.addr.as_str()),
            (Some(*name), format!("Guest{n}@port.example").as_str())
        );
        assert!(field("From").contains("Meridian İnstitutu") && field("From").ends_with("<office@meridian.example>"));
        assert_eq!(field("Reply-To"), "seminar@meridian.example");
        assert_eq!(field("Date"), "Thu, 26 Feb 2026 10:00:00 +0000");
        assert_eq!(field("Message-ID"), prepared.plan.entries[n].message_id);
        assert_eq!(field("Content-Language"), "en-GB");
        let leave = format!(
            "<https://meridian.example/leave?who=Guest{n}%40Port.example>, \
             <mailto:office@meridian.example?subject=unsubscribe%20report>"
        );
        assert_eq!(
            (field("List-Unsubscribe").trim_start().to_owned(), field("List-Unsubscribe-Post")),
            (leave, "List-Unsubscribe=One-Click".into())
        );

        let parts = leaves(&mail);
        assert_eq!(
            parts.keys().copied().collect::<Vec<_>>(),
            ["application/pdf", "image/jpeg", "text/html", "text/plain"]
        );
        let attachment = parts["application/pdf"];
        assert!(attachment.get_body_raw().expect("bytes") == pdf, "the attachment is the file");
        let disposition = attachment.get_content_disposition();
        assert_eq!(disposition.disposition, DispositionType::Attachment);
        let written =
            attachment.headers.get_first_header("Content-Disposition").expect("a field").get_value_raw().to_vec();
        let written = String::from_utf8(written).expect("ASCII");
        assert!(written.contains("filename=\"Selin brosuru - Iyun.pdf\""), "{written}");
        let sections = ["filename*0*=utf-8''Selin%20bro%C5%9F%C3%BCr%C3%BC%20%E2%80%93%20%C4%B0", "filename*1*="];
        assert!(sections.iter().all(|section| written.contains(section)), "{written}");
        assert_eq!(attachment.ctype.params["name"], "Selin brosuru - Iyun.pdf");
        let text = parts["text/plain"].get_body().expect("text");
        assert!(text.starts_with(&format!("Dear {name},\r\n\r\nthe report of Twenty Years")), "{text}");
        assert!(one_line(&text).contains("26th February 2026, is attached."), "{text}");
        let html = parts["text/html"].get_body().expect("text");
        let id = parts["image/jpeg"].headers.get_first_value("Content-ID").expect("an id");
        assert!(html.contains(&format!("src=\"cid:{}\"", id.trim_matches(['<', '>']))), "{html}");
        let picture = image::load_from_memory(&parts["image/jpeg"].get_body_raw().expect("bytes")).expect("a picture");
        assert_eq!(picture.width(), 600);
        assert!(picture.to_rgb8().pixels().any(|pixel| pixel.0 != [255; 3]), "something is on the page");
    }
    // The same plan gives the same bytes, another moment other ones of the same length.
    let entry = &prepared.plan.entries[0];
    let message = |date| prepared.messages.message(entry, date).expect("a message");
    assert!(message(DATE) == message(DATE));
    assert_eq!(message(DATE).len(), message(DATE + 1_000_000).len());
    assert_eq!(mailed.ready(&read).plan, prepared.plan);
    // A letter of the body changes the digest, and no address.
    fs::write(mailed.folder.path().join("event.yaml"), event.replace("is attached", "is added")).expect("written");
    let changed = mailed.sound();
    let changed = mailed.ready(&changed).plan;
    assert_ne!(changed.digest, prepared.plan.digest);
    assert_eq!(changed.entries, prepared.plan.entries);
    // Another event has other Message-IDs, or programs would take its letters for those that they have.
    fs::write(mailed.folder.path().join("event.yaml"), event.replace("Twenty Years", "Thirty Years")).expect("written");
    let other = mailed.sound();
    let other = mailed.ready(&other).plan;
    assert_ne!(other.entries[0].message_id, prepared.plan.entries[0].message_id);
    assert_eq!(other.entries[0].key, prepared.plan.entries[0].key);
}

struct Own;

impl Attachments for Own {
    fn attachment(&self, attendee: usize) -> Result<Cow<'_, [u8]>, plenary::diagnostic::Diagnostic> {
        Ok(format!("%PDF of attendee {attendee}\n").repeat(1000).into_bytes().into())
    }
}

#[test]
fn everybody_gets_a_copy_of_their_own() {
    let event = format!("{EVENT}{}", MAIL.replace("attach: none", "attach: personal"));
    let mut mailed = Mailed::new(&event, "name,email\nLiv,liv@a.example\nJon,jon@a.example\n");
    let read = mailed.sound();
    let prepared = prepare(&read, Some(&Own), None, &mut mailed.session).expect("it is sound");
    for (index, entry) in prepared.plan.entries.iter().enumerate() {
        let message = prepared.messages.message(entry, DATE).expect("a message");
        check_form(&message);
        assert!(message.len() as u64 <= prepared.largest);
        let mail = parse_mail(&message).expect("a message");
        let attached = leaves(&mail)["application/pdf"].get_body_raw().expect("bytes");
        assert!(attached.starts_with(format!("%PDF of attendee {index}\n").as_bytes()) && attached.len() > 15_000);
    }
}

#[test]
fn all_mistakes_are_told_before_the_first_message() {
    let mail = "mail:\n  from: Meridian <office@meridian>\n  subject: \"{{ tilte }}\"\n  body: |\n    Dear {{ attendee.nmae }},\n    \
                {{ attendee.seat | shout }}\n  suppressed: [gone.txt]\n";
    let list = "name,email\nLiv,liv@a.example\nAda,\nJon,jon a.example\nLiv again,LIV@A.example\nInci,inçi@a.example\n";
    let told = Mailed::new(&format!("{EVENT}{mail}"), list).mistakes();
    assert!(told.contains("`Meridian <office@meridian>` is no e-mail address"), "{told}");
    // What the file itself has wrong is told first; the rest needs its addresses.
    let mail = mail.replace("office@meridian>", "office@meridian.example>");
    let told = Mailed::new(&format!("{EVENT}{mail}"), list).mistakes();
    for wanted in [
        "`tilte` is nothing that can be filled in",
        "did you mean `{{ title }}`?",
        "event.yaml:8:16",
        "`attendee.seat` is nothing that can be filled in",
        "event.yaml:11:8",
        "“Ada” has no e-mail address",
        "`jon a.example`, of “Jon”, is no e-mail address: there is a space in it",
        "list.csv:4:1",
        "`liv@a.example` stands in the list twice",
        "---------------- the first",
        "letters other than a to z before its `@`",
        "`gone.txt` cannot be read",
    ] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
    assert!(told.contains("did you mean `{{ attendee.name }}`?"), "{told}");
    // What is found by filling alone is told once names and addresses are right.
    let mail = MAIL.replace("thank you.", "{{ attendee.name | shout }}");
    let told = Mailed::new(&format!("{EVENT}{mail}"), "name,email\nLiv,liv@a.example\n").mistakes();
    assert!(told.contains("filter shout is unknown") && told.contains("event.yaml:10:5"), "{told}");
}

#[test]
fn a_list_without_addresses_is_told() {
    let told = Mailed::new(&format!("{EVENT}{MAIL}"), "name,e_mail\nLiv,liv@a.example\n").mistakes();
    assert!(told.contains("the list has no field `email`") && told.contains("is `e_mail` meant?"), "{told}");
    let told = Mailed::new(EVENT, "name\nLiv\n").mistakes();
    assert!(told.contains("the event does not say what to mail"), "{told}");
}

#[test]
fn a_letter_that_leads_nowhere_is_told() {
    let mail = "mail:\n  attach: none\n  subject: The report\n  body: |\n    See [the report](report.pdf) and\n    ![us](us.jpg).\n    \
                {% if attendee.name %}\n";
    let told = Mailed::new(
        &format!("{EVENT}{}", mail.replace("    {% if attendee.name %}\n", "")),
        "name,email\nA,a@b.example\n",
    );
    let told = told.mistakes();
    assert!(told.contains("`report.pdf` leads nowhere") && told.contains("event.yaml:10:22"), "{told}");
    assert!(told.contains("a letter holds no pictures of its own") && told.contains("event.yaml:11:11"), "{told}");
    let told = Mailed::new(&format!("{EVENT}{mail}"), "name,email\nA,a@b.example\n").mistakes();
    assert!(told.contains("this text cannot be filled"), "{told}");
}

#[test]
fn the_suppressed_are_left_out_with_a_note() {
    let event = format!("{EVENT}{MAIL}  suppressed: [left.txt, bounces/, one.eml]\n");
    let list = "name,email\nLiv,liv@meridian.example\nAda,ada@old.example\nAda,ada.onal@port.example\nJon,JON@port.example\n\
                Full,full@port.example\nInci,inci@port.example\n";
    let mut mailed = Mailed::new(&event, list);
    let folder = mailed.folder.path().to_owned();
    let bounce = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/bounce.eml")).expect("a file");
    fs::create_dir_all(folder.join("bounces/new")).expect("a folder");
    fs::write(folder.join("bounces/new/1772100000.M1.host"), &bounce).expect("written");
    fs::write(folder.join("bounces/other.eml"), "Subject: Hello\r\n\r\nliv@meridian.example\r\n").expect("written");
    fs::write(folder.join("one.eml"), "Subject: Hello\r\n\r\nWords\r\n").expect("written");
    fs::write(folder.join("left.txt"), "\u{feff}# who left\r\naddress,when\r\nInci <INCI@port.example>,2026\r\n")
        .expect("written");
    let read = mailed.sound();
    let prepared = mailed.ready(&read);
    let keys: Vec<&str> = prepared.plan.entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["liv@meridian.example", "jon@port.example", "full@port.example"]);
    assert_eq!(prepared.suppressed, 3);
    let told = mailed.told();
    assert!(
        told.contains("`ada@old.example` gets no mail") && told.contains("Original-Recipient: rfc822;ada@old.example"),
        "{told}"
    );
    assert!(told.contains("left.txt:3:1") && told.contains("`one.eml` names no address"), "{told}");
    let notes = mailed.session.diagnostics.list.iter().filter(|one| one.severity == Severity::Note).count();
    assert_eq!(notes, 3);
    fs::write(folder.join("left.txt"), "liv@meridian\n").expect("written");
    let read = mailed.sound();
    assert!(prepare(&read, None, None, &mut mailed.session).is_err());
    assert!(mailed.told().contains("`liv@meridian` is no e-mail address"));
}

#[test]
fn a_message_that_is_too_heavy_is_told_with_what_weighs_most() {
    let event = format!("{EVENT}{}  limits: {{size: 12 kB}}\n", MAIL.replace("attach: none", "attach: common"));
    let told = Mailed::new(&event, "name,email\nLiv,liv@a.example\n").mistakes();
    assert!(told.contains("the message to liv@a.example weighs") && told.contains("more than 12 kB"), "{told}");
    assert!(told.contains("the attached file takes") && told.contains("event.yaml:12:18"), "{told}");
}

const LETTER: &str = "\
# Heading

Dear **reader**, this first paragraph is long enough that its words take more than one line of the letter, as [here](https://meridian.example/selin).

- an item with `code` & <b>HTML</b>
- another, which is long enough too to go on in a second line that is indented
  1. one
  2. two

> A quotation, *in italics*,\\
> in two lines.
>
> Its second paragraph.

<office@meridian.example>, <https://meridian.example>

---
<div>block</div>
";

#[test]
fn a_letter_in_both_forms() {
    let source = SourceText::detached(LETTER, Span::new(FileId(0), 0, 0));
    let setting = Setting { language: "ur", subject: "<رپورٹ>", picture: None };
    let letter = body::make(LETTER, &source, setting).expect("it is sound");
    let wanted = "\
Heading
=======

Dear reader, this first paragraph is long enough that its words take more
than one line of the letter, as here (https://meridian.example/selin).

- an item with code & <b>HTML</b>
- another, which is long enough too to go on in a second line that is
  indented
  1. one
  2. two

> A quotation, in italics,
> in two lines.
>
> Its second paragraph.

office@meridian.example, https://meridian.example

* * *

<div>block</div>
";
    assert_eq!(letter.text, wanted);
    assert!(
        letter.html.contains("<html lang=\"ur\" dir=\"rtl\">") && letter.html.contains("<title>&lt;رپورٹ&gt;</title>")
    );
    assert!(
        letter.html.contains("&lt;b&gt;HTML&lt;/b&gt;") && letter.html.contains("&lt;div&gt;block"),
        "{}",
        letter.html
    );
    assert!(letter.html.contains("href=\"mailto:office@meridian.example\""), "{}", letter.html);
    assert!(!letter.html.contains("http-equiv") && !letter.html.contains("<script") && !letter.html.contains(" src="));
}

#[test]
fn no_value_becomes_markup() {
    let mail = "mail:\n  attach: none\n  subject: \"{{ attendee.name }}\"\n  body: |\n    {{ attendee.name }}\n\n    - {{ attendee.name }} \
                [*here*](https://a.example/{{ attendee.name }}) `{{ attendee.name }}`\n\n    {% if attendee.seat %}Seat {{ attendee.seat | upper }}.{% endif %}\n";
    for name in
        ["1. *a* [b](c) <i> \\ `d` # &amp; _e_", "- x", "> y", "    code", "![p](https://x.example/p.png)", "---"]
    {
        let event = format!("{EVENT}{mail}");
        let row = name.replace('"', "\"\"");
        let mut mailed = Mailed::new(&event, &format!("name,email,seat\n\"{row}\",a@b.example,\nZ,z@b.example,12 b\n"));
        let read = mailed.sound();
        let prepared = mailed.ready(&read);
        let message = prepared.messages.message(&prepared.plan.entries[0], DATE).expect("a message");
        let mail = parse_mail(&message).expect("a message");
        let parts = leaves(&mail);
        let name = name.trim();
        let text = parts["text/plain"].get_body().expect("text");
        let words: Vec<&str> = text.split_whitespace().collect();
        let again: Vec<&str> = name.split_whitespace().collect();
        assert!(
            words.starts_with(&again) && words[again.len()] == "-" && words[again.len() + 1..].starts_with(&again),
            "{text}"
        );
        let html = parts["text/html"].get_body().expect("text");
        let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(html.contains(&format!("<p><bdi>{escaped}</bdi></p>")), "{html}");
        assert_eq!(html.matches("<em>").count(), 1, "{html}");
        assert!(!html.contains("<img") && html.matches("<a ").count() == 1, "{html}");
        let second = prepared.messages.message(&prepared.plan.entries[1], DATE).expect("a message");
        assert!(
            leaves(&parse_mail(&second).expect("a message"))["text/plain"]
                .get_body()
                .expect("text")
                .contains("Seat 12 B.")
        );
    }
}

/// Text on one line with single spaces, as it is mailed.
fn one_line(text: &str) -> String {
    let between = |c: char| c.is_whitespace() || c.is_control();
    text.split(between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_name_and_subject_comes_back_as_it_was(
        name in prop_oneof!["\\PC{0,40}", "[a-z ,.<>@\"\\\\()=?]{0,60}", "[ə-ي ]{0,120}", "\\s?[\r\na-z:]{0,20}"],
        subject in prop_oneof!["\\PC{0,200}", "[a-z =?_\r\n]{0,300}", "[a-z]{0,300}", "(=\\?utf-8\\?[bq]\\?[a-z=]{0,9}\\?= ?){1,4}"],
        file in "\\PC{0,90}",
        text in "(\\PC{0,200}\n){0,5}",
    ) {
        let from = Mailbox::parse("Meridian Institute <office@meridian.example>").expect("a mailbox");
        let to = Mailbox::new(&name, Address::parse("a.long.address.of.somebody@port-selin.example").expect("an address"));
        let content = Coded::new((0..20_000u32).map(|n| (n * n % 251) as u8).collect());
        let file_name = format!("{}.pdf", file.replace(['/', '\\', '"'], "-"));
        let attachment = Attachment { name: &file_name, ascii_name: "report.pdf", content: &content };
        let parts = Parts {
            from: &from, to: &to, reply_to: None, subject: &subject, message_id: "<x@meridian.example>", language: "az",
            text: &text, html: &text, unsubscribe: &[], inline: None, attachment: Some(attachment), seed: "seed",
        };
        let message = make(&parts, DATE).expect("a message");
        check_form(&message);
        let mail = parse_mail(&message).expect("a message");
        prop_assert_eq!(mail.headers.get_first_value("Subject").unwrap_or_default(), one_line(&subject));
        // No text adds a field.
        let fields: Vec<String> = mail.headers.iter().map(|field| field.get_key()).collect();
        prop_assert_eq!(fields, ["Date", "From", "To", "Subject", "Message-ID", "Content-Language", "MIME-Version", "Content-Type"]);
        let to = addrparse_header(mail.headers.get_first_header("To").expect("To")).expect("addresses");
        let to = to.extract_single_info().expect("one address");
        prop_assert_eq!(to.display_name.unwrap_or_default(), one_line(&name));
        prop_assert_eq!(to.addr, "a.long.address.of.somebody@port-selin.example");
        let parts = leaves(&mail);
        let body = parts["text/plain"].get_body().expect("text");
        let text = text.replace('\n', "\r\n");
        prop_assert_eq!(body.trim_end_matches("\r\n"), text.trim_end_matches("\r\n"));
        let bytes = parts["application/pdf"].get_body_raw().expect("bytes");
        prop_assert!(bytes == (0..20_000u32).map(|n| (n * n % 251) as u8).collect::<Vec<u8>>());
    }
}
