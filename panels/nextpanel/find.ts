import { type Finding, type PanelAccount, PanelError } from '#panels/kit/index.ts'
import { accountPath, isAccountId } from './account-id.ts'
import { type ListEntry, readAccount } from './answers.ts'
import { readListPage } from './list-page.ts'
import { refusal } from './refusal.ts'
import type { Session } from './session.ts'
import { readWholeList } from './whole-list.ts'

type AccountRead =
  | { readonly state: 'found'; readonly account: PanelAccount }
  | { readonly state: 'no-such-account' | 'no-such-call' }
  | { readonly state: 'odd'; readonly passing: boolean }

/**
 * `GET /api/v1/billing/accounts/{id}`. A 404 alone proves nothing: a wrong proxy path returns it for
 * everything, and so does a panel without this call. @throws {PanelError} if the read itself failed
 */
export async function findAccount(session: Session, id: string): Promise<Finding> {
  if (!isAccountId(id))
    return notKnown('The NextPanel User ID in our records is not a positive whole number.')
  const read = await readById(session, id)
  if (read.state === 'found') return read
  if (read.state === 'odd') return notKnown('The panel did not return the requested account.', read.passing)
  try {
    return await confirmAbsence(session, id, read.state)
  } catch (error) {
    if (error instanceof PanelError) return notKnown(`A control read failed: ${error.message}`, true)
    throw error
  }
}

async function confirmAbsence(
  session: Session,
  id: string,
  state: 'no-such-account' | 'no-such-call',
): Promise<Finding> {
  const page = await readListPage(session, { skip: '0', limit: '100' })
  if (page.state === 'no-list')
    return notKnown(`${page.why} The “not found” response may therefore not be about this account.`)
  const listed = foundIn(page.entries, id)
  if (listed) return listed
  const [other] = page.entries.flatMap(({ id: known }) => known ?? [])
  if (state === 'no-such-account' && page.entries.length === 0) return { state: 'absent' }
  if (state === 'no-such-account' && other !== undefined) {
    const control = await readById(session, other)
    if (control.state === 'found') return { state: 'absent' }
  }
  // The panel cannot read single accounts, so its whole list is read.
  const whole = await readWholeList(session)
  const inWhole = foundIn(whole.entries, id)
  if (inWhole) return inWhole
  const why =
    whole.cutShort ??
    (whole.entries.some((entry) => entry.id === undefined)
      ? 'Some accounts in the panel’s list have no valid ID.'
      : undefined)
  return why === undefined ? { state: 'absent' } : notKnown(why)
}

async function readById(session: Session, id: string): Promise<AccountRead> {
  const response = await session.send({ method: 'GET', path: accountPath(id) })
  const { status, body } = response
  // A 404 in HTML comes from a web server, for paths that the panel does not have.
  if (status === 404)
    return body.kind === 'json' ? { state: 'no-such-account' } : { state: 'odd', passing: false }
  if (status === 405) return { state: 'no-such-call' }
  if (status >= 300) throw refusal(session, response, 'nothing')
  const account = body.kind === 'json' ? readAccount(body.value) : undefined
  return account?.id === id ? { state: 'found', account } : { state: 'odd', passing: true }
}

function foundIn(entries: readonly ListEntry[], id: string): Finding | undefined {
  const account = entries.find((entry) => entry.id === id)?.account
  return account && { state: 'found', account }
}

const notKnown = (why: string, passing = false): Finding => ({ state: 'not-known', why, passing })
