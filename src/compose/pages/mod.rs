//! Pages of a story: which of its units stand where.
//!
//! In: measured units. Out: page plans, in the number of pages that the event asks for (`copyfit`, `saving`) and in the size that is best for it (`sizes`). A search
//! (`search`, over the states and steps of `problem`, by the costs in its `table`) chooses page breaks among `offers`;
//! `filling` takes its steps one by one, with bands that are divided (`division`) set exactly.

mod copyfit;
mod cost;
mod division;
mod facing;
mod filling;
mod offers;
mod problem;
mod prospect;
mod report;
mod saving;
mod search;
mod side;
mod sizes;
mod table;

pub use copyfit::{Fitted, Fitting};
pub use cost::white;
pub use division::Divisions;
pub use problem::{PageBreaks, PagePlan, PlacedUnit, above};
pub use side::seen_apart;
