import { z } from 'zod'
import { bodyOf, send } from './http-client.ts'
import { eventually, type RunningProcess, runProgram } from './running-process.ts'

const ledger = z.object({
  accounts: z.array(
    z.object({
      id: z.number(),
      username: z.string(),
      email: z.string(),
      billing_id: z.string().nullable(),
      status: z.string(),
      deletedAt: z.string().nullable(),
    }),
  ),
})
export type LedgerEntry = z.infer<typeof ledger>['accounts'][number]

const faults = z.object({ hanging: z.number() })
const createdKey = z.object({ id: z.number(), key: z.string(), secret: z.string() })

/** The sandbox panel in a separate process, in memory. */
export interface RunningSandbox {
  readonly url: string
  readonly process: RunningProcess
  /**
   * Every account that was ever created under this username, including deleted ones. All accounts without a
   * username.
   */
  ledger(username?: string): Promise<LedgerEntry[]>
  /** See sandbox/README.md for the rules. */
  addFault(rule: Record<string, unknown>): Promise<void>
  /** Removes all rules, and releases hanging requests. */
  clearFaults(): Promise<void>
  /** Resolves when this number of requests hang. */
  hanging(count: number): Promise<void>
  setVariants(variants: Record<string, unknown>): Promise<void>
  createKey(key?: Record<string, unknown>): Promise<{ id: number; apiKey: string; apiSecret: string }>
  passwordMatches(accountId: number, password: string): Promise<boolean>
  /** Creates an account as a call of the panel's API would have. The body is that of the control API. */
  createAccount(account: Record<string, unknown>): Promise<void>
}

/** @param env added to its environment, or replacing it. Default: a free port, and a new key */
export async function runSandbox(env: Record<string, string> = {}): Promise<RunningSandbox> {
  const process = runProgram('sandbox/main.ts', { SANDBOX_PORT: '0', ...env })
  const [, url = ''] = await process.says(/listens on (http:\S+);/)
  const control = async <T>(
    method: string,
    path: string,
    status: number,
    schema: z.ZodType<T>,
    body?: object,
  ) => bodyOf(await send(`${url}/_sandbox${path}`, { method, body }), status, schema)
  const anything = z.unknown()
  return {
    url,
    process,
    async ledger(username) {
      const { accounts } = await control('GET', '/ledger', 200, ledger)
      return username === undefined ? accounts : accounts.filter((entry) => entry.username === username)
    },
    addFault: async (rule) => void (await control('POST', '/faults', 201, anything, rule)),
    clearFaults: async () => void (await control('DELETE', '/faults', 204, anything)),
    async hanging(count) {
      await eventually(`${count} requests hang at the panel`, async () => {
        const { hanging } = await control('GET', '/faults', 200, faults)
        return hanging >= count
      })
    },
    createAccount: async (account) => void (await control('POST', '/accounts', 201, anything, account)),
    setVariants: async (variants) => void (await control('PUT', '/variants', 200, anything, variants)),
    async createKey(key = {}) {
      const wanted = { level: 'SUPER_ADMIN', scopes: ['Full Access'], ...key }
      const made = await control('POST', '/keys', 201, createdKey, wanted)
      return { id: made.id, apiKey: made.key, apiSecret: made.secret }
    },
    async passwordMatches(accountId, password) {
      const schema = z.object({ matches: z.boolean() })
      const path = `/accounts/${accountId}/check-password`
      return (await control('POST', path, 200, schema, { password })).matches
    },
  }
}
