import type { FormFindings } from '#contracts/customers/schemas.ts'
import { client } from '../../../lib/api.ts'
import { runEach } from '../../../lib/run-each.ts'
import { words } from '../../../words/index.ts'
import { errorOf, type ListRow, rowKey } from './list-row.ts'
import type { PastedCustomer } from './parse-customers.ts'

const text = words.customerPaste
/** A browser allows six connections to one origin. */
const atOnce = 4

interface ListToReview {
  customers: readonly PastedCustomer[]
  /** One per customer. Null: every server is full. */
  serverIds: readonly (string | null)[]
  withHosting: boolean
  /** Usernames that staff typed, by row key. */
  typed: Readonly<Record<string, string>>
}

interface RequestedRow {
  customer: PastedCustomer
  serverId: string | null
  username: string | undefined
  reserved?: readonly string[]
}

/**
 * Checks a list with the server, fills in usernames that are free, and names the problems of each row.
 * @throws the failure of a request
 */
export async function reviewList(list: ListToReview, signal: AbortSignal): Promise<ListRow[]> {
  const { customers, serverIds, withHosting, typed } = list
  const requested = customers.map(
    (customer, index): RequestedRow => ({
      customer,
      serverId: withHosting ? (serverIds[index] ?? null) : null,
      username: typed[rowKey(customer)],
    }),
  )
  const findings = new Map<RequestedRow, FormFindings>()
  let failure: unknown
  const checked = requested.filter(({ customer }) => customer.email !== '')
  await runEach(checked, { atOnce, stop: { wanted: false } }, async (row) => {
    try {
      findings.set(row, await ask(row, signal))
    } catch (error) {
      failure ??= error
    }
  })
  if (failure) throw failure
  const rows: ListRow[] = []
  for (const row of requested)
    rows.push(await rowOf(row, { found: findings.get(row), withHosting, rows, signal }))
  return rows
}

interface RowContext {
  found: FormFindings | undefined
  withHosting: boolean
  /** The rows before this one. */
  rows: readonly ListRow[]
  signal: AbortSignal
}

async function rowOf(
  requested: RequestedRow,
  { found, withHosting, rows, signal }: RowContext,
): Promise<ListRow> {
  const { customer, serverId } = requested
  const reserved = rows.filter((row) => row.serverId === serverId).map(({ username }) => username)
  let username = requested.username ?? found?.freeUsername ?? ''
  if (requested.username === undefined && username !== '' && reserved.includes(username))
    username = (await ask({ ...requested, reserved }, signal)).freeUsername ?? ''
  const row = {
    key: rowKey(customer),
    customer,
    username: withHosting ? username : '',
    serverId,
    warning: found?.warnings.find(({ path }) => path === 'fullName')?.message ?? null,
  }
  const problem =
    customerProblem(row, rows) ??
    (found ? errorOf(found, requested.username ?? '') : null) ??
    (withHosting ? hostingProblem(row, rows) : null)
  return { ...row, problem }
}

type UncheckedRow = Omit<ListRow, 'problem'>

function customerProblem({ key, customer }: UncheckedRow, rows: readonly ListRow[]): string | null {
  if (customer.email === '') return text.noEmail
  if (customer.fullName === '') return text.noName
  const same = rows.find((row) => row.key === key)
  return same ? text.repeated(same.customer.line) : null
}

function hostingProblem({ username, serverId }: UncheckedRow, rows: readonly ListRow[]): string | null {
  if (serverId === null) return text.noServer
  if (username === '') return text.usernameMissing
  const duplicate = rows.find((row) => row.serverId === serverId && row.username === username)
  return duplicate ? text.usernameRepeated(duplicate.customer.line) : null
}

const ask = ({ customer, serverId, username, reserved = [] }: RequestedRow, signal: AbortSignal) =>
  client.customers.validate(
    {
      email: customer.email,
      fullName: customer.fullName,
      companyName: customer.companyName,
      passwordLink: true,
      ...(serverId
        ? {
            provisioning: {
              serverId,
              reservedUsernames: reserved,
              password: '',
              ...(username ? { username } : {}),
            },
          }
        : {}),
    },
    { signal },
  )
