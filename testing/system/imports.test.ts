import { type ClientRequest, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importDetails, importPage } from '#contracts/imports/schemas.ts'
import { bodyOf, cookieOf, problemOf, type Reply, send } from '../http-client.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'

let system: RunningSystem
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system?.remove())

const path = '/api/v1/imports?fileName=customers.csv'
const csv = { 'content-type': 'text/csv' }
const file = 'Email,Full Name\nada@upload.example,Ada\n'

const imports = async () =>
  bodyOf(await system.admin('GET', '/api/v1/imports?limit=100'), 200, importPage).items.length
const upload = (body: unknown, headers: Record<string, string> = csv, at = path) =>
  system.admin('POST', at, { body, headers })
const fieldsOf = (reply: Reply) => (problemOf(reply).errors ?? []).map(({ path: field }) => field)

/** A request whose body the test writes in parts, and its response. */
function startUpload(cookie: string): { outgoing: ClientRequest; reply: Promise<Reply> } {
  const outgoing = request(`${system.apiUrl}${path}`, {
    method: 'POST',
    agent: false,
    headers: { ...csv, ...(cookie && { cookie }) },
  })
  const reply = new Promise<Reply>((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      let text = ''
      incoming.on('data', (chunk) => {
        text += chunk
      })
      incoming.on('end', () => {
        const { statusCode: status = 0, headers } = incoming
        resolve({ status, headers, text, json: JSON.parse(text) })
      })
    })
  })
  return { outgoing, reply }
}

describe('An upload over HTTP', () => {
  it('is received as text/csv, with or without a charset', async () => {
    const reply = await upload(file)
    expect(bodyOf(reply, 201, importDetails)).toMatchObject({
      fileName: 'customers.csv',
      counts: { total: 1 },
      columns: [{ mappedTo: 'email' }, { mappedTo: 'fullName' }],
    })
    bodyOf(await upload(file, { 'content-type': 'text/csv; charset=utf-8' }), 201, importDetails)
  })

  it('is refused as JSON or a form', async () => {
    const before = await imports()
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain'])
      expect(problemOf(await upload('{}', { 'content-type': type })).code).toBe('unsupported-media-type')
    expect(await imports()).toBe(before)
  })

  it('needs a body and a file name', async () => {
    const empty = await upload(undefined)
    expect([empty.status, fieldsOf(empty)]).toEqual([422, ['file']])
    const nameless = await upload(file, csv, '/api/v1/imports')
    expect([nameless.status, fieldsOf(nameless)]).toEqual([422, ['fileName']])
    const long = await upload(file, csv, `/api/v1/imports?fileName=${'x'.repeat(201)}`)
    expect([long.status, fieldsOf(long)]).toEqual([422, ['fileName']])
  })

  it('of a file that cannot be read says the row, however much of it follows', async () => {
    const before = await imports()
    const rest = 'x@upload.example,X\n'.repeat(300_000)
    const reply = await upload(`Email,Full Name\nada@upload.example,A"da\n${rest}`)
    expect(reply.status).toBe(422)
    expect(problemOf(reply).detail).toMatch(/^Row 2, column Full Name: a quotation mark/)
    const archive = await upload(
      Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(5_000_000)]),
    )
    expect(problemOf(archive).detail).toContain('ZIP')
    expect(await imports()).toBe(before)
  })

  it('is refused above 64 MiB', async () => {
    const before = await imports()
    const cell = 'x'.repeat(4000)
    const line = `a@upload.example,${cell}\n`
    const reply = await upload(`Email,Note\n${line.repeat(Math.ceil(67_108_864 / line.length))}`)
    expect([reply.status, problemOf(reply).code]).toEqual([413, 'body-too-large'])
    expect(problemOf(reply).detail).toContain('64 MiB')
    expect(await imports()).toBe(before)
  }, 120_000)

  it('is refused without a session before its body is read', async () => {
    const { outgoing, reply } = startUpload('')
    outgoing.flushHeaders()
    const { status } = await reply
    outgoing.destroy()
    expect(status).toBe(401)
  })

  it('is refused when its sender loses access while it arrives, and leaves nothing', async () => {
    const before = await imports()
    const invited = await system.admin('POST', '/api/v1/team', {
      body: { email: 'slow@example.com', fullName: 'Slow', role: 'admin' },
    })
    const token = /#([\w-]{43})/.exec(invited.text)?.[1] ?? ''
    const password = 'slow-Password-1'
    await send(`${system.apiUrl}/api/v1/password-links/use`, { method: 'POST', body: { token, password } })
    const signedIn = await system.signIn({ email: 'slow@example.com', password })
    const { outgoing, reply } = startUpload(cookieOf(signedIn))
    outgoing.write(file)
    const team = await system.admin('GET', '/api/v1/team')
    const member = z
      .object({ items: z.array(z.object({ id: z.string(), email: z.string() })) })
      .parse(team.json)
      .items.find(({ email }) => email === 'slow@example.com')
    const changed = await system.admin('PATCH', `/api/v1/team/${member?.id}`, { body: { isActive: false } })
    expect(changed.status).toBe(200)
    outgoing.end('alan@upload.example,Alan\n')
    expect((await reply).status).toBe(401)
    expect(await imports()).toBe(before)
  })

  it('that breaks off is no internal error, and leaves nothing', async () => {
    const before = await imports()
    const logged = system.server.output().length
    const { outgoing, reply } = startUpload(system.adminCookie)
    outgoing.write(`${file}${'x@upload.example,X\n'.repeat(10_000)}`, () => outgoing.destroy())
    await expect(reply).rejects.toThrow()
    await expect
      .poll(() => system.server.output().slice(logged), { timeout: 10_000 })
      .toContain('"status":400')
    expect(system.server.output().slice(logged)).not.toMatch(/"level":(40|50|60)/)
    expect(await imports()).toBe(before)
  })
})
