//! What is to be sent, made ready and checked as a whole before the first message leaves.
//!
//! In: an event whose file has the key `mail`, and the list of those who attended. Out: [`Prepared`], the plan and the
//! messages of it; or every mistake at once: addresses that are none, two of one person, texts that cannot be filled, messages
//! too heavy. Suppressed addresses are left out, each with a note.

use super::address::{Address, Mailbox};
use super::fill::Texts;
use super::mailing::{Attached, Mailing};
use super::names;
use super::plan::{Entry, Plan};
use super::suppression::{self, Suppressed};
use crate::attendees::{self, Attendees};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Span};
use crate::event::{AttachSpec, Event, MailSpec};
use crate::press::pictures::Prepared as Pictures;
use crate::resolve::dates;
use crate::screen::FileSize;
use crate::yaml::Spanned;
use crate::{Edition, Failure, Painted, Request, Session, read_event, typeset_event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many suppressed attendees are named; the others are counted.
const NAMED: usize = 20;
/// So many mistakes in filling are told, since they are mostly one.
const TOLD: usize = 10;

/// What is said of those that are not.
const FURTHER: &str = "further mistakes in addresses";

/// Where personal copies come from.
pub trait Attachments: Sync {
    /// The PDF file of an attendee, by index in the list; the same each time that it is asked for.
    fn attachment(&self, attendee: usize) -> Result<Cow<'_, [u8]>, Diagnostic>;
}

/// What a mailing begins with.
pub struct Read {
    pub event: Event,
    /// The event's key `mail`.
    pub mail: MailSpec,
    pub attendees: Attendees,
    /// The event file.
    path: PathBuf,
}

/// A mailing that is ready.
pub struct Prepared<'a> {
    pub plan: Plan,
    pub messages: Mailing<'a>,
    /// How many attendees are left out because their addresses are suppressed.
    pub suppressed: usize,
    /// The heaviest message, in bytes.
    pub largest: u64,
}

/// Reads the event, which has to say what is mailed, and the list.
pub fn read(event_path: &Path, list: &Path, session: &mut Session) -> Result<Read, Failure> {
    let event = read_event(event_path, session)?;
    let Some(mail) = event.mail.clone() else {
        let diagnostic = Diagnostic::error("mail", "the event does not say what to mail").at(event.title.span);
        let help = "write `mail:` with a `subject` and a `body`, as docs/mail.md shows";
        session.diagnostics.push(diagnostic.label("this event has no `mail`").help(help));
        return Err(Failure::Input);
    };
    let (attendees, is_sound) = attendees::read_unsound(list, session)?;
    if !is_sound {
        let (_, found) = addresses(&attendees, &session.diagnostics);
        session.diagnostics.list.extend(limited(found, FURTHER));
        return Err(Failure::Input);
    }
    Ok(Read { event, mail, attendees, path: event_path.to_owned() })
}

/// The attendees' addresses with their indices, and what is wrong with the others. An address that is missing from a
/// record of which something is `known` to be wrong may have gone with that.
fn addresses(attendees: &Attendees, known: &Diagnostics) -> (Vec<(usize, Address)>, Vec<Diagnostic>) {
    let named = (attendees.field(attendees::NAME), attendees.field("email"));
    let (Some(name), Some(email)) = named else { return (Vec::new(), vec![no_field(attendees)]) };
    let mut found = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut list = Vec::new();
    for (index, attendee) in attendees.list.iter().enumerate() {
        let written = attendee.get(email);
        match Address::parse(written) {
            Ok(address) => match seen.get(&address.key()) {
                Some(first) => found.push(repeated(&address.key(), attendee.span, Some(*first))),
                None => {
                    seen.insert(address.key(), attendee.span);
                    list.push((index, address));
                }
            },
            Err(_) if written.is_empty() && known.list.iter().any(|d| d.span == Some(attendee.span)) => {}
            Err(mistake) => found.push(no_address(attendee.get(name), written, mistake.0, attendee.span)),
        }
    }
    (list, found)
}

fn no_field(attendees: &Attendees) -> Diagnostic {
    let place = attendees.list.first().map(|attendee| attendee.span);
    let diagnostic = Diagnostic::error("mail", "the list has no field `email`").maybe_at(place);
    diagnostic.label("the first attendee").help(match attendees.nearest("email") {
        Some(near) => format!("is `{near}` meant? Call it `email`"),
        None => "call the field that holds the addresses `email`".to_owned(),
    })
}

/// Makes a mailing ready. `personal`: the copies, where the event asks for them (`attach: personal`). `date`: of the common
/// file, where the event gives none; a plan's digest stays the same only while it does.
pub fn prepare<'a>(
    read: &'a Read,
    personal: Option<&'a dyn Attachments>,
    date: Option<i64>,
    session: &mut Session,
) -> Result<Prepared<'a>, Failure> {
    let attached = match (read.mail.attach(), personal) {
        (AttachSpec::None, _) => Attached::Nothing,
        (AttachSpec::Common, _) => Attached::common(screen_edition(read, date, session)?),
        (AttachSpec::Personal, Some(personal)) => Attached::Personal(personal),
        (AttachSpec::Personal, None) => {
            let span = read.mail.attach.as_ref().map(|attach| attach.span);
            let diagnostic = Diagnostic::error("mail", "there are no personal copies to attach").maybe_at(span);
            session.diagnostics.push(diagnostic.label("asked for here"));
            return Err(Failure::Input);
        }
    };
    let folder = read.path.parent().unwrap_or(Path::new(""));
    let suppressed = suppression::read(&read.mail.suppressed, folder, &mut session.sources, &mut session.diagnostics);
    let prepared = Job { read, suppressed }.prepare(attached, session);
    session.check()?;
    prepared.ok_or(Failure::Input)
}

/// The file that all get, in the mailing's layout.
fn screen_edition(read: &Read, date: Option<i64>, session: &mut Session) -> Result<Vec<u8>, Failure> {
    let mut event = Cow::Borrowed(&read.event);
    if read.mail.layout.is_some() {
        event.to_mut().layout = read.mail.layout.clone();
    }
    let request = Request { date, ..Request::new(read.path.clone(), Edition::Screen) };
    let painted = Painted::of(typeset_event(&event, &request, session)?);
    let product = request.product();
    let pictures: Option<Pictures> = {
        let made = painted.prepare_for(&painted.target(&product), session.cache.as_ref());
        session.take(made)
    };
    let pictures = pictures.ok_or(Failure::Input)?;
    let made = painted.finish(&painted.list, &product, &pictures, session.cache.as_ref(), &mut session.diagnostics);
    session.take(made).map(|output| output.pdf).ok_or(Failure::Input)
}

/// What is checked.
struct Job<'a> {
    read: &'a Read,
    suppressed: Suppressed,
}

impl<'a> Job<'a> {
    fn prepare(self, attached: Attached<'a>, session: &mut Session) -> Option<Prepared<'a>> {
        let Read { event, mail, attendees, .. } = self.read;
        let from = self.mailbox(mail.from.as_ref(), session);
        let reply_to = mail.reply_to.as_ref().map(|reply_to| self.mailbox(Some(reply_to), session));
        let leave = mail.unsubscribe.as_ref().and_then(|unsubscribe| unsubscribe.https.as_ref());
        if let Some(leave) = leave.filter(|leave| !leave.contains("{{")) {
            let diagnostic = Diagnostic::warning("mail", "this address does not tell who is to be taken off the list");
            let help =
                "RFC 8058 asks for it: write `https://…?id={{ attendee.id }}`, with a field that only the reader knows";
            session.diagnostics.push(diagnostic.at(leave.span).label("the same for all").help(help));
        }
        let common = names::of_event(event);
        let texts = Texts::read((&mail.subject, &mail.body, leave), common, attendees, &mut session.diagnostics);
        let entries = from.as_ref().map(|from| self.entries(from, session));
        let (from, texts, (entries, suppressed)) = (from?, texts?, entries?);
        let reply_to = match reply_to {
            Some(reply_to) => Some(reply_to?),
            None => None,
        };
        if session.diagnostics.has_errors() {
            return None;
        }
        let messages = Mailing::new(self.read, texts, (from, reply_to), attached);
        let (digest, largest) = measure(&messages, event, &entries, session)?;
        let plan = Plan { campaign: mail.campaign().to_owned(), digest, entries };
        Some(Prepared { plan, messages, suppressed, largest })
    }

    /// A sender; without one the organiser.
    fn mailbox(&self, written: Option<&Spanned<String>>, session: &mut Session) -> Option<Mailbox> {
        let organiser = &self.read.event.organiser;
        let email = organiser.email.as_ref();
        let (read, written) = match written {
            Some(written) => (Mailbox::parse(written), written),
            None => (Address::parse(email?).map(|address| Mailbox::new(&organiser.name, address)), email?),
        };
        match read {
            Ok(mailbox) => Some(mailbox),
            Err(mistake) => {
                let message = format!("`{}` is no e-mail address: {}", written.value.escape_debug(), mistake.0);
                session.diagnostics.push(Diagnostic::error("mail", message).at(written.span).label("written here"));
                None
            }
        }
    }

    /// Those who are written to, and how many are left out.
    fn entries(&self, from: &Mailbox, session: &mut Session) -> (Vec<Entry>, usize) {
        let attendees = &self.read.attendees;
        let (written, found) = addresses(attendees, &Diagnostics::default());
        let mut entries = Vec::new();
        let mut left_out = Vec::new();
        for (index, address) in written {
            let Some(attendee) = attendees.list.get(index) else { continue };
            let key = address.key();
            let name = attendees.field(attendees::NAME).map_or("", |name| attendee.get(name));
            match self.suppressed.place(&key) {
                Some(place) => left_out.push((attendee.span, key, place)),
                None => entries.push(entry(self.read, from, &address, name, index)),
            }
        }
        let suppressed = left_out.len();
        session.diagnostics.list.extend(limited(found, FURTHER));
        notes(left_out, &mut session.diagnostics.list);
        if entries.is_empty() && !session.diagnostics.has_errors() {
            let diagnostic = Diagnostic::error("mail", "nobody is left to write to");
            session.diagnostics.push(diagnostic.help("every address of the list is suppressed"));
        }
        (entries, suppressed)
    }
}

/// The Message-ID is made of event, campaign and address: of two messages with one ID, programs show the first alone.
fn entry(read: &Read, from: &Mailbox, address: &Address, name: &str, attendee: usize) -> Entry {
    let key = address.key();
    let Read { event, mail, .. } = read;
    let day = event.date.as_ref().map_or(String::new(), |date| dates::in_numbers(&date.value));
    let text = [&event.title, day.as_str(), mail.campaign(), &key].join("\n");
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let message_id = format!("<{}@{}>", &hash[..32], from.address.domain());
    Entry { key, address: address.to_string(), name: name.to_owned(), message_id, attendee }
}

fn no_address(name: &str, written: &str, why: &str, span: Span) -> Diagnostic {
    let message = match written {
        "" => format!("“{name}” has no e-mail address"),
        written => format!("`{}`, of “{name}”, is no e-mail address: {why}", written.escape_debug()),
    };
    let diagnostic = Diagnostic::error("mail", message).at(span).label("in this record");
    diagnostic.help("mend it, or take the record out of the list")
}

fn repeated(key: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("mail", format!("`{key}` stands in the list twice")).at(span).label("the second");
    let diagnostic = match first {
        Some(first) => diagnostic.related(first, "the first"),
        None => diagnostic,
    };
    diagnostic.help("take one of the two out; capitals do not tell addresses apart")
}

/// The first hundred, and how many follow.
fn limited(mut found: Vec<Diagnostic>, what: &str) -> Vec<Diagnostic> {
    const SHOWN: usize = 100;
    let more = found.len().saturating_sub(SHOWN);
    found.truncate(SHOWN);
    found.extend((more > 0).then(|| Diagnostic::error("mail", format!("{more} {what}"))));
    found
}

fn notes(left_out: Vec<(Span, String, Span)>, list: &mut Vec<Diagnostic>) {
    let more = left_out.len().saturating_sub(NAMED);
    for (span, key, place) in left_out.into_iter().take(NAMED) {
        let diagnostic = Diagnostic::note("suppressed", format!("`{key}` gets no mail")).at(span).label("left out");
        list.push(diagnostic.related(place, "suppressed here"));
    }
    list.extend((more > 0).then(|| Diagnostic::note("suppressed", format!("{more} further addresses get no mail"))));
}

/// Makes every message once: their digest, and the weight of the heaviest.
fn measure(messages: &Mailing, event: &Event, entries: &[Entry], session: &mut Session) -> Option<(String, u64)> {
    let mut hasher = blake3::Hasher::new();
    let list = messages.attendees.list.first().map(|attendee| attendee.span.file);
    for file in [Some(event.title.span.file), list].into_iter().flatten() {
        let text = &session.sources.get(file).text;
        hasher.update(&text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.update(messages.attached.common_bytes());
    let mut told = Vec::new();
    let mut heaviest = None;
    for entry in entries {
        match messages.weigh(entry, &mut hasher) {
            Ok(weight) if heaviest.as_ref().is_none_or(|(most, _)| weight.whole() > *most) => {
                heaviest = Some((weight.whole(), (weight, entry)));
            }
            Ok(_) => {}
            Err(found) => told.extend(found.into_iter().filter(|one| one.severity == Severity::Error)),
        }
        if told.len() >= TOLD {
            break;
        }
    }
    if let Some((whole, (weight, entry))) = &heaviest {
        let limit = messages.mail.max_size();
        if *whole > limit.0 {
            let limits = messages.mail.limits.as_ref().and_then(|limits| limits.size.as_ref());
            let size = FileSize(*whole);
            let message = format!("the message to {} weighs {size}, more than {limit}", entry.key);
            let diagnostic = Diagnostic::error("mail", message);
            let diagnostic = diagnostic.at(limits.map_or(messages.mail.subject.span, |size| size.span));
            told.push(diagnostic.label(weight.most()).help(
                "make the file smaller with `screen: {max_size: 5 MB}`, attach none and link to it, or raise \
                 `limits: {size: …}` if all servers take that much",
            ));
        }
    }
    let sound = told.is_empty();
    session.diagnostics.list.append(&mut told);
    let digest = hasher.finalize().to_hex()[..12].to_owned();
    sound.then(|| (digest, heaviest.map_or(0, |(most, _)| most)))
}
