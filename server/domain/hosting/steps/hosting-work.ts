import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { suspendReason } from '#contracts/hosting/schemas.ts'
import type { PanelClient } from '#panels/kit/index.ts'
import { type Attempt, mayHaveWorked, type Work } from '#server/work/index.ts'
import { attempts, operations } from '#server/work/table.ts'
import type { AccountRow } from '../../accounts/index.ts'
import type { Domain } from '../../context.ts'
import type { ServerRow } from '../../servers/index.ts'
import { customers } from '../../tables/customers.ts'
import { hostingAccounts } from '../../tables/hosting-accounts.ts'
import { servers } from '../../tables/servers.ts'
import { accessPanel, type PanelAccess, type ServerContact } from './server-contact.ts'

type AttemptRow = typeof attempts.$inferSelect
export type PastCreate = Pick<AttemptRow, 'id' | 'startedAt' | 'endedAt' | 'outcome'>

/** Data and services of an operation on a hosting account. */
export interface HostingSubject {
  readonly domain: Domain
  readonly account: AccountRow
  readonly server: ServerRow
  readonly customer: { readonly fullName: string; readonly companyName: string | null }
  readonly access: PanelAccess
  /**
   * Creates of this account that may have created it, oldest first: those of unknown outcome, and those that
   * returned an id. If it is empty, the panel has no account of ours. Grows during the run.
   */
  readonly pastCreates: PastCreate[]
  /** Results from before the operation was recorded. Null for an operation that was queued. */
  readonly begun: Begun | null
}

export interface Begun {
  /** The lookup of the username. Null if this panel needs none. */
  readonly lookup: ReturnType<PanelClient['search']> | null
  /** The first attempt, recorded with the account. */
  readonly attempt: Attempt | null
}

/** One operation on a hosting account that this worker runs. */
export interface HostingWork extends Work, HostingSubject {
  readonly contact: ServerContact
  readonly panel: PanelClient
}

export const hostingWork = (work: Work, subject: HostingSubject): HostingWork => ({
  ...work,
  ...subject,
  contact: subject.access.contact,
  get panel() {
    return subject.access.open()
  },
})

const inputSchema = z.object({ reason: suspendReason.optional(), byWish: z.literal(true).optional() })

/** The reason to suspend or unsuspend. Never set for other operations. */
export const reasonOf = ({ operation }: Work) => inputSchema.parse(operation.input).reason

/** Whether dunning started the operation. */
export const isByWish = ({ operation }: Work) => inputSchema.parse(operation.input).byWish === true

/** Returns all data of the subject, read by one statement. */
export async function loadSubject(domain: Domain, work: Work): Promise<HostingSubject> {
  const { operation } = work
  // Creates of this account only: repeating an unknown suspension or termination does no harm.
  const creates = sql<
    { id: string; startedAt: string; endedAt: string | null; outcome: PastCreate['outcome'] }[]
  >`(
    select coalesce(jsonb_agg(jsonb_build_object('id', ${attempts.id}, 'startedAt', ${attempts.startedAt}, 'endedAt', ${attempts.endedAt}, 'outcome', ${attempts.outcome}) order by ${asc(attempts.startedAt)}), '[]'::jsonb)
    from ${attempts} inner join ${operations} on ${eq(operations.id, attempts.operationId)}
    where ${eq(operations.subjectId, hostingAccounts.id)} and ${eq(operations.kind, 'create')} and ${mayHaveWorked})`
  const [row] = await domain.database.db
    .select({
      account: hostingAccounts,
      server: servers,
      customer: { fullName: customers.fullName, companyName: customers.companyName },
      creates,
    })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .innerJoin(customers, eq(customers.id, hostingAccounts.customerId))
    .where(eq(hostingAccounts.id, operation.subjectId))
  if (!row) throw new Error(`Operation ${operation.id} has no hosting account.`)
  const { creates: found, ...rest } = row
  const pastCreates = found.map(({ startedAt, endedAt, ...create }) => ({
    ...create,
    startedAt: new Date(startedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
  }))
  return { domain, ...rest, access: accessPanel(domain, row.server), pastCreates, begun: null }
}
