//! A band's material as the breaker takes it.
//!
//! In: [`Material`] and the places of its floats. Out: the pieces of the story, and which block each comes from. Floats
//! that stand in the run of the text are blocks of rows like inline quotes; all others are not in the story at all.

use super::columns::Placement;
use super::material::{FloatContent, FloatPlace, Material, MaterialBlock, ShapedText};
use crate::geometry::Length;
use crate::text::{BlockPiece, Piece, TextPiece};

/// The pieces of a story.
pub struct Pieces<'a> {
    pub list: Vec<Piece<'a>>,
    /// Paragraphs: the piece and the block that it comes from.
    texts: Vec<(usize, usize)>,
}

impl<'a> Pieces<'a> {
    pub fn new(material: &'a Material, placements: &[Option<Placement>]) -> Pieces<'a> {
        let mut pieces = Pieces { list: Vec::new(), texts: Vec::new() };
        let mut after_quote = false;
        let is_between =
            |float: &usize| placements[*float].as_ref().is_some_and(|placement| placement.place == FloatPlace::Between);
        let between: Vec<usize> = (0..placements.len()).filter(is_between).collect();
        for (index, block) in material.blocks.iter().enumerate() {
            match block {
                MaterialBlock::Text(text) => {
                    let mut piece = text_piece(material, text, placements);
                    if after_quote {
                        piece.first_indent = Length::ZERO;
                    }
                    after_quote = false;
                    pieces.texts.push((pieces.list.len(), index));
                    pieces.list.push(Piece::Text(piece));
                }
                MaterialBlock::Inline(inline) => pieces.list.push(Piece::Block(inline_piece(material, *inline))),
                MaterialBlock::Float(float) => {
                    pieces.list.extend(float_piece(material, *float, placements).map(Piece::Block));
                }
            }
            for piece in between.iter().filter_map(|float| between_piece(material, *float, placements, index)) {
                after_quote = true;
                pieces.list.push(Piece::Block(piece));
            }
        }
        pieces
    }

    /// The paragraph of a block, or the last one before it; whether it is that of the block itself.
    pub fn text_of(&self, block: usize) -> Option<(usize, bool)> {
        let (piece, of) = self.texts.iter().rev().find(|(_, of)| *of <= block)?;
        Some((*piece, *of == block))
    }
}

fn text_piece<'a>(material: &Material, text: &'a ShapedText, placements: &[Option<Placement>]) -> TextPiece<'a> {
    let inlines = text.inlines.iter().map(|(at, inline)| (*at, inline_piece(material, *inline)));
    let floats = text.floats.iter().filter_map(|(at, float)| Some((*at, float_piece(material, *float, placements)?)));
    let mut anchored: Vec<(usize, BlockPiece)> = inlines.chain(floats).collect();
    anchored.sort_by_key(|(at, _)| *at);
    TextPiece {
        paragraph: &text.shaped,
        start: text.start,
        end: text.end,
        label: text.marker.as_ref(),
        label_at: text.marker_at,
        first_indent: text.first_indent,
        before: text.before,
        keep_with_next: text.keep_with_next,
        keep_together: text.keep_together,
        anchored,
        least_slot: text.least_slot,
    }
}

fn inline_piece(material: &Material, inline: usize) -> BlockPiece {
    let measured = &material.inlines[inline];
    block_piece(inline, i32::from(measured.rows), measured.before, measured.after)
}

/// A float that stands in the run of the text, with an empty row above and below.
fn float_piece(material: &Material, float: usize, placements: &[Option<Placement>]) -> Option<BlockPiece> {
    let placement = placements.get(float)?.filter(|p| p.place == FloatPlace::InText)?;
    Some(block_piece(material.inlines.len() + float, placement.rows, 1, 1))
}

/// A repeated quote that stands after this block.
fn between_piece(
    material: &Material,
    float: usize,
    placements: &[Option<Placement>],
    block: usize,
) -> Option<BlockPiece> {
    let placement = placements.get(float)?.filter(|p| p.place == FloatPlace::Between && p.row == block as i32)?;
    let (before, after) = match &material.floats[float].forms.get(placement.form)?.content {
        FloatContent::Inline(inline) => (inline.before, inline.after),
        FloatContent::Box(_) => (1, 1),
        FloatContent::Picture(_) => return None,
    };
    Some(block_piece(material.inlines.len() + float, placement.rows, before, after))
}

fn block_piece(id: usize, rows: i32, before: u16, after: u16) -> BlockPiece {
    let rows = rows.clamp(1, i32::from(u16::MAX)) as u16;
    BlockPiece { id: id as u32, rows, before, after, keep_with_next: false, keep_with_previous: false }
}
