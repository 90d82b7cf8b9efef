export { LeasedWorker, type LongWork, longWorkTickMs, type Pass } from './leased-worker.ts'
export { countEveryMs, openPerServer, paceOf, pauseMsOf } from './pace.ts'
export { presentProgress } from './progress.ts'
export { Rate } from './rate.ts'
export {
  errorText,
  hasEnded,
  isServerInTrouble,
  type OpenRows,
  openRowsOf,
  waitsForLookup,
  waitsForServer,
  whyPaused,
} from './waiting.ts'
