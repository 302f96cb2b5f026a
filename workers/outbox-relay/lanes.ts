/**
 * Which rows: what was written since `after`, the newest first, or what was written before, the oldest first. `only` or
 * `but` these topics.
 */
export type Lane = ({ after: Date } | { before: Date }) & {
  only?: readonly string[];
  but?: readonly string[];
};

/** What waits longer than this is a backlog: it goes after what is new, and at most once a second while there is none. */
const newForMs = 60_000;
/** No longer than this anything waits because of a crowd. Half a minute on, an alert would say that jobs do not move. */
const putOffMs = 90_000;

/**
 * What a round of the relay looks for, in this order.
 * @param backlog whether what has waited long has its turn too.
 * @param urgent when given there is a crowd at the tills: only these topics go, and of others what has been put off for long.
 */
export function lanesOf(
  now: Date,
  { backlog, urgent }: { backlog: boolean; urgent?: readonly string[] | undefined },
): Lane[] {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const only = urgent ? { only: urgent } : {};
  const lanes: Lane[] = [{ after: before(newForMs), ...only }];
  if (backlog) lanes.push({ before: before(newForMs), ...only });
  if (backlog && urgent) lanes.push({ before: before(putOffMs), but: urgent });
  return lanes;
}
