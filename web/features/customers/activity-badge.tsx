import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'

/** Whether the customer can sign in. */
export function ActivityBadge({ isActive }: { isActive: boolean }) {
  return isActive ? (
    <StatusBadge label={words.customers.active} tone="good" />
  ) : (
    <StatusBadge label={words.customers.inactive} tone="quiet" />
  )
}
