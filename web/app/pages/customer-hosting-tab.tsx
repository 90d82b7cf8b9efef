import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { HostingAccount, HostingOutcome } from '#contracts/hosting/schemas.ts'
import { AccountList } from '../../features/hosting/account-list.tsx'
import { ProvisioningNotice } from '../../features/onboarding/outcome-notice.tsx'
import { ProvisionDialog } from '../../features/onboarding/provision-dialog.tsx'
import { OperationControls } from '../../features/operations/operation-controls.tsx'
import { OperationSteps } from '../../features/operations/operation-steps.tsx'
import { api } from '../../lib/api.ts'
import { needsAction } from '../../shared/hosting/states.ts'
import { Button } from '../../ui/button.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

/** It needs action, and another account is not the remedy. */
const hasOtherRemedy = (account: HostingAccount) =>
  needsAction(account) && account.operation?.error?.code !== 'email-taken'

export function CustomerHostingTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const { data: customer } = useQuery(api.customers.get.queryOptions({ input: { id: customerId } }))
  const { data: accounts } = useQuery(
    api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }),
  )
  const [provisioning, setProvisioning] = useState(false)
  const [outcome, setOutcome] = useState<HostingOutcome | null>(null)
  if (!customer) return null
  return (
    <div className="space-y-4">
      <div className="flex justify-end" data-page-actions>
        <Button
          // Loud only if nothing else needs action first: it would make one account more.
          variant={accounts?.items.some(hasOtherRemedy) ? 'secondary' : 'primary'}
          onClick={() => {
            setOutcome(null)
            setProvisioning(true)
          }}
        >
          <Plus aria-hidden className="size-4" />
          {words.hosting.provision}
        </Button>
      </div>
      <LiveRegion>
        {outcome && <ProvisioningNotice outcome={outcome} onDismiss={() => setOutcome(null)} />}
      </LiveRegion>
      <AccountList
        customerId={customerId}
        controls={({ operation }, children) =>
          operation ? (
            <OperationControls operation={operation} provisionsElsewhere={false}>
              {children}
            </OperationControls>
          ) : (
            children({ fixes: null, menu: [] })
          )
        }
        steps={({ operation }) => operation && <OperationSteps key={operation.id} operation={operation} />}
      />
      {provisioning && (
        <ProvisionDialog
          customer={customer}
          usernames={accounts?.items.map(({ username }) => username) ?? []}
          onClose={() => setProvisioning(false)}
          onProvisioned={(reached) => {
            setProvisioning(false)
            setOutcome(reached)
          }}
        />
      )}
    </div>
  )
}
