//! The first page of a PDF file as a picture for a letter.
//!
//! In: the file's bytes. Out: [`Picture`], a JPEG 600 pixels wide on white paper, which a letter shows at half that
//! width, sharp on fine screens.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderSettings, render_pdf};

/// In pixels.
const WIDTH: f32 = 600.0;
const QUALITY: u8 = 85;

/// A picture to be shown in a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub jpeg: Vec<u8>,
    /// In pixels.
    pub width: u16,
    pub height: u16,
}

/// Draws the first page. `None` for a file that cannot be drawn.
pub fn first_page(pdf: &[u8]) -> Option<Picture> {
    let pdf = Pdf::new(pdf.to_vec()).ok()?;
    let (width, _) = pdf.pages().first()?.render_dimensions();
    let scale = WIDTH / width.max(1.0);
    let pages = render_pdf(&pdf, scale, InterpreterSettings::default(), &RenderSettings::default(), Some(0..=0))?;
    let page = pages.first()?;
    let (width, height) = (page.width(), page.height());
    let mut rgb = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let pixel = page.sample(x, y);
        // Colours are premultiplied; what is not painted is paper.
        let paper = 255 - pixel.a;
        rgb.extend([pixel.r, pixel.g, pixel.b].map(|value| value.saturating_add(paper)));
    }
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, QUALITY);
    encoder.encode(&rgb, width, height, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(Picture { jpeg, width, height })
}
