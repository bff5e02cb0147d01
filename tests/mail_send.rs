//! `plenary send` as a shell sees it: what it sends, what it says, what it keeps.

#![expect(clippy::disallowed_methods, reason = "the test waits for a program")]

mod mail_support;

use mail_support::mailing::Mailing;
use mail_support::{Fault, Manner, PASSWORD, Server};
use std::fs;
use std::process::{Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

fn mailing(count: usize, script: impl Fn(&str, usize) -> Fault + Send + Sync + 'static) -> Mailing {
    Mailing::new(count, Server::new(Manner::default(), script))
}

/// All that it says.
fn said(output: &Output) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains(PASSWORD), "the password is shown: {text}");
    text
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn a_dry_run_sends_nothing_and_shows_all() {
    let mailing = mailing(3, |_, _| Fault::None);
    let output = mailing.run(&["--attendees", "list.csv"]);
    let text = said(&output);
    assert_eq!(code(&output), Some(0), "{text}");
    assert!(text.contains("3 messages") && text.contains("nothing has been sent"), "{text}");
    assert!(text.contains(&format!("--really {}", mailing.digest())), "{text}");
    assert_eq!(said(&mailing.run(&["--status"])), "nothing has been sent\n");
    let letter = fs::read_to_string(mailing.path("event-mail/guest1@valley.example.eml")).expect("written");
    assert!(letter.contains("Dear Guest 1,"), "{letter}");
    assert_eq!(mailing.server.shared.connections.load(std::sync::atomic::Ordering::SeqCst), 0);
}

#[test]
fn mistakes_of_the_list_and_of_its_addresses_are_told_in_one_run() {
    let mailing = mailing(1, |_, _| Fault::None);
    let list = "name,email\n,a@valley.example\nBob,bob@\nAnn,ann@valley.example\nAnne,ANN@valley.example\n\"Ed\nX\",ed@valley.example\nEve\n";
    fs::write(mailing.path("list.csv"), list).expect("written");
    let output = mailing.run(&["--attendees", "list.csv"]);
    let text = said(&output);
    assert_eq!(code(&output), Some(1), "{text}");
    for told in [
        "attendee 1 has no name",
        "`bob@`",
        "`ann@valley.example`",
        "has a line break",
        "1 value for 2 fields",
        "5 errors",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[test]
fn what_has_changed_since_is_not_sent() {
    let mailing = mailing(2, |_, _| Fault::None);
    let digest = mailing.digest();
    let list = fs::read_to_string(mailing.path("list.csv")).expect("read");
    fs::write(mailing.path("list.csv"), list + "Nora,nora@valley.example\n").expect("written");
    let output = mailing.run(&mailing.really(&digest));
    let text = said(&output);
    assert!(code(&output) == Some(1) && text.contains("the list changed since"), "{text}");
    let output = mailing.run(&mailing.really("000000000000"));
    assert!(said(&output).contains("no dry run of this event gave this digest"));
    assert_eq!(mailing.server.counts().len(), 0);
    assert_eq!(code(&mailing.run(&mailing.really(&mailing.digest()))), Some(0));
    mailing.server.settle();
    assert_eq!(mailing.server.counts().len(), 3);
}

#[test]
fn a_second_run_mails_nobody_again_whatever_has_changed() {
    let mailing = mailing(3, |_, _| Fault::None);
    assert_eq!(code(&mailing.run(&mailing.really(&mailing.digest()))), Some(0));
    let event = fs::read_to_string(mailing.path("event.yaml")).expect("read");
    fs::write(mailing.path("event.yaml"), event.replace("Dear", "Good day,")).expect("written");
    fs::write(mailing.path("list.csv"), "name,email\nG. Null,GUEST0@Valley.Example\nNora,nora@valley.example\n")
        .expect("written");
    let output = mailing.run(&mailing.really(&mailing.digest()));
    assert_eq!(code(&output), Some(0), "{}", said(&output));
    mailing.server.settle();
    assert!(mailing.server.counts().values().all(|times| *times == 1));
    assert_eq!(mailing.server.counts().len(), 4);
    // Another campaign is another mailing.
    let event = fs::read_to_string(mailing.path("event.yaml")).expect("read");
    fs::write(mailing.path("event.yaml"), event.replace("mail:", "mail:\n  campaign: slides")).expect("written");
    assert_eq!(code(&mailing.run(&mailing.really(&mailing.digest()))), Some(0));
    mailing.server.settle();
    assert_eq!(mailing.server.counts().get("GUEST0@valley.example"), Some(&1));
    assert_eq!(mailing.server.counts().get("nora@valley.example"), Some(&2));
}

#[test]
fn trials_go_to_one_and_are_not_recorded() {
    let mailing = mailing(3, |_, _| Fault::None);
    let trial = ["--attendees", "list.csv", "--test-to", "me@meridian.example", "--only", "guest1@valley.example"];
    let output = mailing.run(&trial);
    assert_eq!(code(&output), Some(0), "{}", said(&output));
    mailing.server.settle();
    let taken = mailing.server.shared.taken.lock().expect("no panic").clone();
    let [(to, message)] = taken.as_slice() else { panic!("{} messages", taken.len()) };
    let message = String::from_utf8_lossy(message);
    assert_eq!(to, "me@meridian.example");
    assert!(message.contains("Dear Guest 1,") && message.contains("Subject: Twenty Years"), "{message}");
    assert!(!mailing.path("event.ledger").exists());
    let digest = mailing.digest();
    let only = [mailing.really(&digest).as_slice(), &["--only", "Guest2@Valley.example"]].concat();
    assert_eq!(code(&mailing.run(&only)), Some(0));
    mailing.server.settle();
    assert_eq!(mailing.server.counts().get("guest2@valley.example"), Some(&1));
    assert_eq!(mailing.server.counts().len(), 2);
    let stranger = [mailing.really(&digest).as_slice(), &["--only", "nobody@valley.example"]].concat();
    assert!(said(&mailing.run(&stranger)).contains("not among those who would be mailed"));
}

#[test]
fn two_runs_exclude_each_other_and_the_status_can_be_asked() {
    let mailing = mailing(30, |_, _| Fault::Slow(40));
    let digest = mailing.digest();
    let mut first = mailing.command(&mailing.really(&digest));
    let mut first = first.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    wait_for(|| mailing.server.counts().len() > 2);
    let second = mailing.run(&mailing.really(&digest));
    let text = said(&second);
    assert!(code(&second) == Some(1) && text.contains(&format!("another run (process {})", first.id())), "{text}");
    for other in [vec!["--forget"], vec!["--resolve", "failed=planned"]] {
        assert!(said(&mailing.run(&other)).contains("another run"), "{other:?}");
    }
    let status = said(&mailing.run(&["--status"]));
    assert!(status.contains("report: 30 messages: ") && status.contains("a run is on"), "{status}");
    assert!(first.wait().expect("it ends").success());
    assert_eq!(said(&mailing.run(&["--status"])), "report: 30 messages: 30 accepted\n");
    mailing.check();
}

fn wait_for(mut there: impl FnMut() -> bool) {
    let start = Instant::now();
    while !there() {
        assert!(start.elapsed() < Duration::from_secs(20), "it does not come");
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_person_decides_what_is_not_known() {
    let mailing = mailing(4, |to, nth| match (to, nth) {
        ("guest0@valley.example", 1) => Fault::LostAtEnd,
        ("guest1@valley.example", 1) => Fault::TakenUnheard,
        ("guest2@valley.example", 1) => Fault::RejectedAtRecipient,
        _ => Fault::None,
    });
    let digest = mailing.digest();
    let output = mailing.run(&mailing.really(&digest));
    let text = said(&output);
    assert!(code(&output) == Some(1) && text.contains("4 messages: 1 accepted, 1 failed, 2 unknown"), "{text}");
    let status = said(&mailing.run(&["--status"]));
    assert!(status.contains("Guest 0 <guest0@valley.example>: the connection was closed"), "{status}");
    assert!(status.contains("Guest 2 <guest2@valley.example>: 550 5.1.1 no such mailbox"), "{status}");
    mailing.run(&mailing.really(&digest));
    mailing.check();
    // Nothing is decided where something cannot be.
    let wrong = ["--resolve", "guest0@valley.example=planned", "--resolve", "guest3@valley.example=planned"];
    let output = mailing.run(&wrong);
    assert!(said(&output).contains("guest3@valley.example is accepted"), "{}", said(&output));
    assert_eq!(mailing.states()["guest0@valley.example"], "unknown");
    let right = ["--resolve", "Guest1@valley.example=accepted", "--resolve", "unknown=planned"];
    assert_eq!(code(&mailing.run(&["--resolve", "failed=planned"])), Some(0));
    assert_eq!(code(&mailing.run(&right[..2])), Some(0));
    assert_eq!(code(&mailing.run(&right[2..])), Some(0));
    assert_eq!(code(&mailing.run(&mailing.really(&digest))), Some(0));
    mailing.server.settle();
    assert!(mailing.server.counts().values().all(|times| *times == 1) && mailing.server.counts().len() == 4);
    for senseless in ["guest0=planned", "guest0@valley.example=sent", "guest0@valley.example", "accepted=planned"] {
        assert_eq!(code(&mailing.run(&["--resolve", senseless])), Some(2), "{senseless}");
    }
}

#[test]
fn persons_are_forgotten_and_not_mailed_again() {
    let mailing = mailing(5, |_, _| Fault::None);
    let digest = mailing.digest();
    assert_eq!(code(&mailing.run(&mailing.really(&digest))), Some(0));
    assert!(said(&mailing.run(&["--forget"])).starts_with("5 people forgotten"));
    let bytes = fs::read(mailing.path("event.ledger")).expect("read");
    for word in ["guest1", "Guest", "valley.example", "meridian.example", "queued as"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word} is still there");
    }
    assert_eq!(code(&mailing.run(&mailing.really(&digest))), Some(0));
    mailing.server.settle();
    assert!(mailing.server.counts().values().all(|times| *times == 1));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_run_after_the_message_in_hand() {
    let mailing = mailing(30, |_, _| Fault::Slow(60));
    let digest = mailing.digest();
    let mut sender = mailing.command(&mailing.really(&digest));
    let sender = sender.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    wait_for(|| mailing.server.counts().len() > 2);
    let sent = std::process::Command::new("kill").args(["-INT", &sender.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    let output = sender.wait_with_output().expect("it ends");
    let text = said(&output);
    assert!(code(&output) == Some(1) && text.contains("the run was interrupted"), "{text}");
    let states = mailing.states();
    let count = |state: &str| states.values().filter(|own| *own == state).count();
    assert!(count("accepted") > 2 && count("planned") > 2, "{states:?}");
    assert_eq!(count("accepted") + count("planned"), 30, "{states:?}");
}

#[test]
fn what_is_wrong_with_the_server_stops_the_run_and_leaves_all_planned() {
    let mailing = mailing(3, |to, _| if to.is_empty() { Fault::RejectedAtSender } else { Fault::None });
    let digest = mailing.digest();
    let output = mailing.run(&mailing.really(&digest));
    let text = said(&output);
    assert!(text.contains("does not take mail from office@meridian.example: 550 5.7.1 you may not send"), "{text}");
    assert!(mailing.states().values().all(|state| state == "planned"));
    let unset = mailing.command(&mailing.really(&digest)).env_remove("MAIL_PASSWORD").output().expect("it runs");
    let text = said(&unset);
    assert!(text.contains("the environment variable `MAIL_PASSWORD`") && text.contains("event.yaml:"), "{text}");
    let wrong = mailing.command(&mailing.really(&digest)).env("MAIL_PASSWORD", "another").output().expect("it runs");
    let text = said(&wrong);
    assert!(text.contains("refuses the login: 535") && !text.contains("another"), "{text}");
}

#[test]
fn json_has_an_object_for_each_step() {
    let mailing = mailing(2, |_, _| Fault::None);
    let digest = mailing.digest();
    let output = mailing.run(&[mailing.really(&digest).as_slice(), &["--message-format", "json"]].concat());
    let text = said(&output);
    let objects: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(objects.len(), 3, "{text}");
    assert_eq!((&objects[0]["state"], &objects[0]["address"]), (&"accepted".into(), &"guest0@valley.example".into()));
    assert_eq!((&objects[2]["messages"], &objects[2]["states"]["accepted"]), (&2.into(), &2.into()));
}
