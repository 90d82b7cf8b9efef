import { eq, inArray, sql } from 'drizzle-orm'
import type { BulkOptions } from '#contracts/bulk-actions/schemas.ts'
import type { BulkActionKind } from '#contracts/bulk-actions/states.ts'
import { isProvisioned } from '#contracts/hosting/states.ts'
import { activeStatuses, isActive, mayCancel, mayRetry } from '#contracts/operations/states.ts'
import type { Db } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import type { Domain } from '../context.ts'
import { refuseUnsupported } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

/** The effect of the action on one row. `skip` is null if it acts on it. */
export interface Decision {
  readonly name: string
  readonly serverId: string | null
  readonly skip: { readonly code: string; readonly message: string } | null
}

export interface Action {
  readonly action: BulkActionKind
  readonly options: BulkOptions
}

/**
 * Decides what the action does with each subject, as they are now. The check and the run both use it, so that a dry run
 * equals the result if nothing changes in between. Changes nothing.
 */
export async function decide(
  domain: Pick<Domain, 'database' | 'drivers'>,
  action: Action,
  ids: readonly string[],
): Promise<Map<string, Decision>> {
  const { db } = domain.database
  const known = await readers[action.action](domain, db, action.options, ids)
  return new Map(ids.map((id) => [id, known.get(id) ?? gone]))
}

const skip = (code: string, message: string) => ({ code, message })
const gone: Decision = {
  name: '',
  serverId: null,
  skip: skip('not-found', 'It does not exist, or was removed.'),
}

type Reader = (
  domain: Pick<Domain, 'drivers'>,
  db: Db,
  options: BulkOptions,
  ids: readonly string[],
) => Promise<Map<string, Decision>>

const readAccounts =
  (kind: 'suspend' | 'unsuspend'): Reader =>
  async (domain, db, { reason }, ids) => {
    const rows = await db
      .select({
        id: hostingAccounts.id,
        username: hostingAccounts.username,
        status: hostingAccounts.status,
        suspendReasons: hostingAccounts.suspendReasons,
        serverId: servers.id,
        driver: servers.driver,
        isUnderWay: sql<boolean>`exists (select 1 from ${operations} o where o.subject_id = ${hostingAccounts.id}
          and o.status in (${sql.join(
            [...activeStatuses, 'needs-person'].map((status) => sql`${status}`),
            sql`, `,
          )}))`,
      })
      .from(hostingAccounts)
      .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
      .where(inArray(hostingAccounts.id, [...ids]))
    return new Map(
      rows.map(({ id, username, serverId, ...row }) => [
        id,
        { name: username, serverId, skip: whyNotChanged(domain, kind, { ...row, reason }) },
      ]),
    )
  }

function whyNotChanged(
  domain: Pick<Domain, 'drivers'>,
  kind: 'suspend' | 'unsuspend',
  {
    status,
    suspendReasons,
    reason,
    driver,
    isUnderWay,
  }: Pick<typeof hostingAccounts.$inferSelect, 'status' | 'suspendReasons'> & {
    reason: BulkOptions['reason']
    driver: string
    isUnderWay: boolean
  },
): Decision['skip'] {
  if (!isProvisioned(status)) return skip(`account-${status}`, `The account is ${status}.`)
  const has = suspendReasons.some((each) => each === reason)
  if (kind === 'suspend' && has) return skip('already-suspended', 'It is already suspended for this reason.')
  if (kind === 'unsuspend' && !has) return skip('other-reason', 'It is not suspended for this reason.')
  if (isUnderWay)
    return skip('operation-under-way', 'Another operation on this account is in progress or needs attention.')
  try {
    refuseUnsupported(domain, driver, kind)
    return null
  } catch (error) {
    if (error instanceof Refusal) return skip(error.code, error.message)
    throw error
  }
}

const readOperations =
  (kind: 'retry' | 'cancel'): Reader =>
  async (_, db, __, ids) => {
    const rows = await db
      .select({
        id: operations.id,
        kind: operations.kind,
        status: operations.status,
        serverId: operations.queueKey,
        username: hostingAccounts.username,
        isLatest: sql<boolean>`not exists (select 1 from ${operations} later where later.subject_id = ${operations.subjectId}
          and (later.created_at, later.id) > (${operations.createdAt}, ${operations.id}))`,
      })
      .from(operations)
      .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
      .where(inArray(operations.id, [...ids]))
    return new Map(
      rows.map(({ id, serverId, username, ...row }) => [
        id,
        {
          name: `${row.kind} ${username}`,
          serverId,
          skip: kind === 'retry' ? whyNotRetried(row) : whyNotCancelled(row),
        },
      ]),
    )
  }

type OperationFacts = Pick<typeof operations.$inferSelect, 'kind' | 'status'> & { isLatest: boolean }

function whyNotRetried({ kind, status, isLatest }: OperationFacts): Decision['skip'] {
  if (!mayRetry(status))
    return isActive(status)
      ? skip('operation-under-way', 'The operation is in progress.')
      : skip(`operation-${status}`, `The operation is ${status}.`)
  if (!isLatest) return skip('later-operation', 'A later operation on this account exists.')
  // It deletes data, and the single action asks for a recent sign-in.
  if (kind === 'terminate') return skip('termination', 'A termination is retried on its own page only.')
  return null
}

const whyNotCancelled = ({ status }: OperationFacts): Decision['skip'] =>
  mayCancel(status) ? null : skip(`operation-${status}`, `The operation is ${status}.`)

const readServers: Reader = async (_, db, { mode }, ids) => {
  const rows = await db
    .select({ id: servers.id, name: servers.name, mode: servers.mode, removedAt: servers.removedAt })
    .from(servers)
    .where(inArray(servers.id, [...ids]))
  return new Map(
    rows.flatMap(({ id, name, mode: present, removedAt }) =>
      removedAt === null
        ? [
            [
              id,
              {
                name,
                serverId: null,
                skip: present === mode ? skip('unchanged', 'The server has this mode already.') : null,
              },
            ] as const,
          ]
        : [],
    ),
  )
}

const readers: Record<BulkActionKind, Reader> = {
  suspend: readAccounts('suspend'),
  unsuspend: readAccounts('unsuspend'),
  retry: readOperations('retry'),
  cancel: readOperations('cancel'),
  'set-server-mode': readServers,
}
