import type { StaffRole } from '#contracts/roles.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

interface RoleFieldProps {
  /** Those that the caller may grant. */
  roles: readonly StaffRole[]
  value: StaffRole
  error?: string | undefined
  onChange: (role: StaffRole) => void
}

/** The choice of a role, with what it may do. */
export function RoleField({ roles, value, error, onChange }: RoleFieldProps) {
  return (
    <Field label={words.team.role} help={words.roles[value].help} error={error}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={({ target }) => {
            const role = roles.find((one) => one === target.value)
            if (role) onChange(role)
          }}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {words.roles[role].label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
