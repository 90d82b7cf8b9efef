import {
  type PanelConnection,
  type PanelHttp,
  type PanelResponse,
  PanelTransportError,
} from '#panels/kit/index.ts'
import { readHealth } from './answers.ts'
import type { CheckList } from './check-list.ts'
import { refusal } from './refusal.ts'
import { authorityOf, type Session } from './session.ts'
import { whyUnreadable } from './unreadable.ts'

/** Name, connection and certificate. */
export async function checkNetwork(
  checkList: CheckList,
  http: PanelHttp,
  connection: PanelConnection,
): Promise<void> {
  const steps = await http.probe(connection.baseUrl, authorityOf(connection).ca)
  for (const { id, failure, localAddress: _, ...check } of steps) {
    checkList.set(id, check)
    if (failure !== undefined) checkList.noteFailure(failure)
  }
}

/** `GET /api/health`, without the key: checks that a NextPanel responds there. */
export async function checkPanelHealth(checkList: CheckList, session: Session): Promise<void> {
  const call = { method: 'GET', path: '/api/health', credentials: null } as const
  try {
    const response = await session.send(call)
    checkList.noteDuration(response.durationMs)
    if (response.status < 300 && whyUnreadable(response)) checkList.noteForOperator()
    checkList.set('health', { ...judgeHealth(session, response), durationMs: response.durationMs })
  } catch (error) {
    if (!(error instanceof PanelTransportError)) throw error
    checkList.noteFailure(error.failure)
    checkList.set('health', {
      state: 'fail',
      message: session.redact(error.message, 500),
      remedy: error.remedy,
      durationMs: error.durationMs,
    })
  }
}

function judgeHealth(session: Session, response: PanelResponse) {
  const { status, body } = response
  const told = body.kind === 'json' ? readHealth(body.value) : undefined
  if (status < 300 && told !== undefined) return judgeStatus(told, session)
  if ((status === 401 || status === 403) && body.kind === 'json')
    return {
      state: 'warn' as const,
      message: `The panel does not report its health without a key (HTTP ${status}).`,
      remedy: 'If the checks below pass, no action is needed.',
    }
  if (status >= 300 && (status < 400 || status === 429 || status >= 500)) {
    const { message, remedy } = refusal(session, response, 'nothing')
    return { state: 'fail' as const, message, remedy }
  }
  const unreadable = whyUnreadable(response)
  if (unreadable) return { state: 'fail' as const, ...unreadable }
  return {
    state: 'fail' as const,
    message: `A web server responds there, but it is not NextPanel (HTTP ${status} to /api/health).`,
    remedy:
      'Set the Base URL to NextPanel itself. Check the port (NextPanel often listens on 3000, 9000 or 443) and the path.',
  }
}

function judgeStatus(told: string, session: Session) {
  const status = told.toLowerCase()
  if (status === 'healthy' || status === 'ok')
    return { state: 'pass' as const, message: `NextPanel responds and reports “${status}”.` }
  const shown = session.quote(told, 60)
  return {
    state: 'warn' as const,
    message: shown
      ? `NextPanel responds and reports “${shown}” instead of “healthy”.`
      : 'NextPanel responds, but does not report “healthy”.',
    remedy: 'Check NextPanel’s log.',
  }
}
