import type { Server } from '#contracts/server.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
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
      title={`Remove ${server.name}`}
      confirm="Remove"
      confirming="Removing..."
      danger
      onConfirm={async () => {
        await remove()
        onRemoved?.()
      }}
      onClose={onClose}
    >
      <p>
        Removes the server and its API key from this system. Nothing is deleted on the panel. A server with
        accounts or unfinished operations cannot be removed: terminate or resolve them first, or set its mode
        to Draining.
      </p>
    </ConfirmDialog>
  )
}
