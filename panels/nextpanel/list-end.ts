import { accountPath } from './account-id.ts'
import type { ListEntry } from './answers.ts'
import { readAccount } from './answers.ts'
import type { Session } from './session.ts'

/** So many ids after the greatest one listed must be free: creates that failed leave small gaps. */
const gap = 5

/**
 * Whether a list that cannot be paged is all there is. A list that was cut off has accounts after its greatest id,
 * for ids only grow; and the ones we look for are the newest. True only if reading single accounts is seen to work.
 */
export async function isBeyondTheEnd(session: Session, entries: readonly ListEntry[]): Promise<boolean> {
  const ids = entries.map(({ id }) => Number(id))
  const greatest = Math.max(...ids)
  if (!Number.isSafeInteger(greatest + gap)) return false
  if ((await lookAt(session, greatest)) !== 'there') return false
  for (let id = greatest + 1; id <= greatest + gap; id += 1)
    if ((await lookAt(session, id)) !== 'not-there') return false
  return true
}

async function lookAt(session: Session, id: number): Promise<'there' | 'not-there' | 'unclear'> {
  const { status, body } = await session.send({ method: 'GET', path: accountPath(String(id)) })
  if (body.kind !== 'json') return 'unclear'
  if (status === 404) return 'not-there'
  return status === 200 && readAccount(body.value)?.id === String(id) ? 'there' : 'unclear'
}
