import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import type { News } from '#server/platform/news/index.ts'
import type { WorkContext } from './contract.ts'

/** The PostgreSQL channel on which processes notify each other about work. */
const workChannel = 'nextpanel_billing_work'

const announcement = z.object({
  from: z.string(),
  /** An operation that is no longer running. Without it, operations may be due. */
  concluded: z.string().optional(),
})

const thisProcess = newId()

/**
 * Returns the part of a statement that notifies other processes. Null on the embedded database, which has one
 * process.
 */
export const announce = (
  { database }: Pick<WorkContext, 'database'>,
  news: { concluded?: string } = {},
): SQL | null =>
  database.kind === 'postgres'
    ? sql`pg_notify(${workChannel}, ${JSON.stringify({ from: thisProcess, ...news })})`
    : null

/**
 * Listens to the announcements of other processes: wakes callers that wait for an operation, and looks for
 * due operations. After a gap in the connection, announcements may be lost, so all callers and queues are
 * woken.
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
