import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { BankLine, BankStatement } from '#contracts/bank-statements/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { explain } from '../../lib/problem.ts'
import { amountText } from '../../shared/billing/amount.tsx'
import { useMay } from '../../shared/session/may.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { isIncoming, lineStates, newLinesOf } from './line-states.ts'
import { StatementLines } from './statement-lines.tsx'
import { confirmationOf, sumsOf, useReview } from './use-review.ts'
import { type RecordedResult, useStatementActions } from './use-statement.ts'

const text = words.bankStatements

/** One bank statement: its lines, what each pays, and the result. */
export function StatementView({
  statement,
  lines,
}: {
  statement: BankStatement
  lines: readonly BankLine[]
}) {
  const may = useMay()('billing.write')
  const { reviewed, select, choose, forget } = useReview(lines)
  const { record, leaveOut, progress } = useStatementActions(statement.id)
  const [result, setResult] = useState<RecordedResult | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const selected = reviewed.filter(({ isSelected }) => isSelected)
  const isOpen = lines.some((line) => isIncoming(line) && line.state !== 'confirmed')
  const isSettled = lines.every(({ state }) => state === 'confirmed' || state === 'ignored')
  useFocusOnTitle(isOpen)
  const attempt = async (action: () => Promise<void>) => {
    setFailure(null)
    try {
      await action()
    } catch (error) {
      setFailure(explain(error))
    }
  }
  const recordAll = () =>
    attempt(async () => {
      setResult(null)
      setResult(await record(selected.map(confirmationOf)))
    })
  if (newLinesOf(statement) === 0)
    return (
      <>
        <PageHeader title={statement.fileName} />
        <Panel>
          <EmptyState
            title={text.nothingNew(statement.known)}
            action={
              <Link to="/payments/statements" className={buttonClass()}>
                {text.all}
              </Link>
            }
          />
        </Panel>
      </>
    )
  return (
    <div className="space-y-4">
      <PageHeader title={statement.fileName}>
        {may && isOpen && (
          <Button
            variant="primary"
            blocked={progress !== null || selected.length === 0}
            aria-describedby="selected-lines"
            onClick={() => void recordAll()}
          >
            {text.record(selected.length)}
          </Button>
        )}
      </PageHeader>
      {may && isOpen && (
        <p id="selected-lines" className="-mt-2 text-muted tabular-nums">
          {selected.length === 0
            ? text.nothingSelected
            : text.selected(selected.length, sumsOf(reviewed).map(amountText).join(', '))}
        </p>
      )}
      <FormError message={failure} />
      <LiveRegion>
        {progress && (
          <Notice tone="busy">
            {text.recording(formatNumber(progress.done), formatNumber(progress.total))}
          </Notice>
        )}
        {result && !progress && <ResultNotice result={result} />}
      </LiveRegion>
      {statement.known > 0 && <Notice tone="quiet">{text.known(statement.known)}</Notice>}
      {isSettled && !result && <Notice tone="good">{text.allSettled}</Notice>}
      <Stats>
        {lineStates.map((state) => (
          <Stat
            key={state}
            label={text.states[state]}
            value={formatNumber(lines.filter((line) => line.state === state).length)}
            note={text.stateHelp[state]}
          />
        ))}
      </Stats>
      <StatementLines
        reviewed={reviewed}
        mayChange={may}
        refused={result?.refused ?? new Map()}
        onSelect={select}
        onChoose={choose}
        onLeaveOut={(id) =>
          void attempt(async () => {
            forget(id)
            if (lines.find((line) => line.id === id)?.state === 'ignored') return
            await leaveOut(id)
            toast.success(text.leftOut)
          })
        }
      />
    </div>
  )
}

function ResultNotice({ result: { recorded, refused } }: { result: RecordedResult }) {
  return (
    <Notice tone={refused.size > 0 ? 'warn' : 'good'}>
      <p>{text.recorded(recorded)}</p>
      {refused.size > 0 && <p>{text.refused(refused.size)}</p>}
    </Notice>
  )
}

/** The button is gone when nothing is left to record. The keyboard continues at the top of the page. */
function useFocusOnTitle(isOpen: boolean): void {
  const before = useRef(isOpen)
  useEffect(() => {
    if (before.current && !isOpen && document.activeElement === document.body)
      document.querySelector<HTMLElement>('h1')?.focus()
    before.current = isOpen
  }, [isOpen])
}
