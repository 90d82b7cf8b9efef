import { listParkedCustomers, runBillingNow, unparkCustomer } from '#server/domain/billing/index.ts'
import { os, verb } from '../implement.ts'

export const billing = {
  run: os.billing.run.handler(verb(runBillingNow)),
  parks: os.billing.parks.handler(verb(listParkedCustomers)),
  unpark: os.billing.unpark.handler(verb(unparkCustomer)),
}
