//! Sentences that go on round a pull quote or a picture: the paragraphs before and after it become one, and the block
//! is anchored at the place where the sentence goes on.

use super::draft::{Draft, DraftKind};
use super::words::{Char, Words};
use crate::diagnostic::Span;

/// Joins the halves of interrupted sentences.
pub fn join(blocks: Vec<Draft>) -> Vec<Draft> {
    let mut done: Vec<Draft> = Vec::new();
    // Blocks since the last paragraph that may stand in the middle of its sentence.
    let mut between = 0;
    for block in blocks {
        match &block.kind {
            DraftKind::Paragraph(words, _) if between > 0 && goes_on(words) => {
                let anchored = done.split_off(done.len() - between);
                match done.last_mut() {
                    Some(Draft { span, kind: DraftKind::Paragraph(first, inner) }) if is_unfinished(first) => {
                        *span = Span::new(span.file, span.start, block.span.end);
                        resume(first, inner, anchored, words.clone());
                    }
                    _ => {
                        done.extend(anchored);
                        done.push(block);
                    }
                }
                between = 0;
            }
            DraftKind::Quote { pull: Some(_), .. } | DraftKind::Picture(_) => {
                between += 1;
                done.push(block);
            }
            _ => {
                between = 0;
                done.push(block);
            }
        }
    }
    done
}

fn resume(first: &mut Words, inner: &mut Vec<(usize, Draft)>, anchored: Vec<Draft>, mut second: Words) {
    let half = first.0.iter().map(|c| c.resumes).sum::<usize>() + 1;
    inner.extend(anchored.into_iter().map(|draft| (half, mid_sentence(draft))));
    if let Some(last) = first.0.last() {
        let end = last.source.end;
        let look = Default::default();
        let space = Char { c: ' ', source: end..end, look, literal: false, line_end: false, repeat: 0, resumes: 0 };
        first.0.push(space);
    }
    if let Some(next) = second.0.first_mut() {
        next.resumes += 1;
    }
    first.0.append(&mut second.0);
}

fn mid_sentence(mut draft: Draft) -> Draft {
    match &mut draft.kind {
        DraftKind::Quote { mid_sentence, .. } => *mid_sentence = true,
        DraftKind::Picture(picture) => picture.mid_sentence = true,
        _ => {}
    }
    draft
}

/// No full stop or other sign that ends a sentence, seen through closing quotation marks, brackets and marks.
fn is_unfinished(words: &Words) -> bool {
    let closing = |c: char| "\"'”’»)]}=*^_".contains(c) || c.is_whitespace();
    let last = words.0.iter().rev().map(|c| c.c).find(|c| !closing(*c));
    last.is_some_and(|c| !".!?…:؟۔।".contains(c))
}

/// Starts in lower case, or with a letter of a script that has no case.
fn goes_on(words: &Words) -> bool {
    let opening = |c: char| "\"'“‘«([{=".contains(c);
    let first = words.0.iter().map(|c| c.c).find(|c| !opening(*c));
    first.is_some_and(|c| c.is_lowercase() || c.is_alphabetic() && !c.is_uppercase())
}
