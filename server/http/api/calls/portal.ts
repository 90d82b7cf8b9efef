import { listOwnHostingAccounts } from '#server/domain/accounts/index.ts'
import { getOwnDetails } from '#server/domain/customers/index.ts'
import { os, verb } from '../implement.ts'

export const portal = {
  details: os.portal.details.handler(verb(getOwnDetails)),
  hostingAccounts: os.portal.hostingAccounts.handler(verb(listOwnHostingAccounts)),
}
