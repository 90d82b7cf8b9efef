import type { Customer } from '#contracts/customers/schemas.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'

const text = words.customers

export function HostingSummary({ hosting }: { hosting: Customer['hosting'] }) {
  if (hosting.attention > 0) return <StatusBadge tone="bad" label={text.needsAttention} />
  if (hosting.total === 0) return <span className="text-muted">{text.noHosting}</span>
  if (hosting.active === hosting.total) return <span>{text.accounts(hosting.total)}</span>
  return <span>{text.accountsActive(hosting.active, hosting.total)}</span>
}
