import { ink, metal, paper, wood } from './palettes.ts';
import {
  block,
  box,
  disc,
  fill,
  lie,
  line,
  type Motif,
  oval,
  type Pen,
  stand,
  times,
  turned,
} from './pen.ts';

/** What a print shows: a lighthouse, a boat, or a chart of the tides, by the seed. */
function picture({ colours: c, random }: Pen): string {
  const sea = (y: number) =>
    fill(`M260 ${y}h280v${590 - y}H260z`, c.dark) +
    times(3, (i) =>
      line(
        `M270 ${y + 28 + i * 30}q16-12 32 0t32 0t32 0t32 0t32 0t32 0t32 0t32 0`,
        c.light,
        5,
        'opacity=".7"',
      ),
    );
  const choice = Math.floor(random() * 3);
  const sun = disc(470, 290, 46, c.accent);
  if (choice === 0) {
    return (
      sun +
      sea(490) +
      fill('M300 500q90-60 190 0z', ink) +
      fill('M366 470l14-190h40l14 190z', paper) +
      fill('M376 340h48l3 44h-54zM370 420h60l3 40h-66z', c.main) +
      box(372, 250, 56, 34, 4, '#f6c453') +
      fill('M364 252q36-44 72 0z', c.main) +
      fill('M430 262l110-34v66z', '#f6c453', 'opacity=".45"')
    );
  }
  if (choice === 1) {
    return (
      sun +
      sea(480) +
      fill('M390 250v200H296z', paper) +
      fill('M402 280v170h84z', c.main) +
      line('M396 236v236', wood.dark, 7) +
      fill('M290 466h216l-34 42H324z', wood.main)
    );
  }
  return (
    times(6, (i) => line(`M270 ${250 + i * 56}h260`, c.dark, 2, 'opacity=".35"')) +
    times(3, (i) =>
      line(
        `M270 ${330 + i * 80}c44-90 88-90 130 0s88 90 130 0`,
        [c.main, c.accent, c.light][i] ?? c.main,
        10,
      ),
    ) +
    times(5, (i) => disc(280 + i * 60, 240, 12 - Math.abs(2 - i) * 3, c.dark))
  );
}

export const cabin: Record<string, Motif> = {
  blanket: stand(270, ({ colours: c, inside }) => {
    const folds = times(4, (row) => {
      const y = 568 - row * 72;
      const outline = block(180 + row * 6, y, 440 - row * 12, 72, 34);
      const stripes = [470, 502, 546]
        .map((x, i) => box(x, y, i === 1 ? 26 : 12, 72, 0, i === 1 ? c.accent : c.light))
        .join('');
      return (
        fill(outline, row % 2 ? c.dark : c.main) +
        inside(outline, stripes) +
        line(`M214 ${y + 70}h370`, ink, 3, 'opacity=".22"')
      );
    });
    return (
      folds +
      times(14, (i) => line(`M${226 + i * 17} 352l${(i % 3) - 1} -30`, c.light, 7)) +
      box(212, 348, 250, 12, 6, c.light)
    );
  }),
  towel: stand(250, ({ colours: c, shaded }) =>
    [
      { x: 176, y: 500, main: c.main, shade: c.dark },
      { x: 410, y: 500, main: c.light, shade: c.main },
      { x: 292, y: 366, main: c.accent, shade: c.accent },
    ]
      .map(
        ({ x, y, main, shade }) =>
          shaded(block(x, y, 216, 140, 70), main, shade, x + 150) +
          line(
            `M${x + 112} ${y + 70}c0-26 38-26 38 4s-66 34-66-8 50-64 92-34 32 92-8 102`,
            paper,
            7,
            'opacity=".8"',
          ),
      )
      .join(''),
  ),
  cushion: lie(({ colours: c, inside }) => {
    const outline =
      'M196 214q204 36 408 0 26 0 26 26-34 160 0 320 0 26-26 26-204-36-408 0-26 0-26-26 34-160 0-320 0-26 26-26z';
    const stripes = times(7, (i) =>
      box(176 + i * 66, 190, i % 2 ? 14 : 32, 420, 0, i % 2 ? c.accent : c.light, 'opacity=".9"'),
    );
    return (
      fill(outline, c.main) +
      inside(outline, stripes) +
      line('M236 262q164 26 328 0M236 540q164-26 328 0', ink, 4, 'opacity=".15"')
    );
  }),
  chair: stand(260, ({ colours: c, inside }) => {
    const sling = 'M288 196h224l44 300q-156 96-312 0z';
    const stripes = times(9, (i) =>
      fill(`M${288 + i * 28} 190h14l${(i - 4) * 6} 400h-18z`, i % 2 ? c.light : c.accent),
    );
    return (
      line('M300 420L552 632M500 420L248 632', wood.dark, 20) +
      line('M272 190L214 630M528 190L586 630', wood.main, 22) +
      fill(sling, c.main) +
      inside(sling, stripes) +
      inside(sling, fill('M230 480q170 80 340 0v110H230z', ink, 'opacity=".14"')) +
      box(254, 178, 292, 26, 13, wood.main) +
      line('M236 506q164 96 328 0', wood.light, 16)
    );
  }),
  stool: stand(
    210,
    ({ colours: c }) =>
      line('M330 380L262 632', wood.main, 30) +
      line('M470 380l68 252', wood.dark, 30) +
      line('M400 390v244', wood.light, 30) +
      line('M296 520h208', wood.dark, 18) +
      fill('M220 348v22q0 44 180 44t180-44v-22z', c.dark) +
      oval(400, 348, 180, 44, c.main) +
      line('M280 340q110-26 220-4M300 362q90 18 180 4', c.light, 6, 'opacity=".7"'),
  ),
  soap: stand(
    250,
    ({ colours: c, shaded }) =>
      shaded(block(206, 520, 388, 120, 34), c.light, c.main, 480) +
      box(320, 520, 120, 120, 0, paper) +
      line('M340 580q10-10 20 0t20 0t20 0t20 0', c.dark, 5) +
      shaded(block(240, 400, 330, 124, 36), c.main, c.dark, 470) +
      `<g fill="none" stroke="${c.dark}" stroke-width="5" opacity=".6"><path d="M330 448h140M352 470h96"/></g>` +
      line('M262 440q4-24 34-26', '#fff', 8, 'opacity=".6"') +
      [
        [250, 350, 26],
        [310, 300, 16],
        [560, 350, 32],
        [500, 286, 20],
        [430, 330, 13],
      ]
        .map(
          ([x = 0, y = 0, r = 0]) =>
            disc(x, y, r, '#fff', 'opacity=".55"') + disc(x - r * 0.3, y - r * 0.3, r * 0.25, '#fff'),
        )
        .join(''),
  ),
  print: lie(
    (pen) =>
      box(226, 176, 348, 448, 6, pen.colours.main === paper ? wood.dark : wood.dark) +
      box(232, 182, 336, 436, 3, wood.main) +
      box(246, 196, 308, 408, 2, paper) +
      pen.inside('M260 210h280v380H260z', box(260, 210, 280, 380, 0, pen.colours.ground) + picture(pen)),
  ),
  notebook: lie(({ colours: c }) =>
    turned(
      -7,
      box(270, 192, 300, 430, 12, paper) +
        line('M566 206v402', '#d9cfb8', 5) +
        box(248, 184, 306, 432, 14, c.main) +
        box(248, 184, 46, 432, 14, c.dark) +
        box(498, 184, 16, 432, 0, c.accent) +
        box(326, 262, 136, 92, 6, paper) +
        line('M346 298h96M346 322h62', c.dark, 6, 'opacity=".7"') +
        fill('M388 614h26v70l-13-14-13 14z', c.accent),
    ),
  ),
  tote: stand(
    240,
    ({ colours: c, shaded }) =>
      line('M322 350C310 150 490 150 478 350', c.dark, 24) +
      shaded('M236 330h328l30 290q2 20-18 20H224q-20 0-18-20z', c.main, c.dark, 690) +
      shaded('M218 500h364l12 120q2 20-18 20H224q-20 0-18-20z', c.accent, ink, 700) +
      line('M322 330v190M478 330v190', c.accent, 24, 'stroke-linecap="butt"') +
      line('M232 352h336', c.dark, 4, 'stroke-dasharray="12 10"') +
      line('M222 516h358', c.light, 4, 'stroke-dasharray="12 10" opacity=".7"') +
      disc(400, 424, 34, c.dark, 'opacity=".85"') +
      line('M382 428q9-10 18 0t18 0', c.main, 5),
  ),
  duffel: stand(
    300,
    ({ colours: c, shaded }) =>
      line('M300 400C300 230 500 230 500 400', c.accent, 20) +
      shaded(block(134, 360, 532, 280, 120), c.main, c.dark, 520) +
      `<ellipse cx="220" cy="500" rx="66" ry="112" fill="none" stroke="${c.light}" stroke-width="6" opacity=".6"/>` +
      box(286, 360, 34, 280, 0, c.accent) +
      box(480, 360, 34, 280, 0, c.accent) +
      line('M200 392h400', c.light, 6, 'stroke-dasharray="4 9"') +
      [303, 497]
        .map((x) => box(x - 22, 486, 44, 34, 6, metal.main) + box(x - 12, 494, 24, 18, 3, c.dark))
        .join(''),
  ),
  ditty: stand(
    190,
    ({ colours: c, shaded }) =>
      line('M330 290c-90-70-130-10-90 50M470 290c90-70 130-10 90 50', paper, 12) +
      fill('M312 292q-30-60-14-96 26 16 44-8 30 22 58 0 28 22 58 0 18 24 44 8 16 36-14 96z', c.light) +
      shaded('M316 300h168c110 70 118 330 30 340H286c-88-10-80-270 30-340z', c.main, c.dark, 468) +
      box(302, 276, 196, 32, 16, paper) +
      times(7, (i) => line(`M${316 + i * 28} 280l8 24`, '#cfc3a6', 5)) +
      fill('M400 430l50 72-50 72-50-72z', c.accent, 'opacity=".9"') +
      line('M400 462v80M372 502h56', c.light, 7),
  ),
};
