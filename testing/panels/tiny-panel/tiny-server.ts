import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import type { FaultedCall, PanelFault } from '#panels/kit/panel-under-test.ts'

interface Box {
  readonly no: number
  readonly login: string
  readonly mail: string
  readonly ref: string | null
  deleted: boolean
}

const wanted = z.object({
  login: z.string(),
  mail: z.string(),
  secret: z.string(),
  ref: z.string().nullable(),
})

export type TinyServer = Awaited<ReturnType<typeof startTinyServer>>

/** A server of Tiny Panel's own protocol, in this process. */
export async function startTinyServer() {
  const boxes: Box[] = []
  const tokens = new Map([
    ['tiny-write-token', true],
    ['tiny-read-token', false],
  ])
  const faults: { call: FaultedCall; fault: PanelFault }[] = []
  const living = () => boxes.filter(({ deleted }) => !deleted)
  const shown = ({ deleted: _, ...box }: Box) => box

  function answer(method: string, path: string, write: boolean | undefined, body: string): [number, unknown] {
    if (path === '/hello') return [200, { panel: 'tiny' }]
    if (write === undefined) return [401, { error: 'unknown token' }]
    if (path === '/token') return [200, { write }]
    if (method === 'GET' && path === '/boxes') return [200, { boxes: living().map(shown) }]
    const box = living().find(({ no }) => path === `/boxes/${no}`)
    if (method === 'GET') return box ? [200, shown(box)] : [404, { error: 'no such box' }]
    if (!write) return [403, { error: 'read only' }]
    if (method === 'DELETE') {
      if (!box) return [404, { error: 'no such box' }]
      box.deleted = true
      return [200, {}]
    }
    const { secret: _, ...made } = wanted.parse(JSON.parse(body))
    const mail = made.mail.toLowerCase()
    if (living().some(({ login }) => login === made.login)) return [409, { taken: 'login' }]
    if (living().some((each) => each.mail === mail)) return [409, { taken: 'mail' }]
    const added: Box = { ...made, mail, no: boxes.length + 1, deleted: false }
    boxes.push(added)
    return [201, shown(added)]
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const call = callOf(method, url)
    const at = faults.findIndex((each) => each.call === call)
    const [met] = at < 0 ? [] : faults.splice(at, 1)
    const act = () =>
      answer(method, url, tokens.get(headers.authorization?.replace('Bearer ', '') ?? ''), body)
    if (met) return suffer(met.fault, act, response)
    const [status, value] = act()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const stop = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`,
    token: 'tiny-write-token',
    readToken: 'tiny-read-token',
    /** Every box that was ever created, oldest first. */
    boxes,
    async meet(call: FaultedCall, fault: PanelFault) {
      if (fault === 'connection-refused') await stop()
      else faults.push({ call, fault })
    },
    close: stop,
  }
}

function callOf(method: string, path: string): FaultedCall | null {
  if (path === '/boxes') return method === 'POST' ? 'create' : 'list'
  if (path.startsWith('/boxes/')) return method === 'DELETE' ? 'terminate' : 'read'
  return null
}

function suffer(fault: PanelFault, act: () => unknown, response: ServerResponse): void {
  if (fault.endsWith('-after')) act()
  switch (fault) {
    case 'error-before':
    case 'error-after':
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"broken"}')
      return
    case 'html-before':
    case 'html-after':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')
      return
    case 'truncated-after':
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"no": 1, "lo')
      return
    case 'rate-limited':
      response.writeHead(429, { 'content-type': 'application/json' }).end('{}')
      return
    case 'redirected':
      response.writeHead(302, { location: '/elsewhere' }).end()
      return
    case 'hangs-after':
      return
    default:
      response.destroy()
  }
}
