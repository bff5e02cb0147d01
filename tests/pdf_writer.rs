//! The PDF stage, from small display lists made by hand.

mod pdf_support;

use pdf_support::*;
use plenary::pdf::{Edition, Options, write};
use std::path::Path;

fn keep(name: &str, bytes: &[u8]) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
}

#[test]
fn both_editions_are_written() {
    let fonts = Fonts::load();
    let (list, pictures) = everything(&fonts);
    for (edition, name) in [(Edition::Screen, "screen.pdf"), (Edition::Print, "print.pdf")] {
        let bytes = write(&list, &fonts, &pictures, &Options::new(edition)).unwrap();
        keep(name, &bytes);
        assert!(hayro::hayro_syntax::Pdf::new(bytes).unwrap().pages().len() == 2);
    }
}
