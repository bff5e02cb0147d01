//! The measures of a paragraph's lines, as far as they tell one setting of it from another.
//!
//! In: the slots that its lines may take. Out: a [`Profile`]: run-lengths of measures, in [`Length`] units, the last run
//! without an end; after which lines the column turns. Two places with equal profiles have equal ways.
//!
//! [`Length`]: crate::geometry::Length

use smallvec::{SmallVec, smallvec};

type Turns = SmallVec<[u32; 4]>;

/// Measures of lines, from the first on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Profile {
    /// So many lines of a measure; the last holds for all lines that follow.
    runs: SmallVec<[(u32, i64); 4]>,
    /// Lines after which a hyphen costs as at a column's end.
    turns: Vec<u32>,
}

impl Profile {
    pub fn constant(measure: i64) -> Profile {
        Profile { runs: smallvec![(u32::MAX, measure)], turns: Vec::new() }
    }

    /// Of so many lines of a measure each, in this order; those beyond are as the last one.
    pub fn new(lines: impl IntoIterator<Item = (u32, i64)>) -> Profile {
        let mut runs: SmallVec<[(u32, i64); 4]> = SmallVec::new();
        for (more, measure) in lines {
            match runs.last_mut() {
                Some((count, last)) if *last == measure => *count += more,
                _ => runs.push((more, measure)),
            }
        }
        if let Some((count, _)) = runs.last_mut() {
            *count = u32::MAX;
        }
        Profile { runs, turns: Vec::new() }
    }

    /// The same with columns that turn after these lines, counted from 1.
    pub fn turning(&self, turns: Vec<u32>) -> Profile {
        Profile { runs: self.runs.clone(), turns }
    }

    /// Of each line, counted from 0, up to the one from which on nothing changes.
    pub fn measures(&self) -> Vec<i64> {
        let mut list = Vec::new();
        for (index, (count, measure)) in self.runs.iter().enumerate() {
            let last = index + 1 == self.runs.len();
            list.extend(std::iter::repeat_n(*measure, if last { 1 } else { *count as usize }));
        }
        list
    }

    /// Whether so many lines have the same measures and turns in both.
    pub fn agrees(&self, other: &Profile, lines: u32) -> bool {
        let turns = |profile: &Profile| profile.turns.iter().copied().filter(|turn| *turn <= lines).collect::<Turns>();
        if (!self.turns.is_empty() || !other.turns.is_empty()) && turns(self) != turns(other) {
            return false;
        }
        let (mut own, mut others) = (self.runs.iter(), other.runs.iter());
        let (mut a, mut b) = (own.next().copied(), others.next().copied());
        let mut left = lines;
        while left > 0 {
            match (&mut a, &mut b) {
                (Some((own_lines, measure)), Some((other_lines, other))) if measure == other => {
                    let both = left.min(*own_lines).min(*other_lines);
                    (left, *own_lines, *other_lines) = (left - both, *own_lines - both, *other_lines - both);
                }
                _ => return false,
            }
            a = a.filter(|(lines, _)| *lines > 0).or_else(|| own.next().copied());
            b = b.filter(|(lines, _)| *lines > 0).or_else(|| others.next().copied());
        }
        true
    }

    /// Whether the column turns after this many lines.
    pub fn turns_after(&self, lines: u32) -> bool {
        self.turns.contains(&lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_measures_are_equal_profiles() {
        assert_eq!(Profile::new([(2, 7), (1, 7)]), Profile::constant(7));
        assert_eq!(Profile::new([(2, 5), (3, 7)]), Profile::new([(1, 5), (1, 5), (1, 7)]));
        assert_ne!(Profile::new([(1, 5), (1, 7)]), Profile::new([(2, 5), (1, 7)]));
        assert_eq!(Profile::new([(2, 5), (2, 7)]).measures(), [5, 5, 7]);
        assert!(Profile::constant(5).turning(vec![3]).turns_after(3));
    }

    #[test]
    fn what_is_beyond_the_last_line_does_not_matter() {
        let (one, other) = (Profile::new([(2, 5), (3, 7), (1, 4)]), Profile::new([(2, 5), (4, 7), (1, 5)]));
        assert!(one.agrees(&other, 5) && other.agrees(&one, 5));
        assert!(!one.agrees(&other, 6) && !other.agrees(&one, 6));
        assert!(one.agrees(&one.turning(vec![6]), 5) && !one.agrees(&one.turning(vec![5]), 5));
        assert!(!Profile::constant(5).agrees(&one, 3) && Profile::constant(5).agrees(&one, 2));
    }
}
