import { eq } from 'drizzle-orm'
import { Refusal } from '#server/platform/errors/index.ts'
import { readAccount } from '../accounts/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { driverOf } from '../servers/index.ts'
import { servers } from '../tables/servers.ts'

/** No driver can do it yet; the refusal says where a person can. @throws {Refusal} not-supported, always */
export async function changeHostingPassword(domain: Domain, call: Call, accountId: string): Promise<never> {
  requireStaff(call)
  const account = await readAccount(domain.database.db, accountId)
  const [server] = await domain.database.db
    .select({ driver: servers.driver })
    .from(servers)
    .where(eq(servers.id, account.serverId))
  if (!server) throw new Error('A hosting account without its server.')
  const driver = driverOf(domain, server.driver)
  throw new Refusal(
    'not-supported',
    `${driver.label} has no call to change a password. ${driver.capabilities.elsewhere.changePassword ?? 'Change it on the panel itself.'}`,
  )
}
