import type { Customer } from '#contracts/customer.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'

export function HostingSummary({ hosting }: { hosting: Customer['hosting'] }) {
  if (hosting.attention > 0) return <StatusBadge tone="bad" label="Needs attention" />
  if (hosting.total === 0) return <span className="text-muted">None</span>
  if (hosting.active === hosting.total)
    return <span>{hosting.total === 1 ? '1 account' : `${hosting.total} accounts`}</span>
  return (
    <span>
      {hosting.active} of {hosting.total} active
    </span>
  )
}
