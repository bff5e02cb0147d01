//! The figures against their limits.

use super::limits;
use super::report::{FaultKind, Quality, Stretch, Target};

/// The name of the target for word spaces of full-measure lines.
pub const STRETCH: &str = "stretch-p95-full";

/// The name of the target for hyphenated lines.
pub const HYPHENS: &str = "hyphen-share";

/// The name of the target for quotes that stand by the very words that they repeat.
pub const NEAR_REPEATS: &str = "near-repeats";

/// All targets, met and missed. Loose lines and full pages have no target of their own: each is named.
pub fn of(quality: &Quality) -> Vec<Target> {
    let none = |name, count: usize| at_most(name, count as f64, 0.0);
    let p95 = |stretch: &Option<Stretch>| stretch.as_ref().map_or(0.0, |stretch| stretch.p95);
    vec![
        none("widows", quality.paragraphs.widows),
        none("orphans", quality.paragraphs.orphans),
        none("runts", quality.paragraphs.runts),
        none("hyphens-in-succession", quality.lines.hyphens_in_succession),
        at_most(HYPHENS, quality.lines.hyphen_share, limits::HYPHEN_SHARE),
        at_most("off-grid", quality.grid.most_off, limits::OFF_GRID),
        at_most(STRETCH, p95(&quality.spacing.full), limits::STRETCH_P95),
        at_most("stretch-p95-full-undivided", p95(&quality.spacing.full_undivided), limits::STRETCH_P95_UNDIVIDED),
        at_most("column-feet", f64::from(quality.columns.most_apart), f64::from(limits::FEET)),
        none("rivers", quality.rivers.count),
        none(NEAR_REPEATS, quality.quotes.too_near),
    ]
}

fn at_most(name: &'static str, value: f64, limit: f64) -> Target {
    Target { name, value, limit, met: value <= limit }
}

impl Quality {
    /// Faults of one kind.
    pub fn faults_of(&self, kind: FaultKind) -> impl Iterator<Item = &super::report::Fault> {
        self.faults.iter().filter(move |fault| fault.kind == kind)
    }
}
