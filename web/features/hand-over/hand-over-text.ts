import { credentialsText } from '../../shared/hand-over/credentials.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import type { HandOverEntry } from './store.ts'

/** An account that is still being created will work with these credentials. */
function isReady({ hosting, sold }: HandOverEntry): boolean {
  if (hosting === null) return !sold?.hostingWaits
  return hosting.operation.status === 'succeeded' || isUnderWay(hosting.operation.status)
}

export const entryText = (entry: HandOverEntry): string | null =>
  credentialsText(entry.credentials, isReady(entry))

const rule = '-'.repeat(40)

/** Returns one text with the credentials of several customers under their names, oldest first. */
export function sheetText(entries: readonly HandOverEntry[]): string {
  const sections = entries.toReversed().flatMap((entry) => {
    const text = entryText(entry)
    return text === null ? [] : [`${entry.customer.fullName} <${entry.customer.email}>\n\n${text}`]
  })
  return sections.join(`\n\n${rule}\n\n`)
}
