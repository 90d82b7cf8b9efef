import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useId } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import type { Onboarded } from '#contracts/customers/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { submitByKeys } from '../../lib/submit-by-keys.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { answerLimitMs, isKeyReused, lostAnswer } from '../../shared/operations/lost-answer.ts'
import { usePanelChoice } from '../../shared/servers/use-panel-choice.ts'
import { useServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { words } from '../../words/index.ts'
import {
  type AddCustomerBody,
  type AddCustomerValues,
  addCustomerInput,
  addCustomerSchema,
} from './add-customer-values.ts'
import { CreationProgress } from './creation-progress.tsx'
import { credentialsText } from './credentials.ts'
import { CustomerFields } from './customer-fields.tsx'
import { FormFooter } from './form-footer.tsx'
import { hasOpenServer } from './server-obstacle.tsx'
import { customerFromDraft, dropCustomerDraft, useCustomerDraft } from './use-customer-draft.ts'
import { useFindings } from './use-findings.ts'
import { useFollowing } from './use-following.ts'

interface AddCustomerDialogProps {
  onClose: () => void
  /** @param credentials what to hand over, as text; null where there is no password to tell */
  onCreated: (onboarded: Onboarded, credentials: string | null) => void
  /** The id of the button that opens this dialog. */
  openerId: string
}

const formFields = [
  'email',
  'fullName',
  'companyName',
  'password',
  'provisioning.username',
  'provisioning.password',
  'provisioning.serverId',
] as const

export function AddCustomerDialog({ onClose, onCreated, openerId }: AddCustomerDialogProps) {
  const queryClient = useQueryClient()
  const key = useIdempotencyKey()
  const obstacleId = useId()
  // From the start, not from the box: then checking it waits for nothing.
  const choices = useServerChoices(true)
  const panelOf = usePanelChoice(choices)
  const form = useForm<AddCustomerValues, unknown, AddCustomerBody>({
    defaultValues: customerFromDraft(),
    resolver: (values, ...rest) => {
      const panel = panelOf(values.provisioning.serverId)
      return schemaResolver(addCustomerSchema(panel), addCustomerInput)(values, ...rest)
    },
  })
  const draft = useCustomerDraft(form)
  const findings = useFindings(form)
  const { following, follow, conclude } = useFollowing()
  const withHosting = useWatch({ control: form.control, name: 'withHosting' })

  const credentials = useCallback(() => {
    const values = form.getValues()
    const { serverId } = values.provisioning
    return credentialsText(
      values,
      choices.data?.find(({ id }) => id === serverId),
      panelOf(serverId)?.label,
    )
  }, [form, choices.data, panelOf])

  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: formFields,
    say: lostAnswer,
    send: async (body) => {
      const sinceMs = performance.now()
      // The answer comes at once; what goes on then is followed here, where it can be seen.
      const context = { idempotencyKey: key.current(), waitSeconds: 0 }
      const signal = AbortSignal.timeout(answerLimitMs)
      try {
        const made = await client.customers.create(body, { context, signal })
        key.renew()
        dropCustomerDraft()
        const hosting = made.hosting && (await follow({ hosting: made.hosting, sinceMs }))
        onCreated({ ...made, hosting }, credentials())
      } catch (error) {
        if (isKeyReused(error)) key.renew()
        throw error
      } finally {
        void queryClient.invalidateQueries({ queryKey: api.customers.key() })
      }
    },
  })
  const stopped = withHosting && !hasOpenServer(choices)

  const leave = () => {
    // Under way and committed: it goes on without this window.
    if (following) return conclude(following.hosting)
    if (sending) return
    dropCustomerDraft()
    onClose()
  }

  return (
    <Dialog open onClose={leave} title={words.onboarding.title} returnFocusTo={openerId}>
      <FormProvider {...form}>
        <form noValidate onSubmit={submit} onKeyDown={submitByKeys} className="flex min-h-0 flex-1 flex-col">
          <CustomerFields draft={draft} findings={findings} choices={choices} panelOf={panelOf} />
          <FormFooter
            failure={failure}
            choices={withHosting ? choices : null}
            obstacleId={obstacleId}
            blocked={sending || stopped}
            stopped={stopped}
            submitLabel={
              sending
                ? words.onboarding.creating
                : withHosting
                  ? words.onboarding.createAndProvision
                  : words.onboarding.create
            }
            cancelLabel={following ? words.onboarding.leave : words.common.cancel}
            cancelBlocked={sending && !following}
            onCancel={leave}
            beneath={following && <CreationProgress following={following} onOutcome={conclude} />}
          />
        </form>
      </FormProvider>
    </Dialog>
  )
}
