import type { Customer } from '#contracts/customers/schemas.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'

const said = words.customers

export function HostingSummary({ hosting }: { hosting: Customer['hosting'] }) {
  if (hosting.attention > 0) return <StatusBadge tone="bad" label={said.needsAttention} />
  if (hosting.total === 0) return <span className="text-muted">{said.noHosting}</span>
  if (hosting.active === hosting.total) return <span>{said.accounts(hosting.total)}</span>
  return <span>{said.accountsActive(hosting.active, hosting.total)}</span>
}
