//! Plenary typesets seminar and conference reports from one YAML file.
//!
//! Data goes one way: `event` and `layout` are read as written, `resolve` makes of both the document as meant, `text`
//! shapes its paragraphs and breaks them into lines, `compose` places them on pages, `paint` lists what stands where,
//! `pdf` writes an edition. `geometry`, `color`, `structure`, `glyph`, `diagnostic` and `assets` stand beneath all.

pub mod assets;
pub mod color;
pub mod diagnostic;
pub mod event;
pub mod geometry;
pub mod glyph;
pub mod layout;
pub mod paint;
pub mod pdf;
pub mod resolve;
pub mod structure;
pub mod text;
pub mod yaml;
