import { expect, it } from 'vitest'
import { type Reply, withRecentSignIn } from './http-client.ts'

const refused = (code: string): Reply => {
  const json = { type: 'about:blank', title: code, status: 403, code, detail: code, requestId: '1' }
  return { status: 403, headers: { 'content-type': 'application/problem+json' }, text: '', json }
}
const done: Reply = { status: 200, headers: {}, text: '{}', json: {} }

it.each([
  ['an old sign-in', 'reauthentication-required', 200, 1],
  ['a missing permission', 'forbidden', 403, 0],
] as const)('a request that is refused for %s signs in again only if that helps', async (_, code, status, times) => {
  let signIns = 0
  const ask = async () => (signIns === 0 ? refused(code) : done)
  const reply = await withRecentSignIn(ask, async () => {
    signIns += 1
  })
  expect([reply.status, signIns]).toEqual([status, times])
})
