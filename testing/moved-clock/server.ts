import { z } from 'zod'
import { parseConfig } from '#server/platform/config/index.ts'
import { start } from '#server/start.ts'
import { movedTime } from './moved-time.ts'

const move = z.object({ forwardMs: z.number().positive() })

/**
 * The server as it is shipped, with one part exchanged: the parent process moves its clock. Nothing but the channel to a
 * parent can do that, and the shipped server does not contain this file.
 */
if (process.send === undefined) throw new Error('Only a test that has a channel to it starts this server.')

const { clock, startTimer, moveForward } = movedTime()

process.on('message', async (message) => {
  await moveForward(move.parse(message).forwardMs)
  process.send?.({ now: clock.now().toISOString() })
})
process.once('disconnect', () => process.exit(1))

await start(parseConfig(process.env), clock, startTimer)
