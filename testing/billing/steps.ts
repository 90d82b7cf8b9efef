import { asc, eq } from 'drizzle-orm'
import { type Action, commitAction, previewAction } from '#server/domain/billing/index.ts'
import { billingProfiles } from '#server/domain/tables/billing-profiles.ts'
import { companySettings } from '#server/domain/tables/company.ts'
import { documents } from '#server/domain/tables/documents.ts'
import { prices, products } from '#server/domain/tables/products.ts'
import { taxRates } from '#server/domain/tables/tax-rates.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Db } from '#server/platform/database/index.ts'
import type { TestDomain } from '../domain.ts'

const at = new Date('2026-01-01T00:00:00.000Z')

/** A company in Germany that invoices in EUR, with VAT of 19%. */
export async function insertCompany(
  db: Db,
  given: Partial<typeof companySettings.$inferInsert> = {},
): Promise<void> {
  await db.insert(companySettings).values({
    legalName: 'Hosting GmbH',
    address: { line1: 'Street 1', line2: '', city: 'Berlin', postcode: '10115', region: '', country: 'DE' },
    timeZone: 'UTC',
    currency: 'EUR',
    createdAt: at,
    updatedAt: at,
    ...given,
  })
}

export async function insertVat(db: Db, ratePpm = 190_000, from = '2007-01-01', until: string | null = null) {
  await db.insert(taxRates).values({
    id: newId(),
    country: 'DE',
    category: 'standard',
    name: 'VAT',
    ratePpm,
    validFrom: from,
    validUntil: until,
    createdAt: at,
    updatedAt: at,
  })
}

/** A product with one price. Returns the ids. */
export async function insertPrice(
  db: Db,
  amount: bigint,
  given: Partial<typeof prices.$inferInsert> = {},
): Promise<{ priceId: string; productId: string }> {
  const productId = given.productId ?? newId()
  const priceId = newId()
  if (given.productId === undefined)
    await db.insert(products).values({
      id: productId,
      name: 'Plan',
      kind: 'plan',
      taxCategory: 'standard',
      withHosting: false,
      createdAt: at,
      updatedAt: at,
    })
  await db.insert(prices).values({
    id: priceId,
    currency: 'EUR',
    amount,
    intervalUnit: 'month',
    taxIncluded: false,
    createdAt: at,
    ...given,
    productId,
  })
  return { priceId, productId }
}

export const inCurrency = (db: Db, customerId: string, currency: string) =>
  db
    .insert(billingProfiles)
    .values({ customerId, currency, createdAt: at, updatedAt: at })
    .onConflictDoUpdate({ target: billingProfiles.customerId, set: { currency } })

interface Acting {
  readonly customerId: string
  readonly action: Action
  readonly invoiceIds?: readonly string[]
  readonly planHash?: string
}

const intentOf = ({ customerId, action, invoiceIds = [] }: Acting) => ({
  customerId,
  needs: {
    invoiceIds,
    withCharges: true,
    priceIds:
      action.kind === 'start'
        ? action.items.map(({ priceId }) => priceId)
        : 'priceId' in action && action.priceId !== undefined
          ? [action.priceId]
          : [],
  },
  action: () => action,
})

export const preview = ({ ctx }: Pick<TestDomain, 'ctx'>, acting: Acting) =>
  previewAction(ctx, intentOf(acting))

/** Commits an action in a transaction of its own. */
export const commit = ({ ctx }: Pick<TestDomain, 'ctx'>, { planHash, ...acting }: Acting) =>
  ctx.database.db.transaction((tx) =>
    commitAction(tx, ctx, { ...intentOf(acting), ...(planHash === undefined ? {} : { planHash }) }),
  )

/** The documents of a customer, oldest first. */
export const documentsOf = (db: Db, customerId: string) =>
  db
    .select()
    .from(documents)
    .where(eq(documents.customerId, customerId))
    .orderBy(asc(documents.createdAt), asc(documents.id))
