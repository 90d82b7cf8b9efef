/**
 * Every state of a hosting account, and the rules about the states. SQL, server code and web app read this
 * file.
 */
export const hostingAccountStatuses = [
  'pending',
  'active',
  'suspended',
  'failed',
  'conflict',
  'unknown',
  'terminating',
  'terminated',
] as const
export type HostingAccountStatus = (typeof hostingAccountStatuses)[number]

export const suspendReasons = ['staff', 'abuse', 'overdue'] as const
export type SuspendReason = (typeof suspendReasons)[number]

type Statuses = readonly HostingAccountStatus[]

/** The states that may follow each state. */
export const hostingAccountTransitions: Readonly<Record<HostingAccountStatus, Statuses>> = {
  pending: ['active', 'failed', 'conflict', 'unknown', 'terminating'],
  active: ['suspended', 'terminating', 'terminated'],
  suspended: ['active', 'terminating', 'terminated'],
  // Pending, unknown: a retry. Active, suspended: an adoption. Terminated: a new account replaces it.
  failed: ['pending', 'active', 'suspended', 'unknown', 'terminating', 'terminated'],
  conflict: ['pending', 'active', 'suspended', 'failed', 'unknown', 'terminating', 'terminated'],
  unknown: ['pending', 'active', 'suspended', 'failed', 'conflict', 'terminating', 'terminated'],
  // Back to the earlier state: the termination was cancelled or refused.
  terminating: ['active', 'suspended', 'failed', 'unknown', 'terminated'],
  // Staff adopt or terminate an account that appears on the panel after it was abandoned.
  terminated: ['active', 'suspended', 'terminating'],
}

/** Returns the states from which an account may change to `to`, including `to`. */
export const hostingAccountStatusesBefore = (to: HostingAccountStatus): HostingAccountStatus[] =>
  hostingAccountStatuses.filter((from) => from === to || hostingAccountTransitions[from].includes(to))

/**
 * The account exists on its panel and counts as used. Any other account that holds a slot counts as reserved.
 */
export const usedStatuses: Statuses = ['active', 'suspended', 'terminating']
export const attentionStatuses: Statuses = ['failed', 'conflict', 'unknown']

const isIn = (group: Statuses) => (status: HostingAccountStatus) => group.includes(status)

/**
 * The account exists on the panel and the customer uses it: it can be suspended and unsuspended, and its
 * usage read.
 */
export const isProvisioned = isIn(['active', 'suspended'])
export const mayTerminate = (status: HostingAccountStatus): boolean => status !== 'terminated'

/**
 * Returns whether an account in this state counts against capacity and keeps its username and email on that
 * server. `undefined`: unchanged.
 * @param facts.mayExist a create may have created it on the panel
 * @param facts.quarantined an unknown create may still take effect
 */
export function holdsSlot(
  status: HostingAccountStatus,
  facts: { readonly mayExist?: boolean; readonly quarantined?: boolean },
): boolean | undefined {
  switch (status) {
    case 'pending':
    case 'active':
    case 'suspended':
    case 'unknown':
      return true
    case 'conflict':
      return facts.mayExist ?? false
    case 'failed':
      return false
    case 'terminated':
      return facts.quarantined ?? false
    case 'terminating':
      return undefined
  }
}

/**
 * Returns the status of an account whose termination was cancelled or refused: its known state, as before.
 */
export function statusWithoutTermination(
  account: { readonly suspendReasons: readonly SuspendReason[]; readonly panelUserId: string | null },
  mayExist: boolean,
): HostingAccountStatus {
  if (account.suspendReasons.length > 0) return 'suspended'
  if (account.panelUserId !== null) return 'active'
  return mayExist ? 'unknown' : 'failed'
}
