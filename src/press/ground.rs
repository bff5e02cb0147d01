//! What printer's marks need to know of a page or a side of a sheet: paper, bleed, trim, and where it is cut and folded.

use crate::geometry::{Length, Rect};

/// The ground on which marks stand. Places are in the space of the page or of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    pub paper: Rect,
    pub bleed: Rect,
    pub trim: Rect,
    /// Where it is cut, from left to right and from top to bottom; none for a sheet that is not cut.
    pub cuts_across: Vec<Length>,
    pub cuts_down: Vec<Length>,
    /// Where it is folded, from left to right.
    pub folds: Vec<Length>,
    /// How high the staples stand.
    pub staples: Vec<Length>,
}

impl Ground {
    /// Cut along its trim alone.
    pub fn cut(paper: Rect, bleed: Rect, trim: Rect) -> Ground {
        Ground {
            paper,
            bleed,
            trim,
            cuts_across: vec![trim.left, trim.right],
            cuts_down: vec![trim.top, trim.bottom],
            folds: Vec::new(),
            staples: Vec::new(),
        }
    }

    /// Used as it is.
    pub fn whole(paper: Rect) -> Ground {
        let uncut = Ground::cut(paper, paper, paper);
        Ground { cuts_across: Vec::new(), cuts_down: Vec::new(), ..uncut }
    }

    /// The paper is larger than what is left of it.
    pub fn is_cut(&self) -> bool {
        !self.cuts_across.is_empty()
    }
}
