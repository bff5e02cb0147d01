#!/usr/bin/env python3
"""Opens screen editions in PDFium, which is Chromium's viewer, and in MuPDF, as their users would: searches, selects, follows links,
bookmarks and page labels.

    viewers.py EVENT PDF [EVENT PDF]...    exit code 1 and a sentence for each thing that an engine does not find

Needs pypdfium2, pymupdf and pyyaml. docs/screen.md says what is known to fail where.
"""
import ctypes, itertools, re, sys

import pymupdf
import pypdfium2
import pypdfium2.raw as pdfium_c
import yaml

pymupdf.TOOLS.mupdf_display_errors(False)
# Words divided at a line's end.
MANY_DIVIDED = 5
WORD = re.compile(r"[^\W\d_]{7,}")


class PDFium:
    name = "PDFium"

    def __init__(self, path):
        self.document = pypdfium2.PdfDocument(path)
        self.pages = [page.get_textpage() for page in self.document]

    def text(self, page):
        return self.pages[page].get_text_range()

    def finds(self, page, word):
        """Whether a search finds the word, and what is selected there is the word."""
        searcher = self.pages[page].search(word)
        found = searcher.get_next()
        if found is None:
            return False
        at, count = found
        area = [self.pages[page].get_charbox(at, loose=True), self.pages[page].get_charbox(at + count - 1, loose=True)]
        if abs(area[0][1] - area[1][1]) > 1:
            return True  # over two lines: no rectangle holds just the word
        selected = self.pages[page].get_text_bounded(area[0][0], area[0][1], area[1][2], area[1][3])
        return folded(word).casefold() in folded(selected).casefold()

    def links(self):
        found = set()
        for page in self.document:
            position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
            while pdfium_c.FPDFLink_Enumerate(page, position, link):
                action = pdfium_c.FPDFLink_GetAction(link)
                size = pdfium_c.FPDFAction_GetURIPath(self.document, action, None, 0)
                buffer = ctypes.create_string_buffer(size)
                pdfium_c.FPDFAction_GetURIPath(self.document, action, buffer, size)
                found.add(buffer.value.decode())
        return found

    def bookmarks(self):
        return [(entry.get_title(), entry.get_dest().get_index()) for entry in self.document.get_toc()]

    def labels(self):
        return [self.document.get_page_label(page) for page in range(len(self.document))]


class MuPDF:
    name = "MuPDF"

    def __init__(self, path):
        self.document = pymupdf.open(path)

    def text(self, page):
        return self.document[page].get_text()

    def finds(self, page, word):
        areas = self.document[page].search_for(word)
        # On a page with many divided words its areas lie some letters off: it joins the halves before it counts.
        if len(areas) != 1 or self.text(page).count("\u00ad") + self.text(page).count("-\n") > MANY_DIVIDED:
            return bool(areas)
        words = self.document[page].get_text("words", clip=areas[0] + (-9, 0, 9, 0))
        return any(folded(word).casefold() in folded(found[4]).casefold() for found in words)

    def links(self):
        return {link.get("uri") for page in self.document for link in page.get_links()}

    def bookmarks(self):
        return [(title, page - 1) for _, title, page in self.document.get_toc()]

    def labels(self):
        return [page.get_label() for page in self.document]


def folded(text):
    """Text without what a search does not ask for: breaks, kinds of spaces, kinds of quotation marks."""
    text = re.sub(r"[\u00ad\ufffe\x02\ufeff\u200b-\u200f\u202a-\u202e]", "", text).replace("'", "’")
    return re.sub(r"\s+", "", text)


def names(event):
    return [speaker["name"] for speaker in event.get("speakers", [])]


def latin(text):
    """A name without what it is in another script: that is another test (docs/screen.md, Known limits)."""
    return re.sub(r"\s*\([^)]*[\u0600-\u06ff][^)]*\)", "", text)


def broken_words(text):
    """Words that are broken at line ends."""
    broken = re.findall(r"([^\W\d_]+)\u00ad\s*\n([^\W\d_]+)", text)
    return [before + after for before, after in broken if len(before + after) > 6]


def plain_words(event):
    """Long words of remarks, which all layouts print."""
    texts = [speaker.get("remarks", "") for speaker in event.get("speakers", [])]
    texts = [re.sub(r"(?m)^>.*$|\[\^?[^\]]*\]|\{[^}]*\}|!?\[[^\]]*\]\([^)]*\)", " ", text) for text in texts]
    # Not the first, whose drop capital MuPDF sets apart.
    words = [WORD.findall(text.strip().partition(" ")[2]) for text in texts]
    return list(itertools.chain.from_iterable(found[:12:4] for found in words))


def faults(engine, event, broken):
    pages = range(len(engine.labels()))
    text = [folded(engine.text(page)) for page in pages]
    for word in [event["title"], *map(latin, names(event))]:
        if not any(folded(word) in page for page in text):
            yield f"the words `{word}` are on no page"
    for word in plain_words(event):
        whole = [page for page in pages if word in engine.text(page)]
        if whole and not any(engine.finds(page, word) for page in whole):
            yield f"`{word}` is not found"
        if not any(word in page for page in text):
            yield f"`{word}` is on no page"
    for page, word in broken:
        if word not in text[page]:
            yield f"`{word}`, broken at a line's end, is not in the text of page {page + 1}"
    organiser, links = event["organiser"], engine.links()
    website = organiser.get("website")
    wanted = [f"mailto:{organiser['email']}"] if "email" in organiser else []
    wanted += [website if "://" in website else f"https://{website}"] if website else []
    yield from (f"no link leads to {uri}" for uri in wanted if uri not in links)
    bookmarks = engine.bookmarks()
    for name in names(event):
        targets = [page for title, page in bookmarks if folded(name) in folded(title)]
        if not targets:
            yield f"no bookmark is called `{name}`"
        elif not any(folded(latin(name)) in text[page] for page in targets):
            yield f"the bookmark `{name}` leads to page {targets[0] + 1}, where the name is not"
    # Leaves of the printed edition are left out, and the folios stay.
    labels = [int(label) for label in engine.labels()]
    if labels[:1] != [1] or len(labels) != len(pages) or any(a >= b for a, b in zip(labels, labels[1:])):
        yield f"page labels are {engine.labels()}"


def main(arguments):
    count = 0
    for event, path in zip(arguments[::2], arguments[1::2], strict=True):
        with open(event, encoding="utf-8") as file:
            event = yaml.safe_load(file)
        mupdf = MuPDF(path)
        broken = [(page, word) for page in range(len(mupdf.document)) for word in broken_words(mupdf.text(page))]
        for engine in [PDFium(path), mupdf]:
            found = list(faults(engine, event, broken))
            count += len(found)
            for fault in found:
                print(f"{path}: {engine.name}: {fault}")
        if not broken and event.get("speakers") and len(mupdf.document) > 4:
            count += 1
            print(f"{path}: no word is broken at a line's end, so that this was not tested")
    print(f"{len(arguments) // 2} files in 2 engines, {count} faults")
    sys.exit(count > 0)


main(sys.argv[1:])
