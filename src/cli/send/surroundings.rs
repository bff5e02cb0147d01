//! What a run of mail is given from outside: the clock, the person at the keyboard, environment and commands.

use crate::diagnostic::Diagnostic;
use crate::mail::clock::Clock;
use crate::mail::secret::Surroundings;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// The system's clock, and Ctrl-C.
pub struct RealClock {
    interrupted: Arc<AtomicBool>,
}

/// How soon Ctrl-C ends a pause.
const SLICE: Duration = Duration::from_millis(100);

impl RealClock {
    /// From here on Ctrl-C (or the system's wish that the process ends) is heeded after the message in hand; the second
    /// one ends the process at once, which the ledger outlives.
    pub fn heeding_interrupts() -> Result<RealClock, Diagnostic> {
        let clock = RealClock::new();
        let interrupted = Arc::clone(&clock.interrupted);
        let set = ctrlc::set_handler(move || {
            if interrupted.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
        set.map_err(|error| Diagnostic::error("system", format!("Ctrl-C cannot be heeded: {error}")))?;
        Ok(clock)
    }

    pub fn new() -> RealClock {
        RealClock { interrupted: Arc::default() }
    }
}

impl Clock for RealClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn sleep(&self, milliseconds: i64) {
        let end = Instant::now() + Duration::from_millis(milliseconds.max(0).unsigned_abs());
        while !self.interrupted() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            std::thread::sleep(left.min(SLICE));
        }
    }

    fn interrupted(&self) -> bool {
        self.interrupted.load(Ordering::SeqCst)
    }
}

/// The process's own environment and shell.
pub struct Process;

impl Surroundings for Process {
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn output(&self, command: &str) -> Result<Vec<u8>, String> {
        let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
        shell.arg(if cfg!(windows) { "/C" } else { "-c" }).arg(command);
        // A password store may ask its own questions.
        let output =
            shell.stdin(Stdio::inherit()).stderr(Stdio::inherit()).output().map_err(|error| error.to_string())?;
        if output.status.success() { Ok(output.stdout) } else { Err(output.status.to_string()) }
    }
}
