import { useQuery } from '@tanstack/react-query'
import { BrakePanel } from '../../features/dunning/brake-panel.tsx'
import { CaseList } from '../../features/dunning/case-list.tsx'
import { ForecastPanel } from '../../features/dunning/forecast-panel.tsx'
import { WaitingWishes } from '../../features/dunning/waiting-wishes.tsx'
import { api } from '../../lib/api.ts'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.dunning

/** Cases, forecast, and the brake of suspensions. */
export function DunningPage() {
  const state = useQuery(api.dunning.state.queryOptions({ refetchInterval: 15_000 }))
  const { data } = state
  return (
    <>
      <BillingNav />
      <PageHeader title={text.title} />
      <p className="mb-4 max-w-prose text-muted">{text.intro}</p>
      {!data && (
        <Panel>
          {state.isError ? (
            <LoadError error={state.error} onRetry={() => void state.refetch()} />
          ) : (
            <SkeletonRows rows={6} />
          )}
        </Panel>
      )}
      {data && (
        <div className="space-y-4">
          <BrakePanel state={data} />
          <WaitingWishes wishes={data.wishes} />
          <ForecastPanel today={data.brake.day} />
          <CaseList />
        </div>
      )}
    </>
  )
}
