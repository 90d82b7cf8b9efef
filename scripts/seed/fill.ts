import { z } from 'zod'
import { type Client, inParallel, until } from './client.ts'
import { sampleName } from './names.ts'
import { type Panels, panelOf } from './panels.ts'
import {
  type Fate,
  faultOf,
  locations,
  needsTrouble,
  type PlannedAccount,
  planAccounts,
  type ServerName,
} from './plan.ts'

const created = z.object({
  customer: z.object({ id: z.string() }),
  hosting: z
    .object({
      account: z.object({ id: z.string(), username: z.string() }),
      operation: z.object({ id: z.string() }),
    })
    .nullable(),
})
const withId = z.object({ id: z.string() })
const servers = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), used: z.number(), reserved: z.number() })),
})
const someOperations = z.object({ items: z.array(withId) })
const anything = z.unknown()

interface Filling {
  readonly client: Client
  readonly panels: Panels
  readonly customers: number
  /** The password of every login, so that the customer area can be opened. */
  readonly password: string
  readonly say: (text: string) => void
}

interface Made extends PlannedAccount {
  accountId: string
  operationId: string
  username: string
}

/** More would only wait for the password hashes. */
const concurrency = 8

/**
 * Creates customers, hosting and every kind of problem through the API and the engine. Nothing is written
 * directly.
 */
export async function fill(filling: Filling): Promise<void> {
  const { client, customers, say } = filling
  const serverIds = await addServers(filling)
  const accounts = planAccounts(customers)
  const [early, late] = [
    accounts.filter(({ fate }) => !needsTrouble(fate)),
    accounts.filter(({ fate }) => needsTrouble(fate)),
  ]
  const made: Made[] = []
  const create = createCustomer(filling, serverIds, made)
  const without = Array.from(
    { length: Math.max(0, customers - accounts.length) },
    (_, index) => accounts.length + index,
  )
  say(`${without.length} customers without hosting...`)
  await inParallel(without, concurrency, (number) => create(number, null))
  say(`${early.length} customers with hosting...`)
  await inParallel([...early.entries()], concurrency, ([number, account]) => create(number, account))
  await engineRests(client)
  say('Suspending, terminating, cancelling...')
  await changeAccounts(client, made)
  await engineRests(client)
  say('Trouble with servers...')
  await beginTrouble(filling, serverIds)
  await inParallel([...late.entries()], concurrency, ([index, account]) =>
    create(early.length + index, account),
  )
  await meetTrouble(filling, serverIds)
  await engineRests(client, 'running')
}

async function addServers({ client, panels, customers }: Filling): Promise<Map<ServerName, string>> {
  const ids = new Map<ServerName, string>()
  // Room for the planned accounts, and some more.
  const capacity = Math.max(20, Math.round(customers * 0.05))
  for (const [name, panel] of panels) {
    const { url: baseUrl, apiKey, apiSecret } = panel
    const body = { name, baseUrl, apiKey, apiSecret, capacity, location: locations[name] }
    ids.set(name, (await client.post('/servers', body, withId)).id)
  }
  return ids
}

function createCustomer(filling: Filling, serverIds: Map<ServerName, string>, made: Made[]) {
  const { client, panels, password } = filling
  return async (number: number, account: PlannedAccount | null) => {
    const { fullName, companyName, handle } = sampleName(number)
    const email = `${handle}@example.com`
    if (account) await prepare(panelOf(panels, account.server), account.fate, { username: handle, email })
    const body = {
      email,
      fullName,
      companyName,
      password,
      isActive: number % 17 !== 16,
      ...(account
        ? {
            provisioning: {
              username: handle,
              password: `${password}-${handle}`,
              serverId: serverIds.get(account.server),
              // A package that the panel does not have.
              ...(account.fate === 'refused-by-panel' ? { packageId: 99 } : {}),
            },
          }
        : {}),
    }
    const { hosting } = await client.post('/customers', body, created)
    if (account && hosting)
      made.push({
        ...account,
        accountId: hosting.account.id,
        operationId: hosting.operation.id,
        username: hosting.account.username,
      })
  }
}

/** The fault of the panel for this account. */
async function prepare(
  panel: ReturnType<typeof panelOf>,
  fate: Fate,
  { username, email }: { username: string; email: string },
): Promise<void> {
  const fault = faultOf[fate]
  if (fault) panel.addFault({ ...fault, username })
  const stranger = { full_name: 'Other Owner' }
  if (fate === 'username-taken')
    await panel.makeAccount({ ...stranger, username, email: `other.${username}@example.net` })
  if (fate === 'email-taken') await panel.makeAccount({ ...stranger, username: `x${username}`, email })
}

const reasons = ['overdue', 'staff', 'abuse'] as const
const notes = {
  overdue: 'Third reminder was not answered',
  staff: 'On request of the customer',
  abuse: 'Sends spam',
}

async function changeAccounts(client: Client, made: readonly Made[]): Promise<void> {
  const fatedTo = (...fates: Fate[]) => made.filter(({ fate }) => fates.includes(fate))
  const suspend = (accountId: string, reason: (typeof reasons)[number]) =>
    client.post(`/hosting-accounts/${accountId}/suspend`, { reason, note: notes[reason] }, anything)
  await inParallel(
    [...fatedTo('suspended', 'suspended-twice').entries()],
    concurrency,
    async ([index, { accountId }]) => {
      await suspend(accountId, reasons[index % reasons.length] ?? 'staff')
    },
  )
  await inParallel(fatedTo('terminated'), concurrency, async ({ accountId, username }) => {
    await client.post(`/hosting-accounts/${accountId}/terminate`, { confirm: username }, anything)
  })
  await inParallel(fatedTo('cancelled'), concurrency, async ({ operationId }) => {
    await client.post(`/operations/${operationId}/cancel`, {}, anything)
  })
  await engineRests(client)
  await inParallel(fatedTo('suspended-twice'), concurrency, async ({ accountId }) => {
    await suspend(accountId, 'abuse')
  })
}

/**
 * Vienna is full, and Frankfurt 2 nearly full. Paris is in maintenance, Amsterdam is gone, London's key is
 * revoked.
 */
async function beginTrouble({ client, panels }: Filling, ids: Map<ServerName, string>): Promise<void> {
  const { items } = await client.get('/servers', servers)
  const held = (name: ServerName) => {
    const server = items.find((item) => item.id === ids.get(name))
    return Math.max(1, (server?.used ?? 0) + (server?.reserved ?? 0))
  }
  const change = (name: ServerName, body: object) => client.patch(`/servers/${ids.get(name)}`, body, anything)
  await change('Vienna', { capacity: held('Vienna') })
  await change('Frankfurt 2', { capacity: Math.ceil(held('Frankfurt 2') * 1.05) })
  await change('Paris', { mode: 'maintenance' })
  await panelOf(panels, 'Amsterdam').close()
  panelOf(panels, 'London').changeKey(1, { revoked: true })
}

/** Runs the checks of the servers, and adds accounts to the panels that are not in our records. */
async function meetTrouble({ client }: Filling, ids: Map<ServerName, string>): Promise<void> {
  // Operations that server trouble holds stay queued.
  await engineRests(client, 'running')
  for (const id of ids.values()) await client.post(`/servers/${id}/test`, {}, anything)
  for (const name of ['Frankfurt 1', 'Oslo'] as const)
    await client.post(`/servers/${ids.get(name)}/reconciliations`, {}, anything)
}

const longestRestMs = 120_000

/** Due operations have run. The others wait for their time, or need attention. */
const engineRests = (client: Client, statuses = 'queued,running') =>
  until(longestRestMs, async () => {
    const { items } = await client.get(`/operations?status=${statuses}&limit=1`, someOperations)
    return items.length === 0
  })
