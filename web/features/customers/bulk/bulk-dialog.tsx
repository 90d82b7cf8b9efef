import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import type { SuspendReason } from '#contracts/hosting/schemas.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../../ui/dialog.tsx'
import { words } from '../../../words/index.ts'
import type { BulkAction, BulkLine, LineState } from './bulk-action.ts'
import { BulkLines } from './bulk-lines.tsx'
import { ReasonFields } from './reason-fields.tsx'
import { useBulkRun } from './use-bulk-run.ts'

interface BulkDialogProps {
  action: BulkAction
  customers: readonly Customer[]
  /** @param untouched those for whom it was not done */
  onClose: (untouched: readonly Customer[]) => void
}

const { bulk, common } = words

function countOf(lines: readonly BulkLine[]) {
  const of = (state: LineState) => lines.filter((line) => line.state === state).length
  return {
    done: of('done'),
    underWay: of('under-way'),
    skipped: of('skipped'),
    failed: of('failed'),
    left: of('waiting'),
  }
}

/** Says what it means, does it one customer after another, and shows what became of each. */
export function BulkDialog({ action, customers, onClose }: BulkDialogProps) {
  const [reason, setReason] = useState<SuspendReason>('staff')
  const [note, setNote] = useState('')
  const { lines, phase, run, halt } = useBulkRun(customers)
  const said = bulk.actions[action]
  const ofHosting = action === 'suspend' || action === 'unsuspend'
  const open = lines.filter(({ state }) => state === 'waiting' || state === 'failed')
  const count = countOf(lines)
  const ended = count.done + count.underWay + count.skipped + count.failed
  const close = () => phase !== 'running' && onClose(open.map(({ customer }) => customer))
  const start = () => void run({ action, reason, note })
  return (
    <Dialog open onClose={close} title={said.title(customers.length)}>
      <DialogBody>
        <p>{said.means}</p>
        {ofHosting && phase === 'asking' && (
          <ReasonFields
            label={action === 'suspend' ? bulk.reason : bulk.reasonToTakeAway}
            reason={reason}
            onReason={setReason}
            note={action === 'suspend' ? note : null}
            onNote={setNote}
          />
        )}
        <BulkLines lines={lines} running={said.running} />
      </DialogBody>
      <DialogFooter>
        <p role="status" className="mr-auto text-muted tabular-nums">
          {phase === 'running' && bulk.progress(ended, lines.length)}
          {phase === 'ended' && bulk.summary(count)}
        </p>
        {phase === 'running' ? (
          <Button onClick={halt}>{bulk.stop}</Button>
        ) : (
          <Button variant="ghost" onClick={close}>
            {phase === 'ended' ? common.close : common.cancel}
          </Button>
        )}
        {phase === 'asking' && (
          <Button
            variant={action === 'deactivate' || action === 'suspend' ? 'danger' : 'primary'}
            onClick={start}
          >
            {said.label}
          </Button>
        )}
        {phase === 'ended' && open.length > 0 && <Button onClick={start}>{bulk.tryAgain}</Button>}
      </DialogFooter>
    </Dialog>
  )
}
