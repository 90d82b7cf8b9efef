import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { api } from '../../lib/api.ts'
import { Tip } from '../../ui/tip.tsx'
import { words } from '../../words/index.ts'

/** How many servers' troubles are open, and the way to them; nothing where there are none. */
export function AlertBadge() {
  const { data } = useQuery(api.alerts.list.queryOptions({ refetchInterval: 15_000 }))
  const [first] = data?.items ?? []
  if (!data || !first) return null
  const count = data.items.length
  return (
    <Tip text={words.shell.alertAndMore(first.message, count - 1)}>
      <Link
        to="/server"
        aria-label={words.shell.alerts(count)}
        className="inline-flex h-9 items-center gap-1 rounded-md px-2 font-medium text-bad hover:bg-sunken"
      >
        <TriangleAlert aria-hidden className="size-4" />
        <span className="tabular-nums">{count}</span>
      </Link>
    </Tip>
  )
}
