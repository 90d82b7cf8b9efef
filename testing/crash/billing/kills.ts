import { inCi } from '../../ci-sample.ts'

/** The number of kills at random moments on each database. BILLING_KILLS=100 is the full run. */
export const billingKills = Number(process.env.BILLING_KILLS ?? (inCi ? 2 : 5))

/** Also kills before every statement. */
export const isFull = billingKills >= 100
