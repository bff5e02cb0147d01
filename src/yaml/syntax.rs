//! Says in a writer's words what is wrong with a text that is not YAML.
//!
//! In: the parser's own message with its offset, which names YAML's grammar rather than the mistake. Out: a diagnostic
//! at the mistake, found by looking at the lines round the offset.

use crate::diagnostic::{Diagnostic, FileId, Span};

const QUOTE_OR_BLOCK: &str =
    "put the value in quotes, or write `|` after the colon and the text on the next line, indented";

/// The mistake behind a parser's message. `open` is the `[` or `{` whose end is missing so far.
pub fn explain(info: &str, file: FileId, text: &str, offset: usize, open: Option<Span>) -> Diagnostic {
    let scene = Scene { file, text, offset: floor_boundary(text, offset) };
    let known = scene
        .tab(info)
        .or_else(|| scene.missing_space())
        .or_else(|| open.map(|span| scene.unclosed_flow(span)))
        .or_else(|| scene.by_message(info));
    known.unwrap_or_else(|| {
        let diagnostic = Diagnostic::error("yaml-syntax", "this is not valid YAML");
        diagnostic.at(scene.to_line_end(scene.offset)).label(info.to_owned()).help(QUOTE_OR_BLOCK)
    })
}

/// A text's beginning, for messages.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

struct Scene<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
}

/// One line: where it starts, and its text without the line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The value after `key: ` and its offset in the line.
    fn value(&self) -> Option<(usize, &'a str)> {
        let colon = self.text.find(": ")?;
        let value = self.text[colon + 2..].trim_start();
        (!value.is_empty()).then(|| (self.text.len() - value.len(), value.trim_end()))
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() || self.text.trim_start().starts_with('#')
    }
}

impl<'a> Scene<'a> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end.max(start))
    }

    fn line_at(&self, offset: usize) -> Line<'a> {
        let start = self.text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        Line { start, text: self.text[start..end].trim_end_matches('\r') }
    }

    fn line_before(&self, line: Line) -> Option<Line<'a>> {
        let mut at = line.start;
        while at > 0 {
            let before = self.line_at(at - 1);
            if !before.is_blank() {
                return Some(before);
            }
            at = before.start;
        }
        None
    }

    fn whole(&self, line: Line) -> Span {
        self.span(line.start + line.indent(), line.start + line.text.trim_end().len())
    }

    fn to_line_end(&self, offset: usize) -> Span {
        let line = self.line_at(offset);
        self.span(offset, (line.start + line.text.trim_end().len()).max(offset))
    }

    /// A tab where YAML wants spaces; the parser's offset may stand a line above.
    fn tab(&self, info: &str) -> Option<Diagnostic> {
        if !info.contains("tab") {
            return None;
        }
        let from = self.line_at(self.offset).start;
        let mut lines = self.text[from..].split_inclusive('\n').scan(from, |start, text| {
            let line = Line { start: *start, text };
            *start += text.len();
            Some(line)
        });
        let line = lines.find(|line| line.text[..line.indent()].trim_end_matches(['\r', '\n']).contains('\t'))?;
        let at = line.start + line.text.find('\t')?;
        let tabs = self.text[at..].bytes().take_while(|b| *b == b'\t').count();
        let diagnostic = Diagnostic::error("tab", "a tab in the indentation");
        Some(
            diagnostic
                .at(self.span(at, at + tabs))
                .label("YAML is indented with spaces only")
                .help("replace each tab with two spaces"),
        )
    }

    /// `key:value`, here or on the line above.
    fn missing_space(&self) -> Option<Diagnostic> {
        let here = self.line_at(self.offset);
        let line = [Some(here), self.line_before(here)].into_iter().flatten().find(|line| {
            let words = line.text.trim_start().trim_start_matches("- ");
            let key = words.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(words.len());
            let rest = &words[key..];
            key > 0 && rest.starts_with(':') && !rest[1..].starts_with([' ', '/']) && rest.trim_end().len() > 1
        })?;
        let colon = line.start + line.text.find(':')?;
        let diagnostic = Diagnostic::error("colon", "no space after the colon");
        let key = self.text[..colon].rsplit([' ', '\n']).next().unwrap_or_default();
        Some(diagnostic.at(self.span(colon, colon + 1)).label("here").help(format!("write `{key}: ` with a space")))
    }

    fn unclosed_flow(&self, span: Span) -> Diagnostic {
        let (sign, thing, end) = match self.text[span.start..].starts_with('[') {
            true => ('[', "list", ']'),
            false => ('{', "mapping", '}'),
        };
        Diagnostic::error("yaml-syntax", format!("`{sign}` starts a {thing} that is not closed properly"))
            .at(span)
            .label(format!("its `{end}` or a comma is missing"))
            .help("if this is text, put the whole value in quotes")
    }

    fn by_message(&self, info: &str) -> Option<Diagnostic> {
        let has = |words: &str| info.contains(words);
        if has("mapping values are not allowed") {
            Some(self.second_colon())
        } else if has("unknown anchor") || has("scanning an anchor") || has("unexpected character") || has("directive")
        {
            self.forbidden_start()
        } else if has("trailing content") {
            Some(self.after_quote())
        } else if has("quoted scalar") && has("escape") {
            Some(self.bad_escape())
        } else if has("quoted scalar") {
            Some(self.unclosed_quote())
        } else if has("block scalar, did not find") {
            Some(self.text_after_bar())
        } else if has("wrongly indented line") {
            Some(self.spaces_above_text())
        } else if has("block sequence entries") {
            Some(self.list_on_key_line())
        } else if has("unprintable") || has("byte order mark") {
            Some(self.control_character())
        } else if has("simple key expect") {
            self.line_without_key()
        } else if has("did not find expected key") || has("'-' indicator") || has("<document start>") {
            self.after_flow().or_else(|| Some(self.odd_indentation()))
        } else {
            None
        }
    }

    fn second_colon(&self) -> Diagnostic {
        let line = self.line_at(self.offset);
        let at = self.span(self.offset, self.offset + 1);
        let before = &line.text[..self.offset - line.start];
        if before.contains(": ") {
            return Diagnostic::error("colon", "a second `: ` in one line")
                .at(at)
                .label("YAML takes what stands before this colon for a key")
                .help(QUOTE_OR_BLOCK);
        }
        if let Some(above) = self.line_before(line).filter(|above| line.indent() <= above.indent()) {
            let words = above.text.trim();
            if let (false, Some((key, rest))) = (words.contains(':'), words.split_once(' ')) {
                return Diagnostic::error("colon", "a line without a colon after its key")
                    .at(self.whole(above))
                    .label("no `key:` here")
                    .help(format!(
                        "write `{key}: {}`; or indent it, if it goes on with the text above it",
                        excerpt(rest)
                    ));
            }
        }
        let key = before.trim_start().trim_start_matches("- ");
        let diagnostic = Diagnostic::error("indentation", format!("`{key}` is indented under a text"))
            .at(self.span(self.offset - key.len(), self.offset))
            .label("this key stands deeper than the one above it, which already has a value");
        diagnostic.help("start keys of one mapping at the same column")
    }

    fn forbidden_start(&self) -> Option<Diagnostic> {
        let sign = self.text[self.offset..].chars().next()?;
        let diagnostic = Diagnostic::error("yaml-syntax", format!("a value cannot start with `{sign}`"));
        let label = match sign {
            '*' | '&' => "YAML takes this for an anchor or its alias",
            _ => "YAML keeps this character for itself",
        };
        Some(diagnostic.at(self.to_line_end(self.offset)).label(label).help(QUOTE_OR_BLOCK))
    }

    fn after_quote(&self) -> Diagnostic {
        let rest = self.text[self.offset..].len() - self.text[self.offset..].trim_start_matches(' ').len();
        let at = self.to_line_end(self.offset + rest);
        let line = self.line_at(self.offset);
        let single = line.value().is_some_and(|(_, value)| value.starts_with('\''));
        let inner = if single { "write `''` for each apostrophe inside" } else { "write `\\\"` for each mark inside" };
        Diagnostic::error("quotes", "text after the closing quotation mark")
            .at(at)
            .label("the value ended before this")
            .help(format!("put quotes round the whole value and {inner}, or use `|`"))
    }

    fn unclosed_quote(&self) -> Diagnostic {
        Diagnostic::error("quotes", "a quotation mark is not closed")
            .at(self.span(self.offset, self.offset + 1))
            .label("the value starts here and has no end")
            .help("close it, or start the text on the next line after `|`, where quotation marks need nothing")
    }

    fn bad_escape(&self) -> Diagnostic {
        Diagnostic::error("quotes", "an unknown `\\` in double quotes")
            .at(self.to_line_end(self.offset))
            .label("in this text")
            .help("write `\\\\` for a backslash, or use single quotes")
    }

    fn text_after_bar(&self) -> Diagnostic {
        let sign = if self.text[self.offset..].starts_with('>') { '>' } else { '|' };
        Diagnostic::error("yaml-syntax", format!("text on the line of `{sign}`"))
            .at(self.to_line_end(self.offset))
            .label(format!("`{sign}` says that the text starts on the next line"))
            .help("start the text on the next line, indented; a value that itself starts with this sign needs quotes")
    }

    fn spaces_above_text(&self) -> Diagnostic {
        Diagnostic::error("indentation", "a line of spaces above a text that is longer than the text's indentation")
            .at(self.whole(self.line_at(self.offset)))
            .label("the text starts here")
            .help("take the spaces out of the blank lines above it")
    }

    fn list_on_key_line(&self) -> Diagnostic {
        Diagnostic::error("yaml-syntax", "a list item on the line of its key")
            .at(self.to_line_end(self.offset))
            .label("a list starts on a line of its own")
            .help("start the item on the next line, or put the value in quotes if `-` belongs to the text")
    }

    fn control_character(&self) -> Diagnostic {
        let c = self.text[self.offset..].chars().next().unwrap_or_default();
        Diagnostic::error("control-character", format!("an invisible character, U+{:04X}", u32::from(c)))
            .at(self.span(self.offset, self.offset + c.len_utf8()))
            .label("here")
            .help("delete it; it often comes with text that was pasted")
    }

    fn line_without_key(&self) -> Option<Diagnostic> {
        let here = self.line_at(self.offset);
        let line = match here.text[here.indent()..].contains(':') {
            true => self.line_before(here)?,
            false => here,
        };
        Some(
            Diagnostic::error("indentation", "a line that is neither a key nor part of a text")
                .at(self.whole(line))
                .label("no `key:` here")
                .help("if it goes on with the text above it, indent it like that text"),
        )
    }

    fn after_flow(&self) -> Option<Diagnostic> {
        let line = self.line_at(self.offset);
        let (start, value) = line.value()?;
        if !value.starts_with(['[', '{']) || self.offset <= line.start + start {
            return None;
        }
        Some(
            Diagnostic::error("yaml-syntax", "text after a list in brackets")
                .at(self.to_line_end(self.offset))
                .label("the value ended before this")
                .help("if the brackets belong to the text, put the whole value in quotes"),
        )
    }

    fn odd_indentation(&self) -> Diagnostic {
        Diagnostic::error("indentation", "this line's indentation fits nothing above it")
            .at(self.to_line_end(self.offset))
            .label("starts at a column of its own")
            .help("keys of one mapping, items of one list and lines of one text start at the same column")
    }
}
