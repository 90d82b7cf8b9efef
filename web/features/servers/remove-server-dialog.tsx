import type { Server } from '#contracts/servers/schemas.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useServerActions } from './use-server-actions.ts'

interface RemoveServerDialogProps {
  server: Server
  onClose: () => void
  onRemoved?: () => void
}

export function RemoveServerDialog({ server, onClose, onRemoved }: RemoveServerDialogProps) {
  const { remove } = useServerActions(server.id)
  return (
    <ConfirmDialog
      title={<Sentence text={words.servers.removeTitle} values={[server.name]} />}
      confirm={words.servers.remove}
      confirming={words.servers.removing}
      danger
      onConfirm={async () => {
        await remove()
        onRemoved?.()
      }}
      onClose={onClose}
    >
      <p>{words.servers.removeMeans}</p>
    </ConfirmDialog>
  )
}
