import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { passwordChange } from '#contracts/hosting/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { readAccount } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { refuseUnsupportedOn } from '../servers/index.ts'

/**
 * No driver supports this yet. The refusal says how staff do it instead. @throws {Refusal} not-supported,
 * always
 */
export async function changeHostingPassword(
  ctx: Context,
  { id }: ById & z.infer<typeof passwordChange>,
): Promise<never> {
  const { db } = ctx.database
  const { serverId } = await readAccount(db, id)
  await refuseUnsupportedOn(db, ctx, { serverId, action: 'changePassword' })
  throw new Refusal(
    'not-supported',
    'Hosting passwords cannot be changed here yet. Change the password on the panel.',
  )
}
