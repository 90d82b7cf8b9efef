import { useState } from 'react'
import type { BulkTarget } from '#contracts/bulk-actions/schemas.ts'
import type { SuspendReason } from '#contracts/hosting/schemas.ts'
import { ReviewDialog } from '../../../shared/bulk-actions/review-dialog.tsx'
import { words } from '../../../words/index.ts'
import { ReasonFields } from './reason-fields.tsx'

const text = words.customerBulk

interface HostingDialogProps {
  action: 'suspend' | 'unsuspend'
  /** Of the selected customers. Null: all that match. */
  count: number | null
  target: BulkTarget
  onClose: () => void
}

/** Suspends or unsuspends the hosting of many customers, on the server. */
export function HostingDialog({ action, count, target, onClose }: HostingDialogProps) {
  const [reason, setReason] = useState<SuspendReason>('staff')
  const [note, setNote] = useState('')
  const { title, titleAll, means, label } = text.actions[action]
  return (
    <ReviewDialog
      title={count === null ? titleAll : title(count)}
      means={means}
      label={label}
      input={{
        action,
        target,
        options: { reason, ...(action === 'suspend' && note.trim() ? { note: note.trim() } : {}) },
      }}
      fields={
        <ReasonFields
          label={action === 'suspend' ? text.reason : text.reasonToRemove}
          reason={reason}
          onReason={setReason}
          note={action === 'suspend' ? note : null}
          onNote={setNote}
        />
      }
      onClose={onClose}
    />
  )
}
