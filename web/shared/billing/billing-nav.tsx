import { Link, useMatches } from '@tanstack/react-router'
import { tabClass, tabListClass } from '../../ui/tabs.tsx'
import { useCurrentInView } from '../../ui/use-current-in-view.ts'
import { words } from '../../words/index.ts'

/** The pages of billing, in the order in which staff use them. */
const pages = [
  { to: '/invoices', label: words.invoices.title },
  { to: '/subscriptions', label: words.subscriptions.title },
  { to: '/payments', label: words.payments.title },
  { to: '/dunning', label: words.dunning.title },
  { to: '/reports', label: words.reports.title },
  { to: '/simulation', label: words.simulation.title },
] as const

/** Links between the pages of billing. They look like tabs, but each is a page with its own title. */
export function BillingNav() {
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' })
  const list = useCurrentInView<HTMLElement>(path)
  return (
    <nav ref={list} aria-label={words.billing.pages} className={tabListClass}>
      {pages.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          className={`${tabClass} data-[status=active]:border-accent data-[status=active]:text-text`}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
