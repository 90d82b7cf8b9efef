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

/** What an idempotency key is bound to: it happens once, and there is nothing to tell of it. */
const nothing = z.object({})

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

/** No operation of this server runs until somebody resumes it. What is at work now still ends its step. */
export function pauseServer(
  ctx: Context,
  { id, reason }: ById & { reason?: string | undefined },
): Promise<Server> {
  return changeByPerson(ctx, id, 'server.pause', (row, at) =>
    row.pausedBy === 'person' ? null : { pausedBy: 'person', pausedAt: at, pausedReason: reason || null },
  )
}

/** Whatever paused it: should the trouble still be there, the next operation meets it and pauses the server again. */
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
