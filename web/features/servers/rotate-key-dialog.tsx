import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { type ConnectionReport, keyRotation, type Server } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { CheckLadder } from './check-ladder.tsx'
import { KeyNeeds } from './key-needs.tsx'

const text = words.servers

interface RotateKeyDialogProps {
  server: Server
  onClose: () => void
  onRotated: (server: Server, test: ConnectionReport) => void
}

interface Values {
  apiKey: string
  apiSecret: string
}

/** Tested before it is swapped in; what fails is shown, and saving it all the same is a second, separate step. */
export function RotateKeyDialog({ server, onClose, onRotated }: RotateKeyDialogProps) {
  const key = useIdempotencyKey()
  const [refused, setRefused] = useState<ConnectionReport | null>(null)
  const form = useForm<Values, unknown, z.output<typeof keyRotation>>({
    defaultValues: { apiKey: '', apiSecret: '' },
    resolver: schemaResolver(keyRotation, ({ apiKey, apiSecret }) => ({
      ...(apiKey.trim() ? { apiKey: apiKey.trim() } : {}),
      apiSecret: apiSecret.trim(),
    })),
  })
  const send = async (body: z.output<typeof keyRotation>, saveAnyway: boolean) => {
    setRefused(null)
    const rotated = await client.servers.rotateKey(
      { id: server.id, ...body, saveAnyway },
      { context: { idempotencyKey: key.current() } },
    )
    if (!rotated.swapped) return setRefused(rotated.test)
    key.renew()
    onRotated(rotated.server, rotated.test)
  }
  const fields = ['apiKey', 'apiSecret'] as const
  const swap = useFormSubmit({ form, fields, send: (body) => send(body, false) })
  const insist = useFormSubmit({
    form,
    fields,
    send: (body) => {
      // Another body than the refused one needs a key of its own only once it was bound; a refusal binds none.
      return send(body, true)
    },
  })
  const { errors } = form.formState
  return (
    <Dialog open onClose={swap.sending ? () => {} : onClose} title={text.rotateTitle(server.name)} wide>
      <form noValidate onSubmit={swap.submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p>{text.rotateIntro}</p>
          <p className="text-sm text-muted">{text.presentKey(server.apiKeyHint, server.apiKeyFingerprint)}</p>
          <TextField
            label={text.apiKeyField}
            literal
            optional
            registration={form.register('apiKey')}
            error={errors.apiKey?.message}
            help={text.rotateSame}
          />
          <PasswordField
            label={text.apiSecret}
            autoComplete="off"
            registration={form.register('apiSecret')}
            error={errors.apiSecret?.message}
          />
          <KeyNeeds />
          <LiveRegion>{refused && <CheckLadder report={refused} />}</LiveRegion>
        </DialogBody>
        <DialogFooter
          above={
            <>
              <FormError message={swap.failure ?? insist.failure} />
              <div role="alert">{refused && <Notice tone="warn">{text.rotateRefused}</Notice>}</div>
            </>
          }
        >
          {refused && (
            <Button
              variant="danger"
              className="mr-auto"
              blocked={swap.sending}
              onClick={(event) => void insist.submit(event)}
            >
              {text.rotateAnyway}
            </Button>
          )}
          <Button variant="ghost" blocked={swap.sending} onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-32" blocked={swap.sending}>
            {swap.sending ? text.rotating : text.rotateNow}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
