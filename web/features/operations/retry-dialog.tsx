import { useEffect } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import { type OperationRetry, type OperationSummary, operationRetry } from '#contracts/operations/schemas.ts'
import { generatePassword } from '#contracts/password-generator.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { credentialFields } from '../../shared/hosting/credential-fields.ts'
import { answerLimitMs, lostAnswer } from '../../shared/operations/lost-answer.ts'
import { ServerPicker } from '../../shared/servers/server-picker.tsx'
import { usePanelChoice } from '../../shared/servers/use-panel-choice.ts'
import { useServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

interface RetryDialogProps {
  operation: OperationSummary
  onClose: () => void
  /** @param password the new hosting password, if staff typed one */
  onRetried: (reached: AccountAndOperation, password: string | undefined) => void
}

type Values = Required<OperationRetry>

const titleOf = (field: 'username' | 'email' | null) =>
  field === 'email'
    ? words.operations.useAnotherEmail
    : field === 'username'
      ? words.operations.useAnotherUsername
      : words.onboarding.retryTitle

/** Retries an operation. A creation can be corrected first. A taken username is replaced by a free one. */
export function RetryDialog({ operation, onClose, onRetried }: RetryDialogProps) {
  const key = useIdempotencyKey()
  const correctable = operation.kind === 'create'
  const choices = useServerChoices(correctable)
  const panelOf = usePanelChoice(choices)
  const isOther = (email = '') => email.trim().toLowerCase() !== operation.email
  const form = useForm<Values, unknown, OperationRetry>({
    defaultValues: {
      username: operation.freeUsername ?? operation.username,
      email: operation.email,
      password: '',
      serverId: '',
    },
    // Only changed values are sent. A retry without corrections keeps all values.
    resolver: (values, ...rest) => {
      const { username, password } = credentialFields(panelOf(values.serverId || operation.serverId))
      const schema = operationRetry.extend({ username: username.optional(), password: password.optional() })
      return schemaResolver(schema, (typed: Values) => ({
        ...(typed.username !== operation.username ? { username: typed.username } : {}),
        ...(isOther(typed.email) ? { email: typed.email } : {}),
        ...(typed.password ? { password: typed.password } : {}),
        ...(typed.serverId ? { serverId: typed.serverId } : {}),
      }))(values, ...rest)
    },
  })
  const { register, setValue, setFocus, control, formState } = form
  const [serverId, username, email] = useWatch({ control, name: ['serverId', 'username', 'email'] })
  const renames = username !== operation.username
  const isSuggested = operation.freeUsername !== null
  const needsEmail = operation.error?.code === 'email-taken'
  const first = needsEmail ? 'email' : isSuggested ? 'username' : null
  useEffect(() => {
    if (!first) return
    // After the dialog has set the focus, which would clear the selection.
    const frame = requestAnimationFrame(() => setFocus(first, { shouldSelect: true }))
    return () => cancelAnimationFrame(frame)
  }, [first, setFocus])
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['username', 'email', 'password', 'serverId'],
    say: lostAnswer,
    send: async (corrections) => {
      const { body } = await client.operations.retry(
        { id: operation.id, ...corrections },
        { context: { idempotencyKey: key.current() }, signal: AbortSignal.timeout(answerLimitMs) },
      )
      key.renew()
      onRetried(body, corrections.password)
    },
  })
  const { errors } = formState

  return (
    <Dialog open onClose={sending ? () => {} : onClose} title={titleOf(first)}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          {operation.error && (
            <Notice tone="warn">
              <p>
                <UserText>{operation.error.message}</UserText>
              </p>
              <p>{operation.error.remedy}</p>
            </Notice>
          )}
          {correctable && (
            <>
              <TextField
                label={words.onboarding.hostingUsername}
                literal
                registration={register('username')}
                error={errors.username?.message}
              />
              <TextField
                label={words.onboarding.hostingEmail}
                type="email"
                literal
                registration={register('email')}
                error={errors.email?.message}
                help={words.onboarding.retryEmailHelp}
              />
              <PasswordField
                label={words.onboarding.hostingPassword}
                optional
                registration={register('password')}
                error={errors.password?.message}
                help={words.onboarding.keepPasswordHelp}
                onGenerate={() => setValue('password', generatePassword(), { shouldDirty: true })}
              />
              <ServerPicker
                choices={choices}
                value={serverId ?? ''}
                onChange={(id) => setValue('serverId', id, { shouldDirty: true })}
                error={errors.serverId?.message}
                noServer={{ label: words.onboarding.keepServer(operation.serverName) }}
              />
            </>
          )}
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" blocked={sending} onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
            {sending
              ? words.onboarding.retrying
              : renames
                ? words.operations.useThisUsername
                : isOther(email)
                  ? words.operations.useThisEmail
                  : words.onboarding.retry}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
