import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions

interface AccountFieldProps {
  label: string
  help: string
  accounts: readonly HostingAccount[]
  /** Empty: none. */
  value: string
  onChange: (accountId: string) => void
}

/** Chooses one of the customer's hosting accounts, or none. */
export const AccountField = ({ label, help, accounts, value, onChange }: AccountFieldProps) => (
  <Field label={label} help={help} optional>
    {(control) => (
      <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{text.noAccount}</option>
        {accounts.map(({ id, username, serverName }) => (
          <option key={id} value={id}>
            {text.accountOn(username, serverName)}
          </option>
        ))}
      </Select>
    )}
  </Field>
)
