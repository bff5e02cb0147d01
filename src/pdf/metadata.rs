//! What the file says of itself: the information dictionary (ISO 32000-1, 14.3.3), XMP metadata in agreement with it,
//! and the output intent (14.11.5) with its profile.

use super::date::{self, Moment};
use super::document::Document;
use super::objects::Objects;
use super::{Edition, attachment, stream};
use crate::color::profiles;
use crate::paint::display_list::Metadata;
use pdf_writer::types::{OutputIntentSubtype, TrappingStatus};
use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Chunk, Filter, Finish, Name, Ref, TextStr};
use xmp_writer::{LangId, XmpWriter};

const PRODUCT: &str = concat!("Plenary ", env!("CARGO_PKG_VERSION"));

/// Writes the information dictionary.
pub(super) fn write_info(document: &Document, objects: &mut Objects) {
    let meta = &document.list.metadata;
    let date = Moment::from_unix(meta.date).pdf();
    let keywords = meta.keywords.join(", ");
    let mut info = objects.object(document.plan.info).start::<DocumentInfo>();
    info.title(TextStr(&meta.title));
    if !meta.author.is_empty() {
        info.author(TextStr(&meta.author));
    }
    if !meta.subject.is_empty() {
        info.subject(TextStr(&meta.subject));
    }
    if !keywords.is_empty() {
        info.keywords(TextStr(&keywords));
    }
    info.creator(TextStr(PRODUCT)).producer(TextStr(PRODUCT)).creation_date(date).modified_date(date);
    if document.edition == Edition::Print {
        info.trapped(TrappingStatus::NotTrapped);
        info.insert(Name(b"GTS_PDFXVersion")).primitive(TextStr("PDF/X-4"));
    }
}

/// Writes the XMP packet; `id` is the file's fingerprint.
pub(super) fn write_xmp(document: &Document, id: &[u8; 16]) -> Chunk {
    let meta = &document.list.metadata;
    let date = Moment::from_unix(meta.date).xmp();
    let keywords = meta.keywords.join(", ");
    let mut xmp = XmpWriter::new();
    xmp.format("application/pdf").title(in_languages(meta, &meta.title));
    if !meta.language.is_empty() {
        xmp.language([LangId(&meta.language)]);
    }
    if !meta.publishers.is_empty() {
        xmp.publisher(meta.publishers.iter().map(String::as_str));
    }
    if !meta.days.is_empty() {
        xmp.date(meta.days.iter().map(|day| date::xmp_day(*day)));
    }
    if !meta.author.is_empty() {
        xmp.creator([meta.author.as_str()]);
    }
    if !meta.subject.is_empty() {
        xmp.description(in_languages(meta, &meta.subject));
    }
    if !keywords.is_empty() {
        xmp.pdf_keywords(&keywords);
        xmp.subject(meta.keywords.iter().map(String::as_str));
    }
    xmp.creator_tool(PRODUCT).producer(PRODUCT);
    xmp.create_date(date).modify_date(date).metadata_date(date);
    let uuid = uuid(id);
    xmp.document_id(&uuid).instance_id(&uuid);
    match document.edition {
        Edition::Print => {
            xmp.version_id("1").rendition_class(xmp_writer::RenditionClass::Default);
            xmp.trapped(false).pdfx_version("PDF/X-4");
        }
        Edition::Screen => {
            let part = if attachment::source(document).is_some() { 3 } else { 2 };
            xmp.pdfa_part(part).pdfa_conformance("A").pdfua_part(1);
            xmp.extension_schemas().pdfua_id().properties().describe_part();
        }
        Edition::Office => {}
    }
    let mut chunk = stream::chunk();
    chunk.metadata(document.plan.metadata, xmp.finish(None).as_bytes());
    chunk
}

/// A text as the default, which Info has to agree with, and in its language.
fn in_languages<'a>(meta: &'a Metadata, text: &'a str) -> impl Iterator<Item = (Option<LangId<'a>>, &'a str)> {
    let own = (!meta.language.is_empty()).then(|| (Some(LangId(&meta.language)), text));
    std::iter::once((None, text)).chain(own)
}

/// The fingerprint in the form of a UUID of version 8 (RFC 9562).
fn uuid(id: &[u8; 16]) -> String {
    let mut id = *id;
    id[6] = id[6] & 0x0F | 0x80;
    id[8] = id[8] & 0x3F | 0x80;
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// States what the colours are meant for; greys are for whatever printer there is.
pub(super) fn write_output_intent(document: &Document, catalog: &mut Catalog) {
    if document.edition == Edition::Office {
        return;
    }
    let condition = &document.list.press.condition;
    let mut intents = catalog.output_intents();
    let mut intent = intents.push();
    match document.edition {
        Edition::Print => intent
            .subtype(OutputIntentSubtype::PDFX)
            .output_condition_identifier(TextStr(&condition.identifier))
            .output_condition(TextStr(&condition.name))
            .info(TextStr(&condition.name))
            .dest_output_profile(document.plan.print),
        Edition::Screen | Edition::Office => intent
            .subtype(OutputIntentSubtype::PDFA)
            .output_condition_identifier(TextStr(profiles::SRGB_CONDITION))
            .info(TextStr("sRGB"))
            .dest_output_profile(document.plan.srgb),
    };
    // Nobody has registered a print shop's own profile.
    if document.edition == Edition::Screen || condition.registered {
        intent.registry_name(TextStr("http://www.color.org"));
    }
    intent.finish();
}

/// Embeds a profile, given in its compressed form.
pub(super) fn write_profile(objects: &mut Objects, id: Ref, packed: &[u8], channels: i32) {
    objects.stream().icc_profile(id, packed).n(channels).filter(Filter::FlateDecode);
}
