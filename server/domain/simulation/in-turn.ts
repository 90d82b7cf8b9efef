import { Refusal } from '#server/platform/errors/index.ts'

/** A simulation occupies the process, so more than one at a time would make all of them slower. */
const mostWaiting = 5

interface Turns {
  count: number
  last: Promise<unknown>
}

const turns = new WeakMap<object, Turns>()

/**
 * Runs simulations on one database one after the other. One whose caller has left while it waited is not run.
 * @throws {Refusal} too-many-requests
 */
export async function inTurn<Result>(database: object, work: () => Promise<Result>): Promise<Result> {
  const own = turns.get(database) ?? { count: 0, last: Promise.resolve() }
  turns.set(database, own)
  if (own.count > mostWaiting)
    throw new Refusal(
      'too-many-requests',
      'Several simulations are in progress. Nothing was computed. Try again in a few seconds.',
    )
  own.count += 1
  const result = own.last.then(work)
  own.last = result.then(
    () => {},
    () => {},
  )
  try {
    return await result
  } finally {
    own.count -= 1
  }
}
