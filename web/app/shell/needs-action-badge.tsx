import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { formatNumber } from '../../lib/format.ts'
import { setTitleCount } from '../../lib/page-title.ts'
import { useOverview } from '../../shared/operations/use-overview.ts'
import { Tip } from '../../ui/tip.tsx'
import { words } from '../../words/index.ts'

/** The number of items that need action, as a link and in the title. Renders nothing for 0. */
export function NeedsActionBadge() {
  const { data } = useOverview()
  const total = data?.needsAction.total ?? 0
  useEffect(() => {
    setTitleCount(total)
    return () => setTitleCount(0)
  }, [total])
  if (total === 0) return null
  return (
    <Tip text={words.shell.needAction(total)}>
      <Link
        to="/operations"
        search={{ tab: 'needs-person' }}
        aria-label={words.shell.needAction(total)}
        className="inline-flex h-9 items-center gap-1 rounded-md px-2 font-medium text-bad hover:bg-sunken"
      >
        <TriangleAlert aria-hidden className="size-4" />
        <span className="tabular-nums">{formatNumber(total)}</span>
      </Link>
    </Tip>
  )
}
