import {
  type BillingPreview,
  type PreviewedDocument,
  type PreviewedInvoice,
  taxTreatment,
} from '#contracts/invoices/schemas.ts'
import { add, type Money, negate, sum, toJson } from '#server/platform/money/index.ts'
import type { Preview } from './act.ts'
import type { Plan, PlannedDocument } from './decide/index.ts'

/** Presents a plan: each document, and all of them as one, in which a credit note counts against the invoices. */
export function presentPreview({ plan, facts, planHash }: Preview): BillingPreview {
  const [changed] = plan.subscriptions
  const [present] = facts.subscriptions
  return {
    planHash,
    asOf: plan.asOf,
    invoice: plan.documents.length === 0 ? null : previewOf(plan, plan.documents),
    documents: plan.documents.map(
      (document): PreviewedDocument => ({
        kind: document.kind,
        ...previewOf(plan, [document]),
      }),
    ),
    nextBillOn: changed ? changed.nextBillOn : (present?.nextBillOn ?? null),
  }
}

const signed = ({ kind }: PlannedDocument, amount: Money): Money =>
  kind === 'invoice' ? amount : negate(amount)

function previewOf({ currency, asOf }: Plan, documents: readonly PlannedDocument[]): PreviewedInvoice {
  const of = (amount: (document: PlannedDocument) => Money) =>
    sum(
      documents.map((document) => signed(document, amount(document))),
      currency,
    )
  const total = of((document) => document.total)
  const due = sum(
    documents.map(({ amountDue }) => amountDue),
    currency,
  )
  return {
    currency,
    subtotal: toJson(of((document) => document.net)),
    taxes: taxesOf(documents),
    total: toJson(total),
    notes: [...new Set(documents.flatMap(({ notes }) => notes))],
    lines: documents.flatMap((document) =>
      document.lines.map((line) => ({
        description: line.description,
        periodStart: line.period?.start ?? null,
        periodEnd: line.period?.end ?? null,
        quantity: line.quantity,
        unitAmount: toJson(signed(document, line.unitAmount)),
        taxIncluded: line.taxIncluded,
        discount: toJson(negate(line.discount)),
        amount: toJson(signed(document, line.net)),
        taxKey: line.taxKey,
        explanation: line.explanation,
        productId: line.productId,
        subscriptionId: line.subscription?.startsWith('new:') ? null : line.subscription,
      })),
    ),
    issuedOn: asOf,
    dueOn: documents.find(({ dueOn }) => dueOn !== null)?.dueOn ?? null,
    amountDue: toJson(total.amount < 0n ? total : due),
  }
}

function taxesOf(documents: readonly PlannedDocument[]): PreviewedInvoice['taxes'] {
  const groups = new Map<string, { tax: PlannedDocument['taxes'][number]; net: Money; amount: Money }>()
  for (const document of documents)
    for (const tax of document.taxes) {
      const known = groups.get(tax.key)
      const [net, amount] = [signed(document, tax.base), signed(document, tax.amount)]
      groups.set(
        tax.key,
        known ? { tax, net: add(known.net, net), amount: add(known.amount, amount) } : { tax, net, amount },
      )
    }
  return [...groups.values()].map(({ tax: { key, name, country, treatment, ratePpm }, net, amount }) => ({
    key,
    name,
    country,
    treatment: taxTreatment.parse(treatment),
    ratePpm,
    net: toJson(net),
    amount: toJson(amount),
  }))
}
