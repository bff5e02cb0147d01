//! A designer's own layout: a copy of the report, changed, beside the event that names it.

use plenary::{Edition, Request, Session, typeset};
use std::fs;
use std::path::Path;

const EVENT: &str = "layout: ./mine.yaml\ntitle: A Day\norganiser:\n  name: A Society\nspeakers:\n  - name: Ms. One\n    remarks: |\n      A few words were said, and they were enough.\n";

/// Composes the event with a layout; the session tells what was wrong.
fn composed(layout: &str) -> (Option<plenary::Typeset>, Session) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("mine.yaml"), layout).expect("the layout can be written");
    let event = folder.path().join("event.yaml");
    fs::write(&event, EVENT).expect("the event can be written");
    let mut session = Session::default();
    let request = Request { event, layout: None, edition: Edition::Screen, date: None };
    (typeset(&request, &mut session).ok(), session)
}

fn report() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/report.yaml");
    fs::read_to_string(path).expect("the report can be read")
}

fn changed(from: &str, to: &str) -> String {
    let report = report();
    assert!(report.contains(from), "the report no longer says {from}");
    report.replace(from, to)
}

#[test]
fn a_changed_copy_is_obeyed() {
    let layout = changed("paper: { width: 210mm, height: 297mm", "paper: { width: 216mm, height: 303mm");
    let (typeset, session) = composed(&layout);
    assert_eq!(session.diagnostics.list, []);
    let trim = typeset.expect("the copy is a layout").document.page.trim;
    assert_eq!((trim.width.to_mm().round(), trim.height.to_mm().round()), (216.0, 303.0));
}

#[test]
fn a_style_that_is_not_there_is_named_with_the_one_that_was_meant() {
    let (typeset, session) = composed(&changed("name: { based_on: sans,", "name: { based_on: sams,"));
    assert!(typeset.is_none());
    let errors: Vec<_> = session.diagnostics.list.iter().map(|d| (d.message.as_str(), d.help.as_deref())).collect();
    assert_eq!(errors[0], ("there is no style `sams`", Some("did you mean `sans`?")));
}

#[test]
fn a_binding_that_is_not_there_is_an_error() {
    let (typeset, session) = composed(&changed("{{ organiser.mission }}", "{{ organiser.mision }}"));
    assert!(typeset.is_none());
    let first = &session.diagnostics.list[0];
    assert_eq!(first.message, "the event has nothing named `organiser.mision`");
    assert_eq!(first.help.as_deref(), Some("did you mean `organiser.mission`?"));
}

#[test]
fn a_family_that_is_not_there_lists_those_that_are() {
    let (typeset, session) = composed(&changed("sans: { font: Source Sans 3,", "sans: { font: Sauce Sans 3,"));
    assert!(typeset.is_none());
    let help = session.diagnostics.list[0].help.clone().unwrap_or_default();
    assert!(help.starts_with("did you mean `Source Sans 3`? there are "), "{help}");
}
