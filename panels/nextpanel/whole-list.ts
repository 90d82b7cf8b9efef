import type { ListEntry } from './answers.ts'
import { isBeyondTheEnd } from './list-end.ts'
import { mostAtOnce, readListPage } from './list-page.ts'
import type { Session } from './session.ts'

const pageSize = 100
/** 10,000 accounts if a panel returns the requested page size. A lookup must not exhaust the rate limit. */
const mostPages = 100
/** Whatever the page size of a panel. */
const mostEntries = 50_000
/** Shorter than a lease, and than a caller waits. */
const mostMs = 60_000

export interface WholeList {
  readonly entries: readonly ListEntry[]
  /** Undefined: read to its end. */
  readonly cutShort: string | undefined
}

/**
 * Reads the list by skip and limit until an empty page: a short page proves nothing, because panels cap
 * pages. @throws {PanelError}
 */
export async function readWholeList(session: Session): Promise<WholeList> {
  const found = new Map<string, ListEntry>()
  const result = (cutShort?: string): WholeList => ({ entries: [...found.values()], cutShort })
  const firstExchange = session.exchanges.length
  let skip = 0
  for (let count = 0; count < mostPages; count += 1) {
    const page = await readPage(session, skip)
    if (page.state === 'no-list') return result(page.why)
    const before = found.size
    for (const entry of page.entries) found.set(entry.key, found.get(entry.key) ?? entry)
    skip += page.entries.length
    summarise(session, firstExchange, { pages: count + 1, total: found.size })
    if (page.entries.length === 0) return result()
    if (page.truncated) return result(tooLong)
    if (found.size > mostEntries) break
    if (spentMs(session, firstExchange) > mostMs) return result(tooSlow(found.size))
    if (found.size > before) continue
    // The same page again, so skip is ignored. This may be the whole list, or only the part that this panel
    // returns.
    return result((await isBeyondTheEnd(session, [...found.values()])) ? undefined : capped)
  }
  return result(`The list was read up to ${found.size} accounts, and there are more.`)
}

const tooSlow = (count: number) =>
  `The panel took more than ${mostMs / 1000} s for ${count} accounts of its list, so the rest was not read.`

const tooLong = `The panel returned more than ${mostAtOnce} accounts in one response, so the rest was not read.`

const spentMs = (session: Session, from: number): number =>
  session.exchanges.slice(from).reduce((sum, { durationMs }) => sum + durationMs, 0)

const capped = 'This panel returns the same part of its list each time, so there may be more accounts.'

async function readPage(session: Session, skip: number) {
  const page = await readListPage(session, { skip: String(skip), limit: String(pageSize) })
  if (page.state === 'read' || skip > 0) return page
  return readListPage(session, {})
}

// A hundred similar lines in a timeline are not useful: the first page stays, and one line summarizes the
// rest.
function summarise(session: Session, from: number, read: { pages: number; total: number }): void {
  const further = session.exchanges.slice(from + 1)
  const last = further.at(-1)
  if (further.length < 2 || last === undefined) return
  session.exchanges.splice(from + 1, further.length, {
    ...last,
    answer: `Pages 2 to ${read.pages} together: ${read.total} accounts in all.`,
    durationMs: further.reduce((sum, { durationMs }) => sum + durationMs, 0),
  })
}
