//! Where the author wants a box or a picture to stand: words such as `right foot` after its kind.

/// A wish about a place; `None`: the layout's choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pin {
    pub across: Option<PinAcross>,
    pub down: Option<PinDown>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinAcross {
    /// In the first column.
    Left,
    /// In the last column.
    Right,
    /// Across the gutter, text at both sides.
    Across,
    /// Over all columns.
    Wide,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinDown {
    Top,
    Foot,
    /// In the run of the text, where it was written.
    Here,
}

/// For messages.
pub const PLACES: &str = "`left`, `right`, `across` (the gutter) or `wide`, and `top`, `foot` or `here`";

impl Pin {
    /// Reads words with blanks or hyphens between them; the error is the word that is no place, or one too many.
    pub fn read(text: &str) -> Result<Pin, &str> {
        let mut pin = Pin::default();
        for word in text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()) {
            let across = match word.to_ascii_lowercase().as_str() {
                "left" => Some(PinAcross::Left),
                "right" => Some(PinAcross::Right),
                "across" => Some(PinAcross::Across),
                "wide" => Some(PinAcross::Wide),
                _ => None,
            };
            let down = match word.to_ascii_lowercase().as_str() {
                "top" => Some(PinDown::Top),
                "foot" => Some(PinDown::Foot),
                "here" => Some(PinDown::Here),
                _ => None,
            };
            match (across, down) {
                (Some(across), _) if pin.across.is_none() => pin.across = Some(across),
                (_, Some(down)) if pin.down.is_none() => pin.down = Some(down),
                _ => return Err(word),
            }
        }
        Ok(pin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_words() {
        assert_eq!(Pin::read("right foot"), Ok(Pin { across: Some(PinAcross::Right), down: Some(PinDown::Foot) }));
        assert_eq!(Pin::read("here"), Ok(Pin { across: None, down: Some(PinDown::Here) }));
        assert_eq!(Pin::read(""), Ok(Pin::default()));
        assert_eq!(Pin::read("rigth"), Err("rigth"));
        assert_eq!(Pin::read("left-right"), Err("right"));
    }
}
