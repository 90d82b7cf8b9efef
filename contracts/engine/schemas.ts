import { z } from 'zod'
import { lineOfText, timestamp } from '../text.ts'

/** Why somebody pauses a server or everything; shown to whoever waits. */
export const pauseReason = z.object({ reason: lineOfText('Reason', { max: 500 }).optional() })

/** Whether operations run at all. `by` is the name of who paused them. */
export const engineState = z.object({
  paused: z.boolean(),
  reason: z.string().nullable(),
  since: timestamp.nullable(),
  by: z.string().nullable(),
})
export type EngineState = z.infer<typeof engineState>
