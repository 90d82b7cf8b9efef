export { diagnoseOperation } from './diagnostics.ts'
export { gateIsOpen, troubleIsOver } from '#server/work/holds.ts'
export { noteIfHeld } from '#server/work/hold-note.ts'
export { leftSomething, mayExistOnPanel } from '../accounts/may-exist.ts'
export { countOpenOperations, overviewOperations } from './overview.ts'
export { getOperation, latestOperations, listOperations, operationNotFound, readOperation } from '../accounts/operation-view.ts'
export { OperationSignals } from '#server/work/signals.ts'
export {
  type OperationToStart,
  operationQueue,
  operationUnderWay,
  startOperation,
  wakeEngine,
} from '#server/work/start.ts'
export { note, type TimelineNote } from '#server/work/timeline.ts'
export { isAtRest, waitForOperation } from '#server/work/wait.ts'
export { wakeServer } from '#server/work/wake.ts'
export { watchOperation } from './watch.ts'
