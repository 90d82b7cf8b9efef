import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Provisioning } from '#contracts/hosting/schemas.ts'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { AccountPlacement, PlacementWish } from '#contracts/servers/placement.ts'
import { auditRow } from '#server/platform/audit/index.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { insertFrom, type Queryable, runStatement } from '#server/platform/database/index.ts'
import {
  holdCodeOf,
  insertNotes,
  queuedOperation,
  startedNote,
  type TimelineNote,
} from '#server/work/index.ts'
import { attempts, operations } from '#server/work/table.ts'
import type { Context, Domain } from '../context.ts'
import { storedPassword } from '../sealing/index.ts'
import {
  excludedInSql,
  placementCode,
  roomMark,
  type ServerWithSlots,
  serverHoldCode,
} from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import type { AccountRow, OperationRow } from './lock.ts'
import { markerFor } from './marker.ts'
import { workOnAccount } from './start-operation.ts'
import { type AccountChange, accountUpdate } from './transition.ts'
import { isVerdict, refusalsOf, type Verdict } from './verdict.ts'

type Parts = Map<string, SQL | { getSQL(): SQL }>

interface Names {
  readonly serverId: string
  readonly accountId: string
  readonly customerId: string
  readonly username: string
  readonly email: string
  /** Null: staff chose the server. */
  readonly choice: AutomaticChoice | null
}

/**
 * Returns the part that reserves a place on a server. It locks the server's row until the transaction ends.
 * Its `verdict` is the code of the obstacle for this account, in the order in which staff would fix them.
 * Null: the account gets the slot, the username and the email. The part that writes the account takes them.
 * The counter of slots and the unique indexes of the names follow from that row.
 */
function placeFor(
  { serverId, accountId, customerId, username, email, choice }: Names,
  waitsForOffline: boolean,
): SQL {
  const held = (condition: SQL | undefined) =>
    sql`exists (select 1 from ${hostingAccounts} where ${and(
      eq(hostingAccounts.serverId, serverId),
      hostingAccounts.holdsSlot,
      ne(hostingAccounts.id, accountId),
      condition,
    )})`
  const ownAddress = and(eq(hostingAccounts.email, email), eq(hostingAccounts.customerId, customerId))
  const placement = waitsForOffline ? sql`nullif(${placementCode}, 'server-offline')` : sql`${placementCode}`
  const excluded = choice === null ? sql`` : sql`when ${excludedInSql(choice.wish)} then 'server-excluded'`
  const outdated = choice?.noRoom ? sql`when ${isOutdated(choice.noRoom)} then 'choice-outdated'` : sql``
  return sql`select ${servers.id} as id, case ${excluded} ${outdated}
      when ${held(and(ownAddress, ne(hostingAccounts.username, username)))} then 'email-required'
      when ${held(eq(hostingAccounts.username, username))} then 'username-taken'
      when ${held(eq(hostingAccounts.email, email))} then 'email-taken'
      else ${placement} end as verdict,
      ${holdCodeOf({ holdCode: serverHoldCode(sql`null::timestamptz`) })} as hold,
      ${servers.slotsHeld} || ' of ' || ${servers.capacity} as room
    from ${servers} where ${and(eq(servers.id, serverId), isNull(servers.removedAt))} for no key update`
}

/** A server got room, or is no longer as the text about it says. */
function isOutdated({ servers: all }: NoRoom): SQL {
  const seen = all.map(({ id, slotsHeld, capacity, mode, status }) => ({
    id,
    slotsHeld,
    capacity,
    mode,
    status,
  }))
  return sql`(${placementCode} is null or exists (
    select 1 from ${servers} now where now.removed_at is null and not exists (
      select 1 from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb)
        as seen (id uuid, "slotsHeld" int, capacity int, mode text, status text)
      where seen.id = now.id and seen."slotsHeld" = now.slots_held and seen.capacity = now.capacity
        and seen.mode = now.mode and seen.status = now.status)))`
}

/** The reason for the server, with what this statement saw of it. */
function placementOf({ template, noRoom }: AutomaticChoice, refusals: string): SQL {
  const filled = sql`replace(${JSON.stringify(template)}::text, ${roomMark}, guard.room)::jsonb`
  if (noRoom !== null) return filled
  return sql`case when ${refusals}::jsonb -> guard.verdict is null or guard.verdict in ('username-taken', 'email-taken')
    then ${filled} else jsonb_set(${filled}, '{reason}', ${refusals}::jsonb -> guard.verdict -> 'message') end`
}

/** An account whose operation starts at once: this worker has its lease, and possibly its first attempt. */
export interface BornRunning {
  readonly leaseToken: string
  readonly leaseUntil: Date
  /** Recorded with the account. Null if a decision is needed before the panel may be called. */
  readonly attempt: { readonly id: string; readonly number: 1; readonly startedAt: Date } | null
  readonly attemptMessage: string
  /** Lines about earlier reads. */
  readonly notes: readonly TimelineNote[]
}

/** How the server was chosen. The statement that takes the slot checks it again: nothing is written if it no longer holds. */
export interface AutomaticChoice {
  readonly wish: PlacementWish
  /** With `roomMark` for the used slots, which the statement fills in: others may have taken slots since the choice. */
  readonly template: AccountPlacement
  /** Null: the server had room. Otherwise nothing is written unless the servers are still as they were. */
  readonly noRoom: NoRoom | null
}

export interface NoRoom {
  /** The text of a refusal by the server, which names all servers. */
  readonly why: string
  readonly servers: readonly Pick<ServerWithSlots, 'id' | 'slotsHeld' | 'capacity' | 'mode' | 'status'>[]
}

const outdatedChoices = ['server-excluded', 'choice-outdated'] as const
type OutdatedChoice = (typeof outdatedChoices)[number]

export interface NewAccount {
  readonly accountId: string
  readonly operationId: string
  readonly customerId: string
  readonly wanted: Provisioning & { readonly email: string }
  readonly server: ServerWithSlots
  /** Absent: staff chose the server. */
  readonly choice?: AutomaticChoice
  /**
   * The effect of an obstacle. `record`: the account is recorded as failed or in conflict. `choose-again`: so too if a name
   * is taken, and nothing is written if another server may have room. `write-nothing`.
   */
  readonly whenRefused: 'record' | 'choose-again' | 'write-nothing'
  /** Null: the operation is queued. */
  readonly running: BornRunning | null
  /** Parts that are written with it, if it is written. Each may read from `guard`. */
  readonly beside?: Parts
  /** A further condition: nothing is written unless this part has a row, for example a new Idempotency-Key. */
  readonly guard?: { readonly name: string; readonly part: (source: SQL) => SQL }
}

export interface Reserved {
  readonly written: boolean
  /**
   * The obstacle; `unknown-server` if the server was removed; `server-excluded` if its weight, tags or location changed
   * after it was chosen; `choice-outdated` if no server had room, and the servers changed after that.
   */
  readonly verdict: Verdict | 'unknown-server' | OutdatedChoice | null
  /** The operation is due and on hold. */
  readonly isHeld: boolean
  readonly account: AccountRow
  readonly operation: OperationRow
}

/**
 * Records a new account with its create operation, and takes its slot, username and email, in one statement.
 * No race can take one slot twice.
 * @throws a unique violation if another request took one of the names at the same time: run it again
 */
export async function reserveAccount(db: Queryable, ctx: Context, request: NewAccount): Promise<Reserved> {
  const { accountId, customerId, server, wanted, running } = request
  const at = ctx.clock.now()
  const account = accountRow(ctx, request, at)
  const queued = queuedOperation({ ...workOnAccount(account), kind: 'create' }, request.operationId, at)
  const parts: Parts = new Map()
  const { choice } = request
  const names = { ...wanted, serverId: server.id, accountId, customerId, choice: choice ?? null }
  parts.set('place', placeFor(names, false))
  const records = {
    record: sql`coalesce(verdict, '') not in ('email-required', 'server-excluded', 'choice-outdated')`,
    'choose-again': sql`coalesce(verdict, 'username-taken') in ('username-taken', 'email-taken')`,
    'write-nothing': sql`verdict is null`,
  }
  const allowed = sql`(select * from place where ${records[request.whenRefused]}) allowed`
  if (request.guard) {
    parts.set(request.guard.name, request.guard.part(allowed))
    parts.set('guard', sql`select place.* from place, ${sql.identifier(request.guard.name)}`)
  } else parts.set('guard', sql`select * from ${allowed}`)
  // PostgreSQL runs parts that no other part reads from last to first: the entries about the customer come
  // before this one.
  parts.set(
    'audit',
    insertFrom(
      auditEntries,
      auditRow({
        at,
        actor: ctx.actor,
        action: 'hosting-account.create',
        subject: { kind: 'hosting-account', id: accountId },
        after: {
          customerId,
          serverId: server.id,
          username: wanted.username,
          email: wanted.email,
          password: true,
        },
        requestId: ctx.requestId,
      }),
      sql`guard`,
    ),
  )
  for (const [name, part] of request.beside ?? []) parts.set(name, part)

  const refusals = JSON.stringify(refusalsOf({ wanted, server, noRoom: choice?.noRoom?.why ?? null }))
  const isConflict = sql`guard.verdict in ('username-taken', 'email-taken')`
  const starts = running ? sql`(guard.verdict is null and guard.hold is null)` : sql`false`
  parts.set(
    'acc',
    insertFrom(
      hostingAccounts,
      {
        ...account,
        status: sql`case when guard.verdict is null then 'pending' when ${isConflict} then 'conflict' else 'failed' end`,
        holdsSlot: sql`guard.verdict is null`,
        placement: choice ? placementOf(choice, refusals) : null,
      },
      sql`guard`,
    ),
  )
  const only = (condition: SQL, value: SQL) => sql`case when ${condition} then ${value} end`
  const time = (date: Date) => sql`${date.toISOString()}::timestamptz`
  parts.set(
    'op',
    sql`${insertFrom(
      operations,
      {
        ...queued,
        status: sql`case when ${starts} then 'running' when guard.verdict is null then 'queued' when ${isConflict} then 'needs-person' else 'failed' end`,
        nextAttemptAt: only(sql`guard.verdict is null and not ${starts}`, time(at)),
        endedAt: only(sql`guard.verdict is not null and not ${isConflict}`, time(at)),
        error: only(sql`guard.verdict is not null`, sql`${refusals}::jsonb -> guard.verdict`),
        ...(running
          ? {
              attempts: sql`(${starts} and ${running.attempt !== null}::boolean)::int`,
              leaseToken: only(starts, sql`${running.leaseToken}::uuid`),
              leaseUntil: only(starts, time(running.leaseUntil)),
            }
          : {}),
      },
      sql`guard`,
    )} returning id, status, error`,
  )
  if (running?.attempt)
    parts.set(
      'attempt',
      insertFrom(
        attempts,
        { ...running.attempt, operationId: sql`op.id` },
        sql`(select id from op where status = 'running') op`,
      ),
    )
  parts.set('lines', linesOf(request, ctx, at))
  const [row] = await runStatement(
    db,
    parts,
    sql`select (select count(*)::int from op) as written, (select count(*)::int from place) as places,
      (select verdict from place) as verdict,
      (select hold is not null from place) as held, (select status from op) as status`,
  )
  const verdict =
    row?.places === 0
      ? 'unknown-server'
      : isOutdatedChoice(row?.verdict) || isVerdict(row?.verdict)
        ? row.verdict
        : null
  const isRunning = row?.status === 'running'
  return {
    written: row?.written === 1,
    verdict,
    isHeld: verdict === null && row?.held === true,
    account,
    operation: operationRow(queued, isRunning ? running : null),
  }
}

const isOutdatedChoice = (value: unknown): value is OutdatedChoice =>
  outdatedChoices.some((each) => each === value)

function linesOf({ wanted, server, running }: NewAccount, ctx: Context, at: Date): SQL {
  const first: TimelineNote = {
    at,
    event: 'operation.queued',
    message: `Create hosting account "${wanted.username}" on ${server.name}, requested by ${ctx.actor.name}.`,
  }
  const started = running?.attempt ? [startedNote(running.attempt, running.attemptMessage)] : []
  return insertNotes(
    sql`(select id from op where status = 'running')`,
    [first, ...(running?.notes ?? []), ...started],
    // Queued or refused: no step has run yet.
    sql`union all select op.id, ${at.toISOString()}::timestamptz, 'operation.queued', ${first.message}, null::jsonb, 1 from op where status <> 'running'
      union all select op.id, ${at.toISOString()}::timestamptz, 'operation.' || op.status, rtrim((op.error ->> 'message') || ' ' || (op.error ->> 'remedy')), jsonb_build_object('code', op.error ->> 'code'), 2 from op where op.error is not null`,
  )
}

const accountRow = (ctx: Context, request: NewAccount, at: Date): AccountRow => {
  const { accountId, customerId, server, wanted } = request
  return {
    id: accountId,
    customerId,
    serverId: server.id,
    username: wanted.username,
    email: wanted.email,
    packageId: wanted.packageId === '' ? null : (wanted.packageId ?? null),
    marker: markerFor(ctx, accountId),
    status: 'pending',
    holdsSlot: true,
    quarantinedUntil: null,
    panelUserId: null,
    verified: false,
    suspendReasons: [],
    // The statement writes it: it depends on the slots that the statement finds.
    placement: null,
    passwordSetByUs: true,
    ...storedPassword(ctx, accountId, server, wanted.password),
    createdAt: at,
    updatedAt: at,
  }
}

const operationRow = (
  queued: ReturnType<typeof queuedOperation>,
  running: BornRunning | null,
): OperationRow => ({
  ...queued,
  status: running ? 'running' : 'queued',
  nextAttemptAt: running ? null : queued.nextAttemptAt,
  attempts: running?.attempt ? 1 : 0,
  leaseToken: running?.leaseToken ?? null,
  leaseUntil: running?.leaseUntil ?? null,
  absentLookups: 0,
  deferrals: 0,
  answeredId: null,
  interruptions: 0,
  stoppedByTrouble: false,
  troubleStops: 0,
  retriedAt: null,
  error: null,
  dismissedAt: null,
  endedAt: null,
  accountId: queued.subjectId,
  serverId: queued.queueKey,
})

/**
 * Reserves slot, username and email again for an account that stopped, with the changes that follow.
 * @param server locked, see `lockServer`
 * @returns the obstacle, in which case nothing was written
 */
export async function reserveAgain(
  tx: Queryable,
  domain: Domain,
  account: AccountRow,
  { server, change }: { server: ServerWithSlots; change: AccountChange },
): Promise<OperationError | null> {
  const parts: Parts = new Map()
  parts.set('place', placeFor({ ...account, accountId: account.id, choice: null }, true))
  parts.set(
    'acc',
    accountUpdate(tx, account.id, change, {
      at: domain.clock.now(),
      where: sql`exists (select 1 from place where verdict is null)`,
    }),
  )
  const [row] = await runStatement(
    tx,
    parts,
    sql`select (select count(*)::int from acc) as written, (select verdict from place) as verdict`,
  )
  if (row?.written === 1) return null
  if (!isVerdict(row?.verdict))
    throw new Error(`Hosting account ${account.id} cannot be reserved again from its current status.`)
  const wanted = { username: account.username, email: account.email }
  return refusalsOf({ wanted, server })[row.verdict]
}
