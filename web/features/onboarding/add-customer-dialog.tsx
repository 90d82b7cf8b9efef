import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useId } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import type { Onboarded } from '#contracts/customer.ts'
import { api, client } from '../../lib/api.ts'
import { generatePassword } from '../../lib/password-generator.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import {
  type AddCustomerBody,
  type AddCustomerValues,
  addCustomerInput,
  addCustomerSchema,
  emptyCustomer,
} from './add-customer-values.ts'
import { HostingFields } from './hosting-fields.tsx'
import { answerLimitMs, isKeyReused, lostAnswer } from './lost-answer.ts'
import { hasOpenServer, ServerObstacle } from './server-obstacle.tsx'
import { useServerChoices } from './use-server-choices.ts'
import { useUsernameSuggestion } from './use-username-suggestion.ts'

interface AddCustomerDialogProps {
  onClose: () => void
  onCreated: (onboarded: Onboarded) => void
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
  const form = useForm<AddCustomerValues, unknown, AddCustomerBody>({
    defaultValues: emptyCustomer,
    resolver: schemaResolver(addCustomerSchema, addCustomerInput),
  })
  const { register, setValue, control, formState } = form
  const withHosting = useWatch({ control, name: 'withHosting' })
  const choices = useServerChoices(withHosting)
  const email = useWatch({ control, name: 'email' })
  const password = useWatch({ control, name: 'password' })
  const fullName = useWatch({ control, name: 'fullName' })
  const suggest = useCallback((name: string) => setValue('provisioning.username', name), [setValue])
  const onUsernameTyped = useUsernameSuggestion(email, suggest)

  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: formFields,
    say: lostAnswer,
    send: async (body) => {
      const context = { idempotencyKey: key.current() }
      const signal = AbortSignal.timeout(answerLimitMs)
      try {
        const onboarded = await client.customers.create(body, { context, signal })
        key.renew()
        onCreated(onboarded)
      } catch (error) {
        if (isKeyReused(error)) key.renew()
        throw error
      } finally {
        void queryClient.invalidateQueries({ queryKey: api.customers.key() })
      }
    },
  })
  const stopped = withHosting && !hasOpenServer(choices)
  const { errors } = formState

  return (
    <Dialog open onClose={sending ? () => {} : onClose} title="Add Customer" returnFocusTo={openerId}>
      <FormProvider {...form}>
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <TextField
              label="Email"
              type="email"
              literal
              registration={register('email')}
              error={errors.email?.message}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                label="Full Name"
                registration={register('fullName')}
                error={errors.fullName?.message}
              />
              <TextField
                label="Company Name"
                optional
                registration={register('companyName')}
                error={errors.companyName?.message}
              />
            </div>
            <PasswordField
              label="Password"
              registration={register('password')}
              error={errors.password?.message}
              help="The customer's login to this billing system."
              strength={{ value: password, known: [email, fullName] }}
              onGenerate={() =>
                setValue('password', generatePassword(), {
                  shouldDirty: true,
                  shouldValidate: formState.isSubmitted,
                })
              }
            />
            <Checkbox
              label="Active"
              registration={register('isActive')}
              help="An inactive customer cannot sign in. The hosting stays as it is."
            />
            <div className="border-t border-line pt-4">
              <Checkbox
                label="Also provision NextPanel hosting account"
                registration={register('withHosting')}
              />
            </div>
            {withHosting && (
              <HostingFields onUsernameTyped={onUsernameTyped} choices={choices} withEmail={false} />
            )}
          </DialogBody>
          <DialogFooter
            above={
              <>
                <FormError message={failure} />
                {withHosting && <ServerObstacle id={obstacleId} choices={choices} />}
              </>
            }
          >
            <Button variant="ghost" blocked={sending} onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              variant="primary"
              className="min-w-38"
              blocked={sending || stopped}
              aria-describedby={stopped ? obstacleId : undefined}
            >
              {sending ? 'Creating...' : withHosting ? 'Create & Provision' : 'Create Customer'}
            </Button>
          </DialogFooter>
        </form>
      </FormProvider>
    </Dialog>
  )
}
