//! What is found while the files of an event are made, each finding once, with the files that it is about.

use super::Wanted;
use crate::Edition;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Findings, and for each whether it is about each file.
pub(super) struct Findings<'a> {
    wanted: &'a [Wanted],
    list: Vec<(Diagnostic, Vec<bool>)>,
}

impl<'a> Findings<'a> {
    pub fn new(wanted: &'a [Wanted]) -> Findings<'a> {
        Findings { wanted, list: Vec::new() }
    }

    pub fn of_layout(&mut self, layout: usize, found: Diagnostics) {
        self.add(found, |wanted| wanted.layout == layout);
    }

    /// Whether a screen edition is made in the layout.
    pub fn has_screen(&self, layout: usize) -> bool {
        self.wanted.iter().any(|wanted| wanted.layout == layout && wanted.product.edition == Edition::Screen)
    }

    pub fn of_file(&mut self, index: usize, found: Diagnostics) {
        let name = &self.wanted[index].name;
        self.add(found, |wanted| wanted.name == *name);
    }

    pub fn of_edition<T>(&mut self, layout: usize, edition: Edition, result: Result<T, Diagnostics>) -> Option<T> {
        let about = |wanted: &Wanted| wanted.layout == layout && wanted.product.edition == edition;
        result.map_err(|found| self.add(found, about)).ok()
    }

    pub fn add(&mut self, found: Diagnostics, about: impl Fn(&Wanted) -> bool) {
        let files: Vec<bool> = self.wanted.iter().map(about).collect();
        for diagnostic in found.list {
            match self.list.iter_mut().find(|(known, _)| *known == diagnostic) {
                Some((_, known)) => known.iter_mut().zip(&files).for_each(|(known, more)| *known |= more),
                None => self.list.push((diagnostic, files.clone())),
            }
        }
    }

    /// Each finding once; what is not about all files names those that it is about.
    pub fn told(self) -> Vec<Diagnostic> {
        let told = self.list.into_iter().map(|(mut diagnostic, files)| {
            if files.contains(&false) {
                let about = self.wanted.iter().zip(&files).filter(|(_, about)| **about);
                let names: Vec<&str> = about.map(|(wanted, _)| wanted.name.as_str()).collect();
                diagnostic.message = format!("{} ({})", diagnostic.message, names.join(", "));
            }
            diagnostic
        });
        told.collect()
    }
}
