import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Of the body. */
  readonly type: string
}

/** A real receiver of webhooks on its own loopback port. `await using` closes it. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string
  readonly got: readonly ReceivedWebhook[]
  /** Replaces the answer. Default: 204. */
  answer(respond: (response: ServerResponse, got: ReceivedWebhook) => void): void
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const got: ReceivedWebhook[] = []
  let respond = (response: ServerResponse, _got: ReceivedWebhook): void => {
    response.writeHead(204).end()
  }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const one = { headers: request.headers, text, type: String(JSON.parse(text).type) }
    got.push(one)
    respond(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks/token-of-theirs`,
    got,
    answer: (next) => {
      respond = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Whether one of the signatures is of this secret: written from the specification, without its library. */
export function isSignedWith(secret: string, { headers, text }: ReceivedWebhook): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}
