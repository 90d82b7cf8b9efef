import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids, staffAs, webhookDelivery, webhookEndpoint } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.webhooks
const address = '/settings/webhooks'
const listOf = (...items: ReturnType<typeof webhookEndpoint>[]) => ({ list: () => ({ items }) })
const secret = `whsec_${'a'.repeat(43)}=`
const longUrl = `https://hooks.example.com/${'long-path-'.repeat(60)}`

describeRoute('/settings/webhooks', {
  async loading() {
    openPage(address, { webhooks: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, {
      webhooks: listOf(
        webhookEndpoint({ url: longUrl }),
        webhookEndpoint({
          id: ids.alan,
          description: '',
          events: ['customer.created', 'server.deleted'],
          failingSince: '2026-02-01T12:00:00.000Z',
          deliveries: { waiting: 3, failed: 1 },
        }),
        webhookEndpoint({ id: ids.ada, isEnabled: false, disabledReason: 'gone' }),
      ),
    })
    expect(await screen.findByText(longUrl)).toBeVisible()
    const [first, second, third] = screen
      .getAllByRole('listitem')
      .filter((item) => item.querySelector('section'))
    expect(first).toHaveTextContent('CRM')
    expect(first).toHaveTextContent(text.status.enabled)
    expect(first).toHaveTextContent(text.allEvents)
    expect(second).toHaveTextContent(text.status.failing)
    expect(second).toHaveTextContent('2 events')
    expect(second).toHaveTextContent('3 deliveries are waiting · 1 delivery failed')
    expect(third).toHaveTextContent(text.status.disabled)
    expect(third).toHaveTextContent(text.disabledReasons.gone)
  },
  async empty() {
    openPage(address)
    expect(await screen.findByText(text.none)).toBeVisible()
    expect(screen.getByText(text.intro)).toBeVisible()
  },
  async error() {
    openPage(address, { webhooks: { list: refuses('The endpoints are not available.') } })
    expect(await screen.findByText('The endpoints are not available.')).toBeVisible()
  },
})

test('adds an endpoint for chosen events, and shows its secret once', async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    webhooks: {
      ...listOf(),
      create: (input) => {
        sent.push(input)
        return { ...webhookEndpoint(), secret }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.add }))
  const form = within(await screen.findByRole('dialog', { name: text.addTitle }))
  await user.click(form.getByRole('button', { name: text.add }))
  expect(await form.findByText('URL is required.')).toBeVisible()
  await user.type(form.getByLabelText(text.url), 'https://hooks.example.com/billing')
  expect(form.getByLabelText(text.allEvents, { exact: false })).toBeChecked()
  await user.click(form.getByLabelText(text.someEvents))
  await user.click(form.getByRole('button', { name: text.add }))
  expect(await form.findByText('Choose at least one event, or all events.')).toBeVisible()
  await user.click(form.getByRole('checkbox', { name: text.event('server.deleted') }))
  await user.click(form.getByRole('checkbox', { name: text.event('customer.created') }))
  await user.click(form.getByRole('button', { name: text.add }))
  const shown = within(await screen.findByRole('dialog', { name: text.secretTitle }))
  expect(shown.getByLabelText(text.secret)).toHaveValue(secret)
  expect(shown.getByText(text.shownOnce)).toBeVisible()
  expect(shown.getByText(text.secretHelp)).toBeVisible()
  expect(sent).toEqual([
    {
      url: 'https://hooks.example.com/billing',
      description: '',
      events: ['customer.created', 'server.deleted'],
    },
  ])
  await user.click(shown.getByRole('button', { name: text.done }))
  await waitFor(() => expect(screen.queryByDisplayValue(secret)).not.toBeInTheDocument())
})

test('sends a test and shows the response of the receiver as text', async () => {
  const hostile = '<script>alert(1)</script>'
  const failed = webhookDelivery({
    type: 'webhook.test',
    state: 'failed',
    answer: hostile,
    history: [
      {
        at: webhookDelivery().createdAt,
        status: 500,
        durationMs: 7,
        error: 'The receiver responded with status 500.',
      },
    ],
  })
  const user = openPage(address, {
    webhooks: { ...listOf(webhookEndpoint()), test: () => failed, delivery: () => failed },
  })
  await user.click(await screen.findByRole('button', { name: text.test }))
  const sheet = within(await screen.findByRole('dialog', { name: text.deliveryTitle('webhook.test') }))
  expect(await sheet.findByText(text.testResult.failed)).toBeVisible()
  expect(sheet.getByText('The receiver responded with status 500.')).toBeVisible()
  expect(sheet.getByText(hostile)).toBeVisible()
  expect(sheet.queryByRole('button', { name: text.replay })).toBeNull()
})

test('shows the deliveries by state, one with its request, and replays it', async () => {
  const asked: unknown[] = []
  const replayed: unknown[] = []
  const failed = webhookDelivery({ state: 'failed', attempts: 10, answer: null })
  const user = openPage(address, {
    webhooks: {
      ...listOf(webhookEndpoint({ deliveries: { waiting: 0, failed: 1 } })),
      deliveries: (input) => {
        asked.push(input.state)
        return { items: [failed], nextCursor: null }
      },
      delivery: () => failed,
      replay: (input) => {
        replayed.push(input)
        return { ...failed, state: 'waiting' as const }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.showDeliveries }))
  await user.click(await screen.findByRole('button', { name: text.deliveryStates.failed }))
  await waitFor(() => expect(asked).toContain('failed'))
  await user.click(await screen.findByRole('button', { name: 'customer.created' }))
  const sheet = within(await screen.findByRole('dialog', { name: text.deliveryTitle('customer.created') }))
  expect(await sheet.findByText(/"fullName": "Ada"/)).toBeVisible()
  expect(sheet.getByText(text.noAnswer)).toBeVisible()
  await user.click(sheet.getByRole('button', { name: text.replay }))
  expect(await screen.findByText(text.replayed)).toBeVisible()
  expect(replayed).toEqual([{ id: failed.id }])
})

test('replays all failed deliveries of a period', async () => {
  const sent: { since: string }[] = []
  const user = openPage(address, {
    webhooks: {
      ...listOf(webhookEndpoint({ deliveries: { waiting: 0, failed: 2 } })),
      replayFailed: (input) => {
        sent.push(input)
        return { count: 2 }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.showDeliveries }))
  expect(await screen.findByText(text.noDeliveries)).toBeVisible()
  await user.click(screen.getByRole('button', { name: text.replayFailed }))
  const dialog = within(await screen.findByRole('dialog', { name: text.replayFailedTitle }))
  await user.selectOptions(dialog.getByLabelText(text.since), text.periods.week)
  await user.click(dialog.getByRole('button', { name: text.replay }))
  expect(await screen.findByText(text.replayedCount(2))).toBeVisible()
  const days = (Date.now() - Date.parse(sent[0]?.since ?? '')) / 86_400_000
  expect(Math.round(days)).toBe(7)
})

test('edits, disables, rotates and deletes from the menu', async () => {
  const sent: unknown[] = []
  const note = (name: string, input: unknown) => {
    sent.push([name, input])
    return webhookEndpoint()
  }
  const user = openPage(address, {
    webhooks: {
      ...listOf(webhookEndpoint()),
      change: (input) => note('change', input),
      rotateSecret: (input) => ({ ...note('rotate', input), secret }),
      remove: (input) => {
        note('remove', input)
        return {}
      },
    },
  })
  const choose = async (item: string) => {
    await user.click(await screen.findByRole('button', { name: text.actionsFor(webhookEndpoint().url) }))
    await user.click(await screen.findByRole('menuitem', { name: item }))
  }
  await choose(text.edit)
  const form = within(await screen.findByRole('dialog', { name: text.editTitle }))
  await user.type(form.getByLabelText(text.description, { exact: false }), ' 2')
  await user.click(form.getByRole('button', { name: text.save }))
  expect(await screen.findByText(text.saved)).toBeVisible()
  await choose(text.disable)
  expect(await screen.findByText(text.disabled)).toBeVisible()
  await choose(text.rotate)
  const rotate = within(await screen.findByRole('dialog', { name: text.rotateTitle }))
  await user.click(rotate.getByRole('button', { name: text.rotate }))
  const shown = within(await screen.findByRole('dialog', { name: text.secretTitle }))
  expect(shown.getByLabelText(text.secret)).toHaveValue(secret)
  expect(shown.getByText(text.overlap)).toBeVisible()
  await user.click(shown.getByRole('button', { name: text.done }))
  await choose(text.remove)
  const remove = within(await screen.findByRole('dialog', { name: text.removeTitle }))
  await user.click(remove.getByRole('button', { name: text.remove }))
  expect(await screen.findByText(text.removed)).toBeVisible()
  const { id } = webhookEndpoint()
  expect(sent).toEqual([
    // An unchanged URL is not sent, because it would need a recent sign-in.
    ['change', { id, description: 'CRM 2', events: null }],
    ['change', { id, isEnabled: false }],
    ['rotate', { id }],
    ['remove', { id }],
  ])
})

test('is reached from the account menu by roles that have webhooks, and by no other', async () => {
  const user = openPage('/operations', {}, staffAs('admin'))
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await user.click(await screen.findByRole('menuitem', { name: words.shell.webhooks }))
  expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
})

test('is not offered to other roles', async () => {
  const user = openPage('/operations', {}, staffAs('support'))
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await screen.findByRole('menu')
  expect(screen.queryByRole('menuitem', { name: words.shell.webhooks })).toBeNull()
})
