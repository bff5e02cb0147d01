//! How fast messages go out, and how long to wait after a refusal or a lost connection.
//!
//! Messages keep an equal distance, counted from the last one of an earlier run too, so that a run that is begun again
//! and again is no faster. Pauses grow by a factor and have no chance in them: the same faults give the same run.

/// A minute and a day in milliseconds.
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * MINUTE;

/// The distance between messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// Milliseconds.
    gap: i64,
    /// When the last message began; milliseconds since 1970-01-01 UTC.
    last: Option<i64>,
}

impl Pace {
    /// `per_minute` counts as 1 where it is 0. `last`: when the last message of an earlier run began.
    pub fn new(per_minute: u32, last: Option<i64>) -> Pace {
        let per_minute = i64::from(per_minute.max(1));
        Pace { gap: (MINUTE + per_minute - 1) / per_minute, last }
    }

    /// Milliseconds to wait before the next message; never more than one distance, even where the clock was set back.
    pub fn wait(&self, now: i64) -> i64 {
        let Some(last) = self.last else { return 0 };
        last.saturating_add(self.gap).saturating_sub(now).clamp(0, self.gap)
    }

    /// A message begins.
    pub fn begin(&mut self, now: i64) {
        self.last = Some(now);
    }
}

/// Pauses that grow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backoff {
    /// Milliseconds.
    pub first: i64,
    pub factor: i64,
    /// Milliseconds.
    pub most: i64,
}

impl Backoff {
    /// The `nth` pause in milliseconds, counted from 1.
    pub fn pause(&self, nth: u32) -> i64 {
        let growth = self.factor.saturating_pow(nth.saturating_sub(1));
        self.first.saturating_mul(growth).clamp(0, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_keep_their_distance() {
        let mut pace = Pace::new(20, None);
        assert_eq!(pace.wait(1_000_000), 0, "the first goes at once");
        pace.begin(1_000_000);
        assert_eq!(pace.wait(1_000_000), 3_000);
        assert_eq!(pace.wait(1_002_999), 1);
        assert_eq!(pace.wait(1_003_000), 0);
        assert_eq!(pace.wait(9_000_000), 0, "time that went by is not made up for");
    }

    #[test]
    fn never_more_than_the_rate_in_a_minute() {
        for per_minute in [1, 7, 20, 59, 61, 1_000, 60_001] {
            let (mut pace, mut now, mut begun) = (Pace::new(per_minute, None), 0, 0);
            while now < MINUTE {
                now += pace.wait(now);
                pace.begin(now);
                begun += u32::from(now < MINUTE);
            }
            assert!(begun <= per_minute, "{begun} messages at {per_minute} a minute");
        }
    }

    #[test]
    fn an_earlier_run_counts_and_a_clock_set_back_does_not_hold_up() {
        assert_eq!(Pace::new(20, Some(10_000)).wait(11_000), 2_000);
        assert_eq!(Pace::new(20, Some(10_000_000)).wait(11_000), 3_000);
        assert_eq!(Pace::new(0, Some(0)).wait(0), MINUTE);
    }

    #[test]
    fn pauses_grow_to_their_limit() {
        let pauses = Backoff { first: 1_000, factor: 5, most: 60_000 };
        let grown: Vec<i64> = (0..6).map(|nth| pauses.pause(nth)).collect();
        assert_eq!(grown, [1_000, 1_000, 5_000, 25_000, 60_000, 60_000]);
        assert_eq!(pauses.pause(u32::MAX), 60_000);
    }
}
