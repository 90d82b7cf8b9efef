import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { PanelError } from '#panels/kit/index.ts'
import { hasTextId, type ListEntry, listIn, readEntry } from './answers.ts'
import { oddAnswer, refusal } from './refusal.ts'
import { accountsPath, type Session } from './session.ts'

export type ListPage =
  | {
      readonly state: 'read'
      readonly entries: readonly ListEntry[]
      /** The panel sent more entries than are read at once. */
      readonly truncated: boolean
    }
  /** The panel has no list, or not with these parameters. */
  | { readonly state: 'no-list'; readonly why: string }

/** @throws {PanelError} for everything except a list or its absence */
export async function readListPage(
  session: Session,
  query: Readonly<Record<string, string>>,
  shownQuery: Readonly<Record<string, string>> = query,
): Promise<ListPage> {
  const response = await session.send({
    method: 'GET',
    path: withQuery(query),
    label: `GET ${withQuery(shownQuery)}`,
  })
  if ([404, 405].includes(response.status))
    return { state: 'no-list', why: `This panel has no list of its accounts (HTTP ${response.status}).` }
  if (response.status === 422)
    return { state: 'no-list', why: 'This panel does not accept the parameters of its list.' }
  if (response.status >= 300) throw refusal(session, response, 'nothing')
  const listed = response.body.kind === 'json' ? listIn(response.body.value) : undefined
  if (listed === undefined)
    throw new PanelError({ ...oddAnswer('nothing', response), exchanges: session.exchanges })
  const entries = await readEntries(listed.slice(0, mostAtOnce))
  return { state: 'read', entries, truncated: listed.length > mostAtOnce }
}

/** Panels that ignore `limit` return all their accounts at once. */
export const mostAtOnce = 20_000
const sliceMs = 10

/** Reads entries in short slices, so that a long list does not hold up other requests. */
async function readEntries(listed: readonly unknown[]): Promise<ListEntry[]> {
  const entries: ListEntry[] = []
  let sliceBegan = performance.now()
  for (const value of listed) {
    entries.push(readEntry(value))
    if (performance.now() - sliceBegan < sliceMs) continue
    await yieldToOthers()
    sliceBegan = performance.now()
  }
  return entries
}

/** All of them: a single malformed entry of another owner must not hide ours. */
export const haveTextIds = (entries: readonly ListEntry[]): boolean =>
  entries.length > 0 && entries.every((entry) => entry.hasTextId)

/** The same for the first entries of a list, unread. */
export const beginsWithTextIds = (listed: readonly unknown[]): boolean =>
  listed.length > 0 && listed.slice(0, 100).every(hasTextId)

function withQuery(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? accountsPath : `${accountsPath}?${text}`
}
