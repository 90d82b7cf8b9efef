import { Link2 } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { generatePassword } from '#contracts/password-generator.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { words } from '../../words/index.ts'
import type { AddCustomerValues } from './add-customer-values.ts'

const switchClass = 'rounded text-sm font-medium text-accent-text underline-offset-2 hover:underline'

/** The customer's sign-in: a password, or a link to set one. */
export function LoginFields() {
  const { register, setValue, setFocus, control, formState } = useFormContext<AddCustomerValues>()
  const [password, byLink, email, fullName, companyName] = useWatch({
    control,
    name: ['password', 'passwordLink', 'email', 'fullName', 'companyName'],
  })
  if (byLink)
    return (
      <div className="rounded-md bg-sunken px-3 py-2.5">
        <p className="flex items-center gap-2 font-medium">
          <Link2 aria-hidden className="size-4" />
          {words.onboarding.linkTitle}
        </p>
        <p className="mt-0.5 text-sm text-muted">{words.onboarding.linkHelp}</p>
        <button
          type="button"
          className={`${switchClass} mt-1`}
          onClick={() => {
            setValue('passwordLink', false)
            setTimeout(() => setFocus('password'))
          }}
        >
          {words.onboarding.passwordInstead}
        </button>
      </div>
    )
  return (
    <div>
      <PasswordField
        label={words.onboarding.password}
        registration={register('password')}
        error={formState.errors.password?.message}
        help={words.onboarding.passwordHelp}
        strength={{ value: password, known: [email, fullName, companyName] }}
        onGenerate={() =>
          setValue('password', generatePassword(), {
            shouldDirty: true,
            shouldValidate: formState.isSubmitted,
          })
        }
      />
      <button
        type="button"
        className={`${switchClass} mt-1`}
        onClick={() => {
          setValue('password', '')
          setValue('passwordLink', true, { shouldValidate: formState.isSubmitted })
        }}
      >
        {words.onboarding.linkInstead}
      </button>
    </div>
  )
}
