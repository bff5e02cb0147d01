"""Pictures of carpet-numbers."""
import math
import random

from heads import beard, earrings, glasses, moustache, portrait, scarf, short_beard
from paper import CARPET as P, F1, F2, F3, T1, T2, circle, group, line, mix, path, person, rect, sheet

T, C = P.tint, P.tint2          # plum and turquoise on paper
A, DEEP, PAPER, S1, S2, S3 = P.accent, P.deep, P.paper, P.sand, P.sand2, P.sand3
TURQ = P.second
GOLD, POM, ROSE = '#D99A32', '#A8323A', '#CF7F74'


# ---------------------------------------------------------------- patterns
def stepped(cx, cy, n, cell, fill, extra='', m=None):
    """A diamond cut in steps, n cells from its middle to its tip (m upwards)."""
    m = m or n
    k = max(n, m)
    quarter = []
    for i in range(k):
        x0, x1 = round(n * i / k) * cell, round(n * (i + 1) / k) * cell
        y = round(m * (k - i) / k) * cell
        quarter += [(x0, y), (x1, y)]
    quarter.append((n * cell, 0))
    pts = [(cx + x, cy - y) for x, y in quarter] + [(cx + x, cy + y) for x, y in quarter[::-1]]
    pts += [(cx - x, cy + y) for x, y in quarter] + [(cx - x, cy - y) for x, y in quarter[::-1]]
    return path('M' + ' L'.join(f'{x:.1f} {y:.1f}' for x, y in pts) + 'Z', fill, extra)


def hook(x, y, s, colour, flip=1):
    """A ram's horn of squares, as at the corners of a medallion."""
    d = f'M0 0 h{4 * s} v{-3 * s} h{-2 * s} v{s} h{s} v{s} h{-2 * s} v{-3 * s} h{4 * s} v{5 * s} h{-5 * s}Z'
    return f'<g transform="translate({x:.1f} {y:.1f}) scale({flip} 1)"><path d="{d}" fill="{colour}"/></g>'


def medallion(cx, cy, cell, colours, n=11, m=None, extra=F2):
    m = m or n
    b = ''
    for k, c in enumerate(colours):
        q = 1 - k / len(colours)
        b += stepped(cx, cy, max(1, round(n * q)), cell, c, extra if k < 3 else F1, max(1, round(m * q)))
    return b


def border(x, y, w, h, d, ground, colours, unit=None):
    """A frame of width d, filled with small diamonds and bars."""
    b = rect(x, y, w, h, ground, F2)
    u = unit or d * .8
    g = ''
    for side in range(2):
        n = max(1, round((w if side == 0 else h - 2 * d) / (u * 1.25)))
        for i in range(n):
            for far in (0, 1):
                if side == 0:
                    px, py = x + (i + .5) * w / n, y + (d / 2 if not far else h - d / 2)
                else:
                    px, py = x + (d / 2 if not far else w - d / 2), y + d + (i + .5) * (h - 2 * d) / n
                c = colours[(i + far) % len(colours)]
                g += stepped(px, py, 3, d * .13, c) + rect(px - d * .065, py - d * .065, d * .13, d * .13, ground)
    return b + g


def carpet(x, y, w, h, cell, ground=A, fringe=True):
    """A whole carpet with three medallions."""
    b = ''
    if fringe:
        b += ''.join(rect(x + i * 7 + 2, yy, 2.2, 22, S1) for yy in (y - 20, y + h - 2) for i in range(int(w / 7)))
    d = cell * 5
    b += border(x, y, w, h, d, DEEP, [GOLD, S1, ROSE]) + border(x + d, y + d, w - 2 * d, h - 2 * d, d * .8, POM, [S1, TURQ, GOLD])
    fx, fy, fw, fh = x + d * 1.8, y + d * 1.8, w - d * 3.6, h - d * 3.6
    b += rect(fx, fy, fw, fh, ground, F2)
    tall = fh > fw
    for k in (-1, 0, 1):
        cx, cy = (x + w / 2, y + h / 2 + k * fh / 3.05) if tall else (x + w / 2 + k * fw / 3.05, y + h / 2)
        n = int(min(fw, fh) / 2 / cell * (.92 if k == 0 else .78))
        n = min(n, int(max(fw, fh) / 6.3 / cell) if k else n)
        b += medallion(cx, cy, cell, [S1, TURQ if k == 0 else POM, GOLD, DEEP, ROSE, PAPER] if k == 0 else [GOLD, DEEP, TURQ, S1, POM], n)
    return b


# ---------------------------------------------------------------- portraits
def gol(*colours):
    """The ground behind a head: a medallion of nested steps."""
    return ''.join(stepped(150, 186, n, 16.5, c, F2, m) for c, n, m in zip(colours, (11, 8, 6), (12, 9, 7)))


def portraits():
    fair, tan, olive, brown = (mix(S1, '#F3DCC0', .5), mix('#DDB891', S1, .75)), (mix('#E0BB90', S1, .75), mix('#BC9062', S2, .75)), (mix('#D3A574', S1, .8), '#AD7C50'), ('#B98458', '#8E5D3C')
    black = '#231720'
    return {
        'xelilzade': portrait(P, T(.34), gol(T(.22), PAPER, S1), *fair, '#BDB4B4', 'sidepart', 'suit', dict(coat=DEEP, coat2=A, shirt=PAPER, tie=GOLD), [glasses(DEEP)], jaw=6, brow='#6E6266'),
        'agceli': portrait(P, C(.5), gol(C(.36), C(.2), S1), *olive, GOLD, 'veil', 'roll', dict(coat=POM, coat2=mix(POM, '#000000', .8), shirt=S1), mirrored=True, brow='#5A4034'),
        'mirqasimli': portrait(P, S2, gol(mix(S2, S1, .5), PAPER, T(.2)), *fair, black, 'pixie', 'roll', dict(coat=A, coat2=mix(A, '#000000', .78), shirt=TURQ), [earrings(GOLD)], width=55),
        'kazimi': portrait(P, POM, gol(mix(POM, S1, .7), mix(POM, S1, .4), S1), *brown, black, 'long', 'open', dict(coat=TURQ, coat2=mix(TURQ, '#000000', .8), shirt=S1), [earrings(GOLD), scarf(GOLD, S3)], width=55, mirrored=True),
        'serdarli': portrait(P, T(.82), gol(T(.66), T(.5), GOLD), *tan, '#3A2A22', 'short', 'jumper', dict(coat=TURQ, coat2=mix(TURQ, '#000000', .84)), [short_beard, glasses(A, 'square')], jaw=5),
        'ceferqizi': portrait(P, GOLD, gol(mix(GOLD, PAPER, .6), PAPER, C(.3)), *tan, '#6B2F22', 'waves', 'blouse', dict(coat=TURQ, coat2=PAPER, shirt=POM), width=55, mirrored=True, brow='#4A2018'),
        'qizilbeyli': portrait(P, C(.82), gol(C(.66), C(.44), S2), *olive, '#4A3A3A', 'crop', 'open', dict(coat=A, coat2=T(.8), shirt=S2), [moustache('#4A3A3A')], jaw=9, chin=257, width=61),
    }


# ---------------------------------------------------------------- cover: 1200 x 850
def cover():
    """A carpet that becomes squared paper towards its foot."""
    W, H, u = 1200, 850, 10
    b = rect(0, 0, W, H, PAPER)
    b += ''.join(rect(i * u, 0, .7, H, T(.16)) for i in range(0, W // u)) + ''.join(rect(0, i * u, W, .7, T(.16)) for i in range(0, H // u))
    b += ''.join(rect(i * u * 10, 0, 1.5, H, T(.3)) for i in range(0, 13)) + ''.join(rect(0, i * u * 10, W, 1.5, T(.3)) for i in range(0, 9))
    # pencilled outlines of what is not yet woven
    pen = f'fill="none" stroke="{A}" stroke-width="2.2" stroke-linejoin="round"'

    def outline(shape):
        return shape.replace('fill="none"', pen, 1)
    cx, cy = 600, 424
    for n in (34, 26, 18, 10, 4):
        b += outline(stepped(cx, cy, n, u, 'none'))
    for sx in (-1, 1):
        for n in (17, 12, 6):
            b += outline(stepped(cx + sx * 400, cy, n, u, 'none', '', n + 6))
    b += f'<path d="M0 750 H{W} M0 690 H{W}" {pen}/>'
    # the woven part, cut along steps from lower left to upper right
    cut = f'M-20 -20 H{W + 20} V470 '
    y, x = 470, W + 20
    r = random.Random(11)
    while x > -20:
        x -= 10 * r.randint(3, 7)
        cut += f'H{x} '
        y = 610 + 70 * math.sin(x / 170) - x * .07 + 10 * r.randint(-2, 2)
        cut += f'V{round(y / 10) * 10} '
    b += f'<clipPath id="w"><path d="{cut}H-20Z"/></clipPath>'
    w = rect(0, 0, W, H, A)
    w += rect(0, 0, W, 34, DEEP) + rect(0, 34, W, 60, POM, F2) + rect(0, 94, W, 12, S1)
    for i in range(25):
        w += stepped(24 + i * 48, 64, 4, 5.2, [S1, TURQ, GOLD][i % 3], F1) + rect(24 + i * 48 - 5, 59, 10, 10, POM)
        w += rect(i * 48 + 8, 12, 32, 9, [GOLD, ROSE][i % 2])
    # the field: small figures, then the three medallions
    for k in range(260):
        px, py = r.randrange(3, 117) * 10, r.randrange(13, 82) * 10
        w += stepped(px, py, 1, u, r.choice([T(.78), T(.66), GOLD, ROSE, mix(TURQ, A, .7)]))
    for sx in (-1, 1):
        for c, n in ((GOLD, 17), (DEEP, 15), (TURQ, 12), (S1, 8), (POM, 6), (GOLD, 2)):
            w += stepped(cx + sx * 400, cy, n, u, c, F2 if n > 5 else F1, n + 6)
    for c, n in ((S1, 34), (POM, 32), (DEEP, 26), (GOLD, 24), (TURQ, 18), (S1, 16), (A, 10), (ROSE, 7), (PAPER, 4), (POM, 2)):
        w += stepped(cx, cy, n, u, c, F3 if n > 20 else F2)
    for sx in (-1, 1):
        for sy in (-1, 1):
            for q in range(3):
                w += stepped(cx + sx * (80 + q * 70), cy + sy * (210 - q * 70), 2, u, [S1, GOLD, ROSE][q], F1)
            w += stepped(cx + sx * 210, cy + sy * 250, 5, u, TURQ, F2) + stepped(cx + sx * 210, cy + sy * 250, 3, u, GOLD, F1) + stepped(cx + sx * 210, cy + sy * 250, 1, u, DEEP)
    # the rows of knots
    w += ''.join(rect(0, i * u, W, 1.1, DEEP, 'opacity=".2"') for i in range(H // u)) + ''.join(rect(i * u, 0, 1, H, DEEP, 'opacity=".12"') for i in range(W // u))
    b += group(f'<g clip-path="url(#w)">{w}</g>', F3)
    # a pencil on the paper
    g = path('M0 -13 H230 L272 0 L230 13 H0Z', GOLD) + rect(0, -13, 230, 9, mix(GOLD, PAPER, .7)) + path('M230 -13 L272 0 L230 13Z', S1) + path('M258 -4 L272 0 L258 4Z', DEEP) + rect(-30, -13, 30, 26, POM) + rect(-12, -13, 14, 26, S3)
    b += f'<g transform="translate(1080 806) rotate(196)"><g {F2}>{g}</g></g>'
    return sheet(W, H, b, P, 1.3)


# ---------------------------------------------------------------- a loom
def loom(x, y, w, h, done, cell, wood):
    """An upright loom; y is the floor; done: the share that is woven."""
    top = y - h
    b = group(rect(x - w / 2 - 26, top - 30, 26, h + 30, wood) + rect(x + w / 2, top - 30, 26, h + 30, wood) + rect(x - w / 2 - 40, top - 8, w + 80, 26, mix(wood, '#000000', .85)) + rect(x - w / 2 - 40, y - 44, w + 80, 26, mix(wood, '#000000', .85)), F2)
    b += rect(x - w / 2 + 6, top + 18, w - 12, h - 62, PAPER) + ''.join(rect(x - w / 2 + 8 + i * 6, top + 18, 1.6, h - 62, S3) for i in range(int((w - 14) / 6)))
    wh = (h - 62) * done
    wy = y - 44 - wh
    k = f'k{int(x)}'
    b += f'<clipPath id="{k}"><rect x="{x - w / 2 + 6}" y="{wy:.1f}" width="{w - 12}" height="{wh:.1f}"/></clipPath>'
    b += group(f'<g clip-path="url(#{k})">' + rect(x - w / 2, wy - 10, w, wh + 20, A) + rect(x - w / 2, wy - 10, 34, wh + 20, POM) + rect(x + w / 2 - 34, wy - 10, 34, wh + 20, POM)
               + ''.join(stepped(xx, wy + 16 + i * 26, 2, 4.4, [GOLD, S1, TURQ][i % 3]) for xx in (x - w / 2 + 20, x + w / 2 - 20) for i in range(int(wh / 26) + 1))
               + medallion(x, y - 44 - wh * .42, cell, [S1, TURQ, GOLD, DEEP, ROSE], int(w * .34 / cell)) + '</g>', F1)
    b += ''.join(circle(x - w / 2 + 30 + i * (w - 60) / 7, top + 44, 12, c) for i, c in enumerate([POM, GOLD, TURQ, S1, A, ROSE, TURQ, GOLD]))
    return b


def hall():
    W, H = 1500, 1000
    x = W / 2
    b = rect(0, 0, W, H, S1)
    # brick of the far wall, a row of high windows
    b += rect(200, 110, W - 400, 540, mix(ROSE, S2, .55), F2)
    for k in range(30):
        b += rect(200, 110 + k * 18, W - 400, 1.3, mix(ROSE, PAPER, .62)) + ''.join(rect(200 + (i + (k % 2) * .5) * 44, 110 + k * 18, 1.3, 18, mix(ROSE, PAPER, .62)) for i in range(25))
    for i in range(5):
        wx = 300 + i * 225
        b += group(path(f'M{wx - 62} 262 V176 A62 34 0 0 1 {wx + 62} 176 V262Z', C(.18)), T2) + f'<path d="M{wx} 142 V262 M{wx - 31} 150 V262 M{wx + 31} 150 V262 M{wx - 62} 206 H{wx + 62}" stroke="{TURQ}" stroke-width="4"/>'
    # saw-tooth roof lights
    b += path(f'M-20 -20 H{W + 20} V20 L{W - 200} 110 H200 L-20 20Z', DEEP)
    for i in range(7):
        x0, x1 = 214 + i * 155, (214 + i * 155 - x) * 1.62 + x
        b += path(f'M{x0} 108 L{x1:.0f} -10 H{x1 + 120:.0f} L{x0 + 70} 108Z', C(.3), T1)
    for sx in (-1, 1):
        X = lambda v: v if sx < 0 else W - v
        b += path(f'M{X(200)} 110 L{X(-20)} 20 V900 L{X(200)} 650Z', mix(S2, S1, .5), F2)
        for x0, x1, t, f in ((20, 84, 250, 640), (116, 172, 246, 560)):
            b += path(f'M{X(x0)} {f} V{t} L{X(x1)} {t + 6} V{f - (x1 - x0) * .5:.0f}Z', C(.22), F1) + f'<path d="M{X((x0 + x1) / 2)} {t} V{f - 14} M{X(x0)} {(t + f) / 2} H{X(x1)}" stroke="{TURQ}" stroke-width="4"/>'
        # narrow carpets between the windows
        b += group(path(f'M{X(92)} 300 L{X(110)} 304 V560 L{X(92)} 574Z', POM), F1)
    b += path(f'M200 650 H{W - 200} L{W + 40} 920 V{H} H-40 V920Z', mix(S3, S2, .4), F1)
    for k in range(9):        # boards
        q = (k - 4) / 4
        b += f'<path d="M{x + q * 550:.0f} 650 L{x + q * 980:.0f} {H}" stroke="{S3}" stroke-width="2.4"/>'
    # the large carpet on the wall
    b += group(rect(x - 330, 286, 660, 8, DEEP), T1) + carpet(x - 316, 306, 632, 300, 7)
    # lamps
    for lx in (x - 420, x, x + 420):
        b += f'<path d="M{lx} 40 V118" stroke="{DEEP}" stroke-width="3"/>' + path(f'M{lx - 38} 146 Q{lx - 32} 116 {lx} 114 Q{lx + 32} 116 {lx + 38} 146Z', A, F2) + f'<ellipse cx="{lx}" cy="146" rx="38" ry="6" fill="#FBE6B8"/>'
    # a speaker, the loom with its two weavers, the chair's table
    b += person(330, 570, .92, TURQ, mix(S3, S2, .5), '#BDB4B4') + group(path('M284 590 H376 L366 688 H294Z', DEEP) + path('M276 582 H384 L379 596 H281Z', A), F2)
    b += person(1180, 606, .78, POM, S2, DEEP) + group(rect(1108, 626, 144, 54, PAPER) + rect(1108, 626, 144, 8, GOLD), F2)
    b += loom(x, 760, 300, 330, .48, 7, mix('#6B4226', S3, .7))
    b += group(rect(x - 150, 742, 300, 22, '#6B4226'), F1) + person(x - 76, 690, 1.02, GOLD, DEEP) + person(x + 76, 692, 1.0, TURQ, '#4A2018')
    r = random.Random(23)
    rows = [(748, 1.02, 12, [mix(S3, A, .6), ROSE, C(.6)]), (824, 1.32, 10, [T(.75), POM, S3, C(.8)]), (908, 1.75, 8, [A, TURQ, mix(POM, DEEP, .75)]), (1014, 2.35, 6, [DEEP, mix(DEEP, A, .5), mix(TURQ, DEEP, .5)])]
    for ri, (y, s, n, cs) in enumerate(rows):
        for i in range(n + 1):
            px = (i + (.5 if ri % 2 else .05)) * W / n + r.uniform(-12, 12) * s
            if abs(px - x) < (270, 240, 150, 76)[ri]:
                continue
            c = r.choice(cs)
            b += person(px, y + r.uniform(-7, 7) * s, s, c, r.choice([mix(DEEP, c, .6), mix('#4A2018', c, .7), mix(PAPER, c, .28), mix(GOLD, c, .7), DEEP]))
    return sheet(W, H, b, P, 1.3)


# ---------------------------------------------------------------- in the text: 960 x 640
def reverse():
    """The back of a carpet: knots in rows; above, the grey part with its pattern of two shades."""
    W, H, u = 960, 640, 16
    b = rect(0, 0, W, H, mix(S3, DEEP, .7)) + ''.join(rect(0, k * 128, W, 126, mix(S3, DEEP, .74), F1) for k in range(5))
    x0, y0, nx, ny = 80, 24, 50, 36
    cx, cy = nx / 2 - .5, ny / 2 - .5
    r = random.Random(2)
    g1, g2 = '#BDB3AE', '#867B7A'
    knots = ''
    for j in range(ny):
        for i in range(nx):
            best = None
            for mx in (-16.5, 0, 16.5):
                d = abs(i - cx - mx) + abs(j - cy)
                if best is None or d < best:
                    best = d
            ring = int(best / 2.1)
            edge = i < 3 or i >= nx - 3 or j < 3 or j >= ny - 3
            c = [PAPER, POM, GOLD, DEEP, TURQ, S1, POM, A][min(ring, 7)] if not edge else [POM, S1, TURQ][(i + j) % 3]
            light = (min(ring, 7) % 2 == 0) if not edge else (i + j) % 3 == 0
            if j < 13 + round(1.4 * math.sin(i / 5)):
                c = g1 if light else g2
            c = mix(c, r.choice([DEEP, PAPER]), r.uniform(.9, 1))
            knots += f'<rect x="{x0 + i * u + .8:.1f}" y="{y0 + j * u + 1:.1f}" width="{u - 1.8:.1f}" height="{u - 3.4:.1f}" rx="5" fill="{c}"/>' + f'<path d="M{x0 + i * u + u / 2:.1f} {y0 + j * u + 2.4:.1f} v{u - 6:.1f}" stroke="#000000" stroke-width="1" opacity=".16"/>'
    b += rect(x0 - 8, y0 - 6, nx * u + 16, ny * u + 8, mix(DEEP, S3, .6), F3) + knots
    b += ''.join(rect(xx, y0 + j * u, 20, 3, S1) for xx in (x0 - 26, x0 + nx * u + 6) for j in range(0, ny))
    # a hand's glass over the border of the two parts
    b += f'<path d="M742 470 L836 588" stroke="{DEEP}" stroke-width="24" stroke-linecap="round" {F2}/>'
    b += f'<circle cx="664" cy="372" r="118" fill="#FFFFFF" opacity=".16"/>' + f'<circle cx="664" cy="372" r="118" fill="none" stroke="{GOLD}" stroke-width="15" {F3}/>' + f'<path d="M590 330 A84 84 0 0 1 650 292" fill="none" stroke="#FFFFFF" stroke-width="7" stroke-linecap="round" opacity=".6"/>'
    return sheet(W, H, b, P, 1.1)


def ball(x, y, r, c):
    b = circle(x, y, r, c)
    for k, a in enumerate((-50, -20, 10, 40, 70)):
        b += f'<ellipse cx="{x}" cy="{y}" rx="{r * .93:.1f}" ry="{r * (.28 + .1 * k):.1f}" fill="none" stroke="{mix(c, DEEP, .78)}" stroke-width="{r * .045:.1f}" transform="rotate({a} {x} {y})"/>'
    return group(f'<clipPath id="b{int(x)}{int(y)}"><circle cx="{x}" cy="{y}" r="{r}"/></clipPath><g clip-path="url(#b{int(x)}{int(y)})">{b}</g>', F2)


def notebook():
    W, H = 960, 640
    b = rect(0, 0, W, H, C(.62)) + ''.join(rect(k * 160, 0, 158, H, C(.6 + .04 * (k % 2)), F1) for k in range(6))
    g = rect(120, 52, 600, 540, POM) + rect(132, 44, 288, 540, PAPER) + rect(420, 44, 288, 540, '#FFFDF6') + rect(404, 44, 32, 540, '#0000000C')
    b += group(g, F3)
    u = 18
    b += ''.join(rect(132 + i * u, 44, .9, 540, C(.34)) for i in range(1, 32)) + ''.join(rect(132, 44 + j * u, 576, .9, C(.34)) for j in range(1, 30)) + rect(159, 44, 1.6, 540, ROSE) + rect(680, 44, 1.6, 540, ROSE)
    # left: the pattern in pencil and crayon
    cx, cy = 132 + 8.5 * u, 44 + 11 * u
    for n, c in ((7, GOLD), (5, TURQ), (3, POM), (1, A)):
        b += stepped(cx, cy, n, u, c, 'opacity=".88"') + stepped(cx, cy, n, u, 'none').replace('fill="none"', f'fill="none" stroke="{DEEP}" stroke-width="2"')
    for k in range(4):
        b += f'<path d="M{168 + (k % 2) * 10} {44 + (20.5 + 2 * k) * u} h{200 - k * 24}" stroke="{DEEP}" stroke-width="3" stroke-dasharray="22 7 12 6" stroke-linecap="round"/>'
    # right: strips of twelve: two thirds, three quarters
    for j, (n, c) in enumerate(((8, POM), (9, TURQ))):
        yy = 44 + (5 + j * 8) * u
        for i in range(12):
            b += rect(438 + i * u, yy, u, u * 2, c if i < n else S1) + f'<rect x="{438 + i * u}" y="{yy}" width="{u}" height="{2 * u}" fill="none" stroke="{DEEP}" stroke-width="1.6"/>'
        b += f'<path d="M438 {yy + 3 * u - 6} v6 h{n * u} v-6" fill="none" stroke="{c}" stroke-width="3"/>'
    b += f'<path d="M438 {44 + 23 * u} h180 M438 {44 + 25 * u} h140" stroke="{DEEP}" stroke-width="3" stroke-dasharray="18 7 26 6" stroke-linecap="round"/>'
    pencil = path('M0 -11 H200 L236 0 L200 11 H0Z', GOLD) + rect(0, -11, 200, 8, mix(GOLD, PAPER, .7)) + path('M200 -11 L236 0 L200 11Z', S1) + path('M224 -4 L236 0 L224 4Z', DEEP) + rect(-26, -11, 26, 22, POM)
    b += f'<g transform="translate(560 600) rotate(-28)"><g {F2}>{pencil}</g></g>'
    for x, y, r, c in ((830, 150, 74, POM), (866, 306, 62, S1), (806, 440, 70, TURQ), (892, 566, 60, GOLD), (50, 560, 66, A)):
        b += ball(x, y, r, c)
    b += f'<path d="M806 510 C760 560 780 620 700 616" fill="none" stroke="{TURQ}" stroke-width="5" stroke-linecap="round" {F1}/>'
    return sheet(W, H, b, P, 1.1)


# ---------------------------------------------------------------- the strip: 750 x 665
def weavers():
    W, H = 750, 665
    b = rect(0, 0, W, H, mix(ROSE, S2, .4)) + rect(0, 540, W, 140, mix(S3, S2, .4), F3) + rect(0, 540, W, 8, S1)
    for wx in (70, 680):
        b += group(rect(wx - 60, 60, 120, 220, C(.2)), T2) + f'<path d="M{wx} 60 V280 M{wx - 60} 170 H{wx + 60}" stroke="{TURQ}" stroke-width="6"/>'
    b += loom(375, 600, 480, 520, .56, 11, mix('#6B4226', S3, .75))
    b += group(rect(140, 566, 470, 30, '#6B4226') + rect(170, 590, 22, 80, '#6B4226') + rect(560, 590, 22, 80, '#6B4226'), F2)
    for x, c, hd, s in ((262, GOLD, DEEP, 1.9), (490, TURQ, '#4A2018', 1.85)):
        b += group(path(f'M{x - 40 * s} {460 + 26 * s} q{-20 * s} {-30 * s} {-8 * s} {-58 * s} l{10 * s} {3 * s} q{-4 * s} {24 * s} {16 * s} {44 * s}Z', c) + path(f'M{x + 40 * s} {460 + 26 * s} q{20 * s} {-30 * s} {8 * s} {-58 * s} l{-10 * s} {3 * s} q{4 * s} {24 * s} {-16 * s} {44 * s}Z', c), F1)
        b += person(x, 440, s, c, hd) + path(f'M{x - 20 * s} {440 - 30 * s} C{x - 12 * s} {440 - 48 * s} {x + 12 * s} {440 - 48 * s} {x + 20 * s} {440 - 30 * s} L{x + 22 * s} {440 + 4 * s} C{x + 8 * s} {440 + 22 * s} {x - 8 * s} {440 + 22 * s} {x - 22 * s} {440 + 4 * s}Z', mix(c, PAPER, .55) if x < 375 else POM, F1)
    for x, y, r, c in ((60, 610, 34, POM), (112, 628, 28, S1), (690, 614, 36, A), (636, 632, 26, GOLD)):
        b += ball(x, y, r, c)
    return sheet(W, H, b, P, 1.2)


def skeins():
    W, H = 750, 665
    b = rect(0, 0, W, H, mix(S1, PAPER, .6)) + rect(0, 560, W, 120, mix(S3, S2, .5), F3)
    b += ''.join(rect(0, k * 40, W, 1.6, S2) for k in range(1, 14)) + ''.join(rect((i + (k % 2) * .5) * 92, k * 40, 1.6, 40, S2) for k in range(14) for i in range(9))
    wood = mix('#6B4226', S3, .75)
    b += group(rect(-10, 64, W + 20, 22, wood) + ''.join(rect(x, 0, 10, 66, wood) for x in (90, 660)), F2)
    for i, c in enumerate([POM, ROSE, GOLD, mix(GOLD, S1, .5), TURQ, mix(TURQ, DEEP, .6), A, T(.6), '#6B4226']):
        x, h = 48 + i * 82, 290 + 30 * math.sin(i * 1.7)
        g = path(f'M{x - 26} 58 C{x - 34} 160 {x - 36} {h - 60} {x - 22} {h} C{x - 10} {h + 26} {x + 10} {h + 26} {x + 22} {h} C{x + 36} {h - 60} {x + 34} 160 {x + 26} 58Z', c)
        for k in range(-3, 4):
            g += f'<path d="M{x + k * 7} 64 C{x + k * 9} 160 {x + k * 9} {h - 70} {x + k * 5.4} {h + 4}" fill="none" stroke="{mix(c, DEEP if k % 2 else PAPER, .8)}" stroke-width="2.6"/>'
        g += f'<ellipse cx="{x}" cy="{h - 64}" rx="31" ry="8" fill="{mix(c, DEEP, .7)}"/>'
        b += group(g, F2)
    # the vat and its drips
    b += ''.join(f'<path d="M{x} {y} q-6 12 0 18 q6 -6 0 -18Z" fill="{mix(TURQ, DEEP, .6)}"/>' for x, y in ((376, 330), (384, 362), (370, 392)))
    b += group(path('M258 470 C246 560 280 640 330 648 H430 C480 640 514 560 502 470Z', mix('#6B4226', POM, .5)) + path('M380 470 H502 C514 560 480 640 430 648 H380Z', '#0000001E') + f'<ellipse cx="380" cy="470" rx="124" ry="30" fill="{mix("#6B4226", S3, .7)}"/>' + f'<ellipse cx="380" cy="472" rx="104" ry="21" fill="{mix(TURQ, DEEP, .55)}"/>', F3)
    b += f'<ellipse cx="360" cy="470" rx="50" ry="8" fill="none" stroke="{C(.6)}" stroke-width="3"/>' + f'<path d="M420 474 L560 372" stroke="{wood}" stroke-width="14" stroke-linecap="round" {T2}/>'
    # roots, sacks
    b += group(path('M60 650 q-18 -90 24 -120 h80 q42 30 24 120Z', S3) + path('M84 530 q40 24 80 0 l-8 -18 q-32 14 -64 0Z', mix(S3, DEEP, .8)), F2) + ''.join(f'<path d="M{96 + k * 14} 528 q{(-1) ** k * 12} -20 {(-1) ** k * 4} -44" fill="none" stroke="{POM}" stroke-width="6" stroke-linecap="round"/>' for k in range(5))
    for x, y, r, c in ((606, 610, 44, GOLD), (690, 622, 36, POM)):
        b += ball(x, y, r, c)
    return sheet(W, H, b, P, 1.2)


def children():
    W, H = 750, 665
    b = rect(0, 0, W, H, C(.26)) + group(rect(60, 50, 400, 220, mix(TURQ, DEEP, .6)) + f'<rect x="60" y="50" width="400" height="220" fill="none" stroke="{S3}" stroke-width="12"/>', F2)
    for j, (n, c) in enumerate(((8, POM), (9, GOLD))):
        for i in range(12):
            b += rect(96 + i * 27, 96 + j * 78, 25, 34, c if i < n else C(.75))
        b += f'<path d="M96 {142 + j * 78} h{n * 27 - 2}" stroke="{PAPER}" stroke-width="4" stroke-dasharray="10 3"/>'
    b += group(rect(530, 40, 170, 200, PAPER), F1) + medallion(615, 140, 8, [A, GOLD, TURQ, S1, POM], 9)
    b += rect(0, 520, W, 160, mix(S3, S2, .5), F3) + rect(0, 520, W, 8, S1)
    # the teacher, behind her desk
    b += person(610, 360, 1.7, TURQ, mix('#E0BB90', S1, .75), '#6B2F22') + path('M582 376 L610 430 L638 376Z', PAPER, F1)
    b += group(rect(504, 476, 260, 200, '#6B4226') + rect(490, 462, 280, 20, mix('#6B4226', S3, .6)), F2) + ball(556, 434, 28, ROSE) + ball(700, 430, 32, GOLD)
    b += loom(300, 580, 300, 300, .42, 8, mix('#6B4226', S3, .75))
    for x, y, s, c, hd in ((180, 488, 1.5, POM, DEEP), (308, 500, 1.45, GOLD, '#4A2018'), (432, 490, 1.5, A, '#3A2A22')):
        b += person(x, y, s, c, hd)
    b += group(rect(96, 600, 420, 24, '#6B4226') + rect(130, 620, 20, 60, '#6B4226') + rect(462, 620, 20, 60, '#6B4226'), F2)
    return sheet(W, H, b, P, 1.2)


def logo(c=A):
    """A medallion of steps."""
    b = stepped(50, 50, 9, 5.2, 'none').replace('fill="none"', f'fill="none" stroke="{c}" stroke-width="3.6"')
    b += stepped(50, 50, 6, 5.2, c)
    for dx, dy in ((0, 0), (0, -2), (0, 2), (-2, 0), (2, 0)):
        b += f'<rect x="{47.4 + dx * 5.2:.1f}" y="{47.4 + dy * 5.2:.1f}" width="5.2" height="5.2" fill="#FFFFFF"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{b}</svg>\n'


LARGE = dict(hall=hall, reverse=reverse, notebook=notebook)
STRIP = dict(loom=weavers, skeins=skeins, children=children)
COVER = cover
LOGOS = {'logo': logo}
QUALITY = 72
