import { useId, useState } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { mayConfirmDeletion, maySuspend, mayTerminate, mayUnsuspend } from '../../shared/hosting/states.ts'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'
import { SuspendDialog } from './suspend-dialog.tsx'
import { TerminateDialog } from './terminate-dialog.tsx'
import { UnsuspendDialog } from './unsuspend-dialog.tsx'
import { whyUnsupported } from './why-unsupported.ts'

type Action = 'suspend' | 'unsuspend' | 'terminate'

interface AccountActionsProps {
  account: HostingAccount
  /** Of the account's server, once it is known. */
  panel: PanelDescription | undefined
}

/** An action that the panel lacks is shown, blocked, with the reason. */
export function AccountActions({ account, panel }: AccountActionsProps) {
  const [open, setOpen] = useState<Action | null>(null)
  const reasonId = useId()
  const close = () => setOpen(null)
  const offered: Action[] = [
    ...(mayUnsuspend(account) ? (['unsuspend'] as const) : []),
    ...(maySuspend(account) && account.status === 'active' ? (['suspend'] as const) : []),
    ...(mayTerminate(account) ? (['terminate'] as const) : []),
  ]
  const reasons = offered.flatMap((action) => {
    const reason = whyUnsupported(panel, action)
    return reason === null ? [] : [{ action, reason }]
  })
  const isBlocked = (action: Action) => reasons.some((each) => each.action === action)
  return (
    <>
      {offered.map((action) => (
        <Button
          key={action}
          size="sm"
          blocked={isBlocked(action)}
          aria-describedby={isBlocked(action) ? `${reasonId}-${action}` : undefined}
          onClick={() => setOpen(action)}
        >
          {words.hosting[action]}
        </Button>
      ))}
      {mayConfirmDeletion(account) && (
        <Button size="sm" onClick={() => setOpen('terminate')}>
          {words.hosting.confirmDeletion}
        </Button>
      )}
      {reasons.length > 0 && (
        <ul className="order-last w-full text-sm text-muted sm:text-right">
          {reasons.map(({ action, reason }) => (
            <li key={action}>
              {words.hosting[action]}: <span id={`${reasonId}-${action}`}>{reason}</span>
            </li>
          ))}
        </ul>
      )}
      {open === 'suspend' && <SuspendDialog account={account} onClose={close} />}
      {open === 'unsuspend' && <UnsuspendDialog account={account} onClose={close} />}
      {open === 'terminate' && <TerminateDialog account={account} onClose={close} />}
    </>
  )
}
