//! A mailing that is killed again and again, against a server that rejects, defers, is slow and loses connections:
//! nobody is mailed twice, and nobody is skipped.
//!
//! The small one runs each time; the long one by `cargo test --release --test mail_run -- --ignored`. Both print the
//! number by which their chances can be had again: `MAIL_RUN_SEED=… cargo test …`.

#![expect(clippy::disallowed_methods, reason = "the test kills by the clock and reads a number from the environment")]

mod mail_support;

use mail_support::mailing::Mailing;
use mail_support::{Chance, Fault, Manner, Server};
use std::process::Stdio;
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
    let digest = mailing.digest();
    let (mut killed, mut runs) = (0, 0);
    loop {
        let before = mailing.server.shared.connections.load(Ordering::SeqCst);
        let mut sender = mailing.command(&mailing.really(&digest));
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
        assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}: {said}", output.status);
        let left = mailing.states().values().any(|state| state == "planned" || state == "deferred");
        assert!(left || killed > kills / 2, "only {killed} of {kills} kills before all was sent");
        if !left {
            break;
        }
    }
    let sums = mailing.check();
    println!("{count} attendees, {killed} kills, {runs} runs, {:.1} s: {sums:?}", start.elapsed().as_secs_f64());
    let again = mailing.run(&mailing.really(&digest));
    assert_eq!(again.status.code(), Some(1), "not all were accepted");
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
