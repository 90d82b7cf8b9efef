import type { ConnectionReport, PanelConnection, PanelHttp } from '#panels/kit/index.ts'
import { checkKey } from './check-key.ts'
import { createCheckList } from './check-list.ts'
import { checkNetwork, checkPanelHealth } from './check-reach.ts'
import { checkRights } from './check-rights.ts'
import type { Session } from './session.ts'

/** The whole connection test, from name resolution to permissions. Checks after a failed one are not run. */
export async function testConnection(
  session: Session,
  http: PanelHttp,
  connection: PanelConnection,
): Promise<ConnectionReport> {
  const checkList = createCheckList()
  await checkNetwork(checkList, http, connection)
  if (!checkList.hasFailed) await checkPanelHealth(checkList, session)
  if (!checkList.hasFailed) {
    const key = await checkKey(checkList, session)
    if (key !== 'ended') await checkRights(checkList, session, key)
  }
  return checkList.report()
}

/** Health and the list, without any write, for schedules. */
export async function checkHealth(session: Session): Promise<ConnectionReport> {
  const checkList = createCheckList()
  await checkPanelHealth(checkList, session)
  if (!checkList.hasFailed) await checkKey(checkList, session)
  return checkList.report()
}
