import { type FormEvent, useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import type { HandOver } from '../../../shared/hand-over/hand-over.ts'
import type { PanelChoice } from '../../../shared/servers/use-panel-choice.ts'
import type { ServerChoices } from '../../../shared/servers/use-server-choices.ts'
import type { AddCustomerBody, AddCustomerValues } from '../add-customer-values.ts'
import { hasOpenServer } from '../server-obstacle.tsx'
import type { ListRow } from './list-row.ts'
import { countCreated, useListRun } from './use-list-run.ts'
import { mostRows, useReview } from './use-review.ts'

interface PastedList {
  /** The form of the dialog. The list uses its hosting option. */
  form: UseFormReturn<AddCustomerValues, unknown, AddCustomerBody>
  choices: ServerChoices
  panelOf: PanelChoice
  onAdded: (result: HandOver) => void
  onClose: () => void
}

/** A pasted list of customers: review, submit, and retry of failed rows. */
export function usePastedList({ form, choices, panelOf, onAdded, onClose }: PastedList) {
  const [text, setText] = useState('')
  const [serverId, setServerId] = useState('')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const withHosting = useWatch({ control: form.control, name: 'withHosting' })
  const listRun = useListRun({ choices, panelOf, onAdded })
  const { phase, results } = listRun
  const review = useReview({
    text,
    withHosting,
    serverId,
    typed,
    servers: choices.data,
    active: phase === 'review',
  })
  const rows = phase === 'review' ? review.rows : listRun.rows
  const left = rows.filter(({ key, problem }) => problem === null && results[key]?.state !== 'created')
  const stopped = withHosting && !hasOpenServer(choices)
  const tooMany = review.count > mostRows
  const blocked =
    phase === 'running' || stopped || tooMany || left.length === 0 || (phase === 'review' && review.checking)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (blocked) return
    if (await listRun.run(rows)) onClose()
  }
  const editRest = () => {
    setText(
      rows
        .filter(({ key }) => results[key]?.state !== 'created')
        .map(lineOf)
        .join('\n'),
    )
    listRun.backToReview()
  }
  return {
    text,
    setText,
    serverId,
    setServerId,
    withHosting,
    typeUsername: (key: string, username: string) => setTyped((before) => ({ ...before, [key]: username })),
    typed,
    review,
    tooMany,
    phase,
    rows,
    results,
    left: left.length,
    created: countCreated(results),
    stopped,
    blocked,
    submit,
    editRest,
    halt: listRun.halt,
    leave: () => {
      if (phase !== 'running') onClose()
    },
  }
}

/** Returns a row as a line that the parser can read. */
const lineOf = ({ customer }: ListRow) =>
  [customer.email, customer.fullName, customer.companyName].filter(Boolean).join('\t')
