import { z } from 'zod'
import { requiredLineOfText, timestamp } from '../text.ts'

/**
 * How a server is chosen for an account without one. `least-utilized`: the server with the smallest used share, scaled
 * by its weight. `fill-first`: the server with the highest weight, and of these the fullest that has room.
 */
export const placementPolicies = ['least-utilized', 'fill-first'] as const
export const placementPolicy = z.enum(placementPolicies, {
  error: `policy must be one of: ${placementPolicies.join(', ')}.`,
})
export type PlacementPolicy = z.infer<typeof placementPolicy>

const weightRange = 'Weight must be a whole number from 0 to 100.'
/** 0: never chosen automatically. */
export const placementWeight = z
  .number({ error: weightRange })
  .int(weightRange)
  .min(0, weightRange)
  .max(100, weightRange)

export const mostServerTags = 20
const tagRule =
  'A tag has 1 to 30 lower-case letters (a to z), digits and hyphens, and starts with a letter or digit.'
const serverTag = z.string({ error: 'Each tag must be text.' }).regex(/^[a-z0-9][a-z0-9-]{0,29}$/, tagRule)
/** Words that a request can ask for, for example "ssd". Each occurs once. */
export const serverTags = z
  .array(serverTag, { error: 'Tags must be a list of words.' })
  .max(mostServerTags, `A server can have at most ${mostServerTags} tags.`)
  .overwrite((tags) => [...new Set(tags)].sort())

/** Limits an automatic choice to some servers. */
export const placementWish = z.object(
  {
    /** The location exactly as the server has it. */
    location: requiredLineOfText('Location', { max: 100 }).optional(),
    /** The server must have all of them. */
    tags: serverTags.optional(),
  },
  { error: 'placement must be an object with location, tags, or both.' },
)
export type PlacementWish = z.infer<typeof placementWish>

/** Why an account is on its server: recorded when the server was chosen automatically. */
export const accountPlacement = z.object({
  policy: z.enum(placementPolicies),
  /** One sentence. */
  reason: z.string(),
  /** The chosen server first, then the others in their order; at most 20. */
  considered: z.array(z.object({ serverId: z.string(), serverName: z.string(), why: z.string() })),
})
export type AccountPlacement = z.infer<typeof accountPlacement>

export const placementSettings = z.object({
  policy: z.enum(placementPolicies),
  /** Null: never changed. */
  updatedAt: timestamp.nullable(),
})
export type PlacementSettings = z.infer<typeof placementSettings>

export const placementChange = z.object({ policy: placementPolicy })
export type PlacementChange = z.infer<typeof placementChange>
