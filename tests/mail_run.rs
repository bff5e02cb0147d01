//! A mailing that is killed again and again, against a server that rejects, defers, is slow and loses connections:
//! nobody is mailed twice, and nobody is skipped.
//!
//! The small one runs each time; the long one by `cargo test --release --test mail_run -- --ignored`. Both print the
//! number by which their chances can be had again: `MAIL_RUN_SEED=… cargo test …`.

#![expect(clippy::disallowed_methods, reason = "the test kills by the clock and gives a password by the environment")]

mod mail_support;

use mail_support::{Chance, Fault, Manner, PASSWORD, Server, USER};
use plenary::diagnostic::Diagnostic;
use plenary::mail::clock::Clock;
use plenary::mail::ledger::Ledger;
use plenary::mail::ledger::lock::Lock;
use plenary::mail::pace::Backoff;
use plenary::mail::plan::{Entry, Messages, Plan};
use plenary::mail::run::{Ended, Rules, Run};
use plenary::mail::secret::Secret;
use plenary::mail::session::{self, Security, Session, Timeouts};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// What happens to a message, by its recipient and how often it was offered; about a third meets with a fault.
fn chances(seed: u64) -> impl Fn(&str, usize) -> Fault + Send + Sync + 'static {
    move |to, nth| {
        if to.is_empty() {
            return Fault::None;
        }
        let letters = to.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        // Who is rejected is rejected each time.
        if Chance(letters).below(100) < 4 {
            return Fault::RejectedAtRecipient;
        }
        let mut chance = Chance(letters.wrapping_add(nth as u64 * 7919));
        match chance.below(100) {
            0..5 => Fault::DeferredAtRecipient,
            5..8 => Fault::DeferredAtEnd,
            8..10 => Fault::ClosedAtRecipient,
            10..12 => Fault::LostAtRecipient,
            12..14 => Fault::LostAtData,
            14..17 => Fault::LostWithin,
            17..19 => Fault::LostAtEnd,
            19..21 => Fault::TakenUnheard,
            21..23 => Fault::LostAfter,
            23..24 => Fault::RejectedAtEnd,
            24..44 => Fault::Slow(chance.below(40)),
            _ => Fault::None,
        }
    }
}

/// Names the folder for the sender, which is this very test in a process of its own.
const FOLDER: &str = "MAIL_RUN_FOLDER";

struct Letters;

impl Messages for Letters {
    fn message(&self, entry: &Entry, date: i64) -> Result<Vec<u8>, Diagnostic> {
        let line = "All that was said, and more of it than a line holds.\r\n".repeat(400);
        Ok(format!("To: {}\r\nX-Moment: {date}\r\n\r\n{line}", entry.address).into_bytes())
    }
}

struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> i64 {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
    }

    fn sleep(&self, milliseconds: i64) {
        thread::sleep(Duration::from_millis(milliseconds.max(0) as u64));
    }

    fn interrupted(&self) -> bool {
        false
    }
}

fn plan(count: usize) -> Plan {
    let entry = |attendee| Entry {
        key: format!("guest{attendee}@valley.example"),
        address: format!("guest{attendee}@valley.example"),
        name: format!("Guest {attendee}"),
        message_id: format!("<{attendee}@meridian.example>"),
        attendee,
    };
    Plan { campaign: "report".into(), digest: "1f2e3d4c5b6a".into(), entries: (0..count).map(entry).collect() }
}

#[test]
#[ignore = "the sender of the other tests"]
fn sender() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("read");
    let numbers: Vec<u64> =
        read("numbers").split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let path = folder.join("event.ledger");
    let _lock = Lock::take(&path).expect("free");
    let mut ledger = Ledger::open_or_make(&path).expect("a ledger");
    ledger.recover(WallClock.now()).expect("recovered");
    let settings = session::Server {
        host: "localhost".into(),
        port: numbers[0] as u16,
        security: Security::StartTls,
        login: Some((USER.into(), Secret::new(PASSWORD.into()))),
        certificates: Some(read("authority.pem").into_bytes()),
        hello: None,
        from: "office@meridian.example".into(),
        per_connection: 50,
        timeouts: Timeouts::default(),
    };
    let quick = Backoff { first: 20, factor: 2, most: 100 };
    let run = Run {
        plan: &plan(numbers[1] as usize),
        messages: &Letters,
        rules: Rules {
            per_minute: 60_000,
            per_day: 100_000,
            failures: 100_000,
            attempts: 6,
            again: quick,
            reconnect: quick,
            patience: 100_000,
        },
        only: &BTreeSet::new(),
        ledger: &mut ledger,
        carrier: &mut Session::new(settings).expect("sound"),
        clock: &WallClock,
        tell: &mut |_| {},
    };
    let ended = run.send().expect("the ledger can be written");
    assert_eq!(ended, Ended::default());
}

/// A list and its server.
struct Mailing {
    folder: tempfile::TempDir,
    server: Server,
    count: usize,
}

impl Mailing {
    fn new(count: usize, server: Server) -> Mailing {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        write("numbers", &format!("{} {count}", server.port));
        write("authority.pem", &server.authority);
        Mailing { folder, server, count }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("known"));
        command.args(["--ignored", "--exact", "sender"]).env(FOLDER, self.folder.path());
        command
    }

    fn states(&self) -> BTreeMap<String, String> {
        let Some(ledger) = Ledger::open(&self.folder.path().join("event.ledger")).expect("opens") else {
            return BTreeMap::new();
        };
        let rows = ledger.rows("report").expect("rows");
        rows.into_iter().map(|row| (row.address, row.state.name().to_owned())).collect()
    }

    /// Each address has exactly one message taken over by the server, or stands as unknown or failed; never two.
    fn check(&self) -> BTreeMap<String, usize> {
        self.server.settle();
        let (taken, states) = (self.server.counts(), self.states());
        assert_eq!(states.len(), self.count, "somebody is not in the ledger");
        let mut sums = BTreeMap::new();
        for (address, state) in states {
            let times = taken.get(&address).copied().unwrap_or(0);
            let right = match state.as_str() {
                "accepted" => times == 1,
                "unknown" => times <= 1,
                "failed" => times == 0,
                _ => false,
            };
            assert!(right, "{address} is {state}, and the server took {times} messages for it");
            *sums.entry(state).or_default() += 1;
        }
        sums
    }
}

fn seed() -> u64 {
    let given = std::env::var("MAIL_RUN_SEED").ok().and_then(|text| text.parse().ok());
    let by_clock =
        || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_micros() as u64);
    given.unwrap_or_else(by_clock)
}

/// Kills the sender so often, each time so many milliseconds at most after it has reached the server (one time in eight
/// before), then lets it come to its end.
fn killed_again_and_again(count: usize, kills: usize, longest: u64) {
    let (start, seed) = (Instant::now(), seed());
    println!("MAIL_RUN_SEED={seed}");
    let mut chance = Chance(seed);
    let mailing = Mailing::new(count, Server::new(Manner { messages: 40, ..Manner::default() }, chances(seed)));
    let (mut killed, mut runs) = (0, 0);
    loop {
        let before = mailing.server.shared.connections.load(Ordering::SeqCst);
        let mut sender = mailing.command();
        let mut sender = sender.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        runs += 1;
        if killed < kills {
            let early = chance.below(8) == 0;
            let mut ended = || sender.try_wait().expect("it can be asked").is_some();
            while !early && mailing.server.shared.connections.load(Ordering::SeqCst) == before && !ended() {
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(Duration::from_micros(chance.below(longest * 1000)));
            // One that has ended by itself was not killed.
            if !ended() {
                sender.kill().expect("killed");
                sender.wait().expect("gone");
                killed += 1;
                continue;
            }
        }
        let output = sender.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0)), "{:?}: {said}", output.status);
        let left = mailing.states().values().any(|state| state == "planned" || state == "deferred");
        assert!(left || killed > kills / 2, "only {killed} of {kills} kills before all was sent");
        if !left {
            break;
        }
    }
    let sums = mailing.check();
    println!("{count} attendees, {killed} kills, {runs} runs, {:.1} s: {sums:?}", start.elapsed().as_secs_f64());
    let again = mailing.command().output().expect("it runs");
    assert!(again.status.success(), "it has nothing to do");
    assert_eq!(mailing.check(), sums, "a run with nothing to do changes nothing");
}

#[test]
fn nobody_is_mailed_twice_and_nobody_is_skipped() {
    killed_again_and_again(40, 10, 120);
}

#[test]
#[ignore = "minutes; see the head of the file"]
fn nobody_of_five_hundred_is_mailed_twice() {
    killed_again_and_again(500, 200, 80);
}
