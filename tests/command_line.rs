//! The command line as a shell sees it: exit codes, what goes to which output, what is left on the disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn plenary(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).args(args).env("NO_COLOR", "1").output().expect("the binary runs")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("messages are UTF-8")
}

const MISSPELT: &str = "titel: Twenty Years\norganiser:\n  name: Meridian\n";

const MESSAGE: &str = "\
error[unknown-key]: unknown key `titel`
 --> event.yaml:1:1
  |
1 | titel: Twenty Years
  | ^^^^^ not a key here
  |
  = help: did you mean `title`?

1 error
";

#[test]
fn errors_in_the_input_leave_an_earlier_file_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("event.yaml"), MISSPELT).expect("written");
    fs::write(folder.path().join("event.pdf"), "earlier").expect("written");
    let output = plenary(folder.path(), &["build", "event.yaml"]);
    assert_eq!((code(&output), text(&output.stdout), text(&output.stderr)), (Some(1), "", MESSAGE));
    assert_eq!(fs::read_to_string(folder.path().join("event.pdf")).expect("still there"), "earlier");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
}

#[test]
fn check_says_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("event.yaml"), MISSPELT).expect("written");
    let output = plenary(folder.path(), &["check", "event.yaml"]);
    assert_eq!((code(&output), text(&output.stdout), text(&output.stderr)), (Some(1), "", MESSAGE));
}

#[test]
fn quality_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let event = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/minimal/event.yaml");
    fs::copy(event, folder.path().join("event.yaml")).expect("copied");
    let output = plenary(folder.path(), &["check", "--quality", "--layout", "report", "event.yaml"]);
    assert_eq!((code(&output), text(&output.stderr)), (Some(0), ""));
    let shown = text(&output.stdout);
    assert!(shown.starts_with("pages ") && shown.contains("(event.yaml:11:62)"), "{shown}");
    let output = plenary(folder.path(), &["check", "--quality", "event.yaml", "--message-format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(found["quality"]["faults"][0]["place"]["line"], 11);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn programs_get_an_object_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("event.yaml"), MISSPELT).expect("written");
    let output = plenary(folder.path(), &["check", "event.yaml", "--message-format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    let place = serde_json::json!({ "file": "event.yaml", "line": 1, "column": 1, "end_line": 1, "end_column": 6 });
    let expected = serde_json::json!({
        "severity": "error", "code": "unknown-key", "message": "unknown key `titel`", "place": place,
        "label": "not a key here", "help": "did you mean `title`?", "related": [],
    });
    assert_eq!((code(&output), found, text(&output.stderr)), (Some(1), expected, ""));
}

#[test]
fn wrong_usage_and_missing_files_have_codes_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&plenary(folder.path(), &["bulid", "event.yaml"])), Some(2));
    assert_eq!(code(&plenary(folder.path(), &["build", "event.yaml", "--edition", "loud"])), Some(2));
    assert_eq!(code(&plenary(folder.path(), &["--help"])), Some(0));
    let output = plenary(folder.path(), &["build", "event.yaml"]);
    let message = "error: cannot read event.yaml: No such file or directory (os error 2)\n";
    assert_eq!((code(&output), text(&output.stderr)), (Some(3), message));
}

#[test]
fn schemas_are_json() {
    for of in ["event", "layout"] {
        let output = plenary(Path::new("."), &["schema", of]);
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((code(&output), &schema["type"]), (Some(0), &serde_json::json!("object")));
    }
}
