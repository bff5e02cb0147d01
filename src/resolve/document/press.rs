//! What the press needs to be told: the print condition, how much ink it carries, how fine pictures are.

use crate::color::condition::PrintCondition;
use std::sync::Arc;

/// For which press the print edition is made.
#[derive(Clone, PartialEq, Debug)]
pub struct Press {
    pub condition: Arc<PrintCondition>,
    /// The most ink that may lie on one place, in percent.
    pub ink_limit: f32,
    /// Pixels per inch to which finer pictures are brought.
    pub resolution: f32,
    pub marks: Marks,
}

/// Which printer's marks stand outside the bleed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    pub crop: bool,
    pub bleed: bool,
    pub registration: bool,
    pub bars: bool,
    pub slug: bool,
}

impl Marks {
    pub const ALL: Marks = Marks { crop: true, bleed: true, registration: true, bars: true, slug: true };

    pub fn any(self) -> bool {
        self != Marks::default()
    }
}

impl Default for Press {
    /// Offset on coated paper.
    fn default() -> Press {
        Press::of(PrintCondition::coated())
    }
}

impl Press {
    /// The usual limits under a print condition: 300 % of ink, or less where it carries less; 300 ppi.
    pub fn of(condition: PrintCondition) -> Press {
        let ink_limit = condition.ink_limit.min(300.0);
        Press { condition: Arc::new(condition), ink_limit, resolution: 300.0, marks: Marks::default() }
    }
}
