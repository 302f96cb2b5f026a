import { ink, metal, wood } from './palettes.ts';
import { type PatternName, patternNames, printed } from './patterns.ts';
import { block, box, disc, fill, lie, line, type Motif, oval, type Pen, stand, times } from './pen.ts';

type Form = (pen: Pen, pattern: PatternName) => string;

const fold = (d: string) => fill(d, ink, 'opacity=".1"');
const shine = (d: string, width = 16) => line(d, '#ffffff', width, 'opacity=".35"');

/** Textiles lie; pottery stands. Each takes any pattern. */
const textiles: Record<string, Form> = {
  // A tea towel on a wooden peg, falling in two soft folds.
  teatowel: (pen, pattern) => {
    const cloth = 'M262 190q70 22 138-2q70-24 138 4q8 210 2 428q-72 22-140 2q-72-20-140 4q-8-220 2-436z';
    return (
      printed(pen, cloth, pattern, [240, 170, 330, 480]) +
      pen.inside(
        cloth,
        box(240, 590, 330, 12, 0, pen.colours.dark, 'opacity=".7"') +
          fold('M330 180q18 220 0 460h-34q20-220 4-460z') +
          fold('M476 180q-14 220 4 460h34q-18-230-6-460z'),
      ) +
      line('M400 186v-44', pen.colours.dark, 6) +
      disc(400, 136, 18, wood.main) +
      disc(395, 131, 8, wood.light)
    );
  },
  cushion: (pen, pattern) => {
    const pillow = 'M214 214q186 34 372 0q-30 186 0 372q-186-34-372 0q30-186 0-372z';
    return (
      printed(pen, pillow, pattern, [200, 200, 400, 400]) +
      pen.inside(
        pillow,
        fill('M214 586q186-34 372 0q-24-90-18-190q-150 150-354 190z', ink, 'opacity=".13"') +
          fold('M560 230q-70 60-110 70q60-50 110-70z'),
      ) +
      line(pillow, pen.colours.dark, 7, 'opacity=".75"')
    );
  },
  blanket: (pen, pattern) => {
    const cloth = 'M190 226h420v300H190z';
    const edge = times(42, (i) => line(`M${196 + i * 10} 526v26`, pen.colours.light, 4));
    return (
      edge +
      printed(pen, cloth, pattern, [190, 226, 420, 300]) +
      pen.inside(
        cloth,
        box(190, 474, 420, 18, 0, pen.colours.accent) +
          box(190, 500, 420, 6, 0, pen.colours.dark) +
          fold('M190 226h420v66q-210 26-420 0z') +
          box(398, 226, 5, 300, 0, ink, 'opacity=".16"'),
      )
    );
  },
  rug: (pen, pattern) => {
    const cloth = block(236, 150, 328, 500, 4);
    const tassels = [148, 652]
      .map((y) => times(30, (i) => line(`M${242 + i * 11} ${y}v${y > 400 ? 20 : -20}`, pen.colours.light, 4)))
      .join('');
    return (
      tassels +
      printed(pen, cloth, pattern, [236, 150, 328, 500]) +
      line('M258 172h284v456H258z', pen.colours.dark, 10) +
      line('M274 188h252v424H274z', pen.colours.light, 4)
    );
  },
};

const pottery: Record<string, { shadow: number; form: Form }> = {
  vase: {
    shadow: 130,
    form: (pen, pattern) => {
      const body =
        'M352 250h96q-6 56 42 110q60 70 44 166q-18 114-64 114H330q-46 0-64-114q-16-96 44-166q48-54 42-110z';
      const stem = (x: number, lean: number, colour: string) =>
        line(`M${x} 262q${lean} -60 ${lean * 2} -128`, '#5d7c66', 5) +
        times(5, (i) =>
          oval(
            x + lean * (0.7 + i * 0.32),
            214 - i * 20,
            13,
            6,
            colour,
            `transform="rotate(${i % 2 ? 32 : -32} ${x + lean * (0.7 + i * 0.32)} ${214 - i * 20})"`,
          ),
        );
      return (
        stem(384, -26, '#7d9c85') +
        stem(404, 8, '#5d7c66') +
        stem(418, 34, '#84956a') +
        printed(pen, body, pattern, [250, 250, 300, 400]) +
        pen.inside(
          body,
          fill('M470 240h120v420H430q90-140 40-420z', ink, 'opacity=".2"') + shine('M312 420q-22 60-4 130'),
        ) +
        oval(400, 250, 48, 11, pen.colours.dark)
      );
    },
  },
  bowl: {
    shadow: 200,
    form: (pen, pattern) => {
      const body = 'M190 430h420q-10 150-138 196q-72 26-144 0q-128-46-138-196z';
      return (
        oval(400, 636, 84, 12, pen.colours.dark) +
        printed(pen, body, pattern, [190, 430, 420, 220]) +
        pen.inside(
          body,
          fill('M480 420h150v230H420q90-90 60-230z', ink, 'opacity=".18"') + shine('M240 480q14 60 60 96'),
        ) +
        oval(400, 430, 210, 34, pen.colours.light) +
        oval(400, 434, 190, 26, pen.colours.dark, 'opacity=".55"')
      );
    },
  },
  jug: {
    shadow: 160,
    form: (pen, pattern) => {
      const body =
        'M330 262q74 22 150-6l22-14q6 50-12 84q54 70 48 168q-6 146-50 146H318q-46 0-52-146q-4-110 58-178q10-30 6-54z';
      return (
        line('M504 372q110-18 92 96q-14 82-76 84', pen.colours.dark, 26) +
        line('M504 372q110-18 92 96q-14 82-76 84', pen.colours.main, 14) +
        printed(pen, body, pattern, [250, 240, 300, 410]) +
        pen.inside(
          body,
          fill('M456 230h120v420H420q86-200 36-420z', ink, 'opacity=".18"') + shine('M306 420q-14 90 4 160'),
        ) +
        fill('M330 262q74 22 150-6l22-14q-70 4-172 20z', pen.colours.dark)
      );
    },
  },
  planter: {
    shadow: 150,
    form: (pen, pattern) => {
      const body = 'M268 408h264l-34 214q-4 18-24 18H326q-20 0-24-18z';
      const leaf = (turn: number, colour: string) =>
        `<g transform="rotate(${turn} 400 420)">${fill('M400 420q-52-90 0-218q52 128 0 218z', colour)}${line('M400 410V240', '#ffffff', 3, 'opacity=".35"')}</g>`;
      return (
        leaf(-54, '#5d7c66') +
        leaf(54, '#5d7c66') +
        leaf(-28, '#7d9c85') +
        leaf(28, '#84956a') +
        leaf(0, '#5a6a43') +
        printed(pen, body, pattern, [260, 400, 280, 250]) +
        pen.inside(body, fill('M460 400h100v260H420z', ink, 'opacity=".18"')) +
        box(256, 394, 288, 30, 8, pen.colours.light) +
        box(256, 412, 288, 12, 6, pen.colours.dark, 'opacity=".4"')
      );
    },
  },
};

const dish: Form = (pen, pattern) => {
  const rim = 'M400 178a222 222 0 1 1 0 444a222 222 0 1 1 0-444z';
  return (
    printed(pen, rim, pattern, [178, 178, 444, 444]) +
    disc(400, 400, 150, pen.colours.light) +
    disc(400, 400, 150, ink, 'opacity=".06"') +
    disc(396, 394, 142, pen.colours.light) +
    line('M400 184a216 216 0 1 1 0 432a216 216 0 1 1 0-432z', pen.colours.dark, 8) +
    line('M250 300q36-66 104-86', '#ffffff', 12, 'opacity=".5"')
  );
};

/** What a poster shows, in a frame of 340 by 460. */
const posters: Record<string, (pen: Pen) => string> = {
  horizon: ({ colours: c, random }) => {
    const sun = 110 + random() * 120;
    return (
      box(0, 0, 340, 460, 0, c.light) +
      disc(sun, 150, 74, c.accent) +
      times(7, (i) =>
        fill(
          `M-10 ${230 + i * 34}q60 ${-26 + random() * 20} 120 0t120 0t120 0V470H-10z`,
          i % 2 ? c.dark : c.main,
          `opacity="${0.55 + i * 0.06}"`,
        ),
      ) +
      line(`M${sun - 40} 262h80M${sun - 26} 290h52M${sun - 14} 318h28`, c.accent, 5, 'opacity=".8"')
    );
  },
  contours: ({ colours: c, random }) => {
    const [x, y] = [130 + random() * 80, 190 + random() * 90];
    return (
      box(0, 0, 340, 460, 0, c.main) +
      times(13, (i) => {
        const r = 300 - i * 23;
        const wobble = () => 0.78 + random() * 0.3;
        return fill(
          `M${x - r * wobble()} ${y}C${x - r} ${y - r * wobble()} ${x + r * wobble()} ${y - r} ${x + r} ${y}S${x} ${y + r * wobble() * 1.3} ${x - r * 0.9} ${y}z`,
          i > 10 ? c.accent : i % 2 ? c.main : c.dark,
          'opacity=".55" stroke="#ffffff" stroke-opacity=".5" stroke-width="1.5"',
        );
      })
    );
  },
  flags: ({ colours: c, random }) =>
    box(0, 0, 340, 460, 0, c.light) +
    times(12, (i) => {
      const [x, y] = [34 + (i % 3) * 98, 36 + Math.floor(i / 3) * 100];
      const [one, two] = random() > 0.5 ? [c.main, c.accent] : [c.accent, c.dark];
      const kind = i % 6;
      const marks = [
        box(x, y + 26, 76, 24, 0, two),
        box(x + 38, y, 38, 76, 0, two),
        disc(x + 38, y + 38, 20, two),
        fill(`M${x} ${y}l76 76H${x}z`, two),
        box(x + 26, y, 24, 76, 0, two) + box(x, y + 26, 76, 24, 0, two),
        box(x + 20, y + 20, 36, 36, 0, two),
      ];
      return box(x, y, 76, 76, 2, one) + (marks[kind] ?? '');
    }),
  stars: ({ colours: c, random }) => {
    const points = Array.from({ length: 16 }, () => [30 + random() * 280, 40 + random() * 300] as const);
    return (
      box(0, 0, 340, 460, 0, c.dark) +
      [150, 110, 70]
        .map((r) =>
          line(
            `M${170 - r} 200a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
            c.light,
            1.2,
            'opacity=".45"',
          ),
        )
        .join('') +
      line(
        `M${points
          .slice(0, 8)
          .map((point) => point.join(' '))
          .join('L')}`,
        c.light,
        1.5,
        'opacity=".7"',
      ) +
      points.map(([x, y], i) => disc(x, y, i % 4 === 0 ? 6 : 3, i % 4 === 0 ? c.accent : c.light)).join('') +
      fill('M0 400q80-34 170-8t170-16v90H0z', c.main) +
      fill('M238 396l26-46 26 46z', c.light, 'opacity=".9"')
    );
  },
  moons: ({ colours: c }) =>
    box(0, 0, 340, 460, 0, c.light) +
    times(12, (i) => {
      const [x, y] = [70 + (i % 3) * 100, 70 + Math.floor(i / 3) * 106];
      const bite = (i / 11) * 64 - 32;
      return (
        disc(x, y, 34, c.dark) +
        `<clipPath id="m${i}"><circle cx="${x}" cy="${y}" r="34"/></clipPath><g clip-path="url(#m${i})">${disc(x + bite, y, 34, i % 5 === 2 ? c.accent : c.main)}</g>`
      );
    }),
  shoal: ({ colours: c, random }) =>
    box(0, 0, 340, 460, 0, c.main) +
    times(26, (i) => {
      const [x, y] = [20 + (i % 4) * 84 + random() * 18, 34 + Math.floor(i / 4) * 62 + random() * 12];
      return `<g transform="translate(${x} ${y}) rotate(${-14 + random() * 10})">${fill('M0 10q26-22 52 0l12-10v20l-12-10q-26 22-52 0z', i === 13 ? c.accent : c.light)}${disc(12, 8, 2.5, c.dark)}</g>`;
    }),
  buoys: ({ colours: c }) =>
    box(0, 0, 340, 460, 0, c.light) +
    box(0, 330, 340, 130, 0, c.main) +
    [70, 170, 270]
      .map((x, i) => {
        const h = [150, 210, 120][i] ?? 150;
        return (
          fill(`M${x - 34} 340L${x - 12} ${340 - h}h24L${x + 34} 340z`, i === 1 ? c.accent : c.dark) +
          box(x - 26, 340 - h * 0.45, 52, 22, 0, c.light) +
          disc(x, 332 - h, 13, i === 1 ? c.dark : c.accent) +
          oval(x, 342, 44, 10, c.dark, 'opacity=".4"')
        );
      })
      .join('') +
    times(4, (j) =>
      line(`M10 ${372 + j * 24}q20-12 40 0t40 0t40 0t40 0t40 0t40 0t40 0t40 0`, c.light, 4, 'opacity=".7"'),
    ),
  gulls: ({ colours: c, random }) =>
    box(0, 0, 340, 460, 0, c.ground) +
    disc(236, 130, 58, c.accent, 'opacity=".9"') +
    times(9, (i) => {
      const [x, y, s] = [30 + random() * 250, 70 + i * 32, 0.6 + random() * 0.9];
      return `<g transform="translate(${x} ${y}) scale(${s})">${line('M0 0q18-22 32 0q14-22 32 0', i % 3 ? c.dark : c.main, 6)}</g>`;
    }) +
    fill('M0 380l90-60 70 50 60-30 120 70v50H0z', c.dark) +
    fill('M0 410q170-40 340 0v60H0z', c.main),
  harbour: ({ colours: c, random }) =>
    box(0, 0, 340, 460, 0, c.ground) +
    times(7, (i) => {
      const [x, h] = [10 + i * 46, 110 + random() * 110];
      const colour = [c.main, c.accent, c.light, c.dark][i % 4] ?? c.main;
      return (
        box(x, 330 - h, 44, h, 0, colour) +
        fill(`M${x - 2} ${332 - h}l24-30 24 30z`, c.dark) +
        times(
          3,
          (j) =>
            box(x + 9, 346 - h + j * 32, 10, 16, 1, c.ground) +
            box(x + 26, 346 - h + j * 32, 10, 16, 1, c.ground),
        )
      );
    }) +
    box(0, 330, 340, 130, 0, c.main) +
    times(7, (i) => box(16 + i * 46, 336, 32, 60 + random() * 50, 0, c.light, 'opacity=".25"')) +
    fill('M120 380h110l-18 26H138z', c.light) +
    fill('M172 300v76h-44z', c.light) +
    line('M172 292v90', c.dark, 4),
  abstract: ({ colours: c, random }) =>
    box(0, 0, 340, 460, 0, c.ground) +
    times(6, (i) => {
      const colour = [c.main, c.accent, c.dark, c.light][i % 4] ?? c.main;
      const [x, y, r] = [70 + random() * 200, 80 + random() * 290, 50 + random() * 70];
      return i % 2
        ? fill(`M${x - r} ${y}a${r} ${r} 0 0 1 ${2 * r} 0z`, colour)
        : disc(x, y, r * 0.72, colour, 'opacity=".92"');
    }) +
    line('M60 420h220', c.dark, 4) +
    line('M60 40v380', c.dark, 4),
};

function framed(pen: Pen, picture: (pen: Pen) => string): string {
  return (
    box(206, 142, 388, 516, 3, wood.dark) +
    box(206, 142, 382, 510, 3, wood.main) +
    box(218, 154, 358, 486, 2, '#fbf6ea') +
    pen.inside('M232 168h330v458H232z', `<g transform="translate(227 167)">${picture(pen)}</g>`) +
    fill('M218 154h150L260 640h-42z', '#ffffff', 'opacity=".07"') +
    line('M232 168h330v458H232z', ink, 1.5, 'opacity=".25"') +
    disc(400, 146, 3, metal.dark)
  );
}

/** Goods that are made of a form and a pattern: `cushionwaves`, `vasearcs`, `posterstars`. */
export const goods: Record<string, Motif> = {
  ...Object.fromEntries(
    patternNames.flatMap((pattern) => [
      ...Object.entries(textiles).map(
        ([name, form]) => [`${name}${pattern}`, lie((pen) => form(pen, pattern))] as const,
      ),
      ...Object.entries(pottery).map(
        ([name, { shadow, form }]) =>
          [`${name}${pattern}`, stand(shadow, (pen) => form(pen, pattern))] as const,
      ),
      [`dish${pattern}`, lie((pen) => dish(pen, pattern))] as const,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(posters).map(([name, picture]) => [`poster${name}`, lie((pen) => framed(pen, picture))]),
  ),
};
