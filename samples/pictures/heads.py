"""Portraits: one head, many faces. Drawn on 300 x 400."""
from paper import F1, F2, F3, T1, group, mix, path, rect, sheet

# ---------------------------------------------------------------- hair: (behind the head, in front of it)
# H: the hair's colour, D: its darker paper, L: its lighter paper
HAIR_LIFT = 'filter="url(#soft)"'      # as F2, without the bright edge, which shows where hair lies on hair
STRANDS = 'fill="none" stroke="D" stroke-width="1.6" stroke-linecap="round"'
HAIR = {
    'sidepart': ('', '<path fill="H" d="M88 162 C78 112 100 70 148 68 C200 60 224 108 212 164 C208 146 204 132 196 122 C170 122 140 112 124 94 C118 116 98 128 88 162Z"/>'
                 f'<path {STRANDS} d="M128 92 C140 78 170 72 190 84 M134 98 C152 90 182 92 202 112 M118 98 C108 108 98 122 94 136"/>'),
    'short': ('', '<path fill="H" d="M89 160 C80 110 104 66 154 66 C204 66 222 112 211 162 C207 140 200 128 190 118 C164 124 124 122 108 112 C98 126 92 140 89 160Z"/>'
              '<path fill="L" d="M108 112 C112 92 132 78 160 78 C184 78 198 92 202 116 C198 118 194 120 190 118 C164 124 124 122 108 112Z"/>'),
    'ring': ('', '<path fill="H" d="M88 168 C81 140 87 118 101 104 C96 126 97 146 94 174Z"/><path fill="H" d="M212 168 C219 140 213 118 199 104 C204 126 203 146 206 174Z"/>'),
    'bob': ('<path fill="H" d="M150 60 C94 60 76 104 78 152 C78 194 74 224 84 250 C112 258 188 258 216 250 C226 224 222 192 222 152 C224 104 206 60 150 60Z"/>',
            '<path fill="H" d="M150 62 C96 62 76 104 78 152 L78 204 L93 204 C92 178 97 160 104 138 C126 134 144 122 152 104 C160 124 184 136 198 140 C203 160 208 178 207 204 L222 204 L222 152 C224 104 204 62 150 62Z"/>'
            f'<path {STRANDS} d="M150 66 C152 80 152 92 152 102 M138 68 C118 78 98 104 92 140 M92 150 C88 186 88 214 92 240 M166 68 C190 80 206 108 210 140 M211 150 C214 186 214 216 208 240"/>'),
    'bun': ('<circle cx="150" cy="58" r="27" fill="H"/><path fill="D" d="M126 62 C134 74 166 74 174 62 C172 80 160 84 150 84 C140 84 128 80 126 62Z"/>',
            '<path fill="H" d="M88 164 C80 104 108 70 150 70 C192 70 220 104 212 164 C207 138 198 122 186 112 C166 100 134 100 114 112 C102 122 93 138 88 164Z"/>'
            f'<path {STRANDS} d="M150 74 C140 82 128 92 122 104 M134 74 C116 84 102 104 97 128 M150 74 C160 82 172 92 178 104 M166 74 C184 84 198 104 203 128"/>'),
    'curls': ('<path fill="H" d="M88 182 C78 130 100 82 150 82 C200 82 222 130 212 182 L204 186 L96 186Z"/>', '<path fill="H" d="M86 170 q-14 -14 -6 -30 q-12 -18 4 -32 q-2 -22 20 -28 q8 -20 30 -16 q18 -14 36 0 q22 -4 30 16 q20 6 18 28 q14 14 4 32 q8 16 -8 30 q-2 -26 -12 -46 q-22 -10 -50 -8 q-28 0 -52 10 q-10 18 -14 44Z"/>'
              '<path fill="L" d="M112 96 q4 -16 22 -14 q14 -12 30 0 q18 -4 24 14 q8 8 4 18 q-22 -8 -42 -6 q-24 0 -40 8 q-6 -8 2 -20Z"/>'),
    'veil': ('', '<path fill="H" fill-rule="evenodd" d="M150 56 C88 56 68 112 72 172 C74 230 60 286 46 316 C90 338 210 338 254 316 C240 286 226 230 228 172 C232 112 212 56 150 56Z M150 98 C186 98 203 124 203 160 C203 206 180 250 150 250 C120 250 97 206 97 160 C97 124 114 98 150 98Z"/>'
             '<path fill="D" d="M98 250 Q150 300 226 262 Q240 300 254 316 C210 338 150 338 110 330 Q120 290 98 250Z"/>'
             '<path fill="L" d="M150 56 C88 56 68 112 72 172 C73 200 71 228 66 254 C80 226 84 196 84 160 C84 116 112 82 150 82 C188 82 212 110 216 150 C218 96 198 56 150 56Z"/>'),
    'waves': ('<path fill="H" d="M150 58 C90 56 70 104 75 158 C78 200 58 232 68 284 C84 304 118 298 122 276 L178 276 C182 298 216 304 232 284 C242 232 222 200 225 158 C230 104 210 56 150 58Z"/>'
              '<path fill="D" d="M104 210 C100 236 108 262 122 280 L178 280 C192 262 200 236 196 210Z"/>',
              '<path fill="H" d="M88 172 C76 112 102 66 142 64 C196 60 226 108 213 176 C210 150 196 124 166 100 C150 128 106 132 88 172Z"/>'
              f'<path {STRANDS} d="M164 96 C150 84 130 82 110 98 M172 98 C192 108 206 128 211 152 M158 104 C142 120 110 126 95 146 M78 190 C76 220 66 240 72 274 M222 190 C224 220 234 240 228 274 M86 200 C86 230 78 250 84 284 M214 200 C214 230 222 250 216 284"/>'),
    'crop': ('', '<path fill="H" d="M92 146 C88 104 108 73 150 72 C192 73 212 104 208 146 C204 128 199 119 190 113 C166 106 134 106 110 113 C101 119 96 128 92 146Z"/>'
             '<path fill="L" d="M112 108 C114 90 130 80 150 80 C170 80 186 90 188 108 C166 101 134 101 112 108Z"/>'),
    'afro': ('<path fill="H" d="M70 172 q-18 -18 -6 -38 q-10 -26 12 -40 q2 -28 28 -34 q16 -24 46 -16 q30 -8 46 16 q26 6 28 34 q22 14 12 40 q12 20 -6 38 q-2 22 -24 24 L94 196 q-22 -2 -24 -24Z"/>',
             '<path fill="H" d="M92 164 C92 130 102 112 122 106 C140 99 162 99 178 106 C198 112 208 130 208 164 C220 150 218 96 194 80 C170 66 130 66 106 80 C82 96 80 150 92 164Z"/>'
             '<path fill="L" d="M104 92 q10 -20 30 -18 q16 -10 32 0 q20 -2 30 18 q-10 10 -18 12 q-26 -10 -56 0 q-10 -2 -18 -12Z"/>'),
    'swept': ('', '<path fill="H" d="M90 160 C80 110 102 66 150 64 C200 66 220 110 210 160 C208 134 200 110 186 102 C172 92 160 100 150 92 C138 100 126 92 114 102 C100 110 92 134 90 160Z"/>'
              f'<path {STRANDS} d="M118 98 C122 84 134 72 150 68 M134 96 C138 84 150 74 166 70 M160 96 C168 86 180 80 192 86 M182 100 C190 96 200 100 206 116 M98 120 C100 104 106 90 118 80"/>'),
    'wrap': ('<circle cx="176" cy="58" r="24" fill="D"/><path fill="H" d="M150 62 C150 40 176 28 196 40 C188 44 182 54 182 66Z"/>',
             '<path fill="H" d="M85 150 C80 94 110 58 152 58 C194 58 220 94 215 150 C200 118 176 106 150 106 C124 106 100 118 85 150Z"/>'
             '<path fill="L" d="M88 126 C104 92 150 76 206 108 C212 118 214 128 215 138 C184 92 130 92 88 126Z"/>'
             '<path fill="D" d="M98 96 C122 72 160 66 192 80 C196 84 200 90 203 96 C170 76 132 78 94 108Z"/>'),
    'braid': ('', '<path fill="H" d="M88 166 C80 108 106 68 150 68 C194 68 220 108 212 166 C208 136 190 114 152 94 C112 114 93 136 88 166Z"/>'
              f'<path {STRANDS} d="M151 72 L152 92 M140 74 C118 86 102 104 95 136 M162 74 C184 86 199 104 206 136"/>'
              + ''.join(f'<ellipse cx="{216 - i * 2.4:.0f}" cy="{188 + i * 19}" rx="{15 - i * .7:.1f}" ry="15" fill="{"H" if i % 2 else "L"}" transform="rotate({-24 if i % 2 else 24} {216 - i * 2.4:.0f} {188 + i * 19})"/>' for i in range(9))
              + '<path fill="H" d="M192 352 L206 352 L204 384 L199 372 L194 384Z"/>'),
    'pixie': ('', '<path fill="H" d="M89 180 C74 116 102 62 152 62 C206 60 226 114 211 180 C207 160 205 148 201 138 C184 132 170 118 164 104 C150 126 116 128 104 136 C97 148 93 160 89 180Z"/>'
              f'<path {STRANDS} d="M162 100 C156 84 142 74 126 78 M168 106 C184 112 198 122 204 134 M154 108 C138 118 116 120 102 130 M172 72 C190 80 204 98 208 120"/>'),
    'long': ('<path fill="H" d="M150 58 C92 58 72 104 75 154 C76 200 70 250 66 300 C92 316 208 316 234 300 C230 250 224 200 225 154 C228 104 208 58 150 58Z"/><path fill="D" d="M106 200 L98 306 C130 312 170 312 202 306 L194 200Z"/>',
             '<path fill="H" d="M88 190 C76 116 96 62 150 60 C204 62 224 116 212 190 C210 152 196 122 150 90 C104 122 90 152 88 190Z"/>'
             f'<path {STRANDS} d="M150 64 L150 88 M138 68 C110 84 92 116 88 160 M162 68 C190 84 208 116 212 160 M80 180 C80 220 76 260 74 296 M220 180 C220 220 224 260 226 296"/>'),
}


# ---------------------------------------------------------------- things worn
def glasses(c, shape='round'):
    if shape == 'round':
        b = '<circle cx="122" cy="172" r="19.5"/><circle cx="178" cy="172" r="19.5"/><path d="M142 169 Q150 163 158 169 M102 168 L91 164 M198 168 L209 164"/>'
    else:
        b = '<rect x="101" y="157" width="42" height="29" rx="7"/><rect x="157" y="157" width="42" height="29" rx="7"/><path d="M143 168 Q150 164 157 168 M101 166 L91 163 M199 166 L209 163"/>'
    return f'<g fill="none" stroke="{c}" stroke-width="3.6" {F1}>{b}</g>'


def beard(c, lip):
    return path('M92 172 C93 228 114 268 150 268 C186 268 207 228 208 172 C203 196 193 206 177 208 Q150 196 123 208 C107 206 97 196 92 172Z '
                'M131 220 Q150 214 169 220 Q150 231 131 220Z', c, F1 + ' fill-rule="evenodd"') + path('M131 220 Q150 224 169 220 Q150 231 131 220Z', lip)


def short_beard(c, lip):
    return path('M94 190 C97 232 118 264 150 264 C182 264 203 232 206 190 C200 212 190 222 178 214 Q150 202 122 214 C110 222 100 212 94 190Z '
                'M130 221 Q150 215 170 221 Q150 232 130 221Z', c, F1 + ' fill-rule="evenodd"') + path('M130 221 Q150 225 170 221 Q150 232 130 221Z', lip)


def moustache(c):
    return path('M150 203 Q134 200 117 217 Q136 219 150 212 Q164 219 183 217 Q166 200 150 203Z', c, F1)


def cap(c, peak):
    """A flat cloth cap, worn low."""
    b = path('M84 134 C76 92 108 62 152 62 C198 62 226 92 216 134 C196 118 170 112 150 112 C130 112 104 118 84 134Z', c, F2)
    b += path('M150 62 C196 60 226 92 216 134 C206 126 194 120 182 117 C192 94 176 74 150 62Z', '#00000018')
    b += path('M88 128 C106 108 194 108 212 128 C216 138 214 144 208 146 C186 128 114 128 92 146 C86 144 84 138 88 128Z', peak, F1)
    return b + f'<circle cx="150" cy="63" r="5" fill="{peak}"/>'


def scarf(c, d):
    return (path('M97 274 Q150 320 203 274 L216 300 Q150 350 84 300Z', c, F2) + path('M168 312 L207 318 L197 400 L150 400Z', c, F2)
            + f'<path d="M96 290 Q150 332 206 288 M180 322 L170 400" fill="none" stroke="{d}" stroke-width="1.6"/>')


def earrings(c):
    return f'<g {F1}><circle cx="92" cy="200" r="4.6" fill="{c}"/><circle cx="208" cy="200" r="4.6" fill="{c}"/></g>'


def body(kind, c):
    """(under the neck, over it). c: colours by name."""
    coat, coat2, shirt, tie = c.get('coat'), c.get('coat2'), c.get('shirt'), c.get('tie')
    torso = path('M18 400 C22 332 50 306 104 289 L196 289 C250 306 278 332 282 400Z', coat, F3)
    torso += path('M196 289 C250 306 278 332 282 400 L238 400 C240 352 226 312 190 289Z', '#00000016')
    if kind == 'suit':
        under = torso + path('M110 286 L150 364 L190 286 Z', shirt)
        over = (path('M143 322 L157 322 L165 400 L135 400Z', tie, T1) + path('M139 309 L161 309 L156 326 L144 326Z', mix(tie, '#000000', .9), T1)) if tie else ''
        over += group(path('M113 280 L150 318 L134 340 L104 298Z', shirt) + path('M187 280 L150 318 L166 340 L196 298Z', mix(shirt, '#000000', .94)), F1)
        over += group(path('M103 286 L150 362 L129 400 L76 400 L88 326 L70 307Z', coat2) + path('M197 286 L150 362 L171 400 L224 400 L212 326 L230 307Z', mix(coat2, '#000000', .9)), F2)
        return under, over
    if kind == 'open':          # jacket, open collar
        under = torso + path('M108 286 L150 380 L192 286 Z', shirt)
        over = group(path('M112 278 L140 330 L116 352 L98 298Z', shirt) + path('M188 278 L160 330 L184 352 L202 298Z', mix(shirt, '#000000', .94)), F1)
        over += group(path('M103 288 L146 392 L142 400 L70 400 L84 330 L68 308Z', coat2) + path('M197 288 L154 392 L158 400 L230 400 L216 330 L232 308Z', mix(coat2, '#000000', .9)), F2)
        return under, over
    if kind == 'jumper':
        over = path('M105 284 Q150 340 195 284 L204 297 Q150 358 96 297Z', coat2, F1)
        over += f'<path d="M101 291 Q150 349 199 291" fill="none" stroke="{mix(coat2, "#000000", .82)}" stroke-width="1.4"/>'
        over += f'<g fill="none" stroke="{mix(coat, "#000000", .82)}" stroke-width="1.5"><path d="M66 400 C68 368 74 344 84 324 M234 400 C232 368 226 344 216 324"/></g>'
        return torso, over
    if kind == 'roll':          # jacket over a roll-neck
        over = path('M114 258 Q150 280 186 258 L196 300 L150 372 L104 300Z', shirt, F1) + f'<path d="M112 282 Q150 304 188 282" fill="none" stroke="{mix(shirt, "#000000", .82)}" stroke-width="1.8"/>'
        over += group(path('M103 286 L150 374 L138 400 L72 400 L86 328 L70 307Z', coat2) + path('M197 286 L150 374 L162 400 L228 400 L214 328 L230 307Z', mix(coat2, '#000000', .9)), F2)
        return torso, over
    if kind == 'blouse':
        under = torso + path('M112 286 L150 344 L188 286 Z', shirt)
        over = group(path('M111 278 L150 348 L120 366 L84 304Z', coat2) + path('M189 278 L150 348 L180 366 L216 304Z', mix(coat2, '#000000', .92)), F2)
        over += f'<path d="M150 350 V400" stroke="{mix(coat, "#000000", .75)}" stroke-width="1.8"/>' + ''.join(f'<circle cx="155" cy="{y}" r="2.6" fill="{coat2}"/>' for y in (366, 386))
        return under, over
    if kind == 'field':         # a jacket for out of doors: high collar, zip, yoke
        over = group(path('M108 270 C116 294 134 312 147 322 L147 352 C118 344 94 326 84 298Z', coat2) + path('M192 270 C184 294 166 312 153 322 L153 352 C182 344 206 326 216 298Z', mix(coat2, '#000000', .9)), F2)
        over += rect(147.5, 346, 5, 54, shirt) + f'<path d="M46 352 C84 368 116 368 146 362 M254 352 C216 368 184 368 154 362" fill="none" stroke="{mix(coat, "#000000", .75)}" stroke-width="1.8"/>'
        over += path('M84 378 H126 V400 H84Z', coat2, F1) + path('M84 378 H126 V386 H84Z', mix(coat2, '#000000', .85))
        return torso + path('M114 286 L150 330 L186 286 Z', shirt), over
    raise ValueError(kind)


def portrait(pal, bg, ground, skin, shade, hair, style, wear, colours, extra=(), behind=None, jaw=0, width=58, chin=254, brow=None, mirrored=False):
    """A whole portrait. ground: the paper behind the head (a function of the palette or a colour)."""
    hb, hf = HAIR[style]
    dark, lite = mix(hair, '#000000', .82), mix(hair, '#FFFFFF', .88)
    tone = lambda s: s.replace('"H"', f'"{hair}"').replace('"D"', f'"{dark}"').replace('"L"', f'"{lite}"')
    lip = mix(pal.deep, shade, .42)
    brow = brow or mix(hair, pal.deep, .55)
    w = width
    g = group(tone(hb), HAIR_LIFT) if hb else ''
    under, over = body(wear, colours)
    g += under
    n = 29
    neck = path(f'M{150 - n} 220 L{150 + n} 220 L{150 + n + 3} 286 Q150 330 {150 - n - 3} 286Z', skin)
    neck += path(f'M{150 - n} 220 L{150 + n} 220 L{150 + n + 3} 286 Q166 310 150 309 Q148 280 {150 - n} 256Z', shade)
    g += group(neck, F1) + over
    if style != 'veil':
        g += group(f'<ellipse cx="{150 - w}" cy="178" rx="9" ry="17" fill="{skin}"/><ellipse cx="{150 + w}" cy="178" rx="9" ry="17" fill="{shade}"/>'
                   f'<path d="M{150 - w - 3} 170 q-4 8 1 17" fill="none" stroke="{shade}" stroke-width="2"/>', F1)
    low = f'{200 + jaw * .6:.1f}'
    face = (f'M150 84 C112 84 {150 - w} 114 {150 - w} 156 C{150 - w} {low} {120 - jaw} {chin} 150 {chin} '
            f'C{180 + jaw} {chin} {150 + w} {low} {150 + w} 156 C{150 + w} 114 188 84 150 84Z')
    g += path(face, skin, F2)
    # the side away from the light, cut along the nose
    g += path(f'M152 84 C151 110 149 130 150 146 C149 156 145 170 137 189 C137 196 142 198 147 198 C144 203 142 206 141 209 C144 212 145 214 146 216 '
              f'C143 219 142 222 143 226 C148 232 146 242 150 {chin} C{180 + jaw} {chin} {150 + w} {low} {150 + w} 156 C{150 + w} 114 188 84 152 84Z', shade)
    planes = path(f'M{150 - w + 3} 178 C{150 - w + 12} 196 112 206 124 208 C114 222 112 232 120 244 C102 230 {150 - w + 2} 204 {150 - w + 3} 178Z', mix(shade, skin, .28))
    planes += path('M182 196 C190 200 198 196 204 186 C202 208 190 232 174 246 C180 230 184 214 182 196Z', mix(pal.deep, shade, .08))
    g += f'<clipPath id="face"><path d="{face}"/></clipPath><g clip-path="url(#face)">{planes}</g>'
    # brows, eyes, mouth
    g += path('M104 156 Q120 147 139 155 L138 159.5 Q120 152.5 105 161Z', brow) + path('M161 155 Q180 147 196 156 L195 161 Q180 152.5 162 159.5Z', brow)
    for x, c in ((122, mix(shade, skin, .75)), (178, mix(pal.deep, shade, .22))):
        g += f'<path d="M{x - 13} 170 Q{x} 160 {x + 13} 170" fill="none" stroke="{c}" stroke-width="1.8" stroke-linecap="round"/>'
        g += path(f'M{x - 11.5} 173 Q{x - 1} 163.5 {x + 11.5} 172 Q{x} 178.5 {x - 11.5} 173Z', pal.deep)
        g += f'<circle cx="{x - 3}" cy="170.4" r="1.5" fill="{pal.paper}" opacity=".8"/>'
    g += path('M129 221 Q140 216.5 146 219 Q150 220.5 154 219 Q160 216.5 171 221 Q150 225 129 221Z', lip) + path('M132 222.5 Q150 226 168 222.5 Q151 233 132 222.5Z', mix(lip, shade, .55))
    for e in extra:
        if callable(e) and e in (beard, short_beard):
            g += e(hair, lip)
    g += group(tone(hf), HAIR_LIFT)
    for e in extra:
        if not callable(e):
            g += e
    if mirrored:
        g = f'<g transform="translate(300 0) scale(-1 1)">{g}</g>'
    back = f'<rect width="300" height="400" fill="{bg}"/>' + ground
    # the ground is drawn outside the flip: its shadows need the plain filters
    return sheet(300, 400, back + g, pal, unit=.85, mirrored=mirrored, light=True)
