import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { ImportDetails } from '#contracts/imports/schemas.ts'
import { PanelError } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { readMarker } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { connectServer, findServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { imports } from '../tables/imports.ts'
import { reconciliations } from '../tables/reconciliations.ts'
import { getImport } from './read.ts'
import { insertRows, noCounts, sealCells } from './store.ts'

const columns = [
  { name: 'Email', mappedTo: 'email' },
  { name: 'Full Name', mappedTo: 'fullName' },
  { name: 'Hosting Username', mappedTo: 'hostingUsername' },
  { name: 'NextPanel User ID', mappedTo: 'panelUserId' },
] as const

const rowsAtOnce = 500
const refs = z.object({ importId: z.string() })

/**
 * Prepares an import that adopts the accounts of a server that are not ours. They are read from the panel now.
 * Nothing is created until staff have reviewed and started it.
 * @throws {Refusal} not-found, panel-unavailable, wrong-state if there is no such account
 */
export async function importFromServer(ctx: Context, { id: reconciliationId }: ById): Promise<ImportDetails> {
  const { clock, database, keyring } = ctx
  const { db } = database
  const [run] = await db
    .select({ serverId: reconciliations.serverId })
    .from(reconciliations)
    .where(eq(reconciliations.id, reconciliationId))
  if (!run)
    throw new Refusal('not-found', 'Reconciliation not found. It may have been replaced by later ones.')
  const server = await findServer(db, run.serverId)
  const accounts = await readStrangers(ctx, server)
  if (accounts.length === 0)
    throw new Refusal(
      'wrong-state',
      `Every account that ${server.name} shows belongs to a customer here. There is nothing to import.`,
    )
  const at = clock.now()
  const done = await db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs, clock }, async () => {
      const importId = newId()
      const total = accounts.length
      await tx.insert(imports).values({
        id: importId,
        status: 'uploaded',
        fileName: `Accounts of ${server.name}`.slice(0, 200),
        fromServerId: server.id,
        columns: [...columns],
        defaults: { hosting: 'adopt', serverId: server.id, passwords: 'link' },
        counts: { ...noCounts, total, pending: total },
        createdBy: ctx.actor.name,
        uploadedAt: at,
        createdAt: at,
        updatedAt: at,
      })
      const rows = accounts.map(({ id, username, email }, index) => {
        const number = index + 2
        return {
          number,
          cellsSealed: sealCells(keyring, importId, number, [email ?? '', username, username, id]),
        }
      })
      for (let from = 0; from < rows.length; from += rowsAtOnce)
        await insertRows(tx, importId, rows.slice(from, from + rowsAtOnce))
      await recordAudit(tx, {
        at,
        actor: ctx.actor,
        action: 'import.from-server',
        subject: { kind: 'import', id: importId },
        after: { reconciliationId, serverId: server.id, rows: total },
        requestId: ctx.requestId,
      })
      return { importId }
    }),
  )
  return getImport(ctx, { id: done.importId })
}

/** Accounts without our reference, whose id and username no hosting account here holds on this server. */
async function readStrangers(ctx: Context, server: Awaited<ReturnType<typeof findServer>>) {
  try {
    const { value } = await connectServer(ctx, server).list()
    const ours = await ctx.database.db
      .select({ panelUserId: hostingAccounts.panelUserId, username: hostingAccounts.username })
      .from(hostingAccounts)
      .where(eq(hostingAccounts.serverId, server.id))
    const ids = new Set(ours.map(({ panelUserId }) => panelUserId))
    return value.accounts.filter(
      ({ id, marker }) => !ids.has(id) && (typeof marker !== 'string' || readMarker(ctx, marker) === null),
    )
  } catch (error) {
    if (error instanceof PanelError)
      throw new Refusal('panel-unavailable', `${error.message} ${error.remedy}`.trim())
    throw error
  }
}
