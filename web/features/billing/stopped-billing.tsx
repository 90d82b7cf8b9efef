import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { LoadError } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.billing

/** The reason why nothing is billed to a customer, and the button that continues. Nothing while billing is not stopped. */
export function StoppedBilling({ customerId }: { customerId: string }) {
  const queryClient = useQueryClient()
  const [asks, setAsks] = useState(false)
  const query = useQuery(api.billing.parks.queryOptions({ input: { customerId }, refetchInterval: 15_000 }))
  const stopped = query.data?.items[0]
  return (
    <>
      <LiveRegion>
        {query.isError && !query.data && (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        )}
        {stopped && (
          <Notice tone="warn">
            <p className="font-medium">{text.stopped}</p>
            <p>
              <UserText>{stopped.reason}</UserText>
            </p>
            <p>{text.stoppedSince(formatDateTime(stopped.since))}</p>
            <May permission="billing.write">
              <Button size="sm" className="mt-2" onClick={() => setAsks(true)}>
                {text.resumeBilling}
              </Button>
            </May>
          </Notice>
        )}
      </LiveRegion>
      {asks && (
        <ConfirmDialog
          title={text.resumeBillingTitle}
          confirm={text.resumeBilling}
          confirming={text.resumingBilling}
          onConfirm={async () => {
            await client.billing.unpark({ id: customerId })
            await queryClient.invalidateQueries({ queryKey: api.billing.key() })
            toast.success(text.billingResumed)
          }}
          onClose={() => setAsks(false)}
        >
          <p>{text.resumeBillingMeans}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
