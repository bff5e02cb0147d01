//! The messages of a mailing, each made when it is asked for.
//!
//! In: texts, sender, list and attachments, all checked. Out: [`Mailing`], a source of whole messages: the same bytes for
//! the same entry and date.

use super::address::{Address, Mailbox};
use super::body::{self, Setting, Shown};
use super::file_name;
use super::fill::Texts;
use super::message::{self, Attachment, Coded, Inline, Parts};
use super::names;
use super::picture::{Picture, first_page};
use super::plan::{Entry, Messages};
use super::prepare::{Attachments, Read};
use crate::attendees::Attendees;
use crate::diagnostic::Diagnostic;
use crate::event::MailSpec;
use crate::screen::FileSize;
use std::borrow::Cow;

/// What goes with the letters.
pub enum Attached<'a> {
    Nothing,
    /// One file for all, ready to be put into messages.
    Common {
        pdf: Vec<u8>,
        coded: Coded,
    },
    Personal(&'a dyn Attachments),
}

impl Attached<'_> {
    pub fn common(pdf: Vec<u8>) -> Self {
        let coded = Coded::new(pdf.clone());
        Attached::Common { pdf, coded }
    }

    /// The file that all get.
    pub(super) fn common_bytes(&self) -> &[u8] {
        match self {
            Attached::Common { pdf, .. } => pdf,
            _ => &[],
        }
    }
}

/// A mailing whose messages can be made.
pub struct Mailing<'a> {
    pub(super) mail: &'a MailSpec,
    pub(super) attendees: &'a Attendees,
    pub(super) attached: Attached<'a>,
    texts: Texts,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    language: String,
    title: String,
    /// The attachment's name, and the same in ASCII.
    file_name: (String, String),
    /// The first page of the file that all get.
    picture: Option<Picture>,
}

/// What a message weighs, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Weight {
    letter: u64,
    picture: u64,
    attachment: u64,
}

impl Weight {
    pub fn whole(self) -> u64 {
        self.letter + self.picture + self.attachment
    }

    /// What weighs most, in words.
    pub fn most(self) -> String {
        let parts =
            [("the attached file", self.attachment), ("the picture", self.picture), ("the letter", self.letter)];
        let most = parts.into_iter().max_by_key(|(_, weight)| *weight);
        most.map_or(String::new(), |(name, weight)| {
            format!("{name} takes {} of it, as mail writes it", FileSize(weight))
        })
    }
}

/// A file in a message.
enum File<'m> {
    Nothing,
    Shared(&'m Coded),
    Own { coded: Coded, pdf: Cow<'m, [u8]> },
}

impl<'a> Mailing<'a> {
    pub(super) fn new(
        read: &'a Read,
        texts: Texts,
        (from, reply_to): (Mailbox, Option<Mailbox>),
        attached: Attached<'a>,
    ) -> Mailing<'a> {
        let Read { event, mail, attendees, .. } = read;
        let title = names::words(&event.title, event.language());
        let name = file_name::own(mail.file_name.as_ref().map_or(&title, |name| &name.value));
        let picture = mail.has_first_page().then(|| first_page(attached.common_bytes())).flatten();
        Mailing {
            file_name: (name.clone(), file_name::ascii(&name)),
            language: event.language().to_owned(),
            mail,
            attendees,
            attached,
            texts,
            from,
            reply_to,
            title,
            picture,
        }
    }

    /// To whom bounces go.
    pub fn sender(&self) -> &Address {
        &self.from.address
    }

    fn file(&self, attendee: usize) -> Result<File<'_>, Diagnostic> {
        Ok(match &self.attached {
            Attached::Nothing => File::Nothing,
            Attached::Common { coded, .. } => File::Shared(coded),
            Attached::Personal(source) => {
                let pdf = source.attachment(attendee)?;
                File::Own { coded: Coded::new(pdf.to_vec()), pdf }
            }
        })
    }

    /// The picture of a message, where the mailing has pictures.
    fn picture(&self, file: &File) -> Result<Option<Cow<'_, Picture>>, Diagnostic> {
        if !self.mail.has_first_page() {
            return Ok(None);
        }
        let picture = match file {
            File::Own { pdf, .. } => first_page(pdf).map(Cow::Owned),
            _ => self.picture.as_ref().map(Cow::Borrowed),
        };
        let span = self.mail.first_page.map(|first_page| first_page.span);
        let unseen = || {
            let diagnostic = Diagnostic::error("mail", "the file's first page cannot be drawn").maybe_at(span);
            diagnostic.label("asked for here").help("take `first_page` out")
        };
        picture.map(Some).ok_or_else(unseen)
    }

    /// Makes a message with a file and a picture; `empty` keeps the file's place and leaves it out.
    fn make(
        &self,
        entry: &Entry,
        (file, picture): (&File, Option<&Picture>),
        date: i64,
        empty: bool,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let Some(attendee) = self.attendees.list.get(entry.attendee) else {
            return Err(vec![Diagnostic::error("mail", format!("`{}` is not in the list", entry.key))]);
        };
        let fail = |message: String| vec![Diagnostic::error("mail", message).at(attendee.span).label("this attendee")];
        let to =
            Address::parse(&entry.address).map_err(|mistake| fail(format!("`{}`: {}", entry.address, mistake.0)))?;
        let to = Mailbox::new(&entry.name, to);
        let filled = self.texts.fill(attendee).map_err(|mistake| vec![mistake])?;
        let content_id = format!("page-{}", entry.message_id.trim_matches(['<', '>']));
        let shown =
            picture.map(|picture| Shown { content_id: &content_id, alt: &self.title, width: picture.width / 2 });
        let setting = Setting { language: &self.language, subject: &filled.subject, picture: shown };
        let body = body::make(&filled.body, &self.mail.body, setting)?;
        let nothing = Coded::new(Vec::new());
        let content = match file {
            File::Nothing => None,
            _ if empty => Some(&nothing),
            File::Shared(coded) => Some(*coded),
            File::Own { coded, .. } => Some(coded),
        };
        let (name, ascii_name) = &self.file_name;
        let parts = Parts {
            from: &self.from,
            to: &to,
            reply_to: self.reply_to.as_ref(),
            subject: &filled.subject,
            message_id: &entry.message_id,
            language: &self.language,
            text: &body.text,
            html: &body.html,
            unsubscribe: &self.unsubscribe(filled.leave),
            inline: picture.map(|picture| Inline { picture, content_id: &content_id }),
            attachment: content.map(|content| Attachment { name, ascii_name, content }),
            seed: &entry.message_id,
        };
        message::make(&parts, date).map_err(fail)
    }

    /// The addresses of `List-Unsubscribe` (RFC 2369): at one click first.
    fn unsubscribe(&self, leave: Option<String>) -> Vec<String> {
        let spec = self.mail.unsubscribe.as_ref();
        let mailto = spec.and_then(|spec| spec.mailto.as_ref()).map_or_else(
            || format!("{}?subject=unsubscribe%20{}", uri(&self.from.address.to_string()), self.mail.campaign()),
            |mailto| uri(mailto.strip_prefix("mailto:").unwrap_or(mailto)),
        );
        leave.map(|leave| uri(&leave)).into_iter().chain([format!("mailto:{mailto}")]).collect()
    }

    /// Weighs a message and adds all that it says to a digest.
    pub(super) fn weigh(&self, entry: &Entry, hasher: &mut blake3::Hasher) -> Result<Weight, Vec<Diagnostic>> {
        let file = self.file(entry.attendee).map_err(|mistake| vec![mistake])?;
        let picture = self.picture(&file).map_err(|mistake| vec![mistake])?;
        let message = self.make(entry, (&file, picture.as_deref()), 0, true)?;
        hasher.update(&message.len().to_le_bytes());
        hasher.update(&message);
        let attachment = match &file {
            File::Nothing => 0,
            File::Shared(coded) => coded.len() as u64,
            File::Own { coded, pdf } => {
                hasher.update(pdf);
                coded.len() as u64
            }
        };
        // Base64 with a line end after 76 characters.
        let picture = picture.map_or(0, |picture| picture.jpeg.len() as u64 * 4 / 3 * 78 / 76);
        Ok(Weight { letter: (message.len() as u64).saturating_sub(picture), picture, attachment })
    }
}

impl Messages for Mailing<'_> {
    fn message(&self, entry: &Entry, date: i64) -> Result<Vec<u8>, Diagnostic> {
        let file = self.file(entry.attendee)?;
        let picture = self.picture(&file)?;
        let made = self.make(entry, (&file, picture.as_deref()), date, false);
        // All were made once when the mailing was prepared; the first mistake tells what has changed.
        let unknown = || Diagnostic::error("mail", format!("the message to {} cannot be made", entry.key));
        made.map_err(|mistakes| mistakes.into_iter().next().unwrap_or_else(unknown))
    }
}

/// A URI in ASCII that cannot leave its angle brackets.
fn uri(text: &str) -> String {
    let mut uri = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | ',' | '\\') {
            true => uri.push(c),
            false => {
                let mut buffer = [0; 4];
                c.encode_utf8(&mut buffer).bytes().for_each(|byte| uri.push_str(&format!("%{byte:02X}")));
            }
        }
    }
    uri
}
