import type { ConnectionReport, PanelConnection, PanelHttp } from '#panels/kit/index.ts'
import { checkKey } from './check-key.ts'
import { checkNetwork, checkPanelHealth } from './check-reach.ts'
import { checkRights } from './check-rights.ts'
import { createLadder } from './ladder.ts'
import type { Session } from './session.ts'

/** The whole connection test, from name resolution to permissions. Checks after a failed one are not run. */
export async function testConnection(
  session: Session,
  http: PanelHttp,
  connection: PanelConnection,
): Promise<ConnectionReport> {
  const ladder = createLadder()
  await checkNetwork(ladder, http, connection)
  if (!ladder.hasFailed) await checkPanelHealth(ladder, session)
  if (!ladder.hasFailed) {
    const key = await checkKey(ladder, session)
    if (key !== 'ended') await checkRights(ladder, session, key)
  }
  return ladder.report()
}

/** Health and the list, without any write, for schedules. */
export async function checkHealth(session: Session): Promise<ConnectionReport> {
  const ladder = createLadder()
  await checkPanelHealth(ladder, session)
  if (!ladder.hasFailed) await checkKey(ladder, session)
  return ladder.report()
}
