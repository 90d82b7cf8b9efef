import type { Server } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { PauseDialog } from './pause-dialog.tsx'
import { useServerActions } from './use-server-actions.ts'

export function PauseServerDialog({ server, onClose }: { server: Server; onClose: () => void }) {
  const { refresh } = useServerActions(server.id)
  return (
    <PauseDialog
      title={<Sentence text={words.servers.pauseTitle} values={[server.name]} />}
      pause={async (reason, context) => {
        await client.servers.pause({ id: server.id, ...reason }, { context })
        await refresh()
      }}
      onClose={onClose}
    >
      {words.servers.pauseMeans}
    </PauseDialog>
  )
}
