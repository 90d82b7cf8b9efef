/**
 * Every state of an operation, and the rules about the states. SQL, server code and web app read this file.
 */
export const operationStatuses = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'needs-person',
  'cancelled',
] as const
export type OperationStatus = (typeof operationStatuses)[number]

type Statuses = readonly OperationStatus[]

/** The states that may follow each state. */
export const operationTransitions: Readonly<Record<OperationStatus, Statuses>> = {
  queued: ['queued', 'running', 'cancelled'],
  // Running again: the next worker takes over after a lease ran out.
  running: ['running', 'waiting', 'succeeded', 'failed', 'needs-person', 'cancelled'],
  waiting: ['queued', 'running', 'cancelled'],
  // Succeeded: staff adopted the account, or confirmed its deletion. Failed: another account replaces it.
  'needs-person': ['queued', 'needs-person', 'succeeded', 'failed', 'cancelled'],
  failed: ['queued', 'succeeded'],
  succeeded: [],
  cancelled: [],
}

/** Returns the states from which an operation may change to `to`. */
export const operationStatusesBefore = (to: OperationStatus): OperationStatus[] =>
  operationStatuses.filter((from) => operationTransitions[from].includes(to))

/** Starts automatically when it is due. */
export const dueStatuses: Statuses = ['queued', 'waiting']
/** The engine works on it, or will do so automatically. */
export const activeStatuses: Statuses = ['queued', 'running', 'waiting']
/** Not ended: no other operation may start on the same subject. */
export const openStatuses: Statuses = [...activeStatuses, 'needs-person']
export const endedStatuses: Statuses = ['succeeded', 'failed', 'cancelled']
/** No automatic step follows. */
export const settledStatuses: Statuses = [...endedStatuses, 'needs-person']

const isIn = (group: Statuses) => (status: OperationStatus) => group.includes(status)

export const isActive = isIn(activeStatuses)
export const isOpen = isIn(openStatuses)
export const isSettled = isIn(settledStatuses)
export const isEnded = isIn(endedStatuses)
/** Ended without success, or stopped: a waiting caller gets the reason. */
export const isUnsuccessful = isIn(['failed', 'needs-person', 'cancelled'])

/** The facts that decide whether staff must act on an operation; see {@link needsAction}. */
interface ActionFacts {
  readonly kind: string
  readonly status: OperationStatus
  /** Server trouble stopped it and it resumes automatically: only the alert of the server needs action. */
  readonly stoppedByTrouble: boolean
  readonly dismissed: boolean
  /** The account is failed, in conflict or unknown: it was not replaced or ended. */
  readonly accountUnresolved: boolean
}

/**
 * Returns whether staff must act: on an operation that stopped for staff, or on a failed creation until staff
 * retry, cancel or dismiss it. The view `operations_needing_action` is the same rule in SQL, and a test
 * compares the two.
 */
export const needsAction = (operation: ActionFacts): boolean =>
  operation.status === 'needs-person'
    ? !operation.stoppedByTrouble
    : operation.kind === 'create' &&
      operation.status === 'failed' &&
      !operation.dismissed &&
      operation.accountUnresolved

export const mayRetry = isIn(['failed', 'needs-person', 'waiting'])
/**
 * A waiting operation is retried unchanged. Its username, password and server may be corrected only after it
 * stopped.
 */
export const mayRetryWithChanges = isIn(['failed', 'needs-person'])
export const mayCancel = isIn(['queued', 'waiting', 'needs-person'])
export const mayAdopt = isIn(['failed', 'needs-person'])
/** A stopped operation is cancelled instead. */
export const mayDismiss = isIn(['failed'])
