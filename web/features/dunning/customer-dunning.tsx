import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { amountsText } from './amounts.ts'
import { CaseState } from './case-state.tsx'
import { HoldCase } from './hold-case.tsx'

const text = words.dunning

/** A customer's open case, and why their hosting is suspended or being restored. */
export function CustomerDunningPanel({ customerId }: { customerId: string }) {
  const query = useQuery(
    api.dunning.ofCustomer.queryOptions({ input: { id: customerId }, refetchInterval: 5_000 }),
  )
  const { data } = query
  return (
    <Panel>
      <PanelTitle>{text.ofCustomer}</PanelTitle>
      {query.isError && !data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={1} />}
      {data && !data.case && <p className="px-4 py-3 text-muted">{text.noneOfCustomer}</p>}
      {data?.case && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-medium tabular-nums">{amountsText(data.case.due)}</p>
            <CaseState shown={data.case} />
          </div>
          <HoldCase shown={data.case} />
        </div>
      )}
      {data?.wishes.map(({ accountId, wanted, why, username }) => (
        <Notice key={accountId} tone={wanted ? 'warn' : 'busy'} className="m-3">
          <Sentence
            text={wanted ? text.suspendedBecause : text.restoring}
            values={[wanted ? why : username]}
          />
        </Notice>
      ))}
    </Panel>
  )
}
