//! The CMap that leads codes to glyphs, where a glyph has several (ISO 32000-1, 9.7.5.4): the program in PostScript of a
//! CMap stream.

use std::fmt::Write;

/// Its name. No predefined CMap is called so.
pub(super) const NAME: &str = "Plenary-Texts-H";

/// No operator takes more entries at once (9.7.5.4).
const MOST_ENTRIES: usize = 100;

/// The codes below `glyphs` are glyph numbers; each further code, in succession, leads to a glyph of `further`.
pub(super) fn of_codes(glyphs: usize, further: &[u16]) -> String {
    let mut text = format!(
        "%!PS-Adobe-3.0 Resource-CMap
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def
/Ordering (Identity) def
/Supplement 0 def
end def
/CMapName /{NAME} def
/CMapType 1 def
/WMode 0 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"
    );
    write_ranges(&mut text, glyphs);
    for (index, entries) in further.chunks(MOST_ENTRIES).enumerate() {
        let first = glyphs + index * MOST_ENTRIES;
        text += &format!("{} begincidchar\n", entries.len());
        for (code, glyph) in (first..).zip(entries) {
            // Writing to memory does not fail.
            let _ = writeln!(text, "<{code:04X}> {glyph}");
        }
        text += "endcidchar\n";
    }
    text += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    text
}

/// The codes that are glyph numbers; a range shares its first byte.
fn write_ranges(text: &mut String, glyphs: usize) {
    let starts: Vec<usize> = (0..glyphs).step_by(256).collect();
    for group in starts.chunks(MOST_ENTRIES) {
        *text += &format!("{} begincidrange\n", group.len());
        for start in group {
            let end = (start + 255).min(glyphs - 1);
            let _ = writeln!(text, "<{start:04X}> <{end:04X}> {start}");
        }
        *text += "endcidrange\n";
    }
}
