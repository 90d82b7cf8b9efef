import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import type { HandOver } from '../../shared/hand-over/hand-over.ts'
import { usePanelChoice } from '../../shared/servers/use-panel-choice.ts'
import { useServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Segments } from '../../ui/segments.tsx'
import { words } from '../../words/index.ts'
import {
  type AddCustomerBody,
  type AddCustomerValues,
  addCustomerInput,
  addCustomerSchema,
} from './add-customer-values.ts'
import { OneCustomerForm } from './one-customer-form.tsx'
import { PastedListForm } from './pasted-list/pasted-list-form.tsx'
import { usePastedList } from './pasted-list/use-pasted-list.ts'
import { customerFromDraft } from './use-customer-draft.ts'
import { useOneCustomer } from './use-one-customer.ts'

interface AddCustomerDialogProps {
  onClose: () => void
  /** Called for each customer as soon as it exists, and again when its outcome is known. */
  onAdded: (result: HandOver) => void
  /** Called with the outcome of the last customer. The dialog closes. */
  onCreated: (result: HandOver) => void
  /** The id of the button that opens this dialog. */
  openerId: string
  /** The id of the control that copies the credentials. It gets the focus after the last customer. */
  copyAllId: string
}

type Pane = 'one' | 'list'

const panes: readonly (readonly [Pane, string])[] = [
  ['one', words.customerPaste.one],
  ['list', words.customerPaste.list],
]

export function AddCustomerDialog({
  onClose,
  onAdded,
  onCreated,
  openerId,
  copyAllId,
}: AddCustomerDialogProps) {
  const [pane, setPane] = useState<Pane>('one')
  // Loaded with the form, so the hosting fields appear immediately.
  const choices = useServerChoices(true)
  const panelOf = usePanelChoice(choices)
  const form = useForm<AddCustomerValues, unknown, AddCustomerBody>({
    defaultValues: customerFromDraft(),
    resolver: (values, ...rest) => {
      const panel = panelOf(values.provisioning.serverId)
      return schemaResolver(addCustomerSchema(panel), addCustomerInput)(values, ...rest)
    },
  })
  const one = useOneCustomer({ form, choices, panelOf, onAdded, onCreated, onClose })
  const list = usePastedList({ form, choices, panelOf, onAdded, onClose })
  const busy = one.sending !== null || list.phase === 'running'

  return (
    <Dialog
      open
      double
      onClose={pane === 'one' ? one.leave : list.leave}
      title={words.onboarding.title}
      returnFocusTo={openerId}
      nextFocus={one.run.count > 0 || list.created > 0 ? copyAllId : undefined}
      aside={
        <Segments
          label={words.customerPaste.panes}
          value={pane}
          options={panes}
          disabled={busy}
          onChange={setPane}
        />
      }
    >
      <FormProvider {...form}>
        {pane === 'one' ? (
          <OneCustomerForm one={one} choices={choices} panelOf={panelOf} />
        ) : (
          <PastedListForm list={list} choices={choices} />
        )}
      </FormProvider>
    </Dialog>
  )
}
