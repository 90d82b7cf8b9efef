import { z } from 'zod'
import { connectionCheck, server } from '../servers/schemas.ts'
import { id, timestamp } from '../text.ts'

/** Results of creations. Cancelled ones are excluded. */
export const creationCounts = z.object({
  succeeded: z.number().int(),
  /** Failed, or needs attention. */
  notSucceeded: z.number().int(),
  underWay: z.number().int(),
  /** Milliseconds from the request until active, of those that succeeded. Null if none did. */
  medianMs: z.number().int().nullable(),
})
export type CreationCounts = z.infer<typeof creationCounts>

/** State of one server: its creations of the last 24 hours, and its open operations. */
export const serverStatistics = z.object({
  since: timestamp,
  creations: creationCounts,
  queue: z.object({
    queued: z.number().int(),
    running: z.number().int(),
    waiting: z.number().int(),
    needsPerson: z.number().int(),
  }),
  breaker: z.object({
    state: server.shape.breaker,
    since: timestamp.nullable(),
    /** Number of consecutive operations without a response, and the number at which it opens. */
    failures: z.number().int(),
    opensAfter: z.number().int(),
    /** Time of the next probe, unless it is closed. */
    probeAt: timestamp.nullable(),
  }),
  /** The checks of the last connection test that counted. Null before the first. */
  lastChecks: z.array(connectionCheck).nullable(),
})
export type ServerStatistics = z.infer<typeof serverStatistics>

/** The same for every server: creations of the last 24 hours, and what is open now. */
export const statisticsOfServers = z.object({
  since: timestamp,
  items: z.array(serverStatistics.pick({ creations: true, queue: true }).extend({ serverId: z.string() })),
})
export type StatisticsOfServers = z.infer<typeof statisticsOfServers>

export const healthPeriod = z.enum(['day', 'week'], { error: 'period must be one of: day, week.' })
export type HealthPeriod = z.infer<typeof healthPeriod>

export const serverHealthQuery = z.object({ id: id('id'), period: healthPeriod.default('day') })

/** The checks of a server, in equal steps up to now, oldest first. A step without checks has zeros. */
export const serverHealth = z.object({
  from: timestamp,
  to: timestamp,
  stepMs: z.number().int(),
  items: z.array(
    z.object({
      at: timestamp,
      online: z.number().int(),
      degraded: z.number().int(),
      offline: z.number().int(),
      needsOperator: z.number().int(),
      /** Of the checks that got a response, in milliseconds. */
      medianMs: z.number().int().nullable(),
    }),
  ),
})
export type ServerHealth = z.infer<typeof serverHealth>

const dayCount = 'days must be a whole number from 1 to 90.'

export const onboardingQuery = z.object({
  days: z.coerce.number({ error: dayCount }).int(dayCount).min(1, dayCount).max(90, dayCount).default(30),
  /** An IANA name, for example Europe/Berlin. Days begin in this time zone. */
  timeZone: z.string().max(100, 'timeZone must be an IANA name, like Europe/Berlin.').default('UTC'),
})

const onboardingCounts = creationCounts.extend({ customers: z.number().int() })
const onboardingPeriod = z.object({
  items: z.array(onboardingCounts.extend({ day: z.iso.date() })),
  total: onboardingCounts,
})

/** Customers added and hosting requested, by day and in total. The last day is today. */
export const onboardingStatistics = onboardingPeriod.extend({
  timeZone: z.string(),
  /** The day of the first customer of all; null before there is one. */
  firstDay: z.iso.date().nullable(),
  /** The same number of days before. Null if the first customer was added later. */
  previous: onboardingPeriod.nullable(),
})
export type OnboardingStatistics = z.infer<typeof onboardingStatistics>
