export { type IdempotencyRequest, once } from './once.ts'
export { purgeIdempotencyKeys } from './purge.ts'
