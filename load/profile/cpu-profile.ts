import { z } from 'zod';

/** V8's CPU profile, as far as it is read here (https://chromedevtools.github.io/devtools-protocol/v8/Profiler/). */
export const cpuProfileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      children: z.array(z.number()).optional(),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
export type CpuProfile = z.infer<typeof cpuProfileSchema>;

/** A function where it was called from. Microseconds. */
export type Frame = { name: string; place: string; self: number; total: number; children: Frame[] };

/** Idle is no cost; the rest of what is in brackets (garbage collection, native code) is. */
const idle = new Set(['(idle)', '(root)']);

/** Where a function is: the file from its package on, or the build's chunk. */
export function placeOf(url: string): string {
  const path = url.replace(/^file:\/\//, '').replace(/\?.*$/, '');
  const [, inPackage] = /.*node_modules\/(.+)$/.exec(path) ?? [];
  if (inPackage) return inPackage;
  const [, chunk] = /\.next[^/]*\/(server\/.+)$/.exec(path) ?? [];
  if (chunk) return chunk.replace(/.*\//, 'build: ');
  const [, own] = /\/((?:lib|workers|app|components|scripts)\/.+)$/.exec(path) ?? [];
  return own ?? path;
}

/** The tree of calls, busy time only; the calls of one function from the same place are one frame. */
export function callTree(profile: CpuProfile): Frame {
  const selfOf = new Map<number, number>();
  for (const [index, id] of profile.samples.entries()) {
    // Counted from when the profiler was asked to begin, which took it most of a second: in nobody's code.
    if (index === 0) continue;
    selfOf.set(id, (selfOf.get(id) ?? 0) + Math.max(0, profile.timeDeltas[index] ?? 0));
  }
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const called = new Set(profile.nodes.flatMap(({ children }) => children ?? []));
  const frameOf = (ids: readonly number[], name: string, place: string): Frame => {
    const members = ids.flatMap((id) => nodes.get(id) ?? []);
    const self = name === '(root)' ? 0 : ids.reduce((sum, id) => sum + (selfOf.get(id) ?? 0), 0);
    const below = Map.groupBy(
      members.flatMap(({ children }) => children ?? []),
      (id) => {
        const { functionName, url, lineNumber } = nodes.get(id)?.callFrame ?? {
          functionName: '',
          url: '',
          lineNumber: 0,
        };
        return `${functionName}\0${url}\0${lineNumber}`;
      },
    );
    const children = [...below].flatMap(([key, some]) => {
      const [functionName = '', url = ''] = key.split('\0');
      if (idle.has(functionName)) return [];
      return [frameOf(some, functionName || '(anonymous)', placeOf(url))];
    });
    children.sort((a, b) => b.total - a.total);
    return { name, place, self, total: children.reduce((sum, child) => sum + child.total, self), children };
  };
  const roots = profile.nodes.filter(({ id }) => !called.has(id)).map(({ id }) => id);
  return frameOf(roots, '(root)', '');
}

export type Cost = { name: string; place: string; self: number };

/** Functions by the time spent in themselves, the dearest first. */
export function selfTimes(root: Frame): Cost[] {
  const sums = new Map<string, Cost>();
  const walk = (frame: Frame) => {
    const key = `${frame.name}\0${frame.place}`;
    const known = sums.get(key) ?? { name: frame.name, place: frame.place, self: 0 };
    sums.set(key, { ...known, self: known.self + frame.self });
    for (const child of frame.children) walk(child);
  };
  walk(root);
  return [...sums.values()].filter(({ self }) => self > 0).sort((a, b) => b.self - a.self);
}

/** Whose code it is: a package's, the build's, ours, or Node's own. */
export function ownerOf(place: string): string {
  if (place.startsWith('build: ')) return 'the build (app, components, lib)';
  if (place.startsWith('node:') || place === '') return 'Node and V8';
  if (/^(lib|workers|app|components|scripts)\//.test(place)) return 'lib and workers';
  const [scope = '', name] = place.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
