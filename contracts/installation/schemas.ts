import { z } from 'zod'
import { timestamp } from '../text.ts'

/**
 * Whether this database is at the location of the last start. A copied or restored database is a
 * `suspected-copy`: no panel receives requests until staff decide. A `copy` stays on hold.
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
