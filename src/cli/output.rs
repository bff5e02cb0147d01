//! Writing the finished file: whole or not at all. It is written under another name in the target's folder and renamed,
//! so that a reader never sees half of it and a failed run leaves an earlier file as it was.

use crate::{Edition, Failure, Request};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// `<folder of the event>/<its name>.pdf`, or `…-print.pdf`, or with the scheme `…-print-booklet.pdf`.
pub fn default_path(request: &Request) -> PathBuf {
    let mut name = request.event.file_stem().unwrap_or_default().to_owned();
    name.push(match request.edition {
        Edition::Screen => "",
        Edition::Print => "-print",
        Edition::Office => "-office",
    });
    if let Some(imposition) = &request.imposition {
        name.push("-");
        name.push(imposition.scheme.name());
    }
    name.push(".pdf");
    request.event.with_file_name(name)
}

pub fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes a file whose bytes stand in several places.
pub fn write_parts(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    Draft::new(target(path), parts)?.publish()
}

pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_standard_output(path) {
        let mut out = io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush());
    }
    let target = target(path);
    if target.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return std::fs::write(&target, bytes);
    }
    Draft::new(target, &[bytes])?.publish()
}

/// Writes all files or none: first each under another name, then all get their own.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
    let failed = |path: &Path, error| Failure::system("write", path, error);
    let draft =
        |(path, bytes): &(PathBuf, &[u8])| Draft::new(target(path), &[*bytes]).map_err(|error| failed(path, error));
    let drafts = files.iter().map(draft).collect::<Result<Vec<_>, _>>()?;
    for ((path, _), draft) in files.iter().zip(drafts) {
        draft.publish().map_err(|error| failed(path, error))?;
    }
    Ok(())
}

/// What a link leads to is replaced, not the link; devices are written to as they are.
fn target(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A file that is written, but not yet under its name.
struct Draft {
    file: tempfile::NamedTempFile,
    target: PathBuf,
}

impl Draft {
    fn new(target: PathBuf, parts: &[&[u8]]) -> io::Result<Draft> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".plenary-").suffix(".pdf");
        share_as_usual(&mut builder);
        let written = match target.is_dir() {
            true => Err(io::ErrorKind::IsADirectory.into()),
            false => builder.tempfile_in(folder_of(&target)).and_then(|mut file| {
                for part in parts {
                    file.write_all(part)?;
                }
                Ok(file)
            }),
        };
        match written {
            Ok(file) => Ok(Draft { file, target }),
            Err(error) => Err(explain(&error, &target)),
        }
    }

    fn publish(self) -> io::Result<()> {
        let Draft { file, target } = self;
        file.persist(&target).map(drop).map_err(|error| explain(&error.error, &target))
    }
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The system's error in words that name the folder and not the temporary file.
fn explain(error: &io::Error, target: &Path) -> io::Error {
    let shown = folder_of(target).display();
    let text = match error.kind() {
        _ if target.is_dir() => "it is a folder; name a file in it with `-o`".to_owned(),
        io::ErrorKind::NotFound => format!("there is no folder {shown}; make it, or name another place with `-o`"),
        io::ErrorKind::NotADirectory => format!("{shown} is no folder; name another place with `-o`"),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            format!("the folder {shown} is not open to you for writing; name another place with `-o`")
        }
        // What the library wraps round the system's words names the temporary file.
        _ => std::error::Error::source(error).map_or(error.to_string(), ToString::to_string),
    };
    io::Error::new(error.kind(), text)
}

/// Temporary files are private by default; this one is to stay.
#[cfg(unix)]
fn share_as_usual(builder: &mut tempfile::Builder) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn share_as_usual(_: &mut tempfile::Builder) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::{Imposition, Scheme};
    use std::fs;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.pdf");
        for bytes in [b"first".as_slice(), b"second"] {
            write(&path, bytes).expect("written");
            assert_eq!(fs::read(&path).expect("there"), bytes);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_others_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link) = (folder.path().join("target.pdf"), folder.path().join("link.pdf"));
        fs::write(&target, "earlier").expect("written");
        std::os::unix::fs::symlink(&target, &link).expect("linked");
        write(&link, b"later").expect("written");
        assert!(link.symlink_metadata().expect("there").is_symlink());
        assert_eq!(fs::read(&target).expect("there"), b"later");
        assert_eq!(target.metadata().expect("there").permissions().mode() & 0o044, 0o044 & !umask());
    }

    #[cfg(unix)]
    fn umask() -> u32 {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plain");
        fs::write(&path, "").expect("written");
        !path.metadata().expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn what_cannot_be_written_is_explained() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = write(&folder.path().join("none/report.pdf"), b"x").expect_err("there is no folder");
        let expected = format!("there is no folder {}", folder.path().join("none").display());
        assert!(error.to_string().starts_with(&expected), "{error}");
        let error = write(folder.path(), b"x").expect_err("a folder is no file");
        assert_eq!(error.to_string(), "it is a folder; name a file in it with `-o`");
    }

    #[test]
    fn names_follow_the_event_file() {
        let request =
            |edition, imposition| Request { imposition, ..Request::new("a/spring.event.yaml".into(), edition) };
        assert_eq!(default_path(&request(Edition::Screen, None)), Path::new("a/spring.event.pdf"));
        assert_eq!(default_path(&request(Edition::Print, None)), Path::new("a/spring.event-print.pdf"));
        let imposition = Some(Imposition { scheme: Scheme::CutStack, sheet: None });
        let path = default_path(&request(Edition::Print, imposition));
        assert_eq!(path, Path::new("a/spring.event-print-cut-stack.pdf"));
    }
}
