import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context, Domain } from '../context.ts'
import type { ServerRow } from './connection.ts'
import { findServer, getServer } from './read.ts'
import {
  changeServerState,
  changeStateIn,
  resumed,
  type ServerChange,
  type StateChange,
  serverChanged,
} from './state.ts'

/** The value that an idempotency key is bound to. The action runs once and has no result to return. */
const nothing = z.object({})

/**
 * Pauses a server after an operation failed because of the key, its permissions, TLS or the address. The
 * server shows it at once, not at its next check, and its other operations are not sent. The pause ends
 * automatically when the connection test passes. A pause by staff is kept.
 */
export function pauseForTrouble(domain: Domain, serverId: string, message: string): Promise<void> {
  return changeServerState(domain, serverId, (row, at) => ({
    status: 'needs-operator',
    statusMessage: message,
    ...(row.pausedBy === 'person'
      ? {}
      : {
          pausedBy: 'trouble',
          pausedAt: row.pausedAt ?? at,
          pausedReason: message,
          nextCheckAt: sooner(row.nextCheckAt, at.getTime() + domain.engine.troubleCheckMs),
        }),
  }))
}

const sooner = (planned: Date | null, ms: number) =>
  new Date(Math.min(planned?.getTime() ?? Number.POSITIVE_INFINITY, ms))

/**
 * Pauses the operations of this server until staff resume them. Running operations finish their current step.
 */
export function pauseServer(
  ctx: Context,
  { id, reason }: ById & { reason?: string | undefined },
): Promise<Server> {
  return changeByPerson(ctx, id, 'server.pause', (row, at) =>
    row.pausedBy === 'person' ? null : { pausedBy: 'person', pausedAt: at, pausedReason: reason || null },
  )
}

/** Ends any pause. If the trouble persists, the next operation fails and pauses the server again. */
export function resumeServer(ctx: Context, { id }: ById): Promise<Server> {
  return changeByPerson(ctx, id, 'server.resume', (row, at) => (row.pausedAt === null ? null : resumed(at)))
}

async function changeByPerson(
  ctx: Context,
  id: string,
  action: 'server.pause' | 'server.resume',
  decide: (row: ServerRow, at: Date) => StateChange | null,
): Promise<Server> {
  const { clock, database } = ctx
  await findServer(database.db, id)
  let changed: ServerChange | null = null
  await database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: nothing, clock }, async () => {
      const change = await changeStateIn(tx, ctx, id, decide)
      changed = change
      if (change)
        await recordAudit(tx, {
          at: change.at,
          actor: ctx.actor,
          action,
          subject: { kind: 'server', id },
          before: { pausedBy: change.before.pausedBy, reason: change.before.pausedReason },
          after: { pausedBy: change.after.pausedBy, reason: change.after.pausedReason },
          requestId: ctx.requestId,
        })
      return {}
    }),
  )
  if (changed) serverChanged(ctx, changed)
  return getServer(ctx, { id })
}
