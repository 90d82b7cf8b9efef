import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { AddedServer } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { usePanels } from '../../shared/servers/use-panels.ts'
import { words } from '../../words/index.ts'
import { PanelsPending } from './panels-pending.tsx'
import { ServerDialog } from './server-dialog.tsx'
import {
  emptyServer,
  newServerInput,
  newServerSchema,
  type ServerValues,
  serverFormFields,
} from './server-values.ts'
import { testTypedConnection } from './test-typed-connection.ts'

interface AddServerDialogProps {
  onClose: () => void
  onAdded: (added: AddedServer) => void
}

/** Renders its fields from the description of the selected panel. */
export function AddServerDialog(props: AddServerDialogProps) {
  const panels = usePanels()
  const [first] = panels.data ?? []
  return panels.data && first ? (
    <AddServerForm {...props} panels={panels.data} first={first} />
  ) : (
    <PanelsPending title={words.servers.addTitle} panels={panels} onClose={props.onClose} />
  )
}

interface AddServerFormProps extends AddServerDialogProps {
  panels: readonly PanelDescription[]
  /** Selected by default. */
  first: PanelDescription
}

function AddServerForm({ panels, first, onClose, onAdded }: AddServerFormProps) {
  const key = useIdempotencyKey()
  const chosen = (driver: string) => panels.find(({ id }) => id === driver) ?? first
  const form = useForm<ServerValues, unknown, z.output<ReturnType<typeof newServerSchema>>>({
    defaultValues: emptyServer(first.id),
    resolver: (values, ...rest) => {
      const panel = chosen(values.driver)
      const resolve = schemaResolver(newServerSchema(panel), (typed: ServerValues) =>
        newServerInput(typed, panel),
      )
      return resolve(values, ...rest)
    },
  })
  const panel = chosen(form.watch('driver'))
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
      panel={panel}
      panels={panels}
      submit={submit}
      sending={sending}
      failure={failure}
      save={words.servers.add}
      test={() => testTypedConnection(form.getValues(), panel, form.setError)}
      onClose={onClose}
    />
  )
}
