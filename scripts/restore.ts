import { parseArgs } from 'node:util'
import {
  putAnchorAside,
  readBackup,
  readPassphrase,
  restoreToFolder,
  restoreToPostgres,
} from '#server/platform/backup/index.ts'
import {
  type Config,
  ConfigError,
  parseConfig,
  postgresUrlIn,
  roleOf,
} from '#server/platform/config/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { findKeyring } from '#server/platform/secrets/index.ts'
import { endAtSignals } from './end-at-signals.ts'
import { failureText } from './failure-text.ts'
import { givenOptions, refuseOptions } from './given-options.ts'
import { namedBackup, storeIn } from './named-backup.ts'

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

const program = { usage, incorrect: 1 } as const

const given = givenOptions(
  () =>
    parseArgs({
      allowPositionals: true,
      options: {
        'from-store': { type: 'string' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }),
  program,
)
const { list, 'from-store': inStore } = given.values
if (list && (inStore !== undefined || given.positionals.length > 0))
  refuseOptions('--list takes no name of a backup', program)

const say = (line: string) => process.stdout.write(`${line}\n`)

/** The owner of the tables, and the role that gets the rights of the application, if it is another one. */
function rolesIn(databaseUrl: string): { owner: string; grantTo: string | undefined } {
  const owner = postgresUrlIn(process.env, 'DATABASE_ADMIN_URL')
  if (owner === undefined) return { owner: databaseUrl, grantTo: undefined }
  const [role, ownerRole] = [roleOf(databaseUrl), roleOf(owner)]
  if (role === null || ownerRole === null)
    throw new ConfigError([
      `${role === null ? 'DATABASE_URL' : 'DATABASE_ADMIN_URL'} names no user. With DATABASE_ADMIN_URL, both must name one. Nothing was changed.`,
    ])
  return { owner, grantTo: role === ownerRole ? undefined : role }
}

async function restoreFrom(sealed: AsyncIterable<Uint8Array>, config: Config) {
  const parts = readBackup(sealed, await readPassphrase(config.backupPassphraseFile))
  if (config.databaseUrl === undefined) return restoreToFolder(config.dataDir, parts)
  const { owner, grantTo } = rolesIn(config.databaseUrl)
  return restoreToPostgres(owner, parts, { grantTo })
}

async function listBackups(): Promise<void> {
  const files = await storeIn(parseConfig(process.env)).list()
  for (const file of files.toSorted()) if (file.endsWith('.age')) say(file)
}

async function run(open: ReturnType<typeof namedBackup>): Promise<void> {
  const config = parseConfig(process.env)
  const summary = await restoreFrom(open(config), config)
  const rows = Object.values(summary.sums).reduce((sum, table) => sum + table.rows, 0)
  say(
    `Restored ${rows} rows of ${summary.tables.length} tables from ${summary.createdAt}, made by release ${summary.productVersion}. All rows match the backup.`,
  )
  // All is restored, so a problem from here on is only reported.
  await prepareAnchor(config).catch((error: unknown) =>
    say(
      `The recorded head of the earlier audit log in ${config.dataDir} could not be moved away. Remove it before the application starts. ${failureText(error)}`,
    ),
  )
  const keyId = summary.installation?.keyId
  if (keyId)
    await checkKey(config, keyId).catch((error: unknown) => say(`${needsKey(keyId)} ${failureText(error)}`))
  say(
    'Start the application and sign in. Panel requests are on hold until an administrator confirms this installation.',
  )
}

async function prepareAnchor({ dataDir }: Config): Promise<void> {
  const aside = await putAnchorAside(dataDir, new Date())
  if (aside !== null) say(`The recorded head of the earlier audit log is now ${aside}.`)
}

const needsKey = (keyId: string) => `The stored credentials need the key ${keyId}.`

/** Without the key of the backup, the application does not start. */
async function checkKey(config: Config, keyId: string): Promise<void> {
  const keyring = await findKeyring(config)
  if (keyring?.keyId === keyId) return
  say(
    `${needsKey(keyId)} Set SECRET_KEY, or copy secret.key into ${config.dataDir}, before the application starts.`,
  )
}

const open = list ? null : namedBackup(given, program)
try {
  process.umask(0o077)
  endAtSignals()
  await (open === null ? listBackups() : run(open))
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`${failureText(error)}\n`)
}
