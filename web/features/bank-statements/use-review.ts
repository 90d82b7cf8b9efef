import { useState } from 'react'
import type { BankLine, BankLineConfirmation } from '#contracts/bank-statements/schemas.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { certaintyOf, isIncoming } from './line-states.ts'

/** The customer and the invoice of a transfer, as staff chose them. */
export interface ChosenTarget {
  readonly customerId: string
  readonly customerName: string
  /** Null: the oldest invoices. */
  readonly invoice: { readonly id: string; readonly number: string; readonly amountDue: MoneyJson } | null
}

export interface ReviewedLine {
  readonly line: BankLine
  readonly chosen: ChosenTarget | null
  /** A payment can be recorded for it. */
  readonly isReady: boolean
  readonly isSelected: boolean
}

/** The choices of staff for the lines of a statement. They are kept on this page until they are confirmed. */
export function useReview(lines: readonly BankLine[]) {
  const [targets, setTargets] = useState<ReadonlyMap<string, ChosenTarget>>(new Map())
  const [selection, setSelection] = useState<ReadonlyMap<string, boolean>>(new Map())
  const reviewed = lines.map((line): ReviewedLine => {
    const chosen = targets.get(line.id) ?? null
    const { state, proposal } = line
    const isReady =
      isIncoming(line) &&
      state !== 'confirmed' &&
      (chosen !== null || (state === 'proposed' && proposal !== null))
    const isSure = proposal !== null && certaintyOf[proposal.reason] !== 'uncertain'
    return { line, chosen, isReady, isSelected: isReady && (selection.get(line.id) ?? isSure) }
  })
  const select = (id: string, isSelected: boolean) =>
    setSelection((before) => new Map(before).set(id, isSelected))
  return {
    reviewed,
    select,
    choose: (id: string, target: ChosenTarget) => {
      setTargets((before) => new Map(before).set(id, target))
      select(id, true)
    },
    /** For a line that is left out: it is not selected again by an earlier choice. */
    forget: (id: string) => {
      setTargets((before) => new Map([...before].filter(([each]) => each !== id)))
      select(id, false)
    },
  }
}

export const invoiceIdOf = ({ line, chosen }: ReviewedLine): string | null =>
  chosen ? (chosen.invoice?.id ?? null) : (line.proposal?.invoiceId ?? null)

/** The ids of the invoices that several selected lines pay. */
export function sharedInvoices(reviewed: readonly ReviewedLine[]): ReadonlySet<string> {
  const ids = reviewed.flatMap((each) => (each.isSelected ? (invoiceIdOf(each) ?? []) : []))
  return new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
}

export const confirmationOf = ({ line, chosen }: ReviewedLine): BankLineConfirmation['lines'][number] => ({
  lineId: line.id,
  ...(chosen && { customerId: chosen.customerId, ...(chosen.invoice && { invoiceId: chosen.invoice.id }) }),
})

/** The sum of the selected lines in each currency. */
export function sumsOf(reviewed: readonly ReviewedLine[]): readonly MoneyJson[] {
  const sums = new Map<MoneyJson['currency'], bigint>()
  for (const { line, isSelected } of reviewed)
    if (isSelected)
      sums.set(line.amount.currency, (sums.get(line.amount.currency) ?? 0n) + BigInt(line.amount.amount))
  return [...sums].map(([currency, amount]) => ({ amount: String(amount), currency }))
}
