//! What keeps a message from being taken over, and what that means for it.

use crate::diagnostic::Diagnostic;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;
use std::error::Error as _;
use std::io;

/// Why a message was not taken over; a text is the server's, or says what happened to the connection.
#[derive(Clone, PartialEq, Debug)]
pub enum Trouble {
    /// There is no connection, or the server wants none now: no message's fault, and nothing was sent.
    HeldUp(String),
    /// The server wants nothing of us: no message's fault, and of no use to repeat.
    Refused(Diagnostic),
    /// 4yz: certainly not taken over, may be repeated.
    Deferred(String),
    /// 5yz: certainly not taken over, not to be repeated.
    Failed(String),
    /// The connection was lost before the message was through: certainly not taken over, may be repeated.
    Lost(String),
    /// The connection was lost after the message's end may have gone out.
    Unknown(String),
}

impl Trouble {
    /// Whether nothing more can be said on this connection.
    pub fn ends_connection(&self) -> bool {
        match self {
            Trouble::Failed(_) => false,
            // 421: the server closes.
            Trouble::Deferred(answer) => answer.starts_with("421"),
            Trouble::HeldUp(_) | Trouble::Refused(_) | Trouble::Lost(_) | Trouble::Unknown(_) => true,
        }
    }
}

/// The most characters that are kept of an answer.
const LONGEST: usize = 500;

/// How the system calls a connection that the other side has ended.
const CLOSED: [io::ErrorKind; 4] = [
    io::ErrorKind::UnexpectedEof,
    io::ErrorKind::ConnectionReset,
    io::ErrorKind::ConnectionAborted,
    io::ErrorKind::BrokenPipe,
];

/// "250 2.0.0 queued as 7", on one line.
pub fn answer(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    one_line(&format!("{} {}", response.code(), lines.join(" ")))
}

/// The server's answer, or what happened to the connection.
pub fn text(error: &Error) -> String {
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => one_line(&format!("{code} {source}")),
        None if error.is_timeout() || is_io(error, io::ErrorKind::WouldBlock) => "no answer in time".to_owned(),
        None if source.is_empty() => one_line(&error.to_string()),
        None if source == "incomplete response" || CLOSED.into_iter().any(|kind| is_io(error, kind)) => {
            "the connection was closed".to_owned()
        }
        None if source.contains("invalid peer certificate") => certificate(&source),
        None => one_line(&source),
    }
}

/// What is wrong with a certificate. What the encryption's words do not tell is told as they are.
fn certificate(words: &str) -> String {
    let known = [
        ("UnknownIssuer", "nobody who is trusted has signed its certificate"),
        ("NotValidForName", "its certificate is for another host"),
        ("Expired", "its certificate has run out"),
        ("NotValidYet", "its certificate is not valid yet"),
        ("CaUsedAsEndEntity", "its certificate is an authority's own (`CA:TRUE`), which a server may not show"),
    ];
    let found = known.into_iter().find(|(word, _)| words.contains(word));
    found.map_or_else(|| one_line(words), |(_, meaning)| meaning.to_owned())
}

/// What an error after MAIL means for the message. `whole`: its end may have gone out.
pub fn of_message(error: &Error, whole: bool) -> Trouble {
    let text = text(error);
    match (error.status(), whole) {
        // RFC 4954, 6: the login does not hold any more.
        (Some(_), _) if text.starts_with("530") => {
            Trouble::Refused(Diagnostic::error("mail-server", format!("the server wants a login: {text}")))
        }
        (Some(_), _) if error.is_permanent() => Trouble::Failed(text),
        (Some(_), _) => Trouble::Deferred(text),
        (None, false) => Trouble::Lost(text),
        (None, true) => Trouble::Unknown(text),
    }
}

/// Whether the encryption itself failed, such as by a certificate that is not trusted; repeating is of no use.
pub fn is_of_tls(error: &Error) -> bool {
    error.is_tls() || is_io(error, io::ErrorKind::InvalidData)
}

fn is_io(error: &Error, kind: io::ErrorKind) -> bool {
    let own = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    own.is_some_and(|own| own.kind() == kind)
}

fn one_line(text: &str) -> String {
    let printable = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let joined: String = printable.take(LONGEST).collect();
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}
