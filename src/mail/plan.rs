//! What a mailing consists of, before anything is sent.

use crate::diagnostic::Diagnostic;

/// What is to be sent in a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// A word that tells this mailing from others of the same event.
    pub campaign: String,
    /// Of event file, layout, list, bodies and attachments: 12 hexadecimal digits.
    pub digest: String,
    /// In the order of the list of attendees; each key once.
    pub entries: Vec<Entry>,
}

/// One message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The normalised address: the ledger's key.
    pub key: String,
    /// As it goes into RCPT TO.
    pub address: String,
    /// As the list has it.
    pub name: String,
    /// With its angle brackets; the same for an attendee and a campaign in each run.
    pub message_id: String,
    /// Index in the list of attendees.
    pub attendee: usize,
}

/// Where messages come from; called once for each that is sent.
pub trait Messages: Sync {
    /// The whole message with CRLF line ends. `date` is the moment of sending in seconds since 1970-01-01 UTC.
    fn message(&self, entry: &Entry, date: i64) -> Result<Vec<u8>, Diagnostic>;
}
