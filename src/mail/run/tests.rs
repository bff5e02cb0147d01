use super::*;
use crate::mail::ledger::path_beside;
use proptest::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What happens to a message.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fate {
    Taken,
    NoConnection,
    DeferredAtRecipient,
    RejectedAtRecipient,
    LostAtRecipient,
    DeferredAtEnd,
    RejectedAtEnd,
    LostWithin,
    /// Taken over, and the answer did not arrive.
    TakenUnheard,
    /// Not taken over, and nobody can know.
    LostAtEnd,
    KilledBefore,
    KilledAfterRecipient,
    KilledWithin,
    /// Taken over, and killed before the answer is written down.
    KilledAfter,
}

/// The process is killed.
struct Kill;

/// A server that keeps what it took over, and a network with a fate for each message.
#[derive(Default)]
struct World {
    taken: RefCell<Vec<String>>,
    fates: RefCell<Vec<Fate>>,
    now: Cell<i64>,
    begun: RefCell<Vec<i64>>,
    interrupt_at: Cell<Option<i64>>,
}

struct Line<'a> {
    world: &'a World,
    fate: Fate,
    to: String,
}

fn kill() -> ! {
    resume_unwind(Box::new(Kill))
}

impl Carrier for Line<'_> {
    fn ready(&mut self) -> Result<(), Trouble> {
        self.fate = self.world.fates.borrow_mut().pop().unwrap_or(Fate::Taken);
        match self.fate {
            Fate::KilledBefore => kill(),
            Fate::NoConnection => Err(Trouble::HeldUp("nobody there".into())),
            _ => Ok(()),
        }
    }

    fn offer(&mut self, to: &str, _: usize) -> Result<(), Trouble> {
        self.to = to.to_owned();
        match self.fate {
            Fate::DeferredAtRecipient => Err(Trouble::Deferred("451 later".into())),
            Fate::RejectedAtRecipient => Err(Trouble::Failed("550 unknown".into())),
            Fate::LostAtRecipient => Err(Trouble::Lost("closed".into())),
            Fate::KilledAfterRecipient => kill(),
            _ => Ok(()),
        }
    }

    fn deliver(&mut self, _: &[u8]) -> Result<String, Trouble> {
        self.world.begun.borrow_mut().push(self.world.now.get());
        let take = || self.world.taken.borrow_mut().push(self.to.clone());
        match self.fate {
            Fate::DeferredAtEnd => Err(Trouble::Deferred("452 full".into())),
            Fate::RejectedAtEnd => Err(Trouble::Failed("554 no".into())),
            Fate::LostWithin => Err(Trouble::Lost("closed".into())),
            Fate::LostAtEnd => Err(Trouble::Unknown("closed".into())),
            Fate::KilledWithin => kill(),
            Fate::TakenUnheard => {
                take();
                Err(Trouble::Unknown("closed".into()))
            }
            Fate::KilledAfter => {
                take();
                kill()
            }
            _ => {
                take();
                Ok("250 taken".into())
            }
        }
    }

    fn close(&mut self) {}
}

impl Clock for World {
    fn now(&self) -> i64 {
        self.now.get()
    }

    fn sleep(&self, milliseconds: i64) {
        self.now.set(self.now.get() + milliseconds.max(0));
    }

    fn interrupted(&self) -> bool {
        self.interrupt_at.get().is_some_and(|moment| self.now.get() >= moment)
    }
}

struct Letters;

impl Messages for Letters {
    fn message(&self, entry: &Entry, date: i64) -> Result<Vec<u8>, Diagnostic> {
        Ok(format!("To: {}\r\nX-Moment: {date}\r\n\r\nGood day\r\n", entry.address).into_bytes())
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

struct Scene {
    folder: tempfile::TempDir,
    world: World,
    rules: Rules,
    plan: Plan,
    only: BTreeSet<String>,
}

impl Scene {
    /// The first fate is that of the first message.
    fn new(count: usize, fates: &[Fate]) -> Scene {
        let world = World::default();
        world.fates.replace(fates.iter().rev().copied().collect());
        world.now.set(1_800_000_000_000);
        let folder = tempfile::tempdir().expect("a folder");
        Scene { folder, world, rules: Rules::default(), plan: plan(count), only: BTreeSet::new() }
    }

    /// `None` where the run was killed.
    fn run(&self) -> Option<Ended> {
        let path = path_beside(&self.folder.path().join("event.yaml"));
        let killed = catch_unwind(AssertUnwindSafe(|| {
            let mut ledger = Ledger::open_or_make(&path).expect("a ledger");
            ledger.recover(self.world.now()).expect("recovered");
            let mut line = Line { world: &self.world, fate: Fate::Taken, to: String::new() };
            let run = Run {
                plan: &self.plan,
                messages: &Letters,
                rules: self.rules,
                only: &self.only,
                ledger: &mut ledger,
                carrier: &mut line,
                clock: &self.world,
                tell: &mut |_| {},
            };
            run.send().expect("the ledger can be written")
        }));
        killed.map_err(|reason| assert!(reason.is::<Kill>(), "a panic of its own")).ok()
    }

    fn rows(&self) -> Vec<Row> {
        let ledger = Ledger::open(&path_beside(&self.folder.path().join("event.yaml"))).expect("opens");
        ledger.expect("there").rows("report").expect("rows")
    }

    fn states(&self) -> Vec<State> {
        self.rows().iter().map(|row| row.state).collect()
    }

    fn taken(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        self.world.taken.borrow().iter().for_each(|to| *counts.entry(to.clone()).or_default() += 1);
        counts
    }
}

#[test]
fn each_fate_has_its_state() {
    let cases = [
        (Fate::Taken, State::Accepted, 1),
        (Fate::NoConnection, State::Accepted, 1),
        (Fate::DeferredAtRecipient, State::Accepted, 1),
        (Fate::RejectedAtRecipient, State::Failed, 0),
        (Fate::LostAtRecipient, State::Accepted, 1),
        (Fate::DeferredAtEnd, State::Accepted, 1),
        (Fate::RejectedAtEnd, State::Failed, 0),
        (Fate::LostWithin, State::Accepted, 1),
        (Fate::TakenUnheard, State::Unknown, 1),
        (Fate::LostAtEnd, State::Unknown, 0),
        (Fate::KilledBefore, State::Accepted, 1),
        (Fate::KilledAfterRecipient, State::Accepted, 1),
        (Fate::KilledWithin, State::Unknown, 0),
        (Fate::KilledAfter, State::Unknown, 1),
    ];
    for (fate, state, taken) in cases {
        let scene = Scene::new(2, &[fate]);
        while scene.run().is_none() {}
        assert_eq!(scene.states(), [state, State::Accepted], "{fate:?}");
        assert_eq!(scene.taken().get("guest0@valley.example").copied().unwrap_or(0), taken, "{fate:?}");
        scene.run();
        assert_eq!(scene.taken().get("guest0@valley.example").copied().unwrap_or(0), taken, "{fate:?}, run again");
    }
}

#[test]
fn messages_keep_the_rate_over_runs_that_are_killed() {
    let scene = Scene::new(30, &[Fate::KilledAfter; 10]);
    while scene.run().is_none() {}
    let begun = scene.world.begun.borrow();
    assert_eq!(begun.len(), 30);
    assert!(begun.windows(2).all(|pair| pair[1] - pair[0] >= 3_000), "{begun:?}");
}

#[test]
fn the_days_number_counts_what_earlier_runs_sent() {
    let mut scene = Scene::new(7, &[Fate::Taken, Fate::KilledAfter]);
    scene.rules.per_day = 3;
    assert!(scene.run().is_none());
    let stopped = scene.run().and_then(|ended| ended.stopped).expect("stopped");
    assert!(stopped.message.starts_with("3 messages have gone out"), "{}", stopped.message);
    assert_eq!(stopped.help.as_deref(), Some("run again in 24 hours, or raise `per_day` under `mail.limits`"));
    scene.run();
    assert_eq!(scene.world.taken.borrow().len(), 3);
    scene.world.now.set(scene.world.now.get() + DAY);
    scene.run();
    assert_eq!(scene.world.taken.borrow().len(), 6);
}

#[test]
fn failures_in_succession_stop_the_run() {
    let scene = Scene::new(9, &[Fate::RejectedAtRecipient; 9]);
    let stopped = scene.run().and_then(|ended| ended.stopped).expect("stopped");
    assert_eq!(stopped.message, "5 attempts in succession failed");
    assert_eq!(scene.states().iter().filter(|state| **state == State::Planned).count(), 4);
    let scene = Scene::new(9, &[Fate::NoConnection; 9]);
    let stopped = scene.run().and_then(|ended| ended.stopped).expect("stopped");
    assert_eq!(stopped.message, "the server takes no mail: nobody there");
    assert!(scene.rows().iter().all(|row| (row.state, row.attempts) == (State::Planned, 0)));
}

#[test]
fn deferred_ones_come_again_and_are_given_up_in_the_end() {
    let scene = Scene::new(1, &[Fate::DeferredAtEnd; 9]);
    let first = scene.run().expect("not killed");
    let wait = first.next.map(|due| due - scene.world.now.get());
    assert_eq!((scene.rows()[0].attempts, wait), (3, Some(25 * MINUTE)), "a minute and five were waited for");
    assert_eq!(scene.run().map(|ended| ended.next), Some(first.next), "not before it is due");
    let mut runs = 0;
    while scene.states() == [State::Deferred] {
        scene.world.now.set(scene.run().expect("not killed").next.unwrap_or_default());
        runs += 1;
    }
    assert_eq!((runs, scene.rows()[0].attempts, scene.states()), (3, 5, vec![State::Failed]));
    assert_eq!(scene.rows()[0].answer, "given up after 5 attempts: 452 full");
}

#[test]
fn an_interrupted_run_ends_after_the_message_in_hand() {
    let scene = Scene::new(5, &[]);
    scene.world.interrupt_at.set(Some(scene.world.now.get() + 4_000));
    assert!(scene.run().is_some_and(|ended| ended.stopped.is_some()));
    let sent = scene.states().iter().filter(|state| **state == State::Accepted).count();
    assert_eq!((sent, scene.states().contains(&State::Sending)), (2, false));
}

#[test]
fn a_run_may_be_confined_and_a_trial_is_not_recorded() {
    let mut scene = Scene::new(3, &[]);
    scene.only.insert("guest1@valley.example".into());
    scene.run();
    assert_eq!(scene.states(), [State::Planned, State::Accepted, State::Planned]);
    let mut line = Line { world: &scene.world, fate: Fate::Taken, to: String::new() };
    let answer = trial(&scene.plan.entries[0], "office@meridian.example", &Letters, &mut line, &scene.world);
    assert_eq!(answer.as_deref(), Ok("250 taken"));
    assert_eq!(scene.states(), [State::Planned, State::Accepted, State::Planned]);
    assert_eq!(scene.taken().get("office@meridian.example"), Some(&1));
}

fn any_fate() -> impl Strategy<Value = Fate> {
    use Fate::*;
    prop::sample::select(vec![
        Taken,
        NoConnection,
        DeferredAtRecipient,
        RejectedAtRecipient,
        LostAtRecipient,
        DeferredAtEnd,
        RejectedAtEnd,
        LostWithin,
        TakenUnheard,
        LostAtEnd,
        KilledBefore,
        KilledAfterRecipient,
        KilledWithin,
        KilledAfter,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn nobody_is_mailed_twice_and_nobody_is_skipped(fates in prop::collection::vec(any_fate(), 0..30)) {
        let mut scene = Scene::new(8, &fates);
        scene.rules = Rules { failures: u32::MAX, patience: i64::MAX, ..scene.rules };
        while scene.run().is_none() {}
        let taken = scene.taken();
        for row in scene.rows() {
            let times = taken.get(&row.address).copied().unwrap_or(0);
            let right = match row.state {
                State::Accepted => times == 1,
                State::Unknown => times <= 1,
                State::Failed => times == 0,
                State::Planned | State::Sending | State::Deferred => false,
            };
            prop_assert!(right, "{} is {:?}, taken {} times", row.address, row.state, times);
        }
    }
}
