//! ICC profiles that the user names: read, not judged.

use std::io;
use std::path::Path;

/// No press profile is larger; a slip of the pen is not to fill the memory.
const MOST_BYTES: u64 = 64 << 20;

/// Reads a profile's bytes.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    if std::fs::metadata(path)?.len() > MOST_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than any ICC profile"));
    }
    std::fs::read(path)
}
