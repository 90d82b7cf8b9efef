import { useCallback, useEffect, useRef } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { generatePassword } from '../../lib/password-generator.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { HostingValues } from './hosting-values.ts'
import { ServerPicker } from './server-picker.tsx'
import type { ServerChoices } from './use-server-choices.ts'

interface HostingFieldsProps {
  /** Called when a person types a username, with what stands there. */
  onUsernameTyped: (username: string) => void
  choices: ServerChoices
  /** Offers "Hosting Email": a customer's second account on a panel needs an address of its own there. */
  withEmail: boolean
}

/** Hosting Username, Hosting Password, NextPanel Server: inside a form whose values hold `provisioning`. */
export function HostingFields({ onUsernameTyped, choices, withEmail }: HostingFieldsProps) {
  const { register, setValue, getValues, formState, control } = useFormContext<HostingValues>()
  const serverId = useWatch({ control, name: 'provisioning.serverId' })
  const errors = formState.errors.provisioning
  const recommend = useCallback(
    (id: string) => {
      if (!getValues('provisioning.serverId')) setValue('provisioning.serverId', id)
    },
    [getValues, setValue],
  )
  const section = useRef<HTMLDivElement>(null)
  const loaded = choices.data !== undefined
  // Below the fold of a small screen the fields, and then the servers, would go unnoticed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when the servers make it longer
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [loaded])
  return (
    <div ref={section} className="space-y-4">
      <TextField
        label="Hosting Username"
        literal
        registration={register('provisioning.username', {
          onChange: (event: { target: { value: string } }) => onUsernameTyped(event.target.value),
        })}
        error={errors?.username?.message}
        help="The login on NextPanel: lower-case letters and digits, starting with a letter."
      />
      <PasswordField
        label="Hosting Password"
        registration={register('provisioning.password')}
        error={errors?.password?.message}
        help="For NextPanel: another system, so another password."
        onGenerate={() =>
          setValue('provisioning.password', generatePassword(), {
            shouldDirty: true,
            shouldValidate: formState.isSubmitted,
          })
        }
      />
      <ServerPicker
        choices={choices}
        registration={register('provisioning.serverId')}
        selectedId={serverId}
        error={errors?.serverId?.message}
        emptyChoice="Select a server"
        onRecommend={recommend}
      />
      {withEmail && (
        <TextField
          label="Hosting Email"
          type="email"
          literal
          optional
          registration={register('provisioning.email')}
          error={errors?.email?.message}
          help="Only for a second account on the same panel, which needs an address of its own there. Otherwise the customer's own is used."
        />
      )}
    </div>
  )
}
