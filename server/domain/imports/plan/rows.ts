import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import type { Context } from '../../context.ts'
import { readServersWithSlots } from '../../servers/index.ts'
import { type Facts, readFacts } from '../facts.ts'
import { readPanelAccounts } from '../panel-accounts.ts'
import { planAdoption } from './adoption.ts'
import { planCreation } from './creation.ts'
import { findServer } from './find-server.ts'
import { type Batch, finish, type Plan, type PlannedRow, type Read, type RowToPlan } from './parts.ts'
import { readPerson } from './person.ts'

/**
 * Decides what each row of a batch would do, from the rows, the database and, for accounts to adopt, the panels. The
 * check and the import both use it. Writes nothing.
 */
export async function planRows(ctx: Context, plan: Plan, rows: readonly RowToPlan[]): Promise<PlannedRow[]> {
  const reads: Read[] = []
  for (const row of rows) reads.push(await readPerson(ctx, plan, row))
  const accountsWanted = plan.defaults.hosting !== 'none'
  const servers = await readServersWithSlots(ctx.database.db)
  const onPanels = await readPanelAccounts(ctx, wantedOnPanels(plan, servers, reads))
  const foundNames = [...onPanels.values()].map((found) => ('field' in found ? null : found.username))
  const facts = await readFacts(ctx.database.db, {
    servers,
    importId: plan.importId,
    firstNumber: rows[0]?.number ?? 0,
    emails: unique(reads.flatMap(({ email, values }) => [email, values.hostingEmail?.toLowerCase() ?? null])),
    usernames: accountsWanted
      ? unique([
          ...reads.flatMap(({ row, values }) => [row.username, values.hostingUsername ?? null]),
          ...foundNames,
        ])
      : [],
    stems: plan.defaults.hosting === 'create' ? unique(reads.map(stemOf)) : [],
    panelUserIds:
      plan.defaults.hosting === 'adopt' ? unique(reads.map(({ values }) => values.panelUserId ?? null)) : [],
    contentHashes: reads.map(({ contentHash }) => contentHash),
  })
  const batch: Batch = { ctx, plan, facts, emails: new Map(), usernames: new Map(), onPanels }
  return reads.map((read) => {
    const planned = planRow(batch, read)
    // As in facts.earlier: an invalid row takes nothing from the rows after it.
    if (planned.state !== 'invalid') take(batch, planned)
    return planned
  })
}

function take({ emails, usernames }: Batch, { number, email, username, serverId }: PlannedRow): void {
  if (email !== null) emails.set(email, number)
  if (username !== null) usernames.set(`${serverId ?? ''} ${username}`, number)
}

function wantedOnPanels(plan: Plan, servers: Facts['servers'], reads: readonly Read[]) {
  if (plan.defaults.hosting !== 'adopt') return []
  return reads.flatMap(({ values }) => {
    const server = findServer(plan, servers, values)
    return server !== null && 'id' in server && values.panelUserId !== undefined
      ? [{ server, panelUserId: values.panelUserId }]
      : []
  })
}

const unique = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null && value !== ''))] as string[]

// A suggestion may be shortened to make room for a number.
const stemOf = ({ email, values }: Read): string | null =>
  email === null || values.hostingUsername !== undefined
    ? null
    : suggestHostingUsername(email).slice(0, 8) || null

function planRow(batch: Batch, read: Read): PlannedRow {
  const { plan, facts } = batch
  const { row, values, email, person, contentHash } = read
  const errors = [...read.errors]
  const base = {
    number: row.number,
    email,
    fullName: person?.fullName ?? values.fullName?.slice(0, 200) ?? null,
    username: values.hostingUsername?.slice(0, 255) ?? null,
    serverId: null,
    contentHash,
    customerId: null,
    accountId: null,
    task: null,
  }
  if (facts.imported.has(contentHash)) return { ...base, state: 'unchanged', errors: [] }
  if (email !== null) {
    const first = batch.emails.get(email) ?? facts.earlier.find((other) => other.email === email)?.number
    if (first !== undefined && first !== row.number)
      errors.push({
        field: 'email',
        code: 'duplicate-in-file',
        message: `Row ${first} has the same email, ${email}. Keep one of them.`,
      })
  }
  const login = email === null ? undefined : facts.logins.get(email)
  const own = login?.customer
    ? facts.accounts.filter(({ customerId }) => customerId === login.customer?.id)
    : []
  if (login?.role === 'staff')
    errors.push({
      field: 'email',
      code: 'email-taken',
      message: `${email} belongs to a staff user. Use another email.`,
    })

  if (plan.defaults.hosting === 'none') {
    if (login?.customer && person) {
      const { id, fullName, companyName } = login.customer
      if (errors.length === 0 && fullName === person.fullName && companyName === person.companyName)
        return { ...base, state: 'unchanged', errors: [], customerId: id }
      errors.push({
        field: 'email',
        code: 'email-taken',
        message: `${email} already belongs to the customer ${fullName}. An import changes no existing customer.`,
      })
    }
    return finish(base, errors, person && { person, customerId: null, hosting: 'none' })
  }
  const server = findServer(plan, facts.servers, values)
  if (server !== null && 'field' in server) errors.push(server)
  const known = {
    person,
    customer: login?.customer ?? null,
    own,
    server: server !== null && 'id' in server ? server : null,
  }
  return plan.defaults.hosting === 'create'
    ? planCreation(batch, read, { base, errors, ...known })
    : planAdoption(batch, read, { base, errors, ...known })
}
