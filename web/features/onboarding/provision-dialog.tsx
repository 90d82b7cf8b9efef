import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { z } from 'zod'
import type { Customer } from '#contracts/customers/schemas.ts'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import type { HandOver } from '../../shared/hand-over/hand-over.ts'
import { answerLimitMs, isKeyReused, lostAnswer } from '../../shared/operations/lost-answer.ts'
import { usePanelChoice } from '../../shared/servers/use-panel-choice.ts'
import { useServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { HostingFields } from './hosting-fields.tsx'
import { emptyHosting, type HostingValues, pickedProvisioning, provisioningInput } from './hosting-values.ts'
import { hasOpenServer, ServerObstacle } from './server-obstacle.tsx'

interface ProvisionDialogProps {
  customer: Customer
  /** Usernames of the customer's existing accounts. */
  usernames: readonly string[]
  onClose: () => void
  onProvisioned: (result: HandOver) => void
}

const bodySchema = (panel: PanelDescription | undefined) =>
  z.object({ provisioning: pickedProvisioning(panel) })
const formFields = [
  'provisioning.username',
  'provisioning.password',
  'provisioning.serverId',
  'provisioning.email',
] as const

/** S12: hosting for an existing customer. */
export function ProvisionDialog({ customer, usernames, onClose, onProvisioned }: ProvisionDialogProps) {
  const queryClient = useQueryClient()
  const key = useIdempotencyKey()
  const obstacleId = useId()
  const choices = useServerChoices(true)
  const panelOf = usePanelChoice(choices)
  const form = useForm<HostingValues, unknown, z.infer<ReturnType<typeof bodySchema>>>({
    defaultValues: {
      provisioning: {
        ...emptyHosting,
        username: suggestHostingUsername(customer.email, undefined, new Set(usernames)),
      },
    },
    resolver: (values, ...rest) => {
      const schema = bodySchema(panelOf(values.provisioning.serverId))
      return schemaResolver(schema, ({ provisioning }: HostingValues) => ({
        provisioning: provisioningInput(provisioning),
      }))(values, ...rest)
    },
  })
  const panel = panelOf(form.watch('provisioning.serverId'))

  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: formFields,
    rename: (path) => (path.startsWith('provisioning.') ? path : `provisioning.${path}`),
    say: lostAnswer,
    send: async ({ provisioning }) => {
      const context = { idempotencyKey: key.current() }
      const signal = AbortSignal.timeout(answerLimitMs)
      try {
        const outcome = await client.customers.provision(
          { id: customer.id, ...provisioning },
          { context, signal },
        )
        key.renew()
        // Immediately, so that the list does not show "No hosting yet." after the success message.
        queryClient.setQueryData(
          api.customers.hostingAccounts.queryKey({ input: { id: customer.id } }),
          (shown) => shown && { items: [outcome.account, ...shown.items] },
        )
        const server = choices.data?.find(({ id }) => id === outcome.account.serverId)
        onProvisioned({
          customer,
          hosting: outcome,
          message: outcome.message,
          credentials: {
            billing: null,
            link: null,
            hosting: {
              panel: panel?.label,
              address: server?.baseUrl,
              username: outcome.account.username,
              password: provisioning.password,
            },
          },
          passwordLink: null,
          newCustomer: false,
        })
      } catch (error) {
        if (isKeyReused(error)) key.renew()
        throw error
      } finally {
        void queryClient.invalidateQueries({ queryKey: api.customers.key() })
      }
    },
  })

  const stopped = !hasOpenServer(choices)
  return (
    <Dialog
      open
      onClose={sending ? () => {} : onClose}
      title={words.onboarding.provisionTitle}
      description={<UserText>{customer.fullName}</UserText>}
    >
      <FormProvider {...form}>
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <HostingFields
              choices={choices}
              panel={panel}
              withEmail={usernames.length > 0 || Boolean(form.formState.errors.provisioning?.email)}
            />
          </DialogBody>
          <DialogFooter
            above={
              <>
                <FormError message={failure} />
                <ServerObstacle id={obstacleId} choices={choices} />
              </>
            }
          >
            <Button variant="ghost" blocked={sending} onClick={onClose}>
              {words.common.cancel}
            </Button>
            <Button
              type="submit"
              variant="primary"
              className="min-w-38"
              blocked={sending || stopped}
              aria-describedby={stopped ? obstacleId : undefined}
            >
              {sending ? words.onboarding.provisioning : words.onboarding.provision}
            </Button>
          </DialogFooter>
        </form>
      </FormProvider>
    </Dialog>
  )
}
