import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Listener, listen } from '#server/http/listen.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { apiApp } from '../authorization/in-process-app.ts'
import { describeDomainOnEmbedded } from '../domain.ts'

/** Sends bytes on one connection and returns all bytes until the server closes it, or is silent for a moment. */
const exchange = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = createConnection({ host: hostname, port: Number(port) }, () =>
      socket.write(bytes, 'latin1'),
    )
    let text = ''
    socket.setTimeout(3_000, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))

const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
const post = (headers: string, body: string) =>
  `POST /api/v1/password-links/inspect HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`
const zero = `0\r\n\r\n${smuggled}`
const length = `Content-Length: ${zero.length}`

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'test-raw-http-'))
  await mkdir(join(dir, 'web', 'assets'), { recursive: true })
  await mkdir(join(dir, 'web', 'pages'))
  await writeFile(join(dir, 'web', 'index.html'), '<!doctype html><title>shell</title>')
  await writeFile(join(dir, 'web', 'pages', 'login.system.html'), '<!doctype html><title>login</title>')
  await writeFile(join(dir, 'web', 'assets', 'a.js'), 'asset')
  await writeFile(join(dir, 'secret.key'), 'the key outside of the folder')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describeDomainOnEmbedded('On the wire', (open) => {
  let listener: Listener | undefined
  beforeEach(async () => {
    const app = apiApp(open().domain, { webAppDir: join(dir, 'web') })
    listener = await listen(app, { host: '127.0.0.1', port: 0, setting: 'WEB_PORT' })
    return () => listener?.close(0)
  })
  const talk = (bytes: string) => exchange(listener?.url ?? '', bytes)

  // Class: HTTP request smuggling (CWE-444).
  it.each([
    ['Content-Length and Transfer-Encoding', `${length}\r\nTransfer-Encoding: chunked`],
    ['Transfer-Encoding and Content-Length', `Transfer-Encoding: chunked\r\n${length}`],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 5'],
    ['two lengths in one header', 'Content-Length: 0, 5'],
    ['a signed length', 'Content-Length: +5'],
    ['an obscured encoding', `${length}\r\nTransfer-Encoding: xchunked`],
    ['an encoding after a tab', `${length}\r\nTransfer-Encoding:\tchunked`],
    ['an encoding with a blank before the colon', `${length}\r\nTransfer-Encoding : chunked`],
    ['a folded encoding', `${length}\r\nTransfer-Encoding:\r\n chunked`],
    ['two encodings', `${length}\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity`],
    ['a bare line feed', `${length}\nTransfer-Encoding: chunked`],
    ['a carriage return inside a header', `X: y\rTransfer-Encoding: chunked\r\n${length}`],
    ['a NUL in a header', `X: y\0z\r\n${length}`],
  ])('a request with %s is refused, or its body is not a second request', async (_name, headers) => {
    const text = await talk(post(headers, zero))
    const [first = 0, ...more] = statusesIn(text)
    expect(first).toBeGreaterThanOrEqual(400)
    // If the length counted, the whole body was the first request's. A refusal ends the connection.
    expect(text).not.toContain('/smuggled does not exist')
    expect(more.filter((status) => status < 400)).toEqual([])
  })

  it('a request without any trick is answered, and so is the next one on the connection', async () => {
    const body = '{"token":"x"}'
    const text = await talk(`${post(`Content-Length: ${body.length}`, body)}${smuggled}`)
    expect(statusesIn(text)).toEqual([403, 404])
    expect(text).toContain('/smuggled does not exist')
  })

  // Class: oversized and endless headers (CWE-770).
  it('headers of more than 16 KiB, or thousands of them, are refused with 431 and never reach a call', async () => {
    const head = 'GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n'
    expect(statusesIn(await talk(`${head}X: ${'a'.repeat(20_000)}\r\n\r\n`))).toEqual([431])
    const many = Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`).join('\r\n')
    expect(statusesIn(await talk(`${head}${many}\r\n\r\n`))).toEqual([431])
    expect(statusesIn(await talk(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`))).toEqual([431])
    expect(statusesIn(await talk(`${head}\r\n`))).toEqual([401])
    expect(await open().database.db.select().from(auditEntries)).toEqual([])
  })

  // Class: cross-site tracing and unused methods (CWE-693).
  it.each([
    'TRACE',
    'CONNECT',
    'PUT',
    'OPTIONS',
    'HEAD',
  ])('the method %s repeats no header and changes nothing', async (method) => {
    const secret = 'Cookie: nextpanel-billing=repeated'
    const text = await talk(
      `${method} /api/v1/me HTTP/1.1\r\nHost: x\r\n${secret}\r\nConnection: close\r\n\r\n`,
    )
    expect(text).not.toContain('repeated')
    expect(statusesIn(text).filter((status) => status < 400)).toEqual([])
  })

  // Class: path traversal in static files (CWE-22).
  it.each([
    '/../secret.key',
    '/assets/../../secret.key',
    '/assets/..%2f..%2fsecret.key',
    '/assets/%2e%2e/%2e%2e/secret.key',
    '/assets/..%5c..%5csecret.key',
    '/assets/..%252f..%252fsecret.key',
    '/assets/%c0%ae%c0%ae/%c0%ae%c0%ae/secret.key',
    '/assets/....//....//secret.key',
    '/assets//../../secret.key',
    '/assets/a.js%00/../../../secret.key',
    '/..;/secret.key',
    '//secret.key',
    '/docs/..%2f..%2f..%2fpackage.json',
    '/docs/../../package.json',
    '/workers/..%2f..%2fsecret.key',
    '/pages/..%2f..%2fsecret.key',
    'http://127.0.0.1/../secret.key',
    'file:///etc/passwd',
  ])('the path %s reads no file outside of the folder', async (path) => {
    const text = await talk(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
    )
    expect(text).not.toMatch(/the key outside|root:x:|"dependencies"/)
    expect(statusesIn(text)).toHaveLength(1)
    const file = await talk('GET /assets/a.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(file).toContain('asset')
  })

  it('a theme in a cookie chooses no file', async () => {
    for (const theme of ['../../secret.key', '..%2f..%2fsecret.key', 'dark/../../../secret'])
      expect(
        await talk(`GET /login HTTP/1.1\r\nHost: x\r\nCookie: theme=${theme}\r\nConnection: close\r\n\r\n`),
      ).not.toContain('the key outside')
  })
})
