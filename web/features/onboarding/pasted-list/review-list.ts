import type { FormFindings } from '#contracts/customers/schemas.ts'
import { client } from '../../../lib/api.ts'
import { runEach } from '../../../lib/run-each.ts'
import { words } from '../../../words/index.ts'
import { errorOf, type ListRow, rowKey } from './list-row.ts'
import type { PastedPerson } from './parse-people.ts'

const text = words.customerPaste
/** A browser allows six connections to one origin. */
const atOnce = 4

interface ListToReview {
  people: readonly PastedPerson[]
  /** One per customer. Null: every server is full. */
  serverIds: readonly (string | null)[]
  withHosting: boolean
  /** Usernames that staff typed, by row key. */
  typed: Readonly<Record<string, string>>
}

interface Asked {
  person: PastedPerson
  serverId: string | null
  username: string | undefined
  reserved?: readonly string[]
}

/**
 * Checks a list with the server, fills in usernames that are free, and names the problems of each row.
 * @throws the failure of a request
 */
export async function reviewList(list: ListToReview, signal: AbortSignal): Promise<ListRow[]> {
  const { people, serverIds, withHosting, typed } = list
  const asked = people.map(
    (person, index): Asked => ({
      person,
      serverId: withHosting ? (serverIds[index] ?? null) : null,
      username: typed[rowKey(person)],
    }),
  )
  const findings = new Map<Asked, FormFindings>()
  let failure: unknown
  const checked = asked.filter(({ person }) => person.email !== '')
  await runEach(checked, { atOnce, stop: { wanted: false } }, async (row) => {
    try {
      findings.set(row, await ask(row, signal))
    } catch (error) {
      failure ??= error
    }
  })
  if (failure) throw failure
  const rows: ListRow[] = []
  for (const row of asked)
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

async function rowOf(asked: Asked, { found, withHosting, rows, signal }: RowContext): Promise<ListRow> {
  const { person, serverId } = asked
  const reserved = rows.filter((row) => row.serverId === serverId).map(({ username }) => username)
  let username = asked.username ?? found?.freeUsername ?? ''
  if (asked.username === undefined && username !== '' && reserved.includes(username))
    username = (await ask({ ...asked, reserved }, signal)).freeUsername ?? ''
  const row = {
    key: rowKey(person),
    person,
    username: withHosting ? username : '',
    serverId,
    warning: found?.warnings.find(({ path }) => path === 'fullName')?.message ?? null,
  }
  const problem =
    personProblem(row, rows) ??
    (found ? errorOf(found, asked.username ?? '') : null) ??
    (withHosting ? hostingProblem(row, rows) : null)
  return { ...row, problem }
}

type Unjudged = Omit<ListRow, 'problem'>

function personProblem({ key, person }: Unjudged, rows: readonly ListRow[]): string | null {
  if (person.email === '') return text.noEmail
  if (person.fullName === '') return text.noName
  const same = rows.find((row) => row.key === key)
  return same ? text.repeated(same.person.line) : null
}

function hostingProblem({ username, serverId }: Unjudged, rows: readonly ListRow[]): string | null {
  if (serverId === null) return text.noServer
  if (username === '') return text.usernameMissing
  const rival = rows.find((row) => row.serverId === serverId && row.username === username)
  return rival ? text.usernameRepeated(rival.person.line) : null
}

const ask = ({ person, serverId, username, reserved = [] }: Asked, signal: AbortSignal) =>
  client.customers.validate(
    {
      email: person.email,
      fullName: person.fullName,
      companyName: person.companyName,
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
