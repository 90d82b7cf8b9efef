import { eventually } from '../running-process.ts'
import { startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce, readAccount } from '../system/onboarding.ts'
import { shippedSettings } from './shipped-settings.ts'

/**
 * A create that hangs and is never done, with the default settings. @returns the milliseconds until the
 * account is active
 */
export async function settleAfterHang(): Promise<number> {
  const system = await startSystem({ env: shippedSettings })
  try {
    await system.addServer()
    await system.sandbox.addFault({ fault: 'hang', path: 'create' })
    const startedAt = performance.now()
    const { accountId } = await onboardAtOnce(system, newCustomer('patient'))
    await eventually(
      'the account is active',
      async () => (await readAccount(system, accountId)).status === 'active',
      120_000,
    )
    return performance.now() - startedAt
  } finally {
    await system.remove()
  }
}
