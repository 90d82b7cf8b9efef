export { bindKey, bindKeyAgain } from './bind.ts'
export { type IdempotencyRequest, once } from './once.ts'
export { purgeIdempotencyKeys } from './purge.ts'
export { recall } from './recall.ts'
