import { z } from 'zod'
import type { PanelAccess } from './environment.ts'
import type { Panel } from './panel-types.ts'

const record = z.object({ id: z.union([z.number(), z.string()]), username: z.string() })
const list = z.union([
  z.array(record),
  z.object({ accounts: z.array(record) }).transform(({ accounts }) => accounts),
  z.object({ items: z.array(record) }).transform(({ items }) => items),
])

/** Another implementation, read through the billing API alone: by its list, or the account by its id. */
export function openForeignPanel(access: PanelAccess): Panel {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${access.url}/api/v1/billing/accounts${path}`, {
      ...init,
      headers: {
        'content-type': 'application/json',
        'x-api-key': access.apiKey,
        'x-api-secret': access.apiSecret,
      },
      redirect: 'error',
    })
  return {
    ...access,
    control: null,
    async accountsNamed(username, shownId) {
      const listed = await call(`?username=${username}&limit=1000`)
      const all = listed.ok ? list.parse(await listed.json()) : []
      const named = all.filter((account) => account.username === username)
      if (named.length > 0 || shownId === undefined) return listed.ok ? named : null
      const one = await call(`/${shownId}`)
      return one.ok ? [record.parse(await one.json())] : null
    },
    async occupy({ username, email }) {
      const body = { username, email, password: 'Occupied-1-by-another', full_name: 'Other Owner' }
      const made = await call('', { method: 'POST', body: JSON.stringify(body) })
      if (!made.ok) throw new Error(`The panel refused the account of another owner: ${await made.text()}`)
    },
    close: async () => {},
  }
}
