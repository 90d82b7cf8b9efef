import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { usePanels } from '../../shared/servers/use-panels.ts'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { PanelsPending } from './panels-pending.tsx'
import { ServerDialog } from './server-dialog.tsx'
import {
  changesAddress,
  type ServerValues,
  savedAddress,
  serverChangeInput,
  serverChangeSchema,
  serverFormFields,
  valuesOf,
} from './server-values.ts'
import { testTypedConnection } from './test-typed-connection.ts'

interface EditServerDialogProps {
  server: Server
  onClose: () => void
  /** @param connectionChanged whether the saved status may no longer be true */
  onSaved: (server: Server, connectionChanged: boolean) => void
}

const titleFor = ({ name }: Server) => <Sentence text={words.servers.editTitle} values={[name]} />

export function EditServerDialog(props: EditServerDialogProps) {
  const { server, onClose } = props
  const panels = usePanels()
  const panel = panels.data?.find(({ id }) => id === server.driver)
  return panel ? (
    <EditServerForm {...props} panel={panel} />
  ) : (
    <PanelsPending title={titleFor(server)} panels={panels} onClose={onClose} />
  )
}

function EditServerForm({
  server,
  panel,
  onClose,
  onSaved,
}: EditServerDialogProps & { panel: PanelDescription }) {
  const [opened] = useState(() => valuesOf(server))
  const form = useForm<ServerValues, unknown, z.output<ReturnType<typeof serverChangeSchema>>>({
    defaultValues: opened,
    resolver: schemaResolver(serverChangeSchema(panel, savedAddress(server)), (values: ServerValues) =>
      serverChangeInput(values, opened, panel),
    ),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: serverFormFields,
    send: async (change) => {
      if (Object.values(change).every((value) => value === undefined)) return onClose()
      const changed = await client.servers.change({ id: server.id, ...change })
      onSaved(
        changed,
        changed.baseUrl !== server.baseUrl ||
          change.apiKey !== undefined ||
          change.apiSecret !== undefined ||
          'caCertificate' in change,
      )
    },
  })
  /** If address and key are unchanged, the saved connection is tested, because the form has no secret. */
  const test = () => {
    const values = form.getValues()
    return values.entersKey || changesAddress(values, server)
      ? testTypedConnection(values, panel, form.setError)
      : client.servers.test({ id: server.id }, { context: { idempotencyKey: randomUuid() } })
  }
  return (
    <ServerDialog
      title={titleFor(server)}
      form={form}
      panel={panel}
      panels={[panel]}
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
