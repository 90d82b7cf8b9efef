import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { useFreeAccounts } from '../../shared/billing/use-account-links.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { AccountField } from './account-field.tsx'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions

/** Chooses the hosting account of a subscription, or removes it. */
export function HostingDialog({
  subscription,
  onClose,
}: {
  subscription: Subscription
  onClose: () => void
}) {
  const { id, customerId, hostingAccountId, provision } = subscription
  const free = useFreeAccounts(customerId, id)
  const actions = useSubscriptionActions(id)
  const key = useIdempotencyKey()
  const current = hostingAccountId ?? ''
  const [chosen, setChosen] = useState(current)
  // A terminated account is not in the list. It can only be replaced or removed.
  const isEmpty = free.accounts?.length === 0 && current === ''
  const mayWait = provision !== 'none' && current === ''
  return (
    <ConfirmDialog
      title={text.hostingTitle}
      confirm={text.hostingSave}
      confirming={text.hostingSaving}
      blocked={chosen === current || free.accounts === undefined}
      onConfirm={async () => {
        await actions.setHostingAccount(chosen === '' ? null : chosen, key.current())
        toast.success(text.hostingSaved)
      }}
      onClose={onClose}
    >
      <p className="text-muted">{text.hostingMeans}</p>
      {mayWait && <p>{text.hostingReplaces}</p>}
      {free.accounts === undefined &&
        (free.error ? <LoadError error={free.error} onRetry={free.retry} /> : <SkeletonRows rows={1} />)}
      {isEmpty && (
        <p role="status">
          {text.noFreeAccount}{' '}
          <Link to="/customers/$customerId/hosting" params={{ customerId }} className="underline">
            {text.toHostingTab}
          </Link>
        </p>
      )}
      {free.accounts && !isEmpty && (
        <AccountField
          label={text.hosting}
          help={text.hostingHelp}
          accounts={free.accounts}
          value={chosen}
          onChange={setChosen}
        />
      )}
    </ConfirmDialog>
  )
}
