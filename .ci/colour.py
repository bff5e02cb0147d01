#!/usr/bin/env python3
"""Holds the colours that Plenary prints against ArgyllCMS, a colour engine of its own.

    colour.py PLENARY PROFILE CONDITION WORK

Builds a print edition with a picture of patches, takes their inks out of it with pdfimages, and asks Argyll's xicclu which
colours those inks print and which colours the patches were. The source's black is brought to the press's as ISO 18619 (black
point compensation) says: XYZ' = XYZ (1 - B) + B W, with B the luminance of the printed black and W the white. Patches that
Argyll finds outside of the press's gamut are left out. Exit code 1 where the mean difference is over 1 (CIE ΔE2000).

Needs xicclu (Debian: argyll), pdfimages (poppler-utils) and Pillow.
"""
import pathlib, struct, subprocess, sys, zlib
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from PIL import Image

plenary, profile, condition, work = sys.argv[1:5]
work = pathlib.Path(work)
SRGB = pathlib.Path(__file__).resolve().parent.parent / "profiles" / "sRGB.icc"
SIDE = 8  # pixels of a patch
levels = [0, 32, 64, 96, 128, 160, 192, 224, 255]
patches = [(r, g, b) for r in levels for g in levels for b in levels if not r == g == b] + [(0, 0, 1)]
ACROSS = 27


def picture():
    height = -(-len(patches) // ACROSS) * SIDE
    rows = b""
    for y in range(height):
        row = b"".join(bytes(patches[min(y // SIDE * ACROSS + x // SIDE, len(patches) - 1)]) for x in range(ACROSS * SIDE))
        rows += b"\0" + row
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", ACROSS * SIDE, height, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    (work / "patches.png").write_bytes(png)


def printed():
    (work / "event.yaml").write_text(
        "title: Patches\nlanguage: en\ncover: patches.png\norganiser:\n  name: Print shop\n"
        f"print:\n  condition: {condition}\n  preflight: {{silence: [low-resolution]}}\n", encoding="utf-8")
    pdf = work / "patches.pdf"
    subprocess.run([plenary, "build", work / "event.yaml", "--edition", "print", "--no-cache", "-o", pdf], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(["pdfimages", "-tiff", pdf, work / "patch"], check=True)
    with Image.open(next(work.glob("patch-*.tif"))) as image:
        assert image.mode == "CMYK", image.mode
        middle = SIDE // 2
        return [image.getpixel((i % ACROSS * SIDE + middle, i // ACROSS * SIDE + middle)) for i in range(len(patches))]


def xicclu(options, values):
    lines = "\n".join(" ".join(f"{v:.6f}" for v in value) for value in values)
    out = subprocess.run(["xicclu", *options], input=lines, capture_output=True, text=True, check=True).stdout
    return [line.split("->")[-1] for line in out.splitlines() if "->" in line]


def lab(profile, pixels):
    found = xicclu(["-ff", "-ir", "-pl", profile], [[v / 255 for v in pixel] for pixel in pixels])
    return [tuple(float(word) for word in line.split("[")[0].split()[:3]) for line in found]


def to_xyz(value):
    y = (value[0] + 16) / 116
    f = lambda t: t ** 3 if t > 6 / 29 else 3 * (6 / 29) ** 2 * (t - 4 / 29)
    return [f(y + value[1] / 500), f(y), f(y - value[2] / 200)]


def from_xyz(xyz):
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other):
    c1, c2 = hypot(*one[1:]), hypot(*other[1:])
    g = 0.5 * (1 - sqrt(((c1 + c2) / 2) ** 7 / (((c1 + c2) / 2) ** 7 + 25 ** 7)))
    a1, a2 = one[1] * (1 + g), other[1] * (1 + g)
    c1, c2 = hypot(a1, one[2]), hypot(a2, other[2])
    h1, h2 = degrees(atan2(one[2], a1)) % 360, degrees(atan2(other[2], a2)) % 360
    turn = (h2 - h1 + 540) % 360 - 180 if c1 * c2 else 0
    h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    l, c = (one[0] + other[0]) / 2, (c1 + c2) / 2
    t = (1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h)) + 0.32 * cos(radians(3 * h + 6))
         - 0.2 * cos(radians(4 * h - 63)))
    sl, sc, sh = 1 + 0.015 * (l - 50) ** 2 / sqrt(20 + (l - 50) ** 2), 1 + 0.045 * c, 1 + 0.015 * c * t
    rt = -2 * sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * sin(radians(60 * exp(-(((h - 275) / 25) ** 2))))
    dl, dc, dh = (other[0] - one[0]) / sl, (c2 - c1) / sc, dh / sh
    return sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rt * dc * dh)


def main():
    picture()
    inks = printed()
    most = max(sum(ink) for ink in inks) / 2.55
    seen, source = lab(profile, inks), lab(SRGB, patches)
    floor = to_xyz((seen[-1][0], 0, 0))[1]
    wanted = [from_xyz([t * (1 - floor) + floor for t in to_xyz(value)]) for value in source]
    clipped = ["clip" in line for line in xicclu(["-fif", "-ir", "-pl", profile], wanted)]
    inside = [difference(a, b) for a, b, out in zip(wanted, seen, clipped) if not out]
    inside.sort()
    mean, p95 = sum(inside) / len(inside), inside[len(inside) * 95 // 100]
    print(f"{condition}: {len(inside)} of {len(patches)} colours in gamut, ΔE2000 mean {mean:.2f}, "
          f"95th percentile {p95:.2f}, most {inside[-1]:.2f}; ink {most:.0f} % at most; black L* {seen[-1][0]:.1f}")
    sys.exit(mean > 1 or len(inside) < 100)


main()
