import { customers } from '#server/domain/tables/customers.ts'
import { documentLines, documents } from '#server/domain/tables/documents.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'

const at = new Date('2026-03-01T08:00:00.000Z')

/** A customer without anything else, written directly. */
export async function insertCustomer(db: Queryable, name = 'Ada Example'): Promise<string> {
  const id = newId()
  const email = `${id}@example.com`
  const userId = newId()
  await db.insert(users).values({
    id: userId,
    role: 'customer',
    email,
    name,
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(customers).values({ id, userId, email, fullName: name, createdAt: at, updatedAt: at })
  return id
}

/** A draft of 119.00 EUR with one line, written directly. */
export async function insertDraft(db: Queryable, customerId: string): Promise<string> {
  const id = newId()
  const address = { line1: '', line2: '', city: '', postcode: '', region: '', country: 'DE' }
  const name = { taxIds: [], email: '', address }
  const seller = { ...name, legalName: 'Example', phone: '', timeZone: 'UTC', bankDetails: null, footer: '' }
  await db.insert(documents).values({
    id,
    kind: 'invoice',
    customerId,
    status: 'draft',
    currency: 'EUR',
    issuedOn: '2026-03-01',
    dueOn: '2026-03-15',
    seller,
    buyer: { ...name, fullName: 'Ada Example', companyName: null },
    taxDecision: {},
    net: 10000n,
    tax: 1900n,
    total: 11900n,
    amountDue: 11900n,
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(documentLines).values(lineOf(id, 1))
  return id
}

export const lineOf = (documentId: string, position: number): typeof documentLines.$inferInsert => ({
  id: newId(),
  documentId,
  position,
  description: 'Plan',
  quantity: 1,
  unitAmount: 10000n,
  amount: 10000n,
  taxIncluded: false,
  taxCategory: 'standard',
  net: 10000n,
})

/** The columns that the finalization of a document writes. */
export const finalized = (number: number): Partial<typeof documents.$inferInsert> => ({
  status: 'open',
  seriesNumber: number,
  number: `INV-${number}`,
  contentHash: 'a'.repeat(64),
  finalizedAt: at,
})
