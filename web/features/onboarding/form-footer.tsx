import type { ReactNode } from 'react'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Button } from '../../ui/button.tsx'
import { DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'
import { ServerObstacle } from './server-obstacle.tsx'

/** After a submission the dialog closes, or stays open for the next customer. */
export type Ending = 'close' | 'another'

interface FormFooterProps {
  failure: string | null
  /** Null: no server is needed. */
  choices: ServerChoices | null
  obstacleId: string
  /** The ending of the submission in progress, or null. */
  sending: Ending | null
  /** Blocked for the reason that the obstacle shows. */
  stopped: boolean
  /** The ending that Ctrl+Enter selects. */
  usual: Ending
  createLabel: string
  cancelLabel: string
  cancelBlocked: boolean
  onEnding: (ending: Ending) => void
  onCancel: () => void
  above?: ReactNode
  beneath?: ReactNode
}

// An error that appears on blur moves the buttons, so a press on a button must not blur the field first.
const keepFocus = (event: { preventDefault: () => void }) => event.preventDefault()

export function FormFooter({
  failure,
  choices,
  obstacleId,
  sending,
  stopped,
  usual,
  createLabel,
  cancelLabel,
  cancelBlocked,
  onEnding,
  onCancel,
  above,
  beneath,
}: FormFooterProps) {
  const labels: Record<Ending, string> = { close: createLabel, another: words.onboarding.createAnother }
  const button = (ending: Ending) => {
    const isUsual = ending === usual
    return (
      <Button
        key={ending}
        // The default button of the form: Enter in a field presses it.
        type={isUsual ? 'submit' : 'button'}
        variant={isUsual ? 'primary' : 'secondary'}
        className="min-w-38"
        blocked={sending !== null || stopped}
        onMouseDown={keepFocus}
        onClick={isUsual ? undefined : () => onEnding(ending)}
        aria-describedby={stopped ? obstacleId : undefined}
        aria-keyshortcuts={isUsual ? 'Control+Enter Meta+Enter' : 'Control+Shift+Enter Meta+Shift+Enter'}
      >
        {sending === ending ? words.onboarding.creating : labels[ending]}
      </Button>
    )
  }
  return (
    <DialogFooter
      above={
        <>
          {above}
          <FormError message={failure} />
          {choices && <ServerObstacle id={obstacleId} choices={choices} />}
        </>
      }
      beneath={beneath}
    >
      <Button variant="ghost" blocked={cancelBlocked} onMouseDown={keepFocus} onClick={onCancel}>
        {cancelLabel}
      </Button>
      {button(usual === 'close' ? 'another' : 'close')}
      {button(usual)}
    </DialogFooter>
  )
}
