import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startSandbox } from './index.ts'
import { readSettings } from './settings.ts'
import { accountsPath, client, john, send } from './testing.ts'

const credentials = { apiKey: 'npk_process1', apiSecret: 'nps_process1' }
let dataDir: string
let children: ChildProcess[]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  children = []
})
afterEach(async () => {
  for (const child of children) await stop(child, 'SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

const run = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH ?? '', SANDBOX_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

const withData = (env: Record<string, string> = {}) => ({ SANDBOX_DATA_DIR: dataDir, ...env })
const withKey = { SANDBOX_API_KEY: credentials.apiKey, SANDBOX_API_SECRET: credentials.apiSecret }

async function announced(child: ChildProcess) {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const url = /listens on (\S+);/.exec(text)?.[1]
    if (url !== undefined && text.endsWith('\n')) return { url, text }
  }
  throw new Error(`The sandbox printed only: ${text}`)
}

async function failed(child: ChildProcess) {
  let text = ''
  child.stderr?.on('data', (chunk) => {
    text += String(chunk)
  })
  const [code] = await once(child, 'close')
  return { code, text }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = await exited
  return z.number().nullable().parse(code)
}

const ledger = z.object({
  accounts: z.array(
    z.object({ username: z.string(), deletedAt: z.string().nullable(), createRequest: z.number() }),
  ),
})
const ledgerOf = async (url: string) => ledger.parse((await send(`${url}/_sandbox/ledger`)).json).accounts

describe('the process', () => {
  it('keeps every acknowledged account and deletion after SIGKILL', async () => {
    const first = run(withData(withKey))
    const { url } = await announced(first)
    const call = client({ url }, credentials)
    for (const username of ['anna', 'berta'])
      await call('POST', accountsPath, { body: { ...john, username, email: `${username}@example.com` } })
    await call('DELETE', `${accountsPath}/1`)
    const reply = await call('POST', accountsPath, {
      body: john,
      headers: { 'x-sandbox-fault': 'drop-after' },
    })
    expect(reply.failure).toBe('ECONNRESET')
    const before = await ledgerOf(url)
    await stop(first, 'SIGKILL')

    const again = await announced(run(withData(withKey)))
    expect(await ledgerOf(again.url)).toEqual(before)
    expect(before).toMatchObject([
      { username: 'anna', deletedAt: expect.any(String), createRequest: 1 },
      { username: 'berta', deletedAt: null, createRequest: 2 },
      { username: 'john', deletedAt: null, createRequest: 4 },
    ])
    const next = await client(again, credentials)('POST', accountsPath, {
      body: { ...john, username: 'clara', email: 'clara@example.com' },
    })
    expect(next.json).toMatchObject({ id: 4 })
    expect((await ledgerOf(again.url)).at(-1)?.createRequest).toBe(5)
  })

  it('creates a key at its first start, shows it once, and keeps it', async () => {
    const first = run(withData())
    const { text } = await announced(first)
    const apiKey = /npk_\w+/.exec(text)?.[0] ?? ''
    const apiSecret = /nps_\w+/.exec(text)?.[0] ?? ''
    expect(await stop(first, 'SIGTERM')).toBe(0)
    const second = await announced(run(withData()))
    expect(second.text).not.toContain('nps_')
    expect((await client(second, { apiKey, apiSecret })('GET', accountsPath)).status).toBe(200)
  })

  it('stops at once on a signal, even with hanging requests', async () => {
    const child = run(withKey)
    const { url } = await announced(child)
    const hanging = send(`${url}/api/health`, { headers: { 'x-sandbox-fault': 'hang' } })
    while (!(await send(`${url}/_sandbox/faults`)).text.includes('"hanging":1'));
    expect(await stop(child, 'SIGINT')).toBe(0)
    expect((await hanging).failure).toBe('ECONNRESET')
  })

  it('reports in one sentence that its port is taken, and the setting to change', async () => {
    const other = await startSandbox()
    try {
      const { code, text } = await failed(run({ SANDBOX_PORT: new URL(other.url).port }))
      expect(code).toBe(1)
      expect(text).toMatch(/^Port \d+ on 127\.0\.0\.1 is already in use\. .*SANDBOX_PORT.*\.\n$/)
    } finally {
      await other.close()
    }
  })

  it('reports that another process uses its data folder', async () => {
    const other = await startSandbox({ dataDir })
    try {
      const { code, text } = await failed(run(withData()))
      expect(code).toBe(1)
      expect(text).toMatch(/^The data folder .* is in use by another sandbox\. .*SANDBOX_DATA_DIR.*\n$/)
    } finally {
      await other.close()
    }
  })
})

describe('settings', () => {
  it('have defaults', () => {
    expect(readSettings({ SANDBOX_PORT: '' })).toEqual({ port: 9000, host: '127.0.0.1' })
    expect(readSettings({ SANDBOX_TLS: 'expired' })).toMatchObject({ tls: 'expired' })
  })

  it.each([
    [{ SANDBOX_PORT: 'ninety' }, 'SANDBOX_PORT must be a port number'],
    [{ SANDBOX_PORT: '70000' }, 'SANDBOX_PORT must be a port number'],
    [{ SANDBOX_API_KEY: 'npk_alone1' }, 'SANDBOX_API_KEY and SANDBOX_API_SECRET together'],
    [{ SANDBOX_VARIANTS: '{' }, 'SANDBOX_VARIANTS must be JSON'],
    [{ SANDBOX_VARIANTS: '{"list":"500"}' }, 'SANDBOX_VARIANTS.list'],
    [{ SANDBOX_VARIANTS: '{"lits":"404"}' }, 'SANDBOX_VARIANTS'],
    [{ SANDBOX_TLS: 'broken' }, 'SANDBOX_TLS must be one of: valid, self-signed,'],
  ])('refuse %j by name', (env, message) => {
    expect(() => readSettings(env)).toThrow(message)
  })
})
