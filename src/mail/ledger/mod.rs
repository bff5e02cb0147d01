//! What has become of each message: an SQLite file beside the event, so that a run which is killed anywhere can be
//! begun again.
//!
//! An entry is known by campaign and normalised address. Every step is a transaction that is on the disk before the
//! next one: `sending` stands there before the server is given the message, `accepted` after it has taken it over. An
//! entry found `sending` when a run begins becomes `unknown`, and is never sent again by itself. Moments are
//! milliseconds since 1970-01-01 UTC.

pub mod lock;
mod look;
mod schema;
mod state;

pub use look::Look;
pub use state::{Decision, State, Step};

use super::plan::Plan;
use crate::diagnostic::Diagnostic;
use rusqlite::{Connection, Row as SqlRow, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};

/// The ledger of an event.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
    salt: [u8; 32],
}

/// One entry. Texts about a person are empty once they are forgotten.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub id: i64,
    pub campaign: String,
    /// The normalised address.
    pub key: String,
    pub address: String,
    pub name: String,
    pub message_id: String,
    pub state: State,
    /// How often the server was asked to take the message.
    pub attempts: u32,
    /// What the server said last, or why there is no answer.
    pub answer: String,
    /// When the state last changed.
    pub changed: i64,
    /// When a deferred message may be tried again.
    pub due: i64,
    /// The digest of the plan by which it was last sent; empty before.
    pub digest: String,
}

/// Where the ledger of an event is: beside the event file, under its name with `.ledger`.
pub fn path_beside(event: &Path) -> PathBuf {
    event.with_extension("ledger")
}

fn refused(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::error("ledger", format!("{} {message}", path.display()))
}

impl Ledger {
    /// Opens the ledger, and makes it where there is none.
    pub fn open_or_make(path: &Path) -> Result<Ledger, Diagnostic> {
        Ledger::of(schema::open_or_make(path)?, path)
    }

    /// Opens a ledger; `None` where there is none.
    pub fn open(path: &Path) -> Result<Option<Ledger>, Diagnostic> {
        if !path.exists() {
            return Ok(None);
        }
        Ledger::of(schema::open(path)?, path).map(Some)
    }

    fn of(connection: Connection, path: &Path) -> Result<Ledger, Diagnostic> {
        let salt = connection.query_row("select salt from ledger", [], |row| row.get(0));
        let salt = salt.map_err(|error| schema::broken(path, &error))?;
        Ok(Ledger { connection, path: path.to_owned(), salt })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What a killed run left `sending` becomes `unknown`. Gives how many. To be called with the lock held.
    pub fn recover(&mut self, now: i64) -> Result<usize, Diagnostic> {
        let left = self.select("state = 'sending'", [])?;
        let answer = "the run ended while the message was being sent".to_owned();
        for row in &left {
            self.step(row.id, &Step::Lose { answer: answer.clone() }, now)?;
        }
        Ok(left.len())
    }

    /// Takes a plan up: entries that are new become `planned`, those still to be sent get the plan's name, address and
    /// Message-ID, planned ones that were never tried and are not in the plan any more go. Gives the rows of the plan's
    /// entries in their order.
    pub fn take_up(&mut self, plan: &Plan, now: i64) -> Result<Vec<Row>, Diagnostic> {
        let hashes: Vec<_> = plan.entries.iter().map(|entry| self.hash(&plan.campaign, &entry.key)).collect();
        self.write(|transaction| {
            let digest = &plan.digest;
            transaction.execute(
                "insert into run (campaign, digest, began) values (?, ?, ?)",
                params![plan.campaign, digest, now],
            )?;
            let run = transaction.last_insert_rowid();
            let mut known = transaction.prepare(
                "insert into entry (campaign, hash, key, address, name, message_id, state, changed, run)
                 values (?1, ?2, ?3, ?4, ?5, ?6, 'planned', ?7, ?8)
                 on conflict (campaign, hash) do update set run = ?8,
                    key = iif(state = 'accepted', key, ?3), address = iif(state = 'accepted', address, ?4),
                    name = iif(state = 'accepted', name, ?5), message_id = iif(state = 'accepted', message_id, ?6)",
            )?;
            for (entry, hash) in plan.entries.iter().zip(&hashes) {
                let (key, address, name, id) = (&entry.key, &entry.address, &entry.name, &entry.message_id);
                known.execute(params![plan.campaign, hash, key, address, name, id, now, run])?;
            }
            let gone = "delete from entry where campaign = ? and run <> ? and state = 'planned' and attempts = 0
                and id not in (select entry from history)";
            transaction.execute(gone, params![plan.campaign, run])?;
            let mut select = transaction.prepare(&format!("{COLUMNS} where campaign = ? and hash = ?"))?;
            hashes.iter().map(|hash| select.query_row(params![plan.campaign, hash], row)).collect()
        })
    }

    /// Takes a step and gives the entry as it is then. The step is on the disk when this returns.
    pub fn step(&mut self, id: i64, step: &Step, now: i64) -> Result<Row, Diagnostic> {
        let before = self.row(id)?;
        let Some(state) = before.state.after(step) else {
            let message = format!("has an entry that is {}, which cannot be followed by {step:?}", before.state.name());
            return Err(refused(&self.path, &message).help("another program has changed it; run again"));
        };
        let mut after = Row { state, changed: now, ..before.clone() };
        match step {
            Step::Begin { digest } => after.digest.clone_from(digest),
            Step::Accept { answer } | Step::Fail { answer } | Step::Lose { answer } => after.answer.clone_from(answer),
            Step::Defer { answer, due } => (after.answer, after.due) = (answer.clone(), *due),
            Step::Decide(decision) => {
                after.answer = format!("decided by hand; before: {} {}", before.state.name(), before.answer);
                // What a person sends again has all its attempts before it.
                after.attempts = if *decision == Decision::Planned { 0 } else { before.attempts };
                after.due = 0;
            }
        }
        after.attempts += u32::from(!matches!(step, Step::Begin { .. } | Step::Decide(_)));
        self.write(|transaction| keep(transaction, &before, &after))?;
        Ok(after)
    }

    /// All entries of a campaign in the order in which they came.
    pub fn rows(&self, campaign: &str) -> Result<Vec<Row>, Diagnostic> {
        self.select("campaign = ? order by id", [campaign])
    }

    /// The campaigns of the ledger.
    pub fn campaigns(&self) -> Result<Vec<String>, Diagnostic> {
        let read = || -> rusqlite::Result<Vec<_>> {
            let mut select =
                self.connection.prepare("select campaign from entry group by campaign order by min(id)")?;
            select.query_map([], |row| row.get(0))?.collect()
        };
        read().map_err(|error| self.broken(&error))
    }

    /// The entry of a normalised address; found after it is forgotten too.
    pub fn find(&self, campaign: &str, key: &str) -> Result<Option<Row>, Diagnostic> {
        let rows = self.select("campaign = ? and hash = ?", params![campaign, self.hash(campaign, key)])?;
        Ok(rows.into_iter().next())
    }

    /// How many messages, of all campaigns, were begun after a moment; and when the last one was.
    pub fn begun_since(&self, moment: i64) -> Result<(u32, Option<i64>), Diagnostic> {
        let query = "select count(*), max(moment) from history where state = 'sending' and moment > ?";
        let found = self.connection.query_row(query, [moment], |row| Ok((row.get(0)?, row.get(1)?)));
        found.map_err(|error| self.broken(&error))
    }

    /// When the earliest of the messages begun after a moment was begun.
    pub fn first_begun_since(&self, moment: i64) -> Result<Option<i64>, Diagnostic> {
        let query = "select min(moment) from history where state = 'sending' and moment > ?";
        self.connection.query_row(query, [moment], |row| row.get(0)).map_err(|error| self.broken(&error))
    }

    /// A moment as people of this place read it: "2026-06-01 14:03".
    pub fn local_time(&self, moment: i64) -> Result<String, Diagnostic> {
        self.formatted("strftime('%Y-%m-%d %H:%M', ? / 1000, 'unixepoch', 'localtime')", moment)
    }

    /// A moment as programs read it: "2026-06-01T11:03:20Z".
    pub fn utc(&self, moment: i64) -> Result<String, Diagnostic> {
        self.formatted("strftime('%Y-%m-%dT%H:%M:%SZ', ? / 1000, 'unixepoch')", moment)
    }

    fn formatted(&self, expression: &str, moment: i64) -> Result<String, Diagnostic> {
        let text = self.connection.query_row(&format!("select {expression}"), [moment], |row| row.get(0));
        text.map_err(|error| self.broken(&error))
    }

    /// Erases all that tells of a person and keeps salted hashes, by which nobody is mailed twice. Gives how many
    /// entries were forgotten.
    pub fn forget(&mut self) -> Result<usize, Diagnostic> {
        let forgotten = self.write(|transaction| {
            transaction.execute("update history set answer = '' where answer <> ''", [])?;
            transaction.execute(
                "update entry set key = null, address = null, name = null, message_id = null, answer = ''
                 where key is not null",
                [],
            )
        })?;
        self.connection.execute_batch("vacuum").map_err(|error| self.broken(&error))?;
        Ok(forgotten)
    }

    /// Salted with the ledger's own salt. A Message-ID is no such hash: it has no salt.
    fn hash(&self, campaign: &str, key: &str) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.salt);
        hasher.update(campaign.as_bytes()).update(&[0]).update(key.as_bytes());
        *hasher.finalize().as_bytes()
    }

    /// The entry of an id.
    pub fn row(&self, id: i64) -> Result<Row, Diagnostic> {
        self.connection.query_row(&format!("{COLUMNS} where id = ?"), [id], row).map_err(|error| self.broken(&error))
    }

    fn select(&self, condition: &str, values: impl rusqlite::Params) -> Result<Vec<Row>, Diagnostic> {
        let read = || -> rusqlite::Result<Vec<_>> {
            let mut select = self.connection.prepare(&format!("{COLUMNS} where {condition}"))?;
            select.query_map(values, row)?.collect()
        };
        read().map_err(|error| self.broken(&error))
    }

    fn write<T>(&mut self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, Diagnostic> {
        let all = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let made = work(&transaction)?;
            transaction.commit().map(|()| made)
        };
        all(&mut self.connection).map_err(|error| schema::broken(&self.path, &error))
    }

    fn broken(&self, error: &rusqlite::Error) -> Diagnostic {
        schema::broken(&self.path, error)
    }
}

const COLUMNS: &str =
    "select id, campaign, ifnull(key, ''), ifnull(address, ''), ifnull(name, ''), ifnull(message_id, ''),
    state, attempts, answer, changed, due, digest from entry";

fn row(row: &SqlRow) -> rusqlite::Result<Row> {
    let state: String = row.get(6)?;
    // The table's check lets no other word in.
    let state = State::from_name(&state).unwrap_or(State::Unknown);
    Ok(Row {
        id: row.get(0)?,
        campaign: row.get(1)?,
        key: row.get(2)?,
        address: row.get(3)?,
        name: row.get(4)?,
        message_id: row.get(5)?,
        state,
        attempts: row.get(7)?,
        answer: row.get(8)?,
        changed: row.get(9)?,
        due: row.get(10)?,
        digest: row.get(11)?,
    })
}

/// Writes an entry's step, if it still is as it was; and its history.
fn keep(transaction: &Transaction, before: &Row, after: &Row) -> rusqlite::Result<()> {
    let changed = transaction.execute(
        "update entry set state = ?, attempts = ?, answer = ?, changed = ?, due = ?, digest = ? where id = ? and state = ?",
        params![
            after.state.name(),
            after.attempts,
            after.answer,
            after.changed,
            after.due,
            after.digest,
            before.id,
            before.state.name()
        ],
    )?;
    if changed != 1 {
        return Err(rusqlite::Error::StatementChangedRows(changed));
    }
    let history = "insert into history (entry, moment, state, answer) values (?, ?, ?, ?)";
    transaction.execute(history, params![before.id, after.changed, after.state.name(), after.answer]).map(drop)
}

#[cfg(test)]
mod tests;
