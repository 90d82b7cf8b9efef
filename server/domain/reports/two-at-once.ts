import { Refusal } from '#server/platform/errors/index.ts'
import type { ReportContext } from './range.ts'

/** MRR reads the history of all subscriptions, so more of them at once would slow down all other requests. */
const mostAtOnce = 2
const mostWaiting = 50

interface Turns {
  running: number
  readonly waiting: Set<() => void>
}

const turns = new WeakMap<object, Turns>()

/**
 * Runs at most two reports on one database at once, in the order of their requests. One whose request is closed while it
 * waits is not run.
 * @throws {Refusal} too-many-requests
 */
export async function twoAtOnce<Result>(
  { database, signal }: Pick<ReportContext, 'database' | 'signal'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const own = turns.get(database) ?? { running: 0, waiting: new Set() }
  turns.set(database, own)
  if (own.running >= mostAtOnce) await turnOf(own, signal)
  else own.running += 1
  try {
    return await work()
  } finally {
    const [next] = own.waiting
    // The next one takes this turn, so that no request between them can.
    if (next) next()
    else own.running -= 1
  }
}

async function turnOf({ waiting }: Turns, signal: AbortSignal | undefined): Promise<void> {
  if (waiting.size >= mostWaiting)
    throw new Refusal(
      'too-many-requests',
      'Many reports are in progress. Nothing was computed. Try again in a few seconds.',
    )
  const turn = Promise.withResolvers<void>()
  const take = () => {
    waiting.delete(take)
    turn.resolve()
  }
  const leave = () => {
    waiting.delete(take)
    turn.reject(new Refusal('too-many-requests', 'The request was closed, so its report was not computed.'))
  }
  if (signal?.aborted) leave()
  else waiting.add(take)
  signal?.addEventListener('abort', leave)
  try {
    await turn.promise
  } finally {
    signal?.removeEventListener('abort', leave)
  }
}
