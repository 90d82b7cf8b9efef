import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import { type NewSavedView, newSavedView } from '#contracts/saved-views/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useViewActions, useViews } from './use-views.ts'
import { ViewRow } from './view-row.tsx'
import type { ViewedList } from './viewed-list.ts'

const text = words.views

interface ViewsDialogProps {
  list: ViewedList
  onClose: () => void
}

/** The saved views of a list, and a form that saves the list as it is now. */
export function ViewsDialog({ list, onClose }: ViewsDialogProps) {
  const views = useViews(list.page)
  const items = views.data?.items
  const shown = useRef<HTMLUListElement>(null)
  const hasViews = items !== undefined && items.length > 0
  const used = useRef(false)
  useEffect(() => {
    const listening = new AbortController()
    const use = () => {
      used.current = true
    }
    for (const event of ['pointerdown', 'keydown'] as const)
      document.addEventListener(event, use, { capture: true, signal: listening.signal })
    return () => listening.abort()
  }, [])
  // Most users open a view, so the first view takes the focus from the field. A user who has pressed a key or
  // clicked since the dialog opened keeps it: the Enter after a name must not open a view.
  useEffect(() => {
    if (!hasViews) return
    const frame = requestAnimationFrame(() => {
      if (!used.current) shown.current?.querySelector('a')?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [hasViews])
  return (
    <Dialog open onClose={onClose} title={text.title}>
      <DialogBody>
        {views.isPending && <SkeletonRows rows={3} />}
        {views.isError && !items && <LoadError error={views.error} onRetry={() => void views.refetch()} />}
        {items?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        {hasViews && (
          <ul
            ref={shown}
            aria-label={text.list}
            className="divide-y divide-line rounded-md border border-line"
          >
            {items.map((view) => (
              <ViewRow key={view.id} view={view} list={list} onOpened={onClose} />
            ))}
          </ul>
        )}
      </DialogBody>
      <SaveViewForm list={list} onSaved={onClose} />
    </Dialog>
  )
}

function SaveViewForm({ list, onSaved }: { list: ViewedList; onSaved: () => void }) {
  const { create } = useViewActions()
  const key = useIdempotencyKey()
  const { page, query } = list
  const form = useForm<{ name: string }, unknown, NewSavedView>({
    defaultValues: { name: '' },
    resolver: schemaResolver<{ name: string }, NewSavedView>(newSavedView, ({ name }) => ({
      page,
      name,
      query,
    })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['name'],
    send: async (body) => {
      await create(body, key.current())
      key.renew()
      toast.success(text.saved(body.name))
      onSaved()
    },
  })
  return (
    <form noValidate onSubmit={submit} className="space-y-3 border-t border-line px-5 py-3">
      <FormError message={failure} />
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          className="min-w-48 flex-1"
          label={text.name}
          registration={form.register('name')}
          error={form.formState.errors.name?.message}
          help={<Sentence text={text.saveHelp} values={[list.describe(query)]} />}
        />
        <Button type="submit" variant="primary" className="mt-6" blocked={sending}>
          {sending ? text.saving : text.save}
        </Button>
      </div>
    </form>
  )
}
