//! As Plenary writes files: subsets of bare CFF, ToUnicode maps, one content stream a page, JPEG data untouched.

use crate::material::{HEIGHT, Line, Material, WIDTH};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Settings, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider, Tag};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

pub fn write(material: &Material) -> Vec<u8> {
    let pictures: usize = material.pictures.iter().map(|picture| picture.bytes.len()).sum();
    let mut pdf = Pdf::with_settings_and_capacity(Settings { pretty: false }, pictures + 2_000_000);
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let (catalog, tree) = (next(), next());
    let fonts: Vec<[Ref; 5]> = material.fonts.iter().map(|_| std::array::from_fn(|_| next())).collect();
    let images: Vec<Ref> = material.pictures.iter().map(|_| next()).collect();
    let pages: Vec<(Ref, Ref)> = material.pages.iter().map(|_| (next(), next())).collect();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(pages.len() as i32);
    let mut remappers = Vec::new();
    for (index, refs) in fonts.iter().enumerate() {
        remappers.push(font(&mut pdf, &material.fonts[index], &material.used(index), *refs, index));
    }
    for (picture, id) in material.pictures.iter().zip(&images) {
        let mut image = pdf.image_xobject(*id, &picture.bytes);
        image.width(picture.width as i32).height(picture.height as i32).filter(Filter::DctDecode);
        image.color_space().device_rgb();
        image.bits_per_component(8);
    }
    for (index, lines) in material.pages.iter().enumerate() {
        let (id, contents) = pages[index];
        let mut page = pdf.page(id);
        page.parent(tree).contents(contents).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
        let mut resources = page.resources();
        let mut names = resources.fonts();
        for (number, refs) in fonts.iter().enumerate() {
            names.pair(Name(format!("F{number}").as_bytes()), refs[0]);
        }
        names.finish();
        resources.x_objects().pair(Name(b"P"), images[index]);
        resources.finish();
        page.finish();
        let packed = deflate(&content(lines, &remappers));
        pdf.stream(contents, &packed).filter(Filter::FlateDecode);
    }
    pdf.finish()
}

fn content(lines: &[Line], remappers: &[GlyphRemapper]) -> Vec<u8> {
    let mut content = Content::new();
    content.save_state().transform([83.0, 0.0, 0.0, 111.0, 500.0, 30.0]).x_object(Name(b"P")).restore_state();
    content.begin_text();
    for line in lines {
        content.set_font(Name(format!("F{}", line.font).as_bytes()), line.size);
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, line.x, line.y]);
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        for word in &line.words {
            if word.gap != 0.0 {
                items.adjust(-word.gap);
            }
            let code = |(id, _): &(u16, char)| remappers[line.font].get(*id).unwrap_or(0).to_be_bytes();
            let codes: Vec<u8> = word.glyphs.iter().flat_map(code).collect();
            items.show(Str(&codes));
        }
    }
    content.end_text();
    content.finish().to_vec()
}

fn font(pdf: &mut Pdf, bytes: &[u8], used: &BTreeMap<u16, char>, refs: [Ref; 5], number: usize) -> GlyphRemapper {
    let [type0, cid, descriptor, program, to_unicode] = refs;
    let face = FontRef::new(bytes).expect("a font");
    let metrics = face.metrics(Size::new(1000.0), LocationRef::default());
    let advances = face.glyph_metrics(Size::new(1000.0), LocationRef::default());
    let width = |id: u16| advances.advance_width(u32::from(id).into()).unwrap_or_default();
    let mut remapper = GlyphRemapper::new();
    let mut widths = vec![width(0)];
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Adobe-Identity-UCS"), IDENTITY);
    for (id, c) in used {
        let code = remapper.remap(*id);
        if usize::from(code) == widths.len() {
            widths.push(width(*id));
        }
        cmap.pair(code, *c);
    }
    let name = format!("AAAAA{}+Font{number}", char::from(b'A' + number as u8));
    let name = Name(name.as_bytes());
    pdf.type0_font(type0)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(to_unicode);
    let mut font = pdf.cid_font(cid);
    font.subtype(CidFontType::Type0).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
    font.default_width(0.0).widths().consecutive(0, widths);
    font.finish();
    let bounds = metrics.bounds.unwrap_or_default();
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max))
        .italic_angle(metrics.italic_angle)
        .ascent(metrics.ascent)
        .descent(metrics.descent)
        .cap_height(metrics.cap_height.unwrap_or(metrics.ascent))
        .stem_v(80.0)
        .font_file3(program);
    let subset = subsetter::subset(bytes, 0, &remapper).expect("the font can be cut down");
    let table = FontRef::new(&subset).expect("a font").table_data(Tag::new(b"CFF ")).expect("a CFF table");
    let packed = deflate(table.as_bytes());
    let mut stream = pdf.stream(program, &packed);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    stream.finish();
    let packed = deflate(&cmap.finish());
    pdf.cmap(to_unicode, &packed).filter(Filter::FlateDecode);
    remapper
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}
