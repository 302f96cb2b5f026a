import { ink, metal } from './palettes.ts';
import { block, box, disc, fill, lie, line, type Motif, mirrored, type Pen, stand, times } from './pen.ts';

const sleeve = 'M298 236q-50 14-78 62-46 90-66 256-2 20 16 26l46 10q20 2 24-18l50-190z';

function knit({ colours: c, inside }: Pen, neck: string): string {
  const torso = 'M298 232q102 34 204 0l58 40q10 170 6 330 0 24-24 24H258q-24 0-24-24-4-160 6-330z';
  const diamonds = times(8, (i) => fill(`M${262 + i * 40} 372l20-26 20 26-20 26z`, c.light, 'opacity=".9"'));
  const bands = [326, 418].map((y) => box(220, y, 360, 7, 0, c.light, 'opacity=".8"')).join('');
  const rib = times(19, (i) => line(`M${246 + i * 17.4} 584v44`, c.dark, 5));
  return (
    fill(sleeve, c.dark) +
    mirrored(fill(sleeve, c.dark)) +
    line('M168 566l60 14M572 580l60-14', c.light, 6, 'opacity=".6"') +
    fill(torso, c.main) +
    inside(torso, diamonds + bands + box(220, 584, 360, 50, 0, c.dark, 'opacity=".5"') + rib) +
    neck
  );
}

const boot = (main: string, shade: string, light: string) =>
  fill('M300 236q66-16 132 0v236c10 36 60 40 106 66q42 24 42 76v10H300z', main) +
  fill('M392 228q20 2 40 8v236c10 36 60 40 106 66q42 24 42 76v10h-70c0-70-118-60-118-150z', shade) +
  fill('M292 236q74-24 148 0v44q-74-18-148 0z', light) +
  fill('M294 612h290q10 0 8 14-2 14-16 14H306q-14 0-14-14z', ink);

export const wear: Record<string, Motif> = {
  jumper: lie((pen) =>
    knit(
      pen,
      fill('M330 238q70 30 140 0l-6-34q-64 26-128 0z', pen.colours.dark) +
        fill('M344 214q56 20 112 0-8 30-56 32-48-2-56-32z', ink, 'opacity=".3"'),
    ),
  ),
  rollneck: lie((pen) =>
    knit(
      pen,
      fill('M332 240q68 30 136 0l-4-84q-64-24-128 0z', pen.colours.dark) +
        times(7, (i) => line(`M${350 + i * 17} 168v74`, pen.colours.main, 5, 'opacity=".7"')) +
        line('M334 190q66 26 132 0', pen.colours.light, 5, 'opacity=".6"'),
    ),
  ),
  jacket: lie(({ colours: c, inside }) => {
    const torso = 'M300 234h200l66 40q22 180 24 344 0 22-22 22H232q-22 0-22-22 2-164 24-344z';
    return (
      fill(sleeve, c.dark) +
      mirrored(fill(sleeve, c.dark)) +
      fill('M306 250q-30-120 94-130 124 10 94 130l-94 40z', c.dark) +
      fill('M334 250q-16-84 66-92 82 8 66 92l-66 26z', ink, 'opacity=".55"') +
      fill(torso, c.main) +
      inside(torso, box(400, 220, 200, 430, 0, c.dark, 'opacity=".35"')) +
      fill('M300 234l100 62 100-62 18 22-118 78-118-78z', c.light) +
      box(384, 300, 32, 340, 0, c.light, 'opacity=".55"') +
      [352, 426, 500, 574].map((y) => disc(400, y, 11, metal.light) + disc(400, y, 4, ink)).join('') +
      [244, 452]
        .map((x) => box(x, 486, 104, 96, 8, c.dark, 'opacity=".55"') + box(x - 4, 478, 112, 30, 8, c.light))
        .join('')
    );
  }),
  beanie: lie(({ colours: c, inside }) => {
    const dome = 'M232 500c-8-170 60-290 168-290s176 120 168 290z';
    return (
      fill(dome, c.main) +
      inside(
        dome,
        times(11, (i) =>
          line(
            `M400 200q${(i - 5) * 44} 120 ${(i - 5) * 36} 310`,
            i % 2 ? c.dark : c.light,
            7,
            'opacity=".5"',
          ),
        ),
      ) +
      fill(block(212, 470, 376, 128, 34), c.dark) +
      times(17, (i) => line(`M${234 + i * 21} 482v104`, c.main, 7, 'opacity=".75"')) +
      box(356, 508, 88, 54, 6, c.accent) +
      line('M372 536q9-10 18 0t18 0t18 0', c.light, 5)
    );
  }),
  socks: lie(({ colours: c }) => {
    const sock = 'M320 170h120v250q0 34 30 60l52 48q34 34 6 74-36 42-88 6L334 520q-14-14-14-44z';
    const one =
      fill(sock, c.main) +
      fill(
        'M438 424q2 32 32 56l52 48q34 34 6 74-26 30-62 20 8-60-58-104 26-40 30-94z',
        c.light,
        'opacity=".9"',
      ) +
      box(312, 162, 136, 62, 16, c.dark) +
      times(7, (i) => line(`M${328 + i * 17} 170v46`, c.main, 4)) +
      box(320, 252, 120, 16, 0, c.accent) +
      box(320, 282, 120, 16, 0, c.accent);
    return `<g transform="translate(96 26)">${one}</g><g transform="translate(-106 -6)">${one}</g>`;
  }),
  boots: stand(
    280,
    ({ colours: c }) =>
      `<g transform="translate(-104 0)">${boot(c.dark, c.dark, c.main)}</g>` +
      `<g transform="translate(36 0)">${boot(c.main, c.dark, c.light)}${line('M330 312v150', c.light, 12, 'opacity=".6"')}</g>`,
  ),
};
