//! Pictures, logos and codes in fixed places.

use super::Page;
use crate::diagnostic::{Diagnostic, Span};
use crate::event::markup::plain_text;
use crate::geometry::Length;
use crate::layout::master::{CodeSpec, FitSpec, PartnersSpec, PictureSource, PictureSpec};
use crate::resolve::document::{Across, Code, Down, FixedPicture, PlacedPicture};

impl Page<'_, '_> {
    pub(super) fn partner_logo(&self, spec: &PartnersSpec, picture: PlacedPicture, first: Down) -> FixedPicture {
        let left = self.across(spec.logo_left);
        let moved = |by: Length| match first {
            Down::At(y) => Down::At(y + by),
            Down::First(name, y) => Down::First(name, y + by),
            Down::Last(name, y) => Down::Last(name, y + by),
            Down::Cap(name, y) => Down::Cap(name, y + by),
        };
        let top = -spec.logo_above.0;
        FixedPicture {
            picture,
            left,
            right: Across { offset: left.offset + spec.logo_width.0, ..left },
            top: moved(top),
            bottom: moved(top + spec.logo_height.0),
            bottom_at_least: None,
            fill: false,
            middle: false,
            background: false,
            source: Some(spec.name_style.span),
        }
    }

    pub(super) fn picture(&mut self, spec: &PictureSpec) -> Option<FixedPicture> {
        let mut picture = self.picture_of(spec.of.value)?;
        picture.focus_at = spec.focus_at;
        picture.tint = spec.tint.as_ref().map(|tint| self.swatch(tint));
        let bottom_at_least = match &spec.bottom_at_least {
            Some(place) => Some(self.down(place)?),
            None => None,
        };
        Some(FixedPicture {
            picture,
            left: self.across(spec.left),
            right: self.across(spec.right),
            top: self.down(&spec.top)?,
            bottom: self.down(&spec.bottom)?,
            bottom_at_least,
            fill: spec.fit == FitSpec::Fill,
            middle: spec.fit == FitSpec::Middle,
            background: spec.fit == FitSpec::Fill,
            source: Some(spec.of.span),
        })
    }

    fn picture_of(&mut self, source: PictureSource) -> Option<PlacedPicture> {
        let event = self.builder.event;
        match source {
            PictureSource::Cover => self.builder.event_picture(event.cover.as_ref()?, Some(event.title.to_string())),
            PictureSource::Logo => {
                let name = &event.organiser.name;
                let plain = plain_text(&self.builder.name(name, name.span));
                let alt = self.builder.string_with("logo", "name", &plain);
                self.builder.event_picture(event.organiser.logo.as_ref()?, alt)
            }
            PictureSource::Opening => {
                let picture = self.builder.markup_picture(self.introduction.opening.as_ref()?)?;
                self.opening = picture.tag;
                Some(picture)
            }
        }
    }

    pub(super) fn code(&mut self, spec: &CodeSpec) -> Option<Code> {
        let words = self.builder.bound(&spec.text);
        if words.is_empty() {
            return None;
        }
        let address = words.plain();
        let modules = match fast_qr::QRBuilder::new(address.as_str()).ecl(fast_qr::ECL::M).build() {
            Ok(code) => {
                let row = |y: usize| (0..code.size).map(|x| code[y][x].value()).collect();
                (0..code.size).map(row).collect()
            }
            Err(_) => {
                self.too_long(&address, words.source);
                return None;
            }
        };
        let alt = self.builder.bound(&spec.alt).plain();
        let tag = self.builder.figure(Some(alt));
        Some(Code {
            modules,
            left: self.across(spec.left),
            right: self.across(spec.right),
            bottom: self.down(&spec.bottom)?,
            color: self.swatch(&spec.color),
            field: self.swatch(&spec.field),
            tag: Some(tag),
            source: words.source,
            layout: spec.text.span,
        })
    }

    fn too_long(&mut self, address: &str, span: Option<Span>) {
        let message = format!("an address of {} letters does not fit into a QR code", address.chars().count());
        let mut error = Diagnostic::error("address-too-long", message).help("use a shorter address");
        error.span = span;
        self.builder.diagnostics.push(error);
    }
}
