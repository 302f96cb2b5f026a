import { ink, metal, paper, wood } from './palettes.ts';
import { block, box, disc, fill, lie, line, type Motif, oval, stand, times } from './pen.ts';

const steam = (colour: string) =>
  [330, 400, 470]
    .map((x, i) =>
      line(`M${x} ${236 - (i % 2) * 22}c-22-26 22-44 0-74s14-36 4-52`, colour, 9, 'opacity=".55"'),
    )
    .join('');

/** A label with a sun over two waves: the shop's mark on everything it packs. */
const label = (x: number, y: number, w: number, h: number, colour: string, accent: string) =>
  box(x, y, w, h, 6, paper) +
  disc(x + w / 2, y + h * 0.36, w * 0.15, accent) +
  [0.58, 0.7]
    .map((at) =>
      line(
        `M${x + w * 0.2} ${y + h * at}q${w * 0.075}-10 ${w * 0.15} 0t${w * 0.15} 0t${w * 0.15} 0t${w * 0.15} 0`,
        colour,
        5,
      ),
    )
    .join('') +
  box(x + w * 0.28, y + h * 0.83, w * 0.44, 6, 3, colour, 'opacity=".5"');

export const galley: Record<string, Motif> = {
  mug: stand(190, ({ colours: c, shaded, random }) => {
    const body = 'M272 296H528L514 600q-2 40-42 40H328q-40 0-42-40z';
    return (
      steam(c.light) +
      line('M520 356c118-16 122 168 0 180', c.main, 32) +
      line('M530 372c82-6 86 132-4 148', c.dark, 4, 'opacity=".5"') +
      shaded(body, c.main, c.dark, 446) +
      times(16, () =>
        disc(300 + random() * 200, 340 + random() * 270, 2 + random() * 3.5, c.light, 'opacity=".6"'),
      ) +
      box(258, 282, 284, 26, 13, c.accent)
    );
  }),
  plate: lie(
    ({ colours: c }) =>
      disc(400, 400, 226, c.accent) +
      disc(400, 400, 214, c.main) +
      disc(400, 400, 146, c.dark, 'opacity=".55"') +
      disc(397, 396, 142, c.light) +
      fill('M296 402c40-56 130-60 178-6l36-34q-6 38 4 76l-40-30c-48 54-138 50-178-6z', c.accent) +
      disc(336, 394, 7, c.light) +
      line('M372 374q16 26 0 54', c.light, 6) +
      line('M404 376q10 24 0 48M430 382q8 18 0 36', c.light, 4),
  ),
  kettle: stand(
    230,
    ({ colours: c, shaded }) =>
      line('M286 412C270 200 530 200 514 412', c.dark, 18) +
      line('M352 262q48-22 96 0', wood.main, 34) +
      fill('M536 470L640 386q14-8 24 4l14 18q6 14-8 20-58 34-92 128z', c.dark) +
      shaded(
        'M236 604c-12-150 70-228 164-228s176 78 164 228q-2 36-38 36H274q-36 0-38-36z',
        c.main,
        c.dark,
        476,
      ) +
      fill('M314 386q86-58 172 0z', c.dark) +
      disc(400, 342, 22, wood.main) +
      line('M284 520q14-64 58-92', c.light, 12, 'opacity=".7"') +
      box(250, 604, 300, 12, 6, c.accent),
  ),
  pot: stand(
    160,
    ({ colours: c, shaded }) =>
      steam(c.disc) +
      line('M506 372c86-6 90 40 84 118', wood.dark, 28) +
      shaded('M318 640h164q18 0 16-18l-22-142H324l-22 142q-2 18 16 18z', metal.main, metal.dark, 430) +
      box(316, 462, 168, 28, 8, c.dark) +
      shaded('M328 462h144l36-152-52 0H300l-44-6 46 26z', c.main, c.dark, 430) +
      fill('M306 310q94-54 188 0z', c.dark) +
      disc(400, 272, 18, wood.main) +
      line('M350 500l-12 110M400 500v112M450 500l12 110', metal.light, 5, 'opacity=".8"'),
  ),
  tin: stand(
    170,
    ({ colours: c, shaded }) =>
      shaded(block(276, 286, 248, 354, 16), c.main, c.dark, 440) +
      shaded(block(264, 236, 272, 70, 16), c.light, c.main, 440) +
      box(366, 214, 68, 28, 12, c.dark) +
      label(312, 356, 176, 220, c.dark, c.accent),
  ),
  pouch: stand(
    180,
    ({ colours: c, shaded }) =>
      shaded('M278 250h244l22 360q0 30-30 30H286q-30 0-30-30z', c.main, c.dark, 460) +
      fill('M278 250l8-56q2-12 14-12h200q12 0 14 12l8 56z', c.dark) +
      line('M292 222h216', c.light, 5, 'opacity=".6"') +
      box(496, 204, 54, 20, 8, c.accent) +
      label(312, 330, 176, 220, c.dark, c.accent),
  ),
  jar: stand(
    160,
    ({ colours: c, shaded }) =>
      fill(block(276, 282, 248, 358, 46), metal.light, 'opacity=".75"') +
      shaded(block(292, 340, 216, 286, 36), c.main, c.dark, 446) +
      shaded(block(290, 230, 220, 70, 16), c.accent, ink, 560) +
      times(7, (i) => box(306 + i * 29, 244, 5, 42, 2, c.light, 'opacity=".35"')) +
      label(322, 400, 156, 176, c.dark, c.accent) +
      line('M300 330v190', '#fff', 10, 'opacity=".55"'),
  ),
  sardines: lie(
    ({ colours: c }) =>
      box(176, 266, 448, 268, 84, metal.dark) +
      box(186, 274, 428, 250, 78, metal.light) +
      box(206, 292, 388, 214, 64, c.main) +
      [340, 400, 460]
        .map((y, i) => {
          const x = 250 + (i % 2) * 18;
          return (
            fill(
              `M${x} ${y}c50-34 150-34 206-4l40-20q-8 24 0 46l-40-18c-56 28-156 28-206-4z`,
              i === 1 ? c.light : c.accent,
            ) + disc(x + 34, y - 4, 5, c.dark)
          );
        })
        .join('') +
      `<circle cx="588" cy="300" r="26" fill="none" stroke="${metal.dark}" stroke-width="12"/>`,
  ),
  candle: stand(
    230,
    ({ colours: c, shaded }) =>
      [
        { x: 250, y: 380 },
        { x: 366, y: 270 },
        { x: 482, y: 430 },
      ]
        .map(
          ({ x, y }) =>
            disc(x + 34, y - 62, 62, '#f6c453', 'opacity=".22"') +
            fill(`M${x + 34} ${y - 22}c-26-26-14-50 0-76c14 26 26 50 0 76z`, '#ee9a3a') +
            line(`M${x + 34} ${y}v-26`, ink, 4) +
            shaded(block(x, y, 68, 610 - y, 10), c.light, c.main, x + 46) +
            oval(x + 34, y + 3, 34, 9, c.main),
        )
        .join('') + shaded(block(216, 600, 368, 40, 16), c.accent, c.dark, 480),
  ),
};
