import { useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { codeOnly, recoveryCodeOnly, type SecondStep } from '#contracts/factors/schemas.ts'
import { schemaResolver } from '../../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../../lib/use-form-submit.ts'
import { signInByCode } from '../../../shared/session/second-step.ts'
import { TextField } from '../../../ui/text-field.tsx'
import { words } from '../../../words/index.ts'

const text = words.twoFactor

type Values = { code: string; recoveryCode: string }

/** The second step of a sign-in: its field, and how to submit it. */
export function useSecondStep(onSignedIn: () => Promise<void> | void) {
  const [isRecovery, setRecovery] = useState(false)
  const form = useForm<Values, unknown, SecondStep>({
    defaultValues: { code: '', recoveryCode: '' },
    resolver: schemaResolver<Values, SecondStep>(
      isRecovery ? recoveryCodeOnly : codeOnly,
      (values) => values,
    ),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['code', 'recoveryCode'],
    send: async (body) => {
      await signInByCode(body)
      await onSignedIn()
    },
  })
  const { errors } = form.formState
  const { setFocus } = form
  const switched = useRef(false)
  useEffect(() => {
    if (switched.current) setFocus(isRecovery ? 'recoveryCode' : 'code')
  }, [isRecovery, setFocus])
  const field = (
    <>
      <p className="text-muted">{isRecovery ? text.recoveryHelp : text.stepHelp}</p>
      {isRecovery ? (
        <TextField
          key="recovery"
          label={text.recoveryCode}
          literal
          className="[&_input]:font-mono"
          registration={form.register('recoveryCode')}
          error={errors.recoveryCode?.message}
        />
      ) : (
        <CodeField registration={form.register('code')} error={errors.code?.message} />
      )}
      <button
        type="button"
        className="text-sm text-accent-text underline"
        onClick={() => {
          form.clearErrors()
          switched.current = true
          setRecovery(!isRecovery)
        }}
      >
        {isRecovery ? text.useApp : text.useRecoveryCode}
      </button>
    </>
  )
  return { submit, failure, sending, field }
}

/** The field for a code of an authenticator app. Phones offer to fill it. */
export function CodeField({
  registration,
  error,
}: Pick<Parameters<typeof TextField>[0], 'registration' | 'error'>) {
  return (
    <TextField
      label={text.code}
      help={text.codeHelp}
      inputMode="numeric"
      autoComplete="one-time-code"
      literal
      registration={registration}
      error={error}
    />
  )
}
