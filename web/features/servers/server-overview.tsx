import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'
import { ServerChecks } from './server-checks.tsx'
import { ServerConnection } from './server-connection.tsx'
import { ServerHealth } from './server-health.tsx'
import { ServerModePanel } from './server-mode-panel.tsx'
import { ServerStats } from './server-stats.tsx'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

export function ServerOverview({ server }: { server: Server }) {
  const { refresh } = useServerActions(server.id)
  const [rotating, setRotating] = useState(false)
  const [rotated, setRotated] = useState<boolean | null>(null)
  return (
    <div className="space-y-4">
      <LiveRegion>
        {rotated !== null && (
          <Notice tone={rotated ? 'good' : 'warn'} onDismiss={() => setRotated(null)}>
            {rotated ? text.rotated : text.rotatedAnyway}
          </Notice>
        )}
      </LiveRegion>
      <ServerStats server={server} />
      <ServerHealth server={server} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <ServerConnection server={server} onRotate={() => setRotating(true)} />
        <ServerModePanel server={server} />
      </div>
      <ServerChecks serverId={server.id} />
      {rotating && (
        <RotateKeyDialog
          server={server}
          onClose={() => setRotating(false)}
          onRotated={(_, test) => {
            setRotating(false)
            setRotated(test.ok)
            void refresh()
          }}
        />
      )}
    </div>
  )
}
