import { inPublic, quoted } from './catalog.ts'
import type { BackupTable } from './format.ts'
import type { Session } from './session.ts'

const wantedChars = 2_000_000
const mostRows = 2_000
/** Rows may be large, for example those with files. */
const firstRows = 10

/** Reads all rows of a table as lines of JSON, in batches of about 2 MB, inside the caller's transaction. */
export async function* readRows(
  session: Session,
  { name, columns }: BackupTable,
): AsyncGenerator<readonly string[]> {
  const values = columns.map((column) => `${quoted(column)}::text`).join(', ')
  await session.query(
    `declare backup_rows no scroll cursor for select to_json(array[${values}]::text[])::text as line from ${inPublic(name)}`,
  )
  let size = firstRows
  for (;;) {
    const rows = await session.query(`fetch ${size} from backup_rows`)
    if (rows.length === 0) break
    const lines = rows.map(({ line }) => String(line))
    yield lines
    const chars = lines.reduce((sum, line) => sum + line.length, 0)
    size = Math.max(1, Math.min(mostRows, size * 4, Math.floor((lines.length * wantedChars) / chars)))
  }
  await session.query('close backup_rows')
}
