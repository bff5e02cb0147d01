//! Pages as a whole: their number, empty ones, their sizes.

use super::finding::Finding;
use super::scene::{Scene, millimetres};
use crate::paint::display_list::DisplayPage;

/// The number of pages against the multiple that the binding needs.
pub fn count(scene: &Scene, found: &mut Vec<Finding>) {
    let (pages, multiple) = (scene.list.pages.len(), scene.limits.page_multiple);
    let missing = (multiple - pages % multiple.max(1)) % multiple.max(1);
    if missing == 0 {
        return;
    }
    let plural = if missing == 1 { "page" } else { "pages" };
    found.push(
        Finding::warning("page-count", pages.saturating_sub(1))
            .says("the document", format!("has {pages} pages, {missing} short of a multiple of {multiple}, and ends"))
            .help(format!(
                "the binding will add {missing} blank {plural}: write `pages: {{multiple_of: {multiple}}}` in the event, \
                 or `page_multiple: 1` under `print: preflight:` if it is not bound so"
            ))
            .measured(pages as f64, (pages + missing) as f64, "pages"),
    );
}

/// Empty pages, beyond those that the event allows.
pub fn blank(scene: &Scene, found: &mut Vec<Finding>) {
    let is_blank = |page: &DisplayPage| {
        let is_seen = |item| scene.tone(item).is_none_or(|tone| !tone.is_white());
        !page.items.iter().any(is_seen)
    };
    let blanks: Vec<usize> =
        scene.list.pages.iter().enumerate().filter(|(_, page)| is_blank(page)).map(|(index, _)| index).collect();
    if blanks.len() <= scene.limits.blanks {
        return;
    }
    for index in &blanks {
        found.push(
            Finding::warning("blank-page", *index)
                .says("nothing", "is printed")
                .help("if that is meant, allow it in the event: `pages: {number: …, blanks: 1}`")
                .measured(blanks.len() as f64, scene.limits.blanks as f64, "pages"),
        );
    }
}

/// Pages whose trim differs from the first one's.
pub fn size(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    let Some(first) = scene.list.pages.first().filter(|first| first.trim != page.trim) else { return };
    let size = |page: &DisplayPage| format!("{} × {}", millimetres(page.trim.width), millimetres(page.trim.height));
    found.push(
        Finding::error("page-size", index)
            .says("the trim", format!("is {}, not {} as before,", size(page), size(first)))
            .help("all pages of a file are trimmed to one size")
            .measured(page.trim.width.to_mm(), first.trim.width.to_mm(), "mm"),
    );
}
