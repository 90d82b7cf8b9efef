import { createServer, type IncomingMessage } from 'node:http'

/** One request for a test's script. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** JSON unless `text` is given. */
export interface Reply {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
  /** Instead of text, for data that is not UTF-8. */
  readonly bytes?: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

export interface ScriptedPanel extends AsyncDisposable {
  readonly url: string
  readonly asked: Asked[]
}

/** A web server with scripted responses that no normal panel sends. */
export async function scriptPanel(script: (asked: Asked) => Reply): Promise<ScriptedPanel> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://panel')
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body,
    }
    asked.push(one)
    const { status = 200, json, text, bytes, headers } = script(one)
    response.writeHead(status, {
      'content-type': text === undefined ? 'application/json' : 'text/html',
      ...headers,
    })
    response.end(bytes ?? text ?? (json === undefined ? '' : JSON.stringify(json)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
