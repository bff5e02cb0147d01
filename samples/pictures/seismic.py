"""Pictures of seismic-network."""
import math
import random

from heads import beard, earrings, glasses, moustache, portrait, short_beard
from paper import F1, F2, F3, SEISMIC as P, T1, T2, circle, group, house, land, line, mix, path, person, poplar, rect, ridge, sheet

T, C = P.tint, P.tint2          # brick and slate on paper
A, DEEP, PAPER, S1, S2, S3 = P.accent, P.deep, P.paper, P.sand, P.sand2, P.sand3
SLATE = P.second
OCHRE = '#C98A2E'
RUST = '#A4492C'


def rings(*colours):
    """The ground behind a head: rings that spread, each a sheet on the next."""
    return ''.join(circle(150, 178, r, c, F2) for r, c in zip((206, 166, 124), colours))


def portraits():
    fair, tan, olive, brown, dark = (S1, mix(S3, S1, .6)), (mix(S2, S1, .5), mix(S3, S2, .8)), (mix('#D9A877', S1, .7), mix(A, '#B98556', .22)), \
        ('#B07A4C', mix(A, '#8A5A38', .3)), ('#7C4F34', '#54301F')
    black = '#241A1A'
    return {
        'mammadova': portrait(P, T(.86), rings(T(.76), T(.62), S1), *tan, black, 'long', 'blouse', dict(coat=SLATE, coat2=PAPER, shirt=mix(S3, S2, .4)), [earrings(OCHRE)], width=55),
        'echeverria': portrait(P, S2, rings(mix(S2, S1, .6), mix(S2, S1, .25), C(.72)), *olive, '#4A3228', 'swept', 'field', dict(coat=RUST, coat2=A, shirt=PAPER), [short_beard], jaw=7, mirrored=True),
        'hayashi': portrait(P, C(.62), rings(C(.5), C(.36), PAPER), *fair, black, 'pixie', 'roll', dict(coat=DEEP, coat2=mix(DEEP, A, .6), shirt=OCHRE), [glasses(A, 'square')], width=55),
        'aliyev': portrait(P, mix(OCHRE, S2, .5), rings(mix(OCHRE, S2, .25), S2, T(.72)), *tan, '#8E8378', 'sidepart', 'open', dict(coat=SLATE, coat2=C(.8), shirt=S1), [moustache('#8E8378')], jaw=8, chin=257, width=60, mirrored=True, brow='#5A5048'),
        'kamau': portrait(P, S1, rings(S2, mix(OCHRE, S2, .5), RUST), *dark, OCHRE, 'wrap', 'blouse', dict(coat=A, coat2=S2, shirt=DEEP), [earrings(S2)], width=56, brow=black),
        'isildag': portrait(P, C(.8), rings(C(.68), C(.54), S2), *tan, '#7A3B22', 'waves', 'jumper', dict(coat=OCHRE, coat2=mix(OCHRE, '#000000', .85)), [glasses(DEEP)], width=55, mirrored=True, brow='#4A2114'),
        'deshpande': portrait(P, T(.3), rings(T(.18), PAPER, C(.5)), *brown, black, 'crop', 'suit', dict(coat=SLATE, coat2=mix(SLATE, '#000000', .8), shirt=PAPER, tie=RUST), [beard], jaw=6),
        'asante': portrait(P, RUST, rings(mix(RUST, S2, .75), mix(RUST, S2, .5), S1), *dark, '#2A2220', 'ring', 'suit', dict(coat=DEEP, coat2=SLATE, shirt=S1, tie=OCHRE), [glasses(S1, 'square'), moustache('#C9BBA6')], jaw=9, width=61, mirrored=True),
    }


def trace(x, y, w, amp, onset, seed, n=520, s_lag=.13, decay=.2, noise=.03):
    """A seismogram: noise, a first small arrival, a second large one, a tail."""
    r = random.Random(seed)
    pts = []
    for i in range(n + 1):
        t = i / n
        e = noise
        if t > onset:
            e += .24 * math.exp(-(t - onset) / (decay * .7))
        if t > onset + s_lag:
            u = t - onset - s_lag
            e += min(1, u * 40) * math.exp(-u / decay)
        pts.append((x + w * t, y + amp * e * (math.sin(i * 1.9 + seed) * .6 + math.sin(i * .83) * .5 + r.uniform(-.45, .45))))
    return pts


def mast(x, y, s, c, panel, box):
    b = group(rect(x - 2.5 * s, y - 84 * s, 5 * s, 84 * s, c), T1)
    b += group(path(f'M{x - 22 * s} {y - 62 * s} L{x + 16 * s} {y - 78 * s} L{x + 20 * s} {y - 54 * s} L{x - 18 * s} {y - 38 * s}Z', panel) +
               f'<path d="M{x - 3 * s} {y - 70 * s} l4 {24 * s} M{x - 20 * s} {y - 50 * s} L{x + 18 * s} {y - 66 * s}" stroke="{PAPER}" stroke-width="{1.4 * s}" opacity=".7"/>', T1)
    b += circle(x, y - 88 * s, 6 * s, box, T1)
    return b + group(rect(x + 8 * s, y - 24 * s, 28 * s, 24 * s, box) + rect(x + 22 * s, y - 24 * s, 14 * s, 24 * s, '#00000016'), T1)


def cover():
    W, H = 1200, 850
    b = rect(0, 0, W, H, PAPER)
    b += circle(330, 170, 100, S2, F3) + circle(330, 170, 76, mix(OCHRE, S2, .5), F2)
    for y, a, seed, c in ((206, 44, 5, S1), (250, 54, 12, mix(S2, S1, .55)), (300, 46, 23, T(.22)), (344, 40, 31, T(.38))):
        b += land(ridge(seed, y, a, W, 8), H, c, F3)
    fx, fy = 684, 650

    def fault(y):
        return 604 + (y - 380) * .30
    left = f'M-60 200 H{fault(200)} L{fault(900)} 900 H-60Z'
    right = f'M{fault(200)} 200 H1300 V900 H{fault(900)}Z'
    cols = [T(.58), mix(S3, S2, .35), RUST, S2, mix(SLATE, S3, .45), S1, A, mix(OCHRE, S2, .6), mix(DEEP, A, .55), DEEP]

    def beds(drop):
        g = ''
        for k, c in enumerate(cols):
            pts = []
            for x in range(-70, 1290, 8):
                fold = 34 * math.sin(x / 210 + .5) + 12 * math.sin(x / 83 + k * .25)
                pts.append((x, 404 + drop + k * 50 - fold * (1 - k * .04) * (.55 + .05 * k) - (8 * math.sin(x / 47) if k == 0 else 0)))
            g += land(pts, 1000, c, F2)
        return g
    b += group(f'<clipPath id="R"><path d="{right}"/></clipPath><g clip-path="url(#R)">{beds(42)}</g>', F3)
    b += group(f'<clipPath id="L"><path d="{left}"/></clipPath><g clip-path="url(#L)">{beds(0)}</g>', F3)
    under = 'M-60 440 H1300 V900 H-60Z'
    b += f'<clipPath id="U"><path d="{under}"/></clipPath><g clip-path="url(#U)">'
    for i, r in enumerate((46, 92, 146, 208, 278, 356, 442)):
        b += f'<circle cx="{fx}" cy="{fy}" r="{r}" fill="none" stroke="{PAPER}" stroke-width="{5.5 - i * .5:.1f}" opacity="{.95 - i * .115:.2f}" {F1}/>'
    b += '</g>' + circle(fx, fy, 20, PAPER, F2) + circle(fx, fy, 10, OCHRE, F1)
    # the surface: a town, trees, three stations
    r = random.Random(14)
    for x in range(806, 1010, 24):
        y = 404 + 42 - (34 * math.sin(x / 210 + .5)) * .55 + 8
        b += house(x, round(y), r.randint(20, 28), r.randint(20, 34), r.choice([PAPER, S1, S2]), r.choice([A, RUST, SLATE]), r.choice([C(.8), T(.7)]))
    def top(x, drop):
        return 404 + drop - (34 * math.sin(x / 210 + .5) + 12 * math.sin(x / 83)) * .55 - 8 * math.sin(x / 47)
    for x, d, s in ((196, 0, 1.0), (508, 0, .92), (1098, 42, 1.0)):
        b += mast(x, round(top(x, d)) + 4, s, DEEP, SLATE, PAPER)
    for x, d, s in ((36, 0, .62), (66, 0, .8), (98, 0, .55), (330, 0, .5), (352, 0, .66), (726, 42, .62), (752, 42, .45), (1152, 42, .7), (1180, 42, .5)):
        b += poplar(x, round(top(x, d)) + 6, s, r.choice([SLATE, DEEP, C(.85)]))
    return sheet(W, H, b, P, 1.3)


def hall():
    """A lecture hall under timber arches."""
    W, H = 1500, 1000
    b = rect(0, 0, W, H, S1)
    x = W / 2
    b += group(rect(x - 235, 262, 470, 250, PAPER), F2)
    for k, (amp, on, c) in enumerate(((34, .22, A), (48, .30, SLATE), (28, .38, OCHRE))):
        b += line(trace(x - 215, 316 + k * 72, 430, amp, on, 3 + k), c, 2.6) + rect(x - 215, 350 + k * 72, 430, 1.2, S2)
    b += rect(0, 584, W, 500, mix(S3, S2, .5), F2) + rect(0, 584, W, 9, S1)
    for i in range(5, -1, -1):
        w = [1440, 1270, 1110, 965, 832, 712][i]
        top = [26, 60, 92, 122, 150, 176][i]
        c = [DEEP, mix(DEEP, A, .45), A, mix(A, RUST, .4), RUST, mix(RUST, S3, .55)][i]
        foot = [1000, 900, 812, 740, 684, 640][i]
        b += path(f'M-60 -60 H{W + 60} V{foot} H{x + w / 2} V{top + w * .36:.0f} C{x + w / 2} {top + w * .12:.0f} {x + w * .27:.0f} {top} {x} {top} '
                  f'C{x - w * .27:.0f} {top} {x - w / 2} {top + w * .12:.0f} {x - w / 2} {top + w * .36:.0f} V{foot} H-60Z', c, F3)
    # lamps on the nearest arches
    for lx, ly, s in ((x - 300, 246, 1), (x + 300, 246, 1), (x - 420, 218, 1.3), (x + 420, 218, 1.3)):
        b += f'<path d="M{lx} {ly - 130 * s} V{ly}" stroke="{DEEP}" stroke-width="3"/>' + circle(lx, ly + 16 * s, 19 * s, mix(OCHRE, PAPER, .35), T2)
    # speaker and table
    b += person(x - 206, 538, .66, SLATE, S3, DEEP) + group(path(f'M{x - 242} 552 h72 l-7 62 h-58Z', DEEP) + path(f'M{x - 247} 547 h82 l-4 11 h-74Z', A), F2)
    for i, px in enumerate((x + 96, x + 146, x + 196, x + 246)):
        b += person(px, 562, .56, [A, SLATE, RUST, DEEP][i], ['#7C4F34', S2, S1, mix(S3, S2, .5)][i], [DEEP, DEEP, C(.4), '#4A3228'][i])
    b += group(rect(x + 66, 577, 212, 36, PAPER), F2)
    r = random.Random(19)
    rows = [(656, .58, 11, 640), (706, .8, 10, 800), (776, 1.1, 9, 1040), (872, 1.55, 8, 1400), (996, 2.15, 7, 1800)]
    pal = [[mix(S3, S2, .6), RUST, C(.55)], [RUST, C(.7), S3], [A, SLATE, OCHRE, RUST], [A, SLATE, mix(DEEP, A, .4), RUST], [DEEP, mix(DEEP, A, .6), mix(SLATE, DEEP, .5)]]
    for ri, (y, s, n, w) in enumerate(rows):
        for i in range(n):
            px = x - w / 2 + (i + (.72 if ri % 2 else .35)) * w / n + r.uniform(-10, 10) * s
            if abs(px - x) < 34 * s:
                continue
            c = r.choice(pal[ri])
            b += person(px, y + r.uniform(-6, 6) * s, s, c, r.choice([mix(DEEP, c, .55), S3, mix(S3, S2, .5), '#7C4F34', mix(PAPER, c, .25)]))
    return sheet(W, H, b, P, 1.3)


def vault():
    """A seismometer vault, cut open."""
    W, H = 960, 640
    b = rect(0, 0, W, H, PAPER) + circle(170, 110, 52, S2, F3)
    for y, a, seed, c in ((150, 26, 8, S1), (186, 24, 17, T(.2))):
        b += land(ridge(seed, y, a, W), H, c, F3)
    cols = [mix(SLATE, S3, .5), mix(S3, S2, .4), S2, mix(RUST, S2, .65), RUST, A, mix(DEEP, A, .45)]
    for k, c in enumerate(cols):
        pts = [(x, 232 + k * 58 - 14 * math.sin(x / 150 + k * .5) - 22 * math.exp(-((x - 480) / 260) ** 2) - (10 if k else 0)) for x in range(-30, W + 40, 8)]
        b += land(pts, H + 20, c, F2)
    r = random.Random(3)
    for _ in range(34):
        x, y = r.uniform(10, 950), r.uniform(290, 600)
        if 250 < x < 710 and y < 560:
            continue
        b += path(f'M{x:.0f} {y:.0f} l{r.uniform(8, 18):.0f} {r.uniform(-5, 5):.0f} l{r.uniform(2, 9):.0f} {r.uniform(5, 10):.0f} l-{r.uniform(12, 22):.0f} {r.uniform(0, 5):.0f}Z', r.choice([S1, S3, DEEP]), T1 + ' opacity=".55"')
    # chamber: concrete shell, insulation, air
    b += group(path('M286 236 H674 V560 H286Z', C(.55)), F3) + rect(286, 236, 388, 324, C(.55))
    b += group(path('M312 262 H648 V520 H312Z', S1), F1) + group(path('M326 276 H634 V520 H326Z', mix(DEEP, SLATE, .35)), F2)
    b += path('M326 276 H634 L560 330 H400Z', mix(DEEP, SLATE, .6)) + path('M326 276 L400 330 V500 L326 520Z', mix(DEEP, SLATE, .2))
    # hatch and ladder
    b += group(rect(540, 204, 110, 30, SLATE) + rect(556, 190, 78, 16, C(.8)), F2) + rect(556, 234, 78, 42, mix(DEEP, SLATE, .35))
    for x in (566, 618):
        b += rect(x, 226, 5, 294, S2, T1)
    for y in range(246, 516, 22):
        b += rect(566, y, 57, 4.4, S2)
    # pier on the rock, instrument
    b += group(path('M372 560 L384 452 H516 L528 560Z', C(.32)) + path('M450 452 H516 L528 560 H450Z', '#00000018'), F3)
    b += group(path('M400 452 V372 Q400 352 420 352 H480 Q500 352 500 372 V452Z', OCHRE) + path('M450 352 H480 Q500 352 500 372 V452 H450Z', '#0000001C'), F2)
    b += rect(400, 384, 100, 7, A) + rect(400, 428, 100, 7, A) + group(path('M434 352 V340 Q450 326 466 340 V352Z', A), F1) + circle(450, 408, 11, PAPER, F1) + circle(450, 408, 4.5, A)
    for x in (408, 450, 492):
        b += rect(x - 4, 446, 8, 10, DEEP)
    b += group(f'<path d="M500 420 C530 420 526 300 548 284 C566 268 700 300 716 214" fill="none" stroke="{OCHRE}" stroke-width="5"/>', F1)
    # cabinet on the wall, lamp
    b += group(rect(346, 330, 40, 66, S1) + rect(352, 338, 28, 18, A) + circle(358, 372, 3, RUST) + circle(368, 372, 3, OCHRE), F2)
    # above ground
    b += mast(716, 216, 1.25, DEEP, SLATE, PAPER)
    for x, y, s in ((60, 246, .6), (92, 242, .8), (846, 236, .7), (880, 238, .9), (914, 242, .6)):
        b += poplar(x, y, s, SLATE if x % 4 else DEEP)
    for k in range(2):
        w = 90 + 74 * k
        b += f'<path d="M{450 - w} {622 - 4 * k} Q450 {594 - 16 * k} {450 + w} {622 - 4 * k}" fill="none" stroke="{PAPER}" stroke-width="3.6" stroke-linecap="round" opacity="{.85 - .2 * k:.2f}"/>'
    return sheet(W, H, b, P, 1.15)


def drum():
    """A drum recorder, and an earthquake on its paper."""
    W, H = 960, 640
    b = rect(0, 0, W, H, C(.78)) + rect(0, 470, W, 200, mix(S3, '#000000', .82), F3) + rect(0, 470, W, 12, S3)
    b += group(rect(46, 26, 190, 124, S1) + rect(56, 36, 170, 104, PAPER), F2)          # a map on the wall
    b += land([(56 + i * 5, 112 - 18 * math.sin(i / 4) - 10 * math.sin(i / 1.9)) for i in range(35)], 140, mix(S2, S1, .6), '')
    for x, y in ((88, 86), (124, 104), (164, 76), (196, 110)):
        b += circle(x, y, 5, RUST, T1)
    b += group(path('M90 556 H870 L842 500 H118Z', DEEP), F3) + rect(90, 556, 780, 18, mix(DEEP, A, .5), F2)
    for x in (126, 806):
        b += group(path(f'M{x - 8} 510 L{x + 4} 250 H{x + 26} L{x + 38} 510Z', A) + circle(x + 15, 300, 32, OCHRE) + circle(x + 15, 300, 15, A), F3)
    # drum
    x0, x1, y0, y1 = 172, 788, 176, 452
    b += group(rect(x0 - 14, y0 - 10, 22, y1 - y0 + 20, OCHRE, 'rx="6"') + rect(x1 - 8, y0 - 10, 22, y1 - y0 + 20, mix(OCHRE, '#000000', .85), 'rx="6"'), F2)
    b += group(rect(x0, y0, x1 - x0, y1 - y0, PAPER), F3)
    n = 23
    for i in range(n):
        y = y0 + 9 + i * (y1 - y0 - 16) / (n - 1)
        r = random.Random(i)
        pts = []
        for k in range(310):
            x = x0 + 4 + k * 1.966
            t = i + k / 310
            u = t - 9.36
            e = .9 + (.8 if u > 0 else 0) * 7 * math.exp(-max(0, u) / .14)
            if u > .12:
                e += min(1, (u - .12) * 14) * 34 * math.exp(-(u - .12) / .42)
            u2 = t - 17.5
            if u2 > 0:
                e += 7 * math.exp(-u2 / .12)
            pts.append((x, max(y0 + 2, min(y1 - 2, y + e * (.7 * math.sin(k * 1.7 + i) + r.uniform(-.5, .5))))))
        b += line(pts, mix(DEEP, A, .4) if abs(i - 10) > 1 else A, 1.7)
    b += rect(x0, y0, x1 - x0, 46, '#FFFFFF', 'opacity=".25"') + rect(x0, y1 - 78, x1 - x0, 78, DEEP, 'opacity=".10"') + rect(x0, y1 - 34, x1 - x0, 34, DEEP, 'opacity=".12"')
    # carriage and pen
    b += group(rect(120, 492, 720, 9, S2), T1) + group(rect(560, 470, 74, 46, RUST) + rect(560, 470, 74, 12, mix(RUST, PAPER, .8)) + circle(580, 500, 6, S2) + circle(614, 500, 6, S2), F2)
    b += group(path('M592 472 L540 322 L546 319 L604 470Z', DEEP), T2) + group(path('M540 322 L530 306 L546 319Z', OCHRE), T1)
    # clock, key
    b += group(circle(860, 100, 58, DEEP) + circle(860, 100, 48, PAPER), F3)
    for k in range(12):
        a = k * math.pi / 6
        b += f'<path d="M{860 + 40 * math.sin(a):.1f} {100 - 40 * math.cos(a):.1f} L{860 + 45 * math.sin(a):.1f} {100 - 45 * math.cos(a):.1f}" stroke="{DEEP}" stroke-width="3"/>'
    b += f'<path d="M860 100 L842 74 M860 100 L884 116" stroke="{A}" stroke-width="5" stroke-linecap="round"/>' + circle(860, 100, 4, A)
    return sheet(W, H, b, P, 1.15)


def station():
    """A station on a ridge in the evening."""
    W, H = 960, 640
    b = rect(0, 0, W, H, mix(RUST, S2, .35)) + land([(x, 150 + 10 * math.sin(x / 160)) for x in range(-30, 1000, 10)], H, S2, F3) + land([(x, 236 + 12 * math.sin(x / 190 + 2)) for x in range(-30, 1000, 10)], H, S1, F3)
    b += circle(640, 270, 84, PAPER, F3)
    for y, a, seed, c in ((316, 40, 44, T(.34)), (372, 46, 52, T(.55)), (424, 40, 63, T(.76))):
        b += land(ridge(seed, y, a, W, 8), H, c, F3)
    b += land([(x, 520 - 120 * math.exp(-((x - 300) / 250) ** 2) + 6 * math.sin(x / 40)) for x in range(-30, 1000, 6)], H, A, F3)
    gx, gy = 300, 402
    # hut, panels, mast with antenna, fence
    b += group(path(f'M{gx - 96} {gy + 18} V{gy - 70} L{gx - 30} {gy - 104} L{gx + 36} {gy - 70} V{gy + 18}Z', PAPER) + path(f'M{gx - 30} {gy - 104} L{gx + 36} {gy - 70} V{gy + 18} H{gx - 30}Z', '#0000001C'), F3)
    b += group(path(f'M{gx - 112} {gy - 66} L{gx - 30} {gy - 112} L{gx + 52} {gy - 66} L{gx + 46} {gy - 58} L{gx - 30} {gy - 98} L{gx - 106} {gy - 58}Z', RUST), F2)
    b += group(rect(gx - 70, gy - 44, 34, 62, SLATE), F1) + circle(gx - 42, gy - 12, 2.6, S2) + rect(gx - 8, gy - 42, 26, 22, mix(OCHRE, PAPER, .7))
    for k in range(2):
        px = gx + 82 + k * 78
        b += group(rect(px + 22, gy - 22, 5, 62, DEEP) + path(f'M{px - 6} {gy - 6} L{px + 18} {gy - 62} H{px + 72} L{px + 50} {gy - 6}Z', SLATE), F2)
        b += f'<path d="M{px + 2} {gy - 25} H{px + 57} M{px + 10} {gy - 44} H{px + 65} M{px + 12} {gy - 6} L{px + 36} {gy - 62} M{px + 31} {gy - 6} L{px + 54} {gy - 62}" stroke="{C(.4)}" stroke-width="1.8"/>'
    mx = gx - 140
    b += group(path(f'M{mx - 10} {gy + 60} L{mx - 2} {gy - 210} H{mx + 2} L{mx + 10} {gy + 60}Z', DEEP), T2)
    b += group(path(f'M{mx - 34} {gy - 176} Q{mx - 6} {gy - 166} {mx - 2} {gy - 136} Q{mx - 32} {gy - 142} {mx - 34} {gy - 176}Z', S1), F2) + circle(mx, gy - 216, 9, PAPER, T2)
    # foreground ridge, keeper with a lantern
    b += land(ridge(71, 560, 16, W), H, mix(DEEP, A, .55), F3)
    b += person(742, 480, .82, SLATE, S1, OCHRE) + group(path('M722 536 L712 612 H736 L744 552 L754 612 H778 L764 536Z', DEEP), F1) + group(path('M776 520 q16 18 14 36', 'none', f'stroke="{DEEP}" stroke-width="9" stroke-linecap="round"') + rect(780, 556, 22, 30, OCHRE) + rect(784, 562, 14, 18, PAPER), F1)
    b += group(rect(700, 494, 30, 52, RUST, 'rx="7"') + rect(704, 500, 22, 14, mix(RUST, S2, .6), 'rx="4"'), F2)
    b += land(ridge(77, 604, 10, W), H, DEEP, F3)
    for x in range(30, 640, 74):
        b += group(rect(x, 552 + 8 * math.sin(x / 60), 6, 60, DEEP), T1)
    for dy in (564, 584):
        b += line([(x, dy + 8 * math.sin(x / 60)) for x in range(10, 650, 20)], DEEP, 2)
    return sheet(W, H, b, P, 1.15)


def strata():
    """A road cutting through folded beds."""
    W, H = 960, 640
    b = rect(0, 0, W, H, PAPER) + circle(790, 92, 48, S2, F3)
    b += land(ridge(91, 120, 30, W), H, S1, F3)
    cols = [mix(SLATE, S3, .55), S2, RUST, S1, mix(S3, S2, .4), A, mix(OCHRE, S2, .6), C(.6), S1, RUST, mix(S3, S2, .6), DEEP]
    r = random.Random(6)
    for k, c in enumerate(cols):
        pts = []
        for x in range(-40, W + 50, 5):
            u = (x - 430) / 250
            fold = 128 * math.exp(-u * u) - 74 * math.exp(-((x - 800) / 120) ** 2) - 40 * math.exp(-((x - 70) / 130) ** 2)
            pts.append((x, 196 + k * 42 + (7 if k % 3 else -5) - fold * (1 - .035 * k) + 3.5 * math.sin(x / 23 + k * 2)))
        b += land(pts, H + 20, c, F2)
        for _ in range(8 if c not in (DEEP, A) else 3):
            i = r.randrange(len(pts) - 14)
            seg = [(px, py + r.uniform(13, 15)) for px, py in pts[i:i + r.randint(5, 13)]]
            b += line(seg, mix(c, '#000000', .82), 2)
    b += land([(x, 566 + 5 * math.sin(x / 130)) for x in range(-30, W + 40, 10)], H + 20, C(.82), F3)
    b += rect(-10, 604, W + 20, 50, SLATE, F2) + ''.join(rect(x, 620, 52, 5, S1) for x in range(10, W, 104))
    # two people and a staff for scale
    b += group(rect(352, 462, 8, 116, PAPER), T2) + ''.join(rect(352, y, 8, 11, A) for y in range(462, 578, 23))
    for x, c, hd, hr in ((404, OCHRE, S1, DEEP), (452, PAPER, '#7C4F34', DEEP)):
        b += group(path(f'M{x - 15} 528 L{x - 17} 586 H{x - 3} L{x} 540 L{x + 3} 586 H{x + 17} L{x + 15} 528Z', DEEP), F1) + person(x, 490, .5, c, hd, hr)
    b += group(path('M394 520 q-22 -6 -32 -22', 'none', f'stroke="{OCHRE}" stroke-width="8" stroke-linecap="round"'), F1)
    for x, y, s in ((560, 150, .5), (586, 158, .7), (150, 226, .5), (24, 240, .7), (690, 226, .5)):
        b += poplar(x, y, s, SLATE)
    return sheet(W, H, b, P, 1.15)


# ---------------------------------------------------------------- the strip: 750 x 665
def panel():
    W, H = 750, 665
    b = rect(0, 0, W, H, S1)
    b += group(rect(90, 50, 570, 200, PAPER), F3)
    for k, (c, on) in enumerate(((A, .18), (SLATE, .26), (OCHRE, .34))):
        b += line(trace(110, 96 + k * 56, 530, 25, on, 11 + k), c, 2.4)
    b += rect(0, 480, W, 220, mix(S3, S2, .6), F3) + rect(0, 480, W, 10, S2)
    for x, c, sk, hr in ((130, A, S1, DEEP), (295, SLATE, '#7C4F34', OCHRE), (460, RUST, mix(S3, S2, .5), DEEP), (625, DEEP, S1, C(.45))):
        b += person(x, 318, 1.5, c, sk, hr) + path(f'M{x - 11} 330 L{x} 370 L{x + 11} 330Z', PAPER)
    b += group(rect(14, 402, W - 28, 96, PAPER), F3) + rect(14, 402, W - 28, 12, S2)
    for x in (130, 295, 460, 625):
        b += group(path(f'M{x - 40} 434 h80 v38 h-80Z', A), F1) + rect(x - 26, 447, 52, 4, S2) + rect(x - 18, 457, 36, 3, T(.5))
        b += group(path(f'M{x + 56} 402 l3 -34 h16 l3 34Z', C(.3)), T1) + f'<path d="M{x - 52} 402 Q{x - 62} 374 {x - 44} 358" fill="none" stroke="{DEEP}" stroke-width="4"/>' + circle(x - 43, 355, 6, DEEP)
    r = random.Random(8)
    for i, px in enumerate((30, 168, 320, 480, 620, 742)):
        b += person(px, 612 + r.randint(-14, 16), 1.6, [A, RUST, DEEP, SLATE, A, DEEP][i], [S3, DEEP, mix(DEEP, A, .5), mix(S3, S2, .5), '#54301F', SLATE][i])
    return sheet(W, H, b, P, 1.2)


def walkers():
    """The excursion: a file of walkers going up to a station."""
    W, H = 750, 665
    b = rect(0, 0, W, H, PAPER) + circle(170, 140, 66, S2, F3)
    for y, a, seed, c in ((240, 44, 7, S1), (300, 44, 15, T(.22)), (360, 34, 25, T(.4))):
        b += land(ridge(seed, y, a, W), H, c, F3)
    f = lambda x: 560 - 270 * (x / W) ** 1.4
    b += land([(x, f(max(0, x)) + 3 * math.sin(x / 30)) for x in range(-30, 790, 8)], H, mix(S3, S2, .5), F3)
    b += mast(676, 334, 1.5, DEEP, SLATE, PAPER)
    for i, (x, c, hr) in enumerate(((110, A, DEEP), (208, SLATE, OCHRE), (300, RUST, DEEP), (394, DEEP, RUST), (486, OCHRE, DEEP), (568, SLATE, C(.4)))):
        s = .92 - i * .045
        y = f(x) - 92 * s
        b += group(path(f'M{x - 22 * s:.0f} {y + 60 * s:.0f} L{x - 30 * s:.0f} {y + 124 * s:.0f} h{14 * s:.0f} L{x} {y + 82 * s:.0f} L{x + 18 * s:.0f} {y + 118 * s:.0f} h{14 * s:.0f} L{x + 22 * s:.0f} {y + 60 * s:.0f}Z', DEEP), F1)
        b += person(x, y, s * .78, c, [S1, '#7C4F34', S2, S1, mix(S3, S2, .5), S1][i], hr)
        b += group(rect(x - 40 * s, y + 14 * s, 24 * s, 44 * s, mix(c, '#000000', .7), 'rx="6"'), F1) + f'<path d="M{x + 40 * s:.0f} {y + 30 * s:.0f} L{x + 52 * s:.0f} {y + 112 * s:.0f}" stroke="{DEEP}" stroke-width="3.4" stroke-linecap="round"/>'
    b += land([(x, 640 - 130 * (max(0, x) / W) ** 1.6 + 4 * math.sin(x / 26)) for x in range(-30, 790, 8)], H, RUST, F3)
    b += land(ridge(37, 632, 12, W), H, DEEP, F3)
    for x, s in ((24, .9), (58, .6), (700, .55), (726, .8)):
        b += poplar(x, 640 if x < 100 else 560, s, mix(DEEP, SLATE, .5))
    return sheet(W, H, b, P, 1.2)


def workshop():
    """A bench: a seismometer taken apart."""
    W, H = 750, 665
    b = rect(0, 0, W, H, C(.62)) + rect(0, 400, W, 300, S3, F3) + rect(0, 400, W, 14, S2)
    b += group(rect(40, 40, 670, 250, C(.8)), F2)
    for i, x in enumerate((90, 150, 206, 258)):           # tools on the board
        b += group(rect(x, 70, 14, 60, RUST, 'rx="6"') + rect(x + 4, 128, 6, 60 + 16 * (i % 3), S1), T1)
    b += group(path('M330 80 l34 0 l0 26 l-10 0 l0 110 l-14 0 l0 -110 l-10 0Z', OCHRE), T1) + f'<g fill="none" stroke="{S1}" stroke-width="9" {F1}><circle cx="440" cy="112" r="28"/><path d="M440 140 V226"/></g>'
    b += group(rect(516, 66, 160, 112, PAPER), F1) + line(trace(526, 122, 140, 30, .3, 4, 220), A, 2) + group(rect(516, 200, 160, 12, S2), F1)
    # bell lifted off, frame with spring and mass
    b += group(path('M70 520 V380 Q70 330 120 330 H210 Q260 330 260 380 V520Z', OCHRE) + path('M165 330 H210 Q260 330 260 380 V520 H165Z', '#0000001C') + path('M146 330 q0 -30 19 -30 q19 0 19 30Z', A), F3) + rect(70, 486, 190, 12, A)
    b += group('<ellipse cx="500" cy="560" rx="172" ry="34" fill="%s"/><path d="M328 560 V540 A172 34 0 0 1 672 540 V560Z" fill="%s"/>' % (DEEP, DEEP), F3) + f'<ellipse cx="500" cy="540" rx="172" ry="34" fill="{SLATE}"/>'
    for x in (372, 500, 628):
        b += group(rect(x - 6, 330, 12, 206 + (12 if x == 500 else 0), S2), T1)
    b += group('<ellipse cx="500" cy="330" rx="150" ry="24" fill="%s"/>' % A, F2) + f'<ellipse cx="500" cy="326" rx="150" ry="24" fill="{RUST}"/>'
    pts = [(440 + 15 * math.sin(i * .5), 344 + i * 1.1) for i in range(90)]
    b += line(pts, PAPER, 3.4, T1)
    b += group(rect(400, 442, 150, 52, OCHRE, 'rx="6"') + rect(476, 442, 74, 52, '#0000001C', 'rx="6"'), F2) + circle(440, 468, 9, A) + rect(550, 462, 74, 8, S1, T1)
    # hand with a screwdriver
    b += group(path('M300 604 l150 26 l3 -10 l-150 -26Z', S1) + path('M448 620 l64 12 q10 12 -4 18 l-64 -12Z', RUST), T1)
    for x, y in ((90, 590), (118, 604), (150, 586), (190, 612)):
        b += circle(x, y, 8, S1, T1) + rect(x - 5, y - 1, 10, 2, DEEP)
    return sheet(W, H, b, P, 1.2)


def logo(c=A):
    """A trace across a ring."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g fill="none" stroke="{c}" stroke-width="4.4" stroke-linejoin="round" stroke-linecap="round">'
            '<circle cx="50" cy="50" r="46"/><path d="M4 50 H26 L31 42 L36 57 L43 22 L51 80 L58 34 L63 58 L68 50 H96"/></g></svg>\n')


def university(c=A):
    """Three arches on a step."""
    arch = ''.join(f'<path d="M{x} 76 V{y} A{w} {w} 0 0 1 {x + 2 * w} {y} V76"/>' for x, y, w in ((14, 46, 10), (36, 38, 14), (66, 46, 10)))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g fill="none" stroke="{c}" stroke-width="5">{arch}<path d="M6 79 H94 M2 90 H98"/></g></svg>\n'


def society(c=A):
    """Three hills."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="{c}" d="M4 84 L32 38 L46 60 L62 24 L96 84Z"/>'
            f'<circle cx="28" cy="20" r="9" fill="{c}"/></svg>\n')


LARGE = dict(hall=hall, vault=vault, drum=drum, station=station, strata=strata)
STRIP = dict(panel=panel, walkers=walkers, workshop=workshop)
COVER = cover
LOGOS = {'logo': logo, 'university': university, 'society': society}
