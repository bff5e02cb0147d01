use super::*;
use crate::mail::plan::Entry;
use proptest::prelude::*;
use std::fs;

fn entry(number: usize) -> Entry {
    Entry {
        key: format!("guest{number}@valley.example"),
        address: format!("Guest{number}@Valley.example"),
        name: format!("Guest {number}"),
        message_id: format!("<{number:032x}@meridian.example>"),
        attendee: number,
    }
}

fn plan(numbers: std::ops::Range<usize>) -> Plan {
    Plan { campaign: "report".into(), digest: "1f2e3d4c5b6a".into(), entries: numbers.map(entry).collect() }
}

struct Kept {
    folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Kept {
        Kept { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self) -> PathBuf {
        path_beside(&self.folder.path().join("event.yaml"))
    }

    fn ledger(&self) -> Ledger {
        Ledger::open_or_make(&self.path()).expect("a ledger")
    }
}

fn begin() -> Step {
    Step::Begin { digest: "1f2e3d4c5b6a".into() }
}

fn accept() -> Step {
    Step::Accept { answer: "250 2.0.0 queued as 7".into() }
}

fn states(ledger: &Ledger) -> Vec<State> {
    ledger.rows("report").expect("rows").iter().map(|row| row.state).collect()
}

#[test]
fn a_run_that_is_begun_again_knows_what_was_done() {
    let kept = Kept::new();
    let mut ledger = kept.ledger();
    let rows = ledger.take_up(&plan(0..3), 10).expect("taken up");
    ledger.step(rows[0].id, &begin(), 20).expect("begun");
    ledger.step(rows[0].id, &accept(), 30).expect("accepted");
    ledger.step(rows[1].id, &begin(), 40).expect("begun");
    drop(ledger);
    let mut ledger = kept.ledger();
    assert_eq!(ledger.recover(50).expect("recovered"), 1);
    let rows = ledger.take_up(&plan(0..4), 60).expect("taken up");
    let states: Vec<State> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [State::Accepted, State::Unknown, State::Planned, State::Planned]);
    assert_eq!((rows[0].answer.as_str(), rows[0].changed, rows[0].attempts), ("250 2.0.0 queued as 7", 30, 1));
    assert_eq!(rows[0].digest, "1f2e3d4c5b6a");
    assert!(ledger.step(rows[0].id, &begin(), 70).is_err() && ledger.step(rows[1].id, &begin(), 70).is_err());
    assert_eq!(ledger.begun_since(20).expect("counted"), (1, Some(40)));
}

#[test]
fn the_file_itself_keeps_what_is_accepted() {
    let kept = Kept::new();
    let mut ledger = kept.ledger();
    let rows = ledger.take_up(&plan(0..1), 10).expect("taken up");
    ledger.step(rows[0].id, &begin(), 20).expect("begun");
    ledger.step(rows[0].id, &accept(), 30).expect("accepted");
    let forced = ledger.connection.execute("update entry set state = 'planned'", []);
    assert!(forced.is_err_and(|error| error.to_string().contains("stays accepted")));
}

#[test]
fn those_who_left_the_list_go_unless_they_were_tried() {
    let kept = Kept::new();
    let mut ledger = kept.ledger();
    let rows = ledger.take_up(&plan(0..4), 10).expect("taken up");
    ledger.step(rows[0].id, &Step::Defer { answer: "451 later".into(), due: 90 }, 20).expect("deferred");
    ledger.take_up(&plan(2..3), 30).expect("taken up");
    assert_eq!(states(&ledger), [State::Deferred, State::Planned]);
    let other = Plan { campaign: "slides".into(), ..plan(0..1) };
    let rows = ledger.take_up(&other, 40).expect("taken up");
    assert_eq!((rows[0].state, states(&ledger).len()), (State::Planned, 2), "campaigns do not know each other");
}

#[test]
fn what_is_forgotten_is_in_the_file_no_more_and_nobody_is_mailed_twice() {
    let kept = Kept::new();
    let mut ledger = kept.ledger();
    let rows = ledger.take_up(&plan(0..300), 10).expect("taken up");
    for row in &rows[..200] {
        ledger.step(row.id, &begin(), 20).expect("begun");
        ledger.step(row.id, &Step::Accept { answer: format!("250 for {}", row.address) }, 30).expect("accepted");
    }
    let holds = |words: &[&str]| {
        let bytes = fs::read(kept.path()).expect("read");
        words.iter().any(|word| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
    };
    let personal = ["guest", "Guest", "alley.example", "meridian.example", "250 for"];
    assert!(personal.iter().all(|word| holds(&[word])));
    assert_eq!(ledger.forget().expect("forgotten"), 300);
    assert_eq!(ledger.forget().expect("forgotten"), 0);
    assert!(!holds(&personal));
    drop(ledger);
    assert!(!holds(&personal));
    let rows = kept.ledger().take_up(&plan(0..300), 40).expect("taken up");
    assert!(rows[..200].iter().all(|row| row.state == State::Accepted && row.address.is_empty()));
    assert!(rows[200..].iter().all(|row| row.state == State::Planned && row.address.starts_with("Guest")));
    let ledger = kept.ledger();
    let found = ledger.find("report", "guest7@valley.example").expect("read");
    assert_eq!(found.map(|row| row.state), Some(State::Accepted));
}

#[test]
fn other_files_and_later_versions_are_refused_and_left_alone() {
    let kept = Kept::new();
    let refused = |bytes: &[u8]| {
        fs::write(kept.path(), bytes).expect("written");
        let refusal = Ledger::open_or_make(&kept.path()).expect_err("refused");
        assert_eq!(fs::read(kept.path()).expect("read"), bytes, "it was changed");
        refusal.message
    };
    assert!(refused(b"title: an event\n").contains("is not a ledger"));
    let other = kept.folder.path().join("other");
    Connection::open(&other).expect("opens").execute_batch("create table a (b)").expect("made");
    assert!(refused(&fs::read(&other).expect("read")).contains("not a ledger of mail"));
    fs::remove_file(kept.path()).expect("removed");
    kept.ledger().connection.execute_batch("pragma user_version = 2").expect("set");
    let later = fs::read(kept.path()).expect("read");
    assert!(refused(&later).contains("version 2"));
    fs::write(kept.path(), b"").expect("written");
    assert!(Ledger::open_or_make(&kept.path()).is_ok(), "a run killed at its beginning leaves an empty file");
}

#[test]
fn it_can_be_read_while_a_run_is_on() {
    let kept = Kept::new();
    let mut writing = kept.ledger();
    let _lock = lock::Lock::take(&kept.path()).expect("free");
    let rows = writing.take_up(&plan(0..2), 10).expect("taken up");
    writing.step(rows[0].id, &begin(), 20).expect("begun");
    let reading = Ledger::open(&kept.path()).expect("opened").expect("there");
    assert_eq!(states(&reading), [State::Sending, State::Planned]);
    writing.step(rows[0].id, &accept(), 30).expect("accepted");
    assert_eq!(states(&reading), [State::Accepted, State::Planned]);
}

#[test]
fn what_was_looked_at_is_known_by_its_digest() {
    let kept = Kept::new();
    let look = Look::of("1f2e3d4c5b6a", b"title: Gauges", b"name,email");
    kept.ledger().keep_look(&look, 10).expect("kept");
    kept.ledger().keep_look(&look, 20).expect("kept again");
    assert_eq!(kept.ledger().look("1f2e3d4c5b6a").expect("read"), Some(look.clone()));
    assert_eq!(kept.ledger().look("000000000000").expect("read"), None);
    assert_ne!(Look::of("1f2e3d4c5b6a", b"title: Gauges", b"name,email\n").list, look.list);
}

#[test]
fn moments_are_written_for_people_and_programs() {
    let ledger = Kept::new().ledger();
    assert_eq!(ledger.utc(1_772_067_661_999).as_deref(), Ok("2026-02-26T01:01:01Z"));
    assert_eq!(ledger.local_time(1_772_067_661_999).map(|text| text.len()), Ok(16));
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let kept = Kept::new();
    kept.ledger();
    assert_eq!(fs::metadata(kept.path()).expect("there").permissions().mode() & 0o777, 0o600);
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(begin()),
        Just(accept()),
        Just(Step::Defer { answer: "451 later".into(), due: 5 }),
        Just(Step::Fail { answer: "550 no".into() }),
        Just(Step::Lose { answer: "lost".into() }),
        Just(Step::Decide(Decision::Accepted)),
        Just(Step::Decide(Decision::Failed)),
        Just(Step::Decide(Decision::Planned)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    /// Steps, recoveries, new plans and forgetting in any order, each after a new opening of the file.
    #[test]
    fn no_sequence_of_events_leads_from_accepted_to_sending(
        events in prop::collection::vec(prop_oneof![
            6 => any_step().prop_map(Some),
            1 => Just(None),
        ], 1..20)
    ) {
        let kept = Kept::new();
        let mut was_accepted = false;
        for (moment, event) in (0..).zip(events) {
            let mut ledger = kept.ledger();
            let taken = ledger.take_up(&plan(0..1), moment).expect("taken up");
            let after = match event {
                Some(step) => ledger.step(taken[0].id, &step, moment).map_or(taken[0].state, |row| row.state),
                None => {
                    ledger.recover(moment).expect("recovered");
                    ledger.forget().expect("forgotten");
                    states(&ledger)[0]
                }
            };
            prop_assert!(!was_accepted || after == State::Accepted, "from accepted to {:?}", after);
            was_accepted |= after == State::Accepted;
        }
    }
}
