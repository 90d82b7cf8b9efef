import { describe, expect, it } from 'vitest'
import { refuseForeignOrigin, refuseUnknownHost } from './origin.ts'

const publicUrl = 'https://billing.example.com'
const post = (headers: Record<string, string>, method = 'POST') =>
  new Request('http://127.0.0.1/api', { method, headers })
const codeOf = (run: () => void) => {
  try {
    run()
    return 'accepted'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('A request whose Host is', () => {
  it.each([
    ['billing.example.com', 'accepted'],
    ['billing.example.com:4000', 'accepted'],
    ['BILLING.example.com', 'accepted'],
    ['127.0.0.1:8001', 'accepted'],
    ['[::1]:8001', 'accepted'],
    ['localhost:4000', 'accepted'],
    ['billing:4000', 'accepted'],
    ['rebound.example', 'unknown-host'],
    ['billing.example.com.rebound.example', 'unknown-host'],
    ['127.0.0.1.rebound.example', 'unknown-host'],
    ['rebound.example/billing.example.com', 'unknown-host'],
    ['x@billing.example.com', 'unknown-host'],
  ])('%s, with PUBLIC_URL: %s', (host, code) => {
    for (const method of ['GET', 'POST'])
      expect(codeOf(() => refuseUnknownHost(post({ host }, method), publicUrl))).toBe(code)
    expect(codeOf(() => refuseUnknownHost(post({ host }), undefined))).toBe('accepted')
  })
})

describe('A write from a page', () => {
  it.each([
    [publicUrl, 'billing.example.com', 'accepted'],
    [publicUrl, '127.0.0.1:4000', 'accepted'],
    ['http://billing.example.com', 'billing.example.com', 'foreign-origin'],
    ['https://billing.example.com:444', 'billing.example.com:444', 'foreign-origin'],
    ['https://rebound.example', 'billing.example.com', 'foreign-origin'],
    ['http://127.0.0.1:4000', '127.0.0.1:4000', 'accepted'],
    ['http://127.0.0.1:4001', '127.0.0.1:4000', 'foreign-origin'],
    ['null', 'billing.example.com', 'foreign-origin'],
  ])('of %s, for %s, with PUBLIC_URL: %s', (origin, host, code) => {
    expect(codeOf(() => refuseForeignOrigin(post({ origin, host }), publicUrl))).toBe(code)
  })

  it.each([
    ['cross-site', 'foreign-origin'],
    ['same-site', 'foreign-origin'],
    ['same-origin', 'accepted'],
    ['none', 'accepted'],
  ])('without Origin and with Sec-Fetch-Site %s: %s', (site, code) => {
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE'])
      for (const url of [publicUrl, undefined])
        expect(codeOf(() => refuseForeignOrigin(post({ 'sec-fetch-site': site }, method), url))).toBe(code)
    expect(codeOf(() => refuseForeignOrigin(post({ 'sec-fetch-site': site }, 'GET'), publicUrl))).toBe(
      'accepted',
    )
  })

  it('with our Origin from another site is refused as well', () => {
    const headers = { origin: publicUrl, host: 'billing.example.com', 'sec-fetch-site': 'cross-site' }
    expect(codeOf(() => refuseForeignOrigin(post(headers), publicUrl))).toBe('foreign-origin')
  })
})
