import { afterAll, beforeAll, expect, it } from 'vitest'
import { setupState, viewer } from '#contracts/session/schemas.ts'
import { bodyOf, problemOf } from '../http-client.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'

let system: RunningSystem
let token: string
beforeAll(async () => {
  system = await startSystem({ withoutAdmin: true })
})
afterAll(() => system?.remove())

const linkPattern = /Create the first one at (http:\S+)\/setup#token=([\w-]+)\n/
const setUp = (email: string, withToken: string) =>
  system.nobody('POST', '/api/v1/setup', {
    body: { token: withToken, email, fullName: 'First Admin', password: 'setup-Password-3' },
  })
const isRequired = async () => bodyOf(await system.nobody('GET', '/api/v1/setup'), 200, setupState).required

it('The first start prints a one-time setup link; each start renews it', async () => {
  const [, origin, first = ''] = await system.server.says(linkPattern)
  expect(origin).toBe(system.webUrl)
  expect(await isRequired()).toBe(true)
  await system.kill()
  await system.start()
  const [, , second = ''] = await system.server.says(linkPattern)
  token = second
  expect(second).not.toBe(first)
  const refused = problemOf(await setUp('late@example.com', first))
  expect([refused.status, refused.code]).toEqual([403, 'setup-token-invalid'])
  expect(problemOf(await setUp('guess@example.com', 'guess')).code).toBe('setup-token-invalid')
})

it('A body of more than 16 KiB is refused, although the setup is open', async () => {
  const body = { token: 'guess', password: 'x'.repeat(17_000) }
  const refused = problemOf(await system.nobody('POST', '/api/v1/setup', { body }))
  expect([refused.status, refused.code]).toEqual([413, 'body-too-large'])
})

it('Of several people who use it at once, one succeeds, and can sign in', async () => {
  const emails = ['one@example.com', 'two@example.com', 'three@example.com']
  const answers = await Promise.all(emails.map((email) => setUp(email, token)))
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses).toEqual([201, 403, 403])
  for (const answer of answers.filter(({ status }) => status === 403))
    expect(problemOf(answer).code).toBe('setup-closed')
  const winner = answers.find(({ status }) => status === 201)
  if (!winner) throw new Error('No request succeeded.')
  const { email } = bodyOf(winner, 201, viewer)
  const session = await system.as({ email, password: 'setup-Password-3' })
  expect(bodyOf(await session('GET', '/api/v1/me'), 200, viewer).role).toBe('owner')
})

it('The setup link is closed permanently, also with the token and after a restart, which prints no link', async () => {
  expect(await isRequired()).toBe(false)
  expect(problemOf(await setUp('again@example.com', token)).code).toBe('setup-closed')
  await system.kill()
  await system.start()
  expect(problemOf(await setUp('again@example.com', token)).code).toBe('setup-closed')
  expect(await isRequired()).toBe(false)
  expect(system.server.output()).not.toContain('/setup#token=')
})

it('Settings create no second administrator', async () => {
  await system.kill()
  await system.start({ ADMIN_EMAIL: 'settings@example.com', ADMIN_PASSWORD: 'settings-Password-4' })
  const signIn = await system.signIn({ email: 'settings@example.com', password: 'settings-Password-4' })
  expect(signIn.status).toBe(401)
})

it('The token is not in the log', () => {
  const logged = system
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(logged.length).toBeGreaterThan(5)
  expect(logged.filter((line) => line.includes(token))).toEqual([])
})
