import { useEffect, useId, useRef } from 'react'
import { useFormContext } from 'react-hook-form'
import { ServerPicker } from '../../../shared/servers/server-picker.tsx'
import type { ServerChoices } from '../../../shared/servers/use-server-choices.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { DialogBody, DialogFooter } from '../../../ui/dialog.tsx'
import { controlClass, Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { words } from '../../../words/index.ts'
import type { AddCustomerValues } from '../add-customer-values.ts'
import { ServerObstacle } from '../server-obstacle.tsx'
import { ReviewTable } from './review-table.tsx'
import type { usePastedList } from './use-pasted-list.ts'
import { mostRows } from './use-review.ts'

const text = words.customerPaste

interface PastedListFormProps {
  list: ReturnType<typeof usePastedList>
  choices: ServerChoices
}

/** Paste, review, submit. */
export function PastedListForm({ list, choices }: PastedListFormProps) {
  const obstacleId = useId()
  const { phase, review, rows, stopped } = list
  const problem = list.tooMany ? text.tooMany(review.count, mostRows) : review.failure
  return (
    <form noValidate onSubmit={list.submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        {phase === 'review' && <PasteFields list={list} choices={choices} />}
        {rows.length > 0 ? (
          <ReviewTable list={list} choices={choices} />
        ) : (
          <p className="rounded-md border border-dashed border-line px-4 py-6 text-center text-muted">
            {review.checking ? text.states.checking : text.nothing}
          </p>
        )}
      </DialogBody>
      <DialogFooter
        above={
          <>
            <FormError message={problem} />
            {list.withHosting && <ServerObstacle id={obstacleId} choices={choices} />}
          </>
        }
      >
        <p role="status" className="mr-auto text-sm text-muted tabular-nums">
          {statusText(list)}
        </p>
        <LeaveButtons list={list} />
        <Button
          type="submit"
          variant="primary"
          className="min-w-38"
          blocked={list.blocked}
          aria-describedby={stopped ? obstacleId : undefined}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {submitText(list)}
        </Button>
      </DialogFooter>
    </form>
  )
}

type ListProps = Pick<PastedListFormProps, 'list'>

function PasteFields({ list, choices }: PastedListFormProps) {
  const { register } = useFormContext<AddCustomerValues>()
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  return (
    <div className="grid gap-x-6 gap-y-4 min-[900px]:grid-cols-[3fr_2fr]">
      <Field label={text.text} help={text.textHelp}>
        {(control) => (
          <textarea
            {...control}
            ref={area}
            value={list.text}
            onChange={({ target }) => list.setText(target.value)}
            rows={5}
            spellCheck={false}
            className={`${controlClass} block h-auto resize-y py-2`}
          />
        )}
      </Field>
      <div className="space-y-4">
        <Checkbox label={words.onboarding.withHosting} registration={register('withHosting')} />
        {list.withHosting && (
          <ServerPicker
            choices={choices}
            value={list.serverId}
            onChange={list.setServerId}
            noServer={{ label: text.spread, help: text.spreadHelp }}
          />
        )}
        <p className="text-sm text-muted">{text.passwords}</p>
      </div>
    </div>
  )
}

function LeaveButtons({ list: { phase, leave, halt, editRest } }: ListProps) {
  if (phase === 'running') return <Button onClick={halt}>{text.stop}</Button>
  return (
    <>
      <Button variant="ghost" onClick={leave}>
        {phase === 'ended' ? words.common.close : words.common.cancel}
      </Button>
      {phase === 'ended' && <Button onClick={editRest}>{text.edit}</Button>}
    </>
  )
}

function statusText({ phase, review, rows, created }: ListProps['list']): string {
  if (phase !== 'review') return text.progress(created, rows.length)
  if (review.checking) return text.states.checking
  if (rows.length === 0) return ''
  return text.found(rows.length, rows.filter(({ problem }) => problem !== null).length)
}

function submitText({ phase, left, withHosting }: ListProps['list']): string {
  if (phase === 'running') return words.onboarding.creating
  if (phase === 'ended') return text.retry(left)
  // Without customers the button says what it does, not how many it creates.
  if (left === 0) return withHosting ? text.createAndProvisionNone : text.createNone
  return (withHosting ? text.createAndProvision : text.create)(left)
}
