"""Pictures of olive-presses."""
import math
import random

from heads import beard, cap, earrings, glasses, moustache, portrait, scarf, short_beard
from paper import F1, F2, F3, OLIVES as P, T1, T2, circle, group, land, line, mix, path, person, rect, ridge, sheet

T, C = P.tint, P.tint2          # olive and tile on paper
A, DEEP, PAPER, S1, S2, S3 = P.accent, P.deep, P.paper, P.sand, P.sand2, P.sand3
TILE = P.second
SILVER = '#93A07A'
STONE, STONE2, STONE3 = '#CFC6AE', '#B3A98E', '#8C8369'
OIL = '#C9A227'


# ---------------------------------------------------------------- leaves, trees
def leaf(x, y, length, angle, colour, extra=''):
    w = length * .2
    d = f'M0 0 C{length * .25:.1f} {-w:.1f} {length * .7:.1f} {-w:.1f} {length:.1f} 0 C{length * .7:.1f} {w * .8:.1f} {length * .25:.1f} {w * .8:.1f} 0 0Z'
    return f'<path d="{d}" fill="{colour}" transform="translate({x:.1f} {y:.1f}) rotate({angle:.1f})" {extra}/>'


def sprig(x, y, s, angle, leaves, stem, fruit=None, n=7, extra=F1):
    """A twig of olive: leaves in pairs, a fruit at some of them."""
    b = f'<path d="M0 0 Q{40 * s:.1f} {-14 * s:.1f} {17 * n * s:.1f} {-6 * s:.1f}" fill="none" stroke="{stem}" stroke-width="{3 * s:.1f}" stroke-linecap="round"/>'
    for i in range(n):
        px, py = (12 + 16 * i) * s, (-5 - 5 * math.sin(i / n * 3.1)) * s
        size = (46 - 2.4 * i) * s
        if fruit and i in (1, 3, 4):
            b += f'<ellipse cx="{px + 4 * s:.1f}" cy="{py + 15 * s:.1f}" rx="{7 * s:.1f}" ry="{9.5 * s:.1f}" fill="{fruit}"/><circle cx="{px + 1.5 * s:.1f}" cy="{py + 11 * s:.1f}" r="{1.8 * s:.1f}" fill="#FFFFFF" opacity=".45"/>'
        b += leaf(px, py, size, -48 + 4 * i, leaves[i % len(leaves)]) + leaf(px, py, size * .92, 42 - 4 * i, leaves[(i + 1) % len(leaves)])
    b += leaf(17 * n * s, -6 * s, 34 * s, -2, leaves[0])
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({angle})"><g {extra}>{b}</g></g>'


def crown(cx, cy, w, h, colours, seed, leaves=60):
    """Foliage: lobes of paper, dark to light, with loose leaves."""
    r = random.Random(seed)
    b = ''
    for k, c in enumerate(colours):
        t = k / max(1, len(colours) - 1)
        g = ''
        for i in range(11 - 2 * k):
            a = r.uniform(0, 6.28)
            q = r.uniform(.3, .82) * (1 - .25 * t)
            g += circle(cx + math.cos(a) * w * .5 * q - w * .06 * t, cy + math.sin(a) * h * .5 * q - h * .1 * t, min(w, h) * r.uniform(.17, .26) * (1 - .28 * t), c)
        g += f'<ellipse cx="{cx - w * .05 * t:.1f}" cy="{cy - h * .1 * t:.1f}" rx="{w * (.36 - .12 * t):.1f}" ry="{h * (.32 - .1 * t):.1f}" fill="{c}"/>'
        b += group(g, F2)
    for i in range(leaves):
        a, q = r.uniform(0, 6.28), math.sqrt(r.random()) * .98
        b += leaf(cx + math.cos(a) * w * .5 * q, cy + math.sin(a) * h * .48 * q, min(w, h) * r.uniform(.06, .1), r.uniform(-70, 30), r.choice(colours + [mix(colours[-1], PAPER, .6)]))
    return b


def old_tree(x, y, s, wood, colours, seed, leaves=70):
    """An old olive with a twisted trunk in two strands; y is its foot."""
    b = path(f'M{x - 64 * s:.0f} {y} C{x - 34 * s:.0f} {y - 24 * s:.0f} {x - 40 * s:.0f} {y - 80 * s:.0f} {x - 22 * s:.0f} {y - 118 * s:.0f} C{x - 12 * s:.0f} {y - 150 * s:.0f} {x - 60 * s:.0f} {y - 176 * s:.0f} {x - 86 * s:.0f} {y - 214 * s:.0f} '
             f'L{x - 66 * s:.0f} {y - 222 * s:.0f} C{x - 38 * s:.0f} {y - 184 * s:.0f} {x - 8 * s:.0f} {y - 178 * s:.0f} {x + 4 * s:.0f} {y - 150 * s:.0f} C{x + 20 * s:.0f} {y - 186 * s:.0f} {x + 40 * s:.0f} {y - 196 * s:.0f} {x + 74 * s:.0f} {y - 236 * s:.0f} '
             f'L{x + 90 * s:.0f} {y - 224 * s:.0f} C{x + 66 * s:.0f} {y - 180 * s:.0f} {x + 34 * s:.0f} {y - 150 * s:.0f} {x + 34 * s:.0f} {y - 108 * s:.0f} C{x + 36 * s:.0f} {y - 62 * s:.0f} {x + 44 * s:.0f} {y - 22 * s:.0f} {x + 78 * s:.0f} {y}Z', wood)
    b += path(f'M{x + 4 * s:.0f} {y - 150 * s:.0f} C{x - 12 * s:.0f} {y - 100 * s:.0f} {x + 18 * s:.0f} {y - 60 * s:.0f} {x + 6 * s:.0f} {y} L{x + 78 * s:.0f} {y} C{x + 44 * s:.0f} {y - 22 * s:.0f} {x + 36 * s:.0f} {y - 62 * s:.0f} {x + 34 * s:.0f} {y - 108 * s:.0f} C{x + 30 * s:.0f} {y - 130 * s:.0f} {x + 14 * s:.0f} {y - 140 * s:.0f} {x + 4 * s:.0f} {y - 150 * s:.0f}Z', '#00000024')
    b += path(f'M{x - 16 * s:.0f} {y - 70 * s:.0f} q{10 * s:.0f} {-26 * s:.0f} {14 * s:.0f} 0 q{-2 * s:.0f} {34 * s:.0f} {-10 * s:.0f} {40 * s:.0f} q{-8 * s:.0f} {-14 * s:.0f} {-4 * s:.0f} {-40 * s:.0f}Z', mix(wood, '#000000', .6))
    return group(b, F2) + crown(x - 2 * s, y - 268 * s, 330 * s, 190 * s, colours, seed, leaves)


def small_tree(x, y, s, c, wood):
    b = path(f'M{x - 4 * s:.1f} {y} L{x - 2 * s:.1f} {y - 20 * s:.1f} L{x + 3 * s:.1f} {y - 20 * s:.1f} L{x + 5 * s:.1f} {y}Z', wood)
    return group(b + circle(x - 9 * s, y - 28 * s, 13 * s, c) + circle(x + 9 * s, y - 29 * s, 14 * s, c) + circle(x, y - 38 * s, 14 * s, c), T1)


# ---------------------------------------------------------------- stone
def masonry(x, y, w, h, seed, row=26, base=STONE, joint=STONE2):
    """A rubble wall: stones of uneven width on a ground of mortar."""
    r = random.Random(seed)
    b = rect(x, y, w, h, joint)
    yy, k = y, 0
    while yy < y + h - 2:
        hh = min(row * r.uniform(.85, 1.15), y + h - yy)
        xx = x - r.uniform(0, row)
        while xx < x + w:
            ww = row * r.uniform(1.1, 2.6)
            x0, x1 = max(xx, x), min(xx + ww - 2.4, x + w)
            if x1 - x0 > 4:
                b += f'<rect x="{x0:.1f}" y="{yy + 1.2:.1f}" width="{x1 - x0:.1f}" height="{max(1, hh - 2.4):.1f}" rx="4" fill="{mix(base, r.choice([STONE3, PAPER, S2, STONE2]), r.uniform(.72, .98))}"/>'
            xx += ww
        yy += hh
    return b


def upright_stone(cx, cy, r, depth, face=STONE, edge=STONE3, rings=5, hole=PAPER, extra=F2):
    """A millstone that stands on its edge, its face a little turned to the left."""
    rx = r * .84
    b = f'<ellipse cx="{cx + depth:.1f}" cy="{cy:.1f}" rx="{rx:.1f}" ry="{r:.1f}" fill="{edge}"/>' + rect(cx, cy - r, depth, 2 * r, edge)
    b += f'<ellipse cx="{cx:.1f}" cy="{cy:.1f}" rx="{rx:.1f}" ry="{r:.1f}" fill="{face}"/>'
    b += path(f'M{cx:.1f} {cy - r:.1f} A{rx:.1f} {r:.1f} 0 0 1 {cx:.1f} {cy + r:.1f}Z', '#00000012')
    for k in range(1, rings + 1):
        q = .32 + .62 * k / (rings + 1)
        b += f'<ellipse cx="{cx:.1f}" cy="{cy:.1f}" rx="{rx * q:.1f}" ry="{r * q:.1f}" fill="none" stroke="{edge}" stroke-width="{r * .012:.2f}" opacity=".75"/>'
    for k in range(16):
        a = k / 16 * 6.283
        b += f'<path d="M{cx + math.cos(a) * rx * .3:.1f} {cy + math.sin(a) * r * .3:.1f} L{cx + math.cos(a + .16) * rx * .93:.1f} {cy + math.sin(a + .16) * r * .93:.1f}" stroke="{edge}" stroke-width="{r * .014:.2f}" opacity=".6"/>'
    b += f'<rect x="{cx - rx * .17:.1f}" y="{cy - r * .17:.1f}" width="{rx * .34:.1f}" height="{r * .34:.1f}" fill="{hole}"/>'
    return group(b, extra)


def mill(x, y, s):
    """A basin with two upright stones and a post; y is the floor."""
    b = group(f'<ellipse cx="{x}" cy="{y - 34 * s:.1f}" rx="{214 * s:.1f}" ry="{46 * s:.1f}" fill="{STONE3}"/>' + rect(x - 214 * s, y - 34 * s, 428 * s, 30 * s, STONE2)
              + f'<ellipse cx="{x}" cy="{y - 4 * s:.1f}" rx="{214 * s:.1f}" ry="{46 * s:.1f}" fill="{STONE2}"/>', F2)
    b += f'<ellipse cx="{x}" cy="{y - 38 * s:.1f}" rx="{196 * s:.1f}" ry="{38 * s:.1f}" fill="{mix(A, S3, .55)}"/>'
    b += group(rect(x - 11 * s, y - 330 * s, 22 * s, 296 * s, mix(DEEP, TILE, .5)), T2)
    b += group(rect(x - 190 * s, y - 168 * s, 380 * s, 15 * s, mix(DEEP, TILE, .35)), T2)
    b += upright_stone(x - 112 * s, y - 146 * s, 116 * s, 34 * s, hole=DEEP) + upright_stone(x + 88 * s, y - 140 * s, 110 * s, 34 * s, face=mix(STONE, S2, .6), hole=DEEP)
    return b


def chimney(x, y, w, h, brick=TILE):
    b = path(f'M{x - w / 2} {y} L{x - w * .36} {y - h} H{x + w * .36} L{x + w / 2} {y}Z', brick) + path(f'M{x} {y} V{y - h} H{x + w * .36} L{x + w / 2} {y}Z', '#00000020')
    for k in range(1, int(h / 11)):
        q = .5 - .14 * k * 11 / h
        b += f'<path d="M{x - w * q:.1f} {y - k * 11} H{x + w * q:.1f}" stroke="{mix(brick, PAPER, .7)}" stroke-width="1"/>'
    return group(b + rect(x - w * .46, y - h - 8, w * .92, 10, mix(brick, '#000000', .8)) + rect(x - w * .4, y - h + 8, w * .8, 5, mix(brick, '#000000', .8)), T2)


def tiled_roof(x, y, w, h, seed, colour=TILE, reach=14):
    b = path(f'M{x - reach} {y} L{x + w * .08} {y - h} H{x + w * .92} L{x + w + reach} {y}Z', colour)
    r = random.Random(seed)
    rows = max(2, int(h / 15))
    for k in range(rows):
        yy = y - h + (k + 1) * h / rows
        q = (k + 1) / rows
        x0, x1 = x + w * .08 * (1 - q) - reach * q, x + w * (.92 + .08 * q) + reach * q
        n = int((x1 - x0) / 17)
        for i in range(n):
            b += f'<path d="M{x0 + i * (x1 - x0) / n:.1f} {yy:.1f} q{(x1 - x0) / n / 2:.1f} {-12} {(x1 - x0) / n:.1f} 0Z" fill="{mix(colour, r.choice([PAPER, DEEP, S2]), r.uniform(.74, .95))}"/>'
    return group(b, F2)


# ---------------------------------------------------------------- portraits
def niche(outer, inner, leaves=None, side=1):
    """The ground behind a head: an arched niche of stone, and a twig."""
    b = path('M40 420 V186 A110 116 0 0 1 260 186 V420Z', outer, F2) + path('M60 420 V188 A90 98 0 0 1 240 188 V420Z', inner, F1)
    if leaves:
        b += sprig(150 - side * 138, 74, .82, 8 if side > 0 else 172, leaves, leaves[-1], n=4, extra=F1)
    return b


def portraits():
    fair, tan, olive, brown = (mix(S1, '#F0D9B8', .5), mix('#D9B988', S1, .7)), (mix('#DDB98A', S1, .7), mix('#B98E5C', S2, .7)), (mix('#D0A06C', S1, .75), '#A9774A'), ('#B5824F', '#8C5C36')
    black, grey = '#2A2018', '#A8A294'
    green = [A, SILVER, T(.7)]
    return {
        'isildar': portrait(P, T(.52), niche(T(.36), S1, [A, T(.8)]), *fair, '#C9C3B2', 'bob', 'open', dict(coat=DEEP, coat2=A, shirt=S1), [glasses(TILE), scarf(C(.82), C(.95))], width=55, brow='#7F7868'),
        'sizmaoglu': portrait(P, S2, niche(STONE, mix(STONE, PAPER, .45), green, -1), *brown, '#DAD4C6', 'ring', 'open', dict(coat=mix(DEEP, S3, .55), coat2=mix(S3, DEEP, .6), shirt=PAPER), [moustache('#E6E1D4'), cap(mix(DEEP, TILE, .75), mix(DEEP, TILE, .9))], jaw=8, chin=258, width=60, mirrored=True, brow='#CFC8B8'),
        'karaagac': portrait(P, C(.62), niche(C(.44), S1, [T(.85), A]), *tan, black, 'curls', 'blouse', dict(coat=A, coat2=PAPER, shirt=OIL), [earrings(OIL)], width=56),
        'hanimeli': portrait(P, T(.3), niche(PAPER, mix(S2, S1, .5), [A, SILVER], -1), *fair, mix(A, '#5F7A3C', .5), 'veil', 'roll', dict(coat=TILE, coat2=mix(TILE, '#000000', .82), shirt=S1), mirrored=True, brow='#5B4630'),
        'eksioglu': portrait(P, S1, niche(T(.3), T(.16), green), *olive, '#4A3A28', 'short', 'field', dict(coat=A, coat2=mix(A, '#000000', .8), shirt=OIL), [short_beard], jaw=6, width=59),
        'inceyol': portrait(P, C(.3), niche(C(.78), C(.6), [S1, S2], -1), *tan, black, 'swept', 'roll', dict(coat=DEEP, coat2=mix(DEEP, A, .55), shirt=S3), [beard, glasses(DEEP, 'square')], jaw=5, mirrored=True),
        'ilicali': portrait(P, OIL, niche(mix(OIL, PAPER, .55), PAPER, [A, T(.7)]), *tan, '#3A2418', 'bun', 'open', dict(coat=mix(TILE, '#000000', .78), coat2=TILE, shirt=PAPER), [scarf(T(.75), A), earrings(OIL)], width=55),
        'kiyici': portrait(P, T(.72), niche(T(.5), mix(OIL, PAPER, .35), [S1, SILVER], -1), *olive, '#5A3522', 'braid', 'jumper', dict(coat=TILE, coat2=mix(TILE, '#000000', .84)), width=56, mirrored=True),
    }


# ---------------------------------------------------------------- cover: 1200 x 850
def cover():
    W, H = 1200, 850
    b = rect(0, 0, W, H, mix('#F2CF9C', PAPER, .55))
    b += circle(816, 232, 176, mix('#EFB978', PAPER, .5), F3) + circle(816, 232, 124, mix('#E59A55', PAPER, .62), F2) + circle(816, 232, 78, '#F8E7C4', F2)
    b += land(ridge(3, 262, 34, W), H, C(.26), F3) + land(ridge(8, 306, 34, W), H, mix(TILE, SILVER, .24), F3)
    b += rect(0, 344, W, 80, mix('#7C9AA0', PAPER, .75), F2) + rect(0, 362, W, 4, PAPER) + rect(690, 378, 330, 4, '#F8E7C4') + rect(730, 394, 220, 4, '#F8E7C4')
    r = random.Random(4)
    for i, (y, a, c, n, s) in enumerate(((412, 18, T(.36), 26, .62), (462, 22, T(.52), 22, .86), (520, 22, T(.68), 18, 1.14))):
        pts = ridge(31 + i * 9, y, a, W)
        b += land(pts, H, c, F3)
        for k in range(n):
            x = (k + .5) * W / n + r.uniform(-12, 12)
            yy = min(pts, key=lambda p: abs(p[0] - x))[1]
            b += small_tree(x, yy + 14 + 10 * s + r.uniform(-4, 10), s, mix(c, DEEP, .74) if k % 3 else mix(SILVER, c, .55), DEEP)
    b += land(ridge(77, 640, 10, W), H, mix(S3, S2, .45), F3)
    # the press house
    x0, y0, w = 560, 700, 470
    b += chimney(x0 + w - 60, 520, 54, 300)
    for k, (sx, sy, rr) in enumerate(((974, 196, 15), (998, 172, 21), (1034, 146, 28))):
        b += circle(sx, sy, rr, mix(PAPER, '#FFFFFF', .5), F1)
    b += group(masonry(x0, 520, w, 182, 5), F3)
    b += tiled_roof(x0, 524, w, 92, 6)
    for k in range(4):
        wx = x0 + 50 + k * 112 + (30 if k > 1 else 0)
        if k == 2:
            continue
        b += group(path(f'M{wx - 20} 628 V576 A20 20 0 0 1 {wx + 20} 576 V628Z', '#F3C877') + f'<path d="M{wx} 556 V628 M{wx - 20} 594 H{wx + 20}" stroke="{DEEP}" stroke-width="3"/>', T1) + f'<path d="M{wx - 25} 576 A25 25 0 0 1 {wx + 25} 576" fill="none" stroke="{TILE}" stroke-width="7"/>'
    dx = x0 + 290
    b += path(f'M{dx - 46} 702 V604 A46 46 0 0 1 {dx + 46} 604 V702Z', '#F3C877', F1) + path(f'M{dx - 46} 702 V604 A46 46 0 0 1 {dx} 558 V702Z', mix(DEEP, TILE, .55)) + f'<path d="M{dx - 52} 604 A52 52 0 0 1 {dx + 52} 604" fill="none" stroke="{TILE}" stroke-width="10"/>'
    b += rect(dx - 8, 640, 5, 10, OIL)
    b += upright_stone(x0 + 96, 668, 48, 16, hole=STONE3) + upright_stone(x0 + 152, 678, 38, 13, face=S2, hole=STONE3)
    b += land(ridge(91, 704, 7, W), H, S2, F2)
    b += path(f'M{dx - 40} 706 C{dx - 60} 760 {dx - 150} 790 {dx - 250} 860 H{dx + 80} C{dx + 60} 790 {dx + 50} 760 {dx + 42} 706Z', S1, F1)
    # sacks, an old tree in front
    for sx, sy, s in ((1064, 742, 1), (1112, 748, 1.1), (1088, 760, .9)):
        b += group(path(f'M{sx - 24 * s} {sy} q{-8 * s} {-40 * s} {10 * s} {-58 * s} h{28 * s} q{18 * s} {18 * s} {10 * s} {58 * s}Z', S3) + path(f'M{sx - 14 * s} {sy - 56 * s} q{14 * s} {-16 * s} {28 * s} 0Z', A), F1)
    b += land(ridge(58, 792, 10, W), H, mix(A, S3, .5), F3)
    b += old_tree(234, 800, 1.72, mix(DEEP, S3, .55), [DEEP, A, mix(A, SILVER, .5), SILVER], 12, 150)
    for i in range(46):
        gx = r.uniform(0, W)
        b += leaf(gx, 834 + r.uniform(-22, 18), r.uniform(18, 30), r.uniform(-110, -70), r.choice([A, T(.8), SILVER]))
    return sheet(W, H, b, P, 1.3)


# ---------------------------------------------------------------- hall: 1500 x 1000
def truss(x, y, w, h, c):
    d = f'<path d="M{x - w / 2:.0f} {y} L{x} {y - h} L{x + w / 2:.0f} {y} M{x} {y - h} V{y} M{x - w / 4:.0f} {y - h / 2:.0f} L{x - w / 8:.0f} {y} M{x + w / 4:.0f} {y - h / 2:.0f} L{x + w / 8:.0f} {y}" fill="none" stroke="{c}" stroke-width="{w * .0125:.1f}"/>'
    return group(d + rect(x - w / 2 - 16, y - w * .008, w + 32, w * .016, c), F2)


def hall():
    W, H = 1500, 1000
    x = W / 2
    b = rect(0, 0, W, H, mix(DEEP, TILE, .36)) + path(f'M250 330 L-20 186 V-20 H{x} V120Z', mix(DEEP, TILE, .5))
    b += group(path(f'M250 640 V330 L{x} 120 L{W - 250} 330 V640Z', STONE), F2)
    b += f'<clipPath id="gable"><path d="M250 640 V330 L{x} 120 L{W - 250} 330 V640Z"/></clipPath><g clip-path="url(#gable)">{masonry(250, 110, W - 500, 540, 21, 34)}</g>'
    # arched windows of the gable
    for wx, wy, ww, wh in ((x - 300, 410, 74, 150), (x + 300, 410, 74, 150)):
        b += group(path(f'M{wx - ww / 2} {wy + wh} V{wy + ww / 2} A{ww / 2} {ww / 2} 0 0 1 {wx + ww / 2} {wy + ww / 2} V{wy + wh}Z', '#FBE9C0'), T2)
        b += f'<path d="M{wx} {wy} V{wy + wh} M{wx - ww / 2} {wy + wh * .52:.0f} H{wx + ww / 2}" stroke="{STONE3}" stroke-width="4"/><path d="M{wx - ww / 2 - 6} {wy + ww / 2} A{ww / 2 + 6} {ww / 2 + 6} 0 0 1 {wx + ww / 2 + 6} {wy + ww / 2}" fill="none" stroke="{TILE}" stroke-width="11"/>'
    # side walls with arches
    for sx in (-1, 1):
        X = lambda v: v if sx < 0 else W - v
        b += path(f'M{X(250)} 330 L{X(-20)} 190 V860 L{X(250)} 640Z', mix(STONE2, STONE3, .55), F2)
        for x0, x1, t, f in ((36, 118, 380, 770), (158, 220, 420, 690)):
            b += path(f'M{X(x0)} {f} V{t + 50} C{X(x0)} {t - 10} {X(x1)} {t} {X(x1)} {t + 56} V{f - (x1 - x0) * .72:.0f}Z', mix(DEEP, S3, .7), F1)
            b += path(f'M{X(x0 + 14)} {f - 6} V{t + 56} C{X(x0 + 14)} {t + 10} {X(x1)} {t + 16} {X(x1)} {t + 60} V{f - (x1 - x0) * .72 - 4:.0f}Z', '#F3C877')
    b += path(f'M250 640 H{W - 250} L{W + 40} 900 V{H} H-40 V900Z', mix(S3, S2, .4), F1)
    for w, y, h, c in ((900, 322, 176, mix(DEEP, TILE, .5)), (1130, 288, 226, mix(DEEP, TILE, .62)), (1420, 244, 290, mix(DEEP, TILE, .78))):
        b += truss(x, y, w, h, c)
    for lx, ly in ((x - 330, 330), (x + 330, 330), (x - 480, 292), (x + 480, 292)):
        b += f'<path d="M{lx} {ly - 60} V{ly}" stroke="{DEEP}" stroke-width="3"/>' + path(f'M{lx - 34} {ly + 26} Q{lx - 28} {ly} {lx} {ly - 2} Q{lx + 28} {ly} {lx + 34} {ly + 26}Z', A, F2) + f'<ellipse cx="{lx}" cy="{ly + 26}" rx="34" ry="6" fill="#FBE9C0"/>'
    b += mill(x + 20, 690, 1.02)
    # speaker and a table of the chair
    b += person(372, 560, .9, TILE, mix(S3, S2, .5), DEEP) + group(path('M326 588 H418 L408 678 H336Z', DEEP) + path('M318 580 H426 L421 594 H323Z', A), F2)
    for i, px in enumerate((1092, 1150)):
        b += person(px, 604, .76, [A, DEEP][i], [S2, mix(S3, '#8C5C36', .6)][i], [C(.9), '#C9C3B2'][i])
    b += group(rect(1046, 622, 154, 52, PAPER) + rect(1046, 622, 154, 8, S1), F2)
    r = random.Random(17)
    rows = [(742, 1.0, 12, [S3, mix(S3, A, .5), C(.6)]), (816, 1.3, 10, [T(.8), TILE, S3, mix(DEEP, S3, .5)]), (902, 1.75, 8, [A, mix(TILE, DEEP, .7), mix(DEEP, A, .5)]), (1012, 2.35, 6, [DEEP, mix(DEEP, A, .6), mix(DEEP, TILE, .7)])]
    for ri, (y, s, n, cs) in enumerate(rows):
        for i in range(n + 1):
            px = (i + (.5 if ri % 2 else .05)) * W / n + r.uniform(-12, 12) * s
            if abs(px - x - 20) < (300, 214, 120, 60)[ri]:
                continue
            c = r.choice(cs)
            b += person(px, y + r.uniform(-7, 7) * s, s, c, r.choice([mix(DEEP, c, .5), mix(S3, c, .6), mix(PAPER, c, .28), mix('#5A3522', c, .6), SILVER]))
    return sheet(W, H, b, P, 1.3)


# ---------------------------------------------------------------- in the text: 960 x 640
def stones():
    """Three stones of one quarry: new, forty years old, a hundred and ten years old."""
    W, H = 960, 640
    b = masonry(0, 0, W, 470, 8, 46, mix(STONE, PAPER, .55), mix(STONE2, PAPER, .7)) + rect(0, 462, W, 200, mix(S3, DEEP, .72), F3) + rect(0, 462, W, 10, S3)
    b += path('M0 0 H960 V26 H0Z', mix(DEEP, TILE, .5), F2)
    for cx, r, depth, rings, face, e in ((176, 176, 74, 2, STONE, STONE3), (490, 164, 50, 8, mix(STONE, S2, .55), mix(STONE3, S3, .5)), (772, 148, 28, 15, mix(S2, STONE, .5), mix(S3, DEEP, .8))):
        b += f'<ellipse cx="{cx + depth / 2}" cy="{528 + 6}" rx="{r * .7:.0f}" ry="14" fill="{DEEP}" opacity=".35"/>' + upright_stone(cx, 530 - r, r, depth, face, e, rings, mix(DEEP, S3, .6), F3)
    # a rule and a caliper against them
    b += group(rect(60, 556, 840, 22, PAPER), F2) + ''.join(rect(70 + k * 20.5, 556, 1.8, 14 if k % 5 == 0 else 8, DEEP) for k in range(41))
    b += ''.join(group(path(f'M{x - 34} 618 h68 v-26 h-68Z', PAPER) + rect(x - 22, 602, w, 6, TILE), F1) for x, w in ((196, 20), (500, 32), (776, 44)))
    b += sprig(846, 96, 1.3, 152, [A, SILVER, T(.7)], DEEP, A, 6, F2)
    return sheet(W, H, b, P, 1.15)


def section():
    """The press house cut through: roof, chimney, mill, press, channel."""
    W, H = 960, 640
    b = rect(0, 0, W, H, mix('#F2CF9C', PAPER, .3)) + circle(150, 120, 54, mix('#E59A55', PAPER, .5), F3)
    b += land(ridge(9, 330, 30, W), H, T(.24), F3) + land(ridge(15, 380, 20, W), H, T(.4), F3)
    for sx, s in ((40, 1.2), (92, .9), (900, 1.3), (942, 1)):
        b += small_tree(sx, 470, s * 1.5, A, DEEP)
    b += chimney(792, 260, 52, 236)
    b += rect(-10, 468, W + 20, 190, mix(S3, S2, .6), F3) + land([(i, 560 + 8 * math.sin(i / 70)) for i in range(-20, 1000, 20)], H, mix(S3, DEEP, .8), F1)
    # inside
    b += group(path('M160 470 V258 L480 84 L800 258 V470Z', mix('#FBE9C0', PAPER, .6)), F2)
    b += group(masonry(132, 250, 40, 226, 3, 20, STONE, STONE3), F2) + group(masonry(788, 250, 40, 226, 4, 20, STONE, STONE3), F2)
    wood = mix(DEEP, TILE, .45)
    b += group(f'<path d="M146 262 L480 96 L814 262 M480 100 V252 M320 182 L400 252 M640 182 L560 252" fill="none" stroke="{wood}" stroke-width="13"/>' + rect(140, 246, 680, 16, wood), F2)
    b += group(f'<path d="M104 266 L480 76 L856 266" fill="none" stroke="{TILE}" stroke-width="16" stroke-linejoin="round"/>', F2)
    for k in range(13):
        t = (k + .5) / 13
        for sx in (-1, 1):
            b += circle(480 + sx * t * 376, 70 + t * 190, 8, mix(TILE, PAPER, .75))
    b += group(path('M210 468 V402 A34 34 0 0 1 278 402 V468Z', mix(DEEP, TILE, .5)), T1) + mill(444, 470, .62)
    # the screw press with its bags
    px = 660
    b += group(rect(px - 64, 286, 14, 184, wood) + rect(px + 50, 286, 14, 184, wood) + rect(px - 74, 278, 148, 20, wood) + rect(px - 74, 452, 148, 20, STONE3), F2)
    b += group(rect(px - 7, 262, 14, 92, STONE3), T1) + ''.join(f'<path d="M{px - 8} {y} l16 -5" stroke="{DEEP}" stroke-width="2"/>' for y in range(270, 352, 9)) + rect(px - 44, 346, 88, 12, STONE3, F1)
    b += ''.join(group(f'<rect x="{px - 40}" y="{360 + k * 15}" width="80" height="12" rx="6" fill="{[S3, mix(S3, A, .6)][k % 2]}"/>', F1) for k in range(6))
    b += path(f'M{px + 46} 448 q26 4 28 22 h-10 q-4 -14 -20 -14Z', OIL) + group(path(f'M{px + 58} 472 h34 l-4 -30 h-26Z', TILE), F1)
    # the channel under the floor
    b += group(path('M380 470 H520 V520 H850 V548 H490 V498 H380Z', mix(DEEP, '#4A3A28', .5)), F1) + path('M394 486 H504 V534 H850 V546 H492 V498 H394Z', mix('#5F7A3C', DEEP, .5))
    b += group(path('M308 402 L304 470 H322 L326 424 L330 470 H348 L344 402Z', mix(DEEP, A, .5)), F1) + person(326, 364, .6, TILE, S3, DEEP)
    return sheet(W, H, b, P, 1.15)


# ---------------------------------------------------------------- the strip: 750 x 665
def walk():
    W, H = 750, 665
    b = rect(0, 0, W, H, mix('#F2CF9C', PAPER, .36)) + circle(560, 120, 58, '#F8E7C4', F3)
    b += land(ridge(13, 190, 26, W), H, T(.2), F3) + rect(0, 212, W, 120, mix('#7C9AA0', PAPER, .8), F2)
    b += ''.join(rect(x, y, w, 4, PAPER) for x, y, w in ((420, 240, 220), (500, 262, 170), (80, 252, 120), (160, 284, 150)))
    b += land([(i, 320 + 60 * ((i - 375) / 375) ** 2 * (1 if i > 375 else -.2) + 6 * math.sin(i / 40)) for i in range(-20, 780, 10)], H, T(.55), F3)
    b += path('M330 330 C350 420 250 470 190 680 H610 C560 500 420 430 386 330Z', S1, F2) + path('M352 330 C372 420 330 480 330 680 H470 C450 500 400 430 372 330Z', mix(S2, S1, .4))
    for sx, sy, s in ((110, 404, .5), (590, 420, .52)):
        b += old_tree(sx, sy, s, mix(DEEP, S3, .55), [DEEP, A, SILVER], int(sx), 40)
    for sx, sy, s, c, h, hr in ((352, 388, .72, TILE, DEEP, None), (392, 396, .74, A, '#5A3522', None), (318, 452, 1.05, S3, '#3A2418', None), (404, 462, 1.1, mix(DEEP, A, .6), mix(TILE, DEEP, .8), None), (356, 548, 1.5, OIL, mix('#3A2418', S3, .8), None), (470, 566, 1.55, TILE, '#C9C3B2', None)):
        b += group(path(f'M{sx - 26 * s} {sy + 60 * s} L{sx - 20 * s} {sy + 136 * s} H{sx - 4 * s} L{sx} {sy + 80 * s} L{sx + 4 * s} {sy + 136 * s} H{sx + 20 * s} L{sx + 26 * s} {sy + 60 * s}Z', mix(DEEP, c, .7)), F1)
        b += person(sx, sy, s * .86, c, h, hr)
        b += group(f'<rect x="{sx - 20 * s:.0f}" y="{sy + 18 * s:.0f}" width="{40 * s:.0f}" height="{46 * s:.0f}" rx="{8 * s:.0f}" fill="{mix(c, DEEP, .62)}"/>', F1) if s > 1 and sx != 404 else ''
    b += old_tree(64, 690, 1.12, mix(DEEP, S3, .5), [DEEP, A, mix(A, SILVER, .5), SILVER], 41, 90)
    b += old_tree(716, 700, 1.0, mix(DEEP, S3, .5), [DEEP, mix(DEEP, A, .4), A, SILVER], 43, 80)
    return sheet(W, H, b, P, 1.2)


def ledger():
    W, H = 750, 665
    r = random.Random(6)
    b = rect(0, 0, W, H, mix(S3, DEEP, .66))
    for k in range(6):
        b += rect(0, k * 114, W, 112, mix(S3, DEEP, .7 + .05 * (k % 3)), F1)
    g = path('M56 560 L92 104 C210 76 322 82 376 116 C430 82 544 76 658 104 L696 560 C560 532 440 540 378 572 C314 540 190 532 56 560Z', TILE, F3)
    g += path('M76 540 L108 112 C216 88 322 94 375 126 L377 556 C314 524 196 516 76 540Z', '#F1E4C4', F2) + path('M676 540 L644 112 C536 88 430 94 377 126 L377 556 C440 524 558 516 676 540Z', '#F6ECD2', F2)
    g += path('M336 106 C352 112 366 120 375 126 L377 556 C364 548 352 542 338 538Z', '#00000014')
    for cx, cy, rr in ((196, 216, 60), (590, 430, 74), (300, 462, 38), (470, 180, 28)):
        d = 'M' + ' L'.join(f'{cx + math.cos(a / 18 * 3.1416) * rr * r.uniform(.86, 1.1):.1f} {cy + math.sin(a / 18 * 3.1416) * rr * r.uniform(.84, 1.06):.1f}' for a in range(0, 36)) + 'Z'
        g += f'<path d="{d}" fill="{OIL}" opacity=".32" stroke="{S3}" stroke-width="2" stroke-linejoin="round"/>'
    ink = '#5B4630'
    for k in range(11):
        y = 150 + k * 34
        g += f'<path d="M{352 - r.uniform(0, 14):.0f} {y + 6} Q240 {y - 26} {150 + r.uniform(0, 46):.0f} {y - 10}" fill="none" stroke="{ink}" stroke-width="3.4" stroke-dasharray="{r.randint(16, 28)} 6 {r.randint(5, 12)} 5" stroke-linecap="round"/>'
        g += f'<path d="M118 {y - 8} h{r.randint(10, 20)}" stroke="{TILE}" stroke-width="3.4" stroke-linecap="round"/>'
        if k not in (5, 6, 7):
            g += f'<path d="M{630 - r.uniform(0, 12):.0f} {y - 10} Q520 {y - 26} {406 + r.uniform(0, 60):.0f} {y + 6}" fill="none" stroke="{ink}" stroke-width="3.4" stroke-dasharray="{r.randint(16, 28)} 6 {r.randint(5, 12)} 5" stroke-linecap="round"/>'
    b += g + sprig(432, 372, 1.15, -6, [mix(ink, PAPER, .92), mix(ink, PAPER, .8)], ink, mix(ink, PAPER, .9), 6, '')
    b += group(path('M372 556 h14 l10 84 l-14 -12 l-12 12Z', A), T1)
    b += group(path('M36 640 q-6 -60 30 -70 h80 q36 10 30 70Z', STONE2) + f'<ellipse cx="106" cy="572" rx="46" ry="10" fill="{DEEP}"/>', F2) + group(path('M108 572 L196 434 q14 -8 14 8 L122 574Z', PAPER), T2)
    b += sprig(716, 636, 1.3, 196, [A, SILVER, T(.7)], DEEP, A, 6, F2)
    return sheet(W, H, b, P, 1.2)


def bottles():
    W, H = 750, 665
    b = masonry(0, 0, W, H, 12, 44, mix(STONE, PAPER, .5), mix(STONE2, PAPER, .6))
    r = random.Random(3)
    for row, y in enumerate((318, 596)):
        b += rect(-10, y, W + 20, 26, mix(DEEP, TILE, .45), F3) + rect(-10, y, W + 20, 6, mix(TILE, S3, .4))
        for i in range(7):
            x = 58 + i * 106 + (0 if row else 4)
            if row == 0 and i == 5:
                continue
            h = 232
            g = path(f'M{x - 30} {y} V{y - 130} C{x - 30} {y - 166} {x - 11} {y - 170} {x - 11} {y - 196} V{y - h} H{x + 11} V{y - 196} C{x + 11} {y - 170} {x + 30} {y - 166} {x + 30} {y - 130} V{y}Z', [A, mix(A, OIL, .72), mix(DEEP, A, .45)][(i + row) % 3])
            g += path(f'M{x + 8} {y} V{y - h} H{x + 11} V{y - 196} C{x + 11} {y - 170} {x + 30} {y - 166} {x + 30} {y - 130} V{y}Z', '#00000026') + rect(x - 13, y - h - 12, 26, 22, TILE)
            g += f'<path d="M{x - 21} {y - 20} V{y - 122}" stroke="#FFFFFF" stroke-width="4" stroke-linecap="round" opacity=".3"/>'
            t = r.uniform(-7, 7)
            lab = f'<rect x="{x - 29}" y="{y - 112}" width="58" height="76" fill="{PAPER}"/>' + rect(x - 19, y - 58, 38, 3, TILE) + rect(x - 13, y - 50, 26, 3, S3)
            b += group(g, F2) + f'<g transform="rotate({t:.1f} {x} {y - 74})"><g {F1}>{lab}</g></g>' + f'<g transform="rotate({t:.1f} {x} {y - 74})">{sprig(x - 20, y - 76, .3, -8, [A, SILVER], A, None, 6, "")}</g>'
    x = 592
    b += group(path(f'M{x - 40} 318 V248 q0 -14 14 -14 h52 q14 0 14 14 V318Z', TILE) + f'<path d="M{x + 40} 256 q30 4 26 30 q-4 20 -26 18" fill="none" stroke="{TILE}" stroke-width="8"/>', F2) + sprig(x - 6, 240, .9, -68, [A, SILVER, T(.7)], DEEP, None, 6, F1)
    return sheet(W, H, b, P, 1.2)


def logo(c=A):
    """A millstone with a twig in its eye."""
    b = f'<circle cx="50" cy="50" r="45" fill="none" stroke="{c}" stroke-width="4"/><circle cx="50" cy="50" r="37" fill="none" stroke="{c}" stroke-width="1.6"/>'
    b += f'<path d="M50 80 C47 62 49 42 52 24" fill="none" stroke="{c}" stroke-width="2.6" stroke-linecap="round"/>'
    for x, y, a in ((50, 70, -35), (50, 70, -145), (49.5, 56, -38), (49.5, 56, -142), (50.4, 42, -42), (50.4, 42, -138), (52, 25, -86)):
        b += leaf(x, y, 22 if y > 30 else 12, a, c)
    b += f'<ellipse cx="61" cy="74" rx="4.6" ry="6" fill="{c}"/><ellipse cx="38" cy="61" rx="4.2" ry="5.6" fill="{c}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{b}</svg>\n'


LARGE = dict(hall=hall, stones=stones, section=section)
STRIP = dict(walk=walk, ledger=ledger, bottles=bottles)
COVER = cover
LOGOS = {'logo': logo}
QUALITY = 80
