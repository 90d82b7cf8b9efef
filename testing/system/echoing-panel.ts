import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A panel that refuses every account and echoes the request, including password and key, each time in another
 * form: as FastAPI's 422 does, in a sentence, and as a stack trace on an error page.
 */
export async function startEchoingPanel() {
  let creates = 0
  const answer = (response: ServerResponse, status: number, body: unknown, type = 'application/json') =>
    response
      .writeHead(status, { 'content-type': type })
      .end(typeof body === 'string' ? body : JSON.stringify(body))

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    const headers = JSON.stringify(request.headers)
    if (request.url === '/api/health') return answer(response, 200, { status: 'healthy' })
    if (request.method === 'GET') return answer(response, 200, [])
    const body = JSON.parse(text === '' ? '{}' : text)
    if (Object.keys(body).length === 0)
      return answer(response, 422, { detail: [{ loc: ['body', 'username'], msg: 'Field required' }] })
    creates += 1
    const complaint = { loc: ['body', 'password'], msg: `Too weak: ${body.password}`, type: 'value_error' }
    if (creates === 1)
      return answer(response, 422, {
        detail: [{ ...complaint, input: body, ctx: { headers: request.headers } }],
      })
    if (creates === 2) return answer(response, 400, { detail: `Rejected: ${text} with ${headers}` })
    return answer(response, 500, `<html>Error in ${text} with ${headers}</html>`, 'text/html')
  }
  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    creates: () => creates,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
