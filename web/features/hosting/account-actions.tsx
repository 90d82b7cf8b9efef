import { useState } from 'react'
import type { HostingAccount } from '#contracts/hosting-account.ts'
import { mayConfirmDeletion, maySuspend, mayTerminate, mayUnsuspend } from '../../lib/what-may-be-done.ts'
import { Button } from '../../ui/button.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'
import { TerminateDialog } from './terminate-dialog.tsx'
import { UnsuspendDialog } from './unsuspend-dialog.tsx'

export function AccountActions({ account }: { account: HostingAccount }) {
  const [open, setOpen] = useState<'suspend' | 'unsuspend' | 'terminate' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {mayUnsuspend(account) && (
        <Button size="sm" onClick={() => setOpen('unsuspend')}>
          Unsuspend
        </Button>
      )}
      {maySuspend(account) && account.status === 'active' && (
        <Button size="sm" onClick={() => setOpen('suspend')}>
          Suspend
        </Button>
      )}
      {mayTerminate(account) && (
        <Button size="sm" onClick={() => setOpen('terminate')}>
          Terminate
        </Button>
      )}
      {mayConfirmDeletion(account) && (
        <Button size="sm" onClick={() => setOpen('terminate')}>
          Confirm deletion
        </Button>
      )}
      {open === 'suspend' && <SuspendDialog account={account} onClose={close} />}
      {open === 'unsuspend' && <UnsuspendDialog account={account} onClose={close} />}
      {open === 'terminate' && <TerminateDialog account={account} onClose={close} />}
    </>
  )
}
