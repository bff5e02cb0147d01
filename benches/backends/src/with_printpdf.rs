//! The same through printpdf: its fonts, one `ShowText` of glyphs a line, and pictures by its documented way
//! (`RawImage`, `add_image`) or as external objects that hold the JPEG data.

use crate::material::{Line, Material, Picture};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, Px, RawImage, TextItem, TextMatrix, XObjectId, XObjectTransform,
};

pub fn write(material: &Material, raw: bool) -> Vec<u8> {
    let mut document = PdfDocument::new("Comparison");
    let fonts: Vec<FontId> = material
        .fonts
        .iter()
        .map(|bytes| document.add_font(&ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("a font")))
        .collect();
    let mut pages = Vec::new();
    for (lines, picture) in material.pages.iter().zip(&material.pictures) {
        let id = match raw {
            true => document.add_xobject(&external(picture)),
            false => {
                let image = RawImage::decode_from_bytes(&picture.bytes, &mut Vec::new()).expect("a picture");
                document.add_image(&image)
            }
        };
        pages.push(PdfPage::new(Mm(210.0), Mm(297.0), operations(lines, &fonts, id, picture)));
    }
    document.with_pages(pages).save(&PdfSaveOptions::default(), &mut Vec::new())
}

fn external(picture: &Picture) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(picture.width.into())),
        ("Height", DictItem::Int(picture.height.into())),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("DCTDecode")),
    ];
    let dict = dict.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let stream = ExternalStream { dict, content: picture.bytes.clone(), compress: false };
    let (width, height) = (Px(picture.width as usize), Px(picture.height as usize));
    ExternalXObject { stream, width: Some(width), height: Some(height), dpi: Some(300.0) }
}

fn operations(lines: &[Line], fonts: &[FontId], picture: XObjectId, of: &Picture) -> Vec<Op> {
    let scale = 83.0 / (of.width as f32 * 72.0 / 300.0);
    let transform = XObjectTransform {
        translate_x: Some(Pt(500.0)),
        translate_y: Some(Pt(30.0)),
        scale_x: Some(scale),
        scale_y: Some(scale),
        dpi: Some(300.0),
        rotate: None,
        no_auto_scale: false,
    };
    let mut operations = vec![Op::UseXobject { id: picture, transform }, Op::StartTextSection];
    for line in lines {
        operations.push(Op::SetFont { font: PdfFontHandle::External(fonts[line.font].clone()), size: Pt(line.size) });
        operations.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(line.x), Pt(line.y)) });
        let mut items = Vec::new();
        for word in &line.words {
            if word.gap != 0.0 {
                items.push(TextItem::Offset(-word.gap));
            }
            let glyph = |(id, c): &(u16, char)| printpdf::Codepoint::with_cid(*id, 0.0, c.to_string());
            items.push(TextItem::GlyphIds(word.glyphs.iter().map(glyph).collect()));
        }
        operations.push(Op::ShowText { items });
    }
    operations.push(Op::EndTextSection);
    operations
}
