import { useForm } from 'react-hook-form'
import { type Server, type ServerChange, serverChange } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { words } from '../../words/index.ts'
import { ServerDialog } from './server-dialog.tsx'
import { type ServerValues, serverChangeInput, serverFormFields, valuesOf } from './server-values.ts'
import { testTypedConnection } from './test-typed-connection.ts'

interface EditServerDialogProps {
  server: Server
  onClose: () => void
  /** @param connectionChanged whether the saved status may no longer be true */
  onSaved: (server: Server, connectionChanged: boolean) => void
}

export function EditServerDialog({ server, onClose, onSaved }: EditServerDialogProps) {
  const form = useForm<ServerValues, unknown, ServerChange>({
    defaultValues: valuesOf(server),
    resolver: schemaResolver(serverChange, serverChangeInput),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: serverFormFields,
    send: async (change) => {
      const changed = await client.servers.change({ id: server.id, ...change })
      onSaved(
        changed,
        changed.baseUrl !== server.baseUrl || 'apiSecret' in change || 'caCertificate' in change,
      )
    },
  })
  /** With the address and the key as they are, the saved connection is tested: its secret is not in the form. */
  const test = () => {
    const { baseUrl, apiKey, apiSecret, caCertificate } = form.getValues()
    const untouched = !apiKey && !apiSecret && !caCertificate && baseUrl.trim() === server.baseUrl
    return untouched
      ? client.servers.test({ id: server.id }, { context: { idempotencyKey: randomUuid() } })
      : testTypedConnection(form.getValues(), form.setError)
  }
  return (
    <ServerDialog
      title={words.servers.editTitle(server.name)}
      form={form}
      saved={server}
      submit={submit}
      sending={sending}
      failure={failure}
      save={words.common.save}
      test={test}
      onClose={onClose}
    />
  )
}
