import { useFormContext } from 'react-hook-form'
import type { Server } from '#contracts/servers/schemas.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { AuthorityField } from './authority-field.tsx'
import { KeyNeeds } from './key-needs.tsx'
import type { ServerValues } from './server-values.ts'

const text = words.servers

/** @param saved the server being edited; absent while one is added */
export function ServerFields({ saved }: { saved?: Server | undefined }) {
  const { register, formState } = useFormContext<ServerValues>()
  const { errors } = formState
  const kept = saved !== undefined
  return (
    <>
      <TextField label={text.name} registration={register('name')} error={errors.name?.message} />
      <TextField
        label={text.baseUrl}
        literal
        inputMode="url"
        placeholder="https://panel.example:9000"
        registration={register('baseUrl')}
        error={errors.baseUrl?.message}
        help={text.baseUrlHelp}
      />
      <TextField
        label={text.apiKeyField}
        literal
        optional={kept}
        registration={register('apiKey')}
        error={errors.apiKey?.message}
        {...(kept ? { help: text.keptKey(saved.apiKeyHint) } : {})}
      />
      <PasswordField
        label={text.apiSecret}
        autoComplete="off"
        optional={kept}
        registration={register('apiSecret')}
        error={errors.apiSecret?.message}
        {...(kept ? { help: text.keptSecret } : {})}
      />
      <KeyNeeds />
      <AuthorityField saved={saved} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={text.capacity}
          inputMode="numeric"
          registration={register('capacity')}
          error={errors.capacity?.message}
          help={text.capacityHelp}
        />
        <TextField
          label={text.location}
          optional
          registration={register('location')}
          error={errors.location?.message}
        />
      </div>
    </>
  )
}
