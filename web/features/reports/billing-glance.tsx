import { useQuery } from '@tanstack/react-query'
import { lazy } from 'react'
import { api } from '../../lib/api.ts'
import { LazyPart } from '../../ui/lazy-part.tsx'

const BillingCharts = lazy(() =>
  import('./billing-charts.tsx').then(({ BillingCharts }) => ({ default: BillingCharts })),
)

/** The billing section of the start page. Without a company it has no items, and its charts are not loaded. */
export function BillingGlance() {
  const { data } = useQuery(api.reports.overview.queryOptions({ staleTime: 60_000 }))
  if (!data || data.items.length === 0) return null
  return (
    <LazyPart dispensable>
      <BillingCharts overview={data} />
    </LazyPart>
  )
}
