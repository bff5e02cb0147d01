//! The screen: the `screen:` keys of event, layout and output as meant.
//!
//! In: each as written. Out: a [`Screen`], key by key the one that is named last, over what is usual.

use super::document::{MaxSize, Screen};
use crate::event::Event;
use crate::layout::Layout;
use crate::screen::ScreenSpec;

pub fn resolve(event: &Event, layout: &Layout) -> Screen {
    let specs = [&layout.screen, &event.screen];
    specs.into_iter().flatten().fold(Screen::default(), |screen, spec| screen.under(spec))
}

impl Screen {
    /// What `spec` says, and of the rest what `self` says.
    pub fn under(self, spec: &ScreenSpec) -> Screen {
        let max_size = spec.max_size.as_ref().map(|size| MaxSize { bytes: size.value.0, source: size.span });
        Screen {
            resolution: spec.resolution.unwrap_or(self.resolution),
            quality: spec.quality.unwrap_or(self.quality),
            max_size: max_size.or(self.max_size),
        }
    }
}
