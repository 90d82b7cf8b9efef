import { and, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { NewBulkAction } from '#contracts/bulk-actions/schemas.ts'
import { mostBulkRows } from '#contracts/bulk-actions/states.ts'
import { customerFilter } from '#contracts/customers/schemas.ts'
import { operationFilter } from '#contracts/operations/schemas.ts'
import type { Db } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import { matchingCustomerIds } from '../customers/index.ts'
import { matchingOperations } from '../operations/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

/**
 * Returns the ids that an action is fixed to: those of the request, or all that match its filter now.
 * @throws {Refusal} invalid-body: nothing matches, too many match, or an unknown parameter of the filter
 */
export async function readTarget(db: Db, { action, target }: NewBulkAction): Promise<string[]> {
  const ids = [...new Set(await readIds(db, action, target))]
  if (ids.length === 0)
    throw fieldRefusal('invalid-body', 'target', 'nothing-matches', 'Nothing matches. Nothing was prepared.')
  if (ids.length > mostBulkRows) throw tooMany()
  return ids
}

const tooMany = () =>
  fieldRefusal(
    'invalid-body',
    'target',
    'too-many',
    `More than ${mostBulkRows} match. Nothing was prepared. Use a narrower filter.`,
  )

async function readIds(
  db: Db,
  action: NewBulkAction['action'],
  { ids, customerIds, filter = {} }: NewBulkAction['target'],
): Promise<readonly string[]> {
  if (ids !== undefined) return ids
  if (action === 'set-server-mode') {
    for (const path of Object.keys(filter))
      throw fieldRefusal(
        'invalid-body',
        `target.filter.${path}`,
        'not-allowed',
        'The list of servers has no filter. Send an empty one for all servers.',
      )
    const rows = await db.select({ id: servers.id }).from(servers).where(isNull(servers.removedAt))
    return rows.map(({ id }) => id)
  }
  if (action === 'retry' || action === 'cancel') {
    const rows = await db
      .select({ id: operations.id })
      .from(operations)
      .where(and(...matchingOperations(db, parsed(operationFilter, filter))))
      .orderBy(operations.createdAt, operations.id)
      .limit(mostBulkRows + 1)
    return rows.map(({ id }) => id)
  }
  if (customerIds !== undefined) return accountsOf(db, customerIds, undefined)
  const wanted = parsed(customerFilter, filter)
  const matching = await matchingCustomerIds(db, wanted, mostBulkRows)
  if (matching.length > mostBulkRows) throw tooMany()
  // The list shows customers with an account there: their accounts elsewhere are not meant.
  return accountsOf(db, matching, wanted.serverId && eq(hostingAccounts.serverId, wanted.serverId))
}

/** Arrays of any length as one parameter: a list of parameters has a maximum. */
async function accountsOf(
  db: Db,
  customerIds: readonly string[],
  where: SQL | '' | undefined,
): Promise<string[]> {
  if (customerIds.length === 0) return []
  const given = sql`(select unnest(${sql.param([...customerIds])}::uuid[]))`
  const rows = await db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(
      and(
        inArray(hostingAccounts.customerId, given),
        ne(hostingAccounts.status, 'terminated'),
        where || undefined,
      ),
    )
    .orderBy(hostingAccounts.createdAt, hostingAccounts.id)
    .limit(mostBulkRows + 1)
  return rows.map(({ id }) => id)
}

function parsed<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  filter: Readonly<Record<string, string>>,
): z.infer<z.ZodObject<Shape>> {
  const result = schema.strict().safeParse(filter)
  if (result.success) return result.data as z.infer<z.ZodObject<Shape>>
  throw new Refusal(
    'invalid-body',
    'The filter has a parameter that is not valid. Nothing was prepared.',
    result.error.issues.flatMap(({ path, code, message, ...issue }) => {
      const unknown = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : []
      if (unknown.length === 0) return [{ path: ['target', 'filter', ...path].join('.'), code, message }]
      return unknown.map((key) => ({
        path: `target.filter.${key.slice(0, 50)}`,
        code: 'not-allowed',
        message: `The list has no filter "${key.slice(0, 50)}".`,
      }))
    }),
  )
}
