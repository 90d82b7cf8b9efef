import type { FormEventHandler, ReactNode } from 'react'
import { Button, type ButtonVariant } from '../../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { words } from '../../../words/index.ts'

interface StepFormProps {
  onSubmit: FormEventHandler<HTMLFormElement>
  failure: string | null
  sending: boolean
  /** The text of the button, before and during sending. */
  action: { label: string; sending: string; variant?: ButtonVariant }
  onClose: () => void
  children: ReactNode
}

/** One step in a dialog: its fields and its buttons. */
export function StepForm({ onSubmit, failure, sending, action, onClose, children }: StepFormProps) {
  return (
    <form noValidate onSubmit={onSubmit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>{children}</DialogBody>
      <DialogFooter above={<FormError message={failure} />}>
        <Button variant="ghost" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" variant={action.variant ?? 'primary'} blocked={sending}>
          {sending ? action.sending : action.label}
        </Button>
      </DialogFooter>
    </form>
  )
}
