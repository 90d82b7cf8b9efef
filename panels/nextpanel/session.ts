import {
  type Exchange,
  type PanelConnection,
  type PanelHttp,
  type PanelRequest,
  type PanelResponse,
  PanelTransportError,
} from '#panels/kit/index.ts'
import { listIn, readAccount } from './answers.ts'
import { panelWords } from './panel-words.ts'
import { createRedact, type Redact } from './redact.ts'

export const accountsPath = '/api/v1/billing/accounts'

export interface Call {
  readonly method: PanelRequest['method']
  /** From the base URL on, including the query. */
  readonly path: string
  /** Its name in the timeline. Default: method and path. */
  readonly label?: string
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Replaces the connection's own. Null: none is sent. */
  readonly credentials?: { readonly apiKey: string; readonly apiSecret: string } | null
}

/** One method call on a client: all its requests, recorded, with the values that must not be shown. */
export interface Session {
  readonly exchanges: Exchange[]
  readonly redact: Redact
  /**
   * Returns text of a response that may be shown and recorded. Empty until the key was accepted: until then the
   * text may be that of another service.
   */
  quote(text: string, max?: number): string
  /** @throws {PanelTransportError} */
  send(call: Call): Promise<PanelResponse>
}

/** Whether the key was accepted, shared by all method calls on a client. */
export interface Trust {
  accepted: boolean
}

/** @param alsoSecret besides key and secret, for example the password of a create */
export function openSession(
  connection: PanelConnection,
  http: PanelHttp,
  trust: Trust,
  alsoSecret: readonly string[] = [],
): Session {
  const redact = createRedact([connection.apiSecret, connection.apiKey, ...alsoSecret])
  const exchanges: Exchange[] = []
  return {
    exchanges,
    redact,
    quote: (text, max) => (trust.accepted ? redact(text, max) : ''),
    async send(call) {
      const request = call.label ?? `${call.method} ${call.path}`
      try {
        const response = await http.request(requestOf(call, connection))
        trust.accepted ||= call.credentials === undefined && isAccepted(response)
        const answer = redact(meaningOf(response, trust), 500)
        exchanges.push({ request, status: response.status, answer, durationMs: response.durationMs })
        return response
      } catch (error) {
        const failure = error instanceof PanelTransportError ? error : unforeseen(error)
        exchanges.push({
          request,
          status: null,
          answer: redact(failure.message, 500),
          durationMs: failure.durationMs,
        })
        throw failure
      }
    },
  }
}

function requestOf(call: Call, connection: PanelConnection): PanelRequest {
  const credentials = call.credentials === undefined ? connection : call.credentials
  return {
    method: call.method,
    url: `${connection.baseUrl}${call.path}`,
    headers: {
      ...(credentials === null
        ? {}
        : { 'X-API-Key': credentials.apiKey, 'X-API-Secret': credentials.apiSecret }),
      ...call.headers,
    },
    ...(call.json === undefined ? {} : { json: call.json }),
    ...authorityOf(connection),
  }
}

/** The authorities that verify TLS, if the connection has its own. */
export const authorityOf = ({ caCertificate }: PanelConnection): { ca?: string } =>
  caCertificate ? { ca: caCertificate } : {}

// A defect of this program during the request: it is not known how much was sent.
const unforeseen = (cause: unknown) =>
  new PanelTransportError({
    failure: 'dropped',
    maybeSent: true,
    message: 'The request could not be completed.',
    remedy: 'Check the Base URL. If it is correct, check the log.',
    durationMs: 0,
    cause,
  })

/** A success in the form of NextPanel's accounts: a page of another service does not look like that. */
const isAccepted = ({ status, body }: PanelResponse) =>
  status < 300 && body.kind === 'json' && (listIn(body.value) ?? readAccount(body.value)) !== undefined

function meaningOf({ status, body }: PanelResponse, { accepted }: Trust): string {
  if (body.kind === 'empty') return 'The response is empty.'
  if (!accepted) return body.kind === 'json' ? 'JSON.' : 'Not JSON.'
  if (body.kind === 'malformed-json') return `JSON that cannot be read: ${body.text}`
  if (body.kind === 'other') return `Not JSON but ${body.contentType || 'no type'}: ${body.text}`
  const entries = status < 300 ? listIn(body.value) : undefined
  if (entries !== undefined) return `A list of ${entries.length}.`
  return panelWords(body).raw || accountIn(body.value)
}

function accountIn(value: unknown): string {
  const account = readAccount(value)
  return account ? `Account ${account.id}, username ${account.username}.` : 'JSON.'
}
