#!/usr/bin/env python3
"""separations.py PLATES FILE.pdf [--mean M] [--max M]: the preflight's plates against Ghostscript's separations.

PLATES holds what `ink` (examples/ink.rs) wrote: the mean of each ink over each page. Ghostscript prints the file with
overprint simulated (tiffsep); the mean of each of its plates is compared. States mean and greatest difference over all
pages and inks, in percent of solid, and fails where they are more than allowed."""
import argparse, glob, json, os, re, subprocess, sys, tempfile
import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
parser = argparse.ArgumentParser()
parser.add_argument("plates")
parser.add_argument("file")
parser.add_argument("--mean", type=float, default=0.1)
parser.add_argument("--max", type=float, default=0.5)
parser.add_argument("-v", action="store_true")
args = parser.parse_args()
inks = ["Cyan", "Magenta", "Yellow", "Black"]

with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r600",
                    "-dOverprint=/simulate", f"-sOutputFile={folder}/p%03d.tif", args.file],
                   check=True, stdout=subprocess.DEVNULL)
    pages = {}
    for name in glob.glob(folder + "/p*.tif"):
        found = re.match(r"p(\d+)\((.*)\)\.tif", os.path.basename(name))
        if found:
            plate = 1 - np.asarray(Image.open(name).convert("L"), dtype=np.float64) / 255
            pages.setdefault(int(found[1]), {})[found[2]] = plate.mean() * 100

with open(args.plates) as lines:
    ours = [json.loads(line) for line in lines]
if len(ours) != len(pages):
    sys.exit(f"separations.py: {len(ours)} pages here, {len(pages)} in the file")
differences = []
for index, page in enumerate(ours, 1):
    row = [page["inks"][i] * 100 - pages[index].get(ink, 0) for i, ink in enumerate(inks)]
    if args.v:
        theirs = [pages[index].get(ink, 0) for ink in inks]
        print(index, *(f"{name[0]} {100 * own:.2f}/{their:.2f}" for name, own, their in zip(inks, page["inks"], theirs)))
    differences += [abs(value) for value in row]
mean, most = sum(differences) / len(differences), max(differences)
print(f"{os.path.basename(args.file)}: {len(ours)} pages, mean difference {mean:.3f} %, greatest {most:.3f} %")
sys.exit(1 if mean > args.mean or most > args.max else 0)
