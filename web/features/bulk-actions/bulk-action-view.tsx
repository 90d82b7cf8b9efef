import { lazy, Suspense, useState } from 'react'
import type { BulkActionDetails } from '#contracts/bulk-actions/schemas.ts'
import { type BulkRowState, permissionOfBulkAction } from '#contracts/bulk-actions/states.ts'
import { formatNumber } from '../../lib/format.ts'
import { explain } from '../../lib/problem.ts'
import { ReasonGroups } from '../../shared/bulk-actions/reason-groups.tsx'
import { StartForm } from '../../shared/bulk-actions/start-form.tsx'
import { statusTones } from '../../shared/bulk-actions/tones.ts'
import { useBulkActionSteps } from '../../shared/bulk-actions/use-bulk-action.ts'
import { serverModeWords } from '../../shared/servers/status-words.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { BulkActionProgress } from './bulk-action-progress.tsx'
import { BulkActionRows } from './bulk-action-rows.tsx'

const ConfirmDialog = lazy(() =>
  import('../../ui/confirm-dialog.tsx').then(({ ConfirmDialog }) => ({ default: ConfirmDialog })),
)

const text = words.bulkActions

/** One bulk action: the review before its start, the progress and the results. */
export function BulkActionView({ shown }: { shown: BulkActionDetails }) {
  const may = useMay()
  const { step } = useBulkActionSteps(shown.id)
  const [cancelling, setCancelling] = useState(false)
  const { status, action } = shown
  const mayWrite = may('bulk-actions.write') && may(permissionOfBulkAction[action])
  const isOpen = status !== 'finished' && status !== 'cancelled'
  return (
    <div className="space-y-4">
      <PageHeader
        title={text.kinds[action]}
        status={<StatusBadge label={text.status[status]} tone={statusTones[status]} />}
      >
        {mayWrite && isOpen && (
          <>
            <Button variant="ghost" blocked={step.isPending} onClick={() => setCancelling(true)}>
              {text.cancel}
            </Button>
            {status === 'running' && (
              <Button blocked={step.isPending} onClick={() => step.mutate('pause')}>
                {text.pause}
              </Button>
            )}
            {status === 'paused' && (
              <Button variant="primary" blocked={step.isPending} onClick={() => step.mutate('resume')}>
                {text.resume}
              </Button>
            )}
          </>
        )}
      </PageHeader>
      <FormError message={step.error ? explain(step.error) : null} />
      {shown.pausedBecause !== null && (
        <Notice tone="warn">
          <UserText>{shown.pausedBecause}</UserText>
        </Notice>
      )}
      <Options shown={shown} />
      {status === 'ready' ? (
        mayWrite && (
          <Panel className="px-4 py-3">
            <StartForm ready={shown} label={text.kinds[action]} onStarted={() => undefined} />
          </Panel>
        )
      ) : (
        <BulkActionProgress shown={shown} />
      )}
      <Counts shown={shown} />
      {status !== 'ready' && shown.groups.length > 0 && (
        <Panel>
          <PanelTitle>{text.reasons}</PanelTitle>
          <div className="px-4 py-3">
            <ReasonGroups groups={shown.groups} />
          </div>
        </Panel>
      )}
      <BulkActionRows shown={shown} />
      <Suspense>
        {cancelling && (
          <ConfirmDialog
            title={text.cancelTitle}
            confirm={text.cancel}
            confirming={text.cancelling}
            keep={text.keep}
            danger
            onConfirm={async () => {
              await step.mutateAsync('cancel')
            }}
            onClose={() => setCancelling(false)}
          >
            {text.cancelHelp}
          </ConfirmDialog>
        )}
      </Suspense>
    </div>
  )
}

function Options({ shown: { options, createdAt, createdBy, startedBy } }: { shown: BulkActionDetails }) {
  const { reason, note, mode } = options
  return (
    <p className="text-muted wrap-anywhere">
      <Time iso={createdAt} /> <Sentence text={text.by} values={[createdBy]} />
      {reason && ` · ${text.reason(words.status.suspendReason[reason])}`}
      {mode && ` · ${text.mode(serverModeWords[mode].label)}`}
      {note && (
        <>
          {' · '}
          <UserText>{text.note(note)}</UserText>
        </>
      )}
      {startedBy !== null && startedBy !== createdBy && (
        <>
          {' · '}
          <UserText>{text.inNameOf(startedBy)}</UserText>
        </>
      )}
    </p>
  )
}

function noteOf(state: BulkRowState, { skipped, waiting }: BulkActionDetails['counts']): string {
  if (state === 'running' && waiting > 0) return text.waitingToo(waiting)
  return state === 'done' && skipped > 0 ? text.skippedToo(skipped) : ''
}

const Counts = ({ shown: { counts } }: { shown: BulkActionDetails }) => (
  <Stats>
    {(['pending', 'running', 'done', 'failed'] as const).map((state) => (
      <Stat
        key={state}
        label={text.states[state]}
        value={formatNumber(counts[state])}
        note={noteOf(state, counts)}
      />
    ))}
  </Stats>
)
