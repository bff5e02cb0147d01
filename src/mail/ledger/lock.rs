//! One run at a time: a lock on a file beside the ledger, which the system releases when the process ends, however it
//! ends. The ledger itself stays readable for `--status`.

use crate::diagnostic::Diagnostic;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The lock of a ledger; held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Fails where another run holds it.
    pub fn take(ledger: &Path) -> Result<Lock, Diagnostic> {
        Lock::try_take(ledger)?.ok_or_else(|| held(ledger))
    }

    /// The lock, or `None` where another run holds it.
    pub fn try_take(ledger: &Path) -> Result<Option<Lock>, Diagnostic> {
        let path = path_beside(ledger);
        let cannot = |error: &std::io::Error| {
            Diagnostic::error("ledger-lock", format!("{} cannot be locked: {error}", path.display()))
        };
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = file.map_err(|error| cannot(&error))?;
        match file.try_lock() {
            Ok(()) => {
                // Whose lock it is, is a help to people; the lock does not depend on it.
                let noted = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                noted.map_err(|error| cannot(&error))?;
                Ok(Some(Lock { _file: file }))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(cannot(&error)),
        }
    }
}

fn held(ledger: &Path) -> Diagnostic {
    // Where the number cannot be read, the message goes without.
    let process = std::fs::read_to_string(path_beside(ledger)).unwrap_or_default();
    let process = if process.is_empty() { process } else { format!(" (process {process})") };
    Diagnostic::error("ledger-lock", format!("another run{process} is sending by {}", ledger.display()))
        .help("wait until it has ended, or end it with Ctrl-C; `--status` shows how far it is")
}

/// `EVENT.ledger.lock`; it stays where it is, since removing it would let two runs lock two files.
pub fn path_beside(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_runs_exclude_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = folder.path().join("event.ledger");
        let first = Lock::take(&ledger).expect("free");
        let refused = Lock::take(&ledger).expect_err("held");
        assert!(refused.message.contains(&format!("(process {})", std::process::id())), "{}", refused.message);
        drop(first);
        assert!(Lock::try_take(&ledger).is_ok_and(|lock| lock.is_some()));
    }
}
