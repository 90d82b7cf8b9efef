import { systemClock } from '#server/platform/clock/index.ts'
import { ConfigError, parseConfig } from '#server/platform/config/index.ts'
import { DatabaseStartError } from '#server/platform/database/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import { ListenError } from './http/index.ts'
import { start } from './start.ts'

/** What an operator can mend is said in its own words; anything else is a fault and shows its stack. */
const isPlain = (error: unknown) =>
  error instanceof ConfigError ||
  error instanceof ListenError ||
  error instanceof DatabaseStartError ||
  error instanceof SealError

async function main(): Promise<void> {
  await start(parseConfig(process.env), systemClock)
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${isPlain(error) && error instanceof Error ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.exit(1)
})
