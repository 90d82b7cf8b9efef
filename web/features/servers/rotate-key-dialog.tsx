import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { newKey } from '#contracts/servers/connection.ts'
import type { ConnectionReport, Server } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { usePanels } from '../../shared/servers/use-panels.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ConnectionResult } from './connection-checks.tsx'
import { KeyFields } from './key-fields.tsx'
import { KeyNeeds } from './key-needs.tsx'
import { PanelsPending } from './panels-pending.tsx'
import { newKeyInput } from './server-values.ts'

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

const titleFor = ({ name }: Server) => <Sentence text={text.rotateTitle} values={[name]} />

/** Tests a new key before it replaces the current one. After a failed test, saving it requires a second step. */
export function RotateKeyDialog(props: RotateKeyDialogProps) {
  const { server, onClose } = props
  const panels = usePanels()
  const panel = panels.data?.find(({ id }) => id === server.driver)
  return panel ? (
    <RotateKeyForm {...props} panel={panel} />
  ) : (
    <PanelsPending title={titleFor(server)} panels={panels} onClose={onClose} />
  )
}

type NewKey = z.output<ReturnType<typeof newKey>>

function RotateKeyForm({
  server,
  panel,
  onClose,
  onRotated,
}: RotateKeyDialogProps & { panel: PanelDescription }) {
  const key = useIdempotencyKey()
  const [refused, setRefused] = useState<ConnectionReport | null>(null)
  const form = useForm<Values, unknown, NewKey>({
    defaultValues: { apiKey: '', apiSecret: '' },
    resolver: schemaResolver(newKey(panel), (values: Values) => newKeyInput(values, panel)),
  })
  const send = async (body: NewKey, saveAnyway: boolean) => {
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
      // A refused request binds no idempotency key, so a changed request may use the same key.
      return send(body, true)
    },
  })
  return (
    <Dialog open onClose={swap.sending ? () => {} : onClose} title={titleFor(server)} wide>
      <form noValidate onSubmit={swap.submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p>{text.rotateIntro}</p>
          {server.apiKeyHint !== '' && (
            <p className="text-sm text-muted">
              {text.currentKey(server.apiKeyHint, server.apiKeyFingerprint)}
            </p>
          )}
          <KeyFields panel={panel} register={form.register} errors={form.formState.errors} />
          <KeyNeeds panel={panel} />
          <LiveRegion>{refused && <ConnectionResult report={refused} />}</LiveRegion>
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
