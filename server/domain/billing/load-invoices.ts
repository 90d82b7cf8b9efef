import { asc, inArray, sql } from 'drizzle-orm'
import { localDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import { charges, documentLines, documents, documentTaxes } from '../tables/documents.ts'
import type { InvoiceFacts, InvoiceTaxFacts, LineTax } from './decide/index.ts'
import { creditedLines } from './load-subscriptions.ts'

/** Returns finalized invoices with their lines, tax groups and what credit notes took back, by id. */
export async function loadInvoices(
  tx: Queryable,
  ids: readonly string[],
): Promise<Map<string, InvoiceFacts>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  const found = await tx.select().from(documents).where(inArray(documents.id, unique))
  const lines = await tx
    .select()
    .from(documentLines)
    .where(inArray(documentLines.documentId, unique))
    .orderBy(asc(documentLines.documentId), asc(documentLines.position))
  const taxes = await tx
    .select()
    .from(documentTaxes)
    .where(inArray(documentTaxes.documentId, unique))
    .orderBy(asc(documentTaxes.documentId), asc(documentTaxes.position))
  const credited = await creditedLines(
    tx,
    lines.map(({ id }) => id),
    { withProration: true },
  )
  const creditedTaxes = await creditedGroups(tx, unique)
  const creditedTotals = await totalsOfNotes(tx, unique)
  const charged = await chargesOf(
    tx,
    lines.flatMap(({ chargeId }) => chargeId ?? []),
  )
  const creditedIn = await invoicesOfCharges(
    tx,
    [...charged.values()].flatMap(({ credits }) => credits ?? []),
  )
  return new Map(
    found
      .filter(({ kind, status }) => kind === 'invoice' && status !== 'draft')
      .map((row) => {
        const currency = currencyOf(row.currency)
        const groups = taxes.filter(({ documentId }) => documentId === row.id)
        const facts: InvoiceFacts = {
          documentId: row.id,
          number: row.number ?? '',
          status: row.status,
          dueOn: localDate(row.dueOn ?? row.issuedOn),
          issuedOn: localDate(row.issuedOn),
          seriesNumber: row.seriesNumber,
          total: money(row.total, currency),
          credited: money(creditedTotals.get(row.id) ?? 0n, currency),
          due: money(row.amountDue, currency),
          lines: lines
            .filter(({ documentId }) => documentId === row.id)
            .map((line) => ({
              lineId: line.id,
              description: line.description,
              productId: line.productId,
              subscriptionId: line.subscriptionId,
              kind: charged.get(line.chargeId ?? '')?.kind ?? null,
              period:
                line.periodStart === null || line.periodEnd === null
                  ? null
                  : { start: localDate(line.periodStart), end: localDate(line.periodEnd) },
              taxCategory: line.taxCategory,
              net: money(line.net, currency),
              creditedNet: money(credited.get(line.id) ?? 0n, currency),
              taxKeys: keysOf(line, groups, charged.get(line.chargeId ?? '')?.tax),
              creditsInvoiceId: creditedIn.get(charged.get(line.chargeId ?? '')?.credits ?? '') ?? null,
            })),
          taxes: groups.map((group): InvoiceTaxFacts => {
            const taken = creditedTaxes.get(`${row.id} ${group.key}`)
            return {
              key: group.key,
              country: group.country,
              region: group.region,
              category: group.category,
              treatment: treatmentOf(group.treatment),
              name: group.name,
              ratePpm: group.ratePpm,
              taxableSharePpm: shareOf(group),
              base: money(group.base, currency),
              amount: money(group.amount, currency),
              creditedBase: money(taken?.base ?? 0n, currency),
              creditedTax: money(taken?.amount ?? 0n, currency),
            }
          }),
        }
        return [row.id, facts]
      }),
  )
}

type TaxRow = typeof documentTaxes.$inferSelect
type LineRow = typeof documentLines.$inferSelect

const treatments = ['standard', 'reverse-charge', 'exempt', 'out-of-scope'] as const
const treatmentOf = (text: string) => treatments.find((each) => each === text) ?? 'standard'

const isOf = (group: TaxRow, rate: LineTax['rates'][number]) =>
  group.name === rate.name &&
  group.ratePpm === rate.ratePpm &&
  group.country === rate.country &&
  group.region === (rate.region ?? '') &&
  shareOf(group) === (rate.taxableSharePpm ?? null)

/** A line with two taxes has two groups. */
function keysOf(line: LineRow, groups: readonly TaxRow[], tax: LineTax | undefined): string[] {
  const own = groups.filter(({ category }) => category === line.taxCategory)
  const several = tax === undefined ? [] : own.filter((group) => tax.rates.some((rate) => isOf(group, rate)))
  if (several.length > 0) return several.map(({ key }) => key)
  return line.taxKey === null ? own.map(({ key }) => key) : [line.taxKey]
}

/** The last part of the key of a group that is not taxed as a whole, see `keyOf` in decide/document.ts. */
function shareOf({ key, country, region, category, name, ratePpm }: TaxRow): number | null {
  const whole = [country, ...(region === '' ? [] : [region]), category, name, ratePpm].join('/')
  return key.startsWith(`${whole}/`) ? Number.parseInt(key.slice(whole.length + 1), 10) : null
}

async function totalsOfNotes(tx: Queryable, ids: readonly string[]): Promise<Map<string, bigint>> {
  const found = await tx.execute(sql`
    select n.credited_document_id as id, sum(n.total)::text as total from ${documents} n
     where n.credited_document_id in ${[...ids]} and n.kind = 'credit-note' and n.status <> 'draft'
     group by n.credited_document_id`)
  return new Map(rowsOf(found).map(({ id, total }) => [String(id), BigInt(String(total))]))
}

async function chargesOf(tx: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await tx
    .select({ id: charges.id, kind: charges.kind, explanation: charges.explanation })
    .from(charges)
    .where(inArray(charges.id, [...ids]))
  return new Map(
    rows.map(({ id, kind, explanation }) => {
      const { tax, credits } = explanation as { tax?: LineTax; credits?: string }
      return [id, { kind, tax, credits }]
    }),
  )
}

/** By charge. */
async function invoicesOfCharges(tx: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ chargeId: documentLines.chargeId, documentId: documentLines.documentId })
    .from(documentLines)
    .where(inArray(documentLines.chargeId, [...new Set(ids)]))
  return new Map(rows.map(({ chargeId, documentId }) => [chargeId ?? '', documentId]))
}

async function creditedGroups(tx: Queryable, ids: readonly string[]) {
  const found = await tx.execute(sql`
    select n.credited_document_id as id, t.key, sum(t.base)::text as base, sum(t.amount)::text as amount
      from ${documents} n join ${documentTaxes} t on t.document_id = n.id
     where n.credited_document_id in ${[...ids]} and n.kind = 'credit-note' and n.status <> 'draft'
     group by n.credited_document_id, t.key`)
  return new Map(
    rowsOf(found).map(({ id, key, base, amount }) => [
      `${String(id)} ${String(key)}`,
      { base: BigInt(String(base)), amount: BigInt(String(amount)) },
    ]),
  )
}
