import { parseArgs } from 'node:util'
import {
  BackupError,
  openStore,
  placeIn,
  putAnchorAside,
  readBackup,
  readBackupFile,
  readPassphrase,
  restoreToFolder,
  restoreToPostgres,
} from '#server/platform/backup/index.ts'
import { type Config, ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import { DatabaseStartError } from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { findKeyring, SealError } from '#server/platform/secrets/index.ts'
import { endAtSignals } from './end-at-signals.ts'

const usage = `Restores a backup into an empty database, of the same kind or of the other kind.

  BACKUP_PASSPHRASE_FILE=passphrase DATA_DIR=./new ${adminCommand('restore', 'FILE')}
  BACKUP_PASSPHRASE_FILE=passphrase DATABASE_URL=postgres://... ${adminCommand('restore', 'FILE')}
  ${adminCommand('restore', '--from-store NAME')}     a backup in BACKUP_DIR or in the store of BACKUP_S3_ENDPOINT
  ${adminCommand('restore', '--list')}                the backups in BACKUP_DIR or in the store

With DATABASE_URL, it restores into PostgreSQL, otherwise into the embedded database in DATA_DIR. If another role owns
the tables, name it in DATABASE_ADMIN_URL. A database that has tables is refused. All rows are compared with the backup.
If anything fails, nothing is restored.
After the next start, panel requests are on hold until an administrator confirms the primary installation.
Exit codes: 0 restored, 1 not restored.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'from-store': { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)

function openFile(config: Config): AsyncIterable<Uint8Array> {
  const [file] = positionals
  if (file !== undefined && positionals.length === 1) return readBackupFile(file)
  const name = values['from-store']
  if (name === undefined)
    throw new BackupError(`Name the file of the backup. Nothing was changed.\n\n${usage}`)
  return storeIn(config).read(name)
}

function storeIn(config: Config) {
  const place = placeIn(config)
  if (!place) throw new BackupError('Set BACKUP_DIR or BACKUP_S3_ENDPOINT.')
  return openStore(place)
}

const roleOf = (url: string | undefined) => decodeURIComponent(URL.parse(url ?? '')?.username ?? '')

async function restoreFrom(sealed: AsyncIterable<Uint8Array>, config: Config) {
  const parts = readBackup(sealed, await readPassphrase(config.backupPassphraseFile))
  const { databaseUrl, dataDir } = config
  if (databaseUrl === undefined) return restoreToFolder(dataDir, parts)
  const owner = process.env.DATABASE_ADMIN_URL || databaseUrl
  const role = roleOf(databaseUrl)
  return restoreToPostgres(owner, parts, {
    grantTo: role === '' || role === roleOf(owner) ? undefined : role,
  })
}

async function run(): Promise<void> {
  const config = parseConfig(process.env)
  if (values.list) {
    for (const file of (await storeIn(config).list()).toSorted()) if (file.endsWith('.age')) say(file)
    return
  }
  const summary = await restoreFrom(openFile(config), config)
  const rows = Object.values(summary.sums).reduce((sum, table) => sum + table.rows, 0)
  say(
    `Restored ${rows} rows of ${summary.tables.length} tables from ${summary.createdAt}, made by release ${summary.productVersion}. All rows match the backup.`,
  )
  const aside = await putAnchorAside(config.dataDir, new Date())
  if (aside !== null) say(`The recorded head of the earlier audit log is now ${aside}.`)
  await checkKey(config, summary.installation?.keyId ?? null)
  say(
    'Start the application and sign in. Panel requests are on hold until an administrator confirms this installation.',
  )
}

/** Without the key of the backup, the application does not start. */
async function checkKey({ secretKey, dataDir }: Config, keyId: string | null): Promise<void> {
  if (keyId === null) return
  const keyring = await findKeyring({ secretKey, dataDir })
  if (keyring?.keyId === keyId) return
  say(
    `The stored credentials need the key ${keyId}. Set SECRET_KEY, or copy secret.key into ${dataDir}, before the application starts.`,
  )
}

const isPlain = (error: unknown) =>
  error instanceof BackupError ||
  error instanceof ConfigError ||
  error instanceof DataDirError ||
  error instanceof DatabaseStartError ||
  error instanceof SealError

if (values.help) say(usage.trimEnd())
else
  try {
    process.umask(0o077)
    endAtSignals()
    await run()
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(
      `${error instanceof Error ? (isPlain(error) ? error.message : error.stack) : error}\n`,
    )
  }
