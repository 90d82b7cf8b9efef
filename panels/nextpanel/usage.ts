import { PanelError, type PanelUsage } from '#panels/kit/index.ts'
import { accountPath } from './account-id.ts'
import { readUsage } from './answers.ts'
import { oddAnswer, refusal } from './refusal.ts'
import type { Session } from './session.ts'

/** `GET /api/v1/billing/accounts/{id}/stats`. @throws {PanelError} */
export async function readAccountUsage(session: Session, id: string): Promise<PanelUsage> {
  const response = await session.send({ method: 'GET', path: `${accountPath(id)}/stats` })
  if (response.status >= 300) throw refusal(session, response, 'nothing')
  const usage = response.body.kind === 'json' ? readUsage(response.body.value, id) : undefined
  if (usage === undefined)
    throw new PanelError({ ...oddAnswer('nothing', response), exchanges: session.exchanges })
  return usage
}
