import { useState } from 'react'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { useAccountChanged } from '../../shared/hosting/use-account-changed.ts'
import { mayAdopt, mayCancel, mayRetry } from '../../shared/operations/states.ts'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'
import { AdoptDialog } from './adopt-dialog.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { RetryDialog } from './retry-dialog.tsx'

/** Retry, Adopt, Cancel: on the operation's own page and on its account's card. */
export function OperationActions({ operation }: { operation: OperationSummary }) {
  const [open, setOpen] = useState<'retry' | 'adopt' | 'cancel' | null>(null)
  const changed = useAccountChanged()
  const close = () => setOpen(null)
  const closeAfter = (reached: AccountAndOperation) => {
    close()
    void changed(reached)
  }
  return (
    <>
      {mayRetry(operation) && (
        <Button size="sm" onClick={() => setOpen('retry')}>
          {words.operations.retry}
        </Button>
      )}
      {mayAdopt(operation) && (
        <Button size="sm" onClick={() => setOpen('adopt')}>
          {words.operations.adopt}
        </Button>
      )}
      {mayCancel(operation) && (
        <Button size="sm" onClick={() => setOpen('cancel')}>
          {words.operations.cancel}
        </Button>
      )}
      {open === 'retry' && <RetryDialog operation={operation} onClose={close} onRetried={closeAfter} />}
      {open === 'adopt' && <AdoptDialog operation={operation} onClose={close} onAdopted={closeAfter} />}
      {open === 'cancel' && <CancelDialog operation={operation} onClose={close} onCancelled={changed} />}
    </>
  )
}
