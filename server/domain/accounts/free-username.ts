import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { operations } from '#server/work/table.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

const longest = sql.raw('32')
// The number at the end; more digits than these are part of the name.
const digits = sql.raw("'[0-9]{1,6}$'")
const { username, serverId } = hostingAccounts

const stem = sql`regexp_replace(${username}, ${digits}, '')`
const number = sql`coalesce(substring(${username} from ${digits})::int, 1)`
const isTaken = and(
  eq(operations.kind, 'create'),
  inArray(operations.status, ['needs-person', 'failed']),
  sql`${operations.error} ->> 'code' in ('username-taken', 'username-or-email-taken')`,
)

/**
 * For a creation that stopped because its username is taken: the same name with the next number that no
 * account on this server ever had (`anna2`, `anna3`). Null for every other operation. Over a row of
 * operations with its account.
 */
export const freeUsername: SQL<string | null> = sql`case when ${isTaken} then (
  select candidate.name from generate_series(${number} + 1, ${number} + 99) n,
    lateral (select left(${stem}, ${longest} - length(n::text)) || n as name) candidate
  where not exists (select 1 from hosting_accounts other
    where other.server_id = ${serverId} and other.username = candidate.name)
  order by n limit 1) end`
