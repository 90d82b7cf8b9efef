import { z } from 'zod'
import type { Clock } from '#server/platform/clock/index.ts'
import { parseConfig } from '#server/platform/config/index.ts'
import { start } from '#server/start.ts'

/** The message of {@link startApplication}, and its confirmation. */
const clockMessage = z.object({ behindMs: z.number().min(0) })

/** The server as it is shipped, with one part exchanged: its clock runs behind by as much as the parent says. */
let behindMs = 0
const clock: Clock = { now: () => new Date(Date.now() - behindMs) }

process.on('message', (message) => {
  behindMs = clockMessage.parse(message).behindMs
  process.send?.({ behindMs })
})
process.once('disconnect', () => process.exit(1))

await start(parseConfig(process.env), clock)
