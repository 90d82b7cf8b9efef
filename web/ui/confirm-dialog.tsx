import { type ReactNode, useState } from 'react'
import { explain } from '../lib/problem.ts'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'
import { FormError } from './form-error.tsx'

interface ConfirmDialogProps {
  title: ReactNode
  /** The description of the effect. */
  children: ReactNode
  confirm: string
  confirming: string
  danger?: boolean
  /** The label of the button that changes nothing. */
  keep?: string
  /** Why the confirm button is blocked. */
  blocked?: boolean
  onConfirm: () => Promise<void>
  onClose: () => void
}

/** Asks for a confirmation, shows an error, and closes automatically after the action. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  confirming,
  danger = false,
  keep = words.common.cancel,
  blocked = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async () => {
    if (busy || blocked) return
    setBusy(true)
    setFailure(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(explain(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={busy ? () => {} : onClose} title={title}>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void run()
        }}
      >
        <DialogBody>{children}</DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" blocked={busy} onClick={onClose}>
            {keep}
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} blocked={busy || blocked}>
            {busy ? confirming : confirm}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
