import { useFormContext } from 'react-hook-form'
import type { Server } from '#contracts/servers/schemas.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'
import { AuthorityList } from './authority-list.tsx'
import type { ServerValues } from './server-values.ts'

const text = words.servers

/** A custom certificate authority for the panel's certificate. Closed by default. */
export function AuthorityField({ saved }: { saved?: Server | undefined }) {
  const { register, formState, watch } = useFormContext<ServerValues>()
  const error = formState.errors.caCertificate?.message
  const has = saved !== undefined && saved.authorities.length > 0
  const forgets = watch('forgetAuthority')
  return (
    <details open={has || error !== undefined}>
      <summary className="rounded font-medium">{text.authorityTitle}</summary>
      <div className="mt-3 space-y-3">
        {has && <AuthorityList authorities={saved.authorities} />}
        {!forgets && (
          <Field
            label={text.authority}
            optional
            error={error}
            help={has ? text.authorityKept : text.authorityHelp}
          >
            {(control) => (
              <textarea
                {...control}
                {...register('caCertificate')}
                rows={4}
                spellCheck={false}
                placeholder="-----BEGIN CERTIFICATE-----"
                className={`${controlClass} h-auto py-1.5 font-mono text-xs`}
              />
            )}
          </Field>
        )}
        {has && <Checkbox label={text.authorityForget} registration={register('forgetAuthority')} />}
      </div>
    </details>
  )
}
