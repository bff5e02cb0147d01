//! Operators of content streams (ISO 32000-1, annex A), written with short numbers.
//!
//! Coordinates are integers in thousandths of a point, so that neither rounding nor the machine's arithmetic makes
//! two runs differ, and small moves do not add up errors.

use crate::geometry::Length;

/// Thousandths of a point; rounded to the nearest.
pub(super) fn milli(length: Length) -> i64 {
    (length.units() * 1000 + (1 << 15)) >> 16
}

/// What a content stream calls a font, by its index and its reading.
pub(super) fn font_name((font, reading): (usize, usize)) -> String {
    if reading == 0 { format!("F{font}") } else { format!("F{font}R{reading}") }
}

/// A content stream in the making.
#[derive(Default)]
pub(super) struct Ops {
    pub buf: Vec<u8>,
}

impl Ops {
    /// A number given in thousandths, without needless zeros, and a space.
    pub fn number(&mut self, thousandths: i64) -> &mut Ops {
        if thousandths < 0 {
            self.buf.push(b'-');
        }
        let value = thousandths.unsigned_abs();
        let (whole, fraction) = (value / 1000, value % 1000);
        if whole > 0 || fraction == 0 {
            self.integer(whole);
        }
        if fraction > 0 {
            let digits = [fraction / 100, fraction / 10 % 10, fraction % 10].map(|d| b'0' + d as u8);
            let kept = 3 - digits.iter().rev().take_while(|d| **d == b'0').count();
            self.buf.push(b'.');
            self.buf.extend_from_slice(&digits[..kept]);
        }
        self.buf.push(b' ');
        self
    }

    fn integer(&mut self, mut value: u64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (value % 10) as u8;
            value /= 10;
            if value == 0 {
                break;
            }
        }
        self.buf.extend_from_slice(&digits[at..]);
    }

    pub fn numbers(&mut self, thousandths: &[i64]) -> &mut Ops {
        for value in thousandths {
            self.number(*value);
        }
        self
    }

    /// A factor with six decimals, for matrices.
    pub fn factor(&mut self, value: f64) -> &mut Ops {
        let text = format!("{value:.6}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        self.raw(if text == "-0" { "0" } else { text }).raw(" ")
    }

    /// An operator that ends a line.
    pub fn op(&mut self, operator: &str) -> &mut Ops {
        self.raw(operator).raw("\n")
    }

    pub fn raw(&mut self, text: &str) -> &mut Ops {
        self.buf.extend_from_slice(text.as_bytes());
        self
    }

    /// A name with its number, such as `/F3`.
    pub fn name(&mut self, prefix: &str, number: usize) -> &mut Ops {
        self.raw("/").raw(prefix);
        self.integer(number as u64);
        self.raw(" ")
    }

    /// Sets a font's reading and its size.
    pub fn font(&mut self, font: (usize, usize), size: Length) -> &mut Ops {
        self.raw("/").raw(&font_name(font)).raw(" ").number(milli(size)).op("Tf")
    }

    /// Glyph codes as a literal string (7.3.4.2).
    pub fn codes(&mut self, codes: &[u8]) -> &mut Ops {
        self.buf.push(b'(');
        for byte in codes {
            match byte {
                b'(' | b')' | b'\\' => self.buf.extend_from_slice(&[b'\\', *byte]),
                b'\r' => self.buf.extend_from_slice(b"\\r"),
                _ => self.buf.push(*byte),
            }
        }
        self.buf.push(b')');
        self
    }

    /// A text string (7.9.2.2): as it is where all is printable ASCII, else as UTF-16.
    pub fn text_string(&mut self, text: &str) -> &mut Ops {
        if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return self.codes(text.as_bytes());
        }
        self.raw("<FEFF");
        for unit in text.encode_utf16() {
            self.raw(&format!("{unit:04X}"));
        }
        self.raw(">")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let mut ops = Ops::default();
        ops.numbers(&[0, 1000, -500, 12_340, 7, -1_050]);
        assert_eq!(String::from_utf8_lossy(&ops.buf), "0 1 -.5 12.34 .007 -1.05 ");
    }

    #[test]
    fn strings_escape_what_they_must() {
        let mut ops = Ops::default();
        ops.codes(b"a(b)\\\r").text_string("\u{ad}");
        assert_eq!(String::from_utf8_lossy(&ops.buf), "(a\\(b\\)\\\\\\r)<FEFF00AD>");
    }
}
