import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ImportDetails } from '#contracts/imports/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { explain } from '../../lib/problem.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ColumnMapping } from './column-mapping.tsx'
import { FailedRows, ImportCredentials } from './import-downloads.tsx'
import { ImportProgress } from './import-progress.tsx'
import { ImportProblems, ImportRows } from './import-results.tsx'
import { ImportSettings } from './import-settings.tsx'
import { statusTones } from './import-tones.ts'
import { type ImportStep, useImportActions } from './use-import.ts'

const ConfirmDialog = lazy(() =>
  import('../../ui/confirm-dialog.tsx').then(({ ConfirmDialog }) => ({ default: ConfirmDialog })),
)

const text = words.imports

/** One import: its columns and settings, the check, the progress and the results. */
export function ImportView({ shown }: { shown: ImportDetails }) {
  const may = useMay()
  const { step, change } = useImportActions(shown.id)
  const [cancelling, setCancelling] = useState(false)
  const { status, counts, columns, defaults, fileName } = shown
  const mayWrite = may('imports.write')
  const isSetUp = status === 'uploaded' || status === 'ready'
  const busy = step.isPending || change.isPending
  const error = step.error ?? change.error
  // The button of the last step is gone with its stage. The keyboard continues at the top of the page.
  const stage = `${status} ${shown.credentials.waiting > 0}`
  const before = useRef(stage)
  useEffect(() => {
    if (before.current !== stage && document.activeElement === document.body)
      document.querySelector<HTMLElement>('h1')?.focus()
    before.current = stage
  }, [stage])
  const run = (name: ImportStep) => {
    change.reset()
    step.mutate(name)
  }
  return (
    <div className="space-y-4">
      <PageHeader
        title={fileName}
        status={
          <span role="status">
            <StatusBadge label={text.status[status]} tone={statusTones[status]} />
          </span>
        }
      >
        {mayWrite && (
          <>
            <FailedRows shown={shown} />
            {(status === 'running' || status === 'paused' || isSetUp) && (
              <Button variant="ghost" blocked={busy} onClick={() => setCancelling(true)}>
                {text.cancel}
              </Button>
            )}
            {status === 'running' && (
              <Button blocked={busy} onClick={() => run('pause')}>
                {text.pause}
              </Button>
            )}
            {status === 'paused' && (
              <Button variant="primary" blocked={busy} onClick={() => run('resume')}>
                {text.resume}
              </Button>
            )}
            {isSetUp && (
              <Button
                variant={status === 'ready' && counts.valid > 0 ? 'secondary' : 'primary'}
                blocked={busy}
                onClick={() => run('check')}
              >
                {status === 'ready' ? text.checkAgain : text.check}
              </Button>
            )}
            {status === 'ready' && counts.valid > 0 && (
              <Button variant="primary" blocked={busy} onClick={() => run('start')}>
                {text.start(counts.valid)}
              </Button>
            )}
          </>
        )}
      </PageHeader>
      <FormError message={error ? explain(error) : null} />
      {shown.pausedBecause !== null && (
        <Notice tone="warn">
          <UserText>{shown.pausedBecause}</UserText>
        </Notice>
      )}
      {status !== 'uploaded' && status !== 'ready' && <ImportProgress shown={shown} />}
      {status !== 'uploaded' && <StateCounts shown={shown} />}
      {mayWrite && <ImportCredentials shown={shown} />}
      <ImportProblems problems={status === 'uploaded' ? [] : shown.problems} />
      {isSetUp && (
        <>
          <p className="text-muted">
            {text.readAs(text.encodings[shown.encoding], text.separators[shown.separator])}{' '}
            {text.presets[shown.preset]}
          </p>
          <ImportSettings
            defaults={defaults}
            locked={!mayWrite}
            onChange={(next) => change.mutate({ defaults: next })}
          />
          <ColumnMapping
            columns={columns}
            locked={!mayWrite}
            onChange={(column, field) => change.mutate({ mapping: { [column]: field } })}
          />
        </>
      )}
      {status !== 'uploaded' && <ImportRows shown={shown} />}
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

/** The numbers of the check while the import is set up, and those of its result afterwards. */
function StateCounts({ shown: { counts, status } }: { shown: ImportDetails }) {
  const isChecked = status === 'ready' || status === 'checking'
  const numbers: readonly (readonly [label: string, value: number, note: string])[] = isChecked
    ? [
        [text.total, counts.total, ''],
        [text.states.valid, counts.valid, text.stateHelp.valid],
        [text.states.invalid, counts.invalid, text.stateHelp.invalid],
        [text.states.unchanged, counts.unchanged, text.stateHelp.unchanged],
      ]
    : [
        [text.toImport, counts.valid, ''],
        [
          text.states.running,
          counts.running,
          counts.waiting > 0 ? text.waitingToo(counts.waiting) : text.stateHelp.running,
        ],
        [text.states.done, counts.done, counts.unchanged > 0 ? text.unchangedToo(counts.unchanged) : ''],
        [text.states.failed, counts.failed, counts.invalid > 0 ? text.invalidToo(counts.invalid) : ''],
      ]
  return (
    <Stats>
      {numbers.map(([label, value, note]) => (
        <Stat key={label} label={label} value={formatNumber(value)} note={note} />
      ))}
    </Stats>
  )
}
