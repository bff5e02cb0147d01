//! Time as a run needs it; the command line gives the real one, tests give their own.

/// The moment, waiting, and whether somebody wants the run to end.
pub trait Clock {
    /// Milliseconds since 1970-01-01 UTC.
    fn now(&self) -> i64;

    /// Waits so many milliseconds; ends early when somebody wants the run to end.
    fn sleep(&self, milliseconds: i64);

    /// Whether the run is to end after the message in hand.
    fn interrupted(&self) -> bool;
}
