//! Leaves: pages that make up a sheet of paper.
//!
//! In: a display list. Out: the list for a screen, which has no paper: without its leaves. Composition, numbers of pages
//! and folios stay those of the printed edition, so that both can be cited alike.

use super::display_list::DisplayList;
use super::mark_repeated;
use std::borrow::Cow;

impl DisplayList {
    /// The list without its leaves.
    pub fn without_leaves(&self) -> Cow<'_, DisplayList> {
        if !self.pages.iter().any(|page| page.leaf) {
            return Cow::Borrowed(self);
        }
        let mut list = self.clone();
        for bookmark in &mut list.bookmarks {
            bookmark.page -= self.pages.iter().take(bookmark.page).filter(|page| page.leaf).count();
        }
        list.pages.retain(|page| !page.leaf);
        // Words of a leaf are read on the next page that has them.
        mark_repeated(&mut list.pages);
        Cow::Owned(list)
    }
}
