import { useState } from 'react'
import type {
  FindingAction,
  FindingKind,
  Reconciliation,
  ReconciliationFinding,
} from '#contracts/reconciliation/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { FindingLine } from './finding-line.tsx'
import { ImportAccounts } from './import-accounts.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'

const text = words.reconciliation

const kinds: readonly FindingKind[] = ['gone', 'unknown-to-us', 'drift', 'doubled']

interface RunViewProps {
  run: Reconciliation
  /** Actions are possible only on the latest run. */
  isLatest: boolean
  onLatest: () => void
}

export function RunView({ run, isLatest, onLatest }: RunViewProps) {
  const mayWrite = useMay()('reconciliation.write')
  const [asked, setAsked] = useState<{ finding: ReconciliationFinding; action: FindingAction } | null>(null)
  return (
    <>
      <p className="text-sm text-muted">
        <Time iso={run.startedAt} /> {text.by(run.startedBy)}
      </p>
      <RunNumbers run={run} />
      <RunNotices run={run} isLatest={isLatest} onLatest={onLatest} />
      {run.items.length === 0 && run.complete && (
        <Panel>
          <EmptyState title={text.same}>{text.sameHelp}</EmptyState>
        </Panel>
      )}
      {kinds.map((kind) => {
        const findings = run.items.filter((finding) => finding.kind === kind)
        if (findings.length === 0) return null
        return (
          <Panel key={kind}>
            <PanelTitle
              aside={<span className="text-muted tabular-nums">{formatNumber(findings.length)}</span>}
            >
              {text.kinds[kind].title}
            </PanelTitle>
            <p className="px-4 pt-2.5 text-muted">{text.kinds[kind].help}</p>
            <ul className="divide-y divide-line">
              {findings.map((finding) => (
                <FindingLine
                  key={finding.id}
                  finding={finding}
                  mayAct={isLatest && mayWrite}
                  onAct={(action) => setAsked({ finding, action })}
                />
              ))}
            </ul>
          </Panel>
        )
      })}
      {run.findings.leftOut > 0 && <p className="text-muted">{text.leftOut(run.findings.leftOut)}</p>}
      <UnmanagedAccounts run={run} />
      {asked && <ResolveDialog {...asked} run={run} onClose={() => setAsked(null)} />}
    </>
  )
}

function RunNumbers({ run }: { run: Reconciliation }) {
  return (
    <Stats>
      <Stat label={text.compared} value={formatNumber(run.believed)} note={text.comparedNote(run.leftOut)} />
      <Stat
        label={text.onPanel}
        value={formatNumber(run.onPanel)}
        note={text.onPanelNote(run.strangers.count)}
      />
      <Stat label={text.vanished} value={formatNumber(run.vanished)} note={text.vanishedNote} />
      <Stat
        label={text.open}
        value={formatNumber(run.findings.total)}
        note={text.openNote(run.findings.open)}
      />
    </Stats>
  )
}

function RunNotices({ run, isLatest, onLatest }: RunViewProps) {
  return (
    <div className="space-y-2 empty:hidden">
      {!isLatest && (
        <Notice tone="quiet">
          {text.notLatest}{' '}
          <Button size="sm" variant="ghost" onClick={onLatest}>
            {text.toLatest}
          </Button>
        </Notice>
      )}
      {!run.complete && (
        <Notice tone="warn">
          <p className="font-medium">{text.incomplete}</p>
          {run.why && <p>{run.why}</p>}
        </Notice>
      )}
      {run.braked && (
        <Notice tone={run.confirmed ? 'quiet' : 'bad'}>
          <p className="font-medium">{text.holdTitle(run.vanished, run.believed)}</p>
          <p>{run.confirmed ? text.confirmed(run.confirmed.by) : text.holdHelp}</p>
        </Notice>
      )}
      {run.notes.map((note) => (
        <Notice key={note} tone="quiet">
          {note}
        </Notice>
      ))}
    </div>
  )
}

function UnmanagedAccounts({ run: { id, strangers } }: { run: Reconciliation }) {
  if (strangers.count === 0) return null
  return (
    <Panel>
      <details>
        <summary className="rounded-lg px-4 py-2.5 font-semibold">{text.unmanaged(strangers.count)}</summary>
        <div className="space-y-2 border-t border-line px-4 py-3">
          <p className="text-muted">
            {text.unmanagedHelp(strangers.capacity)}{' '}
            {strangers.sample.length < strangers.count && text.unmanagedFirst(strangers.sample.length)}
          </p>
          <ul className="columns-2 text-sm sm:columns-3">
            {strangers.sample.map(({ panelUserId, username }) => (
              <li key={panelUserId} className="truncate">
                <span className="text-muted tabular-nums">{panelUserId}</span> <UserText>{username}</UserText>
              </li>
            ))}
          </ul>
          <ImportAccounts reconciliationId={id} />
        </div>
      </details>
    </Panel>
  )
}
