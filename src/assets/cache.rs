//! A folder of results that would take long to make again, each under a key of everything that it depends on.
//!
//! In: a folder, a size limit and the time, all from the caller. Out: bytes that were put there before, whole and unchanged, or
//! nothing. The folder is a convenience: whatever goes wrong in it is taken for "not there". Entries are written under another
//! name and renamed, so that several runs may share it; each begins with a checksum, so that a damaged one is not used. Those
//! that were used longest ago go first when it grows too large.

use std::fs::{self, File, FileTimes};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// The size limit that suits a user's machine, in bytes.
pub const USUAL_LIMIT: u64 = 500_000_000;

/// What marks this cache's files: no other is ever touched.
const EXTENSION: &str = "plenary-cache";
const HASH_LENGTH: usize = blake3::OUT_LEN;
/// An entry's time of last use need be no more exact than this.
const TIME_STEP: Duration = Duration::from_secs(3600);

/// A folder of results. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    /// In bytes.
    limit: u64,
    now: SystemTime,
    grown: Arc<AtomicBool>,
}

/// A hash of everything that a result depends on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key(String);

/// What a cache holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Contents {
    pub entries: usize,
    pub bytes: u64,
}

impl Key {
    /// Of parts, told apart by their lengths.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(hasher.finalize().to_hex().to_string())
    }
}

impl Key {
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl Cache {
    /// `now` is the time of use that entries get; the folder is made when it is first needed.
    pub fn new(folder: PathBuf, limit: u64, now: SystemTime) -> Cache {
        Cache { folder, limit, now, grown: Arc::new(AtomicBool::new(false)) }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was put under a key.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut bytes = fs::read(&path).ok()?;
        let (hash, contents) = bytes.split_first_chunk::<HASH_LENGTH>()?;
        if blake3::hash(contents).as_bytes() != hash {
            return None;
        }
        self.touch(&path);
        bytes.drain(..HASH_LENGTH);
        Some(bytes)
    }

    /// Puts a result under a key, in place of what may stand there.
    pub fn put(&self, key: &Key, contents: &[u8]) {
        // Without the entry the result is made again; there is nothing to tell.
        if self.write(&self.path(key), contents).is_ok() {
            self.grown.store(true, Ordering::Relaxed);
        }
    }

    fn write(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new().suffix(&format!(".{EXTENSION}")).tempfile_in(&self.folder)?;
        file.write_all(blake3::hash(contents).as_bytes())?;
        file.write_all(contents)?;
        file.as_file().set_times(FileTimes::new().set_modified(self.now))?;
        file.persist(path).map(drop).map_err(|error| error.error)
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(&key.0).with_extension(EXTENSION)
    }

    /// Marks an entry as used now.
    fn touch(&self, path: &Path) {
        let is_old = |file: &File| {
            let used = file.metadata()?.modified()?;
            io::Result::Ok(self.now.duration_since(used).is_ok_and(|age| age > TIME_STEP))
        };
        // An entry that cannot be marked goes sooner, that is all.
        let _ = File::options().write(true).open(path).and_then(|file| match is_old(&file)? {
            true => file.set_times(FileTimes::new().set_modified(self.now)),
            false => Ok(()),
        });
    }

    /// What is there, leftovers of broken runs included.
    pub fn contents(&self) -> Contents {
        self.entries().iter().fold(Contents::default(), |sum, entry| Contents {
            entries: sum.entries + 1,
            bytes: sum.bytes + entry.bytes,
        })
    }

    /// Removes all entries.
    pub fn clear(&self) -> io::Result<Contents> {
        let mut removed = Contents::default();
        for entry in self.entries() {
            fs::remove_file(&entry.path)?;
            removed = Contents { entries: removed.entries + 1, bytes: removed.bytes + entry.bytes };
        }
        Ok(removed)
    }

    /// Brings the folder under its limit, where this run has put something there.
    pub fn trim(&self) {
        if !self.grown.swap(false, Ordering::Relaxed) {
            return;
        }
        let mut entries = self.entries();
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        entries.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
        for entry in entries {
            if total <= self.limit {
                return;
            }
            // Another run may have removed it.
            let _ = fs::remove_file(&entry.path);
            total -= entry.bytes;
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let Ok(folder) = fs::read_dir(&self.folder) else { return Vec::new() };
        let is_ours = |path: &Path| path.extension().is_some_and(|own| own == EXTENSION);
        let entry = |found: fs::DirEntry| {
            let data = found.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Entry { path: found.path(), bytes: data.len(), used: data.modified().ok()? })
        };
        folder.flatten().filter(|found| is_ours(&found.path())).filter_map(entry).collect()
    }
}

struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(folder: &Path, limit: u64, hours: u64) -> Cache {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        Cache::new(folder.join("inner"), limit, start + Duration::from_secs(hours * 3600))
    }

    fn key(name: &str) -> Key {
        Key::of([name.as_bytes()])
    }

    #[test]
    fn what_was_put_is_found_and_what_is_damaged_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = at(folder.path(), 1000, 0);
        assert_eq!(cache.get(&key("a")), None);
        cache.put(&key("a"), b"contents");
        assert_eq!(cache.get(&key("a")).as_deref(), Some(b"contents".as_slice()));
        assert_eq!(cache.get(&key("b")), None);
        let path = cache.path(&key("a"));
        let mut bytes = fs::read(&path).expect("there");
        for damaged in [bytes.len() - 1, 0, 20] {
            bytes[damaged] ^= 1;
            fs::write(&path, &bytes).expect("written");
            assert_eq!(cache.get(&key("a")), None);
            bytes[damaged] ^= 1;
        }
        fs::write(&path, &bytes[..10]).expect("written");
        assert_eq!(cache.get(&key("a")), None);
        cache.put(&key("a"), b"again");
        assert_eq!(cache.get(&key("a")).as_deref(), Some(b"again".as_slice()));
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let folder = tempfile::tempdir().expect("a folder");
        for (hour, name) in ["a", "b", "c"].into_iter().enumerate() {
            at(folder.path(), 1000, 2 * hour as u64).put(&key(name), &[0; 100]);
        }
        assert!(at(folder.path(), 1000, 8).get(&key("a")).is_some());
        let cache = at(folder.path(), 300, 10);
        cache.put(&key("d"), &[0; 100]);
        cache.trim();
        let found = ["a", "b", "c", "d"].map(|name| cache.get(&key(name)).is_some());
        assert_eq!(found, [true, false, false, true]);
    }

    #[test]
    fn other_files_are_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = at(folder.path(), 0, 0);
        cache.put(&key("a"), b"contents");
        let other = cache.folder().join("letter.txt");
        fs::write(&other, "dear").expect("written");
        assert_eq!(cache.contents().entries, 1);
        assert_eq!(cache.clear().expect("cleared").entries, 1);
        assert_eq!(cache.contents(), Contents::default());
        assert!(other.exists());
    }

    #[test]
    fn several_runs_share_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            for run in 0..4 {
                let cache = at(folder.path(), 1 << 20, 0);
                scope.spawn(move || {
                    for round in 0..50 {
                        let (key, contents) = (key(&(round % 5).to_string()), vec![round % 5; 5000]);
                        let found = cache.get(&key);
                        assert!(found.is_none_or(|found| found == contents));
                        cache.put(&key, &contents);
                        if run == 0 && round % 10 == 9 {
                            let _ = cache.clear();
                        }
                    }
                });
            }
        });
    }
}
