import type { PGlite } from '@electric-sql/pglite'
import { asc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { z } from 'zod'
import { checkBooks } from '#server/domain/billing/books/index.ts'
import { documents, documentTaxes } from '#server/domain/tables/documents.ts'
import { hostingWishes } from '#server/domain/tables/dunning.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { mailSettings, mails } from '#server/domain/tables/mail.ts'
import { payments } from '#server/domain/tables/payments.ts'
import { type Db, rowsOf } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { insertDraft } from '../../billing-rows.ts'

/** `draft`: no call of the API makes one. `read`: all books, and the violations of their rules. */
const work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read') }),
  z.object({ kind: z.literal('draft'), customerId: z.string() }),
])
export type BooksWork = z.infer<typeof work>

/** Amounts are minor units as text. */
export const books = z.object({
  violations: z.array(z.unknown()),
  documents: z.array(
    z.object({
      id: z.string(),
      customerId: z.string(),
      number: z.string().nullable(),
      status: z.string(),
      issuedOn: z.string(),
      total: z.string(),
      amountDue: z.string(),
    }),
  ),
  payments: z.array(
    z.object({ customerId: z.string(), reference: z.string(), amount: z.string(), unallocated: z.string() }),
  ),
  accounts: z.array(
    z.object({ id: z.string(), customerId: z.string(), status: z.string(), reasons: z.array(z.string()) }),
  ),
  operations: z.array(z.object({ accountId: z.string(), kind: z.string(), status: z.string() })),
  waitingWishes: z.number(),
})
export type Books = z.infer<typeof books>

/** Does one piece of work in the database, in the process that has it open. Returns JSON. */
export async function onBooks(db: Db, given: unknown): Promise<unknown> {
  const wanted = work.parse(given)
  return wanted.kind === 'read' ? readBooks(db) : { id: await writeDraft(db, wanted.customerId) }
}

export const onLite = (lite: PGlite, given: unknown): Promise<unknown> =>
  onBooks(drizzle({ client: lite, casing: 'snake_case' }), given)

async function readBooks(db: Db): Promise<Books> {
  const written = await db.select().from(documents).orderBy(asc(documents.finalizedAt), asc(documents.number))
  const received = await db.select().from(payments).orderBy(asc(payments.createdAt), asc(payments.id))
  const accounts = await db.select().from(hostingAccounts).orderBy(asc(hostingAccounts.createdAt))
  const worked = await db.select().from(operations).orderBy(asc(operations.createdAt), asc(operations.id))
  return {
    violations: [...(await checkBooks(db)), ...(await notMailedOnce(db))],
    documents: written.map(({ id, customerId, number, status, issuedOn, total, amountDue }) => ({
      ...{ id, customerId, number, status, issuedOn },
      total: String(total),
      amountDue: String(amountDue),
    })),
    payments: received.map(({ customerId, reference, amount, unallocated }) => ({
      ...{ customerId, reference },
      amount: String(amount),
      unallocated: String(unallocated),
    })),
    accounts: accounts.map(({ id, customerId, status, suspendReasons }) => ({
      ...{ id, customerId, status },
      reasons: [...suspendReasons],
    })),
    operations: worked.map(({ subjectId, kind, status }) => ({ accountId: subjectId, kind, status })),
    waitingWishes: await db.$count(hostingWishes, eq(hostingWishes.settled, false)),
  }
}

/** If mail is set up: each finalized document with an amount has exactly one mail, and no other document has one. */
async function notMailedOnce(db: Db): Promise<unknown[]> {
  const found = await db.execute(sql`
    select d.number, d.status, count(m.id)::int as mails
      from ${documents} d left join ${mails} m on m.document_id = d.id
     where exists (select from ${mailSettings})
     group by d.id having count(m.id) <> (d.status <> 'draft' and d.total > 0)::int`)
  return rowsOf(found)
}

async function writeDraft(db: Db, customerId: string): Promise<string> {
  const id = await insertDraft(db, customerId)
  await db.insert(documentTaxes).values({
    documentId: id,
    position: 0,
    key: 'DE/standard/VAT/190000',
    country: 'DE',
    category: 'standard',
    treatment: 'standard',
    name: 'VAT',
    ratePpm: 190_000,
    base: 10_000n,
    amount: 1_900n,
  })
  return id
}
