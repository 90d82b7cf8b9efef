import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { RunView } from './run-view.tsx'
import { useRun, useRuns } from './use-runs.ts'

const text = words.reconciliation

interface ReconciliationViewProps {
  server: Server
  /** The id of a run from the URL. Default: the latest. */
  runId: string | undefined
  onRun: (id: string | undefined) => void
}

export function ReconciliationView({ server, runId, onRun }: ReconciliationViewProps) {
  const { query, runs } = useRuns(server.id)
  const latest = runs?.[0]
  const shown = runId ?? latest?.id
  const run = useRun(shown)
  const failed = [query, run].find(({ isError, data }) => isError && !data)
  const { busy, failure, reconcile } = useReconcile(server.id, () => onRun(undefined))
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose min-w-0 flex-1 basis-72 text-muted">{text.intro}</p>
        <div className="flex flex-wrap items-center gap-2">
          {/* Present before the runs are known, so that nothing moves. */}
          <span className="w-64">
            <Select
              aria-label={text.which}
              disabled={!runs || runs.length === 0}
              value={shown ?? ''}
              onChange={({ target: { value } }) => onRun(value === latest?.id ? undefined : value)}
            >
              {!shown && <option value="">{runs ? text.noRuns : ''}</option>}
              {shown && !runs?.some(({ id }) => id === shown) && <option value={shown}>{text.older}</option>}
              {runs?.map(({ id, startedAt, findings }) => (
                <option key={id} value={id}>
                  {text.runLabel(formatDateTime(startedAt), findings.open)}
                </option>
              ))}
            </Select>
          </span>
          {query.hasNextPage && (
            <Button variant="ghost" onClick={() => void query.fetchNextPage()}>
              {text.older}
            </Button>
          )}
          <Button variant="primary" className="min-w-36" blocked={busy} onClick={() => void reconcile()}>
            {busy ? text.running : text.run}
          </Button>
        </div>
      </div>
      <FormError message={failure} />
      {failed && (
        <Panel>
          <LoadError error={failed.error} onRetry={() => void failed.refetch()} />
        </Panel>
      )}
      {(query.isPending || (shown && run.isPending)) && (
        <Panel>
          <SkeletonRows rows={5} />
        </Panel>
      )}
      {runs?.length === 0 && (
        <Panel>
          <EmptyState title={text.none}>{text.noneHelp}</EmptyState>
        </Panel>
      )}
      {run.data && (
        <RunView
          run={run.data}
          isLatest={latest === undefined || run.data.id === latest.id}
          onLatest={() => onRun(undefined)}
        />
      )}
    </div>
  )
}

/** Starts a reconciliation now. A large panel takes a minute. */
function useReconcile(serverId: string, onDone: () => void) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const reconcile = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      const made = await client.reconciliations.run(
        { id: serverId },
        { context: { idempotencyKey: randomUuid() } },
      )
      queryClient.setQueryData(api.reconciliations.get.queryKey({ input: { id: made.id } }), made)
      await queryClient.invalidateQueries({ queryKey: api.reconciliations.list.key() })
      void queryClient.invalidateQueries({ queryKey: api.servers.key() })
      onDone()
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, reconcile }
}
