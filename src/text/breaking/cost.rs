//! What a line and a broken rule cost, in demerits.
//!
//! Badness and demerits after Knuth and Plass (1981): a line whose word spaces use their whole stretch or shrink has
//! badness 100, demerits are `(LINE + badness)²` plus what the break costs. As in pdfTeX (Hàn Thế Thành, "Micro-
//! typographic extensions to the TeX typesetting system", 2000) letters are scaled before a space changes, and a line
//! looser than its limit is not forbidden but dear.

use super::items::{BreakKind, BreakPoint, Sums};
use crate::ledger::{Fault, Price};
use crate::resolve::style::Justification;

/// Of every line, so that fewer lines are better; TeX's `\linepenalty` is 10.
const LINE: f64 = 20.0;
/// Of neighbouring lines whose looseness differs by more than one class: TeX's `\adjdemerits`.
pub const UNEVEN: f64 = 10_000.0;
/// Of an added hyphen: as a line whose spaces are 1.5 times the font's. `docs/quality.md` has the curve on which it was
/// chosen; a lower price gives more than 8 % in a sample, a higher one wider spaces.
pub const HYPHEN: f64 = 43_000.0;
/// More, in a name or a compound that has a hyphen of its own.
pub const HYPHEN_IN_NAME: f64 = 47_000.0;
/// Demerits for a hundredth of a row.
const A_HUNDREDTH: f64 = 400.0;

/// The widest word space of a strict line once its letters are spaced, times the font's.
const WIDEST_SPACE: f64 = 2.2;
/// The same for a loose line. Where even that cannot be had, as in a language that is not hyphenated beside a picture,
/// the line is left ragged: a short line disturbs less than a few words drawn out to the measure.
const LOOSE_SPACE: f64 = 2.7;
/// The word space, times the font's, from which letters are spaced as well: below what 19 lines in 20 must keep to, so
/// that only the others need it.
const LETTERSPACE_FROM: f64 = 1.66;
/// The same in a narrow measure, where the lines above and below are as loose.
const LETTERSPACE_FROM_IN_NARROW: f64 = 2.1;
/// A measure of fewer ems is narrow: about 45 characters.
const NARROW: f64 = 20.0;
/// The most that a letter is spaced to keep the word space there, as a fraction of the size: a third of what
/// Bringhurst allows ("The Elements of Typographic Style", 2.1.9: 3 % of the size).
const LETTERSPACE: f64 = 0.010;
/// The same to keep a line within [`WIDEST_SPACE`].
const MOST_LETTERSPACE: f64 = 0.015;
/// Badness of letters that are scaled as far as they may: of two lines whose spaces are the font's, the one whose
/// letters are too is a little better.
const SCALED: f64 = 20.0;
/// The empty rest of a ragged line that counts as badness 100, as a fraction of the measure.
const RAGGED_REST: f64 = 0.2;

/// A line that is left ragged and a tenth empty has twice the badness of the loosest line that is not.
const RAGGED: f64 = 10.0;

/// What the text up to a point may cost more than the best way to set it up to there.
pub const DEAR: f64 = 2_000_000.0;

/// Broken rules, in demerits.
pub const BAD_HYPHEN: f64 = demerits(Fault::BadHyphen.price());
pub const RUNT: f64 = demerits(Fault::Runt.price());
/// For a line that sticks out, and again for each measure that it does.
pub const OVERFULL: f64 = demerits(Fault::Overfull.price());

/// A price of the ledger in demerits: a line whose spaces are 1.55 times the font's costs a row.
pub const fn demerits(price: Price) -> f64 {
    price as f64 * A_HUNDREDTH
}

/// Demerits as a price, with what is less than a hundredth of a row.
pub fn price(demerits: f64) -> f64 {
    demerits / A_HUNDREDTH
}

/// A last line of fewer words than this that fills less than [`RUNT_FILL`] of the measure is a runt.
pub const RUNT_WORDS: u32 = 2;
pub const RUNT_FILL: f64 = 0.18;
/// So is one of any number of words that fills less than this.
pub const RUNT_LEAST: f64 = 0.085;

/// How one paragraph's lines are judged.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// `None` for ragged lines.
    pub justification: Option<Justification>,
    /// Lines looser than this ratio are refused.
    pub tolerance: f64,
    /// Those looser than this one are left ragged, unless letterspacing helps.
    ragged: f64,
}

/// How wide the word spaces of a justified line may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looseness {
    Good,
    Loose,
    Any,
}

/// How a line is filled: signed shares of what letters and word spaces may give, 1 for all of the stretch, -1 for all
/// of the shrink. Letters come first and never give more; spaces take what is left.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Share {
    pub letters: f64,
    pub spaces: f64,
}

/// A line that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    pub demerits: f64,
    /// 0 tight, 1 decent, 2 loose, 3 very loose: the paper's fitness classes.
    pub class: u8,
}

impl Judge {
    pub fn new(justification: Option<Justification>, looseness: Looseness) -> Judge {
        let widest = match looseness {
            Looseness::Good => WIDEST_SPACE,
            Looseness::Loose => LOOSE_SPACE,
            Looseness::Any => f64::INFINITY,
        };
        let ratio_of = |widest: f64| match justification {
            Some(j) if j.space > 0.0 && j.stretch > 0.0 => ((widest / j.space - 1.0) / j.stretch).max(1.0),
            _ => f64::INFINITY,
        };
        Judge { justification, tolerance: ratio_of(widest), ragged: ratio_of(LOOSE_SPACE) }
    }

    /// The least width that a line of these sums can be given.
    pub fn least(&self, line: Sums) -> f64 {
        line.width as f64 - self.shrink(line)
    }

    fn shrink(&self, line: Sums) -> f64 {
        match self.justification {
            Some(j) => line.space as f64 * j.shrink + line.scaled as f64 * j.glyph_shrink,
            None => 0.0,
        }
    }

    /// What the line's letters and spaces must give for it to fill the measure. A shrink of more than -1 is the
    /// caller's to check.
    pub fn share(&self, line: Sums, measure: i64) -> Share {
        let Some(j) = self.justification else { return Share::default() };
        let missing = (measure - line.width) as f64;
        let (glyphs, spaces) = if missing < 0.0 { (j.glyph_shrink, j.shrink) } else { (j.glyph_stretch, j.stretch) };
        let (glyphs, spaces) = (line.scaled as f64 * glyphs, line.space as f64 * spaces);
        if missing.abs() < glyphs {
            return Share { letters: missing / glyphs, spaces: 0.0 };
        }
        let letters = missing.signum();
        Share { letters, spaces: (missing - letters * glyphs) / spaces.max(1.0) }
    }

    /// Whether the line is looser than a limit even with letterspacing.
    fn exceeds(&self, limit: f64, line: Sums, ratio: f64) -> bool {
        let stretch = self.justification.map_or(0.0, |j| j.stretch);
        let over = (ratio - limit) * line.space as f64 * stretch;
        ratio > limit && (line.space == 0 || over > line.letters as f64 * MOST_LETTERSPACE)
    }

    /// Whether a line that must be full is refused as too loose in this measure, and so in every wider one.
    pub fn too_loose(&self, line: Sums, measure: i64) -> bool {
        self.justification.is_some() && self.exceeds(self.tolerance, line, self.share(line, measure).spaces)
    }

    /// The word space, times the font's, that a justified line has once its letters are spaced as far as they may.
    pub fn set_space(&self, line: Sums, ratio: f64) -> f64 {
        let Some(j) = self.justification else { return 1.0 };
        let natural = line.space as f64 / j.space;
        let wanted = line.space as f64 * (1.0 + ratio * if ratio < 0.0 { j.shrink } else { j.stretch });
        (wanted - letterspace(wanted, natural, line.letters as f64, LETTERSPACE_FROM)) / natural.max(1.0)
    }

    /// Demerits of the line without its break's; `None` if it is too wide or looser than the tolerance. `closed`: the
    /// line ends the paragraph or is forced, so that it need not be full.
    pub fn fit(&self, line: Sums, measure: i64, closed: bool) -> Option<Fit> {
        let missing = measure - line.width;
        if closed && missing >= 0 {
            return Some(Fit { demerits: LINE * LINE, class: 1 });
        }
        if self.justification.is_none() {
            if missing < 0 {
                return None;
            }
            let rest = missing as f64 / (measure.max(1) as f64 * RAGGED_REST);
            let badness = 100.0 * rest.powi(3);
            return Some(Fit { demerits: (LINE + badness).powi(2), class: 1 });
        }
        let Share { letters, spaces: ratio } = self.share(line, measure);
        if ratio < -1.0 || self.exceeds(self.tolerance, line, ratio) {
            return None;
        }
        if self.exceeds(self.ragged, line, ratio) {
            let rest = 1.0 + RAGGED * missing as f64 / measure.max(1) as f64;
            return Some(Fit { demerits: ((LINE + badness(self.ragged)) * rest).powi(2), class: 3 });
        }
        let badness = badness(ratio) + SCALED * letters.abs().powi(3);
        Some(Fit { demerits: (LINE + badness).powi(2), class: class(ratio) })
    }
}

/// The word space, times the font's, from which lines of this measure are letterspaced; `size` is that of the type.
pub fn letterspace_from(measure: i64, size: i64) -> f64 {
    if (measure as f64) < NARROW * size as f64 { LETTERSPACE_FROM_IN_NARROW } else { LETTERSPACE_FROM }
}

/// What letters take of the width that the word spaces would take without them, if these are more than `from` times
/// the font's; `natural` is the font's word spaces, `letters` as in [`Sums`]. The breaker's demerits are those of the spaces alone, so a letterspaced line is never
/// preferred to one that needs none.
pub fn letterspace(wanted: f64, natural: f64, letters: f64, from: f64) -> f64 {
    let beyond = |limit: f64, most: f64| (wanted - natural * limit).max(0.0).min(letters * most);
    beyond(from, LETTERSPACE).max(beyond(WIDEST_SPACE, MOST_LETTERSPACE))
}

/// Whether word spaces that would take `wanted` in all, letters spaced, leave the line ragged.
pub fn is_ragged(wanted: f64, natural: f64, letters: f64) -> bool {
    wanted - natural * LOOSE_SPACE > letters * MOST_LETTERSPACE
}

/// Less steep than the paper's cube, since no line is refused for its looseness alone: between a cube, which sets narrow
/// strips with many hyphens (9.6 instead of 7.7 % of lines in `samples/seismic-network`), and the power of 1.5, which lets
/// through more lines that are very loose.
fn badness(ratio: f64) -> f64 {
    // By square roots, which are the same to the last bit on every machine.
    let root = ratio.abs().sqrt();
    100.0 * ratio.abs() * root * root.sqrt()
}

fn class(ratio: f64) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

/// What is wrong with a line that ends its paragraph: it is too short to stand, or begins with the rest of a word.
pub fn fault_at_end(a: &BreakPoint, b: &BreakPoint, measure: i64) -> Option<Fault> {
    if b.kind != BreakKind::End || a.kind == BreakKind::Start || a.kind == BreakKind::Forced {
        return None;
    }
    // At the end of a last line nothing hangs out.
    let filled = (b.start - a.start).width as f64 / measure.max(1) as f64;
    let divided = a.kind == BreakKind::Hyphen;
    // The rest of a word was counted with the line that it begins in.
    let words = b.words - a.words + u32::from(divided);
    match filled < RUNT_LEAST || (filled < RUNT_FILL && words < RUNT_WORDS) {
        true => Some(Fault::Runt),
        false => divided.then_some(Fault::DividedAtEnd),
    }
}
