import { z } from 'zod'
import type { Sandbox } from '#sandbox/index.ts'
import type { ApplicationInThePast } from './application.ts'
import { type Client, engineRests, until } from './client.ts'
import type { ServerName } from './plan.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Checks are kept for a week: before that, an empty day passes in one step. */
const checkedDays = 7
/** As fine as the bars of the health strip: 3 h in a week, 30 min in the last day. */
const weekStepMs = 3 * hourMs
const dayStepMs = hourMs / 2

/** Health checks that a server failed, by the hours before now at which that began. */
const outages: readonly { server: ServerName; hoursAgo: number; checks: number }[] = [
  { server: 'Oslo', hoursAgo: 75, checks: 2 },
  { server: 'Frankfurt 2', hoursAgo: 40, checks: 1 },
  { server: 'Frankfurt 1', hoursAgo: 9, checks: 1 },
]

const checked = z.object({ items: z.array(z.object({ lastCheckedAt: z.string().nullable() })) })

interface Past {
  readonly application: Pick<ApplicationInThePast, 'setBehind'>
  readonly client: Pick<Client, 'get'>
  readonly panels: ReadonlyMap<ServerName, Pick<Sandbox, 'addFault'>>
  readonly days: number
}

/**
 * Lives through the days up to now. The server's clock moves on while it rests, and whatever is due by then happens:
 * the server itself writes all that the charts show.
 * @param onDay what happens on each day, from 0 for the first
 */
export async function liveThrough(past: Past, onDay: (day: number) => Promise<void>): Promise<void> {
  for (let day = 0; day < past.days; day += 1) {
    const daysLeft = past.days - day
    await past.application.setBehind(daysLeft * dayMs)
    await onDay(day)
    await engineRests(past.client)
    if (daysLeft <= checkedDays) await passDay(past, daysLeft)
  }
  await past.application.setBehind(0)
}

async function passDay(past: Past, daysLeft: number): Promise<void> {
  const stepMs = daysLeft === 1 ? dayStepMs : weekStepMs
  for (let behindMs = daysLeft * dayMs - stepMs; behindMs > (daysLeft - 1) * dayMs; behindMs -= stepMs) {
    breakDown(past, behindMs, stepMs)
    await past.application.setBehind(behindMs)
    await allChecked(past, behindMs)
    // An operation that is at work would find that its lease ran out.
    await engineRests(past.client)
  }
}

function breakDown({ panels }: Past, behindMs: number, stepMs: number): void {
  for (const { server, hoursAgo, checks } of outages) {
    const startsMs = hoursAgo * hourMs
    if (startsMs > behindMs - stepMs && startsMs <= behindMs)
      panels.get(server)?.addFault({ fault: 'error', path: 'health', status: 503, times: checks })
  }
}

const longestCheckMs = 15_000

/** Each server has a check from after the move. */
async function allChecked({ client }: Past, behindMs: number): Promise<void> {
  const since = Date.now() - behindMs
  await until(longestCheckMs, async () => {
    const { items } = await client.get('/servers', checked)
    return items.every(({ lastCheckedAt }) => lastCheckedAt !== null && Date.parse(lastCheckedAt) >= since)
  })
}
