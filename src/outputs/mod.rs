//! All files of an event in one run: those that its `outputs` name.
//!
//! In: an event file. Out: a finished file for each name, or every error of all of them and no file. What can be shared is
//! made once: the event is read once, each layout is read and composed once, pictures are made once for a layout and a
//! target. Each file is byte for byte the one that is made by itself.

mod findings;
mod product;

pub use product::check;

use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::event::Event;
use crate::layout::{self, Choice, Layout};
use crate::paint::display_list::DisplayList;
use crate::press::pictures::{Prepared, Target};
use crate::{
    Edition, Failure, MISSING_ALT, Output, Painted, Product, Session, Surroundings, Typeset, jobs, read_event, set,
};
use findings::Findings;
use product::product;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// A finished file and the name that the event gives it.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedOutput {
    pub name: String,
    pub output: Output,
}

/// A file that is wanted.
struct Wanted {
    name: String,
    /// Index into the layouts in use.
    layout: usize,
    product: Product,
}

/// Makes every file that the event names. `date` as in [`crate::Request`].
pub fn compile_all(path: &Path, date: Option<i64>, session: &mut Session) -> Result<Vec<NamedOutput>, Failure> {
    let event = read_event(path, session)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let (wanted, choices) = wanted(&event, folder, session)?;
    if wanted.iter().any(|wanted| wanted.product.edition == Edition::Screen) {
        session.diagnostics.raise(MISSING_ALT);
    }
    let mut findings = Findings::new(&wanted);
    let painted = compose_layouts(&event, &choices, (folder, date), session, &mut findings);
    let painted = match painted {
        Ok(painted) => painted,
        Err(failure) => {
            session.diagnostics.list.extend(findings.told());
            return Err(failure);
        }
    };
    let pictures = make_pictures(&wanted, &painted, session, &mut findings);
    let lists = lay_out(&wanted, &painted, &mut findings);
    let ready = pictures.iter().zip(&lists).all(|(pictures, list)| pictures.is_some() && list.is_some());
    session.diagnostics.list.extend(findings.told());
    if !ready || session.diagnostics.has_errors() {
        return Err(Failure::Input);
    }
    let cache = session.cache.as_ref();
    let written = jobs::run(None, wanted.len(), |index| {
        let Wanted { layout, product, .. } = &wanted[index];
        let (Some(painted), Some(list), Some(pictures)) = (&painted[*layout], &lists[index], &pictures[index]) else {
            return (Err(Diagnostics::default()), Diagnostics::default());
        };
        let mut notes = Diagnostics::default();
        (painted.finish(list, product, pictures, cache, &mut notes), notes)
    });
    let mut findings = Findings::new(&wanted);
    let mut outputs = Vec::new();
    for (index, (output, notes)) in written.into_iter().enumerate() {
        findings.of_file(index, notes);
        match output {
            Ok(output) => outputs.push(NamedOutput { name: wanted[index].name.clone(), output }),
            Err(found) => findings.of_file(index, found),
        }
    }
    session.diagnostics.list.extend(findings.told());
    if outputs.len() == wanted.len() { Ok(outputs) } else { Err(Failure::Input) }
}

/// The files that the event names, and the layouts that they use, each once.
fn wanted(event: &Event, folder: &Path, session: &mut Session) -> Result<(Vec<Wanted>, Vec<Choice>), Failure> {
    let (mut wanted, mut choices): (Vec<Wanted>, Vec<Choice>) = (Vec::new(), Vec::new());
    for (name, spec) in event.outputs.iter().flat_map(|outputs| &outputs.list) {
        let Some(product) = product(spec, &mut Diagnostics::default()) else { continue };
        let choice = Choice::from_event(spec.layout.as_ref().or(event.layout.as_ref()), folder);
        let known = choices.iter().position(|known| known.name() == choice.name());
        let layout = known.unwrap_or_else(|| {
            choices.push(choice);
            choices.len() - 1
        });
        wanted.push(Wanted { name: name.value.clone(), layout, product });
    }
    if wanted.is_empty() {
        let help = "name them in the event file, such as `outputs: {report.pdf: {edition: screen}}`";
        session.diagnostics.push(Diagnostic::error("no-outputs", "the event has no `outputs`").help(help));
        return Err(Failure::Input);
    }
    Ok((wanted, choices))
}

/// Reads each layout and composes the event in it; `None` where that has errors.
fn compose_layouts(
    event: &Event,
    choices: &[Choice],
    (folder, date): (&Path, Option<i64>),
    session: &mut Session,
    findings: &mut Findings,
) -> Result<Vec<Option<Painted>>, Failure> {
    let mut layouts: Vec<Option<(Layout, FontBook)>> = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        // A layout is not to be blamed for the errors of another.
        let before = std::mem::take(&mut session.diagnostics);
        let mut fonts = FontBook::builtin();
        let layout = layout::read(choice, &mut fonts, session);
        findings.of_layout(index, std::mem::replace(&mut session.diagnostics, before));
        layouts.push(match layout {
            Ok(layout) => Some((layout, fonts)),
            Err(Failure::Input) => None,
            Err(failure) => return Err(failure),
        });
    }
    let (sources, cache) = (&session.sources, &session.cache);
    let composed = jobs::run(None, layouts.len(), |index| {
        let mut diagnostics = Diagnostics::default();
        let layout = layouts[index].as_ref();
        let set = layout.and_then(|(layout, fonts)| {
            let mut pictures = Pictures::with_cache(cache.clone());
            let surroundings = Surroundings { sources, folder, fonts, pictures: &mut pictures, date };
            let (document, composed) = set(event, layout, surroundings, &mut diagnostics)?;
            (!diagnostics.has_errors()).then_some((document, composed, pictures))
        });
        (set, diagnostics)
    });
    let mut painted = Vec::new();
    for (index, (layout, (set, mut diagnostics))) in layouts.into_iter().zip(composed).enumerate() {
        if findings.has_screen(index) {
            diagnostics.raise(MISSING_ALT);
        }
        findings.of_layout(index, diagnostics);
        painted.push(layout.zip(set).map(|((_, fonts), (document, composed, pictures))| {
            Painted::of(Typeset { document, composed, fonts, pictures })
        }));
    }
    Ok(painted)
}

/// The pictures of each file, made once for each layout and target; and what a print shop would find.
fn make_pictures(
    wanted: &[Wanted],
    painted: &[Option<Painted>],
    session: &mut Session,
    findings: &mut Findings,
) -> Vec<Option<Arc<Prepared>>> {
    let mut made: Vec<(usize, Target, Option<Arc<Prepared>>)> = Vec::new();
    let mut of_files = Vec::new();
    for Wanted { layout, product, .. } in wanted {
        let edition = product.edition;
        let Some(painted) = &painted[*layout] else {
            of_files.push(None);
            continue;
        };
        let target = painted.target(product);
        if let Some((.., known)) = made.iter().find(|(of, known, _)| (of, known) == (layout, &target)) {
            of_files.push(known.clone());
            continue;
        }
        let pictures = painted.prepare_for(&target, session.cache.as_ref());
        let pictures = findings.of_edition(*layout, edition, pictures).map(Arc::new);
        of_files.push(pictures.clone());
        if edition == Edition::Print {
            let found = painted.preflight(pictures.as_deref().unwrap_or(&Prepared::default()));
            session.count(&found);
            findings.add(Diagnostics { list: found }, |wanted| {
                wanted.layout == *layout && wanted.product.edition == edition
            });
        }
        made.push((*layout, target, pictures));
    }
    of_files
}

/// The display list of each file, laid on sheets where that is asked for.
fn lay_out<'a>(
    wanted: &[Wanted],
    painted: &'a [Option<Painted>],
    findings: &mut Findings,
) -> Vec<Option<Cow<'a, DisplayList>>> {
    let mut lists = Vec::new();
    for (index, wanted) in wanted.iter().enumerate() {
        let mut diagnostics = Diagnostics::default();
        let list = painted[wanted.layout].as_ref().map(|painted| painted.lay_out(&wanted.product, &mut diagnostics));
        findings.of_file(index, diagnostics);
        lists.push(match list {
            Some(Ok(list)) => Some(list),
            Some(Err(found)) => {
                findings.of_file(index, found);
                None
            }
            None => None,
        });
    }
    lists
}
