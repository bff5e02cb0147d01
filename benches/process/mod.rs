//! Processes that are measured.
#![allow(dead_code, reason = "each benchmark takes its part")]

use std::time::Duration;

/// What a process took.
pub struct Spent {
    pub succeeded: bool,
    /// User and system time, which a busy machine lengthens little.
    pub cpu: Duration,
    /// The most memory that was resident, in bytes.
    pub peak: u64,
}

/// Waits for the end; what was spent is known on Linux, elsewhere 0.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub fn wait(child: std::process::Child) -> Spent {
    /// `struct rusage` of getrusage(2).
    #[repr(C)]
    #[derive(Default)]
    struct Usage {
        /// Seconds and microseconds, of the user, then of the system.
        times: [i64; 4],
        max_rss_kilobytes: i64,
        others: [i64; 13],
    }
    unsafe extern "C" {
        fn wait4(pid: i32, status: *mut i32, options: i32, usage: *mut Usage) -> i32;
    }
    let (mut status, mut usage) = (0, Usage::default());
    // SAFETY: wait4(2) writes one int and one struct rusage, for which both places have room.
    let waited = unsafe { wait4(child.id() as i32, &mut status, 0, &mut usage) };
    let [seconds, micros, system_seconds, system_micros] = usage.times.map(|time| time.max(0) as u64);
    Spent {
        succeeded: waited == child.id() as i32 && status == 0,
        cpu: Duration::from_secs(seconds + system_seconds) + Duration::from_micros(micros + system_micros),
        peak: usage.max_rss_kilobytes as u64 * 1024,
    }
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub fn wait(mut child: std::process::Child) -> Spent {
    let succeeded = child.wait().is_ok_and(|status| status.success());
    Spent { succeeded, cpu: Duration::ZERO, peak: 0 }
}
