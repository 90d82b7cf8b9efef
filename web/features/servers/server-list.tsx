import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionReport, Server } from '#contracts/servers/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { usePanels } from '../../shared/servers/use-panels.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { AddServerDialog } from './add-server-dialog.tsx'
import { ConnectionResult } from './connection-checks.tsx'
import { EditServerDialog } from './edit-server-dialog.tsx'
import { ModeDialog } from './mode-dialog.tsx'
import { ModeOfMany } from './mode-of-many.tsx'
import { PauseServerDialog } from './pause-server-dialog.tsx'
import { RemoveServerDialog } from './remove-server-dialog.tsx'
import type { ServerAction } from './server-row.tsx'
import { ServerTable } from './server-table.tsx'
import { useServerList } from './use-server-list.ts'

interface ServerListProps {
  adding: boolean
  onAdd: () => void
  onAddingEnd: () => void
}

/** The notice after a server was saved. */
interface SavedNotice {
  sentence: string
  report: ConnectionReport | null
}

export function ServerList({ adding, onAdd, onAddingEnd }: ServerListProps) {
  const queryClient = useQueryClient()
  const servers = useServerList()
  // Loaded with the page, so that a form opens with its fields.
  usePanels()
  const [open, setOpen] = useState<{ server: Server; action: ServerAction } | null>(null)
  const close = () => setOpen(null)
  const [notice, setNotice] = useState<SavedNotice | null>(null)

  const saved = async (sentence: string, report: ConnectionReport | null) => {
    setNotice({ sentence, report })
    await queryClient.invalidateQueries({ queryKey: api.servers.key() })
  }
  const edited = async (server: Server, connectionChanged: boolean) => {
    close()
    await saved(words.servers.saved, null)
    if (!connectionChanged) return
    const report = await client.servers
      .test({ id: server.id }, { context: { idempotencyKey: randomUuid() } })
      .catch(() => null)
    await saved(words.servers.saved, report)
  }

  return (
    <div className="space-y-4">
      <LiveRegion>
        {notice && (
          <Notice
            tone={notice.report && !notice.report.ok ? 'warn' : 'good'}
            onDismiss={() => setNotice(null)}
          >
            <p>{notice.sentence}</p>
            {notice.report && <ConnectionResult report={notice.report} />}
          </Notice>
        )}
      </LiveRegion>
      {servers.isError && !servers.data && (
        <Panel>
          <LoadError error={servers.error} onRetry={() => void servers.refetch()} />
        </Panel>
      )}
      {servers.isPending && (
        <Panel>
          <SkeletonRows rows={3} />
        </Panel>
      )}
      {servers.data?.items.length === 0 && (
        <Panel>
          <EmptyState
            title={words.servers.noneYet}
            action={
              <May permission="servers.connect">
                <Button variant="primary" onClick={onAdd}>
                  {words.servers.addFirst}
                </Button>
              </May>
            }
          >
            {words.servers.noneYetHelp}
          </EmptyState>
        </Panel>
      )}
      {servers.data && servers.data.items.length > 0 && (
        <>
          <ModeOfMany servers={servers.data.items} />
          <ServerTable
            servers={servers.data.items}
            onAction={(server, action) => setOpen({ server, action })}
          />
        </>
      )}
      {adding && (
        <AddServerDialog
          onClose={onAddingEnd}
          onAdded={({ test, name }) => {
            onAddingEnd()
            void saved(words.servers.wasAdded(name), test)
          }}
        />
      )}
      {open?.action === 'edit' && (
        <EditServerDialog
          server={open.server}
          onClose={close}
          onSaved={(server, connectionChanged) => void edited(server, connectionChanged)}
        />
      )}
      {open?.action === 'mode' && <ModeDialog server={open.server} onClose={close} />}
      {open?.action === 'pause' && <PauseServerDialog server={open.server} onClose={close} />}
      {open?.action === 'remove' && <RemoveServerDialog server={open.server} onClose={close} />}
    </div>
  )
}
