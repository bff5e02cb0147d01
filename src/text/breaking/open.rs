//! Settings that end in the same slot meet here: of two the cheaper is kept.

use super::nodes::NONE;

/// Candidates by the slot in which they go on.
pub struct Open<S> {
    list: Vec<(u32, f64, S)>,
    /// For each slot, its candidate's place in the list.
    place: Vec<u32>,
}

impl<S> Open<S> {
    /// For slots up to this number, that included.
    pub fn new(slots: usize) -> Open<S> {
        Open { list: Vec::new(), place: vec![NONE; slots + 1] }
    }

    /// Keeps a setting where it is the cheapest so far that goes on in its slot; it is made only then.
    pub fn offer(&mut self, slot: u32, cost: f64, setting: impl FnOnce() -> S) {
        let place = &mut self.place[slot as usize];
        if *place == NONE {
            *place = self.list.len() as u32;
            self.list.push((slot, cost, setting()));
        } else if let Some(known) = self.list.get_mut(*place as usize).filter(|known| cost < known.1) {
            *known = (slot, cost, setting());
        }
    }

    /// All that was kept, by slot, each with its cost.
    pub fn take(&mut self) -> Vec<(u32, f64, S)> {
        let mut list = std::mem::take(&mut self.list);
        list.iter().for_each(|(slot, ..)| self.place[*slot as usize] = NONE);
        list.sort_by_key(|(slot, ..)| *slot);
        list
    }
}
