import { expect, it } from 'vitest'
import { webhookEvents } from './events.ts'
import { newWebhookEndpoint } from './schemas.ts'

it.each(Object.entries(webhookEvents))('the example of %s has the data that the event describes', (_type, {
  data,
  example,
}) => {
  expect(data.safeParse(example)).toMatchObject({ success: true })
})

it.each([
  ['ftp://example.com/', 'URL must be a full address like https://example.com/webhooks.'],
  ['example.com/hooks', 'URL must be a full address like https://example.com/webhooks.'],
  ['https://', 'URL must be a full address like https://example.com/webhooks.'],
  [
    'https://user:secret@example.com/',
    'URL must not contain a username or password. The signature proves the sender.',
  ],
  ['https://example.com/#part', 'URL must not contain a # part, because it is never sent.'],
  [`https://example.com/${'a'.repeat(1000)}`, 'URL can have at most 1000 characters.'],
  [`https://example.com/${'ü'.repeat(300)}`, 'URL can have at most 1000 characters after encoding.'],
  ['', 'URL is required.'],
])('refuses the URL %s', (url, message) => {
  expect(newWebhookEndpoint.safeParse({ url }).error?.issues.map((issue) => issue.message)).toContain(message)
})

it('keeps one spelling of a URL, and every chosen event once', () => {
  const input = {
    url: ' HTTPS://Example.COM/A?b=ü ',
    events: ['server.created', 'customer.created', 'server.created'],
  }
  expect(newWebhookEndpoint.parse(input)).toEqual({
    url: 'https://example.com/A?b=%C3%BC',
    description: '',
    events: ['customer.created', 'server.created'],
  })
  expect(newWebhookEndpoint.parse({ url: 'https://example.com' })).toMatchObject({ events: null })
  expect(newWebhookEndpoint.safeParse({ url: 'https://example.com', events: [] }).success).toBe(false)
  expect(
    newWebhookEndpoint.safeParse({ url: 'https://example.com', events: ['customer.deleted'] }).success,
  ).toBe(false)
})
