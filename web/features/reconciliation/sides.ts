import type { ReconciliationFinding } from '#contracts/reconciliation/schemas.ts'
import { formatList } from '../../lib/format.ts'
import { words } from '../../words/index.ts'

const text = words.reconciliation

/** The short texts of the two sides of a difference. */
export function sidesOf(finding: ReconciliationFinding): { here: string; panel: string } {
  const { kind, panelUserId, foundUnder, ours, onPanel } = finding
  const held = panelUserId === null ? text.nothingHere : text.account(panelUserId)
  const under = foundUnder.map(String)
  switch (kind) {
    case 'drift':
      return { here: ours ?? text.nothingHere, panel: onPanel ?? text.nothingThere }
    case 'unknown-to-us':
      return {
        here: text.nothingHere,
        panel: panelUserId === null ? text.nothingThere : text.account(panelUserId),
      }
    case 'gone':
      return { here: held, panel: under[0] === undefined ? text.nothingThere : text.account(under[0]) }
    case 'doubled':
      return { here: held, panel: text.accounts(formatList(under)) }
  }
}
