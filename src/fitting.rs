//! A screen edition that weighs no more than the event allows.
//!
//! In: pages, pictures as they are set to be, the most bytes. Out: the file with the first step of
//! [`Target::ladder`](crate::press::pictures::Target::ladder) with which it is small enough, and a note of it; or an error that tells
//! what weighs most. Pages are not composed again, and a file is written only where pictures' weights say that it will do.

use crate::assets::cache::Cache;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paint::display_list::{DisplayList, MaxSize, Screen};
use crate::press::pictures::{Prepared, Target, Weight, weights};
use crate::screen::FileSize;
use crate::{Edition, Output, Painted, pdf};

/// So many pictures are told by name.
const NAMED: usize = 4;

/// What a file is made of.
pub(crate) struct Job<'a> {
    pub painted: &'a Painted,
    pub list: &'a DisplayList,
    pub screen: Screen,
    pub limit: MaxSize,
    pub cache: Option<&'a Cache>,
}

impl Job<'_> {
    /// `prepared` are the pictures as they are set to be; gives those that were made in their place, if that was needed.
    pub fn fit(
        &self,
        prepared: &Prepared,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Output, Option<Prepared>), Diagnostics> {
        let output = self.write(prepared)?;
        if self.allows(output.pdf.len() as u64) {
            return Ok((output, None));
        }
        let rest = output.pdf.len() as u64 - total(&self.weights(prepared)).min(output.pdf.len() as u64);
        let mut steps = Target::ladder(&self.list.press, &self.screen);
        if !self.allows(rest) {
            // No step will do: only the floor is of interest.
            steps.drain(..steps.len().saturating_sub(1));
        }
        let mut coarsest = None;
        for target in steps {
            let prepared = self.painted.prepare_for(&target, self.cache)?;
            if self.allows(rest + total(&self.weights(&prepared))) {
                let output = self.write(&prepared)?;
                if self.allows(output.pdf.len() as u64) {
                    diagnostics.push(self.note(&target, &output));
                    return Ok((output, Some(prepared)));
                }
            }
            coarsest = Some(prepared);
        }
        Err(self.too_large(rest, coarsest.as_ref().unwrap_or(prepared)).into())
    }

    fn write(&self, prepared: &Prepared) -> Result<Output, Diagnostics> {
        self.painted.write(self.list, Edition::Screen, prepared)
    }

    fn weights(&self, prepared: &Prepared) -> Vec<Weight> {
        weights(self.list, &self.painted.pictures, prepared)
    }

    fn allows(&self, bytes: u64) -> bool {
        bytes <= self.limit.bytes
    }

    fn note(&self, target: &Target, output: &Output) -> Diagnostic {
        let size = FileSize(output.pdf.len() as u64);
        let limit = FileSize(self.limit.bytes);
        let message = format!(
            "pictures were lowered to {} ppi and quality {} to keep the file under {limit}: it weighs {size}",
            target.ppi, target.quality
        );
        Diagnostic::note("max-size", message).at(self.limit.source).label("asked for here")
    }

    /// The file weighs `rest` beside its pictures, which are as coarse as they may be.
    fn too_large(&self, rest: u64, coarsest: &Prepared) -> Diagnostic {
        let weights = self.weights(coarsest);
        let (size, limit) = (FileSize(rest + total(&weights)), FileSize(self.limit.bytes));
        let message = format!("the file weighs {size} even with its pictures at their coarsest; {limit} are allowed");
        let fonts = pdf::bytes_of_fonts(self.list, &self.painted.fonts, &self.painted.pictures, coarsest);
        let fonts = fonts.unwrap_or_default().min(rest);
        let named: Vec<String> = weights.iter().take(NAMED).map(|weight| self.named(weight)).collect();
        let of_pictures = match (named.is_empty(), weights.len() > NAMED) {
            (true, _) => "no picture can be made smaller".to_owned(),
            (false, false) => format!("the pictures weigh {}: {}", FileSize(total(&weights)), named.join(", ")),
            (false, true) => format!(
                "the {} pictures weigh {}, the heaviest of them {}",
                weights.len(),
                FileSize(total(&weights)),
                named.join(", ")
            ),
        };
        let help = format!(
            "{of_pictures}; fonts weigh {}, pages and all else {}. Allow {size} or more, or take something out",
            FileSize(fonts),
            FileSize(rest - fonts)
        );
        Diagnostic::error("max-size", message).at(self.limit.source).label("asked for here").help(help)
    }

    /// "images/hall.jpg (71 kB)"
    fn named(&self, weight: &Weight) -> String {
        let path = self.painted.pictures.get(weight.id).map(|picture| picture.path.display().to_string());
        format!("{} ({})", path.unwrap_or_default(), FileSize(weight.bytes))
    }
}

fn total(weights: &[Weight]) -> u64 {
    weights.iter().map(|weight| weight.bytes).sum()
}
