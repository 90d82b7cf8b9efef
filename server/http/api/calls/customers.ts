import { listHostingAccountsOfCustomer } from '#server/domain/accounts/index.ts'
import {
  changeCustomer,
  exportCustomers,
  getCustomer,
  listAuditOfCustomer,
  listCustomers,
  resetCustomerFactors,
} from '#server/domain/customers/index.ts'
import { provisionHostingAccount } from '#server/domain/hosting/index.ts'
import { onboardCustomer, validateNewCustomer } from '#server/domain/onboarding/index.ts'
import { asDownload, os, verb } from '../implement.ts'

export const customers = {
  create: os.customers.create.handler(verb(onboardCustomer)),
  validate: os.customers.validate.handler(verb(validateNewCustomer)),
  list: os.customers.list.handler(verb(listCustomers)),
  export: os.customers.export.handler(
    verb(async (ctx, input) => asDownload(await exportCustomers(ctx, input))),
  ),
  audit: os.customers.audit.handler(verb(listAuditOfCustomer)),
  get: os.customers.get.handler(verb(getCustomer)),
  change: os.customers.change.handler(verb(changeCustomer)),
  resetFactors: os.customers.resetFactors.handler(verb(resetCustomerFactors)),
  hostingAccounts: os.customers.hostingAccounts.handler(verb(listHostingAccountsOfCustomer)),
  provision: os.customers.provision.handler(verb(provisionHostingAccount)),
}
