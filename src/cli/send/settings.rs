//! The event's `mail` as session and run want it: paths counted from the event file, the password fetched.

use super::surroundings::Process;
use crate::diagnostic::Diagnostic;
use crate::event::{MailSpec, PasswordSpec, SecuritySpec, ServerSpec};
use crate::mail::address::Address;
use crate::mail::pace::Backoff;
use crate::mail::run::Rules;
use crate::mail::secret::{self, Secret, Source};
use crate::mail::session::{Security, Server, Timeouts};
use std::path::Path;

/// Where the server is and what it is told.
pub fn server(mail: &MailSpec, from: &Address, folder: &Path) -> Result<Server, Diagnostic> {
    let Some(server) = &mail.server else {
        let diagnostic = Diagnostic::error("mail", "the event does not say which server takes the messages");
        let help = "write `server: {host: smtp.meridian.example, user: …, password: {env: NAME}}` under `mail`";
        return Err(diagnostic.at(mail.subject.span).label("`mail` has no `server`").help(help));
    };
    let security = match server.security.as_ref().map(|security| security.value) {
        None | Some(SecuritySpec::Starttls) => Security::StartTls,
        Some(SecuritySpec::Tls) => Security::Tls,
        Some(SecuritySpec::None) => Security::None,
    };
    let usual_port = if security == Security::Tls { 465 } else { 587 };
    let limits = mail.limits.as_ref();
    Ok(Server {
        host: server.host.trim().trim_start_matches('[').trim_end_matches(']').to_owned(),
        port: server.port.as_ref().map_or(usual_port, |port| port.value),
        security,
        login: login(server, folder)?,
        certificates: certificates(server, folder)?,
        hello: server.hello.as_ref().map(|hello| hello.value.clone()),
        from: from.to_string(),
        per_connection: limits.and_then(|limits| limits.per_connection.as_ref()).map_or(50, |number| number.value),
        timeouts: Timeouts::default(),
    })
}

/// How the run behaves; `pause` in seconds.
pub fn rules(mail: &MailSpec, pause: Option<f64>) -> Rules {
    let usual = Rules::default();
    let limits = mail.limits.clone().unwrap_or_default();
    let first = pause.map_or(usual.again.first, |pause| (pause * 1000.0) as i64);
    Rules {
        per_minute: limits.per_minute.map_or(usual.per_minute, |own| own.value),
        per_day: limits.per_day.map_or(usual.per_day, |own| own.value),
        failures: limits.failures.map_or(usual.failures, |own| own.value),
        attempts: limits.attempts.map_or(usual.attempts, |own| own.value),
        again: Backoff { first, ..usual.again },
        reconnect: Backoff { first: (first / 12).max(1), ..usual.reconnect },
        ..usual
    }
}

fn login(server: &ServerSpec, folder: &Path) -> Result<Option<(String, Secret)>, Diagnostic> {
    let (Some(user), Some(password)) = (&server.user, &server.password) else { return Ok(None) };
    let Some(source) = source(password, folder) else { return Ok(None) };
    let secret = secret::fetch(&source, &Process);
    let secret = secret.map_err(|mistake| mistake.at(password.span).label("it is to come from here"))?;
    Ok(Some((user.value.clone(), secret)))
}

fn source(password: &PasswordSpec, folder: &Path) -> Option<Source> {
    let environment = password.env.as_ref().map(|name| Source::Environment(name.value.clone()));
    let command = password.command.as_ref().map(|command| Source::Command(command.value.clone()));
    let file = password.file.as_ref().map(|path| Source::File(folder.join(&path.value)));
    environment.or(command).or(file)
}

fn certificates(server: &ServerSpec, folder: &Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    let Some(path) = &server.certificates else { return Ok(None) };
    let read = std::fs::read(folder.join(&path.value)).map(Some);
    read.map_err(|error| {
        let message = format!("cannot read the certificates {}: {error}", path.value);
        Diagnostic::error("mail-server", message).at(path.span).label("named here")
    })
}
