//! The command line as a shell sees it: exit codes, what goes to which output, what is left on the disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn plenary(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command
        .current_dir(folder)
        .args(args)
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the binary runs")
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
    let output = plenary(
        folder.path(),
        &["check", "--quality", "--edition", "screen", "event.yaml", "--message-format", "json"],
    );
    let objects: Vec<&str> = text(&output.stdout).lines().collect();
    let [quality, findings] = objects.as_slice() else { panic!("two objects: {objects:?}") };
    let found: serde_json::Value = serde_json::from_str(quality).expect("an object");
    assert_eq!(found["quality"]["pages"], 4);
    assert_eq!(*findings, r#"{"preflight":{"errors":0,"warnings":0,"silenced":0}}"#);
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
fn mistakes_of_every_kind_are_told_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let event = "title: A Day\norganiser: {name: A Society}\nspeakers:\n  - name: Ms. One\n    portrait: nobody.jpg\n    \
                 remark: Left out.\n    remarks: |\n      ![A quay](quay.jpg) \u{1F389}\n\n      ![A quay](quay.jpg)\n";
    fs::write(folder.path().join("event.yaml"), event).expect("written");
    let told = |event: &str| {
        fs::write(folder.path().join("event.yaml"), event).expect("written");
        let output = plenary(folder.path(), &["check", "event.yaml", "--message-format", "json"]);
        assert_eq!(code(&output), Some(1));
        let lines = text(&output.stderr).lines().chain(text(&output.stdout).lines());
        let objects = lines.filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let errors = objects.filter(|object| object["severity"] == "error");
        errors.map(|object| object["code"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let event = event.replace("![A quay](quay.jpg) ", "So it was ");
    assert_eq!(told(&event), ["bad-picture", "unknown-key", "missing-glyph", "bad-picture"]);
    // Pictures that are missing hide no letter that is.
    assert_eq!(told(&event.replace("    remark: Left out.\n", "")), ["bad-picture", "missing-glyph", "bad-picture"]);
}

#[test]
fn a_word_longer_than_its_line_is_an_error_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let word = "x7".repeat(30);
    let event = |word: &str| {
        format!(
            "title: A Day\norganiser: {{name: A Society}}\nspeakers:\n  - name: Ms. One\n    remarks: |\n      Nobody knew that\n      {word} was the word.\n"
        )
    };
    fs::write(folder.path().join("event.yaml"), event(&word)).expect("written");
    let output = plenary(folder.path(), &["build", "event.yaml"]);
    let told = text(&output.stderr);
    assert_eq!(code(&output), Some(1), "{told}");
    assert!(told.contains("error[overset]: `x7x7x7x7x7x7x7x7x7x7x7x7x7x7x7x7x7x7x7x7…` is "), "{told}");
    assert!(told.contains(" --> event.yaml:7:7") && told.contains("soft hyphen"), "{told}");
    let divided = format!("{}\u{AD}{}", &word[..30], &word[30..]);
    fs::write(folder.path().join("event.yaml"), event(&divided)).expect("written");
    let output = plenary(folder.path(), &["build", "event.yaml"]);
    assert_eq!((code(&output), text(&output.stderr)), (Some(0), ""));
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
    // A built-in layout's name is none of a file.
    let output = plenary(folder.path(), &["layouts", "report", "--message-format", "json"]);
    assert_eq!(objects(&output).as_slice(), std::slice::from_ref(report));
    let unknown = plenary(folder.path(), &["layouts", "reprot"]);
    assert_eq!(code(&unknown), Some(1));
    assert!(text(&unknown.stderr).contains("`report`"), "{}", text(&unknown.stderr));
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

/// A sample's event file in a folder of its own.
fn with_sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let event = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).join("event.yaml");
    fs::copy(event, folder.path().join("event.yaml")).expect("copied");
    folder
}

/// An event of three pages: nothing keeps its back cover on a left-hand page.
fn with_three_pages() -> tempfile::TempDir {
    let folder = with_sample("minimal");
    let layout = "extends: report\npages:\n  - page: cover-plain\n  - story: { rest: story, steps: [{ speakers: speaker }] }\n  \
                  - page: back-cover\n";
    fs::write(folder.path().join("three.yaml"), layout).expect("written");
    let event = fs::read_to_string(folder.path().join("event.yaml")).expect("the event");
    fs::write(folder.path().join("event.yaml"), format!("layout: ./three.yaml\n{event}")).expect("written");
    folder
}

#[test]
fn sheets_are_written_beside_the_event_and_told_of() {
    let folder = with_three_pages();
    let args = ["build", "event.yaml", "--edition", "print", "--impose", "booklet", "--allow-blanks"];
    let output = plenary(folder.path(), &args);
    let note = "note[blank-pages]: 1 page is blank before the back cover, so that 3 pages make 4\n\n1 note\n";
    assert_eq!((code(&output), text(&output.stderr)), (Some(0), note));
    assert!(text(&output.stdout).starts_with("event-print-booklet.pdf: 4 pages on 2 sides, "));
    assert!(folder.path().join("event-print-booklet.pdf").exists());
    let args =
        ["build", "event.yaml", "--edition", "print", "--impose", "2up", "--note-lines=below", "--message-format"];
    let output = plenary(folder.path(), &[&args[..], &["json"]].concat());
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!((&found["pages"], &found["sides"]), (&serde_json::json!(3), &serde_json::json!(2)));
}

/// Options, exit code, and the message whole.
const SHEETS: &[(&str, i32, &str)] = &[
    (
        "--impose booklet",
        2,
        "\
error[usage]: sheets are for printing, and this is the screen edition
 |
 = help: add `--edition print` or `--edition office`

1 error
",
    ),
    (
        "--marks crop,slug",
        2,
        "\
error[usage]: printer's marks are for printing, and this is the screen edition
 |
 = help: add `--edition print` or `--edition office`

1 error
",
    ),
    (
        "--edition print --impose booklet",
        1,
        "\
error[booklet-pages]: a stitched booklet has a multiple of 4 pages, and this has 3: 1 is missing
 |
 = help: allow 1 blank page with `--blanks 1` (or `--allow-blanks`); or write `pages: {multiple_of: 4}` in the event file, and text and pictures are fitted to it

1 error
",
    ),
    (
        "--edition print --impose booklet --blanks 1 --sheet A4",
        1,
        "\
note[blank-pages]: 1 page is blank before the back cover, so that 3 pages make 4

error[sheet-too-small]: the sheet A4 is too small for two pages of 210 × 297 mm with 3 mm of bleed: they take 426 × 303 mm, and it lacks 129 mm across and 93 mm down
 |
 = help: take `--sheet SRA3` or a larger one, or leave `--sheet` out to have one chosen

1 error, 1 note
",
    ),
    (
        "--edition print --sheet A3",
        2,
        "\
error[usage]: options about sheets are given, but not how pages are laid on them
 |
 = help: add `--impose booklet`, `2up`, `4up`, `6up` or `cut-stack`

1 error
",
    ),
    (
        "--edition print --impose cut-stack --binding right",
        2,
        "\
error[usage]: `--paper-thickness`, `--binding` and `--blanks` are for booklets
 |
 = help: take them out, or write `--impose booklet`

1 error
",
    ),
    (
        "--edition print --impose booklet --note-lines",
        2,
        "\
error[usage]: `--note-lines` are for pages that are scaled down
 |
 = help: take it out, or write `--impose 2up`, `4up` or `6up`

1 error
",
    ),
    (
        "--edition print --impose 4up --marks all",
        2,
        "\
error[usage]: sheets of 2up, 4up and 6up are not cut, so that there is no room for printer's marks
 |
 = help: take `--marks` out

1 error
",
    ),
    (
        "--edition print --impose 2up --sheet A44",
        2,
        "\
error: invalid value 'A44' for '--sheet <SIZE>': this is no sheet size; give a size such as A4, A3, SRA3, or measures such as 480x330mm

For more information, try '--help'.
",
    ),
    (
        "--edition print --impose booklet --paper-thickness 3mm",
        2,
        "\
error: invalid value '3mm' for '--paper-thickness <LENGTH>': a leaf is 0 to 1 mm thick

For more information, try '--help'.
",
    ),
];

#[test]
fn what_cannot_be_laid_on_sheets_is_told_with_a_remedy() {
    let folder = with_three_pages();
    for (options, exit, message) in SHEETS {
        let args: Vec<&str> = ["check", "event.yaml"].into_iter().chain(options.split(' ')).collect();
        let output = plenary(folder.path(), &args);
        assert_eq!((code(&output), text(&output.stderr)), (Some(*exit), *message), "{options}");
        // Pages are looked at before they are laid on sheets.
        let preflight = if *exit == 1 { "preflight: 0 errors, 0 warnings, 0 silenced\n" } else { "" };
        assert_eq!(text(&output.stdout), preflight, "{options}");
    }
}

#[test]
fn marks_of_the_event_are_drawn_and_the_command_line_has_the_last_word() {
    let folder = with_sample("minimal");
    let path = folder.path().join("event.yaml");
    let event = fs::read_to_string(&path).expect("the event");
    let build = |marks: &str, options: &[&str]| {
        fs::write(&path, format!("{event}\n{marks}")).expect("written");
        let args = [&["build", "event.yaml", "--edition", "print", "-o", "out.pdf"], options].concat();
        let output = plenary(folder.path(), &args);
        assert_eq!((code(&output), text(&output.stderr)), (Some(0), ""));
        let bytes = fs::read(folder.path().join("out.pdf")).expect("the file");
        bytes.windows(15).filter(|window| window == b"/Separation/All").count()
    };
    assert_eq!(build("", &[]), 0);
    assert_eq!(build("print: {marks: [crop, slug]}\n", &[]), 1);
    assert_eq!(build("print: {marks: all}\n", &[]), 1);
    assert_eq!(build("print: {marks: all}\n", &["--marks", "slug"]), 0, "a slug line is not on all plates");
    fs::write(&path, format!("{event}\nprint: {{marks: [crops]}}\n")).expect("written");
    let output = plenary(folder.path(), &["check", "event.yaml"]);
    assert_eq!(code(&output), Some(1));
    assert!(text(&output.stderr).contains("crops"), "{}", text(&output.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn the_cache_is_told_and_cleared() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.current_dir(folder.path()).args(args).env("XDG_CACHE_HOME", folder.path()).output().expect("it runs")
    };
    let event = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/selin-gauges/event.yaml");
    let build = ["build", event.to_str().expect("a name in UTF-8"), "--edition", "print", "-o", "a.pdf"];
    assert_eq!(code(&run(&[build.as_slice(), &["--no-cache"]].concat())), Some(0));
    assert!(text(&run(&["cache"]).stdout).ends_with("plenary/pictures: 0 pictures, 0 bytes of 500.0 MB at most\n"));
    let plain = fs::read(folder.path().join("a.pdf")).expect("written");
    assert_eq!(code(&run(&build)), Some(0));
    assert!(fs::read(folder.path().join("a.pdf")).expect("written") == plain);
    let told = run(&["cache", "--clear", "--message-format", "json"]);
    assert!(text(&told.stdout).contains("\"cleared\":true") && !text(&told.stdout).contains("\"pictures\":0"));
    assert!(text(&run(&["cache"]).stdout).contains(": 0 pictures"));
}
