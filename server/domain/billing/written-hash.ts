import type { Plan, PlannedDocument } from './decide/index.ts'
import { canonicalJson, sha256 } from './plan-hash.ts'

/** The parts of a plan that stay as they are in the rows that it added. Amounts are minor units. */
export interface WrittenParts {
  readonly change: {
    readonly kind: string
    readonly effectiveOn: string
    readonly data: Readonly<Record<string, unknown>>
  }
  readonly items: readonly {
    readonly ref: string
    readonly priceId: string
    readonly quantity: number
    readonly description: string
  }[]
  readonly documents: readonly WrittenDocument[]
}

export interface WrittenDocument {
  readonly ref: string
  readonly kind: string
  readonly currency: string
  readonly issuedOn: string
  readonly dueOn: string | null
  readonly net: bigint
  readonly tax: bigint
  readonly total: bigint
  readonly lines: readonly {
    readonly description: string
    readonly quantity: number
    readonly unitAmount: bigint
    readonly start: string | null
    readonly end: string | null
    readonly amount: bigint
    readonly discount: bigint
    readonly net: bigint
    readonly taxKey: string
    readonly charge: {
      readonly kind: string
      readonly amount: bigint
      readonly discount: bigint
      readonly explanation: Readonly<Record<string, unknown>>
    } | null
  }[]
  readonly taxes: readonly { readonly key: string; readonly base: bigint; readonly amount: bigint }[]
}

/** Returns the fingerprint of what a plan writes, in hex. The check of the books computes it again from the rows (M20). */
export const writtenHash = (parts: WrittenParts): string => sha256(canonicalJson(parts))

/** @returns null for a plan without a change, such as a renewal */
export function partsOfPlan({ change, items, documents }: Plan): WrittenParts | null {
  if (change === null) return null
  const { kind, effectiveOn, data } = change
  return {
    change: { kind, effectiveOn, data },
    items: items.map(({ ref, priceId, quantity, description }) => ({ ref, priceId, quantity, description })),
    documents: documents.map(documentParts),
  }
}

const documentParts = (document: PlannedDocument): WrittenDocument => ({
  ref: document.ref,
  kind: document.kind,
  currency: document.currency,
  issuedOn: document.issuedOn,
  dueOn: document.dueOn,
  net: document.net.amount,
  tax: document.tax.amount,
  total: document.total.amount,
  lines: document.lines.map(({ charge, period, ...line }) => ({
    description: line.description,
    quantity: line.quantity,
    unitAmount: line.unitAmount.amount,
    start: period?.start ?? null,
    end: period?.end ?? null,
    amount: line.amount.amount,
    discount: line.discount.amount,
    net: line.net.amount,
    taxKey: line.taxKey,
    charge: charge && {
      kind: charge.kind,
      amount: charge.amount.amount,
      discount: charge.discount.amount,
      explanation: charge.explanation,
    },
  })),
  taxes: document.taxes.map(({ key, base, amount }) => ({ key, base: base.amount, amount: amount.amount })),
})
