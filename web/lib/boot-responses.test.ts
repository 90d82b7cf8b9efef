import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dropBootResponses, sendBootRequests, takeBootResponse } from './boot-responses.ts'

const origin = 'http://billing.test'
const fetched = vi.fn<(address: string) => Promise<Response>>()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('window', { location: { origin } })
  vi.stubGlobal('fetch', fetched)
  fetched.mockReset().mockImplementation(async () => new Response('{}'))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  globalThis.bootRequests = undefined
})

test('gives a response once', async () => {
  sendBootRequests(['/api/v1/me'])
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeInstanceOf(Response)
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('ignores the order of parameters, and nothing else about them', async () => {
  sendBootRequests(['/api/v1/customers?limit=50&status=active'])
  expect(await takeBootResponse(`${origin}/api/v1/customers?limit=50`)).toBeNull()
  expect(await takeBootResponse(`${origin}/api/v1/customers?status=active&limit=50`)).not.toBeNull()
})

test('gives no response that is older than 10 s', async () => {
  sendBootRequests(['/api/v1/me'])
  vi.advanceTimersByTime(10_001)
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})

test.each([429, 500, 503])('gives no response of status %i', async (status) => {
  fetched.mockImplementation(async () => new Response('{}', { status }))
  sendBootRequests(['/api/v1/me'])
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})

test('gives no response after a failed connection', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'))
  sendBootRequests(['/api/v1/me'])
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})

test('gives the 401 of a signed-out visitor', async () => {
  fetched.mockImplementation(async () => new Response('{}', { status: 401 }))
  sendBootRequests(['/api/v1/me'])
  expect((await takeBootResponse(`${origin}/api/v1/me`))?.status).toBe(401)
})

test('gives nothing after they were dropped', async () => {
  sendBootRequests(['/api/v1/me'])
  dropBootResponses()
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})
