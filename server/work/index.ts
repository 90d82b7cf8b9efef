export { listenForWork } from './announce.ts'
export {
  type Attempt,
  beginAttempt,
  countUnknownAttempts,
  endAttempt,
  mayHaveWorked,
  startedNote,
} from './attempt.ts'
export type { WorkContext, WorkSettings } from './context.ts'
export type { Decision, SubjectWrites } from './decision.ts'
export { type Engine, startEngine } from './engine.ts'
export { noteIfHeld } from './hold-note.ts'
export { holdCodeOf, nothingPaused, pauseReason } from './holds.ts'
export type { Kind, QueueHealth, Run } from './kinds.ts'
export { outlastCall } from './lease.ts'
export type { Hold, QueueRules } from './queue-rules.ts'
export { Queues, type Ticket } from './queues.ts'
export { retryLater } from './retry-later.ts'
export { runClaimed, runOperation } from './run.ts'
export { WorkSignals } from './signals.ts'
export {
  isSecondOpenOperation,
  type OperationToStart,
  queuedOperation,
  refusedNote,
  startOperation,
} from './start.ts'
export { supersede } from './supersede.ts'
export { insertNotes, note, type TimelineNote } from './timeline.ts'
export { columnsOf, transitionOperation } from './transition.ts'
export { waitForOperation } from './wait.ts'
export { wake, wakeAll } from './wake.ts'
export {
  type Claim,
  LeaseLost,
  noteStep,
  type OperationChange,
  type OperationRow,
  type Work,
  workOn,
} from './work.ts'
