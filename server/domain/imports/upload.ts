import { createHash, type Hash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import {
  mostCellBytes,
  mostImportBytes,
  mostImportColumns,
  mostImportRows,
} from '#contracts/imports/fields.ts'
import type { ImportDetails, importUpload } from '#contracts/imports/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { type CsvFile, readCsv } from '../csv/index.ts'
import { imports } from '../tables/imports.ts'
import { guessColumns } from './guess-columns.ts'
import { getImport } from './read.ts'
import { deleteImport, insertRows, noCounts, sealCells } from './store.ts'

const rowsAtOnce = 500
const samplesKept = 3
const limits = {
  bytes: mostImportBytes,
  rows: mostImportRows,
  columns: mostImportColumns,
  cellBytes: mostCellBytes,
}

const refs = z.object({ importId: z.string() })

/**
 * Receives a file, row by row. The import appears when the whole file is here: of a file that cannot be read,
 * nothing remains.
 * @param stillAllowed throws if the caller lost access while the file arrived
 * @throws {Refusal} names row and column
 */
export async function uploadImport(
  ctx: Context,
  input: z.infer<typeof importUpload>,
  { body, stillAllowed }: { body: AsyncIterable<Uint8Array> | null; stillAllowed: () => Promise<void> },
): Promise<ImportDetails> {
  if (body === null)
    throw fieldRefusal(
      'invalid-body',
      'file',
      'required',
      'The request has no body. Send the CSV file as the body.',
    )
  const received = body[Symbol.asyncIterator]()
  try {
    return await receive(ctx, input, { body: withoutEnd(received), stillAllowed })
  } catch (error) {
    await discard(received)
    throw error
  }
}

/** The same chunks. A reader that stops does not end the request. */
const withoutEnd = (chunks: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }),
})

/** Reads the rest of a refused file. A browser that is still sending would report a network error, not the reason. */
async function discard(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    for (let bytes = 0; bytes <= mostImportBytes; ) {
      const next = await chunks.next()
      if (next.done) return
      bytes += next.value.byteLength
    }
  } catch {
    // The sender has disconnected.
  }
}

async function receive(
  ctx: Context,
  { fileName }: z.infer<typeof importUpload>,
  { body, stillAllowed }: { body: AsyncIterable<Uint8Array>; stillAllowed: () => Promise<void> },
): Promise<ImportDetails> {
  const { clock, database, idempotency, keyring } = ctx
  const { db } = database
  const id = newId()
  const hash = createHash('sha256')
  const file = await readCsv(hashed(body, hash), limits)
  // Not stored: a column may have passwords.
  const samples = file.columns.map((): string[] => [])
  await db.insert(imports).values({
    id,
    status: 'uploaded',
    fileName,
    separator: file.separator,
    columns: [],
    defaults: { hosting: 'none', passwords: 'link' },
    counts: noCounts,
    createdBy: ctx.actor.name,
    createdAt: clock.now(),
    updatedAt: clock.now(),
  })
  try {
    const total = await storeRows(ctx, id, file, samples)
    await stillAllowed()
    const { preset, fields } = guessColumns(file.columns, samples)
    const fingerprint = keyring.mac('import-file', hash.digest('hex'))
    const request = idempotency && {
      ...idempotency,
      requestHash: `${idempotency.requestHash} ${fingerprint}`,
    }
    const done = await db.transaction((tx) =>
      once(tx, { request, refs, clock }, async () => {
        const at = clock.now()
        await tx
          .update(imports)
          .set({
            encoding: file.encoding(),
            preset,
            columns: file.columns.map((name, index) => ({ name, mappedTo: fields[index] ?? null })),
            defaults: {
              hosting: hostingOf(fields),
              passwords: fields.includes('password') ? 'file' : 'link',
            },
            counts: { ...noCounts, total, pending: total },
            uploadedAt: at,
            updatedAt: at,
          })
          .where(eq(imports.id, id))
        await recordAudit(tx, {
          at,
          actor: ctx.actor,
          action: 'import.upload',
          subject: { kind: 'import', id },
          after: { fileName, rows: total },
          requestId: ctx.requestId,
        })
        return { importId: id }
      }),
    )
    // Repeated with the same Idempotency-Key: the first one counts.
    if (done.importId !== id) await deleteImport(db, id)
    return await getImport(ctx, { id: done.importId })
  } catch (error) {
    await deleteImport(db, id)
    throw error
  }
}

/** Adopting is what an id on the panel means. Otherwise nothing is created until staff choose it. */
const hostingOf = (fields: readonly (string | null)[]) => (fields.includes('panelUserId') ? 'adopt' : 'none')

async function storeRows(
  ctx: Context,
  id: string,
  file: CsvFile,
  samples: readonly string[][],
): Promise<number> {
  let total = 0
  let batch: { number: number; cellsSealed: string }[] = []
  const write = async () => {
    if (batch.length > 0) await insertRows(ctx.database.db, id, batch)
    batch = []
  }
  for await (const { number, cells } of file.rows) {
    for (const [index, values] of samples.entries()) {
      const cell = cells[index]?.trim() ?? ''
      if (values.length < samplesKept && cell !== '') values.push(cell)
    }
    batch.push({ number, cellsSealed: sealCells(ctx.keyring, id, number, cells) })
    total += 1
    if (batch.length >= rowsAtOnce) await write()
  }
  await write()
  return total
}

/** Passes bytes on, and hashes them. */
async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}
