import type { BillingSettings, CompanyChange } from '#contracts/company/schemas.ts'
import type { Context } from '../context.ts'
import { companySettings } from '../tables/company.ts'
import { auditSettings } from './audit.ts'
import { getBillingSettings } from './read.ts'

/** Saves the seller of all later documents. Issued documents keep the details that they have. */
export async function changeCompany(ctx: Context, change: CompanyChange): Promise<BillingSettings> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(companySettings).for('update')
    const at = ctx.clock.now()
    const columns = { ...change, updatedAt: at }
    await tx
      .insert(companySettings)
      .values({ ...columns, createdAt: at })
      .onConflictDoUpdate({ target: companySettings.only, set: columns })
    await auditSettings(tx, ctx, {
      at,
      verb: 'change-company',
      ...(before ? { before: facts(before) } : {}),
      after: facts(change),
    })
  })
  return getBillingSettings(ctx)
}

const facts = (row: Pick<typeof companySettings.$inferSelect, keyof CompanyChange>) => {
  const { line1, line2, postcode, city, region, country } = row.address
  return {
    legalName: row.legalName,
    address: [line1, line2, `${postcode} ${city}`.trim(), region, country].filter((part) => part).join(', '),
    taxIds: row.taxIds.map(({ label, value }) => `${label} ${value}`).join(', '),
    email: row.email,
    phone: row.phone,
    timeZone: row.timeZone,
    currency: row.currency,
    footer: row.footer,
  }
}
