import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { BankLine } from '#contracts/bank-statements/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import { amountText } from '../../shared/billing/amount.tsx'
import { FindCustomer } from '../../shared/billing/find-customer.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import type { ChosenTarget } from './use-review.ts'

const text = words.bankStatements
const pageSize = 20

interface ChoosePayerProps {
  line: BankLine
  /** The customer that the line has now. */
  customer: Pick<ChosenTarget, 'customerId' | 'customerName'> | null
  onChoose: (target: ChosenTarget) => void
  onClose: () => void
}

/** Asks for the customer who paid, and for the invoice. */
export function ChoosePayer({ line, customer: before, onChoose, onClose }: ChoosePayerProps) {
  const [customer, setCustomer] = useState(before)
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.chooseTitle(amountText(line.amount))}
      description={
        <UserText>{[line.payer, line.reference].filter(Boolean).join(' \u00b7 ') || text.noPayer}</UserText>
      }
    >
      <DialogBody>
        {customer ? (
          <ChooseInvoice
            line={line}
            customer={customer}
            onChoose={(target) => {
              onChoose(target)
              onClose()
            }}
            onOther={() => setCustomer(null)}
          />
        ) : (
          <FindCustomer
            onChoose={({ id, companyName, fullName }) =>
              setCustomer({ customerId: id, customerName: companyName || fullName })
            }
          />
        )}
      </DialogBody>
    </Dialog>
  )
}

interface ChooseInvoiceProps {
  line: BankLine
  customer: Pick<ChosenTarget, 'customerId' | 'customerName'>
  onChoose: (target: ChosenTarget) => void
  onOther: () => void
}

function ChooseInvoice({ line, customer, onChoose, onOther }: ChooseInvoiceProps) {
  const { currency } = line.amount
  const open = useInfiniteQuery(
    api.invoices.list.infiniteOptions(
      pagesOf(
        { customerId: customer.customerId, kind: 'invoice' as const, status: 'open' as const },
        pageSize,
      ),
    ),
  )
  // Money of one currency never pays an invoice of another.
  const invoices = open.data?.pages
    .flatMap(({ items }) => items)
    .filter(({ amountDue }) => amountDue.currency === currency)
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium wrap-anywhere">
          <Sentence text={text.of} values={[customer.customerName]} />
        </span>
        <Button size="sm" onClick={onOther}>
          {text.anotherCustomer}
        </Button>
      </p>
      <h3 className="font-medium">{text.chooseInvoice}</h3>
      {open.isError && !invoices && <LoadError error={open.error} onRetry={() => void open.refetch()} />}
      {open.isPending && <SkeletonRows rows={2} />}
      {invoices?.length === 0 && !open.hasNextPage && (
        <p role="status" className="text-muted">
          {text.noOpen(currency)}
        </p>
      )}
      <ul className="space-y-1">
        {invoices?.map(({ id, number, amountDue, dueOn }) => (
          <Target
            key={id}
            title={<UserText>{number ?? ''}</UserText>}
            help={[
              text.due(amountText(amountDue)),
              dueOn && `${words.invoices.dueOn} ${formatLocalDate(dueOn)}`,
            ]
              .filter(Boolean)
              .join(' \u00b7 ')}
            onChoose={() => onChoose({ ...customer, invoice: { id, number: number ?? '', amountDue } })}
          />
        ))}
        <Target
          title={text.oldest}
          help={text.oldestHelp}
          onChoose={() => onChoose({ ...customer, invoice: null })}
        />
      </ul>
      <LoadMore query={open} />
    </>
  )
}

const Target = ({ title, help, onChoose }: { title: ReactNode; help: string; onChoose: () => void }) => (
  <li>
    <Button className="h-auto w-full justify-start py-1.5 text-left" onClick={onChoose}>
      <span className="min-w-0 wrap-anywhere whitespace-normal">
        {title}
        <span className="block text-sm font-normal text-muted">{help}</span>
      </span>
    </Button>
  </li>
)
