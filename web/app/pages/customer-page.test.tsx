import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Answers } from '../../testing/answers.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { sendEvent } from '../../testing/fake-event-source.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  account,
  auditEntry,
  customer,
  failedOperation,
  ids,
  mail,
  operation,
  operationWithTimeline,
  server,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

afterEach(() => {
  vi.useRealTimers()
})

const address = `/customers/${ids.ada}`
const hosting = (...items: ReturnType<typeof account>[]): NonNullable<Answers['customers']> => ({
  get: () => customer(),
  hostingAccounts: () => ({ items }),
})

describeRoute('/customers/$customerId', {
  async loading() {
    openPage(address, { customers: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
    // In the navigation, and as the link back.
    expect(screen.getAllByRole('link', { name: 'Customers' })).toHaveLength(2)
  },
  async full() {
    openPage(address, { customers: hosting(account()) })
    expect(await screen.findByRole('heading', { name: /Ada Lovelace/, level: 1 })).toBeVisible()
    for (const name of ['Overview', 'Hosting', 'Operations', 'Mail', 'Audit'])
      expect(screen.getByRole('tab', { name })).toBeVisible()
    expect(await screen.findByText('Analytical Engines', { selector: 'dd bdi' })).toBeVisible()
  },
  async empty() {
    openPage(address, { customers: hosting() })
    expect(await screen.findByRole('link', { name: words.nextAction.noneDo })).toHaveAttribute(
      'href',
      `${address}/hosting`,
    )
  },
  async error() {
    openPage(address, { customers: { get: refuses('Customers are not available.') } })
    expect(await screen.findByRole('alert')).toHaveTextContent('Customers are not available.')
    expect(screen.getByRole('button', { name: 'Retry' })).toBeVisible()
  },
})

test.each([
  ['an unknown customer', { status: 404, code: 'not-found' }],
  [
    'an address that holds no id',
    {
      status: 400,
      code: 'invalid-body',
      errors: [{ path: 'id', code: 'invalid', message: 'id must be an id.' }],
    },
  ],
])('shows "Customer not found" for %s, with a link to the list and no retry button', async (_, problem) => {
  openPage(address, {
    customers: {
      get: () => {
        throw new Refused('There is no such customer. See the Customers page.', problem)
      },
    },
  })
  expect(await screen.findByRole('heading', { name: 'Customer not found', level: 1 })).toBeVisible()
  expect(screen.getByRole('link', { name: words.customerDetails.toAll })).toHaveAttribute(
    'href',
    '/customers',
  )
  expect(screen.queryByRole('button', { name: 'Retry' })).not.toBeInTheDocument()
  expect(screen.getByRole('navigation', { name: words.shell.navigation })).toBeVisible()
})

test('sets the title of each tab to the customer and the tab', async () => {
  const user = openPage(address, { customers: hosting(account()) })
  await waitFor(() => expect(document.title).toBe('Ada Lovelace - Overview - NextPanel Billing'))
  await user.click(screen.getByRole('tab', { name: 'Hosting' }))
  await waitFor(() => expect(document.title).toBe('Ada Lovelace - Hosting - NextPanel Billing'))
})

test('isolates the name, the company and the email of a customer', async () => {
  const company = 'אחסון תל אביב'
  openPage(address, { customers: { ...hosting(account()), get: () => customer({ companyName: company }) } })
  for (const value of [company, 'ada@example.com', 'Ada Lovelace'])
    for (const shown of await screen.findAllByText(value)) expect(shown.closest('bdi')).not.toBeNull()
})

test('shows the next action for failed hosting', async () => {
  const failed = account({ status: 'failed', operation: failedOperation() })
  openPage(address, { customers: hosting(failed) })
  const message = await screen.findByText('The username is already used on this server.')
  expect(message.closest('p')).toHaveTextContent(
    'Hosting account ada: The username is already used on this server.',
  )
})

describeRoute('/customers/$customerId/hosting', {
  async loading() {
    openPage(`${address}/hosting`, { customers: { get: () => customer(), hostingAccounts: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(`${address}/hosting`, {
      customers: hosting(account()),
      servers: { list: () => ({ items: [server()] }) },
    })
    expect(await screen.findByText('NextPanel User ID: 123')).toBeVisible()
    for (const name of ['Suspend', 'Terminate']) expect(screen.getByRole('button', { name })).toBeEnabled()
    expect(await screen.findByRole('link', { name: 'Open NextPanel' })).toHaveAttribute(
      'href',
      'https://panel.example:9000',
    )
  },
  async empty() {
    openPage(`${address}/hosting`, { customers: hosting() })
    expect(await screen.findByText('No hosting yet.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Provision Account' })).toBeEnabled()
  },
  async error() {
    openPage(`${address}/hosting`, {
      customers: { get: () => customer(), hostingAccounts: refuses('Hosting is not available.') },
    })
    expect(await screen.findByText('Hosting is not available.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Provision Account' })).toBeEnabled()
  },
})

test('shows hosting that begins while the tab is open', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval'] })
  let items: ReturnType<typeof account>[] = []
  openPage(`${address}/hosting`, {
    customers: { get: () => customer(), hostingAccounts: () => ({ items }) },
  })
  expect(await screen.findByText('No hosting yet.')).toBeVisible()
  items = [account()]
  await act(() => vi.advanceTimersByTimeAsync(6000))
  expect(await screen.findByText('NextPanel User ID: 123')).toBeVisible()
})

test('follows an operation in progress, step by step', async () => {
  const running = operation({ status: 'running', endedAt: null })
  openPage(`${address}/hosting`, {
    customers: hosting(account({ status: 'pending', panelUserId: null, operation: running })),
    operations: { get: () => operationWithTimeline({ ...running, timeline: [] }) },
  })
  const streams = `/api/v1/operations/${ids.operation}/events`
  expect(await screen.findByRole('button', { name: 'Hide steps' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Suspend' })).not.toBeInTheDocument()
  await expect.poll(() => sendEvent(streams, operationWithTimeline(running))).toBeGreaterThan(0)
  expect(await screen.findByText('Ordered by Grace Hopper.')).toBeVisible()
})

test('shows the remedies of a conflict first, with "Provision Account" as a secondary button', async () => {
  const holder = { panelUserId: '27', matches: false }
  const conflict = failedOperation({
    status: 'needs-person',
    error: { code: 'username-taken', message: 'Taken.', remedy: 'Choose another.', holder },
  })
  const user = openPage(`${address}/hosting`, {
    customers: hosting(account({ status: 'conflict', panelUserId: null, operation: conflict })),
  })
  const remedy = await screen.findByRole('button', { name: 'Use ada2' })
  expect(remedy).toHaveClass('bg-accent')
  expect(screen.getByRole('button', { name: 'Adopt account 27' })).toBeEnabled()
  expect(screen.getByRole('button', { name: 'Provision Account' })).not.toHaveClass('bg-accent')
  expect(screen.queryByRole('button', { name: 'Terminate' })).not.toBeInTheDocument()
  expect(screen.getByText('Requested')).toBeVisible()
  expect(screen.queryByText('Created')).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: words.operations.moreActions('ada') }))
  const menu = await screen.findByRole('menu')
  expect(within(menu).getByRole('menuitem', { name: 'Terminate' })).toBeVisible()
  expect(within(menu).getByRole('menuitem', { name: 'Cancel operation' })).toBeVisible()
})

test('deactivates immediately and offers to undo it', async () => {
  const changes: unknown[] = []
  let isActive = true
  const user = openPage(address, {
    customers: {
      get: () => customer({ isActive }),
      hostingAccounts: () => ({ items: [account()] }),
      change: (change) => {
        changes.push(change)
        isActive = change.isActive ?? isActive
        return customer({ isActive })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Deactivate' }))
  const said = await screen.findByText(words.customerDetails.deactivated('Ada Lovelace', 1))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  await user.click(within(said.closest('li') ?? document.body).getByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('button', { name: 'Deactivate' })).toBeEnabled()
  expect(changes).toEqual([
    { id: ids.ada, isActive: false },
    { id: ids.ada, isActive: true },
  ])
})

test('unsuspends immediately and offers to undo it', async () => {
  const asked: string[] = []
  const suspended = account({ status: 'suspended', suspendReasons: ['staff'] })
  const answer = { status: 200 as const, body: { account: account(), operation: operationWithTimeline() } }
  const user = openPage(`${address}/hosting`, {
    customers: hosting(suspended),
    hostingAccounts: {
      suspensions: () => ({ items: [] }),
      unsuspend: ({ reason }) => {
        asked.push(`unsuspend ${reason}`)
        return answer
      },
      suspend: ({ reason }) => {
        asked.push(`suspend ${reason}`)
        return answer
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Unsuspend' }))
  const toast = (await screen.findByText('ada unsuspended.')).closest('li') ?? document.body
  await user.click(within(toast).getByRole('button', { name: 'Undo' }))
  await expect.poll(() => asked).toEqual(['unsuspend staff', 'suspend staff'])
})

test('a double click unsuspends once, and undoes it once', async () => {
  const asked: string[] = []
  const suspended = account({ status: 'suspended', suspendReasons: ['staff'] })
  const pressed = Promise.withResolvers<void>()
  const answer = (call: string) => async () => {
    asked.push(call)
    await pressed.promise
    return { status: 200 as const, body: { account: account(), operation: operationWithTimeline() } }
  }
  const user = openPage(`${address}/hosting`, {
    customers: hosting(suspended),
    hostingAccounts: {
      suspensions: () => ({ items: [] }),
      unsuspend: answer('unsuspend'),
      suspend: answer('suspend'),
    },
  })
  await user.dblClick(await screen.findByRole('button', { name: 'Unsuspend' }))
  pressed.resolve()
  const toast = (await screen.findByText('ada unsuspended.')).closest('li') ?? document.body
  await user.dblClick(within(toast).getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText(words.common.undone)).toBeVisible()
  expect(asked).toEqual(['unsuspend', 'suspend'])
})

test('offers no reset of second factors that a customer does not have', async () => {
  openPage(address, { customers: hosting(account()) })
  expect(await screen.findByRole('button', { name: words.customerDetails.setPassword })).toBeVisible()
  const name = words.customerDetails.moreActions('Ada Lovelace')
  expect(screen.queryByRole('button', { name })).not.toBeInTheDocument()
})

test('resets the second factors of a customer', async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    customers: {
      ...hosting(account()),
      get: () => customer({ twoFactor: sent.length === 0 }),
      resetFactors: (input) => {
        sent.push(input)
        return {}
      },
    },
  })
  const name = words.customerDetails.moreActions('Ada Lovelace')
  await user.click(await screen.findByRole('button', { name }))
  await user.click(await screen.findByRole('menuitem', { name: words.twoFactor.resetItem }))
  await user.click(await screen.findByRole('button', { name: words.twoFactor.reset }))
  expect(await screen.findByText(words.twoFactor.resetDone('Ada Lovelace'))).toBeVisible()
  expect(sent).toEqual([{ id: ids.ada }])
  await waitFor(() => expect(screen.getByRole('button', { name })).toHaveFocus())
  await user.keyboard('{ArrowDown}')
  const item = await screen.findByRole('menuitem', { name: new RegExp(words.twoFactor.resetItem) })
  await waitFor(() => expect(item).toHaveTextContent(words.twoFactor.nothingToReset))
})

test('reports the removal of one of several reasons and offers to undo it', async () => {
  const asked: string[] = []
  const reply = (suspendReasons: ReturnType<typeof account>['suspendReasons']) => ({
    status: 200 as const,
    body: {
      account: account({ status: 'suspended', suspendReasons }),
      operation: operationWithTimeline({ kind: 'unsuspend' }),
    },
  })
  const user = openPage(`${address}/hosting`, {
    customers: hosting(account({ status: 'suspended', suspendReasons: ['overdue', 'abuse'] })),
    hostingAccounts: {
      suspensions: () => ({ items: [] }),
      unsuspend: ({ reason }) => {
        asked.push(`unsuspend ${reason}`)
        return reply(['abuse'])
      },
      suspend: ({ reason }) => {
        asked.push(`suspend ${reason}`)
        return reply(['overdue', 'abuse'])
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Unsuspend' }))
  const dialog = await screen.findByRole('dialog', { name: 'Unsuspend ada' })
  await user.click(within(dialog).getByRole('button', { name: 'Unsuspend' }))
  const toast = (await screen.findByText(words.hosting.reasonRemoved('ada'))).closest('li') ?? document.body
  expect(dialog).not.toBeInTheDocument()
  await user.click(within(toast).getByRole('button', { name: 'Undo' }))
  await expect.poll(() => asked).toEqual(['unsuspend overdue', 'suspend overdue'])
})

test('isolates the username in the title of a dialog', async () => {
  const user = openPage(`${address}/hosting`, { customers: hosting(account()) })
  await user.click(await screen.findByRole('button', { name: 'Terminate' }))
  const title = within(await screen.findByRole('dialog')).getByRole('heading', { name: 'Terminate ada' })
  expect(within(title).getByText('ada').tagName).toBe('BDI')
})

test('asks for the username before it terminates', async () => {
  const user = openPage(`${address}/hosting`, { customers: hosting(account()) })
  await user.click(await screen.findByRole('button', { name: 'Terminate' }))
  const dialog = await screen.findByRole('dialog', { name: 'Terminate ada' })
  expect(within(dialog).getByLabelText('Type the username to confirm')).toBeVisible()
})

describeRoute('/customers/$customerId/operations', {
  async loading() {
    openPage(`${address}/operations`, { customers: hosting(account()), operations: { list: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(`${address}/operations`, {
      customers: hosting(account()),
      operations: {
        list: ({ customerId }) => ({
          items: customerId === ids.ada ? [operation()] : [],
          nextCursor: 'more',
        }),
      },
    })
    expect(await screen.findByRole('link', { name: /Create ada/ })).toHaveAttribute(
      'href',
      `/operations/${ids.operation}`,
    )
    expect(screen.getByRole('button', { name: 'Load more' })).toBeEnabled()
  },
  async empty() {
    openPage(`${address}/operations`, { customers: hosting(account()) })
    expect(await screen.findByText('No operations yet.')).toBeVisible()
  },
  async error() {
    openPage(`${address}/operations`, {
      customers: hosting(account()),
      operations: { list: refuses('Operations are not available.') },
    })
    expect(await screen.findByText('Operations are not available.')).toBeVisible()
  },
})

describeRoute('/customers/$customerId/audit', {
  async loading() {
    openPage(`${address}/audit`, { customers: { ...hosting(account()), audit: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(`${address}/audit`, {
      customers: { ...hosting(account()), audit: () => ({ items: [auditEntry()], nextCursor: null }) },
    })
    expect(await screen.findByText('Updated the customer')).toBeVisible()
    expect(screen.getByText('Grace Hopper').closest('p')).toHaveTextContent('Grace Hopper (Staff)')
    expect(screen.getByText('Engines', { selector: 'del bdi' })).toBeVisible()
  },
  async empty() {
    openPage(`${address}/audit`, { customers: hosting(account()) })
    expect(await screen.findByText(words.audit.none)).toBeVisible()
  },
  async error() {
    openPage(`${address}/audit`, {
      customers: { ...hosting(account()), audit: refuses('The record is not available.') },
    })
    expect(await screen.findByText('The record is not available.')).toBeVisible()
  },
})

test('copies an ID and links to the server', async () => {
  const user = openPage(`${address}/hosting`, { customers: hosting(account()) })
  await user.click(await screen.findByRole('button', { name: 'Copy NextPanel User ID' }))
  expect(await navigator.clipboard.readText()).toBe('123')
  for (const name of ['Copy Hosting Username', 'Copy Hosting Email'])
    expect(screen.getByRole('button', { name })).toBeEnabled()
  expect(screen.getByRole('link', { name: 'Production Server' })).toHaveAttribute(
    'href',
    `/server/${ids.server}`,
  )
})

test('shows who suspended an account, when and why', async () => {
  openPage(`${address}/hosting`, {
    customers: hosting(account({ status: 'suspended', suspendReasons: ['overdue'] })),
    hostingAccounts: {
      suspensions: () => ({
        items: [
          { reason: 'overdue', note: 'third reminder', by: 'Grace Hopper', at: '2026-03-01T12:00:00.000Z' },
        ],
      }),
    },
  })
  const fact = await screen.findByText(/^by Grace Hopper,$/)
  expect(fact.parentElement).toHaveTextContent('Overdue payment: third reminder by Grace Hopper, Mar 1, 2026')
})

test('collapses a terminated account to one line with its date', async () => {
  const ended = operation({ kind: 'terminate', endedAt: '2026-03-05T12:00:00.000Z' })
  openPage(`${address}/hosting`, {
    customers: hosting(account({ status: 'terminated', operation: ended })),
  })
  const line = await screen.findByText('Mar 5, 2026', { selector: 'summary time' })
  expect(line.closest('summary')).toHaveTextContent('ada')
  expect(line.closest('details')).not.toHaveAttribute('open')
  expect(screen.queryByRole('button', { name: 'Terminate' })).not.toBeInTheDocument()
})

test('an edit sends only the fields that staff changed', async () => {
  const changes: unknown[] = []
  const user = openPage(address, {
    customers: {
      get: () => customer(),
      hostingAccounts: () => ({ items: [] }),
      change: (input) => {
        changes.push(input)
        return customer()
      },
    },
  })
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    return within(await screen.findByRole('dialog', { name: words.customerDetails.editTitle }))
  }
  const first = await open()
  const email = first.getByLabelText('Email')
  await user.clear(email)
  await user.type(email, ' ADA@example.com')
  await user.clear(first.getByLabelText('Company Name'))
  await user.click(first.getByRole('button', { name: 'Save' }))
  await expect.poll(() => changes).toEqual([{ id: ids.ada, companyName: null }])

  const second = await open()
  await user.click(second.getByRole('button', { name: 'Save' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  expect(changes).toHaveLength(1)

  const third = await open()
  await user.selectOptions(third.getByLabelText(words.customerDetails.mailLanguage), words.mail.languages.de)
  await user.click(third.getByRole('button', { name: 'Save' }))
  await expect.poll(() => changes.at(-1)).toEqual({ id: ids.ada, language: 'de' })
})

test('warns before an email change that an unused set-password link stops working', async () => {
  const user = openPage(address, {
    customers: { get: () => customer(), hostingAccounts: () => ({ items: [] }) },
  })
  await user.click(await screen.findByRole('button', { name: 'Edit' }))
  const email = await screen.findByLabelText('Email')
  expect(email).toHaveAccessibleDescription(words.customerDetails.emailHelp)
  await user.type(email, '.uk')
  expect(email).toHaveAccessibleDescription(words.customerDetails.newEmailHelp)
})

describeRoute('/customers/$customerId/mail', {
  async loading() {
    openPage(`${address}/mail`, { customers: hosting(), mail: { list: never } })
    expect(await screen.findByText(words.mail.customerList)).toBeVisible()
    expect(screen.getByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    const resent: unknown[] = []
    const user = openPage(`${address}/mail`, {
      customers: hosting(),
      mail: {
        list: () => ({
          items: [
            mail(),
            mail({ id: '00000000-0000-4000-8000-000000000102', kind: 'password-reset' }),
            mail({
              id: '00000000-0000-4000-8000-000000000103',
              kind: 'password-changed',
              state: 'waiting',
              sentAt: null,
              attempts: 2,
              nextAttemptAt: '2026-03-01T12:10:00.000Z',
              error: 'The server did not accept the message for now.',
            }),
          ],
          nextCursor: null,
          isSetUp: true,
        }),
        resend: (input) => {
          resent.push(input)
          return mail({ id: '00000000-0000-4000-8000-000000000104', state: 'waiting', sentAt: null })
        },
      },
    })
    expect(await screen.findByText('The server did not accept the message for now.')).toBeVisible()
    // Neither a reset nor a waiting mail can be sent again.
    await user.click(screen.getByRole('button', { name: /^Resend/ }))
    expect(await screen.findByText(words.mail.resent)).toBeVisible()
    expect(resent).toHaveLength(1)
  },
  async empty() {
    openPage(`${address}/mail`, { customers: hosting() })
    expect(await screen.findByText(words.mail.none)).toBeVisible()
    expect(screen.getByText(words.mail.notSetUp)).toBeVisible()
    expect(screen.getByRole('link', { name: words.mail.setUp })).toHaveAttribute('href', '/mail')
  },
  async error() {
    openPage(`${address}/mail`, { customers: hosting(), mail: { list: refuses('Mails are not available.') } })
    expect(await screen.findByText('Mails are not available.')).toBeVisible()
  },
})
