import { useForm } from 'react-hook-form'
import { type AddedServer, type NewServer, newServer } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { words } from '../../words/index.ts'
import { ServerDialog } from './server-dialog.tsx'
import { emptyServer, newServerInput, type ServerValues, serverFormFields } from './server-values.ts'
import { testTypedConnection } from './test-typed-connection.ts'

interface AddServerDialogProps {
  onClose: () => void
  onAdded: (added: AddedServer) => void
}

export function AddServerDialog({ onClose, onAdded }: AddServerDialogProps) {
  const key = useIdempotencyKey()
  const form = useForm<ServerValues, unknown, NewServer>({
    defaultValues: emptyServer,
    resolver: schemaResolver(newServer, newServerInput),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: serverFormFields,
    send: async (body) => {
      const added = await client.servers.add(body, { context: { idempotencyKey: key.current() } })
      key.renew()
      onAdded(added)
    },
  })
  return (
    <ServerDialog
      title={words.servers.addTitle}
      form={form}
      submit={submit}
      sending={sending}
      failure={failure}
      save={words.servers.add}
      test={() => testTypedConnection(form.getValues(), form.setError)}
      onClose={onClose}
    />
  )
}
