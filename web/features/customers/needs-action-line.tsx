import { Link } from '@tanstack/react-router'
import { useOverview } from '../../shared/operations/use-overview.ts'
import { words } from '../../words/index.ts'

/** Shown above the customers whose hosting needs action: the total, with the server problems. */
export function NeedsActionLine() {
  const { data } = useOverview()
  if (!data) return null
  return (
    <p className="mb-3 text-muted">
      {words.customers.needAction(data.needsAction)}{' '}
      <Link to="/operations" search={{ tab: 'needs-person' }} className="underline">
        {words.customers.showAll}
      </Link>
    </p>
  )
}
