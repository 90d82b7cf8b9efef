import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { words } from '../../words/index.ts'
import { PasswordLinkForm } from './password-link-form.tsx'
import { TypedPasswordForm } from './typed-password-form.tsx'

const text = words.setPassword
const ways = [
  { way: 'typed', label: text.typed, help: text.typedHelp },
  { way: 'link', label: text.byLink, help: text.byLinkHelp },
] as const

/** A new password for the customer: sent by staff, or set by the customer through a link. */
export function SetPasswordDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [chosen, setChosen] = useState<'typed' | 'link'>('typed')
  const choice = (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="sr-only">{text.how}</legend>
      {ways.map(({ way, label, help }) => (
        <label
          key={way}
          className={classNames(
            'flex cursor-pointer gap-2.5 rounded-md border p-2.5',
            chosen === way ? 'border-accent bg-accent-soft' : 'border-line',
          )}
        >
          <input
            type="radio"
            name="way"
            checked={chosen === way}
            onChange={() => setChosen(way)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            <span className="block font-medium">{label}</span>
            <span className="block text-sm text-muted">{help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
  return (
    <Dialog open onClose={onClose} title={text.title} description={text.description}>
      {chosen === 'typed' ? (
        <TypedPasswordForm customer={customer} onClose={onClose}>
          {choice}
        </TypedPasswordForm>
      ) : (
        <PasswordLinkForm customer={customer} onClose={onClose}>
          {choice}
        </PasswordLinkForm>
      )}
    </Dialog>
  )
}
