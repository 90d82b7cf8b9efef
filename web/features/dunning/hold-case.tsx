import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { DunningCase } from '#contracts/dunning/case-schemas.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.dunning

/** Places a case on hold until a day, or continues it. */
export function HoldCase({ shown }: { shown: DunningCase }) {
  const queryClient = useQueryClient()
  const [asks, setAsks] = useState(false)
  const form = useForm({ defaultValues: { until: '', reason: '' } })
  const { until, reason } = form.watch()
  const { id, customerName: name, heldUntil } = shown
  const save = async (hold: { until: string | null; reason: string }) => {
    await client.dunning.hold({ id, ...hold })
    await queryClient.invalidateQueries({ queryKey: api.dunning.key() })
    toast.success(hold.until === null ? text.released : text.heldNow)
  }
  return (
    <May permission="billing.write">
      {heldUntil === null ? (
        <Button size="sm" aria-label={text.holdOf(name)} onClick={() => setAsks(true)}>
          {text.hold}
        </Button>
      ) : (
        <Button
          size="sm"
          aria-label={text.releaseOf(name)}
          onClick={() =>
            void save({ until: null, reason: text.releasedBecause }).catch((error: unknown) =>
              toast.error(explain(error)),
            )
          }
        >
          {text.release}
        </Button>
      )}
      {asks && (
        <ConfirmDialog
          title={text.holdTitle(name)}
          confirm={text.hold}
          confirming={text.holding}
          blocked={until === '' || reason.trim() === ''}
          onConfirm={() => save({ until, reason })}
          onClose={() => setAsks(false)}
        >
          <p className="mb-4">{text.holdMeans}</p>
          <div className="space-y-4">
            <TextField label={text.holdUntil} type="date" registration={form.register('until')} />
            <TextField label={text.holdReason} registration={form.register('reason')} />
          </div>
        </ConfirmDialog>
      )}
    </May>
  )
}
