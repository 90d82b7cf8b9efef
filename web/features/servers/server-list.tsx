import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionReport, Server } from '#contracts/servers/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { usePanels } from '../../shared/servers/use-panels.ts'
import { Button } from '../../ui/button.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { AddServerDialog } from './add-server-dialog.tsx'
import { CheckLadder } from './check-ladder.tsx'
import { EditServerDialog } from './edit-server-dialog.tsx'
import { PauseServerDialog } from './pause-server-dialog.tsx'
import { RemoveServerDialog } from './remove-server-dialog.tsx'
import { ServerCard } from './server-card.tsx'
import { useServerList } from './use-server-list.ts'

interface ServerListProps {
  adding: boolean
  onAdd: () => void
  onAddingEnd: () => void
}

/** The notice shown after a server was saved. */
interface SavedNotice {
  sentence: string
  report: ConnectionReport | null
}

export function ServerList({ adding, onAdd, onAddingEnd }: ServerListProps) {
  const queryClient = useQueryClient()
  const servers = useServerList()
  // Loaded with the page, so that a form that opens here has its fields at once.
  usePanels()
  const [editing, setEditing] = useState<Server | null>(null)
  const [pausing, setPausing] = useState<Server | null>(null)
  const [removing, setRemoving] = useState<Server | null>(null)
  const [notice, setNotice] = useState<SavedNotice | null>(null)

  const saved = async (sentence: string, report: ConnectionReport | null) => {
    setNotice({ sentence, report })
    await queryClient.invalidateQueries({ queryKey: api.servers.key() })
  }
  const edited = async (server: Server, connectionChanged: boolean) => {
    setEditing(null)
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
            {notice.report && <CheckLadder report={notice.report} />}
          </Notice>
        )}
      </LiveRegion>
      {servers.isError && !servers.data && (
        <LoadError error={servers.error} onRetry={() => void servers.refetch()} />
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
              <Button variant="primary" onClick={onAdd}>
                {words.servers.addFirst}
              </Button>
            }
          >
            {words.servers.noneYetHelp}
          </EmptyState>
        </Panel>
      )}
      <ul className="space-y-4">
        {servers.data?.items.map((server) => (
          <li key={server.id}>
            <ServerCard
              server={server}
              onEdit={() => setEditing(server)}
              onPause={() => setPausing(server)}
              onRemove={() => setRemoving(server)}
            />
          </li>
        ))}
      </ul>
      {adding && (
        <AddServerDialog
          onClose={onAddingEnd}
          onAdded={({ test, name }) => {
            onAddingEnd()
            void saved(words.servers.wasAdded(name), test)
          }}
        />
      )}
      {editing && (
        <EditServerDialog
          server={editing}
          onClose={() => setEditing(null)}
          onSaved={(server, connectionChanged) => void edited(server, connectionChanged)}
        />
      )}
      {pausing && <PauseServerDialog server={pausing} onClose={() => setPausing(null)} />}
      {removing && <RemoveServerDialog server={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}
