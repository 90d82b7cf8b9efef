import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { NewBulkAction } from '#contracts/bulk-actions/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'
import { StartForm } from './start-form.tsx'
import { useBulkAction } from './use-bulk-action.ts'

const text = words.bulkActions

interface ReviewDialogProps {
  title: string
  /** The effect of the action. */
  means: string
  /** The fields that can be changed before the check. Absent: it is checked at once. */
  fields?: ReactNode
  /** Null: the fields are not complete. */
  input: NewBulkAction | null
  /** Of the button that starts it. */
  label: string
  onClose: () => void
}

/** Lets the server check an action on many, shows what it would do, and starts it. */
export function ReviewDialog({ title, means, fields, input, label, onClose }: ReviewDialogProps) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const make = useMutation({
    mutationFn: (wanted: NewBulkAction) =>
      client.bulkActions.create(wanted, { context: { idempotencyKey: randomUuid() } }),
    onSuccess: (made) =>
      queryClient.setQueryData(api.bulkActions.get.queryKey({ input: { id: made.id } }), made),
  })
  const made = make.data ?? null
  const [footer, setFooter] = useState<Element | null>(null)
  const isAsked = useRef(false)
  const { mutate } = make
  useEffect(() => {
    if (fields !== undefined || input === null || isAsked.current) return
    isAsked.current = true
    mutate(input)
  }, [fields, input, mutate])
  /** A prepared action that is not started would stay in the list. */
  const discard = () => {
    if (!made) return
    make.reset()
    void client.bulkActions
      .cancel({ id: made.id }, { context: { idempotencyKey: randomUuid() } })
      .catch(() => undefined)
      .finally(() => queryClient.invalidateQueries({ queryKey: api.bulkActions.list.key() }))
  }
  const close = () => {
    discard()
    onClose()
  }
  return (
    <Dialog open onClose={close} title={title}>
      <DialogBody>
        <p>{means}</p>
        {!made && fields}
        {made && (
          <Checked
            id={made.id}
            label={label}
            footer={footer}
            onStarted={(bulkActionId) => {
              onClose()
              void navigate({ to: '/bulk-actions/$bulkActionId', params: { bulkActionId } })
            }}
          />
        )}
      </DialogBody>
      <DialogFooter above={<FormError message={make.error ? explain(make.error) : null} />}>
        <Button variant="ghost" onClick={close}>
          {words.common.close}
        </Button>
        {made && fields !== undefined && <Button onClick={discard}>{text.back}</Button>}
        {!made && (fields !== undefined || make.isPending) && (
          <Button
            variant="primary"
            blocked={make.isPending || input === null}
            onClick={() => input && make.mutate(input)}
          >
            {make.isPending ? text.reviewing : text.review}
          </Button>
        )}
        <span ref={setFooter} className="contents" />
      </DialogFooter>
    </Dialog>
  )
}

/** Many rows are checked after the answer. */
function Checked({
  id,
  ...start
}: {
  id: string
  label: string
  footer: Element | null
  onStarted: (id: string) => void
}) {
  const { data } = useBulkAction(id)
  if (!data || data.status === 'checking') return <p role="status">{text.reviewing}</p>
  return <StartForm ready={data} {...start} />
}
