import { z } from 'zod'

/** One invalid field. `path` is dotted, for example "provisioning.username". "" is the whole body. */
export const fieldProblem = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
})
export type FieldProblem = z.infer<typeof fieldProblem>

/**
 * RFC 9457 problem details: the body of every response of 400 and above. `code` is stable, and `detail` has
 * the remedy.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(fieldProblem).optional(),
  requestId: z.string(),
})
export type Problem = z.infer<typeof problem>
