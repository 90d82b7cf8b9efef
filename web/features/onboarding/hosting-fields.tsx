import { useCallback, useEffect, useRef } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { generatePassword } from '#contracts/password-generator.ts'
import { ServerPicker } from '../../shared/servers/server-picker.tsx'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import type { HostingValues } from './hosting-values.ts'
import { PlacementWish } from './placement-wish.tsx'

interface HostingFieldsProps {
  /** Called when staff type a username, with the field's content. */
  onUsernameTyped?: (username: string) => void
  choices: ServerChoices
  /** The panel of the selected server. Undefined until it is loaded. */
  panel: PanelDescription | undefined
  /** Shows "Hosting Email": a customer's second account on the same panel needs its own address. */
  withEmail?: boolean
  usernameHelp?: string | undefined
  /** Names and addresses that a strong password must not contain. */
  known?: readonly string[]
  /** The customer's billing password. The hosting password must differ from it. */
  billingPassword?: string
  /** The server's finding about the username in the field. */
  usernameTaken?: string | undefined
}

/** Hosting Username, Hosting Password and NextPanel Server, in a form whose values contain `provisioning`. */
export function HostingFields({
  onUsernameTyped,
  choices,
  panel,
  withEmail = false,
  usernameHelp,
  known = [],
  billingPassword = '',
  usernameTaken,
}: HostingFieldsProps) {
  const { register, setValue, getValues, formState, control } = useFormContext<HostingValues>()
  const [username, password] = useWatch({
    control,
    name: ['provisioning.username', 'provisioning.password'],
  })
  const { field: server } = useController({ control, name: 'provisioning.serverId' })
  const errors = formState.errors.provisioning
  const recommend = useCallback(
    (id: string) => {
      if (!getValues('provisioning.serverId')) setValue('provisioning.serverId', id)
    },
    [getValues, setValue],
  )
  const section = useRef<HTMLDivElement>(null)
  const loaded = choices.data !== undefined
  // On a small screen the new fields, and later the servers, would be out of view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when the servers make it longer
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [loaded])
  return (
    <div ref={section} className="space-y-4">
      <TextField
        label={words.onboarding.hostingUsername}
        literal
        registration={register('provisioning.username', {
          onChange: ({ target: { value } }: { target: { value: string } }) => onUsernameTyped?.(value),
        })}
        error={errors?.username?.message ?? usernameTaken}
        help={usernameHelp ?? panel?.usernameRule.help}
      />
      <PasswordField
        label={words.onboarding.hostingPassword}
        registration={register('provisioning.password')}
        error={errors?.password?.message}
        help={
          password !== '' && password === billingPassword ? (
            <span className="text-warn">{words.onboarding.samePassword}</span>
          ) : (
            panel && words.onboarding.hostingPasswordHelp(panel.label)
          )
        }
        strength={{ value: password, known: [username, ...known] }}
        onGenerate={() =>
          setValue('provisioning.password', generatePassword(), {
            shouldDirty: true,
            shouldValidate: formState.isSubmitted,
          })
        }
      />
      <ServerPicker
        choices={choices}
        value={server.value}
        onChange={server.onChange}
        controlRef={server.ref}
        error={errors?.serverId?.message}
        withAutomatic
        onRecommend={recommend}
      />
      {server.value === 'auto' && <PlacementWish servers={choices.data ?? []} />}
      {withEmail && (
        <TextField
          label={words.onboarding.hostingEmail}
          type="email"
          literal
          optional
          registration={register('provisioning.email')}
          error={errors?.email?.message}
          help={words.onboarding.hostingEmailHelp}
        />
      )}
    </div>
  )
}
