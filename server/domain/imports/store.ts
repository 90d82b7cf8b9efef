import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Permission } from '#contracts/access.ts'
import { secretImportFields } from '#contracts/imports/fields.ts'
import type { ImportCounts } from '#contracts/imports/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { importRows, imports } from '../tables/imports.ts'
import { readOpenRows } from './open-rows.ts'

export type ImportRecord = typeof imports.$inferSelect

export const noCounts: ImportCounts = {
  total: 0,
  pending: 0,
  valid: 0,
  invalid: 0,
  unchanged: 0,
  running: 0,
  waiting: 0,
  done: 0,
  failed: 0,
}

export const importNotFound = () => new Refusal('not-found', 'Import not found. It may have been removed.')

/** @throws {Refusal} not-found */
export async function findImport(db: Queryable, id: string): Promise<ImportRecord> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id))
  if (!row?.uploadedAt) throw importNotFound()
  return row
}

export async function countRows(db: Queryable, importId: string): Promise<ImportCounts> {
  const rows = await db
    .select({ state: importRows.state, count: sql<number>`count(*)::int` })
    .from(importRows)
    .where(eq(importRows.importId, importId))
    .groupBy(importRows.state)
  const counted = Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  const waiting = counted.running === undefined ? 0 : (await readOpenRows(db, importId)).waiting
  return { ...noCounts, ...counted, total, waiting }
}

/**
 * Whether a column may have passwords: it is mapped to one, or has such a name. Exports of other systems have hashes of
 * passwords, which are not mapped.
 */
export const mayHavePasswords = ({ name, mappedTo }: ImportRecord['columns'][number]): boolean =>
  (mappedTo !== null && secretImportFields.has(mappedTo)) || /pass|pwd|secret|hash/i.test(name)

/** Rows with hosting are written in the name of the staff user who starts them. */
export const permissionsOf = ({ hosting }: ImportRecord['defaults']): readonly Permission[] =>
  hosting === 'none' ? ['imports.write'] : ['hosting.write', 'imports.write']

/** Rows that need no more work. */
export const handledOf = ({ unchanged, invalid, done, failed }: ImportCounts): number =>
  unchanged + invalid + done + failed

const cellsContext = (importId: string, number: number) => `import_rows.cells:${importId}:${number}`
const credentialsContext = (importId: string, number: number) =>
  `import_rows.credentials:${importId}:${number}`

export const sealCells = (
  keyring: Keyring,
  importId: string,
  number: number,
  cells: readonly string[],
): string => keyring.seal(JSON.stringify(cells), cellsContext(importId, number))

const cellsShape = z.array(z.string())

/** @throws {SealError} */
export const openCells = (keyring: Keyring, importId: string, number: number, sealed: string): string[] =>
  cellsShape.parse(JSON.parse(keyring.open(sealed, cellsContext(importId, number))))

const credentialsShape = z.object({ password: z.string().optional(), hostingPassword: z.string().optional() })
/** Passwords that an import generated. */
export type Credentials = z.infer<typeof credentialsShape>

export const sealCredentials = (
  keyring: Keyring,
  importId: string,
  number: number,
  generated: Credentials,
): string => keyring.seal(JSON.stringify(generated), credentialsContext(importId, number))

/** @throws {SealError} */
export const openCredentials = (
  keyring: Keyring,
  importId: string,
  number: number,
  sealed: string,
): Credentials =>
  credentialsShape.parse(JSON.parse(keyring.open(sealed, credentialsContext(importId, number))))

interface NewRow {
  readonly number: number
  readonly cellsSealed: string
}

export async function insertRows(db: Queryable, importId: string, rows: readonly NewRow[]): Promise<void> {
  await db.execute(sql`
    insert into ${importRows} (import_id, number, cells_sealed)
    select ${importId}::uuid, number, sealed
    from unnest(${sql.param(rows.map(({ number }) => number))}::int[], ${sql.param(rows.map(({ cellsSealed }) => cellsSealed))}::text[])
      as given (number, sealed)`)
}

export async function deleteImport(db: Queryable, id: string): Promise<void> {
  await db.delete(imports).where(eq(imports.id, id))
}
