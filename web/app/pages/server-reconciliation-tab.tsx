import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ReconciliationView } from '../../features/reconciliation/reconciliation-view.tsx'
import { useServerList } from '../../features/servers/use-server-list.ts'

export function ServerReconciliationTab() {
  const { serverId } = useParams({ from: '/staff/server/$serverId' })
  const { run } = useSearch({ from: '/staff/server/$serverId/reconciliation' })
  const navigate = useNavigate()
  const { data } = useServerList()
  const server = data?.items.find(({ id }) => id === serverId)
  if (!server) return null
  return (
    <ReconciliationView
      server={server}
      runId={run}
      onRun={(next) =>
        void navigate({
          to: '/server/$serverId/reconciliation',
          params: { serverId },
          search: next ? { run: next } : {},
          replace: true,
        })
      }
    />
  )
}
