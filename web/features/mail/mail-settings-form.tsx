import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type FieldError, useForm } from 'react-hook-form'
import { type MailLanguage, type MailTls, mailLanguages, mailTlsModes } from '#contracts/mail/kinds.ts'
import { type MailSettings, type MailSettingsChange, mailSettingsChange } from '#contracts/mail/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.mail

interface Values {
  host: string
  port: string
  tls: MailTls
  acceptPlainText: boolean
  username: string
  password: string
  fromAddress: string
  fromName: string
  language: MailLanguage
  alertsTo: string
}

const valuesOf = (settings: MailSettings | null): Values => ({
  host: settings?.host ?? '',
  port: String(settings?.port ?? 587),
  tls: settings?.tls ?? 'starttls',
  acceptPlainText: false,
  username: settings?.username ?? '',
  password: '',
  fromAddress: settings?.fromAddress ?? '',
  fromName: settings?.fromName ?? '',
  language: settings?.language ?? 'en',
  alertsTo: settings?.alertsTo.join(', ') ?? '',
})

const inputOf = ({ port, username, password, alertsTo, ...rest }: Values) => ({
  ...rest,
  port: /^\d+$/.test(port.trim()) ? Number(port) : undefined,
  username: username.trim() === '' ? null : username,
  ...(password === '' ? {} : { password }),
  alertsTo: alertsTo
    .split(/[,;\n]/)
    .map((address) => address.trim())
    .filter((address) => address !== ''),
})

/** The message of a list of addresses, or of the first invalid one in it. */
function messageOf(error: FieldError | undefined): string | undefined {
  if (!error) return undefined
  if (error.message) return error.message
  const first = Object.values(error).find(
    (each): each is FieldError => typeof each === 'object' && each !== null,
  )
  return first?.message
}

/** The SMTP server. The stored password is never shown. */
export function MailSettingsForm({ settings }: { settings: MailSettings | null }) {
  const queryClient = useQueryClient()
  const [saved, setSaved] = useState(settings)
  const form = useForm<Values, unknown, MailSettingsChange>({
    defaultValues: valuesOf(settings),
    resolver: schemaResolver(mailSettingsChange, inputOf),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: [
      'host',
      'port',
      'tls',
      'acceptPlainText',
      'username',
      'password',
      'fromAddress',
      'fromName',
      'language',
      'alertsTo',
    ],
    rename: (path) => (path.startsWith('alertsTo') ? 'alertsTo' : path),
    send: async (body) => {
      const setup = await client.mail.change(body)
      queryClient.setQueryData(api.mail.setup.queryKey(), setup)
      void queryClient.invalidateQueries({ queryKey: api.mail.list.key() })
      setSaved(setup.settings)
      form.reset(valuesOf(setup.settings))
      toast.success(text.saved)
    },
  })
  const { errors } = form.formState
  const tls = form.watch('tls')
  return (
    <form noValidate onSubmit={submit} className="space-y-4 px-4 py-4">
      <FormError message={failure} />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_7rem]">
        <TextField
          label={text.host}
          literal
          help={text.hostHelp}
          registration={form.register('host')}
          error={errors.host?.message}
        />
        <TextField
          label={text.port}
          inputMode="numeric"
          literal
          registration={form.register('port')}
          error={errors.port?.message}
        />
      </div>
      <Field label={text.encryption} error={errors.tls?.message}>
        {(control) => (
          <Select {...control} {...form.register('tls')}>
            {mailTlsModes.map((mode) => (
              <option key={mode} value={mode}>
                {text.tls[mode]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {tls === 'none' && (
        <>
          <Notice tone="warn">{text.plainTextWarning}</Notice>
          <Checkbox label={text.acceptPlainText} registration={form.register('acceptPlainText')} />
        </>
      )}
      <TextField
        label={text.username}
        literal
        optional
        registration={form.register('username')}
        error={errors.username?.message}
      />
      <SecretField
        label={text.password}
        optional
        registration={form.register('password')}
        error={errors.password?.message}
        {...(saved?.hasPassword ? { help: text.passwordKept } : {})}
      />
      <TextField
        label={text.fromName}
        registration={form.register('fromName')}
        error={errors.fromName?.message}
      />
      <TextField
        label={text.fromAddress}
        type="email"
        literal
        registration={form.register('fromAddress')}
        error={errors.fromAddress?.message}
      />
      <Field label={text.language} help={text.languageHelp} error={errors.language?.message}>
        {(control) => (
          <Select {...control} {...form.register('language')}>
            {mailLanguages.map((each) => (
              <option key={each} value={each}>
                {text.languages[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <TextField
        label={text.alertsTo}
        literal
        optional
        help={text.alertsToHelp}
        registration={form.register('alertsTo')}
        error={messageOf(errors.alertsTo)}
      />
      <Button type="submit" variant="primary" blocked={sending}>
        {sending ? text.saving : text.save}
      </Button>
    </form>
  )
}
