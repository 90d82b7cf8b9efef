import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { passwordChange } from '#contracts/hosting/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { readAccount } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { driverOf } from '../servers/index.ts'
import { servers } from '../tables/servers.ts'

/** No driver can do it yet; the refusal says where a person can. @throws {Refusal} not-supported, always */
export async function changeHostingPassword(
  ctx: Context,
  { id }: ById & z.infer<typeof passwordChange>,
): Promise<never> {
  const account = await readAccount(ctx.database.db, id)
  const [server] = await ctx.database.db
    .select({ driver: servers.driver })
    .from(servers)
    .where(eq(servers.id, account.serverId))
  if (!server) throw new Error('A hosting account without its server.')
  const driver = driverOf(ctx, server.driver)
  throw new Refusal(
    'not-supported',
    `${driver.label} has no call to change a password. ${driver.capabilities.elsewhere.changePassword ?? 'Change it on the panel itself.'}`,
  )
}
