//! A bill: the faults that somebody found, with their prices.
//!
//! In: faults, found by the composer in its own lines and rows, or by `quality` on the pages. Out: [`Item`]s by kind, the
//! dearest first, and their sum. Both make bills of the same kinds, so that a test can hold one against the other.

use super::{Fault, Price};

/// Faults, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    pub faults: Vec<Fault>,
}

/// All faults of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub name: &'static str,
    pub count: usize,
    /// Of all together.
    pub price: Price,
}

impl Bill {
    /// The same fault so many times.
    pub fn add(&mut self, fault: Fault, times: usize) {
        self.faults.extend(std::iter::repeat_n(fault, times));
    }

    /// How many faults are of the kind of this one, whatever their amounts.
    pub fn count(&self, of: Fault) -> usize {
        self.faults.iter().filter(|fault| fault.name() == of.name()).count()
    }

    /// What all faults together cost.
    pub fn sum(&self) -> Price {
        self.faults.iter().map(|fault| fault.price()).sum()
    }

    /// By kind, the dearest kind first. What costs nothing is no fault.
    pub fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for (name, price) in self.faults.iter().map(|fault| (fault.name(), fault.price())).filter(|one| one.1 > 0) {
            match items.iter_mut().find(|item| item.name == name) {
                Some(item) => *item = Item { count: item.count + 1, price: item.price + price, ..*item },
                None => items.push(Item { name, count: 1, price }),
            }
        }
        items.sort_by_key(|item| (std::cmp::Reverse(item.price), item.name));
        items
    }
}

impl Fault {
    /// What the kind is called on a bill.
    pub fn name(self) -> &'static str {
        match self {
            Fault::Widow => "widow",
            Fault::Orphan => "orphan",
            Fault::Runt => "runt",
            Fault::DividedAtEnd => "divided-at-end",
            Fault::BadHyphen => "bad-hyphen",
            Fault::Apart => "apart",
            Fault::LoneLine => "lone-line",
            Fault::UnevenFeet(_) => "uneven-feet",
            Fault::OtherPage => "other-page",
            Fault::Stutter(_) => "stutter",
            Fault::Touch => "touch",
            Fault::Overlap => "overlap",
            Fault::Foot { .. } => "foot",
            Fault::LastFoot { .. } => "last-foot",
            Fault::Facing(_) | Fault::FacingAtEnd(_) => "facing",
            Fault::Divided => "divided",
            // Seen only by the stage that chooses, among ways of which one is taken.
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dearest_kind_comes_first_and_the_sum_is_that_of_all() {
        let mut bill = Bill::default();
        bill.add(Fault::Runt, 2);
        bill.add(Fault::Widow, 1);
        bill.add(Fault::Stutter(0), 1);
        bill.add(Fault::Stutter(2), 1);
        bill.add(Fault::Stutter(1), 1);
        let (widow, runt) = (Fault::Widow.price(), Fault::Runt.price());
        let stutter = Fault::Stutter(1).price() + Fault::Stutter(2).price();
        let wanted = [
            Item { name: "widow", count: 1, price: widow },
            Item { name: "runt", count: 2, price: 2 * runt },
            Item { name: "stutter", count: 2, price: stutter },
        ];
        assert_eq!(bill.items(), wanted);
        assert_eq!(bill.sum(), widow + 2 * runt + stutter);
        assert_eq!(bill.count(Fault::Stutter(0)), 3);
    }
}
