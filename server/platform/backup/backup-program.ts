import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { BackupError } from './backup-error.ts'
import { backupPlace, openStore } from './place.ts'
import { openClusterSource, openPostgresSource } from './source.ts'
import { writeBackup } from './write-backup.ts'

// A program that makes one backup and ends. See run-backup.ts. The task comes on standard input, so that no secret is in
// the list of processes.

const task = z.object({
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('embedded'), directory: z.string() }),
    z.object({ kind: z.literal('postgres'), url: z.string() }),
  ]),
  place: backupPlace,
  passphrase: z.string(),
  file: z.string(),
  createdAt: z.iso.datetime(),
})
export type BackupTask = z.input<typeof task>

async function run(): Promise<{ bytes: number; rows: number }> {
  const { from, place, passphrase, file, createdAt } = task.parse(JSON.parse(await text(process.stdin)))
  const source =
    from.kind === 'embedded' ? await openClusterSource(from.directory) : await openPostgresSource(from.url)
  try {
    const { bytes, rows } = await writeBackup(source.session, openStore(place), {
      databaseKind: source.kind,
      createdAt: new Date(createdAt),
      passphrase,
      file,
    })
    return { bytes, rows }
  } finally {
    await source.close()
  }
}

process.umask(0o077)
try {
  process.stdout.write(JSON.stringify({ made: await run() }))
} catch (error) {
  const problem = error instanceof BackupError ? error.message : null
  process.stdout.write(JSON.stringify({ problem }))
  if (problem === null) process.stderr.write(String(error instanceof Error ? error.stack : error))
  process.exitCode = 1
}
