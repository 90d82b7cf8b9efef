import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApiToken } from './api-token.ts'
import { bodyOf } from './http-client.ts'
import { blocksOf, differencesOf, openReader, type Reader } from './page-commands.ts'
import { type RunningProcess, runCommand } from './running-process.ts'
import { type RunningSystem, startSystem } from './running-system.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** Languages of blocks that show something. Every other block is a command, which a test runs. */
const shown = new Set(['json', 'text', 'ts', 'csv'])

/** Runs the commands of a page in order, and compares each response with the one that the page shows. */
async function follow(
  page: string,
  reader: Reader,
  adapt: (command: string) => string | null,
): Promise<number> {
  const ids = new Map<string, string>()
  let output = ''
  let compared = 0
  const wrong: string[] = []
  for (const { language, text } of blocksOf(page)) {
    if (language === 'sh') {
      const command = adapt([...ids].reduce((all, [example, real]) => all.replaceAll(example, real), text))
      output = command === null ? '' : await reader.run(command)
    } else if (language === 'json') {
      compared += 1
      const differences = differencesOf(JSON.parse(text), JSON.parse(output), ids)
      if (differences.length > 0) wrong.push(`${differences.join('\n')}\nThe response:\n${output}`)
    }
  }
  expect(wrong).toEqual([])
  return compared
}

describe('docs/quick-start.md', () => {
  const page = read('docs/quick-start.md')
  let dataDir: string
  let demo: RunningProcess | undefined
  let reader: Reader
  let ports: readonly number[]
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'test-quick-start-'))
    reader = openReader()
    ports = await freePorts(5)
  })
  afterAll(async () => {
    await demo?.kill()
    reader?.remove()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('starts the demo, and creates an account with curl', async () => {
    const [web, api, sandbox, mailbox, smtp] = ports.map(String)
    // CI runs this command before the tests, and the demo is a program that does not end.
    const runElsewhere = ['npm ci\n', 'npm run demo\n']
    const commands = blocksOf(page).filter(({ language }) => language === 'sh')
    expect(commands.slice(0, 2).map(({ text }) => text)).toEqual(runElsewhere)
    expect(read('.ci/run')).toMatch(/^npm ci$/m)
    demo = runCommand(['npm', 'run', '--silent', 'demo'], {
      ...{ DATA_DIR: dataDir, WEB_PORT: web ?? '', API_PORT: api ?? '', SANDBOX_PORT: sandbox ?? '' },
      ...{ MAILBOX_PORT: mailbox ?? '', MAILBOX_SMTP_PORT: smtp ?? '', HOME: dataDir },
    })
    const [, password = ''] = await demo.says(/Password +(\S+)/, 180_000)
    const lines = blocksOf(page).find(({ text }) => text.includes('is running.'))?.text ?? ''
    const printed = demo.output()
    const shownLines = lines
      .replace(':4000', `:${web}`)
      .replace(':8001', `:${api}`)
      .replace(':9000', `:${sandbox}`)
      .replace(':9025', `:${mailbox}`)
    for (const line of shownLines.trim().split('\n')) expect(printed).toContain(line.trim())
    const compared = await follow(page, reader, (command) =>
      runElsewhere.includes(command)
        ? null
        : command.replace('http://127.0.0.1:8001', `http://127.0.0.1:${api}`).replace('PASSWORD', password),
    )
    expect(compared).toBe(1)
  }, 300_000)
})

describe('docs/api.md', () => {
  let system: RunningSystem
  let token: string
  let reader: Reader
  beforeAll(async () => {
    system = await startSystem()
    await system.addServer({ name: 'Production Server' })
    token = await createApiToken(system)
    reader = openReader()
    const body = {
      legalName: 'Example Hosting Ltd',
      address: { line1: '1 Example Street', city: 'Berlin', country: 'DE', postcode: '10115' },
      ...{ timeZone: 'Europe/Berlin', currency: 'EUR' },
    }
    const path = '/api/v1/billing-settings/company'
    bodyOf(await system.admin('PATCH', path, { body }), 200, z.unknown())
  })
  afterAll(async () => {
    reader?.remove()
    await system?.remove()
  })

  it('shows the responses that the API has now', async () => {
    const compared = await follow(read('docs/api.md'), reader, (command) =>
      command.replace('https://billing.example.com', system.apiUrl).replace('npb_...', token),
    )
    expect(compared).toBe(blocksOf(read('docs/api.md')).filter(({ language }) => language === 'json').length)
    expect(compared).toBeGreaterThan(10)
  }, 120_000)
})

describe('The guides', () => {
  it.each([
    ...['quick-start', 'api', 'concepts', 'troubleshooting', 'driver-guide'],
    ...['staff/onboarding', 'staff/hosting', 'staff/billing'],
  ])('%s has only commands that a test runs, and blocks that are marked as something shown', (name) => {
    const runs = ['quick-start', 'api'].includes(name) ? ['sh'] : []
    const others = blocksOf(read(`docs/${name}.md`)).filter(
      ({ language }) => !shown.has(language) && !runs.includes(language),
    )
    expect(others).toEqual([])
  })
})

describe('The comparison of responses', () => {
  const one = '0198c5a2-7b1e-7c3a-9f00-000000000001'
  const real = '0198d000-7b1e-7c3a-9f00-0000000000aa'

  it.each([
    ['a value', { a: 1 }, { a: 2 }, '/a: 2 instead of 1'],
    ['a missing field', { a: { b: 1 } }, { a: {} }, '/a/b: missing in the response'],
    ['a list that is not empty', { a: [] }, { a: [1] }, '/a: not empty'],
    ['text instead of an id', { id: one }, { id: 'x' }, '/id: "x" is not an id'],
    ['null instead of an object', { a: { b: 1 } }, { a: null }, '/a: null instead of an object'],
  ])('reports %s', (_, page, response, difference) => {
    expect(differencesOf(page, response, new Map())).toEqual([difference])
  })

  it('accepts more fields, and binds ids', () => {
    const ids = new Map<string, string>()
    expect(differencesOf({ id: one }, { id: real, more: 1 }, ids)).toEqual([])
    expect(ids.get(one)).toBe(real)
    expect(differencesOf({ id: one }, { id: one }, ids)).toEqual(['/id: another id than before'])
  })
})

/** All are held until the last one is known, so that no two are the same. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))))
  const ports = servers.map((server) => {
    const bound = server.address()
    return typeof bound === 'object' && bound ? bound.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
