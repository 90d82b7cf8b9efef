import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { sandboxVariants } from './environment.ts'
import { openForeignPanel } from './foreign-panel.ts'
import type { Panel } from './panel-types.ts'
import { startProgram } from './program.ts'

const announced = /listens on (http:\/\/\S+?); its page is (http:\/\/\S+?)\/\s/
const ledger = z.object({
  accounts: z.array(z.object({ id: z.number(), username: z.string(), status: z.string() })),
})
const madeKey = z.object({ key: z.string(), secret: z.string() })

/** Our sandbox in a separate process, in memory. Its control port stays open while it refuses connections. */
export async function startSandboxPanel(): Promise<Panel> {
  const credential = () => randomBytes(18).toString('base64url')
  const apiKey = `npk_${credential()}`
  const apiSecret = `nps_${credential()}`
  const program = await startProgram(
    'sandbox/main.ts',
    {
      SANDBOX_PORT: '0',
      SANDBOX_CONTROL_PORT: '0',
      SANDBOX_API_KEY: apiKey,
      SANDBOX_API_SECRET: apiSecret,
      SANDBOX_VARIANTS: sandboxVariants(),
    },
    announced,
  )
  const [, url = '', controlUrl = ''] = program.started
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${controlUrl}/_sandbox${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  const { occupy } = openForeignPanel({ url, apiKey, apiSecret })
  return {
    url,
    apiKey,
    apiSecret,
    occupy,
    async accountsNamed(username) {
      const { accounts } = ledger.parse(await call('GET', '/ledger'))
      return accounts.filter((account) => account.username === username)
    },
    control: {
      fault: async (rule) => void (await call('POST', '/faults', rule)),
      clearFaults: async () => void (await call('DELETE', '/faults')),
      async newKey(wanted) {
        const { key, secret } = madeKey.parse(await call('POST', '/keys', wanted))
        return { apiKey: key, apiSecret: secret }
      },
    },
    close: () => program.stop(),
  }
}
