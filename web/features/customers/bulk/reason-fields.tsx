import type { SuspendReason } from '#contracts/hosting/schemas.ts'
import { oneOf } from '../../../lib/one-of.ts'
import { controlClass, Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { words } from '../../../words/index.ts'

const reasons: readonly SuspendReason[] = ['staff', 'abuse', 'overdue']

interface ReasonFieldsProps {
  label: string
  reason: SuspendReason
  onReason: (reason: SuspendReason) => void
  /** Null: no note field. */
  note: string | null
  onNote: (note: string) => void
}

export function ReasonFields({ label, reason, onReason, note, onNote }: ReasonFieldsProps) {
  return (
    <>
      <Field label={label}>
        {(control) => (
          <Select
            {...control}
            value={reason}
            onChange={({ target }) => onReason(oneOf(reasons, target.value) ?? reason)}
          >
            {reasons.map((one) => (
              <option key={one} value={one}>
                {words.status.suspendReason[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {note !== null && (
        <Field label={words.customerBulk.note} optional help={words.customerBulk.noteHelp}>
          {(control) => (
            <input
              {...control}
              dir="auto"
              maxLength={500}
              value={note}
              onChange={({ target }) => onNote(target.value)}
              className={controlClass}
            />
          )}
        </Field>
      )}
    </>
  )
}
