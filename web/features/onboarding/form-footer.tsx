import type { ReactNode } from 'react'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Button } from '../../ui/button.tsx'
import { DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { ServerObstacle } from './server-obstacle.tsx'

interface FormFooterProps {
  failure: string | null
  /** Null: no server is needed. */
  choices: ServerChoices | null
  obstacleId: string
  blocked: boolean
  /** Blocked by what the obstacle says. */
  stopped: boolean
  submitLabel: string
  cancelLabel: string
  cancelBlocked: boolean
  onCancel: () => void
  beneath?: ReactNode
}

// Leaving a field may show its error and move the buttons: pressing one must not leave the field first.
const keepFocus = (event: { preventDefault: () => void }) => event.preventDefault()

export function FormFooter({
  failure,
  choices,
  obstacleId,
  blocked,
  stopped,
  submitLabel,
  cancelLabel,
  cancelBlocked,
  onCancel,
  beneath,
}: FormFooterProps) {
  return (
    <DialogFooter
      above={
        <>
          <FormError message={failure} />
          {choices && <ServerObstacle id={obstacleId} choices={choices} />}
        </>
      }
      beneath={beneath}
    >
      <Button variant="ghost" blocked={cancelBlocked} onMouseDown={keepFocus} onClick={onCancel}>
        {cancelLabel}
      </Button>
      <Button
        type="submit"
        variant="primary"
        className="min-w-38"
        blocked={blocked}
        onMouseDown={keepFocus}
        aria-describedby={stopped ? obstacleId : undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {submitLabel}
      </Button>
    </DialogFooter>
  )
}
