import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { openPage } from '../../testing/open-page.tsx'
import {
  account,
  customer,
  failedOperation,
  finding,
  ids,
  mailSetup,
  mailTemplate,
  operationWithTimeline,
  reconciliation,
  server,
  staff,
  staffAs,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const notAllowed = () => screen.findByRole('heading', { name: words.notAllowed.title, level: 1 })
const servers = { list: () => ({ items: [server()] }) }
const run = reconciliation({ items: [finding()], findings: { total: 1, open: 1, leftOut: 0 } })
const { items: _, ...summary } = run

const world = {
  servers,
  customers: {
    list: () => ({ items: [customer()], nextCursor: null }),
    get: () => customer(),
    hostingAccounts: () => ({ items: [account()] }),
  },
  hostingAccounts: { suspensions: () => ({ items: [] }) },
  operations: {
    list: () => ({ items: [failedOperation()], nextCursor: null }),
    get: () => operationWithTimeline(failedOperation()),
  },
  reconciliations: { list: () => ({ items: [summary], nextCursor: null }), get: () => run },
}

describe('a page that the role does not include', () => {
  test.each([
    'support',
    'billing',
    'read-only',
  ] as const)('says so to the role %s, with the next step, and sends no request for the page', async (role) => {
    openPage('/team', {}, staffAs(role))
    await notAllowed()
    expect(screen.getByText(words.notAllowed.help(words.roles[role].label))).toBeVisible()
    expect(screen.getByRole('link', { name: words.shell.toStart })).toBeVisible()
  })

  test('is Add Customer for a role that changes nothing', async () => {
    openPage('/customers/new', {}, staffAs('read-only'))
    await notAllowed()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  test('shows the mail server without its form', async () => {
    openPage('/mail', { mail: { setup: () => mailSetup() } }, staffAs('admin'))
    expect(await screen.findByText(words.mail.onlyOwners)).toBeVisible()
    expect(screen.queryByRole('button', { name: words.mail.save })).not.toBeInTheDocument()
  })

  test('shows a mail template without Save', async () => {
    const mail = { templates: () => ({ items: [mailTemplate()] }) }
    openPage('/mail/templates', { mail }, staffAs('admin'))
    expect(await screen.findByRole('button', { name: words.mail.preview })).toBeVisible()
    expect(screen.queryByRole('button', { name: words.mail.saveTemplate })).not.toBeInTheDocument()
  })

  test('exports no audit log', async () => {
    openPage('/audit', {}, staffAs('support'))
    expect(await screen.findByText(words.auditLog.none)).toBeVisible()
    expect(screen.queryByRole('link', { name: words.auditLog.exportCsv })).not.toBeInTheDocument()
  })

  test('is not in the account menu', async () => {
    const user = openPage('/operations', {}, staffAs('support'))
    await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
    expect(await screen.findByRole('menuitem', { name: words.shell.signOut })).toBeVisible()
    expect(screen.queryByRole('menuitem', { name: words.shell.team })).not.toBeInTheDocument()
  })
})

test('the account menu of an owner leads to the team', async () => {
  const user = openPage('/operations')
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await user.click(await screen.findByRole('menuitem', { name: words.shell.team }))
  expect(await screen.findByRole('heading', { name: words.team.title, level: 1 })).toBeVisible()
})

test('the account menu of staff opens the documentation in another tab', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null)
  const user = openPage('/operations', {}, staffAs('read-only'))
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await user.click(await screen.findByRole('menuitem', { name: words.shell.help }))
  expect(open.mock.calls).toEqual([['/help/', '_blank', 'noopener']])
  open.mockRestore()
})

/** A control of a page, and the roles besides the owner that see it. */
const controls = [
  ['/server', words.servers.add, ['admin']],
  ['/server', words.servers.pauseAll, ['admin']],
  ['/server', words.servers.test, ['admin']],
  ['/server', words.servers.moreFor('Production Server'), ['admin']],
  [`/server/${ids.server}`, words.servers.edit, ['admin']],
  [`/server/${ids.server}`, words.servers.remove, ['admin']],
  [`/server/${ids.server}`, words.servers.rotate, ['admin']],
  [`/server/${ids.server}`, words.servers.changeMode, ['admin']],
  [`/server/${ids.server}/reconciliation`, words.reconciliation.run, ['admin']],
  ['/customers', words.onboarding.title, ['admin', 'support', 'billing']],
  ['/customers', words.customers.exportSeparator, ['admin', 'billing']],
  [`/customers/${ids.ada}`, words.customerDetails.edit, ['admin', 'support', 'billing']],
  [`/customers/${ids.ada}/hosting`, words.hosting.suspend, ['admin', 'support', 'billing']],
  [`/customers/${ids.ada}/hosting`, words.hosting.terminate, ['admin']],
  [`/customers/${ids.ada}/hosting`, words.hosting.provision, ['admin', 'support']],
  [
    `/operations/${ids.operation}`,
    words.operations.renameTo(failedOperation().freeUsername ?? ''),
    ['admin', 'support'],
  ],
] as const

describe('a control that the role may not use is hidden', () => {
  for (const role of ['owner', 'admin', 'support', 'billing', 'read-only'] as const)
    test.each(controls)(`for the role ${role}: %s, %s`, async (address, name, allowed) => {
      openPage(address, world, role === 'owner' ? staff : staffAs(role))
      const visible = role === 'owner' || allowed.some((one) => one === role)
      if (visible) {
        expect((await screen.findAllByRole('button', { name }))[0]).toBeVisible()
        return
      }
      await screen.findByRole('heading', { level: 1 })
      await waitFor(() => expect(screen.queryByRole('status', { name: 'Loading...' })).toBeNull())
      await screen.findAllByText(address.startsWith('/server') ? 'Production Server' : /Ada Lovelace|ada/)
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument()
    })
})

test('Add Customer offers no hosting to a role that does not provision', async () => {
  openPage('/customers/new', world, staffAs('billing'))
  await screen.findByRole('dialog', { name: words.onboarding.title })
  expect(screen.queryByRole('checkbox', { name: words.onboarding.withHosting })).not.toBeInTheDocument()
})
