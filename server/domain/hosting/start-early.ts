import { setTimeout as delay } from 'node:timers/promises'
import type { PanelAnswer, Survey } from '#panels/kit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { withTrace } from '#server/platform/tracing/index.ts'
import type { Ticket } from '#server/work/index.ts'
import type { BornRunning } from '../accounts/index.ts'
import type { Domain } from '../context.ts'
import { needsNoFirstLookup, queueLimitOf, type ServerWithSlots } from '../servers/index.ts'
import { createMessage } from './steps/create.ts'
import type { Begun } from './steps/hosting-work.ts'
import { absentNote, searchFirst } from './steps/lookup.ts'
import { accessPanel, type PanelAccess } from './steps/server-contact.ts'

// A caller never waits longer than this for a slow panel. The operation then gets the result later.
const patienceMs = 1000

/** A creation that begins before it is recorded. Only reads are sent until then. */
export interface EarlyStart {
  readonly operationId: string
  readonly ticket: Ticket
  readonly access: PanelAccess
  /** Null: this panel needs no lookup before a create. */
  readonly lookup: Promise<PanelAnswer<Survey>> | null
}

/**
 * Takes the right to run one operation on this server, and looks the username up while the caller hashes
 * passwords.
 * @returns null if the operation has to wait for other operations, another process, or the server
 */
export function startEarly(domain: Domain, server: ServerWithSlots, username: string): EarlyStart | null {
  if (server.isHeld) return null
  const ticket = domain.queues.tryTake(server.id, queueLimitOf(server))
  if (!ticket) return null
  const access = accessPanel(domain, server)
  const operationId = newId()
  const lookup = needsNoFirstLookup(server)
    ? null
    : withTrace({ operationId }, () => lookUp(access, username))
  return { operationId, ticket, access, lookup }
}

/** The run handles a failed lookup: it awaits this promise again. */
function lookUp(access: PanelAccess, username: string): Promise<PanelAnswer<Survey>> {
  const lookup = Promise.resolve().then(() => searchFirst({ panel: access.open() }, username))
  lookup.catch(() => undefined)
  return lookup
}

/**
 * Returns the initial state of the operation: its lease, and its first attempt if no decision is needed
 * before it.
 * @param waitMs maximum wait of the caller
 */
export async function beginEarly(
  domain: Domain,
  { lookup }: EarlyStart,
  names: { username: string; serverName: string },
  waitMs: number,
): Promise<{ running: BornRunning; begun: Begun }> {
  const found = await answerWithin(lookup, Math.min(waitMs, patienceMs))
  const now = domain.clock.now()
  const mayBegin = lookup === null || (found !== null && found.value.matches.length === 0)
  const attempt = mayBegin ? ({ id: newId(), number: 1, startedAt: now } as const) : null
  const attemptMessage = createMessage(names.username, names.serverName)
  return {
    running: {
      leaseToken: newId(),
      leaseUntil: new Date(now.getTime() + domain.engine.leaseMs),
      attempt,
      attemptMessage,
      notes: attempt && found ? [{ at: now, ...absentNote(found) }] : [],
    },
    begun: { lookup, attempt },
  }
}

async function answerWithin<T>(answer: Promise<T> | null, ms: number): Promise<T | null> {
  if (answer === null) return null
  const patience = new AbortController()
  const tooLong = delay(ms, null, { signal: patience.signal }).catch(() => null)
  try {
    return await Promise.race([answer.catch(() => null), tooLong])
  } finally {
    patience.abort()
  }
}
