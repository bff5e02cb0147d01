//! The `mail:` key as written: what is mailed to those who attended, from whom, and through which server.
//!
//! In: the key's mapping. Out: [`MailSpec`]. Places in subject and body that are filled are looked at where the list of
//! attendees is known; addresses are checked here for plausibility alone, as elsewhere in the event.

use super::validate::is_address;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, SourceMap, Span};
use crate::screen::FileSize;
use crate::yaml::node::Kind;
use crate::yaml::{self, SourceText, Spanned};
use schemars::JsonSchema;
use serde::Deserialize;

/// What is mailed to those who attended.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailSpec {
    /// A word for this mailing: nobody gets two messages of one campaign. Without it, report.
    pub campaign: Option<Spanned<String>>,
    /// The sender: an address, or "Name <address>". Without it, the organiser's name and email.
    pub from: Option<Spanned<String>>,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<Spanned<String>>,
    /// The subject, with `{{ title }}`, `{{ attendee.name }}` and other names filled in.
    pub subject: SourceText,
    /// The letter (Markdown) with the same names filled in.
    pub body: SourceText,
    /// What is attached: common (the screen edition), personal (each attendee's own copy) or none. Without it, common.
    pub attach: Option<Spanned<AttachSpec>>,
    /// A built-in layout's name, or the path of a layout file. Without it, the event's own.
    pub layout: Option<Spanned<String>>,
    /// What the attached file is called. Without it, as the title.
    pub file_name: Option<Spanned<String>>,
    /// Whether the letter shows the first page as a picture. Without it, no.
    pub first_page: Option<Spanned<bool>>,
    /// How readers ask for no further mail. Without it, by a message to the sender.
    pub unsubscribe: Option<UnsubscribeSpec>,
    /// The server that takes the messages.
    pub server: Option<ServerSpec>,
    /// How fast and how much is sent.
    pub limits: Option<LimitsSpec>,
    /// Who gets no mail: text files of addresses, bounce messages, or folders of them; paths relative to the event file.
    #[serde(default)]
    pub suppressed: Vec<Spanned<String>>,
}

impl MailSpec {
    /// The campaign's word.
    pub fn campaign(&self) -> &str {
        self.campaign.as_ref().map_or("report", |campaign| campaign.as_str())
    }

    pub fn attach(&self) -> AttachSpec {
        self.attach.as_ref().map_or(AttachSpec::Common, |attach| attach.value)
    }

    pub fn has_first_page(&self) -> bool {
        self.first_page.is_some_and(|first_page| first_page.value)
    }

    /// The most that a whole message may weigh.
    pub fn max_size(&self) -> FileSize {
        let size = self.limits.as_ref().and_then(|limits| limits.size.as_ref());
        size.map_or(FileSize(10_000_000), |size| size.value)
    }
}

/// What is attached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttachSpec {
    Common,
    Personal,
    None,
}

/// How readers ask for no further mail.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsubscribeSpec {
    /// The address that they write to. Without it, the sender's.
    pub mailto: Option<Spanned<String>>,
    /// An https address that takes them off the list at one click, with `{{ attendee.FIELD }}` to tell who it is.
    pub https: Option<SourceText>,
}

/// The server that takes the messages.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerSpec {
    /// Its name, such as smtp.meridian.example.
    pub host: Spanned<String>,
    /// Its port. Without it, 587 with starttls, 465 with tls.
    pub port: Option<Spanned<u16>>,
    /// How the connection is made safe: starttls, tls from the beginning, or none (this computer alone). Without it, starttls.
    pub security: Option<Spanned<SecuritySpec>>,
    /// The account's name. Without it, nobody signs in.
    pub user: Option<Spanned<String>>,
    /// Where the account's password is; never the password itself.
    pub password: Option<Spanned<PasswordSpec>>,
    /// A PEM file of certificates to trust in place of the system's, relative to the event file.
    pub certificates: Option<Spanned<String>>,
    /// The name by which this computer greets the server. Without it, its own.
    pub hello: Option<Spanned<String>>,
}

/// How the connection to a server is made safe.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SecuritySpec {
    Starttls,
    Tls,
    None,
}

/// Where a password is; one of the three.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSpec {
    /// A variable of the environment.
    pub env: Option<Spanned<String>>,
    /// A command that prints it.
    pub command: Option<Spanned<String>>,
    /// A file that nobody else can read, relative to the event file.
    pub file: Option<Spanned<String>>,
}

/// How fast and how much is sent.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsSpec {
    /// Messages a minute (1 to 6000). Without it, 20.
    #[schemars(range(min = 1, max = 6000))]
    pub per_minute: Option<Spanned<u32>>,
    /// Messages in 24 hours (1 to 1000000). Without it, 500.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub per_day: Option<Spanned<u32>>,
    /// Messages over one connection (1 to 10000). Without it, 50.
    #[schemars(range(min = 1, max = 10_000))]
    pub per_connection: Option<Spanned<u32>>,
    /// After so many failures in succession the run stops (1 to 1000). Without it, 5.
    #[schemars(range(min = 1, max = 1000))]
    pub failures: Option<Spanned<u32>>,
    /// How often a message is tried that the server defers (1 to 100). Without it, 5.
    #[schemars(range(min = 1, max = 100))]
    pub attempts: Option<Spanned<u32>>,
    /// The most that a whole message may weigh, such as 10 MB. Without it, 10 MB.
    pub size: Option<Spanned<FileSize>>,
}

/// Finds a password that stands in an event file, where none may, and hides it from every message about the file.
pub fn hide_password(sources: &mut SourceMap, file: FileId, diagnostics: &mut Diagnostics) {
    // Mistakes of syntax are told when the file is read.
    let root = yaml::parse(sources, file, &mut Diagnostics::default());
    let password = root.as_ref().and_then(|root| root.get("mail")?.get("server")?.get("password"));
    let Some(password) = password.filter(|password| matches!(password.kind, Kind::Scalar(_))) else { return };
    sources.hide(password.span);
    let diagnostic = Diagnostic::error("mail", "a password stands in the event file").at(password.span);
    diagnostics.push(diagnostic.label("shown as x").help(
        "take it out, and out of earlier versions of the file; write where it is: `{env: NAME}`, `{command: \"…\"}` or \
         `{file: path}`",
    ));
}

/// Checks what the schema cannot. `organiser_writes`: whether the organiser has an address to send from.
pub(super) fn check(mail: &MailSpec, organiser_writes: bool, diagnostics: &mut Diagnostics) {
    let mut error = |message: String, span: Span, label: &str, help: &str| {
        diagnostics.push(Diagnostic::error("mail", message).at(span).label(label).help(help));
    };
    for (key, text) in [("subject", &mail.subject), ("body", &mail.body)] {
        if text.trim().is_empty() {
            error(format!("`{key}` is empty"), text.span, "no words", "write what readers get");
        }
    }
    if let Some(campaign) = mail.campaign.as_ref().filter(|campaign| !is_word(campaign)) {
        let help = "write a word such as `report` or `report-2`: letters a to z, figures, `-`";
        error(format!("`{}` is no word for a campaign", campaign.value), campaign.span, "named here", help);
    }
    let addresses = [("from", &mail.from), ("reply_to", &mail.reply_to)];
    for (key, mailbox) in addresses.into_iter().filter_map(|(key, mailbox)| Some((key, mailbox.as_ref()?))) {
        if !is_address(address_part(mailbox)) {
            let help = format!("write `{key}: Meridian Institute <office@meridian.example>`");
            error(
                format!("`{}` is no e-mail address", mailbox.value),
                mailbox.span,
                "not of the form name@host",
                &help,
            );
        }
    }
    if mail.from.is_none() && !organiser_writes {
        let help = "write `from: Meridian Institute <office@meridian.example>`, or the organiser's `email`";
        error(
            "nobody sends this mail".into(),
            mail.subject.span,
            "`mail` has no `from`, the organiser no `email`",
            help,
        );
    }
    if let Some(name) = mail.file_name.as_ref().filter(|name| name.contains(['/', '\\']) || name.trim().is_empty()) {
        let help = "write a name such as `Selin report.pdf`";
        error(format!("`{}` is no file name", name.value), name.span, "readers save the file by this name", help);
    }
    if let Some(first_page) = mail.first_page.filter(|first_page| first_page.value)
        && mail.attach() == AttachSpec::None
    {
        let help = "write `attach: common`, or take `first_page` out";
        error("there is no file whose first page could be shown".into(), first_page.span, "`attach` is none", help);
    }
    unsubscribe(mail, &mut error);
    if let Some(server) = &mail.server {
        check_server(server, &mut error);
    }
}

fn unsubscribe(mail: &MailSpec, error: &mut impl FnMut(String, Span, &str, &str)) {
    let Some(unsubscribe) = &mail.unsubscribe else { return };
    if let Some(mailto) = &unsubscribe.mailto {
        let address = mailto.strip_prefix("mailto:").unwrap_or(mailto).split('?').next().unwrap_or_default();
        if !is_address(address) || mailto.contains(char::is_whitespace) {
            let help = "write `mailto: office@meridian.example?subject=unsubscribe`";
            error(format!("`{}` is no e-mail address", mailto.value), mailto.span, "not of the form name@host", help);
        }
    }
    if let Some(https) = unsubscribe.https.as_ref().filter(|https| !https.starts_with("https://")) {
        let help = "write `https: https://meridian.example/leave?id={{ attendee.id }}`";
        error("only an https address can take readers off a list".into(), https.span, "no `https://`", help);
    }
}

fn check_server(server: &ServerSpec, error: &mut impl FnMut(String, Span, &str, &str)) {
    let host = server.host.trim();
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || "/@,;".contains(c)) {
        let help = "write its name alone, such as `smtp.meridian.example`";
        error(format!("`{}` is no server's name", server.host.value), server.host.span, "named here", help);
    }
    if let Some(security) = server.security.filter(|security| security.value == SecuritySpec::None)
        && !is_loopback(host)
    {
        let message = "without `starttls` or `tls` only a server on this computer is written to".to_owned();
        let label = "anybody on the way could read messages and password";
        error(message, security.span, label, "write `security: starttls`, or `tls`");
    }
    match (&server.user, &server.password) {
        (Some(user), None) => {
            let help = "write below it `password: {env: PLENARY_MAIL_PASSWORD}`";
            error("a `user` without `password`".into(), user.span, "who signs in needs one", help);
        }
        (None, Some(password)) => {
            error("a `password` without `user`".into(), password.span, "nobody signs in", "write `user` too");
        }
        _ => {}
    }
    if let Some(password) = &server.password
        && [&password.env, &password.command, &password.file].into_iter().flatten().count() != 1
    {
        let help = "write one of `{env: NAME}`, `{command: \"…\"}` and `{file: path}`";
        error("`password` says one place where it is".into(), password.span, "none, or several", help);
    }
}

/// Whether a server is this computer itself: the only one that is written to in the clear.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn is_word(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// What stands between the angle brackets, or all.
fn address_part(mailbox: &str) -> &str {
    let mailbox = mailbox.trim();
    let inside = mailbox.strip_suffix('>').and_then(|open| open.rsplit_once('<'));
    inside.map_or(mailbox, |(_, address)| address.trim())
}
