import { z } from 'zod'
import {
  type CheckId,
  type ConnectionCheck,
  type ConnectionReport,
  PanelError,
  type PanelHttp,
} from '#panels/kit/index.ts'
import type { Session } from './session.ts'

/** Network, panel, token, permissions. Checks after a failed one are omitted. */
export async function runChecks(
  session: Session,
  http: PanelHttp,
  baseUrl: string,
): Promise<ConnectionReport> {
  const checks: ConnectionCheck[] = []
  for (const { id, failure: _, localAddress: __, ...step } of await http.probe(baseUrl))
    checks.push({ id, ...step })
  const isFailed = () => checks.some(({ state }) => state === 'fail')
  if (!isFailed()) checks.push(await checkHello(session))
  if (!isFailed()) checks.push(...(await checkToken(session)))
  const failed = checks.find(({ state }) => state === 'fail')?.id
  if (!failed) return { ok: true, verdict: 'online', checks }
  const isKeys = failed === 'key' || failed === 'permission'
  return { ok: false, verdict: isKeys ? 'needs-operator' : 'offline', checks }
}

async function checkHello(session: Session): Promise<ConnectionCheck> {
  try {
    const { durationMs } = await session.send({ method: 'GET', path: '/hello' })
    return { id: 'health', state: 'pass', message: 'Tiny Panel answers.', durationMs }
  } catch (error) {
    return failedCheck('health', error, 'This is not Tiny Panel: correct the Address.')
  }
}

async function checkToken(session: Session): Promise<ConnectionCheck[]> {
  try {
    const { value, durationMs } = await session.send({ method: 'GET', path: '/token' })
    const { write } = z.object({ write: z.boolean() }).parse(value)
    return [
      { id: 'key', state: 'pass', message: 'Tiny Panel accepts the token.', durationMs },
      write
        ? { id: 'permission', state: 'pass', message: 'The token may write.', durationMs }
        : {
            id: 'permission',
            state: 'fail',
            message: 'This token may only read.',
            remedy: 'Run "tiny token new --write".',
            durationMs,
          },
    ]
  } catch (error) {
    return [failedCheck('key', error)]
  }
}

function failedCheck(id: CheckId, error: unknown, remedy?: string): ConnectionCheck {
  if (!(error instanceof PanelError)) throw error
  return { id, state: 'fail', message: error.message, remedy: remedy ?? error.remedy, durationMs: 0 }
}
