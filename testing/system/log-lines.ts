import { z } from 'zod'

const line = z.looseObject({
  msg: z.string(),
  requestId: z.string().optional(),
  operationId: z.string().optional(),
})
export type LogLine = z.infer<typeof line>

/** Returns the lines of the log in a process's output. Other lines are text for the operator. */
export const logLinesIn = (output: string): LogLine[] =>
  output
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .map((text) => line.parse(JSON.parse(text)))
