import { accountPath } from './account-id.ts'
import type { ListEntry } from './answers.ts'
import { readAccount } from './answers.ts'
import type { Session } from './session.ts'

/** This number of ids after the greatest listed one must be free, because failed creates leave small gaps. */
const gap = 5

/**
 * Returns whether a list that cannot be paged is complete. A truncated list has accounts after its greatest
 * id, because ids only increase, and the accounts of a lookup are the newest. True only if reading single
 * accounts works.
 */
export async function isBeyondTheEnd(session: Session, entries: readonly ListEntry[]): Promise<boolean> {
  const ids = entries.map(({ id }) => Number(id))
  const greatest = Math.max(...ids)
  if (!Number.isSafeInteger(greatest + gap)) return false
  if ((await statusOf(session, greatest)) !== 'there') return false
  for (let id = greatest + 1; id <= greatest + gap; id += 1)
    if ((await statusOf(session, id)) !== 'not-there') return false
  return true
}

async function statusOf(session: Session, id: number): Promise<'there' | 'not-there' | 'unclear'> {
  const { status, body } = await session.send({ method: 'GET', path: accountPath(String(id)) })
  if (body.kind !== 'json') return 'unclear'
  if (status === 404) return 'not-there'
  return status === 200 && readAccount(body.value)?.id === String(id) ? 'there' : 'unclear'
}
