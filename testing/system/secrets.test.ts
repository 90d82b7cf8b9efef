import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createdApiToken } from '#contracts/api-tokens/schemas.ts'
import { webhookEndpointWithSecret } from '#contracts/webhooks/schemas.ts'
import { openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { type Call, cookieOf, type Reply, send } from '../http-client.ts'
import { adminLogin, type DatabaseKind, type RunningSystem, startSystem } from '../running-system.ts'
import { startSmtpServer, type TestSmtpServer } from '../smtp-server.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../webhook-receiver.ts'
import { startEchoingPanel } from './echoing-panel.ts'
import { newCustomer } from './onboarding.ts'

const secrets = {
  'billing password': 'Billing-secret "11" ü',
  'changed billing password': 'Billing-secret-12',
  'hosting password': 'Hosting-secret \\"21\\" €',
  'hosting password of a failed account': 'Hosting-secret-22',
  'hosting password of a retry': 'Hosting-secret-23',
  'echoed API secret': 'nps_echoed_secret_43',
  'hosting password that the panel repeats': 'Hosting-secret "24" <&>',
  'hosting password that was asked to be changed': 'Hosting-secret-25',
  'admin password': adminLogin.password,
  'password chosen by a link': 'Link-secret-13 "ü"',
  'password that was refused as a new one': 'Own-secret-14',
  'password of a failed sign-in': 'Sign-in-secret-31',
  'API secret of a wrong key': 'nps_wrong_secret_41',
  'changed API secret': 'nps_changed_secret_42',
  'SMTP password': 'Smtp-secret-61',
  'billing password of an import': 'Import-secret "71" ü',
  'hosting password of an import': 'Import-secret-72 €',
  'password of an invalid row': 'Import-secret-73',
  'password of a file that is refused': 'Import-secret-74',
  'secret of the alert webhook': Buffer.from('Webhook-secret-of-24-bytes').toString('base64'),
  'secret key': 'the-secret-key-of-this-installation-51',
}

let system: RunningSystem
let smtp: TestSmtpServer | undefined
let receiver: WebhookReceiver | undefined
let echoing: Awaited<ReturnType<typeof startEchoingPanel>> | undefined
let dump = ''
let answersText: string[] = []
let mailsText: string[] = []
let found: Record<string, string> = {}

/** Starts a system, uses every secret in it, stops it, and reads its whole database. */
async function liveOn(database: DatabaseKind) {
  answersText = []
  mailsText = []
  found = { ...secrets }
  system = await startSystem({
    database,
    env: {
      PANEL_DEADLINE_MS: '700',
      ENGINE_SETTLE_MS: '50',
      SECRET_KEY: secrets['secret key'],
      // Nothing listens there, so that the jobs of alerts stay in their table.
      ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/alerts',
      ALERT_WEBHOOK_SECRET: secrets['secret of the alert webhook'],
    },
  })
  await live()
  await system.server.terminate()
  dump = await dumpOf(system)
}

async function endAll() {
  echoing?.close()
  await smtp?.[Symbol.asyncDispose]()
  await receiver?.[Symbol.asyncDispose]()
  await system?.remove()
}

const heard = async (reply: Promise<Reply>) => {
  const { status, text, headers, json } = await reply
  answersText.push(text, JSON.stringify({ ...headers, 'set-cookie': undefined }))
  if (status >= 500) throw new Error(text)
  return { status, json, headers }
}
const admin: Call = async (method, path, options) => {
  const reply = await system.admin(method, path, options)
  await heard(Promise.resolve(reply))
  return reply
}

/** A series of actions in which every secret is used, with and without errors. */
async function live() {
  smtp = await startSmtpServer({ auth: true })
  await setMailUp(smtp)
  const { apiKey, apiSecret } = await system.sandbox.createKey()
  Object.assign(found, { 'API key': apiKey, 'API secret': apiSecret })
  const server = await system.addServer({ apiKey, apiSecret })
  answersText.push(JSON.stringify(server))
  receiver = await startWebhookReceiver()
  await addWebhook(receiver.url)
  const wrong = {
    baseUrl: system.sandbox.url,
    apiKey: 'npk_wrong_41',
    apiSecret: secrets['API secret of a wrong key'],
  }
  await admin('POST', '/api/v1/servers/test', { body: wrong })
  await admin('POST', '/api/v1/servers', { body: { ...wrong, name: 'Wrong', capacity: 1 } })
  await admin('POST', '/api/v1/servers', { body: { ...wrong, name: 'Wrong', capacity: 'many' } })

  const onboardAs = async (username: string, password: string, serverId = server.id) => {
    const body = {
      ...newCustomer(username),
      password: secrets['billing password'],
      provisioning: { username, password, serverId },
    }
    const reply = await admin('POST', '/api/v1/customers', {
      body,
      headers: { prefer: 'wait=20', 'idempotency-key': `key-${username}` },
    })
    await admin('POST', '/api/v1/customers', { body, headers: { 'idempotency-key': `key-${username}` } })
    await admin('POST', '/api/v1/customers', { body })
    await admin('POST', '/api/v1/customers/validate', { body: { ...body, isActive: 'x' } })
    return idsOf(reply)
  }
  await onboardAs('plain', secrets['hosting password'])
  await importCustomers(server.id)
  for (const fault of ['hang', 'drop-after', 'error-after', 'html', 'truncated', 'rate-limit']) {
    const username = fault.replace('-', '')
    await system.sandbox.addFault({
      fault,
      path: 'create',
      username,
      ...(fault === 'rate-limit' && { retryAfter: 1 }),
    })
    await onboardAs(username, secrets['hosting password'])
  }

  echoing = await startEchoingPanel()
  const second = { baseUrl: echoing.url, apiKey: 'npk_echoed_43', apiSecret: secrets['echoed API secret'] }
  const { id: echoingId } = await system.addServer({ ...second, name: 'Echo' })
  let refused = { customerId: '', accountId: '', operationId: '' }
  for (const username of ['refused', 'rejected', 'broken'])
    refused = await onboardAs(username, secrets['hosting password that the panel repeats'], echoingId)
  expect(echoing.creates()).toBeGreaterThan(2)
  // The same username for another customer: a conflict, which is retried under another name.
  const body = { username: 'plain', serverId: server.id, email: 'second@example.com' }
  const conflict = idsOf(
    await admin('POST', `/api/v1/customers/${refused.customerId}/hosting-accounts`, {
      body: { ...body, password: secrets['hosting password of a failed account'] },
    }),
  )
  await admin('POST', `/api/v1/operations/${conflict.operationId}/retry`, {
    body: { username: 'retried', password: secrets['hosting password of a retry'] },
    headers: { prefer: 'wait=20' },
  })
  await admin('POST', `/api/v1/hosting-accounts/${conflict.accountId}/change-password`, {
    body: { password: secrets['hosting password that was asked to be changed'] },
  })
  await admin('PATCH', `/api/v1/customers/${refused.customerId}`, {
    body: { password: secrets['changed billing password'] },
  })
  await admin('PATCH', `/api/v1/servers/${server.id}`, {
    body: { apiKey: 'npk_changed_42', apiSecret: secrets['changed API secret'] },
  })
  await heard(
    system.signIn({ email: 'plain@example.com', password: secrets['password of a failed sign-in'] }),
  )
  const signedIn = await system.signIn({ email: 'plain@example.com', password: secrets['billing password'] })
  await heard(Promise.resolve(signedIn))
  found['session token'] = decodeURIComponent(cookieOf(signedIn).split(/[=.]/)[1] ?? '')
  const cookie = cookieOf(signedIn)
  await heard(send(`${system.apiUrl}/api/v1/portal/hosting-accounts`, { headers: { cookie } }))
  await heard(
    send(`${system.apiUrl}/api/v1/me/password`, {
      method: 'POST',
      headers: { cookie },
      body: { currentPassword: secrets['password that was refused as a new one'], newPassword: 'password' },
    }),
  )
  await followLinks(refused.customerId)
  await callByToken(refused.customerId)
  await requestLink(smtp)
  await readEverything()
  await until(() => ['account.provisioned', 'operation.failed', 'import.finished'].every(isReceived))
  await until(() => (smtp?.received.length ?? 0) > 5)
  answersText.push(...(receiver?.got.map(({ headers, text }) => `${JSON.stringify(headers)}\n${text}`) ?? []))
  mailsText = smtp.received.map(({ raw, mail }) => `${raw}\n${mail.text}\n${mail.html}`)
}

const isReceived = (type: string) => receiver?.got.some((one) => one.type === type) === true

/** An endpoint of all events, whose secret is replaced. Both responses contain a secret on purpose. */
async function addWebhook(url: string) {
  const created = await system.admin('POST', '/api/v1/webhook-endpoints', {
    body: { url },
    headers: { 'idempotency-key': 'key-webhook' },
  })
  const { id, secret } = webhookEndpointWithSecret.parse(created.json)
  const path = `/api/v1/webhook-endpoints/${id}`
  const rotated = await system.admin('POST', `${path}/rotate-secret`, { body: {} })
  Object.assign(found, {
    'first secret of a webhook': secret?.slice('whsec_'.length) ?? 'none',
    'second secret of a webhook':
      webhookEndpointWithSecret.parse(rotated.json).secret?.slice('whsec_'.length) ?? 'none',
  })
  await admin('POST', '/api/v1/webhook-endpoints', {
    body: { url },
    headers: { 'idempotency-key': 'key-webhook' },
  })
  const tested = await admin('POST', `${path}/test`, { body: {} })
  expect(tested.json).toMatchObject({ state: 'delivered' })
}

/** A token that works, that does not have a permission, that is misspelled, and that is revoked. */
async function callByToken(customerId: string) {
  // Its response contains the token on purpose.
  const created = await system.admin('POST', '/api/v1/api-tokens', {
    body: { name: 'Canary', permissions: ['customers.read', 'customers.write', 'audit.read'] },
    headers: { 'idempotency-key': 'key-token' },
  })
  const { id, token, name, permissions } = createdApiToken.parse(created.json)
  found['API token'] = token ?? 'none'
  const call = (method: string, path: string, body?: unknown, authorization = `Bearer ${token}`) =>
    heard(send(`${system.apiUrl}${path}`, { method, body, headers: { authorization } }))
  expect((await call('GET', '/api/v1/customers')).status).toBe(200)
  const change = await call('PATCH', `/api/v1/customers/${customerId}`, { companyName: 'By a token' })
  expect(change.status).toBe(200)
  expect((await call('GET', '/api/v1/audit?limit=100')).status).toBe(200)
  expect((await call('POST', '/api/v1/engine/pause', {})).status).toBe(403)
  expect((await call('GET', '/api/v1/customers?limit=many')).status).toBe(422)
  expect((await call('GET', '/api/v1/customers', undefined, `Bearer ${token}x`)).status).toBe(401)
  await admin('POST', '/api/v1/api-tokens', {
    body: { name, permissions },
    headers: { 'idempotency-key': 'key-token' },
  })
  await admin('GET', '/api/v1/api-tokens')
  await admin('DELETE', `/api/v1/api-tokens/${id}`)
  expect((await call('GET', '/api/v1/customers')).status).toBe(401)
}

/** Passwords of a file, and generated ones. Both downloads contain passwords on purpose. */
async function importCustomers(serverId: string) {
  const quoted = (secret: string) => `"${secret.replaceAll('"', '""')}"`
  const upload = async (lines: readonly string[]) =>
    admin('POST', '/api/v1/imports?fileName=customers.csv', {
      body: `${lines.join('\n')}\n`,
      headers: { 'content-type': 'text/csv' },
    })
  const imported = async (lines: readonly string[], defaults: object) => {
    const { json } = await upload(lines)
    const { id } = z.object({ id: z.string() }).parse(json)
    const path = `/api/v1/imports/${id}`
    const reached = async (status: string) => {
      for (;;) {
        const { text } = await admin('GET', path)
        if (text.includes(`"status":"${status}"`)) return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    await admin('PATCH', path, { body: { defaults: { hosting: 'create', serverId, ...defaults } } })
    await admin('POST', `${path}/check`, { body: {} })
    await reached('ready')
    await admin('POST', `${path}/start`, { body: {} })
    await reached('finished')
    await admin('GET', `${path}/rows?limit=100`)
    return path
  }
  const names = 'Email,Full Name,Password,Hosting Username,Hosting Password'
  const both = [secrets['billing password of an import'], secrets['hosting password of an import']].map(
    quoted,
  )
  const path = await imported(
    [
      names,
      `imported@example.com,Imported,${both[0]},imported,${both[1]}`,
      `no-email,Bad,${secrets['password of an invalid row']},plain,${secrets['password of an invalid row']}`,
    ],
    { passwords: 'file' },
  )
  const failed = await system.admin('GET', `${path}/rows.csv`)
  expect(failed.text).toContain(secrets['password of an invalid row'])
  const secret = secrets['password of a file that is refused']
  expect((await upload([names, `x@example.com,X,${secret},x,"${secret}`])).status).toBe(422)
  expect((await upload([`Email,${secret},${secret}"`, 'x@example.com,1,2'])).status).toBe(422)
  const generated = await imported(['Email,Full Name', 'generated@example.com,Generated'], {
    passwords: 'generate',
  })
  const { text } = await system.admin('POST', `${generated}/credentials.csv`, { body: {} })
  const [, password, hostingPassword] =
    /generated@example\.com,Generated,(\S{20}),,generated,(\S{20}),/.exec(text) ?? []
  if (!password || !hostingPassword) throw new Error(text)
  Object.assign(found, {
    'generated billing password of an import': password,
    'generated hosting password of an import': hostingPassword,
  })
}

/** Links of a customer and of a staff user. Their responses contain the token on purpose. */
async function followLinks(customerId: string) {
  const tokenOf = ({ text }: Reply) => /#([\w-]{43})/.exec(text)?.[1] ?? 'no link'
  const ofCustomer = await system.admin('POST', `/api/v1/customers/${customerId}/password-link`, { body: {} })
  const person = { email: 'invited@example.com', fullName: 'Invited', role: 'support' }
  const invited = await system.admin('POST', '/api/v1/team', { body: person })
  Object.assign(found, {
    'link of a customer': tokenOf(ofCustomer),
    'link of an invitation': tokenOf(invited),
  })
  const follow = (token: string, password: string) =>
    heard(send(`${system.apiUrl}/api/v1/password-links/use`, { method: 'POST', body: { token, password } }))
  for (const password of ['short', 'password', secrets['password chosen by a link'], 'Late-secret-15'])
    await follow(tokenOf(ofCustomer), password)
  await heard(
    send(`${system.apiUrl}/api/v1/password-links/inspect`, {
      method: 'POST',
      body: { token: tokenOf(invited) },
    }),
  )
}

/** A mail server that repeats the password when it refuses it. */
async function setMailUp(server: TestSmtpServer) {
  const settings = {
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    username: 'mailer',
    password: secrets['SMTP password'],
    fromAddress: 'no-reply@example.com',
    fromName: 'Billing',
  }
  await admin('PATCH', '/api/v1/mail/settings', { body: settings })
  await admin('PATCH', '/api/v1/mail/settings', { body: { ...settings, port: 'many' } })
  server.fail({ at: 'auth', code: 535, text: `Wrong password ${secrets['SMTP password']}` })
  const { json } = await admin('POST', '/api/v1/mail/test', { body: { to: 'admin@example.com' } })
  expect(json).toMatchObject({ accepted: false })
}

async function requestLink(server: TestSmtpServer) {
  await until(() => server.received.length >= 1)
  const before = server.received.length
  await admin('POST', '/api/v1/password-resets', { body: { email: 'hang@example.com' } })
  const tokens = () =>
    server.received
      .slice(before)
      .filter(({ to }) => to.includes('hang@example.com'))
      .flatMap(({ mail }) => /#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? [])
  await until(() => tokens().length > 0)
  found['link in a mail'] = tokens()[0] ?? ''
  await admin('GET', '/api/v1/mails')
  await admin('GET', '/api/v1/mail/settings')
}

async function until(done: () => boolean) {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20))
}

const idsOf = ({ json, text }: Reply) => {
  const id = (name: string) => new RegExp(`"${name}":"([0-9a-f-]{36})"`).exec(text)?.[1] ?? ''
  if (typeof json !== 'object') throw new Error(text)
  return {
    customerId: id('customerId'),
    accountId: id('accountId'),
    operationId: /"operation":\{"id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? '',
  }
}

async function readEverything() {
  const { text } = await admin('GET', '/api/v1/operations?limit=100')
  const operations = text.matchAll(/"id":"([0-9a-f-]{36})","kind"/g)
  for (const [, id] of operations) {
    await admin('GET', `/api/v1/operations/${id}`)
    const { text: facts } = await admin('GET', `/api/v1/operations/${id}/diagnostics`)
    expect(facts).toContain('status: ')
  }
  const { text: customers } = await admin('GET', '/api/v1/customers?limit=100')
  for (const [, id] of customers.matchAll(/"id":"([0-9a-f-]{36})","email"/g)) {
    await admin('GET', `/api/v1/customers/${id}`)
    await admin('GET', `/api/v1/customers/${id}/hosting-accounts`)
  }
  for (const path of [
    '/api/v1/servers',
    '/api/v1/team',
    '/api/v1/alerts',
    '/api/v1/webhook-endpoints',
    '/api/v1/mails?limit=100',
    '/api/v1/mail/templates',
    '/api/v1/audit?limit=100',
    '/api/v1/me/sessions',
  ])
    await admin('GET', path)
  const { text: endpoints } = await admin('GET', '/api/v1/webhook-endpoints')
  const endpointId = /"id":"([0-9a-f-]{36})"/.exec(endpoints)?.[1]
  const { text: deliveries } = await admin(
    'GET',
    `/api/v1/webhook-endpoints/${endpointId}/deliveries?limit=100`,
  )
  for (const [, id] of deliveries.matchAll(/"id":"([0-9a-f-]{36})","endpointId"/g))
    await admin('GET', `/api/v1/webhook-deliveries/${id}`)
  for (const separator of ['comma', 'semicolon', 'tab'])
    for (const list of ['customers', 'audit']) {
      const { status, text } = await admin('GET', `/api/v1/${list}/export?separator=${separator}`)
      expect([list, status, text.split('\r\n').length > 10]).toEqual([list, 200, true])
    }
  await readErrors()
}

/** Pages and problem details of requests that fail, with secrets in their bodies and queries. */
async function readErrors() {
  const password = secrets['hosting password']
  const query = new URLSearchParams({ search: password, limit: 'many' })
  await admin('GET', `/api/v1/customers?${query}`)
  await admin('POST', '/api/v1/nothing', { body: { password } })
  await admin('PUT', '/api/v1/customers', { body: { password } })
  await admin('POST', '/api/v1/customers', { body: `{"password":${JSON.stringify(password)}` })
  await admin('POST', '/api/v1/customers', {
    body: `password=${password}`,
    headers: { 'content-type': 'text/plain' },
  })
  for (const path of [
    '/',
    '/login',
    '/customers',
    '/no-such-page',
    '/docs',
    '/openapi.json',
    '/health',
    '/ready',
  ])
    for (const accept of ['text/html', '*/*'])
      await heard(send(`${system.webUrl}${path}`, { headers: { accept } }))
}

async function dumpOf({ databaseUrl, dataDir }: RunningSystem): Promise<string> {
  const database = await openDatabase({ databaseUrl, dataDir })
  const tables = await database.db.execute(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`)
  let text = ''
  for (const { name } of rowsOf(tables)) {
    const all = await database.db.execute(sql.raw(`select t::text as row from ${String(name)} t`))
    text += rowsOf(all)
      .map(({ row }) => `${String(name)} ${String(row)}\n`)
      .join('')
  }
  await database.close()
  return text
}

/** Plain, as JSON (once and twice), in a URL, in base64 and in hex. */
const formsOf = (secret: string): string[] => {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
  return [
    secret,
    inJson(secret),
    inJson(inJson(secret)),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replaceAll('=', ''),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
  ]
}

/** As the bytes of a file that is read as Latin-1. */
const latin1FormsOf = (secret: string) => formsOf(secret).map((form) => Buffer.from(form).toString('latin1'))

const leaksIn = (text: string, except: readonly string[] = [], forms = formsOf) =>
  Object.entries(found)
    .filter(([name]) => !except.includes(name))
    .filter(([, secret]) => forms(secret).some((form) => text.includes(form)))
    .map(([name]) => name)

describe.each(['postgres', 'embedded'] as const)('After all these actions on %s, no secret is', (kind) => {
  beforeAll(() => liveOn(kind))
  afterAll(endAll)

  it('in a response of the API: timelines, exports, diagnostics, errors and pages', () => {
    const answers = answersText.join('\n')
    expect(answersText.length).toBeGreaterThan(100)
    for (const part of [
      'attempt.ended',
      'redacted',
      'panelDeadlineMs',
      'Hosting accounts',
      'Actor kind',
      'not-found',
    ])
      expect(answers).toContain(part)
    expect(leaksIn(answers)).toEqual([])
  })

  it("in the server's output, at LOG_LEVEL=debug", () => {
    expect(system.output()).toContain('"level":20')
    expect(leaksIn(system.output())).toEqual([])
  })

  it('in a mail, except the link that it carries', () => {
    expect(mailsText.length).toBeGreaterThan(5)
    expect(leaksIn(mailsText.join('\n'), ['link in a mail', 'link of an invitation'])).toEqual([])
  })

  it('in any table of the database, unless encrypted or hashed', () => {
    expect(dump.split('\n').length).toBeGreaterThan(100)
    expect(dump).toContain('plain@example.com')
    expect(dump).toMatch(/credentials .*\$argon2id\$/)
    for (const table of [
      'pgboss.job_common',
      'public.audit_entries',
      'public.sessions',
      'public.api_tokens',
      'public.mails',
      'public.webhook_endpoints',
      'public.webhook_deliveries',
      'public.password_links',
    ])
      expect(dump).toContain(`${table} (`)
    // A row's text doubles quotes and backslashes.
    const asRow = dump.replaceAll('""', '"').replaceAll('\\\\', '\\')
    expect(leaksIn(`${dump}\n${asRow}`)).toEqual([])
  })

  it.runIf(kind === 'embedded')('in any file of DATA_DIR, also not in the write-ahead log', async () => {
    const names = await readdir(system.dataDir, { recursive: true, withFileTypes: true })
    const files = names.filter((name) => name.isFile())
    expect(files.length).toBeGreaterThan(100)
    const leaks = new Set<string>()
    for (const { parentPath, name } of files)
      for (const leak of leaksIn(await readFile(join(parentPath, name), 'latin1'), [], latin1FormsOf))
        leaks.add(`${name}: ${leak}`)
    expect([...leaks]).toEqual([])
  })

  it('stored for an account that already has it: only those that may still be needed', async () => {
    const database = await openDatabase({ databaseUrl: system.databaseUrl, dataDir: system.dataDir })
    const kept = await database.db.execute(
      sql`select status, username from hosting_accounts where password_sealed is not null`,
    )
    await database.close()
    for (const { status } of rowsOf(kept)) expect(status).not.toBe('active')
  })

  it('missed by the search, which finds a planted one', () => {
    expect(leaksIn(`{"a":${JSON.stringify(secrets['hosting password'])}}`)).toEqual(['hosting password'])
    for (const [name, secret] of Object.entries(found))
      expect([name, secret.length > 7]).toEqual([name, true])
  })
})
