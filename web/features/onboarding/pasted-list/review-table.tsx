import type { Tone } from '../../../lib/tone.ts'
import type { ServerChoices } from '../../../shared/servers/use-server-choices.ts'
import { classNames } from '../../../ui/class-names.ts'
import { controlClass } from '../../../ui/field.tsx'
import { toneIcons } from '../../../ui/status-badge.tsx'
import { Head, Table } from '../../../ui/table.tsx'
import { words } from '../../../words/index.ts'
import type { ListRow, RowResult } from './list-row.ts'
import type { usePastedList } from './use-pasted-list.ts'

const text = words.customerPaste
// The same left edge as Head.
const cell = 'px-4 py-1.5 align-top'

interface ReviewTableProps {
  list: ReturnType<typeof usePastedList>
  choices: ServerChoices
}

/** The customers of the list with their usernames, servers and problems; later with their results. */
export function ReviewTable({ list, choices }: ReviewTableProps) {
  const { rows, results, withHosting, phase } = list
  const serverName = (id: string | null) => choices.data?.find((server) => server.id === id)?.name ?? '–'
  return (
    <section
      aria-label={text.table}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md border border-line"
    >
      <Table>
        <thead>
          <tr>
            <Head>{text.columns.line}</Head>
            <Head>{text.columns.customer}</Head>
            {withHosting && <Head>{text.columns.username}</Head>}
            {withHosting && <Head>{text.columns.server}</Head>}
            <Head>{text.columns.state}</Head>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.customer.line} ${row.key}`} className="border-b border-line last:border-b-0">
              <td className={classNames(cell, 'text-muted tabular-nums')}>{row.customer.line}</td>
              <td className={classNames(cell, 'wrap-anywhere', withHosting && 'min-w-44')}>
                <bdi className="block font-medium">{row.customer.fullName || '–'}</bdi>
                <bdi className="block text-sm text-muted">{row.customer.email || '–'}</bdi>
              </td>
              {withHosting && (
                <td className={classNames(cell, 'min-w-36')}>
                  <UsernameCell row={row} list={list} editable={phase === 'review'} />
                </td>
              )}
              {withHosting && (
                <td className={classNames(cell, 'wrap-anywhere')}>
                  <bdi>{serverName(row.serverId)}</bdi>
                </td>
              )}
              <td className={classNames(cell, 'wrap-anywhere', withHosting && 'min-w-40')}>
                <RowState row={row} result={results[row.key]} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

interface UsernameCellProps {
  row: ListRow
  list: ReviewTableProps['list']
  editable: boolean
}

function UsernameCell({ row, list, editable }: UsernameCellProps) {
  if (!editable) return <bdi>{row.username}</bdi>
  return (
    <input
      aria-label={text.usernameOf(row.customer.fullName || row.customer.email)}
      value={list.typed[row.key] ?? row.username}
      onChange={({ target }) => list.typeUsername(row.key, target.value)}
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      className={classNames(controlClass, 'h-8')}
    />
  )
}

function RowState({ row, result }: { row: ListRow; result: RowResult | undefined }) {
  const { tone, message } = stateOf(row, result)
  const Icon = tone && toneIcons[tone]
  return (
    <span className={classNames('flex gap-1.5', tone ? toneTexts[tone] : 'text-muted')}>
      {Icon && (
        <Icon
          aria-hidden
          className={classNames('mt-0.5 size-4 shrink-0', tone === 'busy' && 'animate-spin')}
        />
      )}
      <span className="min-w-0">
        {message}
        {!result && !row.problem && row.warning && (
          <span className="block text-sm text-warn">{row.warning}</span>
        )}
      </span>
    </span>
  )
}

const toneTexts: Record<Tone, string> = {
  good: 'text-good',
  busy: 'text-busy',
  warn: 'text-warn',
  bad: 'text-bad',
  quiet: 'text-muted',
}

function stateOf(row: ListRow, result: RowResult | undefined): { tone: Tone | null; message: string } {
  if (row.problem !== null) return { tone: 'bad', message: row.problem }
  if (!result) return { tone: null, message: text.states.ready }
  if (result.state === 'created') return { tone: result.tone, message: result.message || text.states.created }
  if (result.state === 'failed') return { tone: 'bad', message: result.message }
  if (result.state === 'creating') return { tone: 'busy', message: text.states.creating }
  return { tone: null, message: text.states.waiting }
}
