import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { checkBooks } from '#server/domain/billing/books/index.ts'
import { findAuditKey, verifyAudit } from '#server/platform/audit/index.ts'
import {
  BackupError,
  BadBackupError,
  readBackup,
  readPassphrase,
  restoreToFolder,
} from '#server/platform/backup/index.ts'
import { type Config, parseConfig } from '#server/platform/config/index.ts'
import { DataDirError, removeAtExit } from '#server/platform/data-dir/index.ts'
import { type Database, openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { findKeyring } from '#server/platform/secrets/index.ts'
import { endAtSignals } from './end-at-signals.ts'
import { failureText } from './failure-text.ts'
import { givenOptions } from './given-options.ts'
import { namedBackup } from './named-backup.ts'

const usage = `Verifies a backup: restores it into an embedded database that is removed afterwards, and checks the result.

  BACKUP_PASSPHRASE_FILE=passphrase ${adminCommand('backup:verify', 'FILE')}
  ${adminCommand('backup:verify', '--from-store NAME')}     a backup in BACKUP_DIR or in the store

It compares every row with the hashes in the backup, and checks all constraints, the slots of the servers, the books,
and the hash chain of the audit log. The chain needs SECRET_KEY or the key file in DATA_DIR.
Exit codes: 0 the backup is good, 1 it is not, 2 it could not be verified.
`

const program = { usage, incorrect: 2 } as const

const given = givenOptions(
  () =>
    parseArgs({
      allowPositionals: true,
      options: { 'from-store': { type: 'string' }, help: { type: 'boolean', default: false } },
    }),
  program,
)
const open = namedBackup(given, program)

const say = (line: string) => process.stdout.write(`${line}\n`)

async function verify(): Promise<number> {
  const config = parseConfig(process.env)
  const passphrase = await readPassphrase(config.backupPassphraseFile)
  const folder = await mkdtemp(join(tmpdir(), 'nextpanel-billing-verify-')).catch(unusable)
  const keep = removeAtExit(folder)
  try {
    const parts = readBackup(open(config), passphrase)
    const { createdAt, productVersion, sums } = await restoreToFolder(folder, parts).catch(unusable)
    const rows = Object.values(sums).reduce((sum, table) => sum + table.rows, 0)
    say(`${rows} rows from ${createdAt}, made by release ${productVersion}, match the backup.`)
    const database = await openDatabase({ dataDir: folder })
    try {
      const problems = [...(await slotProblems(database)), ...(await bookProblems(database))]
      problems.push(...(await auditProblems(database, config)))
      for (const problem of problems) say(problem)
      say(problems.length === 0 ? 'The backup is good.' : `${problems.length} problems.`)
      return problems.length === 0 ? 0 : 1
    } finally {
      await database.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
    keep()
  }
}

/** The messages of the folder call it DATA_DIR. */
function unusable(cause: unknown): never {
  const isFolder = cause instanceof DataDirError || (cause instanceof Error && 'syscall' in cause)
  if (!isFolder) throw cause
  throw new BackupError(
    `The backup could not be restored into a temporary folder in ${tmpdir()}. ${cause.message.replace(/\.?$/, '.')} TMPDIR sets another folder.`,
    { cause },
  )
}

async function slotProblems({ db }: Database): Promise<string[]> {
  const found = await db.execute(sql`
    select s.name, s.slots_held as counted, count(a.id)::int as held from servers s
    left join hosting_accounts a on a.server_id = s.id and a.holds_slot
    group by s.id having s.slots_held <> count(a.id)`)
  return rowsOf(found).map(
    ({ name, counted, held }) =>
      `The server ${String(name)} counts ${String(counted)} slots, and ${String(held)} are held.`,
  )
}

async function bookProblems({ db }: Database): Promise<string[]> {
  const violations = await checkBooks(db)
  return violations.map(
    ({ rule, subject, message }) => `The books break rule ${rule}: ${subject} ${message}.`,
  )
}

async function auditProblems(database: Database, { secretKey, dataDir }: Config): Promise<string[]> {
  const keyring = await findKeyring({ secretKey, dataDir }).catch((error: unknown) => {
    say(failureText(error))
    return null
  })
  const key = keyring ? await findAuditKey(database.db, keyring).catch(() => null) : null
  if (!key) {
    say('The audit log was not verified: it needs the SECRET_KEY of the backup.')
    return []
  }
  const { verified, unsealed, broken } = await verifyAudit(database.db, key, { after: 0, heads: [] })
  say(`${verified} entries of the audit log match the chain. ${unsealed} were not sealed yet.`)
  return broken ? [`The audit log is broken at entry ${broken.entryId}: ${broken.message}`] : []
}

try {
  process.umask(0o077)
  endAtSignals()
  process.exitCode = await verify()
} catch (error) {
  process.exitCode = error instanceof BadBackupError ? 1 : 2
  process.stderr.write(`${failureText(error)}\n`)
}
