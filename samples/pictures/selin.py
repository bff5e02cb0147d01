"""Pictures of selin-gauges."""
import math
import random

from heads import beard, glasses, moustache, portrait, scarf
from paper import F1, F2, F3, SELIN as P, T1, T2, circle, group, house, land, line, mix, path, person, poplar, rect, ridge, sheet, staff

T = P.tint
A, DEEP, PAPER, S1, S2, S3 = P.accent, P.deep, P.paper, P.sand, P.sand2, P.sand3
SKINS = [(S1, mix(S3, S1, .62)), (mix(S2, S1, .6), S3), (S2, mix(A, S3, .25)), (mix(S3, S2, .5), mix(A, S3, .34)), (mix(S3, '#6B5638', .55), mix(A, '#6B5638', .42))]


def disc(c, rim=None):
    return circle(150, 178, 122, c, F2) if not rim else circle(150, 178, 132, rim, F2) + circle(150, 178, 116, c, F1)


def portraits():
    fair, tan, olive, brown, dark = SKINS
    suit = dict(coat=DEEP, coat2=A, shirt=PAPER)
    return {
        'onal': portrait(P, T(.62), disc(T(.30)), *fair, T(.20), 'sidepart', 'suit', dict(suit, tie=T(.55)), [glasses(DEEP)], jaw=5),
        'calloway': portrait(P, S2, disc(S1), *fair, DEEP, 'bob', 'blouse', dict(coat=A, coat2=T(.28), shirt=DEEP), mirrored=True, width=55),
        'brandt': portrait(P, T(.82), disc(T(.5)), *olive, DEEP, 'short', 'suit', dict(coat=T(.30), coat2=T(.42), shirt=PAPER, tie=DEEP), [beard], jaw=6),
        'qadri': portrait(P, T(.38), disc(PAPER), *tan, A, 'veil', 'roll', dict(coat=DEEP, coat2=T(.72), shirt=T(.55)), mirrored=True, brow=DEEP),
        'holm': portrait(P, T(.70), disc(S1), *fair, T(.32), 'ring', 'jumper', dict(coat=A, coat2=DEEP), [moustache(T(.30)), glasses(DEEP)], chin=258, brow=T(.5)),
        'okafor': portrait(P, S2, disc(T(.42)), *dark, DEEP, 'curls', 'open', dict(coat=T(.8), coat2=A, shirt=S1), [scarf(S1, S2)], width=56),
        'weiland': portrait(P, T(.5), disc(T(.16)), *fair, T(.24), 'bun', 'open', dict(coat=DEEP, coat2=A, shirt=PAPER), [glasses(A), scarf(T(.5), T(.7))], mirrored=True, width=56, brow=T(.62)),
    }


def river_bands(cx, y0, y1, w0, w1, amp, waves, ph, bands):
    """A river that comes towards the eye, as nested papers: (share of the width, colour, shift)."""
    b = ''
    mid = []
    for i in range(121):
        t = i / 120
        mid.append((cx + amp * t ** 1.15 * math.sin(waves * 6.28 * (1 - (1 - t) ** 1.7) + ph), y0 + (y1 - y0) * t ** 1.55, w0 + (w1 - w0) * t ** 2.1, t))
    for k, c, shift in bands:
        left = [(x - w * k - (5 * min(1, t * 3) if k > 1 else 0) + w * shift, y) for x, y, w, t in mid]
        right = [(x + w * k + (5 * min(1, t * 3) if k > 1 else 0) + w * shift, y) for x, y, w, t in mid]
        b += path('M' + ' L'.join(f'{a:.1f} {d:.1f}' for a, d in left + right[::-1]) + 'Z', c, F2)
    return b


def cover():
    W, H = 1200, 850
    b = rect(0, 0, W, H, PAPER)
    b += land(ridge(5, 176, 34, W), H, mix(S2, S1, .35), F3)
    b += circle(856, 176, 92, mix(PAPER, '#FFFFFF', .6), F3)
    for i, (y, a, c) in enumerate([(284, 40, T(.15)), (332, 46, T(.25)), (386, 40, T(.37)), (436, 30, T(.50))]):
        b += land(ridge(11 + i * 7, y, a, W), H, c, F3)
    b += land(ridge(77, 478, 9, W), H, S2, F3)
    # the town by the bend
    r = random.Random(21)
    for x in range(664, 872, 22):
        w, h = r.randint(18, 27), r.randint(15, 26)
        b += house(x, 497 + r.randint(-3, 3), w, h, r.choice([PAPER, S1, T(.2)]), r.choice([A, DEEP, T(.7)]), T(.6))
    b += group(rect(746, 428, 17, 66, PAPER) + path('M743 430 L754.5 396 L766 430Z', DEEP) + rect(754, 430, 9, 64, '#00000018'), F1)
    b += river_bands(610, 480, H + 50, 1.5, 320, 235, 1.1, 2.75,
                     [(2.5, mix(S2, S1, .45), 0), (1.95, S1, 0), (1.45, PAPER, 0), (1, A, 0), (.74, T(.86), .06), (.44, T(.70), .06), (.15, T(.52), .06)])
    # field strips on the right bank, a hedge
    for x0, rise, c in ((842, 250, mix(S3, S2, .3)), (930, 190, mix(T(.5), S3, .35)), (1010, 120, mix(S3, S2, .65))):
        b += path(f'M{x0} {H} C{x0 + 60} {H - rise * .5} {x0 + 130} {H - rise * .95} {W + 20} {H - rise} V{H}Z', c, F2)
    for x, y, s in [(150, 520, 1.0), (186, 530, .8), (226, 520, 1.2), (262, 534, .75), (1010, 528, 1.15), (1052, 542, .9), (1086, 530, 1.3), (1122, 548, .85),
                    (372, 494, .5), (392, 496, .42), (412, 494, .55), (900, 500, .42)]:
        b += poplar(x, y, s, r.choice([A, DEEP, T(.8)]))
    b += staff(286, 372, 54, 470, PAPER, DEEP, 13)
    b += land(ridge(33, 772, 9, W), H, DEEP, F3)
    b += land(ridge(36, 812, 7, W), H, mix(DEEP, '#000000', .8), F2)
    for x in list(range(20, 230, 9)) + list(range(420, 560, 11)):       # reeds
        hgt = r.randint(26, 64)
        b += f'<path d="M{x} {790} q{r.randint(-6, 6)} {-hgt * .6:.0f} {r.randint(-14, 14)} {-hgt}" fill="none" stroke="{r.choice([DEEP, A, T(.8)])}" stroke-width="2.6" stroke-linecap="round"/>'
    return sheet(W, H, b, P, 1.3)


def hydrograph(x, y, w, h, colour, fill):
    pts = [(x + i * w / 110, y + h - h * (.10 + .06 * math.sin(i / 7) + .72 * math.exp(-((i - 66) / 7.5) ** 2) + .2 * math.exp(-((i - 24) / 5) ** 2) + .13 * math.exp(-((i - 90) / 4) ** 2)))
           for i in range(111)]
    return land(pts, y + h, fill, '') + line(pts, colour, 5)


def room(W, H, base):
    """The reading room's far wall, ceiling and windows."""
    b = rect(0, 0, W, H, T(.30))
    b += path(f'M0 0 H{W} V120 L{W - 250} 210 H250 L0 120Z', T(.46))
    for i in range(1, 6):
        x = 250 + i * (W - 500) / 6
        b += path(f'M{x - 3} 210 L{x + 3} 210 L{(x - W / 2) * 1.75 + W / 2 + 7} 0 L{(x - W / 2) * 1.75 + W / 2 - 7} 0Z', T(.58), T1)
    b += path(f'M250 210 H{W - 250} V{base} H250Z', S1, F2)
    return b


def hall():
    W, H = 1500, 1000
    b = room(W, H, 640)
    # shelves with ledgers on the far wall
    r = random.Random(3)
    for x0, x1 in ((268, 470), (1030, 1232)):
        b += rect(x0, 236, x1 - x0, 352, mix(S2, S1, .55), F1)
        for sy in (322, 408, 494, 580):
            x = x0 + 8
            while x < x1 - 20:
                w = r.choice([9, 12, 14, 17])
                h = r.randint(44, 66)
                b += rect(x, sy - h, w - 1.6, h, r.choice([A, T(.7), T(.45), S3, S2, DEEP, S3]), T1 if r.random() < .25 else '')
                x += w
            b += rect(x0, sy, x1 - x0, 7, S3, F1)
    for sx in (-1, 1):
        for k in range(3):
            x0, w, t, bt = [196, 118, 26][k], [34, 50, 72][k], [300, 270, 232][k], [590, 640, 700][k]
            X = lambda v: v if sx < 0 else W - v
            d = f'M{X(x0 - w / 2)} {bt} L{X(x0 - w / 2)} {t + w} Q{X(x0 - w / 2)} {t} {X(x0)} {t - 8} Q{X(x0 + w / 2)} {t - 2} {X(x0 + w / 2)} {t + w * .8} L{X(x0 + w / 2)} {bt - 12}Z'
            b += path(d, PAPER, T2)
            for q in (.3, .55, .8):
                yy = t + (bt - t) * q
                b += f'<path d="M{X(x0 - w / 2)} {yy} L{X(x0 + w / 2)} {yy - 3}" stroke="{T(.34)}" stroke-width="2.4"/>'
            b += f'<path d="M{X(x0)} {t - 6} V{bt - 6}" stroke="{T(.34)}" stroke-width="2.4"/>'
    for x in (430, 750, 1070):        # lamps
        b += f'<path d="M{x} 0 V92" stroke="{DEEP}" stroke-width="3"/>' + path(f'M{x - 46} 124 Q{x - 40} 90 {x} 88 Q{x + 40} 90 {x + 46} 124Z', DEEP, F2) + f'<ellipse cx="{x}" cy="124" rx="46" ry="8" fill="{PAPER}"/>'
    b += group(rect(500, 256, 500, 250, PAPER), F3)
    for i in range(5):
        b += rect(530, 300 + i * 40, 440, 1.6, T(.3))
    b += hydrograph(530, 296, 440, 178, A, T(.45))
    b += group(rect(250, 598, W - 500, 60, S3), F2) + rect(250, 598, W - 500, 9, S2)
    hs = [T(.75), DEEP, T(.25), DEEP]
    for i, x in enumerate([1056, 1110, 1164, 1218]):
        b += person(x, 556, .62, [A, DEEP, T(.7), A][i], [S2, S3, S1, mix(S3, '#6B5638', .6)][i], hs[i])
    b += group(rect(1018, 572, 238, 40, PAPER), F2) + ''.join(rect(x - 13, 580, 26, 10, T(.4)) for x in (1056, 1110, 1164, 1218))
    b += person(392, 520, .78, A, S3, DEEP) + group(path('M352 542 H432 L424 612 H360Z', DEEP) + path('M346 536 H438 L434 548 H350Z', A), F2)
    r = random.Random(9)
    rows = [(668, .62, 15, [T(.55), T(.62), S3]), (720, .86, 12, [T(.66), T(.75), T(.58)]), (790, 1.16, 10, [T(.82), A, T(.74), S3]), (882, 1.6, 8, [A, DEEP, T(.9)]), (1000, 2.2, 6, [DEEP, DEEP, mix(DEEP, A, .5)])]
    for ri, (y, s, n, cs) in enumerate(rows):
        for i in range(n + 1):
            x = (i + (.5 if ri % 2 else 0) - .02) * W / n + r.uniform(-14, 14) * s
            if abs(x - W / 2) < 54 * s:
                continue
            c = r.choice(cs)
            hd = r.choice([mix(DEEP, c, .5), mix(PAPER, c, .18), c, mix(S3, c, .45)])
            b += person(x, y + r.uniform(-7, 7) * s, s, c, hd)
    return sheet(W, H, b, P, 1.3)


def bridge():
    W, H = 960, 640
    b = rect(0, 0, W, H, PAPER) + circle(250, 150, 62, S1, F3)
    for i, (y, a, c) in enumerate([(236, 30, T(.14)), (282, 28, T(.25)), (330, 22, T(.39))]):
        b += land(ridge(40 + i * 5, y, a, W), H, c, F3)
    for x, s in ((60, .8), (92, .62), (884, .9), (916, .7)):
        b += poplar(x, 296, s, [A, T(.8)][x % 3 == 0])
    b += rect(0, 408, W, H, T(.72))
    for y, x, w in ((436, 210, 120), (448, 470, 90), (430, 690, 130), (456, 820, 80)):
        b += rect(x, y, w, 3.4, T(.52))
    d = f'M-10 280 L{W + 10} 280 L{W + 10} 460 '
    for x in (905, 675, 445, 215):
        d += f'L{x + 96} 460 L{x + 96} 412 A96 92 0 0 0 {x - 96} 412 L{x - 96} 460 '
    b += group(path(d + 'L-10 460Z', S2) + rect(-10, 270, W + 20, 15, S1), F3)
    for x in (905, 675, 445, 215):
        b += f'<path d="M{x - 96} 412 A96 92 0 0 1 {x + 96} 412" fill="none" stroke="{S3}" stroke-width="7" stroke-dasharray="17 3"/>'
    for x in (790, 560, 330, 100):
        b += group(path(f'M{x - 30} 486 L{x - 24} 368 L{x} 350 L{x + 24} 368 L{x + 30} 486Z', S3) + path(f'M{x} 350 L{x + 24} 368 L{x + 30} 486 L{x} 486Z', '#00000018'), F2)
    b += group(rect(612, 164, 126, 108, A) + path('M598 172 L675 104 L752 172Z', DEEP) + path('M675 104 L752 172 L738 172 L738 272 L675 272Z', '#00000022') + rect(712, 104, 14, 40, DEEP), F3)
    for x in (632, 692):
        b += rect(x, 196, 28, 38, PAPER) + f'<path d="M{x + 14} 196 V234 M{x} 215 H{x + 28}" stroke="{A}" stroke-width="2.4"/>'
    b += person(398, 236, .46, DEEP, S3, DEEP) + person(432, 238, .42, T(.75), S2, T(.3)) + group(rect(-10, 262, W + 20, 12, S1), F1)
    b += staff(548, 352, 25, 150, PAPER, DEEP, 9)
    for i, (y, a, c) in enumerate([(492, 4, T(.84)), (532, 5, A), (580, 6, DEEP)]):
        b += land(ridge(90 + i * 3, y, a, W), H, c, F3)
    return sheet(W, H, b, P, 1.15)


def doors():
    """Front doors of the lower town with the two painted lines."""
    W, H = 960, 640
    b = rect(0, 0, W, H, S1)
    walls = [(0, 236, T(.32)), (236, 246, S2), (482, 240, T(.62)), (722, 240, mix(S3, S2, .4))]
    leaf = [A, T(.7), DEEP, T(.85)]
    for i, (x, w, c) in enumerate(walls):
        b += rect(x, 0, w + 2, H, c, F2)
        cx = x + w / 2
        # window above, lintel, frame, door
        b += group(rect(cx - 46, -20, 92, 108, PAPER), F1) + rect(cx - 38, -20, 76, 100, T(.5)) + f'<path d="M{cx} -10 V80 M{cx - 38} 40 H{cx + 38}" stroke="{PAPER}" stroke-width="6"/>' + rect(cx - 56, 88, 112, 12, PAPER, F1)
        if i in (0, 2):
            b += group(path(f'M{cx - 72} 560 V246 A72 72 0 0 1 {cx + 72} 246 V560Z', PAPER), F2) + path(f'M{cx - 58} 560 V246 A58 58 0 0 1 {cx + 58} 246 V560Z', leaf[i])
            b += path(f'M{cx - 46} 250 A46 46 0 0 1 {cx + 46} 250Z', S1) + f'<path d="M{cx} 204 V250 M{cx - 32} 218 L{cx} 250 L{cx + 32} 218" stroke="{leaf[i]}" stroke-width="4" fill="none"/>'
        else:
            b += group(rect(cx - 72, 172, 144, 388, PAPER), F2) + rect(cx - 58, 188, 116, 372, leaf[i]) + rect(cx - 48, 200, 96, 44, S1) + f'<path d="M{cx} 200 V244" stroke="{leaf[i]}" stroke-width="4"/>'
        for px in (-44, 8):
            for py, ph in ((270, 104), (396, 136)):
                b += rect(cx + px, py, 36, ph, mix(leaf[i], '#000000', .84)) + rect(cx + px + 3, py + 3, 33, ph - 3, mix(leaf[i], PAPER, .92))
        b += circle(cx + 48, 392, 5, S2, F1)
        # the lines: the year 2011 and the one that is expected
        b += rect(cx - 58, 430, 116, 9, PAPER, T1) + rect(cx - 58, 430, 116, 9, mix('#4C8DB4', PAPER, .85)) + rect(cx - 58, 352, 116, 9, PAPER) + ''.join(rect(cx - 58 + k * 20, 352, 11, 9, mix('#4C8DB4', PAPER, .85)) for k in range(6))
        b += group(rect(cx - 84, 556, 168, 24, S1) + rect(cx - 98, 578, 196, 24, PAPER), F2)
    b += land([(x, 600 + 1.5 * math.sin(x / 60)) for x in range(-30, W + 40, 20)], H, T(.45), F2)
    # a bicycle and a pot
    b += group(path('M636 602 L644 552 H688 L696 602Z', S3) + path('M640 552 q-24 -30 -2 -60 q4 26 14 34 q-4 -46 14 -70 q14 26 10 66 q14 -16 18 -38 q18 36 -4 68Z', A), F2)
    bx, by = 172, 566
    b += f'<g fill="none" stroke="{DEEP}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round" {F2}><circle cx="{bx}" cy="{by}" r="36"/><circle cx="{bx + 104}" cy="{by}" r="36"/><path d="M{bx} {by} L{bx + 30} {by - 54} L{bx + 86} {by - 54} L{bx + 50} {by} H{bx} M{bx + 104} {by} L{bx + 84} {by - 70} L{bx + 98} {by - 78} M{bx + 30} {by - 54} L{bx + 50} {by} M{bx + 24} {by - 64} H{bx + 42}"/></g>'
    return sheet(W, H, b, P, 1.15)


def gorge():
    """A radar post over the gorge, seen from the other bank."""
    W, H = 960, 640
    b = rect(0, 0, W, H, PAPER) + circle(470, 120, 56, S1, F3)
    for i, (y, a, c) in enumerate([(206, 30, T(.13)), (254, 26, T(.24))]):
        b += land(ridge(61 + i * 5, y, a, W), H, c, F3)

    def cliff(side, x0, top, run, c, waves=0, seed=1):
        """A wall of the gorge: a sheet with a torn edge, wider at the foot."""
        r = random.Random(seed)
        ph = [r.uniform(0, 6.28) for _ in range(3)]
        X = (lambda v: v) if side < 0 else (lambda v: W - v)
        pts = []
        for i in range(61):
            t = i / 60
            x = x0 + run * t ** 1.5 + waves * (1.2 - t) * (math.sin(9 * t + ph[0]) + .5 * math.sin(21 * t + ph[1]) + .25 * math.sin(43 * t + ph[2]))
            pts.append((x - 26 * (1 - min(1, t * 12)) ** 2, top + (H + 10 - top) * t))
        return path(f'M{X(-30)} {H + 10} L{X(-30)} {top + 10} C{X(x0 * .4)} {top + 8} {X(x0 * .7)} {top - 6} ' + 'L'.join([f'{X(pts[0][0]):.1f} {pts[0][1]:.1f} '] + [f'{X(a):.1f} {d:.1f} ' for a, d in pts[1:]]) + 'Z', c, F3)
    b += rect(0, 436, W, H, T(.6))
    b += river_bands(486, 437, H + 60, 62, 260, 46, .55, .4, [(1, T(.84), 0), (.78, T(.68), .04), (.5, T(.84), -.05), (.22, T(.52), .06)])
    for x0, xr, t, u, run, cl, cr in ((372, 356, 236, 226, 70, T(.34), T(.38)), (318, 304, 250, 210, 80, S1, mix(S2, S1, .5)), (262, 262, 280, 184, 84, S2, mix(S3, S2, .35)),
                                      (190, 176, 330, 296, 84, mix(S3, S2, .55), S3), (112, 96, 392, 372, 86, T(.8), A), (36, 30, 470, 450, 90, DEEP, DEEP)):
        b += cliff(-1, x0, t, run, cl, 7, x0) + cliff(1, xr, u, run, cr, 7, x0 + 1)
    # the post: mast, arm, radar, panel
    mx, my = 742, 184
    b += group(rect(mx - 6, my - 118, 12, 124, DEEP), T2) + group(path(f'M{mx} {my - 112} L{mx - 170} {my - 84} V{my - 74} L{mx} {my - 98}Z', DEEP) + path(f'M{mx} {my - 60} L{mx - 92} {my - 92} L{mx - 88} {my - 84} L{mx} {my - 50}Z', A), F2)
    b += group(path(f'M{mx - 186} {my - 82} h40 l8 30 h-56Z', PAPER) + path(f'M{mx - 194} {my - 52} h56 v8 h-56Z', A), F2)
    b += group(path(f'M{mx - 8} {my - 160} L{mx + 74} {my - 130} L{mx + 66} {my - 92} L{mx - 16} {my - 122}Z', A), F2) + f'<path d="M{mx + 18} {my - 150} l-8 38 M{mx + 46} {my - 140} l-8 38 M{mx - 12} {my - 141} l82 30" stroke="{T(.5)}" stroke-width="2"/>'
    b += group(rect(mx + 14, my - 56, 42, 56, PAPER) + rect(mx + 35, my - 56, 21, 56, '#00000014'), F2)
    for k in range(1, 5):
        b += f'<path d="M{mx - 166 - 26 * k} {my - 34 + 44 * k} Q{mx - 166} {my - 6 + 54 * k} {mx - 166 + 26 * k} {my - 34 + 44 * k}" fill="none" stroke="{PAPER}" stroke-width="4" stroke-linecap="round" opacity="{.95 - .17 * k:.2f}"/>'
    for x, y, s in ((120, 342, .7), (154, 340, .5), (60, 400, .9), (866, 300, .6), (900, 306, .8)):
        b += poplar(x, y, s, DEEP)
    return sheet(W, H, b, P, 1.15)


def harbour():
    W, H = 960, 640
    b = rect(0, 0, W, H, PAPER) + circle(700, 190, 70, S1, F3)
    b += land(ridge(81, 288, 14, W), H, T(.16), F3) + land(ridge(83, 316, 10, W), H, T(.28), F3)
    r = random.Random(31)
    x = 20
    while x < 520:
        w, h = r.randint(40, 62), r.randint(50, 96)
        c = r.choice([S1, S2, PAPER, T(.36), T(.55), mix(S3, S2, .5)])
        b += house(x, 352, w, h, c, r.choice([A, DEEP, T(.75)]), r.choice([T(.7), A]), F2)
        x += w - 2
    b += rect(-10, 348, 560, 62, S3, F3) + rect(-10, 348, 560, 12, S2) + ''.join(rect(i * 62 + (31 if k % 2 else 0) - 20, 362 + k * 16, 2.4, 14, mix(S3, '#000000', .8)) for k in range(3) for i in range(9))
    b += rect(0, 404, W, H, T(.62), F2)
    # crane
    b += group(path('M470 352 L486 190 L500 190 L514 352Z', DEEP) + path('M486 200 L640 120 L644 128 L500 210Z', DEEP) + path('M480 196 L436 214 L440 224 L486 208Z', DEEP) + rect(480, 186, 28, 30, A), F2)
    b += f'<path d="M640 124 V282" stroke="{DEEP}" stroke-width="2.4"/>' + group(rect(624, 282, 32, 24, A), F1)
    # ship
    b += group(path('M566 404 C570 430 590 452 610 456 H880 C906 440 920 412 926 384 H850 L846 404Z', A) + path('M566 404 H846 L848 392 H566Z', PAPER) + rect(770, 318, 88, 72, PAPER) + rect(784, 284, 56, 36, S1) + rect(798, 246, 22, 40, DEEP), F3)
    b += ''.join(rect(x, 336, 13, 15, T(.7)) for x in (780, 802, 824)) + ''.join(rect(x, y, 44, 26, c, T1) for x, y, c in ((590, 366, S2), (638, 366, T(.5)), (686, 366, S3), (614, 338, T(.7)), (662, 338, S1)))
    b += staff(346, 366, 24, 130, PAPER, DEEP, 8.4)
    for i, (y, a, c, n) in enumerate([(446, 6, T(.72), 9), (492, 7, T(.84), 8), (536, 8, A, 7), (588, 8, DEEP, 6)]):
        b += land([(x, y + a * math.sin(x / W * 6.28 * n + i * 2.2)) for x in range(-30, W + 31, 5)], H, c, F3)
    for x, y, s in ((180, 120, 1), (236, 92, .7), (290, 138, .8)):
        b += f'<path d="M{x - 20 * s} {y} q{10 * s} {-12 * s} {20 * s} 0 q{10 * s} {-12 * s} {20 * s} 0" fill="none" stroke="{DEEP}" stroke-width="3.4" stroke-linecap="round"/>'
    return sheet(W, H, b, P, 1.15)


# ---------------------------------------------------------------- the strip: 750 x 665
def podium():
    W, H = 750, 665
    b = rect(0, 0, W, H, S1) + rect(0, 0, 110, H, T(.42), F3) + path('M34 80 Q34 40 68 36 Q100 42 100 84 V420 H34Z', PAPER, F1)
    b += group(rect(430, 46, 400, 250, PAPER), F3) + hydrograph(456, 90, 380, 180, A, T(.42))
    b += rect(0, 520, W, 200, S3, F3) + rect(0, 520, W, 12, S2)
    # speaker
    x, y, s = 262, 250, 2.0
    b += person(x, y, s, A, mix(S2, S1, .4), T(.26))
    b += path(f'M{x - 14} {y + 14} L{x} {y + 70} L{x + 14} {y + 14}Z', PAPER, F1) + path(f'M{x - 4} {y + 30} h8 l4 60 h-16Z', DEEP)
    b += group(path(f'M{x - 96} {y + 78} q-36 70 -6 96 l70 -6 l-4 -24 l-40 0 l16 -52Z', A), F2)
    b += group(path('M138 372 H386 L364 600 H160Z', DEEP) + path('M262 372 H386 L364 600 H262Z', '#0000001E'), F3) + group(path('M118 352 H406 L398 380 H126Z', A), F2)
    b += group(path('M196 348 L252 340 L262 348 L272 340 L328 348 V354 H196Z', PAPER), F1)
    b += f'<path d="M338 352 Q352 318 330 296" fill="none" stroke="{DEEP}" stroke-width="5"/>' + circle(328, 292, 8, DEEP, F1)
    b += circle(262, 474, 32, T(.8), F1) + f'<g fill="none" stroke="{T(.35)}" stroke-width="2.6"><circle cx="262" cy="474" r="22"/><ellipse cx="262" cy="474" rx="9" ry="22"/><path d="M262 452 V496 M240 474 H284"/></g>'
    r = random.Random(5)
    for i, px in enumerate((40, 190, 420, 566, 706)):
        b += person(px, 612 + r.randint(-10, 14), 1.5, [T(.8), A, DEEP, A, T(.7)][i], [mix(DEEP, A, .4), S3, mix(DEEP, A, .5), T(.5), DEEP][i])
    return sheet(W, H, b, P, 1.2)


def ledger():
    """The first ledger, open under glass, with lamp and inkwell."""
    W, H = 750, 665
    b = rect(0, 0, W, H, T(.62)) + path(f'M0 250 H{W} V{H} H0Z', S3, F3) + rect(0, 250, W, 14, S2)
    for x in range(0, W, 150):
        b += rect(x, 264, 2, H, mix(S3, '#000000', .86))
    # shelf behind
    r = random.Random(12)
    x = 0
    while x < W:
        w, h = r.choice([22, 28, 34]), r.randint(120, 176)
        c = r.choice([A, DEEP, T(.4), S2, S3, T(.8)])
        b += group(rect(x, 216 - h, w - 2, h, c) + rect(x + 4, 216 - h + 18, w - 10, 5, mix(c, PAPER, .5)) + rect(x + 4, 186, w - 10, 5, mix(c, PAPER, .5)), T1)
        x += w
    b += rect(-10, 214, W + 20, 16, mix(S3, '#000000', .85), F2)
    # book
    g = path('M78 566 L116 322 C220 300 330 306 378 338 C424 306 536 300 640 322 L676 566 C560 540 430 546 378 580 C326 546 196 540 78 566Z', DEEP, F3)
    g += path('M96 548 L128 326 C226 304 332 312 376 342 L378 566 C322 534 206 526 96 548Z', PAPER, F2) + path('M660 548 L626 326 C530 304 424 312 380 342 L378 566 C434 534 550 526 660 548Z', mix(PAPER, '#FFFFFF', .5), F2)
    g += path('M330 322 C352 328 366 334 376 342 L378 566 C364 556 350 550 334 546Z', '#00000012')
    for i in range(11):
        t = i / 10
        y = 352 + 172 * t
        xl, xr = 140 - 24 * t, 358
        wl = r.uniform(.62, .96)
        g += f'<path d="M{xl + 14:.0f} {y + 2:.0f} Q{(xl + xr) / 2:.0f} {y - 22:.0f} {xl + (xr - xl) * wl:.0f} {y - 6 + 14 * wl:.0f}" fill="none" stroke="{mix("#6A4A2A", PAPER, .75)}" stroke-width="3" stroke-dasharray="{r.randint(12, 26)} 5 {r.randint(6, 14)} 6" stroke-linecap="round"/>'
        x2, x3 = 400, 616 + 24 * t
        g += f'<path d="M{x2} {y + 8:.0f} Q{(x2 + x3) / 2:.0f} {y - 24:.0f} {x2 + (x3 - x2) * r.uniform(.6, .96):.0f} {y - 4:.0f}" fill="none" stroke="{mix("#6A4A2A", PAPER, .75)}" stroke-width="3" stroke-dasharray="{r.randint(10, 22)} 6 {r.randint(8, 16)} 5" stroke-linecap="round"/>'
    g += f'<path d="M318 328 L322 536 M584 314 L606 530" stroke="{T(.5)}" stroke-width="2"/>'
    b += g
    b += group(path('M372 566 L384 566 L392 640 L382 630 L372 640Z', A), T1)
    # inkwell, pen, lamp
    b += group(path('M600 318 h70 l10 -58 h-90Z', DEEP) + rect(612, 244, 46, 18, A), F2) + group(path('M640 250 L700 96 C712 90 716 100 710 112 L648 252Z', PAPER), T2)
    b += group(path('M40 320 h104 v-12 h-104Z', DEEP) + rect(86, 150, 12, 162, DEEP), T2) + group(path('M30 166 Q34 84 92 80 Q150 84 154 166Z', A) + path('M92 80 Q150 84 154 166 H92Z', '#00000022'), F3) + f'<ellipse cx="92" cy="166" rx="62" ry="9" fill="{PAPER}"/>'
    return sheet(W, H, b, P, 1.2)


def panel():
    W, H = 750, 665
    b = rect(0, 0, W, H, mix(S1, PAPER, .6)) + rect(0, 0, W, 70, T(.46), F2)
    for x in (110, 375, 640):
        b += group(path(f'M{x - 62} 300 V150 A62 62 0 0 1 {x + 62} 150 V300Z', T(.2)), F1) + f'<path d="M{x} 90 V300 M{x - 62} 170 H{x + 62} M{x - 62} 236 H{x + 62}" stroke="{PAPER}" stroke-width="6"/>'
    b += rect(0, 470, W, 220, S3, F3) + rect(0, 470, W, 10, S2)
    people = [(120, A, S1, T(.28)), (290, DEEP, mix(S3, S2, .5), DEEP), (460, T(.62), S1, DEEP), (630, A, mix(S3, '#6B5638', .55), DEEP)]
    for x, c, sk, hr in people:
        b += person(x, 300, 1.55, c, sk, hr) + path(f'M{x - 11} 311 L{x} 352 L{x + 11} 311Z', PAPER)
    b += path('M604 312 Q630 334 656 312 L660 326 Q630 350 600 326Z', S1, F1)
    b += group(rect(14, 388, W - 28, 96, PAPER), F3) + rect(14, 388, W - 28, 12, S1)
    for i, (x, c, sk, hr) in enumerate(people):
        b += group(path(f'M{x - 40} 420 h80 v38 h-80Z', A), F1) + rect(x - 26, 433, 52, 4, T(.3)) + rect(x - 18, 443, 36, 3, T(.5))
        b += group(path(f'M{x + 58} 388 l3 -34 h16 l3 34Z', T(.25)), T1) + f'<path d="M{x - 52} 388 Q{x - 62} 360 {x - 44} 344" fill="none" stroke="{DEEP}" stroke-width="4"/>' + circle(x - 43, 341, 6, DEEP)
    r = random.Random(8)
    for i, px in enumerate((20, 150, 300, 470, 610, 738)):
        b += person(px, 604 + r.randint(-14, 16), 1.6, [A, T(.78), DEEP, A, T(.85), DEEP][i], [mix(DEEP, A, .5), mix(S3, A, .6), T(.6), mix(DEEP, A, .4), S3, A][i])
    return sheet(W, H, b, P, 1.2)


def logo(c=A):
    """A globe of meridians."""
    b = f'<g fill="none" stroke="{c}" stroke-width="3.2"><circle cx="50" cy="50" r="46"/>'
    for k in (.38, .74):
        b += f'<ellipse cx="50" cy="50" rx="{46 * k:.2f}" ry="46"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{b}<path d="M50 4V96M4 50H96"/></g></svg>\n'


def commission(c=A):
    """Three waves under a staff."""
    w = ''.join(f'<path d="M8 {y} C22 {y - 13} 36 {y - 13} 50 {y} S78 {y + 13} 92 {y}"/>' for y in (58, 72, 86))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g fill="none" stroke="{c}" stroke-width="5" stroke-linecap="round">{w}<path d="M50 8 V46 M50 12 H64 M50 24 H60 M50 36 H64"/></g></svg>\n'


LARGE = dict(hall=hall, bridge=bridge, doors=doors, gorge=gorge, harbour=harbour)
STRIP = dict(podium=podium, ledger=ledger, panel=panel)
COVER = cover
LOGOS = {'logo': logo}
