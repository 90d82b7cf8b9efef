export { listenForWork } from './announce.ts'
export {
  type Attempt,
  beginAttempt,
  countUnknownAttempts,
  endAttempt,
  mayHaveWorked,
  startedNote,
} from './attempt.ts'
export { clockToleranceMs } from './clock-set-back.ts'
export type {
  Decision,
  Hold,
  Kind,
  OperationChange,
  OperationRow,
  QueueHealth,
  QueueRules,
  Run,
  Ticket,
  TimelineNote,
  Work,
  WorkContext,
  WorkSettings,
} from './contract.ts'
export { startEngine } from './engine.ts'
export { noteIfHeld } from './hold-note.ts'
export { holdCodeOf, nothingPaused, pauseReason } from './holds.ts'
export { outlastCall } from './lease.ts'
export { Queues } from './queues.ts'
export { retryLater } from './retry-later.ts'
export { runClaimed, runOperation } from './run.ts'
export { WorkSignals } from './signals.ts'
export {
  isSecondOpenOperation,
  type OperationToStart,
  queuedOperation,
  startOperation,
} from './start.ts'
export { supersede } from './supersede.ts'
export { insertNotes, note } from './timeline.ts'
export { transitionOperation } from './transition.ts'
export { waitForOperation } from './wait.ts'
export { wake, wakeAll } from './wake.ts'
export { LeaseLost, noteStep, workOn } from './work.ts'
