import { z } from 'zod'
import {
  type PanelAccount,
  type PanelClient,
  type PanelConnection,
  PanelError,
  type PanelHttp,
} from '#panels/kit/index.ts'
import { runChecks } from './checks.ts'
import { description } from './description.ts'
import { openSession, type Session } from './session.ts'

const box = z
  .object({ no: z.number().int(), login: z.string(), mail: z.string(), ref: z.string().nullable() })
  .transform(
    ({ no, login, mail, ref }): PanelAccount => ({
      id: String(no),
      username: login,
      email: mail,
      marker: ref,
      suspended: undefined,
    }),
  )
const boxes = z.object({ boxes: z.array(box) })

export function connect(connection: PanelConnection, http: PanelHttp): PanelClient {
  async function run<T>(work: (session: Session) => Promise<T>) {
    const session = openSession(connection, http)
    return { value: await work(session), exchanges: session.exchanges }
  }
  const list = async (session: Session) =>
    parsed(session, boxes, await session.send({ method: 'GET', path: '/boxes' })).boxes
  return {
    testConnection: () => runChecks(openSession(connection, http), http, connection.baseUrl),
    checkHealth: () => runChecks(openSession(connection, http), http, connection.baseUrl),
    create: ({ username, email, password, marker }) =>
      run(async (session) => {
        const json = { login: username, mail: email, secret: password, ref: marker }
        const answer = await session.send({ method: 'POST', path: '/boxes', json })
        if (answer.status === 409) {
          const { taken } = z.object({ taken: z.enum(['login', 'mail']) }).parse(answer.value)
          const code = taken === 'login' ? 'username-taken' : 'email-taken'
          throw session.fail(
            'conflict',
            code,
            `Tiny Panel has that ${taken} already.`,
            'Choose a different one.',
          )
        }
        return parsed(session, box, answer)
      }),
    findById: (id) =>
      run(async (session) => {
        const answer = await session.send({ method: 'GET', path: pathOf(id) })
        if (answer.status !== 404) return { state: 'found', account: parsed(session, box, answer) }
        return list(session).then(
          () => ({ state: 'absent' }) as const,
          () => ({ state: 'not-known', why: 'Its list cannot be read.', passing: true }) as const,
        )
      }),
    search: ({ marker, username, email }) =>
      run(async (session) => ({
        matches: (await list(session)).filter(
          (each) =>
            (marker !== undefined && each.marker === marker) ||
            each.username === username ||
            (email !== undefined && each.email?.toLowerCase() === email.toLowerCase()),
        ),
        complete: true,
      })),
    list: () => run(async (session) => ({ accounts: await list(session), unclearIds: [], complete: true })),
    terminate: (id) =>
      run(async (session) => {
        const { status } = await session.send({ method: 'DELETE', path: pathOf(id) })
        return status === 404 ? 'gone' : 'done'
      }),
    suspend: lacking('suspend'),
    unsuspend: lacking('unsuspend'),
    usage: lacking('usage'),
  }
}

const lacking = (action: 'suspend' | 'unsuspend' | 'usage') => async (): Promise<never> => {
  throw new PanelError({
    kind: 'not-supported',
    code: 'not-supported',
    message: `Tiny Panel has no call for ${action}.`,
    remedy: description.capabilities.elsewhere[action] ?? '',
  })
}

function pathOf(id: string): string {
  if (/^[1-9]\d*$/.test(id)) return `/boxes/${id}`
  throw new PanelError({
    kind: 'rejected',
    code: 'account-id-not-valid',
    message: 'This is not a box number.',
    remedy: 'Look up the number in Tiny Panel.',
  })
}

function parsed<T>(session: Session, schema: z.ZodType<T>, { value }: { value: unknown }): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw session.fail(
    'unknown-outcome',
    'odd-answer',
    'The response has an unexpected form.',
    'Update Tiny Panel.',
  )
}
