import { parseArgs } from 'node:util'
import {
  BackupError,
  backupFileName,
  openSource,
  openStore,
  placeIn,
  readPassphrase,
  writeBackup,
} from '#server/platform/backup/index.ts'
import { parseConfig } from '#server/platform/config/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { endAtSignals } from './end-at-signals.ts'
import { failureText } from './failure-text.ts'
import { givenOptions } from './given-options.ts'

const usage = `Makes an encrypted backup of the database. The application may keep running.

  BACKUP_PASSPHRASE_FILE=passphrase BACKUP_DIR=/mnt/backups ${adminCommand('backup')}
  ${adminCommand('backup', '--to DIR')}     to another folder than BACKUP_DIR

It reads DATABASE_URL and DATA_DIR as the application does. Without BACKUP_DIR, it uses the store in BACKUP_S3_ENDPOINT.
The backup does not have SECRET_KEY or the key file. Save the key, and the passphrase, apart from the backups.
docs/backup.md describes the settings and the format.
Exit codes: 0 the backup is complete, 1 it could not be made; earlier backups are unchanged.
`

const { values } = givenOptions(
  () => parseArgs({ options: { to: { type: 'string' }, help: { type: 'boolean', default: false } } }),
  { usage, incorrect: 1 },
)

async function backUp(): Promise<void> {
  const config = parseConfig(
    values.to === undefined ? process.env : { ...process.env, BACKUP_DIR: values.to, BACKUP_S3_ENDPOINT: '' },
  )
  const place = placeIn(config)
  if (!place) throw new BackupError('Set BACKUP_DIR or BACKUP_S3_ENDPOINT, or choose a folder with --to DIR.')
  const passphrase = await readPassphrase(config.backupPassphraseFile)
  const store = openStore(place)
  const source = await openSource(config)
  try {
    const createdAt = new Date()
    const file = backupFileName(createdAt)
    const made = await writeBackup(source.session, store, {
      databaseKind: source.kind,
      createdAt,
      passphrase,
      file,
    })
    process.stdout.write(
      `Backup ${made.file} in ${store.place}: ${made.rows} rows of ${made.summary.tables.length} tables, ${made.bytes} bytes.\n`,
    )
  } finally {
    await source.close()
  }
}

try {
  process.umask(0o077)
  endAtSignals()
  await backUp()
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`${failureText(error)}\nNo backup was made. Earlier backups are unchanged.\n`)
}
