import type { SuspendReason } from '#contracts/hosting/states.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import type { EndedOrNotYet } from './answer.ts'
import { changeReasons } from './suspend.ts'

/**
 * Removes a reason. The account is unsuspended on the panel once none remains: then steps/suspend.ts sets it back to
 * active.
 */
export async function unsuspendHostingAccount(
  domain: Domain,
  call: Call,
  request: { accountId: string; reason: SuspendReason },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  return changeReasons(domain, call, { ...request, kind: 'unsuspend', title: 'Unsuspend' })
}
