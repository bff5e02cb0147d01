//! The conversation with a mail server: encryption, login, what each answer and each lost connection means.

#![expect(clippy::disallowed_methods, reason = "the test measures how long it is waited")]

mod mail_support;

use mail_support::{Fault, Manner, PASSWORD, Server, USER};
use plenary::mail::secret::Secret;
use plenary::mail::session::{self, Carrier, Security, Session, Timeouts, Trouble};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

const LETTER: &[u8] = b"Subject: The report\r\n\r\nGood day,\r\n.\r\n..two dots\r\nlast line\r\n";

fn settings(server: &Server) -> session::Server {
    let half = Duration::from_millis(500);
    session::Server {
        host: "localhost".into(),
        port: server.port,
        security: Security::StartTls,
        login: Some((USER.into(), Secret::new(PASSWORD.into()))),
        certificates: Some(server.authority.clone().into_bytes()),
        hello: None,
        from: "office@meridian.example".into(),
        per_connection: 50,
        timeouts: Timeouts { connect: half, command: half, message: half },
    }
}

fn send(session: &mut Session, to: &str) -> Result<String, Trouble> {
    session.ready()?;
    session.offer(to, LETTER.len())?;
    session.deliver(LETTER)
}

fn refusal(settings: session::Server) -> String {
    let mut session = Session::new(settings).expect("sound");
    match send(&mut session, "guest@valley.example") {
        Err(Trouble::Refused(why)) => why.message,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_message_arrives_as_it_is_and_the_connection_is_used_again() {
    let server = Server::new(Manner::default(), |_, _| Fault::None);
    let mut session = Session::new(session::Server { per_connection: 3, ..settings(&server) }).expect("sound");
    for number in 0..7 {
        let answer = send(&mut session, &format!("guest{number}@valley.example")).expect("taken");
        assert_eq!(answer, format!("250 2.0.0 queued as {}", number + 1));
    }
    session.close();
    server.settle();
    assert!(server.shared.taken.lock().expect("no panic").iter().all(|(_, message)| message == LETTER));
    assert_eq!(server.shared.connections.load(Ordering::SeqCst), 3, "seven messages, three a connection");
    let heard = server.shared.heard.lock().expect("no panic");
    let before: Vec<&str> = heard.iter().take_while(|line| *line != "STARTTLS").map(String::as_str).collect();
    assert_eq!(before, ["EHLO [127.0.0.1]"], "nothing else is said in the open");
    assert_eq!(heard.iter().filter(|line| *line == "QUIT").count(), 3);
}

#[test]
fn encrypted_from_the_first_byte_and_other_logins() {
    let implicit = Manner { implicit_tls: true, login_alone: true, ..Manner::default() };
    let server = Server::new(implicit, |_, _| Fault::None);
    let own = session::Server { security: Security::Tls, host: "127.0.0.1".into(), ..settings(&server) };
    assert!(send(&mut Session::new(own).expect("sound"), "guest@valley.example").is_ok());
    let open = Server::new(Manner { start_tls: false, ..Manner::default() }, |_, _| Fault::None);
    let own = session::Server { security: Security::None, certificates: None, ..settings(&open) };
    assert!(send(&mut Session::new(own.clone()).expect("sound"), "guest@valley.example").is_ok());
    for host in ["mail.meridian.example", "192.0.2.1", "localhost.example"] {
        let elsewhere = session::Server { host: host.into(), ..own.clone() };
        assert!(Session::new(elsewhere).is_err_and(|error| error.message.contains("not this machine")), "{host}");
    }
}

#[test]
fn there_is_no_way_round_encryption() {
    let open = Server::new(Manner { start_tls: false, ..Manner::default() }, |_, _| Fault::None);
    assert!(refusal(settings(&open)).contains("does not offer STARTTLS"));
    let heard = open.shared.heard.lock().expect("no panic").join("\n");
    assert!(!heard.contains("AUTH") && !heard.contains("MAIL"), "{heard}");
    let server = Server::new(Manner::default(), |_, _| Fault::None);
    let stranger = Server::new(Manner::default(), |_, _| Fault::None);
    for own in [
        session::Server { certificates: Some(stranger.authority.clone().into_bytes()), ..settings(&server) },
        session::Server { certificates: None, ..settings(&server) },
        session::Server { security: Security::Tls, ..settings(&server) },
    ] {
        refusal(own);
    }
    let heard = server.shared.heard.lock().expect("no panic").join("\n");
    assert!(!heard.contains("AUTH") && !heard.contains("MAIL"), "{heard}");
    let rubbish = session::Server { certificates: Some(b"rubbish".to_vec()), ..settings(&server) };
    assert!(Session::new(rubbish).is_err());
}

#[test]
fn the_password_is_in_no_message() {
    for login_alone in [false, true] {
        let server = Server::new(Manner { login_alone, ..Manner::default() }, |_, _| Fault::None);
        let wrong = "a-wrong-password";
        let own = session::Server { login: Some((USER.into(), Secret::new(wrong.into()))), ..settings(&server) };
        let shown = format!("{own:?}");
        let message = refusal(own);
        assert!(message.contains("refuses the login: 535"), "{message}");
        for text in [shown, message] {
            assert!(!text.contains(wrong) && !text.contains("d3Jvbmc"), "{text}");
        }
    }
}

#[test]
fn each_answer_and_each_loss_has_its_meaning() {
    type Meaning = fn(&Trouble) -> bool;
    let cases: [(Fault, Meaning); 12] = [
        (Fault::RejectedAtSender, |trouble| matches!(trouble, Trouble::Refused(_))),
        (
            Fault::DeferredAtSender,
            |trouble| matches!(trouble, Trouble::HeldUp(why) if why.contains("450 4.7.0 too fast")),
        ),
        (Fault::RejectedAtRecipient, |trouble| *trouble == Trouble::Failed("550 5.1.1 no such mailbox".into())),
        (Fault::DeferredAtRecipient, |trouble| *trouble == Trouble::Deferred("451 4.3.0 try again later".into())),
        (Fault::ClosedAtRecipient, |trouble| *trouble == Trouble::Deferred("421 4.3.2 closing for a moment".into())),
        (Fault::LostAtRecipient, |trouble| matches!(trouble, Trouble::Lost(_))),
        (Fault::LostAtData, |trouble| matches!(trouble, Trouble::Lost(_))),
        (Fault::LostAtEnd, |trouble| matches!(trouble, Trouble::Unknown(_))),
        (Fault::RejectedAtEnd, |trouble| *trouble == Trouble::Failed("554 5.6.0 not wanted".into())),
        (Fault::DeferredAtEnd, |trouble| *trouble == Trouble::Deferred("452 4.3.1 no room now".into())),
        (Fault::TakenUnheard, |trouble| matches!(trouble, Trouble::Unknown(_))),
        (Fault::Slow(900), |trouble| *trouble == Trouble::Lost("no answer in time".into())),
    ];
    for (fault, means) in cases {
        let own = move |to: &str, _: usize| {
            let of_sender = matches!(fault, Fault::RejectedAtSender | Fault::DeferredAtSender);
            if to.starts_with("other") || (to.is_empty() && !of_sender) { Fault::None } else { fault }
        };
        let server = Server::new(Manner::default(), own);
        let mut session = Session::new(settings(&server)).expect("sound");
        let trouble = send(&mut session, "guest@valley.example").expect_err("a fault");
        assert!(means(&trouble), "{fault:?}: {trouble:?}");
        if !matches!(fault, Fault::RejectedAtSender | Fault::DeferredAtSender) {
            let next = send(&mut session, "other@valley.example");
            assert!(next.is_ok(), "after {fault:?} nothing goes on: {next:?}");
        }
    }
}

#[test]
fn a_connection_lost_within_a_long_message_is_safe_to_repeat() {
    let server = Server::new(Manner::default(), |_, nth| if nth == 1 { Fault::LostWithin } else { Fault::None });
    let mut session = Session::new(settings(&server)).expect("sound");
    let long = b"All that was said, and more of it than a buffer holds.\r\n".repeat(200_000);
    let mut give = || {
        session.ready()?;
        session.offer("guest@valley.example", long.len())?;
        session.deliver(&long)
    };
    let lost = give();
    assert!(matches!(lost, Err(Trouble::Lost(_))), "{lost:?}");
    assert!(give().is_ok());
    assert_eq!(server.shared.taken.lock().expect("no panic")[0].1, long);
}

#[test]
fn servers_that_close_between_messages_are_connected_to_again() {
    let server = Server::new(Manner { messages: 1, ..Manner::default() }, |_, _| Fault::None);
    let mut session = Session::new(settings(&server)).expect("sound");
    for number in 0..4 {
        let answer = send(&mut session, &format!("guest{number}@valley.example"));
        assert!(answer.is_ok(), "{answer:?}");
    }
    assert_eq!(server.shared.connections.load(Ordering::SeqCst), 4);
}

#[test]
fn what_is_too_large_for_the_server_is_not_sent() {
    let server = Server::new(Manner { size: Some(LETTER.len()), ..Manner::default() }, |_, _| Fault::None);
    let mut session = Session::new(settings(&server)).expect("sound");
    assert!(send(&mut session, "guest@valley.example").is_ok());
    let heard = server.shared.heard.lock().expect("no panic").join("\n");
    assert!(heard.contains(&format!("SIZE={}", LETTER.len())), "{heard}");
    let refused = session.offer("other@valley.example", LETTER.len() + 1).expect_err("too large");
    let Trouble::Refused(why) = refused else { panic!("{refused:?}") };
    assert!(why.message.contains(&format!("takes {} at most", LETTER.len())), "{}", why.message);
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let server = Server::new(Manner { silent: true, ..Manner::default() }, |_, _| Fault::None);
    let mut session = Session::new(settings(&server)).expect("sound");
    let start = Instant::now();
    let trouble = send(&mut session, "guest@valley.example").expect_err("nothing is said");
    assert!(matches!(&trouble, Trouble::HeldUp(why) if why.contains("no answer in time")), "{trouble:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
    let nobody = session::Server { port: 1, ..settings(&server) };
    let trouble = send(&mut Session::new(nobody).expect("sound"), "guest@valley.example");
    assert!(matches!(trouble, Err(Trouble::HeldUp(_))), "{trouble:?}");
}
