export { type Ctx, systemContext } from './context.ts';
export { csvLine, guardedCell, unguardedCell } from './csv.ts';
export {
  afterCommit,
  closeDb,
  type Db,
  databaseLoad,
  db,
  holdNames,
  idTable,
  insertRows,
  isUniqueViolation,
  json,
  Prisma,
  plannedAnew,
  type Tx,
  withTransaction,
} from './database.ts';
export { databaseAddress } from './database-address.ts';
export { isOutOfTime, isWriteConflict, OutcomeUnknownError } from './database-failure.ts';
export { statementsWaiting } from './database-metrics.ts';
export { type DayRange, type DayRangeError, dayRange, startOfDay } from './day-range.ts';
export { type Dependency, timedCall } from './dependency.ts';
export { drainOnSignal } from './drain.ts';
export { type Env, env, envSchema, hasSecretsOf } from './env.ts';
export { fetchInSpan } from './fetch-span.ts';
export { measureRequests } from './http-metrics.ts';
export { uuidv7 } from './ids.ts';
export { likeBeginning } from './like.ts';
export { countTry, forgetTries, type Limit, takeBackTry } from './limit.ts';
export { logger, withLogFields } from './log.ts';
export { type MendPosition, mendStep } from './mend-step.ts';
export { counter, gauge, histogram, metrics } from './metrics.ts';
export { serveMetrics } from './metrics-server.ts';
export { decimalAmount, decimalsOf, formatMoney } from './money.ts';
export { problem, readJson } from './problem.ts';
export { runProcess } from './process.ts';
export {
  addJobs,
  closeQueues,
  type Job,
  type Queue,
  queue,
  queueState,
  type Worker,
  waitingJobs,
  worker,
} from './queue.ts';
export { beginDraining, type DependencyState, type Readiness, readiness } from './readiness.ts';
export {
  closeRedis,
  connectedRedis,
  inOneSlot,
  type Redis,
  type RedisClient,
  type RedisRole,
  readAndKeep,
  redis,
} from './redis.ts';
export { type RedisServer, redisInfo, redisServers } from './redis-info.ts';
export { err, ok, type Result } from './result.ts';
export { onSignal, signal } from './signal.ts';
export {
  inSpan,
  inTrace,
  isOrderTrace,
  orderTraceState,
  type Span,
  type SpanAttributes,
  spanUnder,
  traceIds,
  traceparent,
} from './trace.ts';
export { signTraffic, type TrafficKind, trafficHeader, trafficKinds, verifyTraffic } from './traffic.ts';
export { type Ask, isWarmUp, warmUp } from './warm-up.ts';
