//! A share of a list, so that several machines can work on it.

use std::ops::Range;
use std::str::FromStr;

/// The second of eight parts: `2/8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// From 1.
    number: usize,
    of: usize,
}

impl Part {
    pub const WHOLE: Part = Part { number: 1, of: 1 };

    /// The indices of this part of a list. The parts hold each index once and differ in length by one at most.
    pub fn range(self, length: usize) -> Range<usize> {
        let end = |number: usize| (length as u128 * number as u128 / self.of as u128) as usize;
        end(self.number - 1)..end(self.number)
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Part, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if 1 <= number && number <= of => Ok(Part { number, of }),
            _ => Err("write a part and how many there are, such as `2/8`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn the_parts_are_the_whole() {
        for (length, of) in [(0, 3), (7, 3), (10_000, 8), (3, 8)] {
            let parts: Vec<_> = (1..=of).map(|number| format!("{number}/{of}").parse::<Part>().unwrap()).collect();
            let indices: Vec<usize> = parts.iter().flat_map(|part| part.range(length)).collect();
            assert_eq!(indices, (0..length).collect::<Vec<_>>());
            let lengths = || parts.iter().map(|part| part.range(length).len());
            assert!(lengths().max().unwrap() - lengths().min().unwrap() <= 1);
        }
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in ["", "2", "0/3", "4/3", "1/0", "-1/2", "1/2/3", "99999999999999999999/2"] {
            assert!(text.parse::<Part>().is_err(), "{text}");
        }
    }
}
