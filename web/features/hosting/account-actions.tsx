import { useState } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { mayConfirmDeletion, maySuspend, mayTerminate, mayUnsuspend } from '../../shared/hosting/states.ts'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'
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
          {words.hosting.unsuspend}
        </Button>
      )}
      {maySuspend(account) && account.status === 'active' && (
        <Button size="sm" onClick={() => setOpen('suspend')}>
          {words.hosting.suspend}
        </Button>
      )}
      {mayTerminate(account) && (
        <Button size="sm" onClick={() => setOpen('terminate')}>
          {words.hosting.terminate}
        </Button>
      )}
      {mayConfirmDeletion(account) && (
        <Button size="sm" onClick={() => setOpen('terminate')}>
          {words.hosting.confirmDeletion}
        </Button>
      )}
      {open === 'suspend' && <SuspendDialog account={account} onClose={close} />}
      {open === 'unsuspend' && <UnsuspendDialog account={account} onClose={close} />}
      {open === 'terminate' && <TerminateDialog account={account} onClose={close} />}
    </>
  )
}
