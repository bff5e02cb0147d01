//! Word spaces, hyphens, rivers and the scaling of letters.

use super::lines::{BodyLine, Gap, Hyphen};
use super::report::{
    Fault, FaultKind, Glyphs, Language, Lines, PageHyphens, Quality, Rivers, Spacing, Stretch, rounded,
};
use super::{View, limits, targets};
use crate::text::hyphenates;
use std::collections::BTreeMap;

/// The word space of most gaps of the running text, in points.
pub fn word_space(lines: &[BodyLine]) -> f64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for gap in lines.iter().flat_map(|line| &line.gaps) {
        *counts.entry((gap.natural * 1000.0).round() as i64).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(0.0, |(space, _)| space as f64 / 1000.0)
}

fn justified<'l, 'a>(lines: &'l [BodyLine<'a>]) -> impl Iterator<Item = &'l BodyLine<'a>> {
    lines.iter().filter(|line| line.justified)
}

/// Lines and hyphens; names hyphens in succession.
pub fn count(view: &View, faults: &mut Vec<Fault>) -> Lines {
    let (all, hyphenated) = hyphens(justified(view.lines));
    let mut lines = Lines {
        all: view.lines.len(),
        justified: all,
        hyphenated,
        divided: justified(view.lines).filter(|line| line.hyphen == Some(Hyphen::Added)).count(),
        hyphen_share: share(hyphenated, all),
        hyphens_in_succession: 0,
        hyphens_at_ends: hyphens_at_ends(view, faults),
        hyphens_by_page: hyphens_by_page(view),
    };
    for stack in view.stacks() {
        let mut run = 0;
        for (index, line) in stack.iter().enumerate() {
            let follows = index > 0 && view.follows(stack[index - 1], line);
            run = if line.hyphen.is_none() || !line.justified {
                0
            } else if follows {
                run + 1
            } else {
                1
            };
            if run >= 2 {
                lines.hyphens_in_succession += 1;
                faults.push(view.fault(FaultKind::HyphenPair, line, f64::from(run)));
            }
        }
    }
    lines
}

/// Names hyphens that divide a word between two columns or pages.
fn hyphens_at_ends(view: &View, faults: &mut Vec<Fault>) -> usize {
    let parted = |pair: &&[BodyLine]| {
        let turns = (pair[0].page, pair[0].column) != (pair[1].page, pair[1].column);
        pair[0].hyphen == Some(Hyphen::Added) && turns && !pair[1].first
    };
    let ends: Vec<Fault> =
        view.lines.windows(2).filter(parted).map(|pair| view.fault(FaultKind::HyphenAtEnd, &pair[0], 1.0)).collect();
    let count = ends.len();
    faults.extend(ends);
    count
}

fn hyphens_by_page(view: &View) -> Vec<PageHyphens> {
    let mut pages: BTreeMap<usize, usize> = BTreeMap::new();
    for line in justified(view.lines).filter(|line| line.hyphen.is_some()) {
        *pages.entry(view.number(line.page)).or_default() += 1;
    }
    let mut pages: Vec<PageHyphens> =
        pages.into_iter().map(|(page, hyphenated)| PageHyphens { page, hyphenated }).collect();
    pages.sort_by_key(|page| std::cmp::Reverse(page.hyphenated));
    pages
}

/// Lines, and those that end in a hyphen.
fn hyphens<'l, 'a: 'l>(lines: impl Iterator<Item = &'l BodyLine<'a>>) -> (usize, usize) {
    lines.fold((0, 0), |(all, hyphens), line| (all + 1, hyphens + usize::from(line.hyphen.is_some())))
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { rounded(part as f64 / all as f64) }
}

pub fn stretches(lines: &[BodyLine]) -> Spacing {
    let full = |divided| move |line: &&BodyLine| line.is_full_measure() && hyphenates(line.language) == divided;
    Spacing {
        all: stretch(justified(lines)),
        full: stretch(justified(lines).filter(full(true))),
        full_undivided: stretch(justified(lines).filter(full(false))),
        wrapped: stretch(justified(lines).filter(|line| !line.full)),
        narrow: stretch(justified(lines).filter(|line| line.ems() < limits::NARROW)),
    }
}

fn stretch<'l, 'a: 'l>(lines: impl Iterator<Item = &'l BodyLine<'a>>) -> Option<Stretch> {
    let lines: Vec<&BodyLine> = lines.collect();
    let mut gaps: Vec<f64> = lines.iter().flat_map(|line| &line.gaps).map(Gap::stretch).collect();
    gaps.sort_by(f64::total_cmp);
    let at = |share: f64| gaps.get(((gaps.len() as f64 * share) as usize).min(gaps.len().saturating_sub(1)));
    let (median, p95, most) = (*at(0.5)?, *at(0.95)?, *gaps.last()?);
    Some(Stretch { lines: lines.len(), median: rounded(median), p95: rounded(p95), most: rounded(most) })
}

/// The languages of the running text in the order of their tags.
pub fn by_language(view: &View) -> Vec<Language> {
    let mut languages: Vec<&str> = view.lines.iter().map(|line| line.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let of = |language: &&str| {
        let own = || justified(view.lines).filter(|line| line.language == *language);
        let (justified, hyphenated) = hyphens(own());
        Language {
            language: (*language).to_owned(),
            hyphenates: hyphenates(language),
            justified,
            hyphenated,
            hyphen_share: share(hyphenated, justified),
            word_letters: word_letters(own()),
            line_characters: mean(own().map(|line| line.text.chars().count()).sum(), justified),
            full: stretch(own().filter(|line| line.is_full_measure())),
            wrapped: stretch(own().filter(|line| !line.full)),
        }
    };
    languages.iter().map(of).collect()
}

/// Letters of a word, on average; a divided word counts by its parts' letters once.
fn word_letters<'l, 'a: 'l>(lines: impl Iterator<Item = &'l BodyLine<'a>>) -> f64 {
    let (mut letters, mut words) = (0, 0);
    for line in lines {
        letters += line.text.chars().filter(|c| c.is_alphabetic()).count();
        words += line.text.split_whitespace().count() - usize::from(line.hyphen == Some(Hyphen::Added));
    }
    mean(letters, words)
}

fn mean(sum: usize, count: usize) -> f64 {
    if count == 0 { 0.0 } else { (sum as f64 / count as f64 * 10.0).round() / 10.0 }
}

pub fn glyphs(lines: &[BodyLine]) -> Glyphs {
    let scales = || lines.iter().map(|line| line.scale);
    let times = |scale: Option<u16>| f64::from(scale.unwrap_or(1000)) / 1000.0;
    let ems = justified(lines).map(|line| line.letterspacing / line.size.to_pt().max(1.0));
    let most = ems.max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    Glyphs {
        scaled_lines: scales().filter(|scale| *scale != 1000).count(),
        narrowest: times(scales().min()),
        widest: times(scales().max()),
        letterspaced_lines: justified(lines).filter(|line| line.letterspacing != 0.0).count(),
        most_letterspacing: rounded(most),
    }
}

/// A chain of wide word spaces that lie over one another.
struct Chain {
    left: f64,
    right: f64,
    lines: usize,
}

/// Chains of at least four lines.
pub fn rivers(view: &View, faults: &mut Vec<Fault>) -> Rivers {
    let mut rivers = Rivers::default();
    let mut end = |chain: &Chain, line: &BodyLine| {
        if chain.lines >= limits::RIVER_LINES {
            rivers.count += 1;
            rivers.longest = rivers.longest.max(chain.lines);
            faults.push(view.fault(FaultKind::River, line, chain.lines as f64));
        }
    };
    for stack in view.stacks() {
        let mut chains: Vec<Chain> = Vec::new();
        for (index, line) in stack.iter().enumerate() {
            let above = index.checked_sub(1).map(|above| stack[above]);
            let goes_on = above.is_some_and(|above| view.follows(above, line));
            let before = std::mem::take(&mut chains);
            if line.justified {
                let wide = line.gaps.iter().filter(|gap| gap.stretch() > limits::RIVER_STRETCH);
                chains = wide.map(|gap| chain(gap, if goes_on { &before } else { &[] })).collect();
            }
            let longer =
                |ended: &&Chain| !chains.iter().any(|own| own.lines == ended.lines + 1 && overlap(own, ended, line));
            if let Some(above) = above {
                before.iter().filter(longer).for_each(|chain| end(chain, above));
            }
        }
        if let Some(last) = stack.last() {
            chains.iter().for_each(|chain| end(chain, last));
        }
    }
    rivers
}

fn chain(gap: &Gap, before: &[Chain]) -> Chain {
    let over = before.iter().filter(|chain| shared(chain, gap.left, gap.right) > limits::RIVER_OVERLAP * gap.natural);
    let lines = over.map(|chain| chain.lines).max().unwrap_or(0) + 1;
    Chain { left: gap.left, right: gap.right, lines }
}

fn overlap(own: &Chain, ended: &Chain, line: &BodyLine) -> bool {
    let natural = line.gaps.first().map_or(0.0, |gap| gap.natural);
    shared(ended, own.left, own.right) > limits::RIVER_OVERLAP * natural
}

fn shared(chain: &Chain, left: f64, right: f64) -> f64 {
    chain.right.min(right) - chain.left.max(left)
}

/// Names loose lines; where the target of full-measure lines is missed, those that make it so.
pub fn loose_lines(view: &View, quality: &Quality, faults: &mut Vec<Fault>) {
    let missed = quality.targets.iter().any(|target| target.name == targets::STRETCH && !target.met);
    let counts = |line: &BodyLine| missed && line.is_full_measure() && hyphenates(line.language);
    for line in justified(view.lines) {
        let limit = if counts(line) { limits::STRETCH_P95 } else { limits::LOOSE_LINE };
        if line.stretch() > limit {
            let mut fault = view.fault(FaultKind::LooseLine, line, line.stretch());
            fault.why = reasons(line);
            faults.push(fault);
        }
    }
}

fn reasons(line: &BodyLine) -> Vec<String> {
    let mut why = Vec::new();
    let ems = line.ems();
    if ems < limits::NARROW {
        why.push(format!("narrow measure: {:.0} pt, {ems:.0} ems", line.measure.to_pt()));
    } else if !line.full {
        why.push(format!("narrowed to {:.0} pt", line.measure.to_pt()));
    }
    if !hyphenates(line.language) {
        why.push(format!("`{}` is never hyphenated", line.language));
    }
    why
}
