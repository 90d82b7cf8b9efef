import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { type DumpOptions, dump } from './dump.ts'
import { encryptStream } from './encryption.ts'
import type { BackupSummary } from './format.ts'
import type { Session } from './session.ts'
import type { BackupStore } from './store.ts'

export interface WrittenBackup {
  readonly file: string
  readonly bytes: number
  readonly rows: number
  readonly summary: BackupSummary
}

/** Writes one backup of the database behind `session` to `store`. The store shows it only when it is complete. */
export async function writeBackup(
  session: Session,
  store: BackupStore,
  options: DumpOptions & { readonly passphrase: string; readonly file: string },
): Promise<WrittenBackup> {
  const { passphrase, file } = options
  const ended: { summary?: BackupSummary } = {}
  const text = Readable.from(
    dump(session, options, (summary) => {
      ended.summary = summary
    }),
    { objectMode: false },
  )
  const gzip = createGzip()
  text.on('error', (error) => gzip.destroy(error))
  gzip.on('close', () => text.destroy())
  const sealed = await encryptStream(text.pipe(gzip), passphrase)
  const bytes = await store.write(file, sealed)
  const { summary } = ended
  if (summary === undefined) throw new Error('The backup ended before its last table.')
  const rows = Object.values(summary.sums).reduce((sum, table) => sum + table.rows, 0)
  return { file, bytes, rows, summary }
}
