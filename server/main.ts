import { systemClock } from '#server/platform/clock/index.ts'
import { parseConfig } from '#server/platform/config/index.ts'
import { OperatorError } from '#server/platform/errors/index.ts'
import { start } from './start.ts'
import { isStopping } from './stop-on-signals.ts'

async function main(): Promise<void> {
  // Files of the database and of the key are for this user only.
  process.umask(0o077)
  await start(parseConfig(process.env), systemClock)
}

main().catch((error: unknown) => {
  // A start that was stopped fails for that reason. The handler of the signal ends the program.
  if (isStopping()) return
  const text = error instanceof OperatorError ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${text}\n`)
  process.exit(1)
})
