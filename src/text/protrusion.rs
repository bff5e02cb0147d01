//! How far punctuation and some letters hang into the margin, after microtype's tables for serif faces (R. Schlicht,
//! "The microtype package", section 6), so that edges look straight.
//!
//! In thousandths of the character's own width. The sides are those of reading: `lead` is where a line begins.

/// At the line's beginning.
pub fn lead(c: char) -> i64 {
    match c {
        '“' | '”' | '„' | '"' => 500,
        '‘' | '’' | '‚' | '\'' => 700,
        '«' | '‹' | '»' | '›' => 500,
        'A' | 'T' | 'V' | 'W' | 'Y' => 50,
        _ => 0,
    }
}

/// At the line's end.
pub fn trail(c: char) -> i64 {
    match c {
        '.' | ',' | '-' | '\u{2010}' | '\u{AD}' => 700,
        '،' | '۔' => 700,
        ':' | ';' | '؛' => 500,
        '–' => 300,
        '—' => 200,
        other => lead(other),
    }
}

/// Quotation marks that a pull quote hangs wholly; the one that closes in English opens in Arabic.
pub fn is_opening_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '‚' | '«' | '‹' | '"' | '\'')
}
