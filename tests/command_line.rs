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
    assert!(shown.starts_with("pages ") && shown.contains("hyphens"), "{shown}");
    let output = plenary(folder.path(), &["check", "--quality", "event.yaml", "--message-format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(found["quality"]["pages"], 3);
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

fn objects(output: &Output) -> Vec<serde_json::Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

#[test]
fn layouts_are_listed_with_the_users_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = "extends: report\nname: House\ndescription: Small\npaper: { width: 148mm, height: 210mm, facing: false }\ncolumns: { count: 1 }\n";
    fs::write(folder.path().join("house.yaml"), own).expect("written");
    fs::write(folder.path().join("event.yaml"), "title: A Day\nlayout: ./house.yaml\nspeekers: []\n").expect("written");
    let built_in = plenary(folder.path(), &["layouts", "--message-format", "json"]);
    let list = objects(&built_in);
    assert!(list.iter().all(|layout| layout["built_in"] == true));
    let report = list.iter().find(|layout| layout["layout"] == "report").expect("the report");
    assert_eq!((&report["width_mm"], &report["columns"]), (&serde_json::json!(210.0), &serde_json::json!(2)));
    for (file, choice) in [("house.yaml", "house.yaml"), ("event.yaml", "./house.yaml")] {
        let output = plenary(folder.path(), &["layouts", file]);
        assert_eq!((code(&output), text(&output.stderr)), (Some(0), ""));
        let own: Vec<&str> = text(&output.stdout).lines().skip_while(|line| !line.starts_with(choice)).collect();
        let cells: Vec<&str> = own[0].split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        assert_eq!(cells, [choice, "House", "148 × 210 mm", "1 column"]);
        assert_eq!(own[1..].iter().map(|line| line.trim()).collect::<Vec<_>>(), ["Small", "extends report"]);
        // The columns begin at one place in all rows.
        let columns = text(&output.stdout).lines().filter_map(|line| line.find(" mm")).count();
        assert_eq!(columns, list.len() + 1);
    }
    let faulty = plenary(folder.path(), &["layouts", "none.yaml"]);
    assert_eq!(code(&faulty), Some(3));
}

#[test]
fn fonts_are_listed_with_those_of_a_layout() {
    let folder = tempfile::tempdir().expect("a folder");
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/amiri/Amiri-Bold.ttf");
    fs::copy(font, folder.path().join("bold.ttf")).expect("copied");
    fs::write(folder.path().join("mine.yaml"), "extends: report\nfonts: { House: [bold.ttf] }\n").expect("written");
    let list = objects(&plenary(folder.path(), &["fonts", "--message-format", "json", "--layout", "mine.yaml"]));
    let of = |name: &str| list.iter().find(|family| family["family"] == name).expect("it is listed");
    let house = of("House");
    assert_eq!((&house["built_in"], &house["faces"][0]["weight"]), (&false.into(), &700.into()));
    assert_eq!(house["languages"], of("Amiri")["languages"]);
    assert_eq!(of("Source Serif 4")["languages"], serde_json::json!(["English", "Turkish", "Azerbaijani"]));
    let plain = plenary(folder.path(), &["fonts"]);
    let serif: Vec<&str> = text(&plain.stdout).lines().skip_while(|line| *line != "Source Serif 4").take(6).collect();
    assert_eq!(serif[1], "  faces      400, 400 italic, 600, 600 italic, 700, 700 italic");
    assert_eq!(serif[3], "  languages  English, Turkish, Azerbaijani");
    assert!(serif[4].starts_with("  features   small capitals (upright only), "), "{}", serif[4]);
    assert!(serif[5].contains("SIL Open Font License"), "{}", serif[5]);
    assert!(!text(&plain.stdout).contains("House"));
    assert_eq!(code(&plenary(folder.path(), &["fonts", "--layout", "none.yaml"])), Some(1));
}
