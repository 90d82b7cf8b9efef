import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { AuditQuery } from '#contracts/audit/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { auditEntry, ids } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.auditLog
const refused = auditEntry({
  id: 2,
  actor: { kind: 'caller', name: 'Not signed in' },
  action: 'sign-in.refuse',
  subject: { kind: 'login', id: ids.ada, name: 'ada@example.com' },
  before: null,
  after: { code: 'invalid-credentials', attempts: 150 },
  requestId: null,
  address: '192.0.2.7',
})

describeRoute('/audit', {
  async loading() {
    openPage('/audit', { audit: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/audit', {
      audit: {
        list: () => ({
          items: [
            refused,
            auditEntry({ action: 'server.change', subject: { kind: 'server', id: ids.server, name: 'One' } }),
          ],
          nextCursor: null,
        }),
      },
    })
    const [first, second] = await screen.findAllByRole('listitem')
    expect(first).toHaveTextContent('Refused sign-in')
    expect(first).toHaveTextContent('Login ada@example.com')
    expect(first).toHaveTextContent('Address 192.0.2.7')
    expect(first).toHaveTextContent('150')
    expect(second).toHaveTextContent('Changed a server')
    expect(second).toHaveTextContent('Server One')
  },
  async empty() {
    openPage('/audit')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/audit', { audit: { list: refuses('The audit log is not available.') } })
    expect(await screen.findByText('The audit log is not available.')).toBeVisible()
  },
})

test('searches by the filters, which are part of the address and of the export', async () => {
  const asked: AuditQuery[] = []
  const user = openPage('/audit?subjectKind=server', {
    audit: {
      list: (query) => {
        asked.push(query as AuditQuery)
        return { items: [], nextCursor: null }
      },
    },
  })
  const form = within(await screen.findByRole('form', { name: text.filters }))
  expect(form.getByRole('combobox', { name: text.subject })).toHaveValue('server')
  await user.selectOptions(form.getByRole('combobox', { name: text.action }), 'server.change')
  await user.type(form.getByRole('textbox', { name: text.actor }), 'grace')
  await user.type(form.getByRole('textbox', { name: text.address }), '192.0.2.7')
  await user.type(form.getByLabelText(text.from), '2026-03-01')
  await user.type(form.getByLabelText(text.to), '2026-03-02')
  await user.click(form.getByRole('button', { name: text.search }))
  const found = await screen.findByRole('button', { name: text.clear })
  const last = asked.at(-1)
  expect(last).toMatchObject({
    subjectKind: 'server',
    action: 'server.change',
    actor: 'grace',
    address: '192.0.2.7',
  })
  expect(new Date(last?.to ?? 0).getTime() - new Date(last?.from ?? 0).getTime()).toBe(2 * 86_400_000)
  expect(screen.getByRole('link', { name: text.exportCsv })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/api\/v1\/audit\/export\?.*action=server.change/),
  )
  await user.click(found)
  expect(await screen.findByRole('combobox', { name: text.action })).toHaveValue('')
  expect(asked.at(-1)).toEqual({ limit: 50 })
})

test('an entry of a bulk action leads to it', async () => {
  openPage('/audit', {
    audit: {
      list: () => ({
        items: [auditEntry({ requestId: `bulk-action:${ids.bulkAction}` })],
        nextCursor: null,
      }),
    },
  })
  expect(await screen.findByRole('link', { name: words.audit.ofBulkAction })).toHaveAttribute(
    'href',
    `/bulk-actions/${ids.bulkAction}`,
  )
})
