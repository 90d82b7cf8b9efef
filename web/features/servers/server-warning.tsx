import { Link } from '@tanstack/react-router'
import type { Server } from '#contracts/servers/schemas.ts'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

/** A link to the open differences of the last reconciliation. Renders nothing without any. */
export function ServerWarning({ server }: { server: Server }) {
  if (!server.warning) return null
  return (
    <Notice tone="warn">
      {server.warning}{' '}
      <Link to="/server/$serverId/reconciliation" params={{ serverId: server.id }} className="underline">
        {words.servers.reconciliation}
      </Link>
    </Notice>
  )
}
