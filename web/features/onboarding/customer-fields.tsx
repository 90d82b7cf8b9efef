import { type FocusEvent, useCallback, useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { PanelChoice } from '../../shared/servers/use-panel-choice.ts'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DialogBody } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import type { AddCustomerValues } from './add-customer-values.ts'
import { CopyButton } from './copy-button.tsx'
import { credentialsText } from './credentials.ts'
import { HostingFields } from './hosting-fields.tsx'
import { LoginFields } from './login-fields.tsx'
import type { useCustomerDraft } from './use-customer-draft.ts'
import type { useFindings } from './use-findings.ts'
import { useUsernameSuggestion } from './use-username-suggestion.ts'

interface CustomerFieldsProps {
  draft: ReturnType<typeof useCustomerDraft>
  findings: ReturnType<typeof useFindings>
  choices: ServerChoices
  panelOf: PanelChoice
}

/** Email and name first; everything else is prefilled, or asked for only with hosting. */
export function CustomerFields({ draft, findings, choices, panelOf }: CustomerFieldsProps) {
  const { register, setValue, trigger, getValues, control, formState } = useFormContext<AddCustomerValues>()
  const values = useWatch({ control })
  const { email = '', fullName = '', withHosting = false, provisioning } = values
  const suggest = useCallback((name: string) => setValue('provisioning.username', name), [setValue])
  const panel = panelOf(provisioning?.serverId ?? '')
  const username = provisioning?.username ?? ''
  const usernameTaken = findings.errorOf('provisioning.username', username)
  const { ask } = findings
  const onUsernameTyped = useUsernameSuggestion({
    email,
    serverId: provisioning?.serverId ?? '',
    rule: panel?.usernameRule,
    taken: usernameTaken === undefined ? null : username,
    suggest,
    ask,
  })
  const { errors } = formState

  const { refetch, isError, isFetching } = choices
  // Loaded with the form; a load that failed unseen is tried again by checking the box.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the box alone, or it would never rest
  useEffect(() => {
    if (withHosting && isError && !isFetching) void refetch()
  }, [withHosting])

  const serverId = provisioning?.serverId
  useEffect(() => {
    if (withHosting && serverId) ask()
  }, [withHosting, serverId, ask])

  /** What is typed wrongly is said when its field is left; what is still empty, only on submitting. */
  const onBlur = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLInputElement) || target.type === 'checkbox' || target.value === '') return
    const name = fieldNames.find((field) => field === target.name)
    if (!name) return
    void trigger(name)
    if (!name.endsWith('assword')) ask()
  }

  const server = choices.data?.find(({ id }) => id === serverId)
  const nameWarning = findings.warningOf('fullName', fullName)
  return (
    <DialogBody onBlur={onBlur}>
      {draft.restored && (
        <p className="flex flex-wrap items-center gap-x-3 rounded-md bg-sunken px-3 py-2 text-sm text-muted">
          {words.onboarding.draftBack}
          <button type="button" className="font-medium text-accent-text underline" onClick={draft.startEmpty}>
            {words.onboarding.startEmpty}
          </button>
        </p>
      )}
      <TextField
        label={words.onboarding.email}
        type="email"
        literal
        registration={register('email')}
        error={errors.email?.message ?? findings.errorOf('email', email)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.onboarding.fullName}
          registration={register('fullName')}
          error={errors.fullName?.message}
          help={nameWarning && <span className="wrap-anywhere text-warn">{nameWarning}</span>}
        />
        <TextField
          label={words.onboarding.companyName}
          optional
          registration={register('companyName')}
          error={errors.companyName?.message}
        />
      </div>
      <LoginFields />
      <Checkbox
        label={words.onboarding.active}
        registration={register('isActive')}
        help={words.onboarding.activeHelp}
      />
      <div className="border-t border-line pt-4">
        <Checkbox label={words.onboarding.withHosting} registration={register('withHosting')} />
      </div>
      {withHosting && (
        <>
          <HostingFields
            onUsernameTyped={onUsernameTyped}
            choices={choices}
            panel={panel}
            withEmail={false}
            suggested
            known={[email, fullName]}
            billingPassword={values.password ?? ''}
            usernameTaken={usernameTaken}
          />
          <CopyButton
            label={words.onboarding.copyBoth}
            text={credentialsText(getValues(), server, panel?.label)}
            copied={words.onboarding.credentialsCopied}
          />
        </>
      )}
    </DialogBody>
  )
}

const fieldNames = [
  'email',
  'fullName',
  'companyName',
  'password',
  'provisioning.username',
  'provisioning.password',
] as const
