import { PanelError } from '#panels/kit/index.ts'
import { type ListEntry, readList } from './answers.ts'
import { oddAnswer, refusal } from './refusal.ts'
import { accountsPath, type Session } from './session.ts'

export type ListPage =
  | { readonly state: 'read'; readonly entries: readonly ListEntry[] }
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
  const entries = response.body.kind === 'json' ? readList(response.body.value) : undefined
  if (entries === undefined)
    throw new PanelError({ ...oddAnswer('nothing', response), exchanges: session.exchanges })
  return { state: 'read', entries }
}

/** All of them: a single malformed entry of another owner must not hide ours. */
export const haveTextIds = (entries: readonly ListEntry[]): boolean =>
  entries.length > 0 && entries.every((entry) => entry.hasTextId)

function withQuery(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? accountsPath : `${accountsPath}?${text}`
}
