import { useId, useState } from 'react'
import { createPortal } from 'react-dom'
import type { BulkActionDetails } from '#contracts/bulk-actions/schemas.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'
import { ReasonGroups } from './reason-groups.tsx'
import { useBulkActionSteps } from './use-bulk-action.ts'

const text = words.bulkActions

interface StartFormProps {
  ready: BulkActionDetails
  label: string
  /** The footer of a dialog, which gets the button. Absent: the button follows the form. */
  footer?: Element | null
  onStarted: (id: string) => void
}

/** The effect of a checked action, and its start. A large suspension needs the number of accounts. */
export function StartForm({ ready, label, footer, onStarted }: StartFormProps) {
  const { start } = useBulkActionSteps(ready.id)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const formId = useId()
  const { confirm, counts } = ready
  const run = async () => {
    const isWrong = confirm !== null && typed.trim() !== String(confirm)
    setWrong(isWrong)
    if (isWrong) return
    await start.mutateAsync(confirm).then(
      () => onStarted(ready.id),
      () => undefined,
    )
  }
  const button = counts.pending > 0 && (
    <Button
      type="submit"
      form={formId}
      variant={ready.action === 'suspend' ? 'danger' : 'primary'}
      blocked={start.isPending}
    >
      {start.isPending ? text.starting : label}
    </Button>
  )
  return (
    <form
      id={formId}
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void run()
      }}
    >
      <FormError message={start.error ? explain(start.error) : null} />
      <p role="status" className="font-medium">
        {counts.pending === 0 ? text.nothingToDo : text.effects[ready.action](counts.pending)}
      </p>
      {ready.groups.length > 0 && <ReasonGroups groups={ready.groups} />}
      {confirm !== null && (
        <Field
          label={text.confirmLabel}
          help={text.confirmHelp(confirm)}
          error={wrong ? text.confirmWrong(confirm) : undefined}
        >
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              className={controlClass}
            />
          )}
        </Field>
      )}
      {footer === undefined ? button : footer && createPortal(button, footer)}
    </form>
  )
}
