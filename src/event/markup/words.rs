//! Words while they are being read: single characters, each with its style and place, so that marks can be taken out,
//! sentences joined and quotation marks set without losing track of anything.

use super::types::Inline;
use crate::event::typography;
use crate::yaml::SourceText;
use std::ops::Range;
use std::sync::Arc;

/// How a character looks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
    pub subscript: bool,
    pub link: Option<Arc<str>>,
}

/// A character of a text.
#[derive(Clone, Debug)]
pub struct Char {
    pub c: char,
    /// Its place in the source text.
    pub source: Range<usize>,
    pub look: Look,
    /// Kept as it is: written after `\` or as an entity.
    pub literal: bool,
    /// The end of a line that runs on.
    pub line_end: bool,
    /// The number of the repeat that it belongs to, from 1; 0 for none.
    pub repeat: usize,
    /// How many times the sentence goes on with this character after a block in its middle.
    pub resumes: usize,
}

/// A stretch of characters.
#[derive(Clone, Debug, Default)]
pub struct Words(pub Vec<Char>);

impl Words {
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|c| c.c.is_whitespace())
    }

    /// Takes white space off both ends.
    pub fn trim(&mut self) {
        let kept = self.0.iter().rposition(|c| !c.c.is_whitespace()).map_or(0, |last| last + 1);
        self.0.truncate(kept);
        let blank = self.0.iter().take_while(|c| c.c.is_whitespace()).count();
        self.remove(0..blank);
    }

    /// True where an unescaped `mark` stands at `index`.
    pub fn has_mark(&self, index: usize, mark: &str) -> bool {
        let mut marks = mark.chars();
        let here = self.0.iter().skip(index).map(|c| (c.c, c.literal));
        let same = here.zip(marks.by_ref()).all(|((c, literal), mark)| c == mark && !literal);
        same && index + mark.chars().count() <= self.0.len()
    }

    /// Takes characters out; a sentence that resumed among them resumes after them.
    pub fn remove(&mut self, range: Range<usize>) {
        let resumes: usize = self.0.drain(range.clone()).map(|c| c.resumes).sum();
        if let Some(next) = self.0.get_mut(range.start) {
            next.resumes += resumes;
        }
    }

    /// The place of a stretch of characters in the source text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let chars = self.0.get(range).unwrap_or_default();
        let start = chars.iter().map(|c| c.source.start).min().unwrap_or(0);
        start..chars.iter().map(|c| c.source.end).max().unwrap_or(start)
    }

    /// Several spaces or tabs are one space, but where the author has escaped them.
    fn join_spaces(&mut self) {
        let is_space = |c: &Char| matches!(c.c, ' ' | '\t') && !c.literal;
        for at in (0..self.0.len()).rev().filter(|at| is_space(&self.0[*at])).collect::<Vec<_>>() {
            match at > 0 && is_space(&self.0[at - 1]) {
                true => self.remove(at..at + 1),
                false => self.0[at].c = ' ',
            }
        }
    }

    /// Sets the language's quotation marks, dashes, fixed spaces and superiors.
    pub fn set_typography(&mut self, language: &str) {
        self.join_spaces();
        let text: Vec<char> = self.0.iter().map(|c| c.c).collect();
        let literal = |index: usize| self.0[index].literal;
        let raised = typography::ordinals(&text, &literal, language);
        let edits = typography::edits(&text, &literal, language);
        raised.into_iter().flatten().for_each(|index| self.0[index].look.superscript = true);
        let mut set = Vec::with_capacity(self.0.len());
        let mut from = 0;
        for edit in edits {
            set.extend_from_slice(&self.0[from..edit.range.start]);
            let first = &self.0[edit.range.start];
            let source = self.source(edit.range.clone());
            set.extend(edit.with.chars().map(|c| Char { c, source: source.clone(), ..first.clone() }));
            from = edit.range.end;
        }
        set.extend_from_slice(&self.0[from..]);
        self.0 = set;
    }

    /// Runs of one look.
    pub fn inlines(&self, source: &SourceText) -> Vec<Inline> {
        let runs = self.0.chunk_by(|a, b| a.look == b.look);
        let runs = runs.map(|run| {
            let start = run.iter().map(|c| c.source.start).min().unwrap_or(0);
            let end = run.iter().map(|c| c.source.end).max().unwrap_or(start);
            let look = run.first().map(|c| c.look.clone()).unwrap_or_default();
            Inline {
                text: run.iter().map(|c| c.c).collect(),
                bold: look.bold,
                italic: look.italic,
                superscript: look.superscript,
                subscript: look.subscript,
                link: look.link,
                span: source.span_of(start..end),
            }
        });
        runs.collect()
    }
}
