import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { type SavedView, type SavedViewChange, savedViewChange } from '#contracts/saved-views/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useViewActions } from './use-views.ts'

const text = words.views
const schema = savedViewChange.pick({ name: true }).required()

/** The name of a view as a field. */
export function RenameView({ view, onEnd }: { view: SavedView; onEnd: () => void }) {
  const { change } = useViewActions()
  const form = useForm<{ name: string }, unknown, SavedViewChange & { name: string }>({
    defaultValues: { name: view.name },
    resolver: schemaResolver(schema, (values) => values),
  })
  const { setFocus } = form
  useEffect(() => setFocus('name', { shouldSelect: true }), [setFocus])
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['name'],
    send: async ({ name }) => {
      await change(view.id, { name })
      toast.success(text.renamed(name))
      onEnd()
    },
  })
  return (
    <form noValidate onSubmit={submit} className="space-y-2 py-1">
      <TextField
        label={text.newName(view.name)}
        registration={form.register('name')}
        error={form.formState.errors.name?.message}
      />
      <FormError message={failure} />
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onEnd}>
          {words.common.cancel}
        </Button>
        <Button type="submit" size="sm" variant="primary" blocked={sending}>
          {text.saveName}
        </Button>
      </div>
    </form>
  )
}
