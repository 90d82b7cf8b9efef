import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PanelError, type PanelHttp, type PanelResponse, PanelTransportError } from '#panels/kit/index.ts'
import { nextPanel } from './index.ts'
import { createRedact } from './redact.ts'

const secrets = { apiSecret: 'nps_Zq8vXk2mWt5rYb7n', password: 'Vj4gHs9dLp3fQx6c' }
const connection = {
  baseUrl: 'http://panel.example',
  apiKey: 'npk_Tn5wBr8k',
  apiSecret: secrets.apiSecret,
  proven: true,
}

const echo = fc.constantFrom(secrets.password, `x${secrets.password}y`, secrets.apiSecret.toUpperCase())
const text = fc.oneof(fc.string({ unit: 'binary' }), echo, fc.constantFrom('Username already exists', 'john'))
const account = fc.record(
  {
    id: fc.oneof(fc.integer(), fc.double(), text),
    username: fc.oneof(text, fc.jsonValue()),
    email: fc.oneof(text, fc.jsonValue()),
    billing_id: fc.oneof(text, fc.jsonValue()),
    metadata: fc.oneof(text, fc.jsonValue(), fc.record({ hosting_account_id: text })),
    status: fc.oneof(text, fc.constantFrom('suspended', 'healthy')),
    detail: fc.oneof(text, fc.array(fc.record({ loc: fc.array(text), msg: text, input: echo }))),
    message: fc.oneof(text, fc.object()),
  },
  { requiredKeys: [] },
)
const value = fc.oneof(
  account,
  fc.array(account),
  fc.record({ accounts: fc.array(account) }),
  fc.record({ items: fc.oneof(fc.array(fc.jsonValue()), text) }),
  fc.jsonValue(),
  fc.object(),
)
const body: fc.Arbitrary<PanelResponse['body']> = fc.oneof(
  value.map((json) => ({ kind: 'json' as const, value: json })),
  text.map((malformed) => ({ kind: 'malformed-json' as const, text: malformed })),
  text.map((page) => ({ kind: 'other' as const, contentType: 'text/html', text: page })),
  fc.constant({ kind: 'empty' as const }),
)
const response: fc.Arbitrary<PanelResponse> = fc.record({
  status: fc.oneof(
    fc.constantFrom(200, 201, 400, 401, 403, 404, 405, 409, 422, 429, 500),
    fc.integer({ min: 200, max: 599 }),
  ),
  headers: fc.dictionary(fc.constantFrom('retry-after', 'date', 'location'), text),
  body,
  durationMs: fc.nat(),
  localAddress: fc.constantFrom('127.0.0.1', undefined),
})
const failure = fc.record({
  failure: fc.constantFrom('dns', 'tls', 'dropped', 'deadline', 'address-not-allowed'),
  maybeSent: fc.boolean(),
})

/** A panel that returns these responses in turn, repeatedly. */
function answering(answers: readonly (PanelResponse | { failure: string; maybeSent: boolean })[]): PanelHttp {
  let next = 0
  return {
    async request() {
      const answer = answers[next % answers.length]
      next += 1
      if (answer === undefined) throw new Error('a fault of our own')
      if ('status' in answer) return answer
      throw new PanelTransportError({
        failure: answer.maybeSent ? 'dropped' : 'refused',
        maybeSent: answer.maybeSent,
        message: `It broke. ${secrets.password}`,
        remedy: 'Fix it.',
        durationMs: 1,
      })
    },
    probe: async () => [{ id: 'dns', state: 'pass', message: 'Found.', durationMs: 1 }],
  }
}

describe('for any response of a panel', () => {
  it('only PanelErrors are thrown, and no secret is shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(response, failure), { maxLength: 6 }), async (answers) => {
        const client = nextPanel.connect(connection, answering(answers))
        const create = client.create({
          username: 'john',
          email: 'john@example.com',
          password: secrets.password,
          fullName: 'John',
          company: null,
          packageId: null,
          marker: 'marker',
          billingCustomerId: 'customer',
        })
        const created = await settle(create)
        expectHidden(created, [secrets.password, secrets.apiSecret])
        const others = [
          client.testConnection(),
          client.checkHealth(),
          client.findById('7'),
          client.search({ marker: 'marker', username: 'john', email: 'john@example.com' }),
          client.list(),
          client.suspend('7', 'overdue'),
          client.unsuspend('7'),
          client.terminate('7'),
          client.usage('7'),
        ]
        // Without a create there is no password to show.
        for (const work of others) expectHidden(await settle(work), [secrets.apiSecret])
      }),
      { numRuns: 300 },
    )
  })

  it('a response with excessive nesting is one of them', async () => {
    let deep: unknown = 'x'
    for (let depth = 0; depth < 20_000; depth += 1) deep = depth % 2 === 0 ? { detail: deep } : [deep]
    for (const status of [200, 201, 400, 422]) {
      const answer: PanelResponse = {
        status,
        headers: {},
        body: { kind: 'json', value: status === 200 ? [deep] : deep },
        durationMs: 1,
        localAddress: undefined,
      }
      const client = nextPanel.connect(connection, answering([answer]))
      await settle(client.search({ username: 'john' }))
      await settle(client.suspend('7', 'overdue'))
    }
  })
})

async function settle(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    return { message: error.message, remedy: error.remedy, exchanges: error.exchanges }
  }
}

// The name of an account is a fact of the panel, not a message. Only our own texts are searched.
function expectHidden(outcome: unknown, hidden: readonly string[]): void {
  const shown = JSON.stringify(
    typeof outcome === 'object' && outcome !== null && 'value' in outcome && 'exchanges' in outcome
      ? outcome.exchanges
      : outcome,
  ).toLowerCase()
  for (const secret of hidden) expect(shown).not.toContain(secret.toLowerCase())
}

describe('redaction', () => {
  it('removes every secret from any text, at any position and however the text is truncated', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
          .filter((secret) => secret.trim().length > 7),
        fc.string({ maxLength: 50 }),
        fc.string({ maxLength: 50 }),
        (secret, before, after) => {
          const shown = createRedact([secret])(`${before}${secret}${after}`, 300)
          expect(shown).not.toContain(secret)
          expect(shown).not.toMatch(/\p{Cc}/u)
        },
      ),
    )
  })

  it.each([
    ['as JSON', JSON.stringify('a"b\\c&d é')],
    ['as ASCII JSON', '"a\\"b\\\\c&d \\u00e9"'],
    ['in a URL', encodeURIComponent('a"b\\c&d é')],
    ['in a form', 'a%22b%5Cc%26d+%C3%A9'],
    ['in HTML', 'a&quot;b\\c&amp;d é'],
    ['in base64', Buffer.from('a"b\\c&d é').toString('base64')],
    ['in capitals', 'A"B\\C&D É'],
    ['with an invisible sign in it', 'a"b\u200b\\c&d é'],
  ])('detects a secret %s', (_how, spelt) => {
    expect(createRedact(['a"b\\c&d é'])(`before ${spelt} after`)).toMatch(/^before "?\[redacted\]"? after$/)
  })
})
