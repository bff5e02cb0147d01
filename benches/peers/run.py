#!/usr/bin/env python3
"""Sets one running text with Plenary and its peers and measures every PDF with the same program.

    python3 benches/peers/run.py --spacing SPACING.PY [--plenary PROGRAM] [--work FOLDER] [--event EVENT.yaml]

Same words, font file, size (9.75 pt), leading (13 pt), rows (53), measure, language, hyphenation and old-style figures.
Measures: 235 pt in two columns, 298 pt in one. What each program was told beside is in `setters` below and in README.md.
A peer that is not installed is left out and named.
"""
import argparse, html, json, pathlib, re, shutil, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FONT = ROOT / "fonts/source-serif-4/SourceSerif4-Regular.otf"
SIZE, LEADING, ROWS, INDENT, GUTTER = 9.75, 13, 53, 13, 17.008
PAGE = (595.276, 841.89)
FIRST_BASELINE = 78
# Points of measure, columns.
MEASURES = [(235.0, 2), (298.0, 1)]


def paragraphs_of_event(path):
    """The plain paragraphs of an event's long texts, without their marks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found, at = [], 0
    while at < len(lines):
        key = re.match(r"^(\s*)(?:- )?(introduction|remarks|text): \|\s*$", lines[at])
        at += 1
        if not key:
            continue
        block = []
        while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) > len(key[1])):
            block.append(lines[at].strip())
            at += 1
        for paragraph in "\n".join(block).split("\n\n"):
            words = " ".join(paragraph.split())
            if words and words[0] not in ">!-#:[" and not re.match(r"\d+\.", words):
                found.append(plain(words))
    return found


def plain(words):
    words = re.sub(r"\[(?:box|inline|banner|none)\] ", "", words)
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    words = re.sub(r"==|\*+|\^", "", words)
    words = re.sub(r"(?<=\w)'", "\u2019", words)
    return re.sub(r'"([^"]*)"', "\u201c\\1\u201d", words)


def margin(measure, columns):
    return (PAGE[0] - measure * columns - GUTTER * (columns - 1)) / 2


def run(command, folder, log):
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True)
    (folder / log).write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def changed(text, old, new):
    if text.count(old) != 1:
        raise SystemExit(f"the report layout no longer says {old!r} once")
    return text.replace(old, new)


def plenary(words, language, measure, columns, folder, options):
    """The report's body style in a frame of this measure; nothing but one section on the pages."""
    layout = (ROOT / "layouts/report.yaml").read_text(encoding="utf-8")
    side = margin(measure, columns)
    layout = changed(layout, "margins: { inner: 18mm, outer: 20mm }", f"margins: {{ inner: {side:.3f}pt, outer: {side:.3f}pt }}")
    layout = changed(layout, "columns: { count: 2, gutter: 17.01pt }", f"columns: {{ count: {columns}, gutter: {GUTTER if columns > 1 else 0}pt }}")
    layout = changed(layout, "      rest: story\n", "      rest: story\n      flow: continuous\n")
    if columns == 1:
        # Heads and covers stand in both columns of the report.
        layout = re.sub(r"\bcolumn(:?) 2\b", r"column\1 1", layout)
    (folder / "layout.yaml").write_text(layout, encoding="utf-8")
    block = "\n\n".join("      " + escaped(paragraph) for paragraph in words)
    event = (
        f"layout: ./layout.yaml\nlanguage: {language}\ntitle: Text\norganiser: {{ name: Text }}\n"
        f"sections:\n  - heading: Text\n    text: |\n{block}\n"
    )
    (folder / "event.yaml").write_text(event, encoding="utf-8")
    pdf = folder / "plenary.pdf"
    run([options.plenary, "build", "event.yaml", "-o", pdf], folder, "plenary.log")
    report = run([options.plenary, "check", "--quality", "--message-format", "json", "event.yaml"], folder, "quality.log")
    quality = next(json.loads(line)["quality"] for line in report.splitlines() if '"quality"' in line)
    story = [page["page"] for page in quality["filling"]["pages"]]
    return pdf, ["--pages", f"{story[0]}-{story[-1]}"], quality


def escaped(paragraph):
    return re.sub(r"([\\`*_\[\]#|^=~<>])", r"\\\1", paragraph)


def typst(words, language, measure, columns, folder, options):
    """Optimized line breaks, its letterspacing within the limits of its documentation, hanging punctuation (on by default)."""
    body = "\n\n".join(re.sub(r"([\\*_`$#<>@=~\[\]/+-])", r"\\\1", p) for p in words)
    side = margin(measure, columns)
    source = f"""#set page(width: {PAGE[0]}pt, height: {PAGE[1]}pt, columns: {columns},
  margin: (x: {side:.3f}pt, top: {FIRST_BASELINE - 6.5}pt, bottom: {PAGE[1] - FIRST_BASELINE - LEADING * (ROWS - 1) - 1:.3f}pt))
#set columns(gutter: {GUTTER}pt)
#set text(font: "Source Serif 4", size: {SIZE}pt, lang: "{language[:2]}", region: {'"' + language[3:] + '"' if len(language) > 2 else 'none'},
  hyphenate: true, number-type: "old-style", top-edge: 6.5pt, bottom-edge: "baseline", fallback: false)
#set par(justify: true, linebreaks: "optimized", leading: {LEADING - 6.5}pt, spacing: {LEADING - 6.5}pt, first-line-indent: {INDENT}pt,
  justification-limits: (spacing: (min: 66.67%, max: 150%), tracking: (min: -0.01em, max: 0.02em)))
{body}
"""
    (folder / "typst.typ").write_text(source, encoding="utf-8")
    pdf = folder / "typst.pdf"
    code = (
        "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)"
    )
    run([options.python, "-c", code, "typst.typ", pdf, FONT.parent], folder, "typst.log")
    return pdf, [], None


# What Plenary keeps to as well: no word beyond the measure, no two hyphens in succession, none in the last line but one.
STRICT = r"\tolerance=9999 \emergencystretch=3em \doublehyphendemerits=100000000 \finalhyphendemerits=100000000 \brokenpenalty=10000 "


def strict_lualatex(words, language, measure, columns, folder, options):
    """As `lualatex`, held to Plenary's rules."""
    return lualatex(words, language, measure, columns, folder, options, STRICT, "strict")


# At this penalty no more than 8 % of the Turkish lines of 298 pt are hyphenated, which is what Plenary aims at.
FEW_HYPHENS = STRICT + r"\hyphenpenalty=1000 "


def few_hyphens_lualatex(words, language, measure, columns, folder, options):
    """As `strict_lualatex`, with dear hyphens."""
    return lualatex(words, language, measure, columns, folder, options, FEW_HYPHENS, "few-hyphens")


def lualatex(words, language, measure, columns, folder, options, rules="", name="lualatex"):
    """microtype with protrusion and expansion (20 thousandths, as by default), TeX's own tolerance, widows and clubs forbidden."""
    body = "\n\n".join(re.sub(r"([#$%&_{}])", r"\\\1", p) for p in words)
    babel = {"en": "british", "tr": "turkish"}[language[:2]]
    side = margin(measure, columns)
    twocolumn = r"\twocolumn" if columns == 2 else ""
    source = rf"""\documentclass{{article}}
\usepackage[paperwidth={PAGE[0] * 1.00375:.3f}pt,paperheight={PAGE[1] * 1.00375:.3f}pt,left={side}bp,textwidth={measure * columns + GUTTER * (columns - 1)}bp,top={FIRST_BASELINE - SIZE}bp,textheight={LEADING * (ROWS - 1) + SIZE}bp,noheadfoot]{{geometry}}
\usepackage[shorthands=off,{babel}]{{babel}}
\usepackage{{fontspec,microtype,multicol}}
\setmainfont[Path={FONT.parent}/,Numbers=OldStyle,Ligatures=TeX,ItalicFont=SourceSerif4-It.otf]{{{FONT.name}}}
\setlength\parindent{{{INDENT}bp}}\setlength\parskip{{0pt}}\setlength\columnsep{{{GUTTER}bp}}\setlength\topskip{{{SIZE}bp}}
\widowpenalty=10000 \clubpenalty=10000 {rules}\pagestyle{{empty}}\frenchspacing
\begin{{document}}\lefthyphenmin=3 \righthyphenmin=3 \fontsize{{{SIZE}bp}}{{{LEADING}bp}}\selectfont
{twocolumn}\raggedbottom\fontsize{{{SIZE}bp}}{{{LEADING}bp}}\selectfont\setlength\parindent{{{INDENT}bp}}
{body}
\end{{document}}
"""
    (folder / f"{name}.tex").write_text(source, encoding="utf-8")
    run(["lualatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"], folder, f"{name}.log.txt")
    return folder / f"{name}.pdf", [], None


def weasyprint(words, language, measure, columns, folder, options):
    """hyphens: auto, at least two lines on both sides of a column's end; it has neither scaling nor hanging punctuation."""
    side = margin(measure, columns)
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in words)
    source = f"""<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><style>
@font-face {{ font-family: Text; src: url("{FONT.as_uri()}") }}
@page {{ size: {PAGE[0]}pt {PAGE[1]}pt; margin: {FIRST_BASELINE - LEADING}pt {side}pt {PAGE[1] - FIRST_BASELINE - LEADING * (ROWS - 1) - 4}pt }}
body {{ margin: 0; font: {SIZE}pt/{LEADING}pt Text; text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 3; orphans: 2; widows: 2;
  font-variant-numeric: oldstyle-nums; columns: {columns}; column-gap: {GUTTER}pt; column-fill: auto }}
p {{ margin: 0; text-indent: {INDENT}pt }}
</style><body>{body}</body></html>"""
    (folder / "weasyprint.html").write_text(source, encoding="utf-8")
    pdf = folder / "weasyprint.pdf"
    run([options.python, "-m", "weasyprint", "weasyprint.html", pdf], folder, "weasyprint.log")
    return pdf, [], None


def available(name, options):
    if name.startswith("LuaLaTeX"):
        return shutil.which("lualatex") is not None
    if name == "Plenary":
        return True
    return subprocess.run([options.python, "-c", f"import {name.lower()}"], capture_output=True).returncode == 0


def version(name, options):
    name = name.split(",")[0]
    command = {
        "Plenary": [options.plenary, "--version"],
        "LuaLaTeX": ["lualatex", "--version"],
    }.get(name, [options.python, "-c", f"from importlib.metadata import version; print(version('{name.lower()}'))"])
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]


SETTERS = {
    "Plenary": plenary,
    "Typst": typst,
    "LuaLaTeX": lualatex,
    "LuaLaTeX, strict": strict_lualatex,
    "LuaLaTeX, few hyphens": few_hyphens_lualatex,
    "WeasyPrint": weasyprint,
}


def row(name, figures):
    f = figures
    registered = "–" if f["registered"] is None else f'{f["registered"]:.0%}'
    return (
        f'| {name} | {f["justified"]} | {f["stretch_median"]:.2f} | {f["stretch_p95"]:.2f} | {f["stretch_max"]:.2f} | {f["line_sd"]:.3f} '
        f'| {f["loose15"]:.1%} | {f["tight"]:.1%} | {f["hyphen_share"]:.1%} | {f["hyphen_run"]} | {f["rivers"]} '
        f'| {f["widows"]} | {f["orphans"]} | {f["runts"]} | {f["on_grid"]:.0%} | {registered} |'
    )


HEAD = (
    "| | lines | median | p95 | most | line s.d. | lines > 1.5 | lines < 0.8 | hyphens | longest run | rivers | widows | orphans | runts | on grid | registered |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spacing", type=pathlib.Path, required=True)
    parser.add_argument("--plenary", type=pathlib.Path, default=ROOT / "target/release/plenary")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("peers"))
    parser.add_argument("--event", type=pathlib.Path, default=ROOT / "samples/selin-gauges/event.yaml")
    parser.add_argument("--python", default=sys.executable, help="the Python that has typst and weasyprint")
    options = parser.parse_args()
    options.plenary, options.spacing = options.plenary.resolve(), options.spacing.resolve()
    names = [name for name in SETTERS if available(name, options)]
    for name in SETTERS:
        print(f"{name}: {version(name, options)}" if name in names else f"{name}: not installed, left out")
    turkish = [" ".join(p.split()) for p in (HERE / "turkish.txt").read_text(encoding="utf-8").split("\n\n")]
    texts = [("en-GB", "English", paragraphs_of_event(options.event)), ("tr", "Turkish", [plain(p) for p in turkish])]
    for language, called, words in texts:
        for measure, columns in MEASURES:
            print(f"\n{called}, {sum(len(p.split()) for p in words)} words, {measure:g} pt in {columns} column{'s' * (columns > 1)}\n\n{HEAD}")
            natural = None
            for name in names:
                folder = (options.work / f"{language}-{measure:g}").resolve()
                folder.mkdir(parents=True, exist_ok=True)
                pdf, pages, quality = SETTERS[name](words, language, measure, columns, folder, options)
                natural = natural or quality["word_space"]
                command = [sys.executable, options.spacing, "--json", "--natural", natural, *pages, pdf]
                print(row(name, json.loads(run(command, folder, f"{name}-spacing.json"))), flush=True)


if __name__ == "__main__":
    main()
