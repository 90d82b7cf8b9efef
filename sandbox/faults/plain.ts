import { type Fault, type FaultParameters, json } from './fault.ts'

/** Errors that any network, proxy or process causes for any call. The panel itself responds correctly. */
export const plainFaults = {
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
      'No response and no work until released, then it continues. Nothing is done if the client disconnects.',
    async apply({ hold, perform, drop }) {
      return (await hold()) === 'released' ? perform() : drop()
    },
  },
  'hang-after': {
    summary: 'The work is done. The response is held until released.',
    async apply({ hold, perform, drop }) {
      const answer = await perform()
      return (await hold()) === 'released' ? answer : drop()
    },
  },
  slow: {
    summary: 'Waits ms (3000), then works and responds, even if the client has disconnected by then.',
    async apply({ parameters, pause, perform }) {
      await pause(parameters.ms ?? 3000)
      return perform()
    },
  },
  late: {
    summary:
      'The work is done ms (30000) later, or when released with until=released. The client is dropped at once, or never gets a response with client=hanging.',
    async apply({ parameters, drop, pause, waitForRelease, perform, hold }) {
      const hanging = parameters.client === 'hanging'
      if (!hanging) drop()
      await (parameters.until === 'released' ? waitForRelease() : pause(parameters.ms ?? 30_000))
      await perform('late')
      if (hanging) await hold()
      return drop()
    },
  },
  error: {
    summary: 'A 5xx (status, 500). Nothing is done.',
    async apply({ parameters }) {
      return serverError(parameters)
    },
  },
  'error-after': {
    summary: 'A 5xx (status, 500), although the work was done.',
    async apply({ parameters, perform }) {
      await perform()
      return serverError(parameters)
    },
  },
  drop: {
    summary: 'The connection is dropped. Nothing is done.',
    async apply({ drop }) {
      return drop()
    },
  },
  'drop-after': {
    summary: 'The work is done, then the connection is dropped without a response.',
    async apply({ perform, drop }) {
      await perform()
      return drop()
    },
  },
  html: {
    summary: "A proxy's HTML error page (status, 502). Nothing is done.",
    async apply({ parameters }) {
      return proxyPage(parameters)
    },
  },
  'html-after': {
    summary: "A proxy's HTML error page (status, 502), although the work was done.",
    async apply({ parameters, perform }) {
      await perform()
      return proxyPage(parameters)
    },
  },
  'rate-limit': {
    summary: '429 "Rate limit exceeded" with Retry-After (retryAfter, 2 s). Nothing is done.',
    async apply({ parameters }) {
      return refusal(429, 'Rate limit exceeded', parameters.retryAfter ?? 2)
    },
  },
  unavailable: {
    summary: '503 (status), with Retry-After only if retryAfter is given. Nothing is done.',
    async apply({ parameters }) {
      return refusal(parameters.status ?? 503, 'Service Unavailable', parameters.retryAfter ?? 0)
    },
  },
  truncated: {
    summary: 'The work is done. The JSON of the response is truncated.',
    async apply({ perform }) {
      const answer = await perform()
      const text = await answer.text()
      return new Response(text.slice(0, Math.ceil(text.length / 2)), json(answer.status))
    },
  },
  redirect: {
    summary: 'A 307 (status) to location (/elsewhere), which may be another host. Nothing is done.',
    async apply({ parameters: { status = 307, location = '/elsewhere' } }) {
      return new Response(null, { status, headers: { location } })
    },
  },
} as const satisfies Record<string, Fault>

/** Uvicorn's own response to an exception is text, not JSON. */
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
