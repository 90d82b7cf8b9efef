import { parseArgs } from 'node:util'
import { refuseRunningApplication, rotateKey } from '#server/domain/installation/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import {
  findKeyring,
  type Keyring,
  keyringOf,
  loadNextSecret,
  replaceSecret,
} from '#server/platform/secrets/index.ts'
import { failureText } from './failure-text.ts'
import { givenOptions } from './given-options.ts'
import { openExisting } from './open-existing.ts'

const usage = `Encrypts all stored secrets with a new key. Stop the application first.

  SECRET_KEY=<new key> SECRET_KEY_PREVIOUS=<current key> ${adminCommand('secrets:rotate')}
  ${adminCommand('secrets:rotate')}     without SECRET_KEY: replaces the key file in DATA_DIR by a new one

If it is interrupted, run it again with the same keys: it continues. Until then the application does not start.
Afterwards all users must sign in again, and earlier set-password links do not work. Keep the old key as long as you
keep backups from before the rotation.

Exit codes: 0 complete, 1 not complete, 2 not started: incorrect options or settings, or no database.
`

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

async function keys(secretKey: string | undefined, dataDir: string): Promise<{ from: Keyring; to: Keyring }> {
  const previous = process.env.SECRET_KEY_PREVIOUS
  if (secretKey !== undefined && previous) return { from: keyringOf(previous), to: keyringOf(secretKey) }
  if (secretKey !== undefined || previous)
    fail(`SECRET_KEY and SECRET_KEY_PREVIOUS belong together. Nothing was changed.\n\n${usage}`)
  const from = await findKeyring({ dataDir })
  if (!from) fail(`There is no key file in ${dataDir}. Nothing was changed.\n\n${usage}`)
  return { from, to: keyringOf(await loadNextSecret(dataDir)) }
}

async function rotate(): Promise<void> {
  const { config, database } = await openExisting()
  const { secretKey, dataDir } = config
  try {
    await refuseRunningApplication(database)
    const { from, to } = await keys(secretKey, dataDir)
    const onBatch = (rows: number) => process.stdout.write(`${rows} rows are encrypted with the new key.\n`)
    await rotateKey({ database, clock: systemClock }, { from, to, onBatch })
    if (secretKey === undefined) await replaceSecret(dataDir)
    process.stdout.write(`The rotation from the key ${from.keyId} to ${to.keyId} is complete.\n`)
  } finally {
    await database.close()
  }
}

givenOptions(() => parseArgs({ options: { help: { type: 'boolean', default: false } } }), {
  usage,
  incorrect: 2,
})
try {
  await rotate()
} catch (error) {
  fail(failureText(error))
}
