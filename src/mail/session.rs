//! The conversation with the mail server: SMTP by RFC 5321 through lettre's connection, command by command, so that it
//! is always known how far a message has come.
//!
//! A negative answer is definite: the message was not taken over. A connection that is lost before the final dot was
//! handed to it is safe to repeat; after that the outcome is unknown. The connection is encrypted from its first byte
//! (RFC 8314) or by STARTTLS (RFC 3207), which is required where it is asked for; certificates are verified.

#![expect(clippy::disallowed_types, reason = "here, and here alone, mail leaves the machine")]

mod trouble;

pub use trouble::Trouble;

use super::secret::Secret;
use crate::diagnostic::Diagnostic;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, SmtpConnection, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::{Auth, Data, Ehlo, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, MailParameter};
use lettre::transport::smtp::response::Response;
use std::cell::Cell;
use std::net::IpAddr;
use std::time::Duration;

/// How the connection is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// Encrypted from the first byte.
    Tls,
    /// Encrypted by STARTTLS; nothing is said before but what leads to it.
    StartTls,
    /// Not at all: only to the machine itself.
    None,
}

/// How long the server may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timeouts {
    /// To be reached and to greet; twice as long at each further try, up to `command`.
    pub connect: Duration,
    /// To answer a command.
    pub command: Duration,
    /// To take a piece of the message, and to answer at its end.
    pub message: Duration,
}

impl Default for Timeouts {
    /// RFC 5321, 4.5.3.2: five minutes for commands, ten for the final answer.
    fn default() -> Timeouts {
        let seconds = Duration::from_secs;
        Timeouts { connect: seconds(30), command: seconds(300), message: seconds(600) }
    }
}

/// The server and what it is told.
#[derive(Clone, PartialEq, Debug)]
pub struct Server {
    /// A name or an address; its certificate must be for it.
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password, where the server wants them.
    pub login: Option<(String, Secret)>,
    /// PEM: the authorities that are trusted in place of the system's.
    pub certificates: Option<Vec<u8>>,
    /// What EHLO says; a fully qualified name.
    pub hello: Option<String>,
    /// The address of MAIL FROM, to which bounces go.
    pub from: String,
    /// Messages before a new connection is made.
    pub per_connection: u32,
    pub timeouts: Timeouts,
}

/// What takes messages to the server. A message goes through `ready`, `offer` and `deliver`; each may fail.
pub trait Carrier {
    /// Sees to it that there is a connection.
    fn ready(&mut self) -> Result<(), Trouble>;

    /// Offers a message of so many bytes: MAIL and RCPT. Afterwards the recipient is accepted.
    fn offer(&mut self, to: &str, size: usize) -> Result<(), Trouble>;

    /// Gives the message that was offered, CRLF line ends. Gives the server's answer: it has taken the message over.
    fn deliver(&mut self, message: &[u8]) -> Result<String, Trouble>;

    /// Ends the connection, if there is one.
    fn close(&mut self);
}

/// A carrier to an SMTP server.
pub struct Session {
    server: Server,
    from: Address,
    hello: ClientId,
    tls: Option<TlsParameters>,
    connection: Option<Connected>,
    /// Connections that failed since the last that did not.
    failures: u32,
}

struct Connected {
    smtp: SmtpConnection,
    /// Messages that were offered.
    offered: u32,
    /// The most bytes that the server takes, where it says.
    size: Option<usize>,
    has_size: bool,
}

/// The part of a message that is handed to the connection at a time, in bytes.
const PIECE: usize = 16 * 1024;

impl Session {
    /// Fails where the settings are not sound.
    pub fn new(server: Server) -> Result<Session, Diagnostic> {
        if server.security == Security::None && !is_loopback(&server.host) {
            let message = format!("`security: none` to {}, which is not this machine", server.host);
            return Err(mistake(message).help("take `starttls` or `tls`: letters and password would be open to all"));
        }
        let from =
            address(&server.from).ok_or_else(|| mistake(format!("`{}` cannot be the sender of mail", server.from)))?;
        let tls = if server.security == Security::None { None } else { Some(tls(&server)?) };
        let hello = match &server.hello {
            Some(name) => ClientId::Domain(name.clone()),
            // RFC 5321, 4.1.3: a literal, where the machine has no name that others know.
            None => ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST),
        };
        Ok(Session { server, from, hello, tls, connection: None, failures: 0 })
    }

    fn connect(&mut self) -> Result<Connected, Trouble> {
        let Timeouts { connect, command, .. } = self.server.timeouts;
        let patience = connect.saturating_mul(1 << self.failures.min(8)).min(command.max(connect));
        let implicit = self.tls.as_ref().filter(|_| self.server.security == Security::Tls);
        let target = (self.server.host.as_str(), self.server.port);
        let mut smtp = SmtpConnection::connect(target, Some(patience), &self.hello, implicit, None)
            .map_err(|error| self.refusal(&error, "does not take the connection"))?;
        // It cannot be set on a connection that is gone, which the next command finds out.
        let _ = smtp.set_timeout(Some(command));
        if let Some(tls) = self.tls.as_ref().filter(|_| self.server.security == Security::StartTls) {
            if !smtp.can_starttls() {
                smtp.abort();
                let message = format!("{} does not offer STARTTLS: nothing is sent in the open", self.shown());
                return Err(Trouble::Refused(
                    mistake(message).help("`security: tls` with port 465, if the server has that; else ask its keeper"),
                ));
            }
            smtp.starttls(tls, &self.hello).map_err(|error| self.refusal(&error, "cannot be spoken to by STARTTLS"))?;
        }
        // lettre does not keep what is said of SIZE.
        let said = smtp.command(Ehlo::new(self.hello.clone())).map_err(|error| self.refusal(&error, "refuses EHLO"))?;
        let (has_size, size) = size_of(&said);
        if let Some((user, password)) = &self.server.login {
            self.log_in(&mut smtp, user, password)?;
        }
        Ok(Connected { smtp, offered: 0, size, has_size })
    }

    fn log_in(&self, smtp: &mut SmtpConnection, user: &str, password: &Secret) -> Result<(), Trouble> {
        let credentials = Credentials::new(user.to_owned(), password.reveal().to_owned());
        let result = smtp.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
        let Err(error) = result else { return Ok(()) };
        smtp.abort();
        if error.is_client() {
            let message = format!("{} offers no login that Plenary knows (PLAIN, LOGIN)", self.shown());
            return Err(Trouble::Refused(mistake(message)));
        }
        Err(self.refusal(&error, "refuses the login"))
    }

    /// Trouble before there is a message: none of it is an attendee's.
    fn refusal(&self, error: &lettre::transport::smtp::Error, what: &str) -> Trouble {
        let said = self.hidden(&trouble::text(error));
        let message = format!("{} {what}: {said}", self.shown());
        if error.is_permanent() {
            return Trouble::Refused(
                mistake(message).help("host, port, security, user and password are under `mail.server`"),
            );
        }
        if trouble::is_of_tls(error) {
            return Trouble::Refused(mistake(message).help(
                "its certificate must be for `host` and from an authority that is trusted: `certificates` names another; \
                 and `security` must be what the port speaks: mostly `tls` with 465, `starttls` with 587",
            ));
        }
        Trouble::HeldUp(message)
    }

    fn shown(&self) -> String {
        format!("{}:{}", self.server.host, self.server.port)
    }

    /// A server's words without the password, as it is or as it was sent.
    fn hidden(&self, text: &str) -> String {
        let Some((user, password)) = &self.server.login else { return text.to_owned() };
        let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
        let plain = Auth::new(Mechanism::Plain, credentials.clone(), None).map(|auth| auth.to_string());
        let login = Auth::new(Mechanism::Login, credentials, Some("Password:".to_owned())).map(|auth| auth.to_string());
        let sent = [plain, login].into_iter().flatten();
        let forms = sent.filter_map(|line| line.split_whitespace().last().map(|form| Secret::new(form.to_owned())));
        password.hidden_in(text, &forms.collect::<Vec<_>>())
    }

    fn begin(&mut self, to: &Address, size: usize) -> Result<(), Trouble> {
        let Some(connection) = &mut self.connection else {
            return Err(Trouble::HeldUp("there is no connection".into()));
        };
        let mut parameters = Vec::new();
        if connection.has_size {
            parameters.push(MailParameter::Size(size));
        }
        let again = connection.offered > 0;
        connection.offered += 1;
        if again {
            let reset = connection.smtp.command(Rset);
            reset.map_err(|error| Trouble::HeldUp(trouble::text(&error)))?;
        }
        let from = Mail::new(Some(self.from.clone()), parameters);
        if let Err(error) = connection.smtp.command(from) {
            let said = self.hidden(&trouble::text(&error));
            let message = format!("{} does not take mail from {}: {said}", self.shown(), self.from);
            let refused = error.is_permanent();
            return Err(if refused { Trouble::Refused(mistake(message)) } else { Trouble::HeldUp(message) });
        }
        let answer = connection.smtp.command(Rcpt::new(to.clone(), Vec::new()));
        answer.map(drop).map_err(|error| trouble::of_message(&error, false))
    }

    /// Whether the server has ended a connection that it had served before, as it may between messages.
    fn is_stale(&self, trouble: &Trouble) -> bool {
        matches!(trouble, Trouble::HeldUp(_)) && self.connection.as_ref().is_some_and(|own| own.offered > 1)
    }

    fn drop_connection(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // It may be dead; QUIT to it would wait for an answer.
            let _ = connection.smtp.set_timeout(Some(Duration::from_millis(1)));
            connection.smtp.abort();
        }
    }

    fn check_size(&mut self, size: usize) -> Result<(), Trouble> {
        let most = self.connection.as_ref().and_then(|connection| connection.size);
        let Some(most) = most.filter(|most| size > *most) else { return Ok(()) };
        let message = format!("the message has {size} bytes, and {} takes {most} at most", self.shown());
        Err(Trouble::Refused(
            mistake(message).help("attach a smaller file: `screen: {max_size: …}`; a PDF grows by a third in the mail"),
        ))
    }
}

impl Carrier for Session {
    fn ready(&mut self) -> Result<(), Trouble> {
        if self.connection.as_ref().is_some_and(|own| own.offered >= self.server.per_connection.max(1)) {
            self.close();
        }
        if self.connection.is_none() {
            let connected = self.connect().inspect_err(|_| self.failures = self.failures.saturating_add(1))?;
            (self.connection, self.failures) = (Some(connected), 0);
        }
        Ok(())
    }

    fn offer(&mut self, to: &str, size: usize) -> Result<(), Trouble> {
        let Some(to) = address(to) else { return Err(Trouble::Failed(format!("`{to}` is no address for mail"))) };
        self.check_size(size)?;
        let mut result = self.begin(&to, size);
        if result.as_ref().is_err_and(|trouble| self.is_stale(trouble)) {
            self.drop_connection();
            self.ready()?;
            result = self.begin(&to, size);
        }
        result.inspect_err(|trouble| {
            if trouble.ends_connection() {
                self.drop_connection();
            }
        })
    }

    fn deliver(&mut self, message: &[u8]) -> Result<String, Trouble> {
        let Timeouts { command, message: patience, .. } = self.server.timeouts;
        let Some(connection) = &mut self.connection else { return Err(Trouble::Lost("there is no connection".into())) };
        let result = data(&mut connection.smtp, message, patience);
        // As above: the next command finds out.
        let _ = connection.smtp.set_timeout(Some(command));
        if result.as_ref().is_err_and(Trouble::ends_connection) {
            self.drop_connection();
        }
        result
    }

    fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // A courtesy: all that matters has been answered.
            let _ = connection.smtp.set_timeout(Some(Duration::from_secs(5)));
            let _ = connection.smtp.command(Quit);
        }
    }
}

/// DATA, the message and its end.
fn data(smtp: &mut SmtpConnection, message: &[u8], patience: Duration) -> Result<String, Trouble> {
    let go = smtp.command(Data).map_err(|error| trouble::of_message(&error, false))?;
    if !go.has_code(354) {
        return Err(Trouble::Lost(format!("DATA was answered by {}", trouble::answer(&go))));
    }
    let _ = smtp.set_timeout(Some(patience));
    // The connection puts an end of line before the dot.
    let message = message.strip_suffix(b"\r\n").unwrap_or(message);
    let whole = Cell::new(false);
    let mut pieces = message.chunks(PIECE);
    // The connection asks for the next piece when it has written the last: once there is none, the dot follows.
    let pieces = std::iter::from_fn(|| {
        let piece = pieces.next();
        whole.set(piece.is_none());
        piece
    });
    match smtp.message_iter(pieces) {
        Ok(response) if response.code().to_string().starts_with('2') => Ok(trouble::answer(&response)),
        Ok(response) => Err(Trouble::Unknown(format!("the end was answered by {}", trouble::answer(&response)))),
        Err(error) => Err(trouble::of_message(&error, whole.get())),
    }
}

/// Whether the server knows SIZE, and the most that it takes (RFC 1870; 0 is no limit).
fn size_of(said: &Response) -> (bool, Option<usize>) {
    let mut lines = said.message().map(str::split_whitespace);
    let found =
        lines.find_map(|mut words| words.next().filter(|word| word.eq_ignore_ascii_case("SIZE")).map(|_| words.next()));
    let most = found.flatten().and_then(|most| most.parse().ok()).filter(|most| *most > 0);
    (found.is_some(), most)
}

fn tls(server: &Server) -> Result<TlsParameters, Diagnostic> {
    let mut builder = TlsParametersBuilder::new(server.host.clone());
    if let Some(pem) = &server.certificates {
        let unreadable = || mistake("the file of `certificates` holds no certificates in PEM form".to_owned());
        if !String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----") {
            return Err(unreadable());
        }
        let authorities = Certificate::from_pem(pem).map_err(|_| unreadable())?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(authorities);
    }
    builder.build().map_err(|error| mistake(format!("the connection cannot be encrypted: {error}")))
}

/// An address as commands take it: ASCII, without a name.
pub fn address(address: &str) -> Option<Address> {
    address.parse().ok().filter(|_| address.is_ascii())
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|own| own.is_loopback())
}

fn mistake(message: String) -> Diagnostic {
    Diagnostic::error("mail-server", message)
}
