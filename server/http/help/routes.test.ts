import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HttpEnv } from '../http-env.ts'
import { securityHeaders } from '../security-headers.ts'
import { helpRoutes } from './routes.ts'

let folder: string
let dir: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-help-'))
  dir = join(folder, 'site')
  await mkdir(join(dir, 'assets'), { recursive: true })
  await mkdir(join(dir, 'staff'))
  await writeFile(join(folder, 'secret.key'), 'the key outside of the site')
  await writeFile(join(folder, 'secret.json'), 'a file outside of the site')
  await writeFile(join(dir, 'index.html'), '<h1>Start</h1>')
  await writeFile(join(dir, '404.html'), '<h1>Page not found</h1>')
  await writeFile(join(dir, 'staff/onboarding.html'), '<h1>Add customers</h1>')
  await writeFile(join(dir, 'assets/site-1a2b3c4d5e.js'), 'plain')
  await writeFile(join(dir, 'assets/site-1a2b3c4d5e.js.br'), 'compressed')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The routes below the security headers, as in the application. */
const open = (site = dir) => {
  const app = new Hono<HttpEnv>()
  app.use(securityHeaders('https://billing.example.com'))
  app.route('/', helpRoutes(site))
  app.notFound((c) => c.text('another part of the application', 404))
  return (path: string, init: RequestInit = {}) =>
    Promise.resolve(app.fetch(new Request(`http://127.0.0.1${path}`, init)))
}

describe('/help', () => {
  it('shows the start page and pages in folders, to anyone', async () => {
    const ask = open()
    expect((await ask('/help')).headers.get('location')).toBe('/help/')
    const start = await ask('/help/')
    expect([start.status, await start.text()]).toEqual([200, '<h1>Start</h1>'])
    const page = await ask('/help/staff/onboarding.html')
    expect([page.status, await page.text()]).toEqual([200, '<h1>Add customers</h1>'])
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  })

  it('has the policy without inline scripts and styles, and the other headers of a page', async () => {
    for (const path of ['/help/', '/help/nothing.html', '/help/assets/site-1a2b3c4d5e.js']) {
      const { headers } = await open()(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'self'; style-src 'self';")
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|sha256/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toContain('max-age')
    }
  })

  it('keeps files with a hash for a year, and asks whether a page has changed', async () => {
    const ask = open()
    const script = await ask('/help/assets/site-1a2b3c4d5e.js')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const page = await ask('/help/')
    expect(page.headers.get('cache-control')).toBe('public, no-cache')
    const changedAt = page.headers.get('last-modified') ?? ''
    const again = await ask('/help/', { headers: { 'if-modified-since': changedAt } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const earlier = new Date(Date.parse(changedAt) - 1_000).toUTCString()
    expect((await ask('/help/', { headers: { 'if-modified-since': earlier } })).status).toBe(200)
    expect((await ask('/help/', { headers: { 'if-modified-since': 'yesterday' } })).status).toBe(200)
  })

  it('sends the compressed file to a client that accepts it', async () => {
    const ask = open()
    const headers = { 'accept-encoding': 'br' }
    const compressed = await ask('/help/assets/site-1a2b3c4d5e.js', { headers })
    expect([compressed.headers.get('content-encoding'), await compressed.text()]).toEqual([
      'br',
      'compressed',
    ])
    const plain = await ask('/help/assets/site-1a2b3c4d5e.js')
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'plain'])
    expect(plain.headers.get('vary')).toContain('Accept-Encoding')
  })

  it('answers HEAD without a body, and no other method', async () => {
    const ask = open()
    const head = await ask('/help/', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '14', ''])
    expect((await ask('/help/nothing.html', { method: 'HEAD' })).status).toBe(404)
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(await (await ask('/help/', { method })).text()).toBe('another part of the application')
  })

  it.each([
    '/help/nothing.html',
    '/help/staff/',
    '/help/staff',
    '/help/a/b/c/d/e.html',
    '/help/404.html',
    '/help/../secret.json',
    '/help/..%2fsecret.json',
    '/help/%2e%2e/secret.json',
    '/help/%2e%2e%2fsecret.json',
    '/help/staff/..%2f..%2fsecret.json',
    '/help/..%5csecret.json',
    '/help//etc/passwd',
    '/help/assets/site-1a2b3c4d5e.js.br',
    '/help/.secret.json',
    '/help/%00.html',
    `/help/${'a'.repeat(300)}.html`,
  ])('%s is the page for unknown addresses, and reads no file outside', async (path) => {
    const answer = await open()(path)
    expect(answer.status).toBe(404)
    const text = await answer.text()
    // A path that is normalized by the client leaves /help.
    expect(['<h1>Page not found</h1>', 'another part of the application']).toContain(text)
    if (text.startsWith('<h1>')) expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('says how to build the documentation if it is missing, and shows it without a restart', async () => {
    const missing = join(folder, 'later')
    const ask = open(missing)
    for (const path of ['/help/', '/help/quick-start.html']) {
      const answer = await ask(path)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('Run <code>npm run docs:build</code>')
    }
    await mkdir(missing)
    await writeFile(join(missing, 'index.html'), '<h1>Now</h1>')
    expect(await (await ask('/help/')).text()).toBe('<h1>Now</h1>')
  })
})
