import { type Facts, type OperationFact, openStatuses } from './facts.ts'
import type { Violation } from './violation.ts'

const mustHold = ['pending', 'unknown', 'active', 'suspended', 'terminating']

export function checkSlots({ own }: Facts): Violation[] {
  const violations: Violation[] = []
  for (const row of own.accounts) {
    const ids = { account: row.id, server: row.server_id }
    if (!row.holds_slot && mustHold.includes(row.status))
      violations.push({
        rule: 'slots',
        message: `"${row.username}" is ${row.status} and holds no slot.`,
        ids,
      })
    if (row.holds_slot && row.status === 'terminated' && row.quarantined_until === null)
      violations.push({
        rule: 'slots',
        message: `"${row.username}" is terminated and still holds a slot.`,
        ids,
      })
  }
  for (const server of own.servers) {
    const held = own.accounts.filter((row) => row.holds_slot && row.server_id === server.id)
    const adopted = held.filter(({ password_set_by_us }) => !password_set_by_us).length
    if (held.length > server.capacity + adopted)
      violations.push({
        rule: 'slots',
        message: `${server.name} has ${held.length} slots taken of ${server.capacity}, ${adopted} of them by adoption.`,
        ids: { server: server.id },
      })
    if (server.slots_held !== held.length)
      violations.push({
        rule: 'slots',
        message: `${server.name} counts ${server.slots_held} slots, and ${held.length} accounts hold one.`,
        ids: { server: server.id },
      })
  }
  return violations
}

export function checkOneOpen({ own }: Facts): Violation[] {
  const open = own.operations.filter(({ status }) => openStatuses.includes(status))
  return [...Map.groupBy(open, ({ account_id }) => account_id)]
    .filter(([, operations]) => operations.length > 1)
    .map(([account, operations]) => ({
      rule: 'one-open',
      message: `${operations.length} operations are open.`,
      ids: { account, operations: operations.map(({ id }) => id).join(' ') },
    }))
}

/** Time for which a due operation may wait before it counts as stuck. */
const turnMs = 30_000

function stuck(operation: OperationFact, { own, atRest }: Facts): string | null {
  const { status, next_attempt_at, lease_until, lease_token, ended_at } = operation
  const latest = own.readAt.getTime() - (atRest ? 0 : turnMs)
  switch (status) {
    case 'queued':
    case 'waiting':
      if (next_attempt_at === null) return 'It has no next attempt.'
      return next_attempt_at.getTime() < latest && !isHeld(operation, own)
        ? 'Its next attempt is overdue.'
        : null
    case 'running':
      if (atRest) return 'It is running although no operation should be in progress.'
      return lease_until === null || lease_until.getTime() < latest ? 'Its lease ran out.' : null
    case 'needs-person':
      return lease_token === null ? null : 'A worker still holds its lease.'
    default:
      if (ended_at === null) return 'It has no end time.'
      return next_attempt_at === null ? null : 'It has ended and has a next attempt.'
  }
}

/**
 * Its server or all operations are paused, or its server does not respond: staff, or a probe, let it
 * continue.
 */
function isHeld({ server_id }: OperationFact, { servers, allPaused }: Facts['own']): boolean {
  const server = servers.find(({ id }) => id === server_id)
  return allPaused || server?.paused_at != null || server?.breaker === 'open'
}

const explainedBy: Readonly<Record<string, readonly string[]>> = {
  pending: ['create'],
  terminating: ['terminate'],
  // It is unknown whether the account exists, so an operation must be open or need attention.
  unknown: ['create', 'terminate'],
}

export function checkEndedOrWaiting(facts: Facts): Violation[] {
  const { operations, attempts, accounts } = facts.own
  const violations: Violation[] = operations.flatMap((operation): Violation[] => {
    const why = stuck(operation, facts)
    const ids = { operation: operation.id, account: operation.account_id }
    return why === null
      ? []
      : [
          {
            rule: 'ended-or-waiting',
            message: `A ${operation.kind} that is ${operation.status}: ${why}`,
            ids,
          },
        ]
  })
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  for (const attempt of attempts) {
    const operation = byId.get(attempt.operation_id)
    // Superseded attempts are unchanged: no outcome means unknown, and the stronger operation does a lookup.
    if (attempt.outcome !== null || !operation || ['running', 'cancelled'].includes(operation.status))
      continue
    violations.push({
      rule: 'ended-or-waiting',
      message: `Attempt ${attempt.number} has no outcome, and its ${operation.kind} is ${operation.status}.`,
      ids: { operation: operation.id, attempt: attempt.id },
    })
  }
  for (const row of accounts) {
    const kinds = explainedBy[row.status]
    const open = operations.some(
      ({ account_id, kind, status }) =>
        account_id === row.id && openStatuses.includes(status) && kinds?.includes(kind),
    )
    if (kinds && !open)
      violations.push({
        rule: 'ended-or-waiting',
        message: `"${row.username}" is ${row.status}, and no open operation would resolve this.`,
        ids: { account: row.id },
      })
  }
  return violations
}
