import { useState } from 'react'
import { useController, useForm } from 'react-hook-form'
import type { WebhookEventType } from '#contracts/webhooks/events.ts'
import {
  type NewWebhookEndpoint,
  newWebhookEndpoint,
  type WebhookEndpoint,
  type WebhookEndpointWithSecret,
} from '#contracts/webhooks/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { EventFields } from './event-fields.tsx'
import { ShownSecret } from './shown-secret.tsx'
import { useWebhookActions } from './use-webhooks.ts'

const text = words.webhooks

/** Adds an endpoint, and shows its secret once. */
export function AddEndpointDialog({ onClose }: { onClose: () => void }) {
  const { create } = useWebhookActions()
  const key = useIdempotencyKey()
  const [created, setCreated] = useState<WebhookEndpointWithSecret | null>(null)
  return (
    <Dialog open wide onClose={onClose} title={created ? text.secretTitle : text.addTitle}>
      {created ? (
        <ShownSecret secret={created.secret} onClose={onClose} />
      ) : (
        <EndpointForm
          submit={text.add}
          submitting={text.adding}
          send={async (body) => setCreated(await create(body, key.current()))}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

/** Changes the URL, the description and the events of an endpoint. */
export function EditEndpointDialog({
  endpoint,
  onClose,
}: {
  endpoint: WebhookEndpoint
  onClose: () => void
}) {
  const { change } = useWebhookActions()
  return (
    <Dialog open wide onClose={onClose} title={text.editTitle}>
      <EndpointForm
        endpoint={endpoint}
        submit={text.save}
        submitting={text.saving}
        send={async ({ url, ...rest }) => {
          // An unchanged URL needs no recent sign-in.
          await change(endpoint.id, url === endpoint.url ? rest : { url, ...rest })
          toast.success(text.saved)
          onClose()
        }}
        onClose={onClose}
      />
    </Dialog>
  )
}

interface Values {
  url: string
  description: string
  events: WebhookEventType[] | null
}

interface EndpointFormProps {
  endpoint?: WebhookEndpoint
  submit: string
  submitting: string
  send: (body: NewWebhookEndpoint) => Promise<void>
  onClose: () => void
}

function EndpointForm({ endpoint, submit: label, submitting, send, onClose }: EndpointFormProps) {
  const form = useForm<Values, unknown, NewWebhookEndpoint>({
    defaultValues: {
      url: endpoint?.url ?? '',
      description: endpoint?.description ?? '',
      events: endpoint?.events ?? null,
    },
    resolver: schemaResolver<Values, NewWebhookEndpoint>(newWebhookEndpoint, (values) => values),
  })
  const { field: events } = useController({ control: form.control, name: 'events' })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({ form, fields: ['url', 'description', 'events'], send })
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <TextField
          label={text.url}
          help={text.urlHelp}
          literal
          inputMode="url"
          placeholder="https://example.com/webhooks"
          registration={form.register('url')}
          error={errors.url?.message}
        />
        <TextField
          label={text.description}
          optional
          registration={form.register('description')}
          error={errors.description?.message}
        />
        <EventFields value={events.value} onChange={events.onChange} error={errors.events?.message} />
      </DialogBody>
      <DialogFooter above={<FormError message={failure} />}>
        <Button variant="ghost" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
          {sending ? submitting : label}
        </Button>
      </DialogFooter>
    </form>
  )
}
