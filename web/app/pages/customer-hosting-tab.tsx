import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { handOver } from '../../features/hand-over/store.ts'
import { AccountList } from '../../features/hosting/account-list.tsx'
import { ProvisionDialog } from '../../features/onboarding/provision-dialog.tsx'
import { OperationControls } from '../../features/operations/operation-controls.tsx'
import { OperationSteps } from '../../features/operations/operation-steps.tsx'
import { api } from '../../lib/api.ts'
import { needsAction } from '../../shared/hosting/states.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'

export function CustomerHostingTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const { data: customer } = useQuery(api.customers.get.queryOptions({ input: { id: customerId } }))
  const { data: accounts } = useQuery(
    api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }),
  )
  const [provisioning, setProvisioning] = useState(false)
  if (!customer) return null
  return (
    <div className="space-y-4">
      <May permission="hosting.write">
        <div className="flex justify-end" data-page-actions>
          <Button
            // Primary only if no account needs action first: the button creates another account.
            variant={accounts?.items.some(needsAction) ? 'secondary' : 'primary'}
            onClick={() => setProvisioning(true)}
          >
            <Plus aria-hidden className="size-4" />
            {words.hosting.provision}
          </Button>
        </div>
      </May>
      <AccountList
        customerId={customerId}
        controls={({ operation }, children) =>
          operation ? (
            <OperationControls operation={operation}>{children}</OperationControls>
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
          onProvisioned={(result) => {
            setProvisioning(false)
            handOver.add(result)
            handOver.setOpen(true)
          }}
        />
      )}
    </div>
  )
}
