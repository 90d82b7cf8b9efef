import type { Call, Reply } from '../../http-client.ts'
import { newCustomer } from '../../system/onboarding.ts'
import type { OwnFacts } from '../invariants/index.ts'
import { draw, type Random } from './random.ts'

/** A request of a persistent caller: repeated under one key until it gets a response. */
export interface Wish {
  readonly path: string
  readonly body: object
  readonly key: string
}

const share = { onboard: 18, suspend: 5, unsuspend: 3, terminate: 4 } as const

/** The requests of one moment: thirty, or fewer if there are not enough accounts. */
export function thirtyWishes(random: Random, name: string, { accounts, operations }: OwnFacts): Wish[] {
  let count = 0
  const wish = (path: string, body: object): Wish => {
    count += 1
    return { path, body, key: `${name} ${count}` }
  }
  const busy = new Set(
    operations.filter(({ ended_at }) => ended_at === null).map(({ account_id }) => account_id),
  )
  const free = (...statuses: string[]) =>
    accounts.filter(({ id, status }) => statuses.includes(status) && !busy.has(id))
  const on = (id: string, verb: string) => `/api/v1/hosting-accounts/${id}/${verb}`
  const reason = () => (random() < 0.5 ? 'staff' : 'overdue')
  // Also operations that need attention: a termination resolves them.
  const unwanted = accounts.filter(({ status }) =>
    ['active', 'suspended', 'unknown', 'conflict'].includes(status),
  )
  return draw(
    random,
    [
      ...Array.from({ length: share.onboard }, (_, index) =>
        wish('/api/v1/customers', newCustomer(`${name}n${index}`)),
      ),
      ...draw(random, free('active'), share.suspend).map(({ id }) =>
        wish(on(id, 'suspend'), { reason: reason() }),
      ),
      ...draw(random, free('suspended'), share.unsuspend).map(({ id }) =>
        wish(on(id, 'unsuspend'), { reason: reason() }),
      ),
      ...draw(random, unwanted, share.terminate).map(({ id, username }) =>
        wish(on(id, 'terminate'), { confirm: username }),
      ),
    ],
    30,
  )
}

/** Retries every operation that needs attention. */
export const retries = (name: string, { operations }: OwnFacts): Wish[] =>
  operations
    .filter(({ status }) => status === 'needs-person')
    .map(({ id }) => ({ path: `/api/v1/operations/${id}/retry`, body: {}, key: `${name} ${id}` }))

/**
 * Sends all of them at once. @returns those that got no response, to be repeated
 * @throws {Error} if the server reports a failure
 */
export async function sendAll(call: Call, wishes: readonly Wish[]): Promise<Wish[]> {
  const unanswered = await Promise.all(
    wishes.map(async (wish) => {
      const { path, body, key } = wish
      const headers = { 'idempotency-key': key, prefer: 'wait=0' }
      const reply = await call('POST', path, { body, headers }).catch(() => undefined)
      if (reply) refuseFault(path, reply)
      return reply ? [] : [wish]
    }),
  )
  return unanswered.flat()
}

function refuseFault(path: string, { status, text }: Reply): void {
  if (status >= 500) throw new Error(`${path} returned ${status}: ${text}`)
}
