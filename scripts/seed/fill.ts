import { z } from 'zod'
import type { ApplicationInThePast } from './application.ts'
import { openBilling, type SeedBilling } from './billing.ts'
import { type Client, engineRests, inParallel } from './client.ts'
import { liveThrough } from './history.ts'
import { sampleName } from './names.ts'
import { type Panels, panelOf } from './panels.ts'
import {
  type Fate,
  faultOf,
  isOfToday,
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
const anything = z.unknown()

interface Filling {
  readonly application: ApplicationInThePast
  readonly client: Client
  readonly panels: Panels
  readonly customers: number
  /** Of history before today; 0: everything is of today. */
  readonly days: number
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
  const { application, client, customers, days, say } = filling
  await application.setBehind(days * dayMs)
  const serverIds = await addServers(filling)
  const billing = await openBilling(client)
  const made: Made[] = []
  const create = createCustomer(filling, { serverIds, billing }, made)
  const { past, today, late } = shared(customers, days)
  if (days > 0) say(`${days} days of history, ${past.length} customers...`)
  await liveThrough(filling, async (day) => {
    await inParallel(dayOf(past, day, days), concurrency, create)
    await billing.endDay()
  })
  say(`Today: ${today.length} customers...`)
  await inParallel(today, concurrency, create)
  await billing.endDay()
  await engineRests(client)
  say('Suspending, terminating, cancelling...')
  await changeAccounts(client, made)
  await engineRests(client)
  say('Trouble with servers...')
  await beginTrouble(filling, serverIds)
  await inParallel(late, concurrency, create)
  await meetTrouble(filling, serverIds)
  await engineRests(client, 'running')
}

/** A customer to be: the number makes the name. */
interface Planned {
  readonly number: number
  readonly account: PlannedAccount | null
}

/** Groups the customers by day: without history, all come today, except those with server trouble. */
function shared(customers: number, days: number): Record<'past' | 'today' | 'late', Planned[]> {
  const accounts = planAccounts(customers).map((account, number) => ({ number, account }))
  const without = Array.from({ length: Math.max(0, customers - accounts.length) }, (_, index) => ({
    number: accounts.length + index,
    account: null,
  }))
  const late = accounts.filter(({ account }) => needsTrouble(account.fate))
  const rest = mixed(
    accounts.filter(({ account }) => !needsTrouble(account.fate)),
    without,
  )
  const past =
    days === 0
      ? []
      : rest.filter(({ account }, index) => index % (days + 1) > 0 && !(account && isOfToday(account.fate)))
  const inPast = new Set(past)
  return { past, today: rest.filter((planned) => !inPast.has(planned)), late }
}

/** Both, evenly mixed. */
const mixed = (some: readonly Planned[], others: readonly Planned[]): Planned[] => {
  const placed = (list: readonly Planned[]) =>
    list.map((planned, index) => ({ planned, at: (index + 0.5) / list.length }))
  return [...placed(some), ...placed(others)].toSorted((a, b) => a.at - b.at).map(({ planned }) => planned)
}

/** A few more each week, fewer at weekends: the share of each day, in order. */
const weights = [5, 6, 6, 5, 4, 2, 1]
const weightOf = (day: number) => (weights[day % weights.length] ?? 1) * (1 + Math.floor(day / 7) / 2)

function dayOf(past: readonly Planned[], day: number, days: number): Planned[] {
  const upTo = (end: number) =>
    Array.from({ length: end }, (_, index) => weightOf(index)).reduce((a, b) => a + b, 0)
  const at = (end: number) => Math.round((past.length * upTo(end)) / Math.max(1, upTo(days)))
  return past.slice(at(day), at(day + 1))
}

const dayMs = 86_400_000

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

interface Setup {
  readonly serverIds: Map<ServerName, string>
  readonly billing: SeedBilling
}

function createCustomer(filling: Filling, { serverIds, billing }: Setup, made: Made[]) {
  const { client, panels, password } = filling
  return async ({ number, account }: Planned) => {
    const { fullName, companyName, handle } = sampleName(number)
    const email = `${handle}@example.com`
    if (account) await prepare(panelOf(panels, account.server), account.fate, { username: handle, email })
    const subscription = billing.saleOf(number, account !== null)
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
      ...(subscription ? { subscription } : {}),
    }
    const { customer, hosting } = await client.post('/customers', body, created)
    if (subscription) await billing.sold(customer.id, number)
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
  overdue: 'No response to the third reminder',
  staff: 'Requested by the customer',
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
