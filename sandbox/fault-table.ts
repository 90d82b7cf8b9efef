import type { ServerResponse } from 'node:http'
import { z } from 'zod'

/** What a rule, or the header, may say to a fault. Each fault has its own defaults. */
export const faultParameters = z.strictObject({
  /** Milliseconds: how long to wait or to refuse. */
  ms: z.coerce.number().int().min(0).max(86_400_000).optional(),
  /** The status to answer instead. */
  status: z.coerce.number().int().min(400).max(599).optional(),
  /** Seconds; 0 sends no Retry-After. */
  retryAfter: z.coerce.number().int().min(0).optional(),
  /** `redirect` only. */
  location: z.string().max(2000).optional(),
})
export type FaultParameters = z.infer<typeof faultParameters>

/** One request in the hands of a fault. */
interface FaultedExchange {
  readonly parameters: FaultParameters
  readonly outgoing: ServerResponse
  /** Lets the panel do its true work. Call it at most once, or not at all. */
  perform(): Promise<Response>
  /** Cuts the connection, now; also what to return then. */
  drop(): Response
  /** Until the control API releases what hangs, or the client goes away. */
  hold(): Promise<'released' | 'client-gone'>
  /** Goes on even if the client is gone, as a panel does. */
  pause(ms: number): Promise<void>
  /** No connection is accepted from now on, for so long; undefined: until released, or 3 s where nobody could. */
  refuseConnections(ms: number | undefined): void
}

export interface Fault {
  /** One sentence: what the client sees, and whether the work is done. */
  readonly summary: string
  apply(exchange: FaultedExchange): Promise<Response>
}

/** All faults. To add one, add an entry: rules, header, magic usernames, page and README list know it by this table. */
export const faultTable = {
  refused: {
    summary:
      'Connections are refused for ms (3000): at once, or from the matching request on, which is dropped.',
    async apply({ parameters, drop, refuseConnections }) {
      refuseConnections(parameters.ms)
      return drop()
    },
  },
  hang: {
    summary:
      'No answer and nothing done until released; then it goes on. Nothing is done if the client leaves.',
    async apply({ hold, perform, drop }) {
      return (await hold()) === 'released' ? perform() : drop()
    },
  },
  'hang-after': {
    summary: 'The work is done, the answer is held back until released.',
    async apply({ hold, perform, drop }) {
      const answer = await perform()
      return (await hold()) === 'released' ? answer : drop()
    },
  },
  slow: {
    summary: 'Waits ms (3000), then works and answers, even if the client has given up by then.',
    async apply({ parameters, pause, perform }) {
      await pause(parameters.ms ?? 3000)
      return perform()
    },
  },
  late: {
    summary: 'The connection is dropped at once, the work is done ms (30000) later.',
    async apply({ parameters, drop, pause, perform }) {
      const dropped = drop()
      await pause(parameters.ms ?? 30_000)
      await perform()
      return dropped
    },
  },
  error: {
    summary: 'A 5xx (status, 500) with nothing done.',
    async apply({ parameters }) {
      return serverError(parameters)
    },
  },
  'error-after': {
    summary: 'A 5xx (status, 500) although the work was done.',
    async apply({ parameters, perform }) {
      await perform()
      return serverError(parameters)
    },
  },
  drop: {
    summary: 'The connection is dropped with nothing done.',
    async apply({ drop }) {
      return drop()
    },
  },
  'drop-after': {
    summary: 'The work is done, then the connection is dropped instead of an answer.',
    async apply({ perform, drop }) {
      await perform()
      return drop()
    },
  },
  html: {
    summary: "A proxy's HTML error page (status, 502) with nothing done.",
    async apply({ parameters }) {
      return proxyPage(parameters)
    },
  },
  'html-after': {
    summary: "A proxy's HTML error page (status, 502) although the work was done.",
    async apply({ parameters, perform }) {
      await perform()
      return proxyPage(parameters)
    },
  },
  'rate-limit': {
    summary: '429 "Rate limit exceeded" with Retry-After (retryAfter, 2 s), nothing done.',
    async apply({ parameters }) {
      return refusal(429, 'Rate limit exceeded', parameters.retryAfter ?? 2)
    },
  },
  unavailable: {
    summary: '503 (status) with Retry-After only if retryAfter is given, nothing done.',
    async apply({ parameters }) {
      return refusal(parameters.status ?? 503, 'Service Unavailable', parameters.retryAfter ?? 0)
    },
  },
  truncated: {
    summary: 'The work is done; the JSON answer is cut in the middle.',
    async apply({ perform }) {
      const answer = await perform()
      const text = await answer.text()
      return new Response(text.slice(0, Math.ceil(text.length / 2)), json(answer.status))
    },
  },
  redirect: {
    summary: 'A 307 to location (/elsewhere), nothing done.',
    async apply({ parameters }) {
      return new Response(null, { status: 307, headers: { location: parameters.location ?? '/elsewhere' } })
    },
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof faultTable
export const faultName = z
  .enum(Object.keys(faultTable))
  .pipe(z.custom<FaultName>((name) => isFaultName(name)))

const isFaultName = (name: unknown): name is FaultName =>
  typeof name === 'string' && Object.hasOwn(faultTable, name)

export const faultNames: readonly FaultName[] = Object.keys(faultTable).filter(isFaultName)

const json = (status: number) => ({ status, headers: { 'content-type': 'application/json' } })

/** Uvicorn's own answer to an exception is text, not JSON. */
const serverError = ({ status = 500 }: FaultParameters) =>
  new Response(status === 500 ? 'Internal Server Error' : 'Error', {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })

const reasons: Record<number, string> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

function proxyPage({ status = 502 }: FaultParameters): Response {
  const title = `${status} ${reasons[status] ?? 'Error'}`
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`
  return new Response(page, { status, headers: { 'content-type': 'text/html' } })
}

function refusal(status: number, detail: string, retryAfterSeconds: number): Response {
  const headers = retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {}
  return Response.json({ detail }, { status, headers })
}
