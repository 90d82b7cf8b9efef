import { systemClock } from '#server/platform/clock/index.ts'
import { ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import { DatabaseStartError } from '#server/platform/database/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import { LostKeyError } from './domain/installation/index.ts'
import { ListenError, WebAppMissing } from './http/index.ts'
import { start } from './start.ts'
import { isStopping } from './stop-on-signals.ts'

/**
 * An error that an operator can fix is logged as its message. Any other error is a defect and is logged with
 * its stack.
 */
const isPlain = (error: unknown) =>
  error instanceof ConfigError ||
  error instanceof ListenError ||
  error instanceof WebAppMissing ||
  error instanceof DatabaseStartError ||
  error instanceof DataDirError ||
  error instanceof LostKeyError ||
  error instanceof SealError

async function main(): Promise<void> {
  // Files of the database and of the key are for this user only.
  process.umask(0o077)
  await start(parseConfig(process.env), systemClock)
}

main().catch((error: unknown) => {
  // A start that was stopped fails for that reason. The handler of the signal ends the program.
  if (isStopping()) return
  process.stderr.write(
    `${isPlain(error) && error instanceof Error ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.exit(1)
})
