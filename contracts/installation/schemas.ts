import { z } from 'zod'
import { timestamp } from '../text.ts'

/**
 * Whether these data are where they were. Data that were copied or restored are a `suspected-copy`: nothing is sent
 * to any panel until a person decides. A `copy` stays so.
 */
export const installationState = z.object({
  id: z.string(),
  standing: z.enum(['recognised', 'suspected-copy', 'copy']),
  since: timestamp.nullable(),
})
export type InstallationState = z.infer<typeof installationState>

export const installationDecision = z.object({
  thisIs: z.enum(['the-real-one', 'a-copy'], { error: 'thisIs must be the-real-one or a-copy.' }),
})
export type InstallationDecision = z.infer<typeof installationDecision>
