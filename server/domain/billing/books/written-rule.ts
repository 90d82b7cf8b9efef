import { asc, inArray } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { charges, documentLines, documents, documentTaxes } from '../../tables/documents.ts'
import { subscriptionItems } from '../../tables/subscriptions.ts'
import { type WrittenDocument, type WrittenParts, writtenHash } from '../written-hash.ts'
import { type ChangeRow, changesByCustomer } from './customers-with-changes.ts'

interface Difference {
  readonly customerId: string
  readonly subject: string
  readonly message: string
}

/** A statement has at most 65,535 values. */
const idsAtOnce = 5_000
const changesAtOnce = 1_000

/** Returns the changes whose rows, or whose confirmed preview, are not those of the plan that was written (M20). */
export async function differentlyWritten(tx: Queryable): Promise<Difference[]> {
  const differences: Difference[] = []
  for await (const { changes } of changesByCustomer(tx)) {
    const hashed = changes.filter((change) => change.writtenHash !== null)
    for (const some of pagesOf(hashed, changesAtOnce)) differences.push(...(await differencesOf(tx, some)))
  }
  return differences
}

async function differencesOf(tx: Queryable, changes: readonly ChangeRow[]): Promise<Difference[]> {
  const ids = changes.flatMap(({ written }) => Object.values(written ?? {}))
  const rows = await rowsOf(tx, ids)
  return changes.flatMap((change) => {
    const { id, customerId, acceptedHash, planHash } = change
    const messages = [
      ...(acceptedHash !== null && acceptedHash !== planHash
        ? ['is not the previewed plan that was confirmed']
        : []),
      ...(writtenHash(partsOf(change, rows)) !== change.writtenHash
        ? ['has other items or documents than the plan that was written']
        : []),
    ]
    return messages.map((message) => ({ customerId, subject: `change ${id}`, message }))
  })
}

function* pagesOf<Each>(all: readonly Each[], size: number): Generator<Each[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

async function rowsOf(tx: Queryable, ids: readonly string[]) {
  const items = await inPages(ids, (some) =>
    tx.select().from(subscriptionItems).where(inArray(subscriptionItems.id, some)),
  )
  const found = await inPages(ids, (some) => tx.select().from(documents).where(inArray(documents.id, some)))
  const documentIds = found.map(({ id }) => id)
  const lines = await inPages(documentIds, (some) =>
    tx
      .select()
      .from(documentLines)
      .where(inArray(documentLines.documentId, some))
      .orderBy(asc(documentLines.documentId), asc(documentLines.position)),
  )
  const taxes = await inPages(documentIds, (some) =>
    tx
      .select()
      .from(documentTaxes)
      .where(inArray(documentTaxes.documentId, some))
      .orderBy(asc(documentTaxes.documentId), asc(documentTaxes.position)),
  )
  const charged = await inPages(
    lines.flatMap(({ chargeId }) => chargeId ?? []),
    (some) => tx.select().from(charges).where(inArray(charges.id, some)),
  )
  return {
    items: new Map(items.map((item) => [item.id, item])),
    documents: new Map(found.map((document) => [document.id, document])),
    lines: Map.groupBy(lines, ({ documentId }) => documentId),
    taxes: Map.groupBy(taxes, ({ documentId }) => documentId),
    charges: new Map(charged.map((charge) => [charge.id, charge])),
  }
}

async function inPages<Row>(
  ids: readonly string[],
  read: (some: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const some of pagesOf(ids, idsAtOnce)) for (const row of await read(some)) rows.push(row)
  return rows
}

/** The rows of a change by their names in the plan, in its order. */
const namedAs = (kind: 'item' | 'document', { written }: ChangeRow): [ref: string, id: string][] => {
  const prefix = `new:${kind}:`
  const indexOf = ([ref]: [string, string]) => Number.parseInt(ref.slice(prefix.length), 10)
  return Object.entries(written ?? {})
    .filter(([ref]) => ref.startsWith(prefix))
    .toSorted((left, right) => indexOf(left) - indexOf(right))
}

function partsOf(change: ChangeRow, rows: Rows): WrittenParts {
  const { kind, effectiveOn, data } = change
  return {
    change: { kind, effectiveOn, data },
    items: namedAs('item', change).flatMap(([ref, id]) => {
      const item = rows.items.get(id)
      return item === undefined
        ? []
        : [{ ref, priceId: item.priceId, quantity: item.quantity, description: item.description }]
    }),
    documents: namedAs('document', change).flatMap(([ref, id]) => documentOf(ref, id, rows) ?? []),
  }
}

function documentOf(ref: string, id: string, rows: Rows): WrittenDocument | null {
  const row = rows.documents.get(id)
  if (row === undefined) return null
  const { kind, currency, issuedOn, dueOn, net, tax, total } = row
  return {
    ...{ ref, kind, currency, issuedOn, dueOn, net, tax, total },
    lines: (rows.lines.get(id) ?? []).map((line) => ({
      description: line.description,
      quantity: line.quantity,
      unitAmount: line.unitAmount,
      start: line.periodStart,
      end: line.periodEnd,
      amount: line.amount,
      discount: line.discount,
      net: line.net,
      taxKey: line.taxKey ?? '',
      charge: chargeOf(line.chargeId, rows),
    })),
    taxes: (rows.taxes.get(id) ?? []).map(({ key, base, amount }) => ({ key, base, amount })),
  }
}

function chargeOf(id: string | null, rows: Rows): WrittenDocument['lines'][number]['charge'] {
  if (id === null) return null
  const charge = rows.charges.get(id)
  if (charge === undefined) return null
  const { kind, amount, discount, explanation } = charge
  return { kind, amount, discount, explanation }
}
