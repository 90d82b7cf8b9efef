import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { Accounts } from '#sandbox/accounts/accounts.ts'
import type { SandboxEnv } from '#sandbox/env.ts'
import { takeIn } from '#sandbox/intake.ts'
import type { RequestLog } from '#sandbox/requests.ts'
import { chooseFault, type FaultSources } from './choice.ts'
import type { Fault } from './fault.ts'
import type { Holds } from './holds.ts'
import type { Listener } from './listener.ts'
import type { ChosenFault } from './queue.ts'
import { letStrangerTake } from './stranger.ts'
import { streamAnswer } from './stream-answer.ts'
import { faultTable } from './table.ts'

interface FaultInjection extends FaultSources {
  readonly holds: Holds
  readonly requests: RequestLog
  readonly accounts: Accounts
  readonly door: { readonly listener: Listener | undefined }
}

type Call = Context<SandboxEnv>

/** Writes every request into the log, chooses its fault, and lets the fault or the panel respond. */
export const injectFaults =
  (injection: FaultInjection): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    await takeIn(c, injection)
    const work = async () => {
      await next()
      return c.res
    }
    const chosen = chooseFault(injection, c.get('entry'), c.req.header('x-sandbox-fault'))
    const answer =
      chosen === undefined ? await perform(c, work) : await applyFault(c, chosen, work, injection)
    answerWith(c, answer)
  }

async function perform(c: Call, work: () => Promise<Response>): Promise<Response> {
  const answer = await work()
  c.get('entry').performed = answer.status
  return answer
}

async function applyFault(
  c: Call,
  chosen: ChosenFault,
  work: () => Promise<Response>,
  { holds, door, accounts }: FaultInjection,
): Promise<Response> {
  const entry = c.get('entry')
  const { incoming, outgoing } = c.env
  const drop = () => {
    if (entry.outcome === 'pending') entry.outcome = 'dropped'
    incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  const fault: Fault = faultTable[chosen.name]
  try {
    return await fault.apply({
      parameters: chosen.parameters,
      perform(when) {
        c.set('late', when === 'late')
        return perform(c, work)
      },
      rehearse() {
        c.set('rehearsal', true)
        return work()
      },
      async stream(status, body) {
        if (!(await streamAnswer(outgoing, status, body))) return drop()
        Object.assign(entry, { status, outcome: 'answered' })
        return RESPONSE_ALREADY_SENT
      },
      drop,
      hold: () => holds.hold(outgoing),
      waitForRelease: () => holds.waitForRelease(),
      pause: (ms) => holds.pause(ms),
      refuseConnections: (ms) => door.listener?.refuse(ms),
      accountBeside: (id) => accounts.list({}).findLast((account) => account.id !== id),
      letStrangerTake: (what) => letStrangerTake(accounts, what, entry),
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
  // Hono merges the headers of an existing response. The fault's response must be separate.
  c.res = undefined
  c.res = answer
}
