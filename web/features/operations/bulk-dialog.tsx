import { Link } from '@tanstack/react-router'
import { Circle } from 'lucide-react'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import type { Tone } from '../../lib/tone.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { toneIcons } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'
import { operationName } from './operation-name.ts'
import type { BulkOrder } from './selection-bar.tsx'
import { type BulkLine, useBulkRun } from './use-bulk-run.ts'

const text = words.operations

interface BulkDialogProps {
  order: BulkOrder
  operations: readonly OperationSummary[]
  /** @param left those for which it was not done */
  onClose: (left: readonly OperationSummary[]) => void
}

/** Says what it means, does it to one after another, and shows what became of each. */
export function BulkDialog({ order, operations, onClose }: BulkDialogProps) {
  const { lines, phase, run, halt } = useBulkRun(order, operations)
  const of = (state: BulkLine['state']) => lines.filter((line) => line.state === state)
  const left = lines.filter(({ state }) => state !== 'done')
  const close = () => phase !== 'running' && onClose(left.map(({ operation }) => operation))
  const [title, means] =
    order === 'retry'
      ? [text.retryMany(operations.length), text.retryMeans]
      : [text.cancelMany(operations.length), text.cancelMeans]
  return (
    <Dialog open onClose={close} title={title}>
      <DialogBody>
        <p>{means}</p>
        <BulkLines lines={lines} />
      </DialogBody>
      <DialogFooter>
        <p role="status" className="mr-auto text-muted tabular-nums">
          {phase === 'running' && text.progress(lines.length - of('waiting').length, lines.length)}
          {phase === 'ended' && text.summary(of('done').length, of('refused').length, of('waiting').length)}
        </p>
        {phase === 'running' ? (
          <Button onClick={halt}>{text.stop}</Button>
        ) : (
          <Button variant="ghost" onClick={close}>
            {words.common.close}
          </Button>
        )}
        {phase === 'asking' && (
          <Button variant={order === 'cancel' ? 'danger' : 'primary'} onClick={() => void run()}>
            {text.begin[order]}
          </Button>
        )}
        {phase === 'ended' && left.length > 0 && <Button onClick={() => void run()}>{text.tryAgain}</Button>}
      </DialogFooter>
    </Dialog>
  )
}

/** What was asked for may still have led nowhere: then the line looks like the state that was reached. */
const toneOf = ({ state, tone }: BulkLine): Tone | null => {
  if (state === 'waiting') return null
  if (state === 'running') return 'busy'
  return state === 'refused' ? 'bad' : (tone ?? 'good')
}
const colours: Record<Tone, string> = {
  good: 'text-good',
  busy: 'animate-spin text-busy',
  warn: 'text-warn',
  bad: 'text-bad',
  quiet: 'text-quiet',
}

function BulkLines({ lines }: { lines: readonly BulkLine[] }) {
  return (
    <section
      aria-label={text.outcomes}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border border-line"
    >
      <ul className="divide-y divide-line">
        {lines.map((line) => {
          const { operation, message } = line
          const tone = toneOf(line)
          const Icon = tone ? toneIcons[tone] : Circle
          return (
            <li key={operation.id} className="flex gap-2.5 px-3 py-2">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${tone ? colours[tone] : 'text-line-strong'}`}
              />
              <div className="min-w-0 flex-1">
                <Link
                  to="/operations/$operationId"
                  params={{ operationId: operation.id }}
                  className="block truncate font-medium hover:underline"
                >
                  {operationName(operation)}
                </Link>
                <p className="text-sm wrap-anywhere text-muted" dir="auto">
                  {message}
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
