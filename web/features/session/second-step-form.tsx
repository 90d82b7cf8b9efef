import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'
import { useSecondStep } from './two-factor/use-second-step.tsx'

interface SecondStepFormProps {
  onSignedIn: () => Promise<void>
  onBack: () => void
}

/** The sign-in page after a right password. */
export function SecondStepForm({ onSignedIn, onBack }: SecondStepFormProps) {
  const { submit, failure, sending, field } = useSecondStep(onSignedIn)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  return (
    <form ref={form} noValidate onSubmit={submit} className="space-y-4">
      {field}
      <FormError message={failure} />
      <Button type="submit" variant="primary" className="w-full" blocked={sending}>
        {sending ? words.session.signingIn : words.common.signIn}
      </Button>
      <button type="button" className="text-sm text-accent-text underline" onClick={onBack}>
        {words.twoFactor.back}
      </button>
    </form>
  )
}
