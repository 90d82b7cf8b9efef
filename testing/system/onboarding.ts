import { type Onboarded, onboarded } from '#contracts/customers/schemas.ts'
import { type HostingAccount, hostingAccount } from '#contracts/hosting/schemas.ts'
import { bodyOf, type Reply } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import type { RunningSystem } from '../running-system.ts'

export const loginPassword = 'billing-Password-7'
export const hostingPassword = 'hosting-Password-9'

/** A customer with hosting under `username`. All other values follow from it. */
export const newCustomer = (username: string, serverId?: string) => ({
  email: `${username}@example.com`,
  fullName: `Customer ${username}`,
  password: loginPassword,
  provisioning: { username, password: hostingPassword, ...(serverId === undefined ? {} : { serverId }) },
})

export const onboard = (
  system: Pick<RunningSystem, 'admin'>,
  body: object,
  headers: Record<string, string> = {},
): Promise<Reply> => system.admin('POST', '/api/v1/customers', { body, headers })

/** Onboards and waits as long as allowed. */
export const onboardWaiting = async (
  system: Pick<RunningSystem, 'admin'>,
  body: object,
): Promise<Onboarded> => bodyOf(await onboard(system, body, { prefer: 'wait=30' }), 201, onboarded)

/** Onboards without waiting for the panel. */
export const onboardAtOnce = async (
  system: Pick<RunningSystem, 'admin'>,
  body: object,
): Promise<{ customerId: string; accountId: string; operationId: string }> => {
  const { customer, hosting } = bodyOf(await onboard(system, body, { prefer: 'wait=0' }), 201, onboarded)
  if (!hosting) throw new Error('No hosting was started.')
  return { customerId: customer.id, accountId: hosting.account.id, operationId: hosting.operation.id }
}

export const readAccount = async (
  system: Pick<RunningSystem, 'admin'>,
  accountId: string,
): Promise<HostingAccount> =>
  bodyOf(await system.admin('GET', `/api/v1/hosting-accounts/${accountId}`), 200, hostingAccount)

/** Returns the account when no automatic step follows. */
export const settled = (system: Pick<RunningSystem, 'admin'>, accountId: string): Promise<HostingAccount> =>
  eventually(`account ${accountId} is settled`, async () => {
    const account = await readAccount(system, accountId)
    const status = account.operation?.status ?? 'queued'
    return ['succeeded', 'failed', 'cancelled', 'needs-person'].includes(status) && account
  })
