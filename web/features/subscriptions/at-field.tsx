import { oneOf } from '../../lib/one-of.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions
const times = ['now', 'renewal'] as const
export type ChangeTime = (typeof times)[number]

interface AtFieldProps {
  value: ChangeTime
  onChange: (at: ChangeTime) => void
}

/** When a change of a subscription begins. */
export const AtField = ({ value, onChange }: AtFieldProps) => (
  <Field label={text.at}>
    {(control) => (
      <Select
        {...control}
        value={value}
        onChange={({ target }) => onChange(oneOf(times, target.value) ?? 'now')}
      >
        <option value="now">{text.atNow}</option>
        <option value="renewal">{text.atRenewal}</option>
      </Select>
    )}
  </Field>
)
