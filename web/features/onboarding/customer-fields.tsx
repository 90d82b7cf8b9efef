import { type FocusEvent, lazy, useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import { generatePassword } from '#contracts/password-generator.ts'
import { CopyButton } from '../../shared/hand-over/copy-button.tsx'
import { credentialsText } from '../../shared/hand-over/credentials.ts'
import type { PanelChoice } from '../../shared/servers/use-panel-choice.ts'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { May } from '../../shared/session/may.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DialogBody } from '../../ui/dialog.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { type AddCustomerValues, credentialsOf } from './add-customer-values.ts'
import { HostingFields } from './hosting-fields.tsx'
import { LoginFields } from './login-fields.tsx'
import type { useCustomerDraft } from './use-customer-draft.ts'
import type { Findings } from './use-findings.ts'

const PlanFields = lazy(() => import('./plan-fields.tsx').then(({ PlanFields }) => ({ default: PlanFields })))

interface CustomerFieldsProps {
  draft: ReturnType<typeof useCustomerDraft>
  findings: Findings
  choices: ServerChoices
  panelOf: PanelChoice
  onUsernameTyped: (username: string) => void
}

/** Email and name come first. All other fields are prefilled or needed only for hosting. */
export function CustomerFields({ draft, findings, choices, panelOf, onUsernameTyped }: CustomerFieldsProps) {
  const { register, trigger, control, formState } = useFormContext<AddCustomerValues>()
  const [email, fullName] = useWatch({ control, name: ['email', 'fullName'] })
  const { errors } = formState

  /** An invalid value is reported when its field loses the focus, an empty value only on submit. */
  const onBlur = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLInputElement) || target.type === 'checkbox' || target.value === '') return
    const name = fieldNames.find((field) => field === target.name)
    if (!name) return
    void trigger(name)
    if (!name.endsWith('assword')) void findings.ask()
  }

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
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 min-[900px]:grid-cols-2">
        <div className="space-y-4">
          <TextField
            label={words.onboarding.email}
            type="email"
            literal
            registration={register('email')}
            error={errors.email?.message ?? findings.errorOf('email', email)}
          />
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
          <LoginFields />
          <Checkbox
            label={words.onboarding.active}
            registration={register('isActive')}
            help={words.onboarding.activeHelp}
          />
        </div>
        <May permission="hosting.write">
          <HostingPart
            findings={findings}
            choices={choices}
            panelOf={panelOf}
            onUsernameTyped={onUsernameTyped}
          />
        </May>
      </div>
      <May permission="billing.write">
        <LazyPart>
          <PlanFields servers={choices.data} />
        </LazyPart>
      </May>
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

type HostingPartProps = Pick<CustomerFieldsProps, 'findings' | 'choices' | 'panelOf' | 'onUsernameTyped'>

function HostingPart({ findings, choices, panelOf, onUsernameTyped }: HostingPartProps) {
  const { register, setValue, getValues, control } = useFormContext<AddCustomerValues>()
  useWatch({ control })
  const values = getValues()
  const { withHosting } = values
  const { username, serverId } = values.provisioning
  const panel = panelOf(serverId)

  const { refetch, isError, isFetching } = choices
  // Loaded with the form. Checking the box retries a failed load.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the box alone, or it would retry forever
  useEffect(() => {
    if (withHosting && isError && !isFetching) void refetch()
  }, [withHosting])

  /** Generates both passwords when the box is checked. Staff can replace them. */
  const generateMissing = () => {
    const { passwordLink, password, provisioning: hosting } = getValues()
    if (!passwordLink && password === '') setValue('password', generatePassword(), { shouldValidate: true })
    if (hosting.password === '') setValue('provisioning.password', generatePassword())
  }
  const server = choices.data?.find(({ id }) => id === serverId)
  return (
    <div className="space-y-4 border-t border-line pt-4 min-[900px]:border-t-0 min-[900px]:border-l min-[900px]:pt-0 min-[900px]:pl-6">
      <Checkbox
        label={words.onboarding.withHosting}
        registration={register('withHosting', {
          onChange: ({ target: { checked } }: { target: { checked: boolean } }) =>
            checked && generateMissing(),
        })}
      />
      {withHosting && (
        <>
          <HostingFields
            onUsernameTyped={onUsernameTyped}
            choices={choices}
            panel={panel}
            known={[values.email, values.fullName]}
            billingPassword={values.password}
            usernameTaken={findings.errorOf('provisioning.username', username)}
            usernameHelp={suggestionHelp(findings, values.email, username)}
          />
          <CopyButton
            label={words.onboarding.copyBoth}
            text={credentialsText({ ...credentialsOf(values, server, panel?.label), link: null }, true)}
            copied={words.onboarding.credentialsCopied}
          />
        </>
      )}
    </div>
  )
}

/** Returns the origin of the suggested username. Undefined if staff typed it. */
function suggestionHelp({ found }: Findings, email: string, username: string): string | undefined {
  if (username === '') return undefined
  const first = suggestHostingUsername(email)
  if (username === first) return words.onboarding.suggestedUsername
  if (found?.values.email === email && found.findings.freeUsername === username)
    return words.onboarding.alternative(first, username)
  return undefined
}
