"""Cut paper: sheets of colour with a soft shadow, drawn as SVG and rendered to JPEG."""
import io
import math
import random
import shutil
import subprocess
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter


def mix(a, b, t):
    """t parts of the first colour, 1 - t of the second."""
    a = [int(a[i:i + 2], 16) for i in (1, 3, 5)]
    b = [int(b[i:i + 2], 16) for i in (1, 3, 5)]
    return '#%02X%02X%02X' % tuple(round(x * t + y * (1 - t)) for x, y in zip(a, b))


class Palette:
    def __init__(self, accent, deep, paper, sand, sand2, sand3, second=None):
        self.accent, self.deep, self.paper = accent, deep, paper
        self.sand, self.sand2, self.sand3 = sand, sand2, sand3
        self.second = second or accent

    def tint(self, t):
        return mix(self.accent, self.paper, t)

    def tint2(self, t):
        return mix(self.second, self.paper, t)


SELIN = Palette('#123F5A', '#0A2A3E', '#F3EDE0', '#E6DAC2', '#D2C09C', '#B49F78')
SEISMIC = Palette('#7A2E1F', '#35160F', '#F5EDDF', '#EBD9B8', '#DDB878', '#B98748', second='#41525A')
OLIVES = Palette('#4C5420', '#23280E', '#F5F0E0', '#E9DFC2', '#D8C694', '#AC9256', second='#A04E2C')
CARPET = Palette('#5A2450', '#2B0F28', '#F7EFE3', '#ECDCC2', '#DFBE90', '#B88B55', second='#1E7472')


# A shape lies on the paper with one of three lifts: F1 (close), F2, F3 (far). Thin shapes take the wide T1, T2.
F1, F2, F3, T1, T2 = ('filter="url(#%s)"' % n for n in ('f1', 'f2', 'f3', 't1', 't2'))


def _filter(name, blur, dx, dy, k, colour, edge, margin):
    return f'''<filter id="{name}" x="-{margin}%" y="-{margin}%" width="{100 + 2 * margin}%" height="{100 + 2 * margin}%" color-interpolation-filters="sRGB">
<feGaussianBlur in="SourceAlpha" stdDeviation="{blur}"/><feOffset dx="{dx}" dy="{dy}" result="a"/>
<feFlood flood-color="{colour}" flood-opacity="{k}"/><feComposite in2="a" operator="in" result="far"/>
<feGaussianBlur in="SourceAlpha" stdDeviation="{blur * .28:.2f}"/><feOffset dx="{dx * .35:.2f}" dy="{dy * .35:.2f}" result="b"/>
<feFlood flood-color="{colour}" flood-opacity="{k * .8:.2f}"/><feComposite in2="b" operator="in" result="near"/>
<feOffset in="SourceAlpha" dx="{edge if dx > 0 else -edge}" dy="{edge}" result="o"/><feComposite in="SourceAlpha" in2="o" operator="out" result="rim"/>
<feFlood flood-color="#FFFFFF" flood-opacity="{0 if name == 'soft' else .3}"/><feComposite in2="rim" operator="in" result="light"/>
<feMerge><feMergeNode in="far"/><feMergeNode in="near"/><feMergeNode in="SourceGraphic"/><feMergeNode in="light"/></feMerge></filter>'''


def sheet(w, h, body, pal, unit=1.0, mirrored=False, light=True):
    """A whole picture. unit: size of the shadows; mirrored: the body will be flipped, its shadows must not be."""
    s = -1 if mirrored else 1
    d = ''.join(_filter(n, b * unit, s * x * unit, y * unit, k, pal.deep, round(.55 * unit, 2), m) for n, b, x, y, k, m in [
        ('f1', 1.7, 1.0, 1.8, .34, 20), ('f2', 3.6, 1.8, 3.6, .36, 20), ('f3', 7.5, 3.4, 7.0, .36, 20),
        ('t1', 1.7, 1.0, 1.8, .34, 120), ('t2', 3.6, 1.8, 3.6, .36, 120), ('soft', 3.6, 1.8, 3.6, .36, 20)])
    d += ('<linearGradient id="lamp" x1="0" y1="0" x2=".8" y2="1"><stop offset="0" stop-color="#FFF" stop-opacity=".13"/>'
          f'<stop offset=".5" stop-color="#FFF" stop-opacity="0"/><stop offset="1" stop-color="{pal.deep}" stop-opacity=".14"/></linearGradient>')
    end = f'<rect width="{w}" height="{h}" fill="url(#lamp)"/>' if light else ''
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}"><defs>{d}</defs>{body}{end}</svg>'


# ---------------------------------------------------------------- shapes
def path(d, fill, extra=''):
    return f'<path d="{d}" fill="{fill}" {extra}/>'


def rect(x, y, w, h, fill, extra=''):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" {extra}/>'


def circle(x, y, r, fill, extra=''):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" {extra}/>'


def group(body, extra=F2):
    return f'<g {extra}>{body}</g>'


def line(points, colour, width, extra=''):
    d = 'M' + ' L'.join(f'{x:.1f} {y:.1f}' for x, y in points)
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round" {extra}/>'


def ridge(seed, y0, amp, w, n=7, step=6):
    """The outline of a hill: a few sines."""
    r = random.Random(seed)
    ph = [(r.uniform(.6, 2.6) * (i * .55 + .6), r.uniform(0, 6.28), 1 / (i + 1) ** 1.15) for i in range(n)]
    return [(x, y0 - amp * sum(a * math.sin(f * x / w * 6.28 + p) for f, p, a in ph)) for x in range(-30, w + 31, step)]


def land(points, h, fill, extra=F2):
    d = 'M' + ' L'.join(f'{a:.1f} {b:.1f}' for a, b in points)
    return path(d + f' L{points[-1][0]} {h} L{points[0][0]} {h}Z', fill, extra)


def poplar(x, y, s, fill, extra=T2):
    return path(f'M{x} {y} C{x - 20 * s:.1f} {y - 30 * s:.1f} {x - 13 * s:.1f} {y - 112 * s:.1f} {x} {y - 134 * s:.1f} '
                f'C{x + 13 * s:.1f} {y - 112 * s:.1f} {x + 20 * s:.1f} {y - 30 * s:.1f} {x} {y}Z', fill, extra)


def house(x, y, w, h, wall, roof, window, extra=F1):
    b = rect(x, y - h, w, h, wall) + path(f'M{x - 3} {y - h + 1} L{x + w / 2} {y - h - w * .42} L{x + w + 3} {y - h + 1}Z', roof)
    b += path(f'M{x + w / 2} {y - h - w * .42} L{x + w + 3} {y - h + 1} L{x + w} {y} L{x + w / 2} {y}Z', '#00000018')
    for i in (.2, .6):
        b += rect(x + w * i, y - h * .72, w * .2, h * .32, window)
    return group(b, extra)


def staff(x, y, w, h, face, ink, step=14, extra=T2):
    """A gauge staff: long marks at the tens, middling ones at the fives."""
    b = group(rect(x, y, w, h, face), extra)
    for n in range(int((h - step) / step)):
        ln = w * (.78 if n % 10 == 0 else .52 if n % 5 == 0 else .3)
        b += rect(x, y + step * (n + 1), ln, step * (.36 if n % 10 == 0 else .24), ink)
    return b


def person(x, y, s, coat, head, hair=None, shade='#00000022'):
    """A bust seen from behind or far away; y is the shoulders' height."""
    b = path(f'M{x - 46 * s:.1f} {y + 80 * s:.1f} C{x - 45 * s:.1f} {y + 24 * s:.1f} {x - 28 * s:.1f} {y + 13 * s:.1f} {x - 8 * s:.1f} {y + 9 * s:.1f} '
             f'L{x - 8 * s:.1f} {y - 4 * s:.1f} H{x + 8 * s:.1f} V{y + 9 * s:.1f} '
             f'C{x + 28 * s:.1f} {y + 13 * s:.1f} {x + 45 * s:.1f} {y + 24 * s:.1f} {x + 46 * s:.1f} {y + 80 * s:.1f}Z', coat)
    hd = path(f'M{x} {y - 40 * s:.1f} C{x - 25 * s:.1f} {y - 40 * s:.1f} {x - 24 * s:.1f} {y + 8 * s:.1f} {x} {y + 9 * s:.1f} '
              f'C{x + 24 * s:.1f} {y + 8 * s:.1f} {x + 25 * s:.1f} {y - 40 * s:.1f} {x} {y - 40 * s:.1f}Z', head)
    hd += path(f'M{x} {y - 40 * s:.1f} C{x + 25 * s:.1f} {y - 40 * s:.1f} {x + 24 * s:.1f} {y + 8 * s:.1f} {x} {y + 9 * s:.1f}Z', shade)
    if hair:
        hd += path(f'M{x - 19.5 * s:.1f} {y - 12 * s:.1f} C{x - 25 * s:.1f} {y - 52 * s:.1f} {x + 25 * s:.1f} {y - 52 * s:.1f} {x + 19.5 * s:.1f} {y - 12 * s:.1f} '
                   f'C{x + 14 * s:.1f} {y - 24 * s:.1f} {x - 6 * s:.1f} {y - 22 * s:.1f} {x - 19.5 * s:.1f} {y - 12 * s:.1f}Z', hair)
    return group(b + group(hd, F1))


# ---------------------------------------------------------------- output
def _png(svg, width):
    try:
        import resvg_py
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))
    except ImportError:
        if not shutil.which('rsvg-convert'):
            raise SystemExit('install resvg-py (pip) or librsvg2-bin (Debian)')
        return subprocess.run(['rsvg-convert', '-w', str(width)], input=svg.encode(), stdout=subprocess.PIPE, check=True).stdout


def grain(im, amount=.05, seed=7):
    """The tooth of the paper: fine noise and some fibre."""
    w, h = im.size
    r = random.Random(seed)

    def noise(k):
        n = Image.frombytes('L', (w // k + 1, h // k + 1), r.randbytes((w // k + 1) * (h // k + 1)))
        return n.resize((w + k, h + k), Image.BICUBIC).crop((0, 0, w, h))
    n = Image.blend(noise(2), noise(5), .5).filter(ImageFilter.GaussianBlur(.8)).point(lambda v: round(128 + (v - 128) * amount))
    return ImageChops.add(im, Image.merge('RGB', (n, n, n)), 1, -128)


def jpeg(svg, to, size, quality=88, amount=.05):
    im = Image.open(io.BytesIO(_png(svg, size[0]))).convert('RGB')
    if im.size != size:
        im = im.crop((0, 0, *size)) if im.size[1] >= size[1] else im.resize(size, Image.LANCZOS)
    to = Path(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    grain(im, amount).save(to, quality=quality, subsampling=0, optimize=True)
