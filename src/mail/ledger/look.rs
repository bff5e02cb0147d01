//! What was looked at in a dry run: by it a run can say what has changed since.

use super::Ledger;
use crate::diagnostic::Diagnostic;
use rusqlite::{OptionalExtension, params};

/// The digests of a dry run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// The plan's.
    pub digest: String,
    /// Of the event file.
    pub event: String,
    /// Of the list of attendees.
    pub list: String,
}

impl Look {
    /// `event` and `list`: the files' bytes.
    pub fn of(digest: &str, event: &[u8], list: &[u8]) -> Look {
        let short = |bytes: &[u8]| blake3::hash(bytes).to_hex()[..32].to_owned();
        Look { digest: digest.to_owned(), event: short(event), list: short(list) }
    }
}

impl Ledger {
    /// Keeps what was looked at at a moment, in milliseconds since 1970-01-01 UTC.
    pub fn keep_look(&mut self, look: &Look, now: i64) -> Result<(), Diagnostic> {
        self.write(|transaction| {
            let insert = "insert or replace into look (digest, event, list, moment) values (?, ?, ?, ?)";
            transaction.execute(insert, params![look.digest, look.event, look.list, now]).map(drop)
        })
    }

    /// What was looked at under a digest.
    pub fn look(&self, digest: &str) -> Result<Option<Look>, Diagnostic> {
        let query = "select digest, event, list from look where digest = ?";
        let look = |row: &rusqlite::Row| Ok(Look { digest: row.get(0)?, event: row.get(1)?, list: row.get(2)? });
        self.connection.query_row(query, [digest], look).optional().map_err(|error| self.broken(&error))
    }
}
