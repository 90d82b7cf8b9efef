import type { Server } from '#contracts/server.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import type { ServerRow } from './connection.ts'
import { getServer } from './read.ts'
import { changeServerState, resumed, type StateChange } from './state.ts'

/**
 * An operation met trouble with the key, its rights, TLS or the address: the server says so at once, not at its next
 * check, and its other operations are not sent into the same wall. It ends by itself once the connection test passes.
 * A person's pause stays a person's.
 */
export function pauseForTrouble(domain: Domain, serverId: string, message: string): Promise<void> {
  return changeServerState(domain, serverId, (row, at) => ({
    status: 'needs-operator',
    statusMessage: message,
    ...(row.pausedBy === 'person'
      ? {}
      : { pausedBy: 'trouble', pausedAt: row.pausedAt ?? at, pausedReason: message }),
  }))
}

/** No operation of this server runs until somebody resumes it. What is at work now still ends its step. */
export function pauseServer(
  domain: Domain,
  call: Call,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<Server> {
  return changeByPerson(domain, call, id, 'server.pause', (row, at) =>
    row.pausedBy === 'person' ? null : { pausedBy: 'person', pausedAt: at, pausedReason: reason || null },
  )
}

/** Whatever paused it: should the trouble still be there, the next operation meets it and pauses the server again. */
export function resumeServer(domain: Domain, call: Call, id: string): Promise<Server> {
  return changeByPerson(domain, call, id, 'server.resume', (row, at) =>
    row.pausedAt === null ? null : resumed(at),
  )
}

async function changeByPerson(
  domain: Domain,
  call: Call,
  id: string,
  action: 'server.pause' | 'server.resume',
  decide: (row: ServerRow, at: Date) => StateChange | null,
): Promise<Server> {
  requireStaff(call)
  await changeServerState(domain, id, decide, async (tx, { before, after, at }) => {
    await recordAudit(tx, {
      at,
      actor: call.actor,
      action,
      subject: { kind: 'server', id },
      before: { pausedBy: before.pausedBy, reason: before.pausedReason },
      after: { pausedBy: after.pausedBy, reason: after.pausedReason },
      requestId: call.requestId,
    })
  })
  return getServer(domain, call, id)
}
