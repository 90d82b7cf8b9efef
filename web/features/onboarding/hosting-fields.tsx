import { useCallback, useEffect, useRef, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { generatePassword } from '../../lib/password-generator.ts'
import { ServerPicker } from '../../shared/servers/server-picker.tsx'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import type { HostingValues } from './hosting-values.ts'

interface HostingFieldsProps {
  /** Called when a person types a username, with what stands there. */
  onUsernameTyped: (username: string) => void
  choices: ServerChoices
  /** Of the picked server, once it is known. */
  panel: PanelDescription | undefined
  /** Offers "Hosting Email": a customer's second account on a panel needs an address of its own there. */
  withEmail: boolean
  /** Whether the username was suggested rather than typed. */
  suggested?: boolean
  /** What is known of the person, and so is no part of a good password. */
  known?: readonly string[]
  /** The customer's login here: another system, so better another password. */
  billingPassword?: string
  /** Said by the server of the username that stands there. */
  usernameTaken?: string | undefined
}

/** Hosting Username, Hosting Password, NextPanel Server: inside a form whose values hold `provisioning`. */
export function HostingFields({
  onUsernameTyped,
  choices,
  panel,
  withEmail,
  suggested = false,
  known = [],
  billingPassword = '',
  usernameTaken,
}: HostingFieldsProps) {
  const [typed, setTyped] = useState(false)
  const { register, setValue, getValues, formState, control } = useFormContext<HostingValues>()
  const [serverId, username, password] = useWatch({
    control,
    name: ['provisioning.serverId', 'provisioning.username', 'provisioning.password'],
  })
  const isSuggestion = suggested && !typed && username !== ''
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
        label={words.onboarding.hostingUsername}
        literal
        registration={register('provisioning.username', {
          onChange: ({ target: { value } }: { target: { value: string } }) => {
            setTyped(value !== '')
            onUsernameTyped(value)
          },
        })}
        error={errors?.username?.message ?? usernameTaken}
        help={isSuggestion ? words.onboarding.suggestedUsername : panel?.usernameRule.help}
      />
      <PasswordField
        label={words.onboarding.hostingPassword}
        registration={register('provisioning.password')}
        error={errors?.password?.message}
        help={
          password !== '' && password === billingPassword ? (
            <span className="text-warn">{words.onboarding.samePassword}</span>
          ) : (
            panel && words.onboarding.hostingPasswordHelp(panel.label, panel.passwordRule.help)
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
        registration={register('provisioning.serverId')}
        selectedId={serverId}
        error={errors?.serverId?.message}
        emptyChoice={words.onboarding.selectServer}
        onRecommend={recommend}
      />
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
