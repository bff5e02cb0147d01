//! A layout that extends another: the files of the chain, found and laid over each other.
//!
//! In: the layout that is wanted. Out: one tree, whose parts know in which file they stand, and what the files above
//! the first have added and taken out. Required keys are checked afterwards, on the whole.

use super::reading::Choice;
use crate::diagnostic::Diagnostic;
use crate::yaml::node::{Entry, Kind, Node};
use crate::yaml::{self, Changes, Spanned};
use crate::{Failure, Session};
use std::path::Path;

/// The key by which a file names the one that it extends.
const EXTENDS: &str = "extends";

/// Layouts laid over each other.
pub struct Chain {
    pub root: Node,
    pub changes: Changes,
    /// What the wanted layout extends, as it names it.
    pub extends: Option<String>,
}

/// A file of the chain.
struct Link {
    /// Tells whether two paths are the same file.
    identity: String,
    root: Node,
    /// Where it names the next.
    extends: Option<Spanned<String>>,
}

/// Reads the wanted layout and all that it extends, and merges them.
pub fn read_chain(choice: &Choice, session: &mut Session) -> Result<Chain, Failure> {
    let mut chain: Vec<Link> = Vec::new();
    let mut next = Some(choice.clone());
    while let Some(choice) = next {
        let found = choice.open(session)?;
        if let Some(at) = chain.iter().position(|link| link.identity == found.identity) {
            session.diagnostics.push(circle(&chain, at));
            return Err(Failure::Input);
        }
        let file = yaml::load(&found.path, found.bytes, &mut session.sources, &mut session.diagnostics);
        session.check()?;
        let root = yaml::parse(&session.sources, file, &mut session.diagnostics);
        let mut root = root.ok_or(Failure::Input)?;
        let extends = take_extends(&mut root, session)?;
        let folder = found.path.parent().unwrap_or(Path::new(""));
        next = extends.as_ref().map(|name| Choice::from_layout(name, folder));
        chain.push(Link { identity: found.identity, root, extends });
    }
    session.check()?;
    let mut changes = Changes::default();
    let extends = chain.first().and_then(|link| link.extends.as_ref()).map(|name| name.value.clone());
    let mut files = chain.into_iter().rev().map(|link| link.root);
    let first = files.next().ok_or(Failure::Input)?;
    let root =
        files.fold(first, |below, above| yaml::merge(below, above, is_whole, &mut changes, &mut session.diagnostics));
    warn_of_unused(&root, &changes, session);
    Ok(Chain { root, changes, extends })
}

/// A swatch's two values belong together: with only one of them new, paper and screen would differ.
fn is_whole(path: &[String]) -> bool {
    matches!(path, [key, _] if key == "swatches")
}

/// Takes the key out of a file's tree.
fn take_extends(root: &mut Node, session: &mut Session) -> Result<Option<Spanned<String>>, Failure> {
    let Kind::Mapping(entries) = &mut root.kind else { return Ok(None) };
    let Some(at) = entries.iter().position(|entry| entry.key == EXTENDS) else { return Ok(None) };
    let Entry { value, .. } = entries.remove(at);
    match value.kind {
        Kind::Scalar(name) => Ok(Some(Spanned::new(name.value, value.span))),
        _ => {
            session.diagnostics.push(
                Diagnostic::error("extends", "`extends` names one layout")
                    .at(value.span)
                    .label("this is no name")
                    .help("write a built-in layout's name or a path: `extends: report`, `extends: ./house.yaml`"),
            );
            Err(Failure::Input)
        }
    }
}

/// `chain` from `at` on goes round.
fn circle(chain: &[Link], at: usize) -> Diagnostic {
    let mut places = chain[at..].iter().rev().filter_map(|link| link.extends.as_ref().map(|name| name.span));
    let mut error = Diagnostic::error("extends", "layouts extend each other in a circle");
    error.span = places.next();
    let alone = at + 1 == chain.len();
    let error = error.label(if alone { "the file extends itself" } else { "this leads back to a file before it" });
    let error = places.fold(error, |error, place| error.related(place, "by way of this"));
    error.help("one file of the circle must stand on its own or extend a built-in layout")
}

/// Where names are free, a misspelt one is a new one: of those that nothing uses the user is told.
fn warn_of_unused(root: &Node, changes: &Changes, session: &mut Session) {
    let mut words = Vec::new();
    scalars(root, &mut words);
    for change in &changes.added {
        let [group, names @ ..] = change.path.as_slice() else { continue };
        let used = match (group.as_str(), names) {
            ("styles" | "swatches" | "masters" | "bands", [name]) => words.contains(&name.as_str()),
            ("strings", [_, key]) => {
                let binding = format!("strings.{key}");
                words.iter().any(|word| word.contains(&binding)) || change.alike.is_none()
            }
            _ => true,
        };
        if used {
            continue;
        }
        let name = names.last().unwrap_or(group);
        let warning = Diagnostic::warning("unused", format!("nothing uses `{name}` of `{group}`"))
            .at(change.span)
            .label("the extended layout has nothing of this name, so this is new");
        session.diagnostics.push(match &change.alike {
            Some(alike) => warning.help(format!("did you mean `{alike}`?")),
            None => warning,
        });
    }
}

/// All scalars of a tree that are values.
fn scalars<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match &node.kind {
        Kind::Scalar(scalar) => found.push(&scalar.value),
        Kind::Sequence(items) => items.iter().for_each(|item| scalars(item, found)),
        Kind::Mapping(entries) => entries.iter().for_each(|entry| scalars(&entry.value, found)),
        Kind::Null | Kind::Removed => {}
    }
}
