"""Draws every picture of the samples: python make.py [sample] [name ...]"""
import importlib
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from paper import jpeg

SAMPLES = {'selin-gauges': 'selin', 'seismic-network': 'seismic', 'olive-presses': 'olives', 'carpet-numbers': 'carpet'}


def jobs(chosen, names):
    here = Path(__file__).resolve().parent.parent
    for sample in chosen:
        m = importlib.import_module(SAMPLES[sample])
        to = here / sample / 'images'
        to.mkdir(parents=True, exist_ok=True)
        for name, draw in m.LOGOS.items():
            (to / f'{name}.svg').write_text(draw())
        drawn = [(n, s, (900, 1200)) for n, s in m.portraits().items()] + [('cover', m.COVER(), (2736, 1938))]
        drawn += [(n, d(), (2400, 1600)) for n, d in m.LARGE.items()] + [(n, d(), (1500, 1330)) for n, d in m.STRIP.items()]
        for name, svg, size in drawn:
            if not names or name in names:
                yield svg, to / f'{name}.jpg', size, getattr(m, 'QUALITY', 88)


def main(args):
    chosen = [a for a in args if a in SAMPLES] or list(SAMPLES)
    names = [a for a in args if a not in SAMPLES]
    with ProcessPoolExecutor() as pool:
        for job in [pool.submit(jpeg, *j) for j in jobs(chosen, names)]:
            job.result()


if __name__ == '__main__':
    main(sys.argv[1:])
