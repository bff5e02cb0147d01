//! The ledger's file: an SQLite database with a rollback journal, told by its application id and version.
//!
//! Every transaction is on the disk when it ends (`synchronous=EXTRA` covers the journal's folder too), and what is
//! erased is overwritten (`secure_delete`).

use super::refused;
use crate::diagnostic::Diagnostic;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::time::Duration;

/// "Plny".
const APPLICATION: i64 = 0x506c_6e79;
const VERSION: i64 = 1;

/// Moments are milliseconds since 1970-01-01 UTC. `hash` stands for campaign and key, salted, so that an entry is known
/// again after its address is forgotten.
const TABLES: &str = "
    create table ledger (salt blob not null) strict;
    insert into ledger values (randomblob(32));
    create table run (
        id integer primary key,
        campaign text not null,
        digest text not null,
        began integer not null
    ) strict;
    create table entry (
        id integer primary key,
        campaign text not null,
        hash blob not null,
        key text,
        address text,
        name text,
        message_id text,
        state text not null check (state in ('planned', 'sending', 'accepted', 'deferred', 'failed', 'unknown')),
        attempts integer not null default 0,
        answer text not null default '',
        changed integer not null,
        due integer not null default 0,
        digest text not null default '',
        run integer not null,
        unique (campaign, hash)
    ) strict;
    create table history (
        entry integer not null references entry (id),
        moment integer not null,
        state text not null,
        answer text not null
    ) strict;
    create table look (
        digest text primary key,
        event text not null,
        list text not null,
        moment integer not null
    ) strict;
    create index history_of_entry on history (entry);
    create index history_by_state on history (state, moment);
    create trigger accepted_is_final before update of state on entry
        when old.state = 'accepted' and new.state <> 'accepted'
        begin select raise(abort, 'what was accepted stays accepted'); end;
";

/// Opens a ledger that is there.
pub fn open(path: &Path) -> Result<Connection, Diagnostic> {
    let mut connection = connect(path)?;
    let (application, version) = identity(&connection, path)?;
    if (application, version) == (0, 0) && is_empty(&connection, path)? {
        return make(&mut connection, path).map(|()| connection);
    }
    if application != APPLICATION {
        return Err(refused(path, "is a database, but not a ledger of mail"));
    }
    if version != VERSION {
        let message = format!("is a ledger of version {version}; this Plenary knows version {VERSION}");
        return Err(refused(path, &message).help("use the newer Plenary that has written it"));
    }
    Ok(connection)
}

/// Opens a ledger, and makes it where there is none. Only its owner may read it: it holds addresses.
pub fn open_or_make(path: &Path) -> Result<Connection, Diagnostic> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(refused(path, &format!("cannot be made: {error}"))),
    }
    open(path)
}

fn connect(path: &Path) -> Result<Connection, Diagnostic> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| broken(path, &error))?;
    // Whoever looks at the ledger meanwhile holds it for moments only.
    connection.busy_timeout(Duration::from_secs(30)).map_err(|error| broken(path, &error))?;
    let settings = "pragma journal_mode = delete; pragma synchronous = extra; pragma secure_delete = on;
        pragma foreign_keys = on; pragma temp_store = memory;";
    connection.execute_batch(settings).map_err(|error| broken(path, &error))?;
    Ok(connection)
}

fn identity(connection: &Connection, path: &Path) -> Result<(i64, i64), Diagnostic> {
    let pragma = |name: &str| connection.query_row(&format!("pragma {name}"), [], |row| row.get(0));
    let both = pragma("application_id").and_then(|id| Ok((id, pragma("user_version")?)));
    both.map_err(|error| broken(path, &error))
}

fn is_empty(connection: &Connection, path: &Path) -> Result<bool, Diagnostic> {
    let count = connection.query_row("select count(*) from sqlite_schema", [], |row| row.get::<_, i64>(0));
    count.map(|count| count == 0).map_err(|error| broken(path, &error))
}

/// In one transaction: a run that is killed here leaves an empty file, which is filled the next time.
fn make(connection: &mut Connection, path: &Path) -> Result<(), Diagnostic> {
    let made = connection.transaction().and_then(|transaction| {
        transaction.execute_batch(TABLES)?;
        let identity = format!("pragma application_id = {APPLICATION}; pragma user_version = {VERSION};");
        transaction.execute_batch(&identity)?;
        transaction.commit()
    });
    made.map_err(|error| broken(path, &error))
}

/// What SQLite says, in the ledger's words.
pub fn broken(path: &Path, error: &rusqlite::Error) -> Diagnostic {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => refused(path, "is not a ledger of mail"),
        Some(ErrorCode::DatabaseCorrupt) => refused(path, "is damaged")
            .help("take it from a backup; without it Plenary does not know who has been mailed"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => refused(path, "is held by another program"),
        Some(ErrorCode::DiskFull) => refused(path, "cannot be written: the disk is full"),
        Some(ErrorCode::ReadOnly) => refused(path, "cannot be written: you may only read it, or its folder"),
        _ => refused(path, &format!("cannot be used: {error}")),
    }
}
