//! Processes that are measured.

/// Waits for the end; on Linux gives the peak of resident memory, elsewhere 0.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub fn wait(child: std::process::Child) -> (bool, u64) {
    /// `struct rusage` of getrusage(2).
    #[repr(C)]
    #[derive(Default)]
    struct Usage {
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
    (waited == child.id() as i32 && status == 0, usage.max_rss_kilobytes as u64 * 1024)
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub fn wait(mut child: std::process::Child) -> (bool, u64) {
    (child.wait().is_ok_and(|status| status.success()), 0)
}
