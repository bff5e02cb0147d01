//! One connection of the test's mail server.

use super::{Fault, PASSWORD, Shared, USER};
use mailin::response::{AUTH_OK, INVALID_CREDENTIALS, OK};
use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder};
use rustls::{ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Either kind of connection, read line by line.
struct Wire {
    stream: Stream,
    buffer: Vec<u8>,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    /// `None` at the end of the connection.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                return Ok(Some(self.buffer.drain(..=end).collect()));
            }
            let mut piece = [0; 4096];
            let count = match &mut self.stream {
                Stream::Plain(stream) => stream.read(&mut piece)?,
                Stream::Tls(stream) => stream.read(&mut piece)?,
            };
            if count == 0 {
                return Ok(None);
            }
            self.buffer.extend_from_slice(&piece[..count]);
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes),
            Stream::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        }
    }

    fn encrypted(self, shared: &Shared) -> io::Result<Wire> {
        let Stream::Plain(stream) = self.stream else { return Ok(self) };
        let connection = ServerConnection::new(Arc::clone(&shared.tls)).map_err(io::Error::other)?;
        Ok(Wire { stream: Stream::Tls(Box::new(StreamOwned::new(connection, stream))), buffer: Vec::new() })
    }
}

/// What happens to the message in hand.
struct Course {
    fault: Fault,
    to: String,
    message: Vec<u8>,
    /// The connection is cut before the next answer, or after it.
    cut: bool,
    cut_after: bool,
    ended: usize,
}

struct Post<'a> {
    shared: &'a Shared,
    course: &'a Mutex<Course>,
}

impl Post<'_> {
    fn with<T>(&self, work: impl FnOnce(&mut Course) -> T) -> T {
        work(&mut self.course.lock().expect("no panic"))
    }

    fn cut(&self) -> Response {
        self.with(|course| course.cut = true);
        OK
    }
}

fn says(code: u16, text: &str) -> Response {
    Response::custom(code, text.to_owned())
}

impl Handler for Post<'_> {
    fn rcpt(&mut self, to: &str) -> Response {
        let nth = {
            let mut offered = self.shared.offered.lock().expect("no panic");
            let nth = offered.entry(to.to_owned()).or_default();
            *nth += 1;
            *nth
        };
        let fault = (self.shared.script)(to, nth);
        self.with(|course| {
            (course.fault, course.to) = (fault, to.to_owned());
            course.message.clear();
        });
        match fault {
            Fault::RejectedAtRecipient => says(550, "5.1.1 no such mailbox"),
            Fault::DeferredAtRecipient => says(451, "4.3.0 try again later"),
            Fault::ClosedAtRecipient => says(421, "4.3.2 closing for a moment"),
            Fault::LostAtRecipient => self.cut(),
            Fault::Slow(milliseconds) => {
                thread::sleep(Duration::from_millis(milliseconds));
                OK
            }
            _ => OK,
        }
    }

    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Response {
        if self.with(|course| course.fault) == Fault::LostAtData { self.cut() } else { OK }
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.with(|course| {
            course.message.extend_from_slice(line);
            course.cut |= course.fault == Fault::LostWithin;
        });
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let (fault, to, message) = self.with(|course| {
            course.ended += 1;
            (course.fault, course.to.clone(), std::mem::take(&mut course.message))
        });
        match fault {
            Fault::RejectedAtEnd => return says(554, "5.6.0 not wanted"),
            Fault::DeferredAtEnd => return says(452, "4.3.1 no room now"),
            Fault::LostAtEnd => return self.cut(),
            _ => {}
        }
        let mut taken = self.shared.taken.lock().expect("no panic");
        taken.push((to, message));
        let answer = says(250, &format!("2.0.0 queued as {}", taken.len()));
        drop(taken);
        match fault {
            Fault::TakenUnheard => self.with(|course| course.cut = true),
            Fault::LostAfter => self.with(|course| course.cut_after = true),
            Fault::Slow(milliseconds) => thread::sleep(Duration::from_millis(milliseconds)),
            _ => {}
        }
        answer
    }

    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        if (user, password) == (USER, PASSWORD) { AUTH_OK } else { INVALID_CREDENTIALS }
    }

    fn auth_login(&mut self, user: &str, password: &str) -> Response {
        self.auth_plain("", user, password)
    }
}

/// Serves a connection to its end.
pub fn serve(stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut wire = Wire { stream: Stream::Plain(stream), buffer: Vec::new() };
    if shared.manner.silent {
        while wire.line()?.is_some() {}
        return Ok(());
    }
    let mut builder = SessionBuilder::new("mail.meridian.example");
    if shared.manner.implicit_tls {
        wire = wire.encrypted(shared)?;
    } else if shared.manner.start_tls {
        builder.enable_start_tls();
    }
    if !shared.manner.login_alone {
        builder.enable_auth(AuthMechanism::Plain);
    }
    builder.enable_auth(AuthMechanism::Login);
    if shared.manner.implicit_tls || !shared.manner.start_tls {
        builder.insecure_enable_plaintext_auth();
    }
    let course =
        Course { fault: Fault::None, to: String::new(), message: Vec::new(), cut: false, cut_after: false, ended: 0 };
    let course = Mutex::new(course);
    let from = Ipv4Addr::LOCALHOST.into();
    let mut session = builder.build(from, Post { shared, course: &course });
    wire.write(&session.greeting().buffer()?)?;
    let (mut in_message, mut logged_in) = (false, false);
    while let Some(line) = wire.line()? {
        let text = String::from_utf8_lossy(&line).into_owned();
        let command = if in_message { String::new() } else { text.trim_end().to_owned() };
        if !in_message {
            shared.heard.lock().expect("no panic").push(command.clone());
        }
        let word = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let response = match refusal(shared, &command) {
            Some(response) => response,
            None if word == "RSET" && logged_in => {
                // mailin forgets the login at RSET: one that needs none goes on.
                session = SessionBuilder::new("mail.meridian.example").build(from, Post { shared, course: &course });
                session.process(b"EHLO again\r\n");
                OK
            }
            None => session.process(without_size(&line, &word).as_bytes_or(&line)),
        };
        logged_in |= response.code == 235;
        in_message = if in_message { line != b".\r\n" } else { response.code == 354 };
        let (cut, cut_after, ended) = {
            let course = course.lock().expect("no panic");
            (course.cut, course.cut_after, course.ended)
        };
        if cut {
            return Ok(());
        }
        if response.action == Action::NoReply {
            continue;
        }
        wire.write(&with_size(response.buffer()?, &word, shared.manner.size))?;
        match response.action {
            Action::UpgradeTls => {
                wire = wire.encrypted(shared)?;
                session.tls_active();
            }
            Action::Close => return Ok(()),
            _ if cut_after || (word != "QUIT" && ended >= shared.manner.messages && !in_message) => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

/// The script's answer to MAIL, which it gives for the recipient "" .
fn refusal(shared: &Shared, command: &str) -> Option<Response> {
    if !command.to_ascii_uppercase().starts_with("MAIL FROM") {
        return None;
    }
    match (shared.script)("", 0) {
        Fault::RejectedAtSender => Some(says(550, "5.7.1 you may not send from here")),
        Fault::DeferredAtSender => Some(says(450, "4.7.0 too fast")),
        _ => None,
    }
}

/// mailin does not know the parameter.
fn without_size(line: &[u8], word: &str) -> Option<String> {
    let text = std::str::from_utf8(line).ok().filter(|_| word == "MAIL")?;
    let kept: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with("SIZE=")).collect();
    Some(kept.join(" ") + "\r\n")
}

trait OrBytes {
    fn as_bytes_or<'a>(&'a self, other: &'a [u8]) -> &'a [u8];
}

impl OrBytes for Option<String> {
    fn as_bytes_or<'a>(&'a self, other: &'a [u8]) -> &'a [u8] {
        self.as_ref().map_or(other, String::as_bytes)
    }
}

/// The answer to EHLO says the size.
fn with_size(answer: Vec<u8>, word: &str, size: Option<usize>) -> Vec<u8> {
    match size.filter(|_| word == "EHLO" && answer.starts_with(b"250")) {
        Some(size) => {
            let text =
                String::from_utf8_lossy(&answer).replacen("8BITMIME", &format!("SIZE {size}\r\n250-8BITMIME"), 1);
            text.replacen("250 SIZE", "250-SIZE", 1).into_bytes()
        }
        None => answer,
    }
}
