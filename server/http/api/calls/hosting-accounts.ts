import { getHostingAccount, searchHostingAccounts } from '#server/domain/accounts/index.ts'
import {
  changeHostingPassword,
  readHostingUsage,
  readSuspensions,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '#server/domain/hosting/index.ts'
import { os, verb } from '../implement.ts'

export const hostingAccounts = {
  search: os.hostingAccounts.search.handler(verb(searchHostingAccounts)),
  get: os.hostingAccounts.get.handler(verb(getHostingAccount)),
  suspensions: os.hostingAccounts.suspensions.handler(verb(readSuspensions)),
  suspend: os.hostingAccounts.suspend.handler(verb(suspendHostingAccount)),
  unsuspend: os.hostingAccounts.unsuspend.handler(verb(unsuspendHostingAccount)),
  terminate: os.hostingAccounts.terminate.handler(verb(terminateHostingAccount)),
  changePassword: os.hostingAccounts.changePassword.handler(verb(changeHostingPassword)),
  usage: os.hostingAccounts.usage.handler(verb(readHostingUsage)),
}
