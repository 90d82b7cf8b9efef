import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { unsuspension } from '#contracts/hosting/schemas.ts'
import type { Context } from '../context.ts'
import type { EndedOrNotYet } from './answer.ts'
import { changeReasons } from './suspend.ts'

/**
 * Removes a reason. The account is unsuspended on the panel when no reason remains. steps/suspend.ts then
 * sets it back to active.
 */
export async function unsuspendHostingAccount(
  ctx: Context,
  input: ById & z.infer<typeof unsuspension>,
): Promise<EndedOrNotYet> {
  return changeReasons(ctx, { ...input, kind: 'unsuspend', title: 'Unsuspend' })
}
