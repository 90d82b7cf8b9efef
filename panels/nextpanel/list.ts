import type { Listing } from '#panels/kit/index.ts'
import type { Session } from './session.ts'
import { readWholeList } from './whole-list.ts'

/** Returns the whole list, as far as the panel provides it. @throws {PanelError} */
export async function listAccounts(session: Session): Promise<Listing> {
  const { entries, cutShort } = await readWholeList(session)
  const accounts = entries.flatMap(({ account }) => account ?? [])
  const unclearIds = entries.flatMap(({ id, account }) =>
    account === undefined && id !== undefined ? id : [],
  )
  const nameless = entries.length - accounts.length - unclearIds.length
  const why =
    cutShort ?? (nameless > 0 ? `Accounts without a valid ID in the panel’s list: ${nameless}.` : undefined)
  const told = { accounts, unclearIds }
  return why === undefined ? { ...told, complete: true } : { ...told, complete: false, why }
}
