import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { importRowFileQuery } from '#contracts/imports/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { passwordLinkToken } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { byteOrderMark, csvLines, streamOf } from '../csv/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { importRows, imports } from '../tables/imports.ts'
import { servers } from '../tables/servers.ts'
import { findImport, type ImportRecord, openCells, openCredentials } from './store.ts'

const rowsAtOnce = 500

export interface Download {
  readonly fileName: string
  readonly body: ReadableStream<Uint8Array>
}

const states = { failed: ['invalid', 'failed'], done: ['done', 'unchanged'] } as const

/**
 * Streams rows with the columns of the file. Failed rows have their reason in a last column, which the next upload
 * ignores.
 */
export async function exportImportRows(
  ctx: Context,
  { id, state }: z.infer<typeof importRowFileQuery> & ById,
): Promise<Download> {
  const row = await findImport(ctx.database.db, id)
  await record(ctx, row, 'import.export-rows', { state })
  return { fileName: fileNameOf(row, state), body: streamOf(rowLines(ctx, row, state)) }
}

const fileNameOf = ({ fileName }: ImportRecord, suffix: string) =>
  `${
    fileName
      .replace(/\.csv$/i, '')
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .slice(0, 80) || 'import'
  }-${suffix}.csv`

const reasonColumn = 'Reason'

async function* rowLines(
  ctx: Context,
  row: ImportRecord,
  state: keyof typeof states,
): AsyncGenerator<string> {
  const names = row.columns.map(({ name }) => name)
  const ownReason = names.indexOf(reasonColumn)
  const kept = names.filter((_, index) => index !== ownReason)
  yield byteOrderMark + csvLines([[...kept, reasonColumn]], row.separator)
  for (let after = 0; ; ) {
    const rows = await ctx.database.db
      .select({ number: importRows.number, cellsSealed: importRows.cellsSealed, errors: importRows.errors })
      .from(importRows)
      .where(
        and(
          eq(importRows.importId, row.id),
          inArray(importRows.state, [...states[state]]),
          gt(importRows.number, after),
        ),
      )
      .orderBy(asc(importRows.number))
      .limit(rowsAtOnce)
    const last = rows.at(-1)
    if (!last) return
    after = last.number
    yield csvLines(
      rows.map(({ number, cellsSealed, errors }) => {
        const cells = cellsSealed === null ? [] : openCells(ctx.keyring, row.id, number, cellsSealed)
        const values = names.map((_, index) => cells[index] ?? '').filter((_, index) => index !== ownReason)
        return [...values, errors.map(({ message }) => message).join(' ')]
      }),
      row.separator,
    )
  }
}

const downloadPatienceMs = 600_000

/**
 * Streams generated passwords and set-password links, once. They are erased when the download has ended. One that
 * breaks off can be repeated.
 * @throws {Refusal} wrong-state if they were downloaded, or there are none
 */
export async function exportImportCredentials(ctx: Context, { id }: ById): Promise<Download> {
  const { db } = ctx.database
  const row = await findImport(db, id)
  if (row.status !== 'finished' && row.status !== 'cancelled')
    throw new Refusal('wrong-state', 'The import has not ended. Download the credentials when it has.')
  const at = ctx.clock.now()
  const waiting = await db
    .select({ number: importRows.number })
    .from(importRows)
    .where(and(eq(importRows.importId, id), hasCredentials))
    .limit(1)
  if (waiting.length === 0)
    throw new Refusal(
      'wrong-state',
      row.credentialsDownloadedAt === null
        ? 'This import has no credentials to download. They came from the file, or were erased after 24 hours.'
        : `${row.credentialsDownloadedBy ?? 'A staff user'} has downloaded the credentials. They were erased here. Create a set-password link for a customer on the customer's page.`,
    )
  const taken = await db
    .update(imports)
    .set({ credentialsDownloadedAt: at, credentialsDownloadedBy: ctx.actor.name })
    .where(
      and(
        eq(imports.id, id),
        or(
          isNull(imports.credentialsDownloadedAt),
          sql`${imports.credentialsDownloadedAt} < ${new Date(at.getTime() - downloadPatienceMs).toISOString()}::timestamptz`,
        ),
      ),
    )
    .returning({ id: imports.id })
  if (taken.length === 0)
    throw new Refusal(
      'wrong-state',
      'A download of these credentials is in progress, or broke off in the last 10 minutes. Try again later.',
    )
  await record(ctx, row, 'import.download-credentials', {})
  return { fileName: fileNameOf(row, 'credentials'), body: streamOf(credentialLines(ctx, row)) }
}

const hasCredentials = or(isNotNull(importRows.credentialsSealed), isNotNull(importRows.linkId))

const credentialColumns = [
  'Email',
  'Full Name',
  'Password',
  'Set-password link',
  'Hosting Username',
  'Hosting Password',
  'Server',
  'NextPanel User ID',
]

async function* credentialLines(ctx: Context, row: ImportRecord): AsyncGenerator<string> {
  const { db } = ctx.database
  let complete = false
  try {
    yield byteOrderMark + csvLines([credentialColumns], row.separator)
    for (let after = 0; ; ) {
      const rows = await db
        .select({
          number: importRows.number,
          email: importRows.email,
          fullName: importRows.fullName,
          linkId: importRows.linkId,
          sealed: importRows.credentialsSealed,
          username: hostingAccounts.username,
          serverName: servers.name,
          panelUserId: hostingAccounts.panelUserId,
        })
        .from(importRows)
        .leftJoin(hostingAccounts, eq(hostingAccounts.id, importRows.accountId))
        .leftJoin(servers, eq(servers.id, hostingAccounts.serverId))
        .where(and(eq(importRows.importId, row.id), hasCredentials, gt(importRows.number, after)))
        .orderBy(asc(importRows.number))
        .limit(rowsAtOnce)
      const last = rows.at(-1)
      if (!last) break
      after = last.number
      yield csvLines(
        rows.map(({ number, email, fullName, linkId, sealed, username, serverName, panelUserId }) => {
          const { password = '', hostingPassword = '' } =
            sealed === null ? {} : openCredentials(ctx.keyring, row.id, number, sealed)
          const link =
            linkId === null
              ? ''
              : `${ctx.linkOrigin()}/set-password#${passwordLinkToken(ctx.keyring, linkId)}`
          return [email, fullName, password, link, username, hostingPassword, serverName, panelUserId]
        }),
        row.separator,
      )
    }
    complete = true
  } finally {
    await (complete ? eraseCredentials(ctx, row.id) : releaseDownload(ctx, row))
  }
}

const eraseCredentials = (ctx: Context, id: string) =>
  ctx.database.db
    .update(importRows)
    .set({ credentialsSealed: null, linkId: null })
    .where(and(eq(importRows.importId, id), hasCredentials))

const releaseDownload = (ctx: Context, { id }: ImportRecord) =>
  ctx.database.db
    .update(imports)
    .set({ credentialsDownloadedAt: null, credentialsDownloadedBy: null })
    .where(eq(imports.id, id))

const record = (
  ctx: Context,
  { id, fileName }: ImportRecord,
  action: string,
  after: Record<string, unknown>,
) =>
  recordAudit(ctx.database.db, {
    at: ctx.clock.now(),
    actor: ctx.actor,
    action,
    subject: { kind: 'import', id },
    after: { fileName, ...after },
    requestId: ctx.requestId,
  })
