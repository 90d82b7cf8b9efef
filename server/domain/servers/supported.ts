import { eq } from 'drizzle-orm'
import type { PanelAction } from '#contracts/panels/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { driverOf } from './connection.ts'

const purposes: Record<PanelAction, string> = {
  suspend: 'suspend an account',
  unsuspend: 'unsuspend an account',
  terminate: 'terminate an account',
  usage: 'read the usage of an account',
  changePassword: 'change a password',
}

/**
 * Refuses an action that the driver does not support. Call it before anything is sent or recorded.
 * @throws {Refusal} not-supported, with the alternative
 */
export function refuseUnsupported(
  domain: Pick<Domain, 'drivers'>,
  driverId: string,
  action: PanelAction,
): void {
  const { label, capabilities } = driverOf(domain, driverId)
  if (capabilities[action]) return
  const elsewhere = capabilities.elsewhere[action] ?? `Do it in ${label}.`
  throw new Refusal('not-supported', `${label} has no call to ${purposes[action]}. ${elsewhere}`)
}

/**
 * {@link refuseUnsupported} by the driver of an account's server, also if it was removed.
 * @throws {Refusal} not-supported
 */
export async function refuseUnsupportedOn(
  db: Queryable,
  domain: Pick<Domain, 'drivers'>,
  { serverId, action }: { serverId: string; action: PanelAction },
): Promise<void> {
  const [server] = await db.select({ driver: servers.driver }).from(servers).where(eq(servers.id, serverId))
  if (!server) throw new Error(`A hosting account without its server ${serverId}.`)
  refuseUnsupported(domain, server.driver, action)
}
