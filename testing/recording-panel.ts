import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** An address that is no panel of ours. It records every request, and accepts any key. */
export interface RecordingPanel extends AsyncDisposable {
  readonly url: string
  readonly received: readonly ReceivedRequest[]
}

/** @param answer text of every response; default: an empty list of accounts */
export async function startRecordingPanel(answer = '[]'): Promise<RecordingPanel> {
  const received: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = '', url = '', headers } = request
    received.push({ method, path: url, headers, body })
    response.setHeader('content-type', 'application/json')
    response.end(url === '/api/health' ? '{"status":"healthy"}' : answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
