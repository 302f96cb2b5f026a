import { ink, metal, paper, wood } from './palettes.ts';
import {
  block,
  box,
  disc,
  fill,
  lie,
  line,
  type Motif,
  mirrored,
  oval,
  stand,
  times,
  turned,
} from './pen.ts';

export const deck: Record<string, Motif> = {
  rope: stand(280, ({ colours: c, inside, random }) => {
    const end =
      line('M560 614c60 6 96-2 128-22', c.main, 46) +
      line('M676 600l22-14', c.accent, 48, 'stroke-linecap="butt"');
    const turns = times(5, (row) => {
      const x = 186 + random() * 14 + row * 4;
      const outline = block(x, 582 - row * 56, 428 - row * 8, 58, 29);
      const twists = times(17, (i) =>
        line(`M${x - 10 + i * 28} ${644 - row * 56}l26-66`, c.dark, 6, 'opacity=".55"'),
      );
      return fill(outline, row % 2 ? c.light : c.main) + inside(outline, twists);
    });
    return (
      end +
      turns +
      oval(404, 360, 150, 16, c.dark, 'opacity=".45"') +
      line('M330 356c-10-90 60-120 96-74s-10 84-40 80', c.main, 34) +
      line('M338 320l16-12M362 284l8-18M406 268l16 8M428 308l-18 8', c.dark, 5, 'opacity=".6"')
    );
  }),
  twine: stand(180, ({ colours: c, inside }) => {
    const wound = 'M300 330h200c30 60 30 190 0 260H300c-30-70-30-200 0-260z';
    const threads = times(22, (i) =>
      line(`M260 ${330 + i * 14}l280 ${i % 2 ? -22 : -14}`, i % 3 ? c.dark : c.light, 5, 'opacity=".55"'),
    );
    return (
      line('M520 560c70 10 60 70 120 74', c.main, 9) +
      box(276, 586, 248, 54, 14, wood.main) +
      box(276, 618, 248, 22, 11, wood.dark) +
      fill(wound, c.main) +
      inside(wound, threads) +
      box(276, 288, 248, 50, 14, wood.main) +
      oval(400, 290, 124, 16, wood.light) +
      oval(400, 290, 34, 7, wood.dark)
    );
  }),
  knot: stand(190, ({ colours: c, inside }) => {
    const ball = 'M400 300a170 170 0 1 1-.1 0z';
    const strands = [-46, 0, 46]
      .map(
        (y) =>
          line(`M210 ${470 + y}q190 ${y * 0.7} 380 0`, c.light, 40) +
          line(`M210 ${491 + y}q190 ${y * 0.7} 380 0`, c.dark, 5),
      )
      .join('');
    const upright = [-54, 0, 54]
      .map(
        (x) =>
          line(`M${400 + x} 290q${x * 0.9} 180 0 360`, c.main, 46) +
          line(`M${424 + x} 300q${x * 0.9} 170 0 340`, c.dark, 5),
      )
      .join('');
    return (
      line('M400 310C340 190 360 140 402 140s60 60 2 170', c.main, 32) +
      line('M382 262l24 12M374 222l26 6M380 180l22 10M422 166l-6 22', c.dark, 5, 'opacity=".6"') +
      box(374, 276, 56, 34, 8, c.accent) +
      fill(ball, c.dark) +
      inside(ball, strands + upright) +
      inside('M470 300h130v340H470z', fill(ball, ink, 'opacity=".14"'))
    );
  }),
  fender: stand(150, ({ colours: c, inside }) => {
    const body = block(300, 250, 200, 390, 96);
    const weave = times(9, (i) =>
      line(`M290 ${270 + i * 46}q60 46 110 0t110 0`, i % 2 ? c.light : c.dark, 16, 'opacity=".8"'),
    );
    return (
      `<circle cx="400" cy="200" r="46" fill="none" stroke="${c.main}" stroke-width="26"/>` +
      box(366, 236, 68, 36, 10, c.accent) +
      fill(body, c.main) +
      inside(body, weave + box(440, 240, 80, 410, 0, ink, 'opacity=".13"'))
    );
  }),
  lantern: stand(
    180,
    ({ colours: c, shaded }) =>
      line('M286 340C270 110 530 110 514 340', ink, 9) +
      line('M306 590V350q0-64 54-72', c.dark, 20) +
      mirrored(line('M306 590V350q0-64 54-72', c.main, 20)) +
      disc(400, 436, 150, '#f8d987', 'opacity=".28"') +
      fill('M344 540c-58-70-46-160 8-212h96c54 52 66 142 8 212z', '#fbeec2') +
      fill('M400 520c-40-38-24-78 0-120c24 42 40 82 0 120z', '#ee9a3a') +
      fill('M400 520c-18-18-12-40 0-62c12 22 18 44 0 62z', '#fbeec2') +
      line('M352 380q-14 50 0 104', '#fff', 9, 'opacity=".8"') +
      box(330, 536, 140, 34, 10, c.dark) +
      shaded('M296 566h208l26 52q6 22-18 22H288q-24 0-18-22z', c.main, c.dark, 450) +
      shaded('M340 334h120l-20-56h-80z', c.main, c.dark, 424) +
      box(362, 232, 76, 50, 12, c.dark) +
      box(352, 220, 96, 18, 9, c.main) +
      disc(510, 604, 12, c.accent),
  ),
  bulkhead: lie(
    ({ colours: c }) =>
      disc(400, 400, 214, c.dark) +
      disc(400, 400, 204, c.main) +
      times(6, (i) => {
        const angle = (Math.PI / 3) * i + 0.3;
        return disc(
          Math.round(400 + 180 * Math.cos(angle)),
          Math.round(400 + 180 * Math.sin(angle)),
          11,
          c.dark,
        );
      }) +
      disc(400, 400, 156, c.dark) +
      disc(400, 400, 144, '#fbeec2') +
      disc(400, 400, 82, '#fffaf0', 'opacity=".9"') +
      line('M400 256v288M256 400h288', c.main, 20) +
      `<circle cx="400" cy="400" r="78" fill="none" stroke="${c.main}" stroke-width="18"/>` +
      line('M284 330q24-54 76-72', '#fff', 10, 'opacity=".7"'),
  ),
  knife: lie(({ colours: c, shaded }) =>
    turned(
      -32,
      line('M150 418c-70-10-70 90-10 96s70-60 20-84', c.accent, 11) +
        fill('M440 374h210q52 4 64 46-118 34-274 30z', metal.main) +
        fill('M440 418h268q4 0 6 2-118 34-274 30z', metal.light) +
        line('M470 388h150', metal.dark, 5) +
        shaded(block(146, 366, 310, 90, 40), c.main, c.dark, 700) +
        fill('M146 412q4 44 42 44h228q40 0 40-38v-6z', c.dark, 'opacity=".55"') +
        box(410, 366, 50, 90, 10, metal.dark) +
        [210, 290, 370].map((x) => disc(x, 410, 10, metal.light)).join(''),
    ),
  ),
  bell: stand(
    0,
    ({ colours: c, shaded }) =>
      box(270, 140, 260, 30, 12, wood.dark) +
      line('M400 166v60', c.dark, 22) +
      shaded(
        'M400 216c96 0 118 76 122 168 4 82 20 104 48 130q12 26-18 26H248q-30 0-18-26c28-26 44-48 48-130 4-92 26-168 122-168z',
        c.main,
        c.dark,
        450,
      ) +
      line('M318 330q6-50 34-76', c.light, 14, 'opacity=".85"') +
      box(236, 500, 328, 14, 7, c.light, 'opacity=".8"') +
      box(284, 430, 232, 9, 4, c.dark, 'opacity=".6"') +
      line('M400 566v98', wood.light, 14) +
      disc(400, 566, 30, c.dark) +
      line('M386 664h28M388 690l-8 34M400 690v40M412 690l8 34', wood.light, 9) +
      box(384, 652, 32, 36, 8, c.accent),
  ),
  compass: lie(
    ({ colours: c }) =>
      `<circle cx="400" cy="160" r="34" fill="none" stroke="${c.dark}" stroke-width="16"/>` +
      disc(400, 410, 216, c.dark) +
      disc(400, 410, 206, c.main) +
      disc(400, 410, 164, paper) +
      times(
        24,
        (i) =>
          `<rect x="397" y="256" width="6" height="${i % 6 ? 14 : 28}" fill="${ink}" opacity=".7" transform="rotate(${i * 15} 400 410)"/>`,
      ) +
      times(
        4,
        (i) =>
          `<path d="M400 300l16 110h-32z" fill="${i % 2 ? '#d9cfb8' : '#c9bda2'}" transform="rotate(${i * 90} 400 410)"/>`,
      ) +
      `<g transform="rotate(38 400 410)">${fill('M400 280l24 130h-48z', '#c94a33')}${fill('M400 540l24-130h-48z', ink)}</g>` +
      disc(400, 410, 15, c.main) +
      line('M262 330q36-66 100-84', '#fff', 11, 'opacity=".6"'),
  ),
  brush: stand(
    260,
    ({ colours: c, shaded }) =>
      times(21, (i) =>
        line(
          `M${216 + i * 18.4} 520l${(i - 10) * 1.6} 116`,
          i % 2 ? c.main : c.dark,
          15,
          'stroke-linecap="butt"',
        ),
      ) +
      shaded('M190 528v-52q0-60 70-66 140-22 280 0 70 6 70 66v52z', wood.main, wood.dark, 500) +
      line('M236 452q60-22 150-24', wood.light, 12) +
      line('M560 416c90-80 20-160-40-120', c.accent, 12),
  ),
};
