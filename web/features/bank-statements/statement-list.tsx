import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BankStatement } from '#contracts/bank-statements/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import type { ToneLabel } from '../../lib/tone.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { newLinesOf } from './line-states.ts'

const text = words.bankStatements
const pageSize = 25

/** All bank statements, newest first. */
export function StatementList() {
  const statements = useInfiniteQuery(api.bankStatements.list.infiniteOptions(pagesOf({}, pageSize)))
  const rows = statements.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        {statements.isError && !rows && (
          <LoadError error={statements.error} onRetry={() => void statements.refetch()} />
        )}
        {statements.isPending && <SkeletonRows rows={4} />}
        {rows?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        <ul className="divide-y divide-line">
          {rows?.map((statement) => (
            <StatementRow key={statement.id} statement={statement} />
          ))}
        </ul>
      </Panel>
      <LoadMore query={statements} />
    </>
  )
}

function StatementRow({ statement }: { statement: BankStatement }) {
  const { id, fileName, known, uploadedBy, createdAt } = statement
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken">
      <div className="min-w-0 flex-1 basis-60">
        <Link
          to="/payments/statements/$statementId"
          params={{ statementId: id }}
          className="block font-medium after:absolute after:inset-0"
        >
          <UserText truncate>{fileName}</UserText>
        </Link>
        <p className="text-sm text-muted">
          <Time iso={createdAt} /> <Sentence text={text.by} values={[uploadedBy]} />
        </p>
      </div>
      <p className="text-sm text-muted tabular-nums">{text.lineCount(newLinesOf(statement) + known)}</p>
      <StatusBadge {...progressOf(statement)} />
    </li>
  )
}

function progressOf(statement: BankStatement): ToneLabel {
  const { proposed, unmatched } = statement.counts
  if (newLinesOf(statement) === 0) return { label: text.allKnown, tone: 'quiet' }
  const left = proposed + unmatched
  return left > 0 ? { label: text.toCheck(left), tone: 'warn' } : { label: text.settled, tone: 'good' }
}
