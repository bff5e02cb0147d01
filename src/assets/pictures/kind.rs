//! The kind of a file by its first bytes; file name extensions lie.

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FileKind {
    Empty,
    Jpeg,
    Png,
    Svg,
    Unsupported(&'static str),
    Unknown,
}

const SIGNATURES: [(&[u8], FileKind); 14] = [
    (b"\xFF\xD8\xFF", FileKind::Jpeg),
    (b"\x89PNG\r\n\x1A\n", FileKind::Png),
    (b"GIF8", FileKind::Unsupported("GIF picture")),
    (b"II*\0", FileKind::Unsupported("TIFF picture")),
    (b"MM\0*", FileKind::Unsupported("TIFF picture")),
    (b"BM", FileKind::Unsupported("BMP picture")),
    (b"%PDF-", FileKind::Unsupported("PDF document")),
    (b"%!PS", FileKind::Unsupported("PostScript file")),
    (b"\xC5\xD0\xD3\xC6", FileKind::Unsupported("EPS file")),
    (b"8BPS", FileKind::Unsupported("Photoshop document")),
    (b"\0\0\x01\0", FileKind::Unsupported("Windows icon")),
    (b"\0\0\0\x0CjP  ", FileKind::Unsupported("JPEG 2000 picture")),
    (b"\x1F\x8B", FileKind::Unsupported("compressed file (SVGZ or gzip)")),
    (b"PK\x03\x04", FileKind::Unsupported("ZIP or office document")),
];

/// Recognises a file by its first bytes.
pub(super) fn of(bytes: &[u8]) -> FileKind {
    if bytes.is_empty() {
        return FileKind::Empty;
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return *kind;
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => FileKind::Unsupported("WebP picture"),
        (_, Some(b"ftyp"), Some(brand)) => media_brand(brand),
        _ if looks_like_svg(bytes) => FileKind::Svg,
        _ => FileKind::Unknown,
    }
}

/// Files of the ISO base media format tell themselves apart by a brand.
fn media_brand(brand: &[u8]) -> FileKind {
    match brand {
        b"avif" | b"avis" => FileKind::Unsupported("AVIF picture"),
        b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" => FileKind::Unsupported("HEIC picture"),
        _ => FileKind::Unsupported("video"),
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}
