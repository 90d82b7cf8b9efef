import { newCustomer } from '#contracts/customers/schemas.ts'
import { provisioning } from '#contracts/hosting/schemas.ts'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import type { ImportField } from '#contracts/imports/fields.ts'
import type { ImportDefaults } from '#contracts/imports/schemas.ts'
import { emailAddress } from '#contracts/text.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import type { Context } from '../context.ts'
import { whyRefused } from '../passwords/index.ts'
import {
  driverOf,
  problemsOfCredentials,
  rankForPlacement,
  readServersWithSlots,
  type ServerWithSlots,
  whyNotPlaceable,
} from '../servers/index.ts'
import type { ImportRowError } from '../tables/imports.ts'
import { type Facts, readFacts } from './facts.ts'
import { readPanelAccounts } from './panel-accounts.ts'
import { type RowValues, readIsActive, readRow } from './read-row.ts'

/** The person of a row. */
export interface Person {
  readonly email: string
  readonly fullName: string
  readonly companyName: string | null
  readonly isActive: boolean
  /** Null: generated, or set with a link. */
  readonly password: string | null
}

export interface WantedAccount {
  readonly username: string
  /** Null: generated. */
  readonly password: string | null
  readonly email: string | undefined
  readonly packageId: string | number | undefined
  /** Undefined: chosen when the account is created. */
  readonly serverId: string | undefined
}

/** The work of one valid row. `customerId`: the customer exists, and gets only the hosting. */
export type Task = { readonly person: Person; readonly customerId: string | null } & (
  | { readonly hosting: 'none' }
  | { readonly hosting: 'create'; readonly account: WantedAccount }
  | {
      readonly hosting: 'adopt'
      readonly server: ServerWithSlots
      readonly found: PanelAccount
      readonly email: string
    }
)

export interface PlannedRow {
  readonly number: number
  readonly state: 'valid' | 'invalid' | 'unchanged'
  readonly errors: readonly ImportRowError[]
  readonly email: string | null
  readonly fullName: string | null
  readonly username: string | null
  readonly serverId: string | null
  readonly contentHash: string
  readonly customerId: string | null
  readonly accountId: string | null
  /** Null unless the row is valid. */
  readonly task: Task | null
}

export interface RowToPlan {
  readonly number: number
  readonly cells: readonly string[]
  /** That the check chose. */
  readonly username: string | null
}

export interface Plan {
  readonly importId: string
  readonly defaults: ImportDefaults
  readonly fields: readonly (ImportField | null)[]
  /**
   * For a check: the slots that the rows before leave on each server. The rows that are planned take theirs from it.
   * Null when the rows are imported: the statement that takes a slot then decides.
   */
  readonly slotsLeft: Map<string, number> | null
}

interface Read {
  readonly row: RowToPlan
  readonly values: RowValues
  readonly errors: ImportRowError[]
  readonly person: Person | null
  readonly email: string | null
  readonly contentHash: string
}

/** The batch, with what its rows take from one another. */
interface Batch {
  readonly ctx: Context
  readonly plan: Plan
  readonly facts: Facts
  /** Number of the first row in the batch with this email. */
  readonly emails: Map<string, number>
  /** "<server id> <username>" -> number of the row. The id is "" for a server that is chosen later. */
  readonly usernames: Map<string, number>
  readonly onPanels: ReadonlyMap<string, PanelAccount | ImportRowError>
}

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

const { shape } = newCustomer
const hostingShape = provisioning.shape

/** Parses one field at a time. The first problem of each is added to `errors`. */
const parserInto =
  (errors: ImportRowError[]) =>
  <T>(
    field: ImportField,
    schema: { safeParse(value: unknown): Parsed<T> },
    value: unknown,
  ): T | undefined => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const { code, message } of parsed.error?.issues.slice(0, 1) ?? [])
      errors.push({ field, code, message })
    return undefined
  }

async function readPerson(
  ctx: Context,
  { defaults, fields, importId: _ }: Plan,
  row: RowToPlan,
): Promise<Read> {
  const { values, errors } = readRow(row.cells, fields)
  const check = parserInto(errors)
  const email = check('email', shape.email, values.email) ?? null
  // For an account that is adopted, the name of its owner may be unknown.
  const nameGiven =
    values.fullName ??
    (defaults.hosting === 'adopt' ? (values.hostingUsername ?? email ?? undefined) : undefined)
  const fullName = check('fullName', shape.fullName, nameGiven)
  const companyName = check('companyName', shape.companyName, values.companyName)
  const isActive = readIsActive(values.isActive)
  if (isActive === null)
    errors.push({
      field: 'isActive',
      code: 'invalid',
      message: `Active must be yes or no, not "${(values.isActive ?? '').slice(0, 50)}".`,
    })
  let password: string | null = null
  if (defaults.passwords === 'file') {
    password = check('password', shape.password.unwrap(), values.password) ?? null
    if (password !== null) {
      const why = await whyRefused(ctx, password, [email, values.fullName, values.companyName])
      if (why !== null)
        errors.push({ field: 'password', code: 'guessable-password', message: `Password ${why}` })
    }
  }
  const person =
    email === null || fullName === undefined
      ? null
      : { email, fullName, companyName: companyName || null, isActive: isActive ?? true, password }
  const content = JSON.stringify([
    defaults.hosting,
    defaults.serverId ?? 'auto',
    email,
    Object.entries(values).sort(),
  ])
  return { row, values, errors, person, email, contentHash: ctx.keyring.mac('import-row', content) }
}

interface Parsed<T> {
  readonly success: boolean
  readonly data?: T
  readonly error?: { readonly issues: readonly { readonly code: string; readonly message: string }[] }
}

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

type Base = Omit<PlannedRow, 'state' | 'errors'>

const finish = (base: Base, errors: readonly ImportRowError[], task: Task | null): PlannedRow =>
  errors.length > 0 || task === null
    ? { ...base, state: 'invalid', errors }
    : { ...base, state: 'valid', errors: [], task }

interface Known {
  readonly base: Base
  readonly errors: ImportRowError[]
  readonly person: Person | null
  readonly customer: { readonly id: string } | null
  readonly own: Facts['accounts']
  /** Null: chosen automatically, or not found. */
  readonly server: ServerWithSlots | null
}

function planCreation(batch: Batch, { row, values }: Read, known: Known): PlannedRow {
  const { ctx, plan, facts } = batch
  const { base, errors, person, customer, own, server } = known
  const onServer = own.find(
    (account) =>
      (server === null || account.serverId === server.id) &&
      (values.hostingUsername === undefined || account.username === values.hostingUsername),
  )
  if (onServer && customer && errors.length === 0)
    return {
      ...base,
      state: 'unchanged',
      errors: [],
      customerId: customer.id,
      accountId: onServer.id,
      username: onServer.username,
      serverId: onServer.serverId,
    }
  const [other] = own
  if (other)
    errors.push({
      field: 'email',
      code: 'customer-has-hosting',
      message: `${base.email} is a customer who already has the account "${other.username}". Add a further account on the customer's page.`,
    })
  const likely = server ?? rankForPlacement(facts.servers)[0] ?? null
  if (likely === null && !errors.some(({ field }) => field === 'server'))
    errors.push({
      field: 'server',
      code: 'no-server',
      message: 'No NextPanel servers available. Add a server first.',
    })

  const username =
    values.hostingUsername ?? suggestUsername(batch, { row, email: base.email, server, likely })
  const read = parserInto(errors)
  // Without an email, no username can be suggested. That error is enough.
  const validName =
    username === undefined && base.email === null
      ? undefined
      : read('hostingUsername', hostingShape.username, username)
  const email = read('hostingEmail', emailAddress('Hosting Email').optional(), values.hostingEmail)
  const packageId = read('packageId', hostingShape.packageId, packageOf(values.packageId))
  const password =
    plan.defaults.passwords === 'file'
      ? (read('hostingPassword', hostingShape.password, values.hostingPassword) ?? null)
      : null
  if (likely) {
    const fields: Readonly<Record<string, ImportField>> = {
      username: 'hostingUsername',
      password: 'hostingPassword',
    }
    for (const { path, code, message } of problemsOfCredentials(
      ctx,
      likely,
      { username: validName, password: password ?? undefined },
      '',
    ))
      errors.push({ field: fields[path] ?? '', code, message })
  }
  if (password !== null && password === person?.password)
    errors.push({
      field: 'hostingPassword',
      code: 'same-password',
      message:
        'The hosting password is the same as the password of the customer. Use a different password for each system.',
    })
  if (validName !== undefined)
    errors.push(...takenNames(batch, { row, server, username: validName, email: email ?? base.email }))
  if (errors.length === 0 && likely) errors.push(...takeSlot(plan, facts, server))
  const placed = { ...base, username: validName ?? base.username, serverId: server?.id ?? null }
  return finish(
    placed,
    errors,
    person && validName !== undefined
      ? {
          person,
          customerId: customer?.id ?? null,
          hosting: 'create',
          account: { username: validName, password, email, packageId, serverId: server?.id },
        }
      : null,
  )
}

const packageOf = (text: string | undefined) =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text

/** Undefined: no usable letter in the email. */
function suggestUsername(
  { ctx, facts, usernames }: Batch,
  {
    row,
    email,
    server,
    likely,
  }: { row: RowToPlan; email: string | null; server: ServerWithSlots | null; likely: ServerWithSlots | null },
): string | undefined {
  if (email === null || likely === null) return undefined
  const sameServer = (serverId: string | null) =>
    server === null || serverId === null || serverId === server.id
  const taken = new Set([
    ...facts.accounts.filter(({ serverId }) => sameServer(serverId)).map(({ username }) => username),
    ...facts.earlier.filter((other) => sameServer(other.serverId)).map(({ username }) => username ?? ''),
    ...[...usernames.keys()].flatMap((key) => {
      const [serverId = '', username = ''] = key.split(' ')
      return sameServer(serverId || null) ? [username] : []
    }),
  ])
  if (row.username !== null && !taken.has(row.username)) return row.username
  return suggestHostingUsername(email, driverOf(ctx, likely.driver).usernameRule, taken) || undefined
}

function takenNames(
  { facts, usernames }: Batch,
  {
    row,
    server,
    username,
    email,
  }: { row: RowToPlan; server: ServerWithSlots | null; username: string; email: string | null },
): ImportRowError[] {
  const errors: ImportRowError[] = []
  const inFile =
    usernames.get(`${server?.id ?? ''} ${username}`) ??
    facts.earlier.find((other) => other.username === username && other.serverId === (server?.id ?? null))
      ?.number
  if (inFile !== undefined && inFile !== row.number)
    errors.push({
      field: 'hostingUsername',
      code: 'duplicate-in-file',
      message: `Row ${inFile} has the same hosting username, "${username}", on the same server.`,
    })
  // On a server that is chosen later, the names are checked when the account is created.
  if (server === null) return errors
  const there = facts.accounts.filter(({ serverId }) => serverId === server.id)
  if (there.some((account) => account.username === username))
    errors.push({
      field: 'hostingUsername',
      code: 'username-taken',
      message: `The username "${username}" is already used by another hosting account on ${server.name}.`,
    })
  if (there.some((account) => account.email === email))
    errors.push({
      field: 'hostingEmail',
      code: 'email-taken',
      message: `The email ${email} is already used by another hosting account on ${server.name}.`,
    })
  return errors
}

function takeSlot({ slotsLeft }: Plan, facts: Facts, server: ServerWithSlots | null): ImportRowError[] {
  if (slotsLeft === null) return []
  const candidates = server ? [server] : rankForPlacement(facts.servers)
  const [first] = candidates
  const free = candidates.find((each) => whyNotPlaceable(each) === null && leftOn(slotsLeft, each) > 0)
  if (free) {
    slotsLeft.set(free.id, leftOn(slotsLeft, free) - 1)
    return []
  }
  const refusal = first && server ? whyNotPlaceable(first) : null
  if (refusal)
    return [{ field: 'server', code: refusal.code, message: `${refusal.reason} ${refusal.remedy}` }]
  return [
    {
      field: 'server',
      code: 'server-full',
      message: server
        ? `${server.name} has no slot left for this row: ${server.used + server.reserved} of ${server.capacity} are taken, and the rows before take the rest. Raise its capacity, or use another server.`
        : 'No server has a slot left for this row. Raise the capacity of a server, or add one.',
    },
  ]
}

const leftOn = (slotsLeft: ReadonlyMap<string, number>, server: ServerWithSlots) =>
  slotsLeft.get(server.id) ?? server.capacity - server.used - server.reserved

/** Null: chosen automatically. */
function findServer(
  { defaults }: Plan,
  servers: Facts['servers'],
  { server: text }: RowValues,
): ServerWithSlots | ImportRowError | null {
  const named = text === undefined || text.toLowerCase() === 'auto' ? undefined : text
  const wanted = named ?? (text === undefined ? defaults.serverId : undefined)
  if (wanted === undefined || wanted === 'auto') {
    if (defaults.hosting !== 'adopt') return null
    const [only, second] = servers
    if (only && !second) return only
    return {
      field: 'server',
      code: 'server-required',
      message: 'Name the NextPanel Server that has this account.',
    }
  }
  const key = wanted.toLowerCase()
  const found = servers.filter(({ id, name }) => id === key || name.toLowerCase() === key)
  const [first, second] = found
  if (first && !second) return first
  return {
    field: 'server',
    code: 'unknown-server',
    message: first
      ? `Several servers are named "${wanted.slice(0, 100)}". Use the id of the server.`
      : `There is no server named "${wanted.slice(0, 100)}". Use the name that the Server page shows.`,
  }
}

function planAdoption(batch: Batch, { row, values }: Read, known: Known): PlannedRow {
  const { facts, onPanels } = batch
  const { base, errors, person, customer, own, server } = known
  const id = values.panelUserId
  if (id === undefined)
    errors.push({
      field: 'panelUserId',
      code: 'required',
      message: 'NextPanel User ID is required to adopt an account.',
    })
  const placed = { ...base, serverId: server?.id ?? null }
  if (id === undefined || server === null) return finish(placed, errors, null)
  const held = facts.accounts.find((account) => account.serverId === server.id && account.panelUserId === id)
  if (held && customer && held.customerId === customer.id && errors.length === 0)
    return {
      ...placed,
      state: 'unchanged',
      errors: [],
      customerId: customer.id,
      accountId: held.id,
      username: held.username,
    }
  if (held)
    errors.push({
      field: 'panelUserId',
      code: 'panel-id-in-use',
      message: `Account ${id} on ${server.name} already belongs to another customer here.`,
    })
  const found = onPanels.get(`${server.id} ${id}`)
  if (found && 'field' in found) errors.push(found)
  if (!found || 'field' in found) return finish(placed, errors, null)
  errors.push(...differences(found, values, base.email))
  const email = found.email?.toLowerCase() ?? values.hostingEmail?.toLowerCase() ?? base.email ?? ''
  const names = facts.accounts.filter(
    (account) =>
      account.serverId === server.id &&
      account.id !== held?.id &&
      (account.username === found.username || account.email === email),
  )
  if (names.length > 0 && !held)
    errors.push({
      field: 'panelUserId',
      code: 'username-taken',
      message: `Another hosting account here has the username or email of account ${id} on ${server.name}.`,
    })
  const inFile =
    batch.usernames.get(`${server.id} ${found.username}`) ??
    facts.earlier.find((other) => other.username === found.username && other.serverId === server.id)?.number
  if (inFile !== undefined && inFile !== row.number)
    errors.push({
      field: 'panelUserId',
      code: 'duplicate-in-file',
      message: `Row ${inFile} adopts the same account.`,
    })
  const elsewhere = own.find((account) => account.serverId === server.id)
  if (elsewhere && !held)
    errors.push({
      field: 'email',
      code: 'customer-has-hosting',
      message: `${base.email} already has the account "${elsewhere.username}" on ${server.name}. Adopt a further one on the customer's page.`,
    })
  return finish(
    { ...placed, username: found.username },
    errors,
    person && { person, customerId: customer?.id ?? null, hosting: 'adopt', server, found, email },
  )
}

/** The account must be the one that the row means: by each name that the row has, or else by the email. */
function differences(found: PanelAccount, values: RowValues, email: string | null): ImportRowError[] {
  const errors: ImportRowError[] = []
  const differs = (field: ImportField, what: string, there: string, here: string) =>
    errors.push({
      field,
      code: 'account-does-not-match',
      message: `Account ${found.id} on the panel has the ${what} ${there}, not ${here}.`,
    })
  const { hostingUsername, hostingEmail } = values
  if (hostingUsername !== undefined && found.username !== hostingUsername)
    differs('hostingUsername', 'username', `"${found.username}"`, `"${hostingUsername}"`)
  const wantedEmail = hostingEmail ?? (hostingUsername === undefined ? email : null)
  if (
    wantedEmail !== null &&
    found.email !== undefined &&
    found.email.toLowerCase() !== wantedEmail.toLowerCase()
  )
    differs(hostingEmail === undefined ? 'email' : 'hostingEmail', 'email', found.email, wantedEmail)
  if (hostingUsername === undefined && found.email === undefined)
    errors.push({
      field: 'hostingUsername',
      code: 'required',
      message:
        'This panel does not show emails, so the hosting username is required to recognize the account.',
    })
  return errors
}
