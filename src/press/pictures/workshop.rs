//! Where a picture is made: found in the cache, or decoded, reduced, converted and coded.

use super::budget::Budget;
use super::inks::{Press, differs, is_within, to_grays, to_press, to_srgb};
use super::raster::{Raster, decode};
use super::{Coding, Fault, Inks, Order, PreparedPicture, Preview, Space, Target, encode, reduce, standing, store};
use crate::assets::cache::{Cache, Key};
use crate::assets::pictures::{Components, Picture, PictureKind, Pictures, Problem, pack_rows};
use crate::color::engine::{Amount, Conversion};
use crate::color::profiles;
use std::sync::OnceLock;

/// To be raised with every change of what is made of a picture: what older versions have cached is not found then.
const RECIPE: &[u8] = b"plenary picture 5";

/// What all pictures share.
pub(super) struct Workshop<'a> {
    pictures: &'a Pictures,
    target: &'a Target,
    cache: Option<&'a Cache>,
    budget: Budget,
    /// Of everything that results depend on beside the picture.
    target_key: Key,
    /// Made when the first picture needs it: its table takes some 40 ms.
    press: OnceLock<Option<Engine>>,
}

struct Engine {
    profile: Vec<u8>,
    from_srgb: Conversion,
}

impl<'a> Workshop<'a> {
    pub fn new(pictures: &'a Pictures, target: &'a Target, cache: Option<&'a Cache>) -> Workshop<'a> {
        let budget = Budget::default();
        Workshop { pictures, target, cache, budget, target_key: target_key(target), press: OnceLock::new() }
    }

    pub fn make(&self, order: &Order) -> Result<PreparedPicture, Fault> {
        let unknown = || Fault::Picture(Problem::NotAPicture);
        let picture = self.pictures.get(order.id).ok_or_else(unknown)?;
        let on_paper = !matches!(self.target.inks, Inks::Srgb { .. });
        if on_paper && let Some(untouched) = gray_as_it_is(picture, order.size) {
            return Ok(untouched);
        }
        if let Inks::Srgb { leave: Some(leave), .. } = self.target.inks
            && standing::is_small(picture, order.scale * leave)
        {
            return Ok(untouched(order.size, Space::Rgb));
        }
        let key = self.cache.map(|cache| (cache, self.key(picture, order.size)));
        if let Some((cache, key)) = &key
            && let Some(found) = cache.get(key).and_then(|bytes| store::from_bytes(&bytes))
        {
            return Ok(found);
        }
        let _share = self.budget.take(bytes_needed(picture));
        let raster = decode(&picture.kind)?.ok_or_else(unknown)?;
        let made = self.convert(picture, raster, order.size)?;
        if let Some((cache, key)) = &key {
            cache.put(key, &store::to_bytes(&made));
        }
        Ok(made)
    }

    fn convert(&self, picture: &Picture, raster: Raster, size: (u32, u32)) -> Result<PreparedPicture, Fault> {
        if self.may_stay(picture, &raster, size)? {
            let (width, height) = size;
            let preview = Some(Preview::of(&raster.samples, Space::Cmyk, size, None));
            let (space, coding) = (Space::Cmyk, Coding::Untouched);
            return Ok(PreparedPicture { width, height, space, coding, mask: None, preview });
        }
        let photograph = matches!(picture.kind, PictureKind::Jpeg(_));
        let raster = reduce::reduce(raster, size)?;
        let (space, samples) = match &self.target.inks {
            Inks::Process { limit, .. } => {
                let engine = self.engine()?;
                let press = Press { profile: &engine.profile, from_srgb: &engine.from_srgb, limit: *limit };
                to_press(&raster, &press)?
            }
            Inks::Black => (Space::Black, to_grays(&raster)),
            Inks::Srgb { condition, .. } => to_srgb(&raster, condition),
        };
        let coding = encode::encode(&samples, space, size, photograph, self.target.quality)?;
        let mask = raster.alpha.as_ref().map(|alpha| pack_rows(alpha, size.0 as usize, 1));
        let on_screen = matches!(self.target.inks, Inks::Srgb { .. });
        let preview = (!on_screen).then(|| Preview::of(&samples, space, size, raster.alpha.as_deref()));
        let made = PreparedPicture { width: size.0, height: size.1, space, coding, mask, preview };
        let gains = !on_screen || standing::bytes(picture).is_none_or(|bytes| made.bytes() < bytes);
        Ok(if gains { made } else { untouched(size, space) })
    }

    /// Whether a CMYK JPEG can stand as it is: small enough, made for this press, under the ink limit.
    fn may_stay(&self, picture: &Picture, raster: &Raster, size: (u32, u32)) -> Result<bool, Fault> {
        let Inks::Process { limit, .. } = &self.target.inks else { return Ok(false) };
        let PictureKind::Jpeg(jpeg) = &picture.kind else { return Ok(false) };
        let fits = jpeg.components == Components::Cmyk && (jpeg.width, jpeg.height) == size;
        Ok(fits && !differs(raster.profile.as_deref(), &self.engine()?.profile) && is_within(&raster.samples, *limit))
    }

    fn engine(&self) -> Result<&Engine, Fault> {
        let make = || {
            let Inks::Process { condition, .. } = &self.target.inks else { return None };
            let profile = condition.profile();
            let from_srgb = Conversion::new(profiles::SRGB, &profile, Amount::Many)?;
            Some(Engine { profile, from_srgb })
        };
        let missing = || Fault::Picture(Problem::Damaged("the print condition's profile cannot convert it".into()));
        self.press.get_or_init(make).as_ref().ok_or_else(missing)
    }

    fn key(&self, picture: &Picture, size: (u32, u32)) -> Key {
        let (source, profile): (&[u8], &[u8]) = match &picture.kind {
            PictureKind::Jpeg(jpeg) => (&jpeg.bytes, jpeg.profile.as_deref().unwrap_or_default()),
            PictureKind::Png(png) => (&png.bytes, &[]),
            PictureKind::Vector(_) => (&[], &[]),
        };
        Key::of([self.target_key.as_bytes(), &size.0.to_le_bytes(), &size.1.to_le_bytes(), source, profile])
    }
}

fn target_key(target: &Target) -> Key {
    let quality = [target.quality];
    match &target.inks {
        Inks::Process { condition, limit } => {
            Key::of([RECIPE, &quality, &limit.to_le_bytes(), condition.packed.as_ref()])
        }
        Inks::Black => Key::of([RECIPE, &quality, b"black"]),
        Inks::Srgb { condition, .. } => Key::of([RECIPE, &quality, b"screen", condition.packed.as_ref()]),
    }
}

/// A grey JPEG that is small enough.
fn gray_as_it_is(picture: &Picture, size: (u32, u32)) -> Option<PreparedPicture> {
    let PictureKind::Jpeg(jpeg) = &picture.kind else { return None };
    let fits = jpeg.components == Components::Gray && (jpeg.width, jpeg.height) == size;
    fits.then(|| untouched(size, Space::Black))
}

/// A picture whose own data are written, without a preview.
fn untouched((width, height): (u32, u32), space: Space) -> PreparedPicture {
    PreparedPicture { width, height, space, coding: Coding::Untouched, mask: None, preview: None }
}

/// About: the pixels, the same as light in 16 bits, and what is made of them.
fn bytes_needed(picture: &Picture) -> u64 {
    let (width, height) = picture.pixels().unwrap_or_default();
    u64::from(width) * u64::from(height) * 14
}
