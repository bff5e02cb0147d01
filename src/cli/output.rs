//! Writing the finished file: whole or not at all. It is written under another name in the target's folder and renamed,
//! so that a reader never sees half of it and a failed run leaves an earlier file as it was.

use crate::{Edition, Request};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// `<folder of the event>/<its name>.pdf`, or `…-print.pdf`.
pub fn default_path(request: &Request) -> PathBuf {
    let mut name = request.event.file_stem().unwrap_or_default().to_owned();
    name.push(match request.edition {
        Edition::Screen => ".pdf",
        Edition::Print => "-print.pdf",
    });
    request.event.with_file_name(name)
}

pub fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}

pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_standard_output(path) {
        let mut out = io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush());
    }
    // What a link leads to is replaced, not the link; devices are written to as they are.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) {
        return std::fs::write(&target, bytes);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-").suffix(".pdf");
    share_as_usual(&mut builder);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(&target).map(drop).map_err(|error| error.error)
}

/// Temporary files are private by default; this one is to stay.
#[cfg(unix)]
fn share_as_usual(builder: &mut tempfile::Builder) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn share_as_usual(_: &mut tempfile::Builder) {}
