//! The password: where it comes from, and that it is shown nowhere.
//!
//! A secret comes from the environment, from a command or from a file that its owner alone may read; never from the
//! event file. The type has no `Display`, and its `Debug` says nothing. [`Secret::hidden_in`] takes it out of texts that
//! others wrote, such as a server's answer.

use crate::diagnostic::Diagnostic;
use std::fmt;
use std::path::{Path, PathBuf};

/// What must not be seen.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Where a secret is to be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The name of an environment variable.
    Environment(String),
    /// A command for the shell; the first line that it writes.
    Command(String),
    /// The first line of a file.
    File(PathBuf),
}

/// What a process is given from outside; the command line has the real one.
pub trait Surroundings {
    /// An environment variable.
    fn variable(&self, name: &str) -> Option<String>;

    /// What a command of the shell writes to its standard output; or why there is none.
    fn output(&self, command: &str) -> Result<Vec<u8>, String>;
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Secret(hidden)")
    }
}

impl Secret {
    pub fn new(secret: String) -> Secret {
        Secret(secret)
    }

    /// The secret itself, for the one who must have it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A text without the secret, and without the `forms` that it takes on the wire.
    pub fn hidden_in(&self, text: &str, forms: &[Secret]) -> String {
        let all = std::iter::once(self).chain(forms).filter(|secret| !secret.0.is_empty());
        all.fold(text.to_owned(), |text, secret| text.replace(&secret.0, "(hidden)"))
    }
}

/// Fetches a secret. The errors name the source and never what it gave.
pub fn fetch(source: &Source, surroundings: &dyn Surroundings) -> Result<Secret, Diagnostic> {
    let bytes = match source {
        Source::Environment(name) => surroundings.variable(name).map(String::into_bytes).ok_or_else(|| {
            let message = format!("the environment variable `{name}`, which holds the password, is not set");
            refused(message).help(format!("set it for this command alone, such as `read -s {name}; export {name}`"))
        })?,
        Source::Command(command) => surroundings.output(command).map_err(|reason| {
            refused(format!("the command that gives the password fails: {reason}"))
                .help("try `server.password.command` in a shell: it must write the password as its first line")
        })?,
        Source::File(path) => read(path)?,
    };
    first_line(&bytes).ok_or_else(|| {
        let from = match source {
            Source::Environment(name) => format!("the environment variable `{name}`"),
            Source::Command(_) => "the command".to_owned(),
            Source::File(path) => path.display().to_string(),
        };
        refused(format!("{from} gives no password")).help("it must be UTF-8 text, on the first line")
    })
}

fn refused(message: String) -> Diagnostic {
    Diagnostic::error("mail-password", message)
}

/// The first line without its end; `None` where it is empty or not UTF-8.
fn first_line(bytes: &[u8]) -> Option<Secret> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?.trim_end_matches('\r');
    (!line.is_empty()).then(|| Secret(line.to_owned()))
}

fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let shown = path.display();
    let failed = |error: std::io::Error| refused(format!("cannot read the password from {shown}: {error}"));
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if is_open_to_others(&metadata) {
        return Err(refused(format!("{shown} holds a password, and others than its owner may read or change it"))
            .help(format!("`chmod 600 {shown}`, and take another password if the machine has other users")));
    }
    std::fs::read(path).map_err(failed)
}

#[cfg(unix)]
fn is_open_to_others(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

/// Other systems keep a user's files from others by their folders.
#[cfg(not(unix))]
fn is_open_to_others(_: &std::fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given;

    impl Surroundings for Given {
        fn variable(&self, name: &str) -> Option<String> {
            (name == "MAIL_PASSWORD").then(|| "from the environment".to_owned())
        }

        fn output(&self, command: &str) -> Result<Vec<u8>, String> {
            match command {
                "pass mail" => Ok(b"from a command\r\nuser: office\n".to_vec()),
                "silent" => Ok(b"\nlater".to_vec()),
                _ => Err("exit code 1".to_owned()),
            }
        }
    }

    #[test]
    fn it_comes_from_three_places() {
        let from = |source| fetch(&source, &Given).map(|secret| secret.reveal().to_owned());
        assert_eq!(from(Source::Environment("MAIL_PASSWORD".into())).as_deref(), Ok("from the environment"));
        assert_eq!(from(Source::Command("pass mail".into())).as_deref(), Ok("from a command"));
        assert!(from(Source::Environment("OTHER".into())).is_err());
        assert!(from(Source::Command("false".into())).is_err());
        assert!(from(Source::Command("silent".into())).is_err_and(|error| error.message.contains("gives no password")));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("password");
        std::fs::write(&path, "from a file\n").expect("written");
        for (mode, taken) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o644, false)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("set");
            let secret = fetch(&Source::File(path.clone()), &Given);
            assert_eq!(secret.is_ok(), taken, "mode {mode:o}: {secret:?}");
            assert!(secret.is_ok_and(|secret| secret.reveal() == "from a file") == taken);
        }
    }

    #[test]
    fn it_is_shown_nowhere() {
        let secret = Secret::new("tulip-7".into());
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(hidden) Some(Secret(hidden))");
        let coded = Secret::new("dHVsaXAtNw==".into());
        let answer = secret.hidden_in("535 tulip-7, that is dHVsaXAtNw==, is wrong", &[coded]);
        assert_eq!(answer, "535 (hidden), that is (hidden), is wrong");
    }
}
