//! The ledger of faults: what may be wrong with a page, and what each fault costs.
//!
//! In: a [`Fault`]. Out: its [`Price`] in hundredths of a row of text, the one unit in which the breaker, the composer and
//! the page search add up what they do, and in which `check --quality` writes its bill. A price says how many rows of
//! paper a reader would give to be spared the fault; its reason stands beside it. Finding a fault is not done here:
//! each stage finds what it can see, and a test holds that they find the same.
//!
//! What must never happen (lost words, things one over the other, a picture above its own heading) has no price: it is
//! not offered, or stands behind [`NEVER`] where a page must be made all the same.

mod bill;

pub use bill::{Bill, Item};

/// Hundredths of a row.
pub type Price = i64;

/// One row of text.
pub const ROW: Price = 100;

/// A row more of a band: a row in each of its columns.
pub const BAND_ROW: Price = 2 * ROW;

/// Rows of a usual page: white on one of fewer rows is more of the page.
const USUAL_ROWS: Price = 53;

/// More than everything else on a page together: taken only where there is no other way.
pub const NEVER: Price = 100_000 * ROW;

/// Something that a reader, or whoever judges the page, may notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The last line of a paragraph alone at a column's top.
    Widow,
    /// The first line of a paragraph alone at a column's foot.
    Orphan,
    /// A last line that is hardly longer than an indent, or of one short word.
    Runt,
    /// A last line of more words that begins with the rest of a divided one.
    DividedAtEnd,
    /// A hyphen at a column's end, or in two lines in succession.
    BadHyphen,
    /// A head or a list's lead away from what it belongs to; a stanza that is torn.
    Apart,
    /// One line of a paragraph alone above or below a block that stands in it.
    LoneLine,
    /// So many rows left empty at a column's foot, where text goes on in the next column.
    Gap(u32),
    /// So many narrow slots left empty because what follows needs wider ones.
    Passed(u32),
    /// A block that stands so many lines from where it was written.
    Nudged(u32),
    /// The last column ends so many rows before the others, beyond the one that is nobody's fault.
    UnevenFeet(u32),
    /// A line that sticks out.
    Overfull,

    // In a band.
    /// So many rows between a float and its words in the same column.
    Distance(u32),
    /// Its words are in the other column, still in sight.
    OtherColumn,
    /// Its words are on another page.
    OtherPage,
    /// So many rows missing between a quote and the words that it repeats.
    Stutter(u32),
    /// A repeated quote after its words.
    AfterItsWords,
    /// A quote in the text at the very top of a column, under nothing; as the last thing of one.
    QuoteAtTop,
    QuoteAtFoot,
    /// Two pictures in another order than they are written in.
    OutOfOrder,
    /// A picture alone in the first column.
    PictureAlone,
    /// A quote in the text right under a portrait, without an empty row between.
    UnderPortrait,
    /// Feet of columns that a quote leaves uneven for good.
    UnevenForGood,
    /// So many rows by which a box reaches below the last line beside it.
    Overhang(u32),
    /// A box's rule as a band's last thing, with the next band's rule under it.
    RuleAtFoot,
    /// A box over all columns with text above it and below.
    Across,
    /// A portrait at the side where its alternation with others does not want it.
    OtherSide,
    /// A portrait with no line in its column; with one or two.
    PortraitAlone,
    PortraitByFewLines,
    /// Two things with less than two rows between them.
    Touch,
    /// Two things one over the other.
    Overlap,
    /// A float in the form that is so many places behind the preferred one.
    Form(u32),

    // On pages.
    /// So many hundredths of a row white at a page's foot, the mean of its columns, of a page of so many rows.
    Foot {
        white: u32,
        rows: u32,
    },
    /// The same on the last page.
    LastFoot {
        white: u32,
        rows: u32,
    },
    /// Feet of facing pages that differ by so many rows more than anyone overlooks.
    Facing(u32),
    /// The same where one of them is the last.
    FacingAtEnd(u32),
    /// A band that is divided.
    Divided,
    /// A division with few rows on one side, or of a short band.
    Scrap,
    /// A band's second part on the page after it; where text runs on.
    Parted,
    PartedRunningOn,
    /// A quotation away from the words that introduce it.
    LostQuotation,
    /// A banner away from its words; right above the next head, whose words it would pass for.
    LostBanner,
    StrayBanner,
    /// Strips of pictures that belong together on two pages.
    Torn,
    /// So many rows by which a strip of pictures is lower than the layout wants.
    Shrunk(u32),
    /// Two lines alone between a head and the page's foot; at a page's top before the next head.
    FewUnderHead,
    FewOverHead,
    /// All portraits and pictures so many steps larger or smaller than the layout wants.
    Resized(u32),
    /// The closing note on a page without any of what it closes.
    LoneNote,
    /// Photographs after the closing note, which has the last word.
    AfterNote,
    /// So many rows by which a gap is smaller than the layout wants; by which it is larger, within the layout's limits.
    Tight(u32),
    Wide(u32),
}

impl Fault {
    pub const fn price(self) -> Price {
        match self {
            // A line alone is read twice: about what a designer moves to be rid of it, and dearer than some loose lines.
            Fault::Widow | Fault::Orphan => 60 * ROW,
            // Looks like a slip, but is read without a halt.
            Fault::Runt | Fault::DividedAtEnd => 20 * ROW,
            // A word divided over a turn of the eye; dearer than any widow, since a looser line always helps.
            Fault::BadHyphen => 70 * ROW,
            // What follows no longer says what it is: nothing that text can do is worse.
            Fault::Apart => 80 * ROW,
            Fault::LoneLine => 12 * ROW,
            // One cures a widow, two are seen, from three on it is a hole.
            Fault::Gap(rows) => square(rows) + 3 * ROW * rows as Price,
            Fault::Passed(slots) => square(slots) + 3 * ROW * slots as Price,
            // A reader does not miss the place, but the author may.
            Fault::Nudged(lines) => 2 * ROW * lines as Price,
            // Two rows are a step that the eye takes for a fault; beyond that it is a hole.
            Fault::UnevenFeet(rows) => 6 * square(rows) + 6 * ROW * rows as Price,
            Fault::Overfull => NEVER / 10,

            Fault::Distance(rows) => 40 * rows as Price,
            Fault::OtherColumn => 2 * ROW,
            // Out of sight: as bad as a widow and some distance.
            Fault::OtherPage => 25 * ROW,
            // The eye meets the same words twice; five rows off it no longer does.
            Fault::Stutter(rows) => 4 * ROW * rows as Price,
            // Who has read the words gains nothing by them.
            Fault::AfterItsWords => ROW,
            // Dearer than any gap: it seems to belong to what stands over the column.
            Fault::QuoteAtTop => 38 * ROW,
            Fault::QuoteAtFoot => 14 * ROW,
            Fault::OutOfOrder | Fault::Overlap => NEVER,
            Fault::PictureAlone => 15 * ROW,
            Fault::UnderPortrait => 18 * ROW,
            Fault::UnevenForGood => 10 * ROW,
            Fault::Overhang(rows) => 7 * ROW * rows as Price,
            Fault::RuleAtFoot => 12 * ROW,
            // It cuts the columns in two: the eye reads down and has to be told to go up again.
            Fault::Across => 5 * ROW,
            Fault::OtherSide => 6 * ROW,
            Fault::PortraitAlone => 60 * ROW,
            Fault::PortraitByFewLines => 20 * ROW,
            Fault::Touch => 38 * ROW,
            Fault::Form(steps) => 4 * ROW * steps as Price,

            // White is an area: twice the rows are four times as bad. A tenth of a page of 53 rows costs nearly a band that
            // is divided, a quarter as much as things that are torn apart.
            Fault::Foot { white, rows } => {
                let hole = white as Price - rows as Price * ROW / 4;
                let seen = if hole > 0 { 20 * ROW + hole * hole / 400 } else { 0 };
                let area = of_usual_page(white, rows);
                area * area / 200 + seen
            }
            // The end of the text may be anywhere in the lower half of a page: its white costs a quarter of what it would at
            // another foot. Less looks left over, more so than a foot that is white on a page before it: there are several
            // of those to take the rows from.
            Fault::LastFoot { white, rows } => {
                let short = white as Price - rows as Price * ROW / 2;
                let left_over = if short > 0 { 40 * ROW + short * short / 100 } else { white as Price / 20 };
                let area = of_usual_page(white, rows);
                left_over + area * area / 800
            }
            // Less than the white itself: a spread that is open at both feet is still better than one that is at neither.
            Fault::Facing(rows) => 4 * ROW + 2 * ROW * rows as Price,
            // Nothing follows that could even it out.
            Fault::FacingAtEnd(rows) => 6 * ROW + 3 * ROW * rows as Price,
            Fault::Divided => 6 * ROW,
            Fault::Scrap => 5 * ROW,
            Fault::Parted => 15 * ROW,
            Fault::PartedRunningOn => 5 * ROW,
            Fault::LostQuotation => 40 * ROW,
            Fault::LostBanner => 60 * ROW,
            Fault::StrayBanner => NEVER,
            Fault::Torn => 12 * ROW,
            Fault::Shrunk(rows) => rows as Price * 3 * ROW / 2,
            // Nobody sees a row; but the layout's own size is there for a reason.
            Fault::Resized(steps) => steps as Price * 3 * ROW,
            Fault::FewUnderHead => 5 * ROW,
            Fault::FewOverHead => 6 * ROW,
            Fault::LoneNote => 15 * ROW,
            Fault::AfterNote => 5 * ROW,
            Fault::Tight(rows) => rows as Price * ROW,
            // What the layout allows costs little: a page that ends with its neighbour is worth some white between its parts.
            Fault::Wide(rows) => rows as Price * ROW / 4,
        }
    }
}

/// The price of a fault that is there or not.
pub const fn priced(wrong: bool, fault: Fault) -> Price {
    if wrong { fault.price() } else { 0 }
}

/// White that is as much of a usual page as this is of one with so many rows.
const fn of_usual_page(white: u32, rows: u32) -> Price {
    white as Price * USUAL_ROWS / if rows > 0 { rows as Price } else { 1 }
}

/// So many rows, squared: few that are together are worse than the same number apart.
const fn square(rows: u32) -> Price {
    ROW * rows as Price * rows as Price
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graver_faults_are_dearer() {
        let rising = [Fault::LoneLine, Fault::Widow, Fault::BadHyphen, Fault::Apart, Fault::Overfull];
        assert!(rising.windows(2).all(|pair| pair[0].price() < pair[1].price()));
        assert_eq!(Fault::Gap(0).price(), 0);
        assert!(Fault::Gap(4).price() > 2 * Fault::Gap(2).price());
    }
}
