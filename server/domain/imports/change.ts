import { and, eq, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { ImportField } from '#contracts/imports/fields.ts'
import type { ImportChange, ImportDefaults, ImportDetails } from '#contracts/imports/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { refuseWithoutAll, starterOf } from '../access/index.ts'
import type { Context } from '../context.ts'
import { imports } from '../tables/imports.ts'
import { servers } from '../tables/servers.ts'
import { getImport } from './read.ts'
import { findImport, type ImportRecord, importNotFound, noCounts, permissionsOf } from './store.ts'

const wrongState = (message: string) => new Refusal('wrong-state', `${message} Nothing was changed.`)

/** Maps columns and sets what the import does. The rows must then be checked again. */
export async function changeImport(
  ctx: Context,
  { id, mapping = {}, defaults = {} }: ImportChange & ById,
): Promise<ImportDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status !== 'uploaded' && row.status !== 'ready')
      throw wrongState(
        row.status === 'checking'
          ? 'The rows are being checked. Wait until the check has ended.'
          : 'This import has already started. Upload the file again to import it with other settings.',
      )
    const columns = mapped(row.columns, mapping)
    const { hosting = row.defaults.hosting, passwords = row.defaults.passwords } = defaults
    const next: ImportDefaults = { ...row.defaults, ...defaults, hosting, passwords }
    if (next.serverId !== undefined && next.serverId !== 'auto') {
      const [server] = await tx.select({ id: servers.id }).from(servers).where(eq(servers.id, next.serverId))
      if (!server)
        throw fieldRefusal(
          'invalid-body',
          'defaults.serverId',
          'unknown-server',
          'NextPanel Server not found. Select one from the list.',
        )
    }
    const { total } = row.counts
    return { status: 'uploaded', columns, defaults: next, counts: { ...noCounts, total, pending: total } }
  })
}

function mapped(
  columns: ImportRecord['columns'],
  mapping: Readonly<Record<string, ImportField | null>>,
): ImportRecord['columns'] {
  for (const name of Object.keys(mapping))
    if (!columns.some((column) => column.name === name))
      throw fieldRefusal(
        'invalid-body',
        `mapping.${name}`,
        'unknown-column',
        `The file has no column "${name.slice(0, 100)}".`,
      )
  const result = columns.map(({ name, mappedTo }) => ({
    name,
    mappedTo: Object.hasOwn(mapping, name) ? (mapping[name] ?? null) : mappedTo,
  }))
  const seen = new Map<ImportField, string>()
  for (const { name, mappedTo } of result) {
    if (mappedTo === null) continue
    const other = seen.get(mappedTo)
    if (other !== undefined)
      throw fieldRefusal(
        'invalid-body',
        `mapping.${name}`,
        'mapped-twice',
        `The columns "${other}" and "${name}" are both mapped to ${mappedTo}. Choose one of them.`,
      )
    seen.set(mappedTo, name)
  }
  return result
}

/** Starts the check of all rows. */
export async function checkImport(ctx: Context, { id }: ById): Promise<ImportDetails> {
  return change(ctx, id, async (_, row) => {
    if (row.status === 'checking') return {}
    if (row.status !== 'uploaded' && row.status !== 'ready')
      throw wrongState('This import has already started.')
    refuseWithoutAll(ctx.actor, permissionsOf(row.defaults))
    const columns = new Set(row.columns.map(({ mappedTo }) => mappedTo))
    if (!columns.has('email'))
      throw fieldRefusal(
        'invalid-body',
        'mapping',
        'required',
        'No column is mapped to email. Choose the column with the email addresses.',
      )
    const { total } = row.counts
    return {
      status: 'checking',
      counts: { ...noCounts, total, pending: total },
      rowsPerSecond: null,
      startedBy: starterOf(ctx.actor, ctx.clock.now()),
    }
  })
}

/** Starts to import the rows that the check found valid. */
export async function startImport(ctx: Context, { id }: ById): Promise<ImportDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'running') return {}
    if (row.status !== 'ready')
      throw wrongState(
        row.status === 'uploaded' || row.status === 'checking'
          ? 'Check the rows first.'
          : `This import is ${row.status}.`,
      )
    refuseWithoutAll(ctx.actor, permissionsOf(row.defaults))
    await audit(tx, ctx, row, 'import.start')
    return {
      status: 'running',
      startedBy: starterOf(ctx.actor, ctx.clock.now()),
      startedAt: ctx.clock.now(),
      rowsPerSecond: null,
    }
  })
}

/** Begins no further rows. Rows that have begun end. */
export async function pauseImport(ctx: Context, { id }: ById): Promise<ImportDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'paused') return {}
    if (row.status !== 'running') throw wrongState('Only a running import can be paused.')
    await audit(tx, ctx, row, 'import.pause')
    return { status: 'paused', rowsPerSecond: null, pausedBecause: null }
  })
}

export async function resumeImport(ctx: Context, { id }: ById): Promise<ImportDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'running') return {}
    if (row.status !== 'paused') throw wrongState('Only a paused import can be resumed.')
    refuseWithoutAll(ctx.actor, permissionsOf(row.defaults))
    await audit(tx, ctx, row, 'import.resume')
    return { status: 'running', startedBy: starterOf(ctx.actor, ctx.clock.now()), pausedBecause: null }
  })
}

/** Begins no further rows, for good. Customers and accounts that were created stay. */
export async function cancelImport(ctx: Context, { id }: ById): Promise<ImportDetails> {
  return change(ctx, id, async (tx, row) => {
    if (row.status === 'cancelled') return {}
    if (row.status === 'finished') throw wrongState('This import has finished.')
    await audit(tx, ctx, row, 'import.cancel')
    return { status: 'cancelled', endedAt: ctx.clock.now(), rowsPerSecond: null }
  })
}

type Change = Partial<typeof imports.$inferInsert>

/** Decides and writes under a lock of the import. */
async function change(
  ctx: Context,
  id: string,
  decide: (tx: Tx, row: ImportRecord) => Promise<Change>,
): Promise<ImportDetails> {
  const { db } = ctx.database
  await findImport(db, id)
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(imports)
      .where(and(eq(imports.id, id), sql`uploaded_at is not null`))
      .for('update')
    if (!row) throw importNotFound()
    const next = await decide(tx, row)
    if (Object.keys(next).length === 0) return
    await tx
      .update(imports)
      .set({ ...next, updatedAt: ctx.clock.now() })
      .where(eq(imports.id, id))
  })
  ctx.signals.changed(id)
  return getImport(ctx, { id })
}

const audit = (tx: Tx, ctx: Context, { id, fileName, defaults, counts }: ImportRecord, action: string) =>
  recordAudit(tx, {
    at: ctx.clock.now(),
    actor: ctx.actor,
    action,
    subject: { kind: 'import', id },
    after: {
      fileName,
      hosting: defaults.hosting,
      passwords: defaults.passwords,
      rows: counts.total,
      valid: counts.valid,
    },
    requestId: ctx.requestId,
  })
