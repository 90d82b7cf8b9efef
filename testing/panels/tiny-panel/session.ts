import {
  type Exchange,
  type PanelConnection,
  PanelError,
  type PanelErrorCode,
  type PanelErrorKind,
  type PanelHttp,
  type PanelRequest,
  type PanelResponse,
  PanelTransportError,
} from '#panels/kit/index.ts'

export interface Call {
  readonly method: PanelRequest['method']
  readonly path: string
  readonly json?: unknown
}

/** The requests of one method call. */
export interface Session {
  readonly exchanges: Exchange[]
  /** Returns a JSON response of status 200, 201, 404 or 409. @throws {PanelError} for every other outcome */
  send(call: Call): Promise<{ status: number; value: unknown; durationMs: number }>
  fail(kind: PanelErrorKind, code: PanelErrorCode, message: string, remedy: string): PanelError
}

export function openSession({ baseUrl, apiSecret }: PanelConnection, http: PanelHttp): Session {
  const exchanges: Exchange[] = []
  const fail: Session['fail'] = (kind, code, message, remedy) =>
    new PanelError({ kind, code, message, remedy, exchanges })

  async function request(call: Call): Promise<PanelResponse> {
    const name = `${call.method} ${call.path}`
    const { path, ...rest } = call
    try {
      const response = await http.request({
        ...rest,
        url: `${baseUrl}${path}`,
        headers: { authorization: `Bearer ${apiSecret}` },
      })
      const { status, durationMs } = response
      exchanges.push({ request: name, status, answer: `HTTP ${status}.`, durationMs })
      return response
    } catch (error) {
      if (!(error instanceof PanelTransportError)) throw error
      const { failure, message, remedy, maybeSent, durationMs } = error
      exchanges.push({ request: name, status: null, answer: message, durationMs })
      throw fail(
        mayHaveActed(call) && maybeSent ? 'unknown-outcome' : 'retry-later',
        failure,
        message,
        remedy,
      )
    }
  }

  return {
    exchanges,
    fail,
    async send(call) {
      const { status, body, durationMs } = await request(call)
      if (status === 429)
        throw fail('retry-later', 'rate-limited', 'Tiny Panel is busy.', 'No action is needed.')
      if (status === 401)
        throw fail(
          'needs-operator',
          'key-invalid',
          'Tiny Panel does not know this token.',
          'Enter its Token again.',
        )
      if (status === 403)
        throw fail(
          'needs-operator',
          'permission-too-low',
          'This token may only read.',
          'Run "tiny token new --write".',
        )
      if (status >= 300 && status < 400)
        throw fail('needs-operator', 'redirected', 'The address redirects.', 'Correct the Address.')
      if (status >= 500 || body.kind !== 'json')
        throw fail(
          mayHaveActed(call) ? 'unknown-outcome' : 'retry-later',
          'odd-answer',
          `Tiny Panel answered HTTP ${status} without a meaning.`,
          'If this persists, check the log of Tiny Panel.',
        )
      return { status, value: body.value, durationMs }
    },
  }
}

const mayHaveActed = ({ method }: Call) => method !== 'GET'
