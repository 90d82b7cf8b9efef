import { parseArgs } from 'node:util'
import { type AuditHead, findAuditKey, readAnchor, verifyAudit } from '#server/platform/audit/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { findKeyring } from '#server/platform/secrets/index.ts'
import { failureText } from './failure-text.ts'
import { givenOptions, refuseOptions } from './given-options.ts'
import { openExisting } from './open-existing.ts'

const usage = `Verifies the hash chain of the audit log, and prints the first entry that does not match.

  ${adminCommand('audit:verify', '[OPTIONS]')}

It reads DATABASE_URL, SECRET_KEY and DATA_DIR as the application does. Stop the application first if it uses the
embedded database. With PostgreSQL it may keep running.

  --head ID:HASH  a head that you recorded, for example from the log ("head of the audit log"); repeatable
  --after ID      skip the entries up to this one, for example those of a lost SECRET_KEY

The head in DATA_DIR/audit-head.json is always checked.
Exit codes: 0 the chain is complete, 1 it is broken, 2 it could not be verified.
`
const program = { usage, incorrect: 2 } as const

/** Unsealed entries that are older than this show that no process seals. */
const sealedWithinMs = 600_000

const { values } = givenOptions(
  () =>
    parseArgs({
      options: {
        head: { type: 'string', multiple: true, default: [] },
        after: { type: 'string', default: '0' },
        help: { type: 'boolean', default: false },
      },
    }),
  program,
)

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

function headIn(text: string): AuditHead {
  const [, entryId, hash] = /^(\d{1,15}):([\w-]+)$/.exec(text) ?? []
  if (entryId === undefined || hash === undefined)
    refuseOptions(`--head ${text} is not an id and a hash`, program)
  return { entryId: Number(entryId), hash }
}

async function verify(): Promise<number> {
  const heads = values.head.map(headIn)
  if (!/^\d{1,15}$/.test(values.after))
    refuseOptions(`--after ${values.after} is not the id of an entry`, program)
  const { config, database } = await openExisting()
  try {
    const keyring = await findKeyring(config)
    if (!keyring) fail('There is no SECRET_KEY and no key file in DATA_DIR. The chain cannot be verified.')
    const anchor = await readAnchor(config.dataDir)
    const key = await findAuditKey(database.db, keyring)
    if (!key) fail('No audit entry was sealed yet. Start the application once, then verify again.')
    const options = { after: Number(values.after), heads: anchor ? [anchor, ...heads] : heads }
    const verdict = await database.patiently((db) => verifyAudit(db, key, options))
    process.stdout.write(
      `${verdict.verified} entries match the chain. ${verdict.unsealed} are not sealed yet.\n`,
    )
    const { oldestUnsealedAt, broken } = verdict
    if (oldestUnsealedAt && Date.now() - oldestUnsealedAt.getTime() > sealedWithinMs)
      process.stdout.write(
        `The oldest unsealed entry is from ${oldestUnsealedAt.toISOString()}. Check that a process with ROLE=all or ROLE=worker runs.\n`,
      )
    if (!anchor && heads.length === 0)
      process.stdout.write(
        'There is no recorded head, so removed entries at the end would not be detected.\n',
      )
    if (!broken) return 0
    process.stdout.write(`BROKEN at entry ${broken.entryId}: ${broken.message}\n`)
    return 1
  } finally {
    await database.close()
  }
}

try {
  process.exitCode = await verify()
} catch (error) {
  fail(failureText(error))
}
