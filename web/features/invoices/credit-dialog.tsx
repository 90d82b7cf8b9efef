import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Crediting, Invoice } from '#contracts/invoices/schemas.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { api } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { ApiError, explain } from '../../lib/problem.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { amountText } from '../../shared/billing/amount.tsx'
import {
  AmountField,
  amountProblem,
  limitedAmountProblem,
  readAmount,
  typedAmount,
} from '../../shared/billing/amount-field.tsx'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { ReasonField } from '../../shared/billing/text-fields.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useInvoiceActions } from './use-invoice.ts'

const text = words.invoices
const ways = ['all', 'amount', 'lines'] as const
const wayWords = { all: text.creditAll, amount: text.creditAmount, lines: text.creditLines }

/** Credits all or a part of an invoice, after a preview of the credit note. */
export function CreditDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { currency, lines, creditable } = invoice
  const [way, setWay] = useState<(typeof ways)[number]>('all')
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState(typedAmount(creditable))
  const [ofLines, setOfLines] = useState<Readonly<Record<string, string>>>({})
  const actions = useInvoiceActions(invoice.id)
  const navigate = useNavigate()
  const key = useIdempotencyKey()

  // As text, because a new object of the same content is not a change.
  const current = JSON.stringify(bodyOf({ way, reason, typed, ofLines, invoice }))
  const settled = useSettled(current, 300)
  const body = JSON.parse(settled) as Crediting | null
  const preview = useQuery({
    ...api.invoices.previewCredit.queryOptions({ input: { ...(body ?? { reason: '-' }), id: invoice.id } }),
    enabled: body !== null,
  })
  // The invoice has less left, for example after a credit of another user: the field carries the error.
  const refusal =
    way !== 'all' && preview.error instanceof ApiError && preview.error.problem.code === 'already-credited'
      ? explain(preview.error)
      : undefined
  const lineProblem = ({ id, rest }: LineRest) => {
    const value = ofLines[id] ?? ''
    return problemOf(value, rest) ?? (value.trim() === '' ? undefined : refusal)
  }
  return (
    <PlannedDialog
      title={text.creditTitle(invoice.number ?? '')}
      confirm={text.credit}
      confirming={text.crediting}
      preview={body === null || refusal ? null : preview}
      outdated={settled !== current}
      onConfirm={async (planHash) => {
        if (!body) return
        const note = await actions.credit({ ...body, planHash }, key.current())
        toast.success(text.credited(note.number ?? ''))
        await navigate({ to: '/invoices/$invoiceId', params: { invoiceId: note.id } })
      }}
      onClose={onClose}
    >
      <p className="text-muted">{text.creditMost(amountText(creditable))}</p>
      <ReasonField value={reason} onChange={setReason} />
      <Field label={text.creditWhat}>
        {(control) => (
          <Select
            {...control}
            value={way}
            onChange={({ target }) => setWay(oneOf(ways, target.value) ?? 'all')}
          >
            {ways.map((one) => (
              <option key={one} value={one}>
                {wayWords[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {way === 'amount' && (
        <AmountField
          label={words.billing.amountIn(currency)}
          currency={currency}
          value={typed}
          onChange={setTyped}
          error={typed.trim() === '' ? amountProblem(currency) : (problemOf(typed, creditable) ?? refusal)}
        />
      )}
      {way === 'lines' &&
        restsOf(lines).map((line) => (
          <AmountField
            key={line.id}
            label={text.creditOf(line.description)}
            help={amountText(line.rest)}
            currency={currency}
            value={ofLines[line.id] ?? ''}
            onChange={(value) => setOfLines({ ...ofLines, [line.id]: value })}
            error={lineProblem(line)}
          />
        ))}
    </PlannedDialog>
  )
}

interface Typed {
  way: (typeof ways)[number]
  reason: string
  typed: string
  ofLines: Readonly<Record<string, string>>
  invoice: Invoice
}

interface LineRest {
  id: string
  description: string
  rest: MoneyJson
}

/** The lines that have something left to credit. */
const restsOf = (lines: Invoice['lines']): LineRest[] =>
  lines.flatMap(({ id, description, creditable: rest }) =>
    rest && BigInt(rest.amount) > 0n ? [{ id, description, rest }] : [],
  )

const problemOf = (typed: string, most: MoneyJson) =>
  limitedAmountProblem(typed, most, (limit) => text.creditMost(amountText(limit)))

/** Null: something is missing, cannot be read or is too much. */
function bodyOf({ way, reason: typedReason, typed, ofLines, invoice }: Typed): Crediting | null {
  const reason = typedReason.trim()
  const { currency, creditable } = invoice
  if (reason === '') return null
  if (way === 'all') return { reason }
  if (way === 'amount') {
    const amount = problemOf(typed, creditable) ? null : readAmount(typed, currency)
    return amount && { reason, amount }
  }
  const entries = Object.entries(ofLines).filter(([, value]) => value.trim() !== '')
  const lines = entries.flatMap(([lineId, value]) => {
    const most = restsOf(invoice.lines).find(({ id }) => id === lineId)?.rest
    const amount = most && !problemOf(value, most) ? readAmount(value, currency) : null
    return amount ? [{ lineId, amount }] : []
  })
  return lines.length === 0 || lines.length < entries.length ? null : { reason, lines }
}
