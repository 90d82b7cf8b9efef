import {
  changeBillingProfile,
  getBillingProfile,
  recordTaxIdCheck,
} from '#server/domain/billing-profiles/index.ts'
import { os, verb } from '../implement.ts'

export const billingProfiles = {
  get: os.billingProfiles.get.handler(verb(getBillingProfile)),
  change: os.billingProfiles.change.handler(verb(changeBillingProfile)),
  recordTaxIdCheck: os.billingProfiles.recordTaxIdCheck.handler(verb(recordTaxIdCheck)),
}
