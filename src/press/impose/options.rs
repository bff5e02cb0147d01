//! What can be asked for about sheets, and what of it makes no sense together.
//!
//! In: options as the command line or an event file gives them. Out: an [`Imposition`], or a [`Senseless`], which each of
//! the two puts into its own words.

use super::{Binding, Booklet, Imposition, NUp, Notes, Scheme};
use crate::geometry::Length;
use crate::press::SheetSize;

/// Of one leaf in millimetres, where it is not said: office paper of 80 g/m², coated paper of 115 to 135 g/m².
const USUAL_THICKNESS: f64 = 0.1;
/// The most that a multiple of 4 needs.
pub const MOST_BLANKS: usize = 3;

/// As asked for; nothing is filled in.
#[derive(Clone, Default, Debug)]
pub struct Options {
    pub scheme: Option<SchemeName>,
    pub sheet: Option<SheetSize>,
    pub paper_thickness: Option<Length>,
    pub binding: Option<Binding>,
    /// How many blank pages may make up a multiple of 4.
    pub blanks: Option<usize>,
    pub notes: Option<Notes>,
    /// Printer's marks are asked for.
    pub marks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SchemeName {
    Booklet,
    TwoUp,
    FourUp,
    SixUp,
    CutStack,
}

/// Options that make no sense together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Senseless {
    /// Options about sheets, but no scheme.
    NoScheme,
    /// Thickness of paper, binding or blank pages without a booklet.
    ForBooklets,
    /// Lines for notes beside pages that are not scaled down.
    ForScaledPages,
    /// Printer's marks on sheets that are not cut.
    NotCut,
}

impl Options {
    /// `None`: each page is by itself.
    pub fn imposition(self) -> Result<Option<Imposition>, Senseless> {
        let about_booklets = self.paper_thickness.is_some() || self.binding.is_some() || self.blanks.is_some();
        let Some(name) = self.scheme else {
            let nothing = !about_booklets && self.sheet.is_none() && self.notes.is_none();
            return if nothing { Ok(None) } else { Err(Senseless::NoScheme) };
        };
        let n_up = |pages| Scheme::NUp(NUp { pages, notes: self.notes });
        let scheme = match name {
            SchemeName::Booklet => Scheme::Booklet(Booklet {
                paper_thickness: self.paper_thickness.unwrap_or(Length::mm(USUAL_THICKNESS)),
                binding: self.binding,
                blanks: self.blanks.unwrap_or(0),
            }),
            SchemeName::TwoUp => n_up(2),
            SchemeName::FourUp => n_up(4),
            SchemeName::SixUp => n_up(6),
            SchemeName::CutStack => Scheme::CutStack,
        };
        match &scheme {
            Scheme::NUp(_) | Scheme::CutStack if about_booklets => Err(Senseless::ForBooklets),
            Scheme::Booklet(_) | Scheme::CutStack if self.notes.is_some() => Err(Senseless::ForScaledPages),
            Scheme::NUp(_) if self.marks => Err(Senseless::NotCut),
            _ => Ok(Some(Imposition { scheme, sheet: self.sheet })),
        }
    }
}

/// Reads the thickness of a leaf, such as `0.1mm`; up to a card's 1 mm.
pub fn thickness(text: &str) -> Result<Length, String> {
    let number = text.trim().strip_suffix("mm").and_then(|number| number.trim_end().parse::<f64>().ok());
    match number {
        Some(number) if (0.0..=1.0).contains(&number) => Ok(Length::mm(number)),
        Some(_) => Err("a leaf is 0 to 1 mm thick".to_owned()),
        None => Err("write it in millimetres, such as 0.1mm".to_owned()),
    }
}
