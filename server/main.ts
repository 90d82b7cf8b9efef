import { systemClock } from '#server/platform/clock/index.ts'
import { ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import { DatabaseStartError } from '#server/platform/database/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import { LostKeyError } from './domain/installation/index.ts'
import { ListenError } from './http/index.ts'
import { start } from './start.ts'
import { isStopping } from './stop-on-signals.ts'

/** What an operator can mend is said in its own words; anything else is a fault and shows its stack. */
const isPlain = (error: unknown) =>
  error instanceof ConfigError ||
  error instanceof ListenError ||
  error instanceof DatabaseStartError ||
  error instanceof DataDirError ||
  error instanceof LostKeyError ||
  error instanceof SealError

async function main(): Promise<void> {
  await start(parseConfig(process.env), systemClock)
}

main().catch((error: unknown) => {
  // What was stopped while it started fails for that reason; the signal's handler ends the program.
  if (isStopping()) return
  process.stderr.write(
    `${isPlain(error) && error instanceof Error ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.exit(1)
})
