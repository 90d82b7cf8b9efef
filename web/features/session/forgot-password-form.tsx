import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type PasswordResetRequest, passwordResetRequest } from '#contracts/password-links/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { SessionForm } from './session-form.tsx'

const text = words.session

/** Requests a link by mail. The answer does not reveal whether the address has a login. */
export function ForgotPasswordForm() {
  const [answer, setAnswer] = useState<{ email: string; isSetUp: boolean } | null>(null)
  const key = useIdempotencyKey()
  const form = useForm<PasswordResetRequest, unknown, PasswordResetRequest>({
    defaultValues: { email: '' },
    resolver: schemaResolver(passwordResetRequest, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['email'],
    send: async (body) => {
      setAnswer(null)
      const { isSetUp } = await client.passwordLinks.requestReset(body, {
        context: { idempotencyKey: key.current() },
      })
      key.renew()
      setAnswer({ email: body.email, isSetUp })
    },
  })
  return (
    <SessionForm
      onSubmit={submit}
      failure={failure}
      sending={sending}
      action={{ label: text.requestLink, sending: text.requestingLink }}
      startAtEmail
      email={{ registration: form.register('email'), error: form.formState.errors.email?.message }}
    >
      <p className="text-muted">{text.forgotHelp}</p>
      <LiveRegion>
        {answer && (
          <Notice tone={answer.isSetUp ? 'good' : 'warn'}>
            {answer.isSetUp ? (
              <Sentence text={text.linkRequested} values={[answer.email]} />
            ) : (
              text.mailNotSetUp
            )}
          </Notice>
        )}
      </LiveRegion>
    </SessionForm>
  )
}
