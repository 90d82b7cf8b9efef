import type { IncomingMessage } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { Accounts } from './accounts.ts'
import type { SandboxEnv } from './env.ts'
import { type Fault, faultTable } from './fault-table.ts'
import { type ChosenFault, type FaultQueue, faultInUsername, parseFaultHeader } from './faults.ts'
import type { Holds } from './holds.ts'
import type { Listener } from './listener.ts'
import { Refusal } from './refusal.ts'
import { type RequestLog, redact } from './requests.ts'
import { accountIdIn, nameRoute } from './routes.ts'
import type { VariantSwitch } from './variants.ts'

export interface FaultInjection {
  readonly queue: FaultQueue
  readonly holds: Holds
  readonly requests: RequestLog
  readonly accounts: Accounts
  readonly variants: VariantSwitch
  /** Usernames that have had their magic fault. */
  readonly spentUsernames: Set<string>
  readonly door: { readonly listener: Listener | undefined }
}

type Call = Context<SandboxEnv>

/** Writes every request into the log, decides on its fault, and lets the fault or the panel answer it. */
export const injectFaults =
  (injection: FaultInjection): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    await logRequest(c, injection)
    const perform = async () => {
      await next()
      c.get('entry').performed = c.res.status
      return c.res
    }
    const chosen = chooseFault(c, injection)
    const answer = chosen === undefined ? await perform() : await applyFault(c, chosen, perform, injection)
    answerWith(c, answer)
  }

async function logRequest(c: Call, { requests, accounts }: FaultInjection): Promise<void> {
  const bodyText = await readBody(c.env.incoming)
  const { pathname, search } = new URL(c.req.url)
  const body = jsonOrNull(bodyText)
  const owner = accountIdIn(pathname)
  const username =
    usernameIn(body) ??
    c.req.query('username') ??
    (owner === undefined ? null : accounts.find(owner)?.username)
  const entry = requests.begin({
    method: c.req.method,
    path: pathname + search,
    route: nameRoute(c.req.method, pathname, body),
    username: username ?? null,
    body: redact(body),
  })
  c.set('entry', entry)
  c.set('bodyText', bodyText)
  const { outgoing } = c.env
  outgoing.once('close', () => {
    if (!outgoing.writableFinished && entry.outcome !== 'dropped')
      Object.assign(entry, { outcome: 'client-gone', status: null })
  })
}

function chooseFault(c: Call, injection: FaultInjection): ChosenFault | undefined {
  const entry = c.get('entry')
  const header = c.req.header('x-sandbox-fault')
  if (header !== undefined) return fromHeader(header)
  const queued = injection.queue.take(entry)
  if (queued !== undefined || entry.route !== 'create' || entry.username === null) return queued
  const asked = injection.variants.current.magicUsernames ? faultInUsername(entry.username) : undefined
  if (asked === undefined || (!asked.always && injection.spentUsernames.has(entry.username))) return undefined
  injection.spentUsernames.add(entry.username)
  return { name: asked.name, parameters: {} }
}

function fromHeader(header: string): ChosenFault {
  try {
    return parseFaultHeader(header)
  } catch {
    throw new Refusal(400, 'X-Sandbox-Fault takes a fault and its parameters, like: slow; ms=500')
  }
}

async function applyFault(
  c: Call,
  chosen: ChosenFault,
  perform: () => Promise<Response>,
  { holds, door }: FaultInjection,
): Promise<Response> {
  const entry = c.get('entry')
  const { incoming, outgoing } = c.env
  entry.fault = chosen.name
  const drop = () => {
    entry.outcome = 'dropped'
    incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  const fault: Fault = faultTable[chosen.name]
  try {
    return await fault.apply({
      parameters: chosen.parameters,
      outgoing,
      perform,
      drop,
      hold: () => holds.hold(outgoing),
      pause: (ms) => holds.pause(ms),
      refuseConnections: (ms) => door.listener?.refuse(ms),
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return drop()
    throw error
  }
}

function answerWith(c: Call, answer: Response): void {
  const entry = c.get('entry')
  if (answer !== RESPONSE_ALREADY_SENT && entry.outcome === 'pending') {
    entry.status = answer.status
    entry.outcome = 'answered'
  }
  if (c.finalized && c.res === answer) return
  // Hono merges the headers of an answer that is already there; the fault's answer stands alone.
  c.res = undefined
  c.res = answer
}

const bodyLimitBytes = 1_048_576

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > bodyLimitBytes) throw new Refusal(413, 'Request body too large', { connection: 'close' })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function usernameIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('username' in body)) return undefined
  return typeof body.username === 'string' ? body.username : undefined
}
