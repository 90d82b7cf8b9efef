import type { ReactNode } from 'react'
import { type BulkCount, type BulkLine, countLines, isLeft, type useBulkRun } from '../lib/use-bulk-run.ts'
import { words } from '../words/index.ts'
import { BulkLines } from './bulk-lines.tsx'
import { Button } from './button.tsx'
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx'

const text = words.bulk

interface BulkDialogProps<Item extends { id: string }> {
  title: string
  /** The effect of the action, and its fields while they can be changed. */
  children: ReactNode
  bulk: Pick<ReturnType<typeof useBulkRun<Item>>, 'lines' | 'phase' | 'halt'>
  name: (item: Item) => ReactNode
  /** The second line of an item without an outcome. */
  pending: (line: BulkLine<Item> & { state: 'waiting' | 'running' }) => string
  summary: (count: BulkCount) => string
  begin: { label: string; variant: 'primary' | 'danger' }
  /** The label of the button that closes the dialog before the start. */
  leave: string
  onBegin: () => void
  /** @param left the items without the change */
  onClose: (left: readonly Item[]) => void
}

/** Explains the action, runs it for one item after another, and shows each outcome. */
export function BulkDialog<Item extends { id: string }>({
  title,
  children,
  bulk: { lines, phase, halt },
  name,
  pending,
  summary,
  begin,
  leave,
  onBegin,
  onClose,
}: BulkDialogProps<Item>) {
  const left = lines.filter(isLeft)
  const count = countLines(lines)
  const ended = count.done + count.underWay + count.skipped + count.failed
  const close = () => phase !== 'running' && onClose(left.map(({ item }) => item))
  return (
    <Dialog open onClose={close} title={title}>
      <DialogBody>
        {children}
        <BulkLines lines={lines} begun={phase !== 'asking'} name={name} pending={pending} />
      </DialogBody>
      <DialogFooter>
        <p role="status" className="mr-auto text-muted tabular-nums">
          {phase === 'running' && text.progress(ended, lines.length)}
          {phase === 'ended' && summary(count)}
        </p>
        {phase === 'running' ? (
          <Button onClick={halt}>{text.stop}</Button>
        ) : (
          <Button variant="ghost" onClick={close}>
            {phase === 'ended' ? words.common.close : leave}
          </Button>
        )}
        {phase === 'asking' && (
          <Button variant={begin.variant} onClick={onBegin}>
            {begin.label}
          </Button>
        )}
        {phase === 'ended' && left.length > 0 && <Button onClick={onBegin}>{text.tryAgain}</Button>}
      </DialogFooter>
    </Dialog>
  )
}
