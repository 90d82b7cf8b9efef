import { useState } from 'react'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ReasonField } from './text-fields.tsx'

interface ReasonDialogProps {
  title: string
  means: string
  confirm: string
  confirming: string
  onConfirm: (reason: string) => Promise<void>
  onClose: () => void
}

/** Asks for the reason of a change that cannot be undone. */
export function ReasonDialog({ means, onConfirm, ...dialog }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      danger
      {...dialog}
      blocked={reason.trim() === ''}
      onConfirm={() => onConfirm(reason.trim())}
    >
      <p>{means}</p>
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  )
}
