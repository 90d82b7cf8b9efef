import { useState } from 'react'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'

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
      <Field label={words.billing.reason}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
