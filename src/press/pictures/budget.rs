//! How much memory pictures in the making may take together.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// In bytes. A picture that needs more by itself is made alone.
const MOST: u64 = 512 << 20;

/// What is taken now.
#[derive(Default)]
pub(super) struct Budget {
    taken: Mutex<u64>,
    freed: Condvar,
}

/// Some memory, given back when this is dropped.
pub(super) struct Share<'a> {
    budget: &'a Budget,
    bytes: u64,
}

impl Budget {
    /// Waits until so many bytes are free.
    pub fn take(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(MOST);
        let fits = |taken: &mut u64| *taken + bytes > MOST;
        let waited = self.freed.wait_while(self.lock(), fits).unwrap_or_else(PoisonError::into_inner);
        let mut taken = waited;
        *taken += bytes;
        Share { budget: self, bytes }
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.lock() -= self.bytes;
        self.budget.freed.notify_all();
    }
}
