//! Lists of layouts and fonts: aligned text for people, an object a line for programs.

use crate::assets::catalogue::{FamilyEntry, OpticalSize};
use crate::layout::LayoutEntry;
use serde_json::json;

/// Layouts as a table, with their descriptions below.
pub fn layouts(entries: &[LayoutEntry]) -> String {
    let rows: Vec<[String; 4]> = entries.iter().map(layout_row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for (row, entry) in rows.iter().zip(entries) {
        let [choice, name, paper, columns] = row;
        text += &format!("{} {} {} {columns}\n", pad(choice, widths[0]), pad(name, widths[1]), pad(paper, widths[2]));
        let extends = entry.extends.as_ref().map(|base| format!("extends {base}"));
        for line in entry.description.iter().chain(&extends) {
            text += &format!("{} {line}\n", pad("", widths[0]));
        }
    }
    text
}

fn layout_row(entry: &LayoutEntry) -> [String; 4] {
    let facing = if entry.facing { ", facing pages" } else { "" };
    let paper = format!("{} × {} mm{facing}", millimetres(entry.width), millimetres(entry.height));
    let plural = if entry.columns == 1 { "" } else { "s" };
    [entry.choice.clone(), entry.name.clone(), paper, format!("{} column{plural}", entry.columns)]
}

fn millimetres(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// Two spaces part the columns.
fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{} ", " ".repeat(missing))
}

pub fn layouts_as_json(entries: &[LayoutEntry]) -> String {
    let object = |entry: &LayoutEntry| {
        let value = json!({
            "layout": entry.choice, "built_in": entry.built_in, "name": entry.name, "description": entry.description,
            "extends": entry.extends, "width_mm": millimetres(entry.width), "height_mm": millimetres(entry.height),
            "facing": entry.facing, "columns": entry.columns,
        });
        format!("{value}\n")
    };
    entries.iter().map(object).collect()
}

/// Families one under another, what is known of each in lines.
pub fn fonts(families: &[FamilyEntry]) -> String {
    families.iter().map(family).collect::<Vec<_>>().join("\n")
}

fn family(entry: &FamilyEntry) -> String {
    let faces = entry.faces.iter().map(|(weight, italic)| format!("{weight}{}", if *italic { " italic" } else { "" }));
    let features = entry
        .features
        .iter()
        .map(|feature| format!("{}{}", feature.name, if feature.upright_only { " (upright only)" } else { "" }));
    let or_none = |list: String| if list.is_empty() { "none of those asked for".to_owned() } else { list };
    let lines = [
        ("faces", Some(faces.collect::<Vec<_>>().join(", "))),
        ("drawn for", entry.optical_size.map(size_in_words)),
        ("languages", Some(or_none(entry.languages.join(", ")))),
        ("features", Some(or_none(features.collect::<Vec<_>>().join(", ")))),
        ("licence", Some(entry.licence.clone().unwrap_or("not stated in the files".to_owned()))),
    ];
    let from = if entry.added { " (of the layout)" } else { "" };
    let lines = lines.into_iter().filter_map(|(key, value)| Some(format!("  {} {}\n", pad(key, 9), value?)));
    format!("{}{from}\n{}", entry.name, lines.collect::<String>())
}

fn size_in_words(size: OpticalSize) -> String {
    match (size.range, size.design) {
        (Some((from, to)), _) => format!("{from} to {to} pt"),
        (None, Some(design)) => format!("{design} pt"),
        (None, None) => String::new(),
    }
}

pub fn fonts_as_json(families: &[FamilyEntry]) -> String {
    let object = |entry: &FamilyEntry| {
        let faces: Vec<_> =
            entry.faces.iter().map(|(weight, italic)| json!({ "weight": weight, "italic": italic })).collect();
        let features: Vec<_> = entry
            .features
            .iter()
            .map(|feature| json!({ "tag": feature.tag, "name": feature.name, "upright_only": feature.upright_only }))
            .collect();
        let size = entry.optical_size.map(|size| {
            json!({ "design": size.design, "from": size.range.map(|range| range.0), "to": size.range.map(|range| range.1) })
        });
        let value = json!({
            "family": entry.name, "built_in": !entry.added, "faces": faces, "optical_size_pt": size,
            "languages": entry.languages, "features": features, "licence": entry.licence,
        });
        format!("{value}\n")
    };
    families.iter().map(object).collect()
}
