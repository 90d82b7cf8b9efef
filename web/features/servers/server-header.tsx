import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { useRecentPage } from '../../lib/recent.ts'
import { serverModeWords, serverStatusWords } from '../../shared/servers/status-words.ts'
import { usePanels } from '../../shared/servers/use-panels.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'
import { ConnectionResult } from './connection-checks.tsx'
import { EditServerDialog } from './edit-server-dialog.tsx'
import { PauseServerDialog } from './pause-server-dialog.tsx'
import { RemoveServerDialog } from './remove-server-dialog.tsx'
import { ServerHold } from './server-hold.tsx'
import { openOn, useServerStatistics } from './server-stats.tsx'
import { ServerWarning } from './server-warning.tsx'
import { useConnectionTest } from './use-connection-test.ts'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers

interface ServerHeaderProps {
  server: Server
  /** The name of the open tab. */
  section: string
  onRemoved: () => void
}

/** Name, status and actions of a server, with the reason if its operations do not run. */
export function ServerHeader({ server, section, onRemoved }: ServerHeaderProps) {
  const { test, refresh } = useServerActions(server.id)
  const connection = useConnectionTest(test)
  useRecentPage(`/server/${server.id}`, server.name)
  // Loaded with the page, so that a form opens with its fields.
  usePanels()
  const [open, setOpen] = useState<'edit' | 'pause' | 'remove' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <PageHeader
        title={server.name}
        section={section}
        status={
          <>
            <StatusBadge {...serverStatusWords[server.status]} />
            {server.mode !== 'active' && (
              <StatusBadge tone="quiet" label={serverModeWords[server.mode].label} />
            )}
          </>
        }
      >
        <OperationsLink serverId={server.id} />
        <Button size="sm" blocked={connection.testing} onClick={() => void connection.test()}>
          {connection.testing ? text.testing : text.test}
        </Button>
        <Button size="sm" onClick={() => setOpen('edit')}>
          {text.edit}
        </Button>
        {server.paused?.by !== 'person' && (
          <Button size="sm" onClick={() => setOpen('pause')}>
            {text.pause}
          </Button>
        )}
        <Button size="sm" onClick={() => setOpen('remove')}>
          {text.remove}
        </Button>
      </PageHeader>
      <div className="space-y-3 [&:not(:empty)]:mb-4">
        <ServerHold server={server} />
        <ServerWarning server={server} />
        <FormError message={connection.failure} />
        <LiveRegion>
          {connection.report && (
            <Notice tone={connection.report.ok ? 'good' : 'bad'}>
              <ConnectionResult report={connection.report} />
            </Notice>
          )}
        </LiveRegion>
      </div>
      {open === 'edit' && (
        <EditServerDialog
          server={server}
          onClose={close}
          onSaved={(_, connectionChanged) => {
            close()
            void refresh()
            if (connectionChanged) void connection.test()
          }}
        />
      )}
      {open === 'pause' && <PauseServerDialog server={server} onClose={close} />}
      {open === 'remove' && <RemoveServerDialog server={server} onClose={close} onRemoved={onRemoved} />}
    </>
  )
}

function OperationsLink({ serverId }: { serverId: string }) {
  const { data } = useServerStatistics(serverId)
  return (
    <Link
      to="/operations"
      search={{ server: serverId }}
      // A line of its own on a phone: the number comes later, and would move the buttons.
      className="px-1 text-accent-text underline max-sm:basis-full"
    >
      {data ? text.operationsOpen(openOn(data.queue)) : text.operations}
    </Link>
  )
}
