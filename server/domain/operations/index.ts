export { diagnoseOperation } from './diagnostics.ts'
export { gateIsOpen, troubleIsOver } from './gate.ts'
export { noteIfHeld } from './hold-note.ts'
export { leftSomething, mayExistOnPanel } from './left-something.ts'
export { countOpenOperations, overviewOperations } from './overview.ts'
export { getOperation, latestOperations, listOperations, operationNotFound, readOperation } from './read.ts'
export { OperationSignals } from './signals.ts'
export {
  type OperationToStart,
  operationQueue,
  operationUnderWay,
  startOperation,
  wakeEngine,
} from './start.ts'
export { note, type TimelineNote } from './timeline.ts'
export { isAtRest, waitForOperation } from './wait.ts'
export { wakeServer } from './wake.ts'
export { watchOperation } from './watch.ts'
