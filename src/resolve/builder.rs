//! What all parts of the resolve stage share: the event and the layout, and what the document gathers while its parts
//! are made (styles, elements, links, pictures).

use super::bindings::{Bindings, BoundText, plain_inlines};
use super::direction;
use super::document::{Destination, Link, PageGeometry, PictureShape, PlacedPicture, Stroke};
use super::language;
use super::story::Paragraph;
use super::styles::StyleBook;
use super::swatches::Swatches;
use crate::assets::pictures::Pictures;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::event::markup::{self, Inline, MarkupOptions, MarkupPicture};
use crate::event::{Event, Picture, typography};
use crate::glyph::LinkId;
use crate::layout::Layout;
use crate::layout::band::ShapeSpec;
use crate::layout::master::{OneOrMany, StrokeSpec};
use crate::structure::{Role, StructId, StructTree};
use crate::yaml::{SourceText, Spanned};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The event, the layout and what is made of them.
pub struct Builder<'a> {
    pub event: &'a Event,
    pub layout: &'a Layout,
    /// The event file's folder: pictures are looked for from here.
    pub folder: &'a Path,
    pub pictures: &'a mut Pictures,
    pub diagnostics: &'a mut Diagnostics,
    pub page: PageGeometry,
    pub swatches: Swatches,
    pub styles: StyleBook<'a>,
    pub bindings: Bindings,
    pub structure: StructTree,
    pub links: Vec<Link>,
    link_ids: BTreeMap<(String, String), LinkId>,
    /// The element that new ones are added to.
    pub section: StructId,
    pub language: Arc<str>,
    pub right_to_left: bool,
    /// Where each speaker and each section begins, in order.
    pub speakers: Vec<Destination>,
    pub sections: Vec<Destination>,
    destinations: u32,
}

/// Words that begin with a name: a line may end behind its titles.
pub fn behind_titles(mut words: Vec<Inline>) -> Vec<Inline> {
    if let Some(first) = words.first_mut() {
        first.text = typography::part_titles(&first.text);
    }
    words
}

impl<'a> Builder<'a> {
    #[expect(clippy::too_many_arguments, reason = "made in one place, from what the stage was given")]
    pub fn new(
        event: &'a Event,
        layout: &'a Layout,
        folder: &'a Path,
        pictures: &'a mut Pictures,
        diagnostics: &'a mut Diagnostics,
        page: PageGeometry,
        swatches: Swatches,
        styles: StyleBook<'a>,
    ) -> Builder<'a> {
        let language: Arc<str> = event.language().into();
        let right_to_left = language::is_arabic_script(&language);
        let mut builder = Builder {
            event,
            layout,
            folder,
            pictures,
            diagnostics,
            page,
            swatches,
            styles,
            bindings: Bindings::default(),
            structure: StructTree::new(),
            links: Vec::new(),
            link_ids: BTreeMap::new(),
            section: StructTree::ROOT,
            language,
            right_to_left,
            speakers: Vec::new(),
            sections: Vec::new(),
            destinations: 0,
        };
        builder.speakers = event.speakers.iter().map(|_| builder.destination()).collect();
        builder.sections = event.sections.iter().map(|_| builder.destination()).collect();
        builder
    }

    pub fn destination(&mut self) -> Destination {
        self.destinations += 1;
        Destination(self.destinations - 1)
    }

    /// A new element in the current section.
    pub fn element(&mut self, role: Role) -> StructId {
        self.structure.add(self.section, role)
    }

    /// A heading, with the title that bookmarks and screen readers show.
    pub fn heading(&mut self, level: u8, words: &BoundText) -> StructId {
        let id = self.element(Role::Heading(level));
        self.structure.get_mut(id).title = Some(words.plain().replace('\n', " "));
        id
    }

    pub fn options(&self) -> MarkupOptions<'a> {
        MarkupOptions::new(self.event.language())
    }

    /// A name or the like with typographic marks.
    pub fn typeset(&self, text: &str) -> String {
        typography::typeset(text.trim(), &self.language)
    }

    /// A name with its emphasis; nothing in it is raised. It stands in several places, so what is wrong with it is not
    /// told here; one that is no line of words is set as it stands.
    pub fn name(&self, text: &str, span: Span) -> Vec<Inline> {
        let source = SourceText::detached(text.trim(), span);
        let mut words = markup::parse_inline(&source, &self.options(), &mut Diagnostics::default());
        if words.is_empty() {
            words = plain_inlines(&self.typeset(text), span);
        }
        for inline in &mut words {
            inline.superscript = false;
        }
        words
    }

    /// The same where it is set for itself: a line may end behind its titles, so that the name is not parted instead.
    pub fn name_alone(&self, text: &str, span: Span) -> Vec<Inline> {
        behind_titles(self.name(text, span))
    }

    /// The words of a text of one paragraph.
    pub fn inline(&mut self, text: Option<&SourceText>) -> Vec<Inline> {
        let options = self.options();
        text.map(|text| markup::parse_inline(text, &options, self.diagnostics)).unwrap_or_default()
    }

    /// The words of a text whose lines are kept.
    pub fn inline_lines(&mut self, text: Option<&SourceText>) -> Vec<Inline> {
        let options = MarkupOptions::lines(self.event.language());
        text.map(|text| markup::parse_inline(text, &options, self.diagnostics)).unwrap_or_default()
    }

    pub fn stroke(&mut self, spec: &StrokeSpec) -> Stroke {
        let color = self.swatches.find(&spec.color, self.diagnostics);
        Stroke { width: spec.width.0, color, source: Some(spec.width.span) }
    }

    pub fn bound(&mut self, template: &Spanned<String>) -> BoundText {
        self.bindings.text(template, self.diagnostics)
    }

    pub fn holds(&mut self, condition: Option<&Spanned<String>>) -> bool {
        self.bindings.holds(condition, self.diagnostics)
    }

    /// A paragraph in a style; `None` if there is no such style (an error by then).
    pub fn paragraph(&mut self, style: &Spanned<String>, words: &[Inline], tag: Option<StructId>) -> Option<Paragraph> {
        let flat = self.styles.find(style, self.diagnostics)?.paragraph.clone();
        let runs = self.runs(&style.value, words, tag);
        let right_to_left = direction::of_words(words.iter().map(|inline| &*inline.text), self.right_to_left);
        Some(Paragraph { runs, style: flat, language: self.language.clone(), right_to_left })
    }

    /// The same words in each of several styles.
    pub fn choices(&mut self, styles: &OneOrMany, words: &[Inline], tag: Option<StructId>) -> Vec<Paragraph> {
        styles.names().iter().filter_map(|style| self.paragraph(style, words, tag)).collect()
    }

    /// One link for each address and what is said of it.
    pub fn link(&mut self, uri: &str, description: &str) -> LinkId {
        let link = Link { uri: uri.to_owned(), description: description.replace('\n', " ") };
        let key = (link.uri.clone(), link.description.clone());
        if let Some(id) = self.link_ids.get(&key) {
            return *id;
        }
        let id = LinkId(self.links.len() as u32);
        self.links.push(link);
        self.link_ids.insert(key, id);
        id
    }

    /// Loads a picture; an error with its place if it cannot be read.
    pub fn load(&mut self, file: &str, span: Span, focus: Option<[f64; 2]>) -> Option<PlacedPicture> {
        let black_only = self.layout.black_only;
        let loaded = self.pictures.load(&self.folder.join(file)).and_then(|id| {
            if black_only {
                self.pictures.make_gray(id)?;
            }
            Ok(id)
        });
        match loaded {
            Ok(id) => {
                let proportions = self.pictures.get(id).map_or((1.0, 1.0), |picture| picture.size);
                let focus = focus.map_or([0.5, 0.5], |percent| percent.map(|p| (p / 100.0).clamp(0.0, 1.0)));
                let focus_at = [0.5, 0.5];
                Some(PlacedPicture {
                    id,
                    proportions,
                    focus,
                    focus_at,
                    tint: None,
                    shape: PictureShape::Rectangle,
                    tag: None,
                    source: Some(span),
                })
            }
            Err(error) => {
                let problem = Diagnostic::error(super::BAD_PICTURE, error.to_string()).at(span).help(error.help());
                // A logo stands on several pages; its fault is told once.
                if !self.diagnostics.list.contains(&problem) {
                    self.diagnostics.push(problem);
                }
                None
            }
        }
    }

    /// Gives a picture a shape. One that asks for its contour and is opaque everywhere stays a rectangle.
    pub fn shape(&mut self, picture: &mut PlacedPicture, wanted: ShapeSpec) {
        picture.shape = match wanted {
            ShapeSpec::Rectangle => PictureShape::Rectangle,
            ShapeSpec::Circle => PictureShape::Circle,
            ShapeSpec::Contour => match self.pictures.contour(picture.id) {
                Ok(contour) => contour.map_or(PictureShape::Rectangle, PictureShape::Contour),
                Err(error) => {
                    let mut problem = Diagnostic::error(super::BAD_PICTURE, error.to_string()).help(error.help());
                    problem.span = picture.source;
                    self.diagnostics.push(problem);
                    PictureShape::Rectangle
                }
            },
        };
    }

    /// A picture of the event. Its element is a figure with its alternative text, or with `fallback` where it has
    /// none; a decorative one is an artifact.
    pub fn event_picture(&mut self, picture: &Picture, fallback: Option<String>) -> Option<PlacedPicture> {
        let focus = picture.focus.as_ref().map(|focus| focus.value);
        let mut placed = self.load(&picture.file.value, picture.span(), focus)?;
        if !picture.is_decorative() {
            let written = picture.alt.as_ref().map(|alt| alt.value.trim().to_owned()).filter(|alt| !alt.is_empty());
            let alt = written.or(fallback);
            placed.tag = Some(self.figure(alt));
        }
        Some(placed)
    }

    /// A picture in a text; a decorative one is an artifact.
    pub fn markup_picture(&mut self, picture: &MarkupPicture) -> Option<PlacedPicture> {
        let mut placed = self.load(&picture.file.text, picture.file.span, picture.focus)?;
        if !picture.decorative {
            let alt = Some(picture.alt.clone()).filter(|alt| !alt.is_empty());
            placed.tag = Some(self.figure(alt));
        }
        Some(placed)
    }

    /// The element of a picture's caption: a part of the figure; of a decorative picture it is a text like others.
    pub fn caption(&mut self, figure: Option<StructId>) -> StructId {
        match figure {
            Some(figure) => self.structure.add(figure, Role::Caption),
            None => self.element(Role::Paragraph),
        }
    }

    pub fn figure(&mut self, alt: Option<String>) -> StructId {
        let tag = self.element(Role::Figure);
        self.structure.get_mut(tag).alt = alt;
        tag
    }

    /// Warns where the layout's own words are in another language than the event.
    pub fn check_language(&mut self) {
        let short = self.language.split('-').next().unwrap_or_default();
        if [&*self.language, short].iter().any(|tag| self.layout.strings.contains_key(*tag)) {
            return;
        }
        let known = self.layout.strings.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let message = format!("the layout `{}` has no words in `{}`", self.layout.name, self.language);
        let mut warning = Diagnostic::warning("no-strings", message).help(format!(
            "its headings and labels will be English; it has {known}; a copy of it can have more under `strings:`"
        ));
        warning.span = self.event.language.as_ref().map(|language| language.span);
        self.diagnostics.push(warning);
    }

    /// A string of the layout in the event's language, or else in English. Where the event has one of what the string
    /// names, `KEY_one` stands for it if there is one.
    pub fn string(&self, key: &str) -> Option<&str> {
        let short = self.language.split('-').next().unwrap_or_default();
        let languages = [&*self.language, short, "en"];
        let mut known = languages.iter().filter_map(|tag| self.layout.strings.get(*tag));
        let strings = known.find(|strings| strings.contains_key(key))?;
        let one = if self.is_one(key) { strings.get(&format!("{key}_one")) } else { None };
        one.or(strings.get(key)).map(String::as_str)
    }

    /// Whether the event has one alone of what a string names.
    fn is_one(&self, key: &str) -> bool {
        match key {
            "the_speakers" | "remarks" => self.event.speakers.len() == 1,
            "with" | "with_names" | "partners" => self.event.co_organisers.len() == 1,
            _ => false,
        }
    }

    /// A string in which `{key}` stands for a value.
    pub fn string_with(&self, key: &str, name: &str, value: &str) -> Option<String> {
        self.string(key).map(|text| text.replace(&format!("{{{name}}}"), value))
    }
}
