import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import type { News } from '#server/platform/news/index.ts'
import type { WorkContext } from './contract.ts'

/** The PostgreSQL channel on which processes tell each other about work. */
const workChannel = 'nextpanel_billing_work'

const announcement = z.object({
  from: z.string(),
  /** An operation that is not running any more; left out: operations may be due. */
  concluded: z.string().optional(),
})

const thisProcess = newId()

/** Tells other processes, as a part of a statement. Null on the embedded database, which has one process. */
export const announce = (
  { database }: Pick<WorkContext, 'database'>,
  news: { concluded?: string } = {},
): SQL | null =>
  database.kind === 'postgres'
    ? sql`pg_notify(${workChannel}, ${JSON.stringify({ from: thisProcess, ...news })})`
    : null

/**
 * Hears what other processes announce: wakes whoever waits for an operation, and looks for due operations. After a gap
 * in the connection nothing is known, so everything is looked at again.
 */
export async function listenForWork(
  context: Pick<WorkContext, 'signals' | 'queues'>,
  news: News,
): Promise<void> {
  await news.listen(workChannel, {
    onNews: (payload) => receive(context, payload),
    onGap: () => {
      context.queues.wakeAll()
      context.signals.allConcluded()
    },
  })
}

function receive({ signals, queues }: Pick<WorkContext, 'signals' | 'queues'>, payload: string): void {
  const parsed = announcement.safeParse(parseJson(payload))
  if (!parsed.success || parsed.data.from === thisProcess) return
  const { concluded } = parsed.data
  if (concluded === undefined) queues.wakeAll()
  else signals.concluded(concluded)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
