import { PanelError, type PanelResponse } from '#panels/kit/index.ts'
import { accountPath } from './account-id.ts'
import { isAcknowledgement } from './answers.ts'
import { panelWords } from './panel-words.ts'
import { oddAnswer, refusal } from './refusal.ts'
import type { Session } from './session.ts'

type Done = 'done' | 'already' | 'gone'

// Narrow on purpose: "cannot delete, a domain is already in use" is a refusal.
const nothingToDo = {
  suspend: /already (been )?(suspended|disabled)/i,
  unsuspend: /already (been )?(active|unsuspended)|not (currently )?suspended/i,
  terminate: /already (been )?(deleted|removed|terminated)/i,
}

/** `POST .../{id}/suspend`. @throws {PanelError} */
export async function suspendAccount(session: Session, id: string, reason: string): Promise<Done> {
  const path = `${accountPath(id)}/suspend`
  const response = await session.send({ method: 'POST', path, json: { reason } })
  return outcome(session, id, response, nothingToDo.suspend)
}

/** `POST .../{id}/unsuspend`, without a body. @throws {PanelError} */
export async function unsuspendAccount(session: Session, id: string): Promise<Done> {
  const response = await session.send({ method: 'POST', path: `${accountPath(id)}/unsuspend` })
  return outcome(session, id, response, nothingToDo.unsuspend)
}

/** `DELETE .../{id}`. @throws {PanelError} */
export async function terminateAccount(session: Session, id: string): Promise<'done' | 'gone'> {
  const response = await session.send({ method: 'DELETE', path: accountPath(id) })
  const done = outcome(session, id, response, nothingToDo.terminate)
  return done === 'already' ? 'gone' : done
}

function outcome(session: Session, id: string, response: PanelResponse, already: RegExp): Done {
  const { status, body } = response
  const saysAlready = body.kind === 'json' && already.test(panelWords(body).raw)
  if (status < 300) {
    if (body.kind === 'empty') return 'done'
    if (body.kind === 'json' && isAcknowledgement(body.value, id)) return saysAlready ? 'already' : 'done'
    throw new PanelError({ ...oddAnswer('changes-account', response), exchanges: session.exchanges })
  }
  if (status === 404 && body.kind === 'json') return 'gone'
  if (saysAlready && [400, 409].includes(status)) return 'already'
  throw refusal(session, response, 'changes-account')
}
