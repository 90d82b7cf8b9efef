import { Link } from '@tanstack/react-router'
import type { Server } from '#contracts/servers/schemas.ts'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

/** What the last reconciliation found and somebody has to look at, and the way there; nothing where there is none. */
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
