import { useNavigate } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { lazy, useState } from 'react'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import {
  hasPdf,
  mayCredit,
  mayDiscard,
  mayFinalize,
  mayRecordPayment,
  mayVoid,
  mayWriteOff,
} from '#contracts/invoices/states.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { isZero } from '../../shared/billing/amount.tsx'
import { ReasonDialog } from '../../shared/billing/reason-dialog.tsx'
import { RecordPaymentDialog } from '../../shared/billing/record-payment-dialog.tsx'
import { useMay } from '../../shared/session/may.tsx'
import { ActionGroup } from '../../ui/action-group.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useInvoiceActions } from './use-invoice.ts'

const text = words.invoices
const CreditDialog = lazy(() =>
  import('./credit-dialog.tsx').then(({ CreditDialog }) => ({ default: CreditDialog })),
)

type Asked = 'finalize' | 'discard' | 'payment' | 'credit' | 'void' | 'write-off'

/** The actions that the state of a document allows. */
export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const holds = useMay()
  const may = holds('billing.write')
  const mayCorrect = holds('billing.correct')
  const canCredit =
    mayCredit(invoice, { isSettled: isZero(invoice.amountDue) }) && !isZero(invoice.creditable)
  const menu = [
    ...(mayCorrect && mayVoid(invoice)
      ? [{ label: text.void, onSelect: () => setAsked('void'), danger: true }]
      : []),
    ...(mayCorrect && mayWriteOff(invoice)
      ? [{ label: text.writeOff, onSelect: () => setAsked('write-off'), danger: true }]
      : []),
    ...(may && mayDiscard(invoice)
      ? [{ label: text.discard, onSelect: () => setAsked('discard'), danger: true }]
      : []),
  ]
  return (
    <>
      <ActionGroup menu={menu.length > 0 && <MoreMenu label={text.moreActions} items={menu} />}>
        {may && mayFinalize(invoice) && (
          <Button variant="primary" size="sm" onClick={() => setAsked('finalize')}>
            {text.finalize}
          </Button>
        )}
        {may && mayRecordPayment(invoice) && (
          <Button variant="primary" size="sm" onClick={() => setAsked('payment')}>
            {text.recordPayment}
          </Button>
        )}
        {mayCorrect && canCredit && (
          <Button size="sm" onClick={() => setAsked('credit')}>
            {text.credit}
          </Button>
        )}
        {hasPdf(invoice) && (
          <a href={`/api/v1/invoices/${invoice.id}.pdf`} download className={buttonClass('secondary', 'sm')}>
            <Download aria-hidden className="size-4" />
            {text.pdf}
          </a>
        )}
      </ActionGroup>
      {asked && <AskedDialog asked={asked} invoice={invoice} onClose={() => setAsked(null)} />}
    </>
  )
}

function AskedDialog({ asked, invoice, onClose }: { asked: Asked; invoice: Invoice; onClose: () => void }) {
  const actions = useInvoiceActions(invoice.id)
  const navigate = useNavigate()
  const key = useIdempotencyKey()
  const number = invoice.number ?? text.draftName
  switch (asked) {
    case 'finalize':
      return (
        <ConfirmDialog
          title={text.finalizeTitle}
          confirm={text.finalize}
          confirming={text.finalizing}
          onConfirm={async () => {
            const { number: given } = await actions.finalize(key.current())
            toast.success(text.finalized(given ?? ''))
          }}
          onClose={onClose}
        >
          <p>{text.finalizeMeans}</p>
        </ConfirmDialog>
      )
    case 'discard':
      return (
        <ConfirmDialog
          danger
          title={text.discardTitle}
          confirm={text.discard}
          confirming={text.discarding}
          onConfirm={async () => {
            await actions.discard()
            toast.success(text.discarded)
            await navigate({ to: '/invoices' })
          }}
          onClose={onClose}
        >
          <p>{text.discardMeans}</p>
        </ConfirmDialog>
      )
    case 'void':
      return (
        <ReasonDialog
          title={text.voidTitle(number)}
          means={text.voidMeans}
          confirm={text.void}
          confirming={text.voiding}
          onConfirm={async (reason) => {
            await actions.void(reason, key.current())
            toast.success(text.voided)
          }}
          onClose={onClose}
        />
      )
    case 'write-off':
      return (
        <ReasonDialog
          title={text.writeOffTitle(number)}
          means={text.writeOffMeans}
          confirm={text.writeOff}
          confirming={text.writingOff}
          onConfirm={async (reason) => {
            await actions.writeOff(reason, key.current())
            toast.success(text.writtenOff)
          }}
          onClose={onClose}
        />
      )
    case 'payment':
      return (
        <RecordPaymentDialog
          customerId={invoice.customerId}
          currency={invoice.currency}
          invoice={{ id: invoice.id, number, amountDue: invoice.amountDue }}
          onClose={onClose}
        />
      )
    case 'credit':
      return (
        <LazyPart>
          <CreditDialog invoice={invoice} onClose={onClose} />
        </LazyPart>
      )
  }
}
