//! Names in two parts, such as one in two languages: `Les lecteurs · The Readers`.
//!
//! In: a paragraph. Out: the same with its parts on lines of their own, the mark between them left out.

use crate::resolve::story::Paragraph;

/// Stands between the two parts.
const MIDDOT: &str = "·";

/// Words in two parts with a middot between them, on lines of their own; `None` for other words.
pub fn at_middot(paragraph: &Paragraph) -> Option<Paragraph> {
    let mut holding = paragraph.runs.iter().enumerate().filter(|(_, run)| run.text.contains(MIDDOT));
    let (Some((index, run)), None) = (holding.next(), holding.next()) else { return None };
    let (before, after) = parts(&run.text)?;
    let text = format!("{before}\n{after}");
    let mut parted = paragraph.clone();
    parted.runs[index].text = text;
    Some(parted)
}

/// The words before and after a middot that is the only one and has spaces round it.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.split_once(MIDDOT)?;
    let is_spaced = before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
    let parts = (before.trim_end(), after.trim_start());
    (is_spaced && !parts.0.is_empty() && !parts.1.is_empty() && !after.contains(MIDDOT)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn two_parts_have_one_spaced_middot_between_them() {
        assert_eq!(parts("Les lecteurs · The Readers"), Some(("Les lecteurs", "The Readers")));
        assert_eq!(parts("one · two · three"), None);
        assert_eq!(parts("para·lel"), None);
        assert_eq!(parts("· two"), None);
    }
}
