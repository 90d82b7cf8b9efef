import { useState } from 'react'
import { useController, useForm } from 'react-hook-form'
import type { Permission } from '#contracts/access.ts'
import { tokenPermissions } from '#contracts/api-tokens/permissions.ts'
import { type CreatedApiToken, type NewApiToken, newApiToken } from '#contracts/api-tokens/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { PermissionFields } from './permission-fields.tsx'
import { ShownToken } from './shown-token.tsx'
import { useApiTokenActions } from './use-api-tokens.ts'

const text = words.apiTokens
const dayMs = 86_400_000
const expiriesInDays = [30, 90, 365]

interface Values {
  name: string
  permissions: Permission[]
  /** In days. "": never. */
  expiresAt: string
}

// The same body at each attempt, because a repeated request must be equal.
const bodyOf = ({ name, permissions, expiresAt }: Values, openedAt: number) => ({
  name,
  permissions,
  ...(expiresAt !== '' && { expiresAt: new Date(openedAt + Number(expiresAt) * dayMs).toISOString() }),
})

/** Creates a token and shows it once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<CreatedApiToken | null>(null)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={created ? <Sentence text={text.createdTitle} values={[created.name]} /> : text.createTitle}
    >
      {created ? (
        <ShownToken token={created.token} onClose={onClose} />
      ) : (
        <CreateTokenForm onCreated={setCreated} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface CreateTokenFormProps {
  onCreated: (created: CreatedApiToken) => void
  onClose: () => void
}

function CreateTokenForm({ onCreated, onClose }: CreateTokenFormProps) {
  const may = useMay()
  const { create } = useApiTokenActions()
  const key = useIdempotencyKey()
  const [openedAt] = useState(() => Date.now())
  const form = useForm<Values, unknown, NewApiToken>({
    defaultValues: { name: '', permissions: [], expiresAt: '90' },
    resolver: schemaResolver<Values, NewApiToken>(newApiToken, (values) => bodyOf(values, openedAt)),
  })
  const { field: permissions } = useController({ control: form.control, name: 'permissions' })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['name', 'expiresAt', 'permissions'],
    send: async (body) => onCreated(await create(body, key.current())),
  })
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <TextField
          label={text.name}
          help={text.nameHelp}
          registration={form.register('name')}
          error={errors.name?.message}
        />
        <Field
          label={text.expiry}
          error={errors.expiresAt?.message}
          help={form.watch('expiresAt') === '' ? text.neverHelp : undefined}
        >
          {(control) => (
            <Select {...control} {...form.register('expiresAt')}>
              {expiriesInDays.map((days) => (
                <option key={days} value={days}>
                  {text.expiries.days(days)}
                </option>
              ))}
              <option value="">{text.expiries.never}</option>
            </Select>
          )}
        </Field>
        <PermissionFields
          permissions={tokenPermissions.filter(may)}
          value={permissions.value}
          onChange={permissions.onChange}
          error={errors.permissions?.message}
        />
        <Notice tone="quiet">{text.noConfirmation}</Notice>
      </DialogBody>
      <DialogFooter above={<FormError message={failure} />}>
        <Button variant="ghost" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
          {sending ? text.creating : text.create}
        </Button>
      </DialogFooter>
    </form>
  )
}
