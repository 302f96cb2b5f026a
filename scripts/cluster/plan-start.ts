import { setTimeout as wait } from 'node:timers/promises';
import { isListening } from '../stack/processes.ts';
import type { Node } from './nodes.ts';
import { forgetView, markSafe, type Position, positionOf } from './position.ts';

/** The nodes of this machine's cluster that are down and want to start, with what each holds. */
const waiting = new Map<string, Position | null>();
/** Who begins the cluster, from the decision until it is started. */
let beginner: string | null = null;

const limitMs = 120_000;

/**
 * How a node that is down is to be started, when one process starts them all. While another node runs, it joins that one
 * and catches up (IST when the others still hold what it missed, else a whole copy). When nobody runs, it waits until all
 * are here: then the one that holds most begins the cluster, and the others join it. A node that is merely silent keeps
 * its port, so nobody begins a second cluster beside it.
 *
 * @returns options for its command line. @throws Error when neither comes true within two minutes.
 */
export async function planStart(node: Node, nodes: readonly Node[]): Promise<string[]> {
  if (beginner === node.name) beginner = null;
  const own = await positionOf(node);
  waiting.set(node.name, own);
  try {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await wait(100)) {
      const others = nodes.filter(({ name }) => name !== node.name);
      const up = await Promise.all(others.map(({ ports }) => isListening(ports.group)));
      if (up.includes(true)) return joining(own);
      if (beginner === null && nodes.every(({ name }) => waiting.has(name))) {
        beginner = mostAdvanced(nodes, waiting).name;
      }
      if (beginner === node.name) {
        forgetView(node);
        if (own) markSafe(node, true);
        return ['--wsrep-new-cluster', ...joining(own)];
      }
    }
  } finally {
    waiting.delete(node.name);
  }
  throw new Error(`No other node of the cluster runs or can be started; see the logs of all of them`);
}

const joining = (own: Position | null) => (own ? [`--wsrep-start-position=${own.uuid}:${own.seqno}`] : []);

/** The node that holds most; of equals the first. Where histories differ, that of the most nodes counts. */
function mostAdvanced(nodes: readonly Node[], held: ReadonlyMap<string, Position | null>): Node {
  const votes = new Map<string, number>();
  for (const position of held.values())
    if (position) votes.set(position.uuid, (votes.get(position.uuid) ?? 0) + 1);
  const rank = (node: Node) => {
    const position = held.get(node.name);
    return position ? [votes.get(position.uuid) ?? 0, position.seqno] : [0, -1];
  };
  const ranked = nodes.toSorted((a, b) => {
    const [[votesA = 0, seqnoA = 0], [votesB = 0, seqnoB = 0]] = [rank(a), rank(b)];
    return votesB - votesA || seqnoB - seqnoA;
  });
  const [best] = ranked;
  if (!best) throw new Error('A cluster has nodes');
  return best;
}
