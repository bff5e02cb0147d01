#!/usr/bin/env python3
"""Holds the figures of `plenary check --quality --message-format json` against those of spacing.py, which knows only the PDF.

    agree.py --word-space QUALITY    prints the font's word space in points
    agree.py QUALITY SPACING         exit code 1 and a sentence for each figure that differs by more than it may

Why figures differ at all is said in docs/quality.md, "Against a program that sees the PDF alone".
"""
import json, sys


def quality(path):
    with open(path, encoding="utf-8") as lines:
        return next(json.loads(line)["quality"] for line in lines if line.startswith('{"quality"'))


def main():
    if sys.argv[1] == "--word-space":
        print(quality(sys.argv[2])["word_space"])
        return
    own = quality(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        other = json.load(file)
    lines, spaces = own["lines"], own["spacing"]["all"]
    tenth = max(3, 0.1 * lines["justified"])
    pairs = [
        ("justified lines", lines["justified"], other["justified"], tenth),
        ("median stretch", spaces["median"], other["stretch_median"], 0.05),
        ("95th percentile of stretch", spaces["p95"], other["stretch_p95"], 0.1),
        ("lines ending in a hyphen", lines["hyphenated"], other["hyphens"], max(3, 0.15 * lines["hyphenated"])),
        ("rivers", own["rivers"]["count"], other["rivers"], 1),
        ("runts", own["paragraphs"]["runts"], other["runts"], 0),
    ]
    # It takes words of a head that are as large as the text for text, and looks for a grid only where a page has five
    # justified lines.
    if lines["justified"] >= 20:
        pairs.append(("share of lines on the grid", float(own["grid"]["most_off"] <= 0.01), other["on_grid"], 0.02))
    wrong = [f"{name}: {a} here, {b} there" for name, a, b, most in pairs if abs(a - b) > most + 1e-9]
    print("; ".join(wrong) or "; ".join(f"{name} {a:g}/{b:g}" for name, a, b, _ in pairs))
    sys.exit(bool(wrong))


main()
