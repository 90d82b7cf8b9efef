import type { Server } from '#contracts/server.ts'
import { client } from '../../lib/api.ts'
import { PauseDialog } from './pause-dialog.tsx'
import { useServerActions } from './use-server-actions.ts'

export function PauseServerDialog({ server, onClose }: { server: Server; onClose: () => void }) {
  const { refresh } = useServerActions(server.id)
  return (
    <PauseDialog
      title={`Pause ${server.name}`}
      pause={async (reason, context) => {
        await client.servers.pause({ id: server.id, ...reason }, { context })
        await refresh()
      }}
      onClose={onClose}
    >
      No operation of this server runs until it is resumed. What is asked for meanwhile waits; what is at work
      now still ends its step.
    </PauseDialog>
  )
}
