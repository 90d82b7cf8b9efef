import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type TestMail, type TestMailResult, testMail } from '#contracts/mail/schemas.ts'
import { client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.mail

/** Sends a mail with the saved settings. @param to the address of the signed-in user */
export function TestMailForm({ to }: { to: string }) {
  const [result, setResult] = useState<TestMailResult | null>(null)
  const form = useForm<TestMail, unknown, TestMail>({
    defaultValues: { to },
    resolver: schemaResolver(testMail, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['to'],
    send: async (body) => {
      setResult(null)
      setResult(await client.mail.test(body, { context: { idempotencyKey: randomUuid() } }))
    },
  })
  return (
    <form noValidate onSubmit={submit} className="space-y-3 px-4 py-4">
      <p className="text-muted">{text.testHelp}</p>
      <TextField
        label={text.sendTo}
        type="email"
        literal
        registration={form.register('to')}
        error={form.formState.errors.to?.message}
      />
      <FormError message={failure} />
      <div>
        <Button type="submit" blocked={sending}>
          {sending ? text.sendingTest : text.sendTest}
        </Button>
        <LiveRegion>
          {result && (
            <Notice tone={result.accepted ? 'good' : 'bad'} className="mt-3">
              <UserText>{[result.message, result.remedy].filter(Boolean).join(' ')}</UserText>
            </Notice>
          )}
        </LiveRegion>
      </div>
    </form>
  )
}
