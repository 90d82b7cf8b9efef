import { type PanelClient, PanelError } from '#panels/kit/index.ts'

/** What a run's calls say of whether the server answers; filled as it goes. */
export interface Reach {
  asked: boolean
  /** Some call had no answer, or one of 5xx. */
  unanswered: boolean
  /** Some call that changes something had an answer, a refusal too. */
  changed: boolean
}

export const newReach = (): Reach => ({ asked: false, unanswered: false, changed: false })

/** The client, with every call taken note of. Connection tests are not: they have their own way to the breaker. */
export function observed(client: PanelClient, reach: Reach): PanelClient {
  const watch = async <T>(call: Promise<T>, changes: boolean): Promise<T> => {
    reach.asked = true
    try {
      const answer = await call
      reach.changed ||= changes
      return answer
    } catch (error) {
      if (error instanceof PanelError && isUnanswered(error)) reach.unanswered = true
      else reach.changed ||= changes
      throw error
    }
  }
  return {
    ...client,
    findById: (id) => watch(client.findById(id), false),
    search: (keys) => watch(client.search(keys), false),
    usage: (id) => watch(client.usage(id), false),
    create: (account) => watch(client.create(account), true),
    suspend: (id, reason) => watch(client.suspend(id, reason), true),
    unsuspend: (id) => watch(client.unsuspend(id), true),
    terminate: (id) => watch(client.terminate(id), true),
  }
}

/** Nothing readable came back, or a 5xx. Trouble that an operator must mend is answered by a pause instead. */
function isUnanswered({ kind, exchanges }: PanelError): boolean {
  const last = exchanges.at(-1)
  if (kind === 'needs-operator' || last === undefined) return false
  return last.status === null || last.status >= 500
}
