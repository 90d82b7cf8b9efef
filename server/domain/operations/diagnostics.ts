import { asc, desc, eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { version } from '#server/platform/product/index.ts'
import { attempts } from '#server/work/table.ts'
import { readOperation } from '../accounts/index.ts'
import type { Context, Domain } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { serverChecks } from '../tables/server-checks.ts'
import { servers } from '../tables/servers.ts'

type Facts = Readonly<Record<string, unknown>>

const checksShown = 10

/**
 * Returns everything about an operation as text for a support request: no key, no password, no customer name,
 * and email addresses masked.
 */
export async function diagnoseOperation(ctx: Context, { id }: ById): Promise<File> {
  const { db } = ctx.database
  const operation = await readOperation(db, id)
  const [account] = await db.select().from(hostingAccounts).where(eq(hostingAccounts.id, operation.accountId))
  const [server] = await db.select().from(servers).where(eq(servers.id, operation.serverId))
  const tries = await db
    .select()
    .from(attempts)
    .where(eq(attempts.operationId, id))
    .orderBy(asc(attempts.number))
  const checks = await db
    .select()
    .from(serverChecks)
    .where(eq(serverChecks.serverId, operation.serverId))
    .orderBy(desc(serverChecks.id))
    .limit(checksShown)
  const text = [
    `Diagnostics of operation ${id}, ${ctx.clock.now().toISOString()}`,
    section('Program', aboutProgram(ctx)),
    section('Operation', aboutOperation(operation)),
    section('Hosting account', account ? aboutAccount(account) : {}),
    section('Server', server ? aboutServer(server) : {}),
    list(
      'Attempts',
      tries.map(
        ({ number, startedAt, endedAt, outcome, code }) =>
          `${number}. ${shown(startedAt)} to ${shown(endedAt)}: ${outcome ?? 'no outcome'}${code ? ` (${code})` : ''}`,
      ),
    ),
    list('Timeline', operation.timeline.map(aboutEntry)),
    list(
      'Latest checks of the server',
      checks.map(
        ({ at, askedBy, verdict, durationMs, failed, message }) =>
          `${shown(at)} ${askedBy}: ${verdict} in ${durationMs} ms${failed ? `, ${failed}: ${message}` : ''}`,
      ),
    ),
  ].join('\n\n')
  return new File([`${maskAddresses(text)}\n`], `operation-${id}.txt`, { type: 'text/plain; charset=utf-8' })
}

const aboutProgram = ({ installation, database, engine }: Domain): Facts => ({
  version,
  node: process.version,
  database: database.kind,
  installation: `${installation.id}, epoch ${installation.epoch}`,
  settings: JSON.stringify(engine),
})

const aboutOperation = (operation: Operation): Facts => ({
  kind: operation.kind,
  status: operation.status,
  attempts: operation.attempts,
  'next attempt': operation.nextAttemptAt,
  error: operation.error && `${operation.error.code}: ${operation.error.message}`,
  created: operation.createdAt,
  ended: operation.endedAt,
})

const aboutAccount = (account: typeof hostingAccounts.$inferSelect): Facts => ({
  id: account.id,
  username: account.username,
  status: account.status,
  'panel user id': account.panelUserId,
  verified: account.verified,
  'holds its slot': account.holdsSlot,
  'quarantined until': account.quarantinedUntil,
  marker: account.marker,
  'password kept': account.passwordSealed !== null,
  created: account.createdAt,
  updated: account.updatedAt,
})

const aboutServer = (server: typeof servers.$inferSelect): Facts => ({
  id: server.id,
  name: server.name,
  driver: server.driver,
  'base url': server.baseUrl,
  mode: server.mode,
  status: server.status,
  says: server.statusMessage,
  paused: server.pausedAt && `by ${server.pausedBy} since ${shown(server.pausedAt)}: ${server.pausedReason}`,
  breaker: `${server.breaker}, ${server.breakerFailures} failures`,
  'last checked': server.lastCheckedAt,
})

function aboutEntry({ at, event, message, detail }: Operation['timeline'][number]): string {
  const line = `${at} ${event}: ${message}`
  return detail && Object.keys(detail).length > 0 ? `${line}\n    ${JSON.stringify(detail)}` : line
}

const shown = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : value === null || value === undefined ? '-' : String(value)

const section = (title: string, facts: Facts): string =>
  [title, ...Object.entries(facts).map(([name, value]) => `  ${name}: ${shown(value)}`)].join('\n')

const list = (title: string, lines: readonly string[]): string =>
  [title, ...(lines.length > 0 ? lines : ['none']).map((line) => `  ${line}`)].join('\n')

/**
 * john.doe@example.com becomes j…@example.com: enough to distinguish two addresses, too little to write to
 * one.
 */
const maskAddresses = (text: string): string =>
  text.replace(/([\p{L}\p{N}])[\p{L}\p{N}._%+'-]*@(?=[\p{L}\p{N}.-]+)/gu, '$1…@')
