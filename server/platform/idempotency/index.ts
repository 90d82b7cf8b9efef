export { type IdempotencyRequest, idempotencyKeyLifetimeMs, once } from './once.ts'
export { purgeIdempotencyKeys } from './purge.ts'
