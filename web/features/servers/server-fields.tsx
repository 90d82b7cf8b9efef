import { useFormContext } from 'react-hook-form'
import type { Server } from '#contracts/server.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { AuthorityField } from './authority-field.tsx'
import { KeyNeeds } from './key-needs.tsx'
import type { ServerValues } from './server-values.ts'

/** @param saved the server being edited; absent while one is added */
export function ServerFields({ saved }: { saved?: Server | undefined }) {
  const { register, formState } = useFormContext<ServerValues>()
  const { errors } = formState
  const kept = saved !== undefined
  return (
    <>
      <TextField label="Name" registration={register('name')} error={errors.name?.message} />
      <TextField
        label="Base URL"
        literal
        inputMode="url"
        placeholder="https://panel.example:9000"
        registration={register('baseUrl')}
        error={errors.baseUrl?.message}
        help="Where the panel answers, with its port."
      />
      <TextField
        label="API Key"
        literal
        optional={kept}
        registration={register('apiKey')}
        error={errors.apiKey?.message}
        {...(kept ? { help: `Empty keeps the present one (${saved.apiKeyHint}).` } : {})}
      />
      <PasswordField
        label="API Secret"
        autoComplete="off"
        optional={kept}
        registration={register('apiSecret')}
        error={errors.apiSecret?.message}
        {...(kept ? { help: 'Empty keeps the present one.' } : {})}
      />
      <KeyNeeds />
      <AuthorityField saved={saved} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Capacity"
          inputMode="numeric"
          registration={register('capacity')}
          error={errors.capacity?.message}
          help="How many accounts it may hold."
        />
        <TextField
          label="Location"
          optional
          registration={register('location')}
          error={errors.location?.message}
        />
      </div>
    </>
  )
}
