//! What there is to choose from: layouts with the little that helps to choose.
//!
//! In: which layout. Out: a [`LayoutEntry`]; its fonts are not read.

use super::dimension::FORMATS;
use super::extending::read_chain;
use super::reading::BUILT_IN;
use super::{Choice, Layout};
use crate::yaml;
use crate::{Failure, Session};

/// A layout in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct LayoutEntry {
    /// How an event names it: a built-in layout's name or a path.
    pub choice: String,
    pub built_in: bool,
    pub name: String,
    pub description: Option<String>,
    /// The layout that it extends, as it names it.
    pub extends: Option<String>,
    /// The page after trimming, in millimetres.
    pub width: f64,
    pub height: f64,
    pub facing: bool,
    pub columns: u16,
}

/// The layouts that are compiled in.
pub fn built_in(session: &mut Session) -> Result<Vec<LayoutEntry>, Failure> {
    BUILT_IN.iter().map(|(name, _)| describe(&Choice::from_command_line(name), session)).collect()
}

/// A layout's entry in the list.
pub fn describe(choice: &Choice, session: &mut Session) -> Result<LayoutEntry, Failure> {
    let chain = read_chain(choice, session)?;
    // Its measures are listed even where they do not fit together.
    let layout = yaml::read_tree::<Layout>(&session.sources, chain.root, FORMATS, &mut session.diagnostics);
    session.check()?;
    let layout = layout.ok_or(Failure::Input)?;
    Ok(LayoutEntry {
        choice: choice.name().to_owned(),
        built_in: !choice.is_path(),
        name: layout.name,
        description: layout.description,
        extends: chain.extends,
        width: layout.paper.width.0.to_mm(),
        height: layout.paper.height.0.to_mm(),
        facing: layout.paper.facing,
        columns: *layout.columns.count,
    })
}
