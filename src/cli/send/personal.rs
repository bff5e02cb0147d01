//! Personal copies as a mailing attaches them.

use crate::copies::{Book, Master};
use crate::diagnostic::Diagnostic;
use crate::event::AttachSpec;
use crate::layout::Choice;
use crate::mail::prepare::{Attachments, Read};
use crate::{Edition, Failure, Request, Session};
use std::borrow::Cow;
use std::path::Path;

/// The composed event, where its `mail` wants personal copies.
pub fn master(read: &Read, event: &Path, session: &mut Session) -> Result<Option<Master>, Failure> {
    if read.mail.attach() != AttachSpec::Personal {
        return Ok(None);
    }
    let folder = event.parent().unwrap_or(Path::new(""));
    // A file counts from the event file, as everywhere in it; a name is that of a built-in layout.
    let layout = read.mail.layout.as_ref().map(|layout| match Choice::from_event(Some(layout), folder).is_path() {
        true => folder.join(&layout.value).to_string_lossy().into_owned(),
        false => layout.value.clone(),
    });
    let request = Request { layout, date: super::source_date(), ..Request::new(event.to_owned(), Edition::Screen) };
    Master::new(&request, session).map(Some)
}

/// The copies of all attendees.
pub struct Copies<'a>(pub &'a Book<'a>);

impl Attachments for Copies<'_> {
    fn attachment(&self, attendee: usize) -> Result<Cow<'_, [u8]>, Diagnostic> {
        let rest = self.0.writer().rest(attendee);
        Ok(Cow::Owned([self.0.common(), &rest].concat()))
    }
}
