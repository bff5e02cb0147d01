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
        Press { condition: Arc::new(condition), ink_limit, resolution: 300.0 }
    }
}
