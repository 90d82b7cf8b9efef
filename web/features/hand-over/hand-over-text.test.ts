import { expect, test } from 'vitest'
import { account, customer, operationWithTimeline } from '../../testing/samples.ts'
import { sheetText } from './hand-over-text.ts'
import type { HandOverEntry } from './store.ts'

const entry = (change: Partial<HandOverEntry> = {}): HandOverEntry => ({
  key: 'one',
  copied: false,
  customer: customer(),
  hosting: null,
  message: '',
  credentials: {
    billing: { address: 'https://billing.example', email: 'ada@example.com', password: 'login-secret' },
    hosting: null,
    link: null,
  },
  passwordLink: null,
  newCustomer: true,
  ...change,
})

const hosted = (status: 'succeeded' | 'needs-person') =>
  entry({
    customer: customer({ fullName: 'Alan Turing', email: 'alan@example.com' }),
    hosting: { account: account(), operation: operationWithTimeline({ status }), message: '' },
    credentials: {
      billing: null,
      hosting: {
        panel: 'NextPanel',
        address: 'https://panel.example:9000',
        username: 'alan',
        password: 'panel-secret',
      },
      link: null,
    },
  })

test('puts the credentials of each customer under its name, oldest first', () => {
  const text = sheetText([hosted('succeeded'), entry()])
  expect(text.indexOf('Ada Lovelace <ada@example.com>')).toBe(0)
  expect(text.indexOf('Alan Turing <alan@example.com>')).toBeGreaterThan(text.indexOf('login-secret'))
  expect(text).toContain(
    'Hosting (NextPanel)\nAddress: https://panel.example:9000\nUsername: alan\nPassword: panel-secret',
  )
})

test('states that the account does not exist yet if provisioning failed', () => {
  expect(sheetText([hosted('needs-person')])).toContain('Hosting (NextPanel), not provisioned yet')
  expect(sheetText([hosted('succeeded')])).not.toContain('not provisioned yet')
})

test('leaves out customers without credentials', () => {
  expect(sheetText([entry({ credentials: { billing: null, hosting: null, link: null } })])).toBe('')
})
