import { z } from 'zod'
import { lineOfText, timestamp } from '../text.ts'

/** Reason for the pause of a server or of all operations, shown to users. */
export const pauseReason = z.object({ reason: lineOfText('Reason', { max: 500 }).optional() })

/** Whether operations are paused. `by` is the name of the staff user who paused them. */
export const engineState = z.object({
  paused: z.boolean(),
  reason: z.string().nullable(),
  since: timestamp.nullable(),
  by: z.string().nullable(),
})
export type EngineState = z.infer<typeof engineState>
