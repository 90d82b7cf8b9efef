import type { BillingSettings, PaymentTermsChange } from '#contracts/company/schemas.ts'
import { readableIban } from '#contracts/iban.ts'
import type { Context } from '../context.ts'
import { companySettings } from '../tables/company.ts'
import { auditSettings } from './audit.ts'
import { type CompanyRow, companyMissing, getBillingSettings } from './read.ts'

/** Changes payment terms and bank details of later documents. @throws {Refusal} wrong-state without a company */
export async function changePaymentTerms(ctx: Context, change: PaymentTermsChange): Promise<BillingSettings> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(companySettings).for('update')
    if (!before) throw companyMissing()
    const at = ctx.clock.now()
    const [after] = await tx
      .update(companySettings)
      .set({ ...change, updatedAt: at })
      .returning()
    await auditSettings(tx, ctx, {
      at,
      verb: 'change-payment-terms',
      before: facts(before),
      after: facts(after ?? before),
    })
  })
  return getBillingSettings(ctx)
}

const facts = ({
  paymentTermsDays,
  invoiceDaysAhead,
  catchUpPeriods,
  mailInvoices,
  bankDetails,
}: CompanyRow) => ({
  paymentTermsDays,
  invoiceDaysAhead,
  catchUpPeriods,
  mailInvoices,
  accountHolder: bankDetails?.accountHolder ?? null,
  iban: bankDetails && readableIban(bankDetails.iban),
  bic: bankDetails?.bic ?? null,
  bank: bankDetails?.bank ?? null,
  note: bankDetails?.note ?? null,
})
