//! What a check has to say, before the pages are put together: the same fault on several pages is told once, with the
//! worst value.

use crate::diagnostic::{Diagnostic, Measured, Severity, Span};
use crate::paint::display_list::{DisplayPage, Preflight};

/// A fault on one page.
#[derive(Clone, Debug)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    /// Said before "on page 3".
    pub message: String,
    /// Where the fault was made.
    pub place: Option<Span>,
    pub label: String,
    /// Other places that matter.
    pub related: Vec<(Span, String)>,
    pub help: String,
    /// What is at fault: findings of one subject are one.
    pub subject: String,
    /// An index into the pages.
    pub page: usize,
    pub value: f64,
    pub limit: f64,
    pub unit: &'static str,
}

impl Finding {
    pub fn new(severity: Severity, code: &'static str, page: usize) -> Finding {
        Finding {
            code,
            severity,
            message: String::new(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: String::new(),
            subject: String::new(),
            page,
            value: 0.0,
            limit: 0.0,
            unit: "",
        }
    }

    pub fn error(code: &'static str, page: usize) -> Finding {
        Finding::new(Severity::Error, code, page)
    }

    pub fn warning(code: &'static str, page: usize) -> Finding {
        Finding::new(Severity::Warning, code, page)
    }

    /// What is at fault, and what about it.
    pub fn says(mut self, subject: impl Into<String>, has: impl AsRef<str>) -> Finding {
        self.subject = subject.into();
        self.message = format!("{} {}", self.subject, has.as_ref());
        self
    }

    /// The first place that is known is the finding's own; the others are shown too.
    pub fn places<'l>(mut self, places: impl IntoIterator<Item = (Option<Span>, &'l str)>) -> Finding {
        let mut known = places.into_iter().filter_map(|(span, label)| Some((span?, label.to_owned())));
        if let Some((span, label)) = known.next() {
            self.place = Some(span);
            self.label = label;
        }
        self.related.extend(known.filter(|(span, _)| Some(*span) != self.place));
        self.related.dedup_by_key(|(span, _)| *span);
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = help.into();
        self
    }

    pub fn measured(mut self, value: f64, limit: f64, unit: &'static str) -> Finding {
        (self.value, self.limit, self.unit) = (value, limit, unit);
        self
    }

    fn is_like(&self, other: &Finding) -> bool {
        self.code == other.code && self.place == other.place && self.subject == other.subject
    }

    /// How far the value is off.
    fn excess(&self) -> f64 {
        (self.value - self.limit).abs()
    }
}

/// Findings of all pages, in their order, as diagnostics: the same fault once, what is known as silenced.
pub fn told(findings: Vec<Finding>, pages: &[DisplayPage], limits: &Preflight) -> Vec<Diagnostic> {
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|group| group[0].is_like(&finding)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.into_iter().filter_map(|group| diagnostic(group, pages, limits)).collect()
}

fn diagnostic(group: Vec<Finding>, pages: &[DisplayPage], limits: &Preflight) -> Option<Diagnostic> {
    let on: Vec<usize> = group.iter().map(|finding| finding.page).collect();
    let by_weight = |a: &Finding, b: &Finding| (b.severity.cmp(&a.severity)).then(a.excess().total_cmp(&b.excess()));
    // Of equals the first page's is told.
    let worst = group.into_iter().rev().max_by(by_weight)?;
    let mut numbers = vec![worst.page];
    on.into_iter().for_each(|page| {
        if !numbers.contains(&page) {
            numbers.push(page)
        }
    });
    let label = |page: &usize| pages.get(*page).map_or(String::new(), |page| page.label.clone());
    let labels: Vec<String> = numbers.iter().map(label).collect();
    let message = format!("{} on page {}{}", worst.message, labels[0], and_others(&labels[1..]));
    let mut told = match worst.severity {
        Severity::Error => Diagnostic::error(worst.code, message),
        _ => Diagnostic::warning(worst.code, message),
    };
    told.span = worst.place;
    let measured = Measured { pages: labels, value: worst.value, limit: worst.limit, unit: worst.unit };
    told = told.label(worst.label).help(worst.help).measured(measured);
    told.related = worst.related;
    if let Some(silence) = limits.silence.iter().find(|silence| silence.code == worst.code) {
        told.severity = Severity::Silenced;
        told.help = silence.reason.clone();
    }
    Some(told)
}

/// " and 4", " and on 3 other pages"
fn and_others(labels: &[String]) -> String {
    match labels {
        [] => String::new(),
        [one] => format!(" and on page {one}"),
        more => format!(" and on {} other pages", more.len()),
    }
}
